//! A token, explained: the verdict first, then the claims by what they are
//! about.

use playground::action::Action;
use playground::select::{self, ReadView, Validity};
use playground::state::TokenTab;
use protocol::catalog::claims::ClaimGroup;
use protocol::token::explain::ClaimRow;
use protocol::token::verdict::Span;
use yew::prelude::*;

use super::Ui;
use super::answer::raw;
use crate::components::{Tab, Tone, finding, identity, notice, plain_text, tabs};

/// The token of the chosen step.
pub(super) fn token(ui: Ui<'_>) -> Html {
    let state = ui.state;
    let Some(token) = select::token(state, state.step) else { return Html::default() };
    let Some(read) = token.read else {
        let words = "This token is not a readable JWT. Some APIs issue opaque or encrypted tokens, which only they can read.";
        return html! {
            <>{ notice(Tone::Info, "", html! { { words } }, Html::default()) }{ raw(ui) }</>
        };
    };
    let chosen = state.view.token_tab;
    let list = TokenTab::ALL.map(|tab| Tab {
        label: tab.label(),
        count: (tab == TokenTab::Findings).then_some(read.findings.len()),
        action: Action::TokenTabChosen(tab),
        chosen: tab == chosen,
    });
    let panel = match chosen {
        TokenTab::Claims => claims(&read),
        TokenTab::Header => {
            table("Header parameters", html! { <tbody>{ rows(&read.header) }</tbody> })
        }
        TokenTab::Raw => raw(ui),
        TokenTab::Findings => findings(&read),
    };
    html! {
        <>
            <div class="verdict">
                <p class="verdict-sentence">{ for read.verdict.iter().map(span) }</p>
                { read.validity.as_ref().map(bar).unwrap_or_default() }
            </div>
            { tabs(ui, "token", "Token as", &list, Html::default(), panel) }
            <p class="code-note">{ "The signature is not verified. Only the API in aud may rely on this token." }</p>
        </>
    }
}

fn span(span: &Span) -> Html {
    match span {
        Span::Text(text) => html! { <>{ text }</> },
        Span::Strong(text) => html! { <strong><bdi>{ text }</bdi></strong> },
        Span::Identity { kind, name, id } => identity(*kind, name, id, false),
    }
}

fn bar(validity: &Validity) -> Html {
    let gone = validity.gone;
    let left = if validity.late { "bar-late" } else { "bar-left" };
    html! {
        <div class="validity">
            <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect width="100" height="6" />
                <rect class={left} x={gone.to_string()} width={(100 - gone).to_string()} height="6" />
            </svg>
            <p class="validity-times">
                <span>{ "issued " }<time>{ &validity.issued }</time></span>
                <b>{ &validity.now }</b>
                <span>{ "expires " }<time>{ &validity.expires }</time></span>
            </p>
        </div>
    }
}

fn claims(read: &ReadView) -> Html {
    let shown = read.groups.iter().filter(|(group, _)| *group != ClaimGroup::Internal);
    let bodies = shown.map(|(group, list)| {
            html! {
                <tbody key={group.title()}>
                    <tr class="claims-group"><th colspan="3" scope="rowgroup">{ group.title() }</th></tr>
                    { rows(list) }
                </tbody>
            }
        });
    let internal = read.groups.iter().find(|(group, _)| *group == ClaimGroup::Internal);
    html! {
        <>
            { table("Claims", html! { { for bodies } }) }
            if let Some((_, list)) = internal {
                <details class="fold">
                    <summary>{ "Internal " }<span class="badge badge-count">{ list.len() }</span></summary>
                    { table("Internal claims", html! { <tbody>{ rows(list) }</tbody> }) }
                </details>
            }
        </>
    }
}

fn table(caption: &'static str, bodies: Html) -> Html {
    html! {
        <table class="claims">
            <caption class="visually-hidden">{ caption }</caption>
            <colgroup><col class="claims-name" /><col class="claims-value" /><col /></colgroup>
            <thead class="visually-hidden">
                <tr>
                    <th scope="col">{ "Name" }</th>
                    <th scope="col">{ "Value as written" }</th>
                    <th scope="col">{ "Meaning" }</th>
                </tr>
            </thead>
            { bodies }
        </table>
    }
}

fn rows(list: &[ClaimRow]) -> Html {
    list.iter().map(row).collect()
}

fn row(row: &ClaimRow) -> Html {
    let meanings = row.meaning.iter().map(|meaning| {
        html! {
            <span class="meaning">
                { plain_text(&meaning.text) }
                if let Some(note) = meaning.status.note() {
                    { " " }<span class="undocumented">{ note }</span>
                }
            </span>
        }
    });
    html! {
        <tr>
            <th scope="row"><code>{ plain_text(&row.name) }</code></th>
            <td><code>{ plain_text(&row.literal) }</code></td>
            <td class="claims-meaning">
                { for meanings }
                if !row.known { <span class="undocumented">{ "not a claim that this page knows" }</span> }
            </td>
        </tr>
    }
}

fn findings(read: &ReadView) -> Html {
    if read.findings.is_empty() {
        return html! { <p class="why">{ "Nothing notable." }</p> };
    }
    let rows = read.findings.iter().map(|found| finding(found, Html::default()));
    html! { <div class="findings">{ for rows }</div> }
}
