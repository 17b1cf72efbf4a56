//! The error gallery: a refusal is pasted, or looked up by number or word.

use playground::action::Action;
use playground::gallery::gallery;
use playground::page;
use protocol::secret::Secret;

use super::Ui;
use super::page::screen;
use super::token::{not_loaded, soon};
use crate::components::{Markup, div, on_paste, sheets, text_box};

/// The whole screen.
pub(super) fn errors_screen(ui: Ui<'_>) -> Markup {
    let query = ui.state.view.page.errors_query.expose();
    let label = "Refusal, number or word";
    let field = text_box(ui, "textarea", "errors-text", label, query, searched)
        .attr("rows", "2")
        .attr("placeholder", "AADSTS65001, 700211, consent, redirect …");
    let body = match gallery(ui.state) {
        _ if ui.state.explanations.failed() => not_loaded(ui),
        None => soon(),
        Some((gallery, current)) => {
            let all = div("").child(sheets(gallery, ui));
            if current { all } else { all.attr("aria-busy", "true") }
        }
    };
    screen(
        "Error gallery",
        "Paste what Entra wrote, or look a number up: why it refused, and what to change.",
        on_paste(ui, field, searched),
        body,
    )
}

fn searched(text: Secret) -> Action {
    Action::Page(page::Action::ErrorsSearched(text))
}
