//! The claims of a token, by what they are about.

use std::rc::Rc;

use playground::select;
use protocol::catalog::claims::ClaimGroup;
use protocol::explanation::Explanation;
use protocol::token::explain::ClaimRow;
use yew::virtual_dom::VComp;
use yew::{Component, Context, Html, Properties};

use crate::components::{Markup, code, element, list, literal, p, plain_text, span, td, th, tr};

/// The claims: a component, because they are half of the page, and a key typed into
/// a form does not draw them again.
pub(super) struct Claims;

/// What it shows.
#[derive(PartialEq, Properties)]
pub(super) struct Shown {
    told: Rc<Explanation>,
    /// What is searched for, in lower case.
    query: String,
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
    let mut bodies = list();
    let mut internal = None;
    let mut found = false;
    for (group, claims) in &read.groups {
        let count = claims.iter().filter(|claim| select::has(claim, query)).count();
        if count == 0 {
            continue;
        }
        found = true;
        let body = element("tbody", "");
        let claims = claims.iter().filter(|claim| select::has(claim, query));
        if *group == ClaimGroup::Internal {
            let folded = internal_claims(count, rows(body, claims));
            internal = Some(if query.is_empty() { folded } else { folded.attr("open", "") });
            continue;
        }
        let heading = th("").attr("colspan", "3").attr("scope", "rowgroup").text(group.title());
        let body = body.key(group.title()).child(tr("claims-group").child(heading));
        bodies = bodies.child(rows(body, claims));
    }
    if !found {
        return p("why").text("No claim has this in its name, value or meaning.");
    }
    list().child(table("Claims").child(bodies)).maybe(internal)
}

fn internal_claims(count: usize, rows: Markup) -> Markup {
    let count = span("badge badge-count").text(&count.to_string());
    element("details", "fold")
        .child(element("summary", "").text("Internal ").child(count))
        .child(table("Internal claims").child(rows))
}

/// A table of claims, still without its bodies.
pub(super) fn table(caption: &'static str) -> Markup {
    let columns = ["claims-name", "claims-value", ""]
        .into_iter()
        .fold(element("colgroup", ""), |columns, class| columns.child(element("col", class)));
    let names = ["Name", "Value as written", "Meaning"]
        .into_iter()
        .fold(tr(""), |names, name| names.child(th("").attr("scope", "col").text(name)));
    element("table", "claims")
        .child(element("caption", "visually-hidden").text(caption))
        .child(columns)
        .child(element("thead", "visually-hidden").child(names))
}

pub(super) fn rows<'a>(body: Markup, claims: impl Iterator<Item = &'a ClaimRow>) -> Markup {
    claims.fold(body, |body, claim| body.child(row(claim)))
}

fn row(row: &ClaimRow) -> Markup {
    let mut meaning = td("claims-meaning");
    for part in &row.meaning {
        let mut words = span("meaning").child(plain_text(&part.text));
        if let Some(note) = part.status.note() {
            words = words.text(" ").child(span("undocumented").text(note));
        }
        meaning = meaning.child(words);
    }
    if !row.known {
        let words = "not a claim that this page knows";
        meaning = meaning.child(span("undocumented").text(words));
    }
    let name = th("").attr("scope", "row").child(code("").child(plain_text(&row.name)));
    let value = td("").child(literal(&row.literal));
    tr("").child(name).child(value).child(meaning)
}
