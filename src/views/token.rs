//! A token, explained: the verdict first, then the claims by what they are
//! about.

use playground::action::Action;
use playground::explanations::{self, NOT_LOADED, Told, told};
use playground::page;
use playground::select;
use playground::state::TokenTab;
use protocol::explanation::Explanation;
use protocol::secret::Secret;

use super::Ui;
use super::answer::raw;
use super::claims::Claims;
use crate::components::{Markup, Tab, Tone, button, list, notice, p, sheet, tabs, text_box};

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
        TokenTab::Claims => Claims::markup(read, select::claims_query(ui.state)),
        TokenTab::Header => sheet(&read.header),
        TokenTab::Raw => raw,
        TokenTab::Findings => findings(read),
    };
    let search = (chosen == TokenTab::Claims).then(|| {
        let searched = |text| Action::Page(page::Action::ClaimsSearched(text));
        text_box(ui, "input", "claims-search", "Search claims", query, searched)
            .attr("placeholder", "Search claims /")
    });
    list()
        .child(sheet(&read.verdict))
        .child(among)
        .child(tabs(ui, "token", "Token as", &tab_list, list().maybe(search), panel))
        .child(super::verify::signature(ui, token, read.cannot_verify.as_deref()))
}

/// What stands where something is being read: the module that explains loads with
/// the first question.
pub(super) fn soon() -> Markup {
    p("why").attr("aria-busy", "true").text("One moment …")
}

/// What stands where nothing can be explained.
pub(super) fn not_loaded(ui: Ui<'_>) -> Markup {
    let again = Action::Explanations(explanations::Action::Again);
    let again = button("button button-small", ui, again).text("Try again");
    list().child(notice(Tone::Warning, "", NOT_LOADED, Some(again)))
}

/// What is notable of a token.
fn findings(read: &Explanation) -> Markup {
    if read.findings.is_empty() {
        return p("why").text("Nothing notable.");
    }
    super::verify::findings(&read.findings)
}
