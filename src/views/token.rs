//! A token, explained: the verdict first, then the claims by what they are
//! about.

use playground::action::Action;
use playground::explanations::{self, NOT_LOADED, Told, told};
use playground::page;
use playground::select;
use playground::state::TokenTab;
use protocol::catalog::claims::ClaimGroup;
use protocol::explanation::{Explanation, Validity};
use protocol::secret::Secret;
use protocol::token::explain::ClaimRow;
use protocol::token::verdict::Span;

use super::Ui;
use super::answer::raw;
use crate::components::{
    Markup, Tab, Tone, button, code, div, drawing, element, identity, list, notice, p, plain_text,
    span, strong, tabs, td, text, text_box, th, tr,
};

/// The token of the chosen step.
pub(super) fn token(ui: Ui<'_>) -> Markup {
    let state = ui.state;
    match select::token(state, state.step) {
        Some(token) => token_view(ui, token, raw(ui), list()),
        None => list(),
    }
}

/// Any token; `raw` is what it came in, and `among` what it is beside other tokens.
pub(super) fn token_view(ui: Ui<'_>, token: &Secret, raw: Markup, among: Markup) -> Markup {
    let read = match told(ui.state, token) {
        Told::Soon => return soon(),
        Told::Failed => return not_loaded(ui).child(raw),
        Told::Unreadable => {
            let words = "This token is not a readable JWT. Some APIs issue opaque or encrypted tokens, which only they can read.";
            return list().child(notice(Tone::Info, "", words, None)).child(raw);
        }
        Told::Token(read) => read,
    };
    let query = ui.state.view.page.claims_query.expose();
    let chosen = ui.state.view.token_tab;
    let tab_list = TokenTab::ALL.map(|tab| Tab {
        label: tab.label(),
        count: (tab == TokenTab::Findings).then_some(read.findings.len()),
        action: Action::TokenTabChosen(tab),
        chosen: tab == chosen,
    });
    let panel = match chosen {
        TokenTab::Claims => claims(read, &select::claims_query(ui.state)),
        TokenTab::Header => {
            table("Header parameters").child(rows(element("tbody", ""), read.header.iter()))
        }
        TokenTab::Raw => raw,
        TokenTab::Findings => findings(read),
    };
    let search = (chosen == TokenTab::Claims).then(|| {
        let searched = |text| Action::Page(page::Action::ClaimsSearched(text));
        text_box(ui, "input", "claims-search", "Search claims", query, searched)
            .attr("placeholder", "Search claims /")
    });
    let mut sentence = p("verdict-sentence");
    for part in &read.verdict {
        sentence = sentence.child(match part {
            Span::Text(words) => list().child(text(words)),
            Span::Strong(words) => strong("").child(element("bdi", "").text(words)),
            Span::Identity { kind, name, id } => identity(*kind, name, id, false),
        });
    }
    let verdict = div("verdict").child(sentence).maybe(read.validity.as_ref().map(bar));
    list()
        .child(verdict)
        .child(among)
        .child(tabs(ui, "token", "Token as", &tab_list, list().maybe(search), panel))
        .child(super::verify::signature(ui, token, read.cannot_verify.as_deref()))
}

fn bar(validity: &Validity) -> Markup {
    let gone = validity.gone;
    let whole = element("rect", "").attr("width", "100").attr("height", "6");
    let left = element("rect", if validity.late { "bar-late" } else { "bar-left" })
        .set("x", &gone.to_string())
        .set("width", &(100 - gone).to_string())
        .attr("height", "6");
    let time = |time: &str| element("time", "").text(time);
    let times = p("validity-times")
        .child(span("").text("issued ").child(time(&validity.issued)))
        .child(element("b", "").text(&validity.now))
        .child(span("").text("expires ").child(time(&validity.expires)));
    let bar = drawing("bar", "0 0 100 6").attr("preserveAspectRatio", "none");
    div("validity").child(bar.child(whole).child(left)).child(times)
}

/// What stands where something is being read: the module that explains loads with
/// the first question.
pub(super) fn soon() -> Markup {
    p("why").attr("aria-busy", "true").text("Reading …")
}

/// What stands where nothing can be explained.
pub(super) fn not_loaded(ui: Ui<'_>) -> Markup {
    let again = Action::Explanations(explanations::Action::Again);
    let again = button("button button-small", ui, again).text("Try again");
    list().child(notice(Tone::Warning, "", NOT_LOADED, Some(again)))
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
fn table(caption: &'static str) -> Markup {
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

fn rows<'a>(body: Markup, claims: impl Iterator<Item = &'a ClaimRow>) -> Markup {
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
    let value = td("").child(code("").child(plain_text(&row.literal)));
    tr("").child(name).child(value).child(meaning)
}

/// What is notable of a token.
fn findings(read: &Explanation) -> Markup {
    if read.findings.is_empty() {
        return p("why").text("Nothing notable.");
    }
    super::verify::findings(&read.findings)
}
