//! What the module that explains has laid out, as elements of the page.

use playground::action::Action;
use playground::gallery::destination;
use playground::page;
use protocol::catalog::errors;
use protocol::secret::Secret;
use protocol::sheet::{Element, Sheet};

use super::{Markup, Picture, button, code, element, icon, identity, list, plain_text, text};
use crate::views::Ui;

/// A sheet as it stands, without the buttons that it may have.
pub fn sheet(laid_out: &Sheet) -> Markup {
    part(laid_out, None, "")
}

/// The same, but of what can be searched only what has a text of lower case in it.
pub fn searched(laid_out: &Sheet, query: &str) -> Markup {
    part(laid_out, None, query)
}

/// Several, one behind the other, with their buttons.
pub fn sheets(laid_out: &[Sheet], ui: Ui<'_>) -> Markup {
    laid_out.iter().fold(list(), |all, one| all.child(part(one, Some(ui), "")))
}

fn part(laid_out: &Sheet, ui: Option<Ui<'_>>, query: &str) -> Markup {
    match (laid_out, ui) {
        (Sheet::Text(words), _) => text(words),
        (Sheet::Plain(words), _) => plain_text(words),
        (Sheet::Identity { kind, name, id }, _) => identity(*kind, name, id, false),
        (Sheet::Element(one) | Sheet::Sought(one), _) => drawn(one, ui, query),
        (Sheet::Way { place, words }, Some(ui)) => match destination(place) {
            Some(place) => {
                button("button button-small", ui, Action::PlaceWanted(place)).text(words)
            }
            None => list(),
        },
        (Sheet::Number(number), Some(ui)) => {
            let number = number.to_string();
            let searched = page::Action::ErrorsSearched(Secret::new(number.clone()));
            button("button-link", ui, Action::Page(searched)).child(code("").text(&number))
        }
        (Sheet::LookUp(number), _) => {
            look_up(*number).text("What Microsoft says of ").text(&number.to_string())
        }
        (Sheet::Cross, _) => icon(Picture::Cross),
        (Sheet::Way { .. } | Sheet::Number(_), None) => list(),
    }
}

/// A link to what Microsoft says of a number, still without words.
pub fn look_up(number: u32) -> Markup {
    element("a", "")
        .set("href", &errors::look_up(number))
        .attr("target", "_blank")
        .attr("rel", "noreferrer noopener")
}

fn drawn(one: &Element, ui: Option<Ui<'_>>, query: &str) -> Markup {
    let mut markup = element(one.tag.as_str(), "");
    for (name, value) in &one.attributes {
        markup = match name.as_str() {
            "key" => markup.key(value),
            name => markup.set(name, value),
        };
    }
    for inside in &one.inside {
        if !matches!(inside, Sheet::Sought(_)) || inside.found(query) > 0 {
            markup = markup.child(part(inside, ui, query));
        }
    }
    markup
}
