//! The claims of a token, by what they are about.

use std::rc::Rc;

use protocol::explanation::Explanation;
use yew::virtual_dom::VComp;
use yew::{Component, Context, Html, Properties};

use crate::components::{Markup, element, list, p, searched, span};

/// The claims: a component, because they are half of the page, and a key typed into
/// a form does not draw them again.
pub(super) struct Claims;

/// What it shows.
#[derive(Properties)]
pub(super) struct Shown {
    told: Rc<Explanation>,
    /// What is searched for, in lower case.
    query: String,
}

/// By whose it is, not by what it says: what was told again, a quarter of a minute
/// later at the earliest, is drawn again, and no code has to compare every claim.
impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.told, &other.told) && self.query == other.query
    }
}

impl Claims {
    pub(super) fn markup(told: &Rc<Explanation>, query: String) -> Markup {
        let shown = Shown { told: told.clone(), query };
        Markup::from_html(VComp::new::<Self>(shown.into(), None).into())
    }
}

impl Component for Claims {
    type Message = ();
    type Properties = Shown;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Shown { told, query } = ctx.props();
        claims(told, query).into_html()
    }
}

/// The claims that have a text in them; the internal ones are folded unless they
/// were searched for.
fn claims(read: &Explanation, query: &str) -> Markup {
    let internal = read.internal.found(query);
    if internal == 0 && read.claims.found(query) == 0 {
        return p("why").text("No claim has this in its name, value or meaning.");
    }
    let shown = list().child(searched(&read.claims, query));
    if internal == 0 {
        return shown;
    }
    let count = span("badge badge-count").text(&internal.to_string());
    let folded = element("details", "fold")
        .child(element("summary", "").text("Internal ").child(count))
        .child(searched(&read.internal, query));
    shown.child(if query.is_empty() { folded } else { folded.attr("open", "") })
}
