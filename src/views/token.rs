//! A token, explained: the verdict first, then the claims by what they are
//! about.

use playground::action::Action;
use playground::select::{self, ReadView, Validity};
use playground::state::TokenTab;
use protocol::catalog::claims::ClaimGroup;
use protocol::finding::Severity;
use protocol::token::explain::ClaimRow;
use protocol::token::verdict::Span;
use yew::prelude::*;

use super::answer::raw;
use super::page::PaneProps;
use crate::components::{Identity, Notice, PlainText, Tab, TabList, Tone, panel_id, tab_id};

const TABS: &str = "token";

/// The token of the chosen step.
#[component]
pub(super) fn Token(props: &PaneProps) -> Html {
    let (state, dispatch) = (&props.state, &props.dispatch);
    let Some(token) = select::token(state, state.step) else { return Html::default() };
    let Some(read) = token.read else {
        return html! {
            <>
                <Notice tone={Tone::Info}>
                    { "This token is not a readable JWT. Some APIs issue opaque or encrypted tokens, which only they can read." }
                </Notice>
                { raw(props) }
            </>
        };
    };
    let tab = state.view.token_tab;
    let chosen = TokenTab::ALL.iter().position(|other| *other == tab).unwrap_or(0);
    let tabs = TokenTab::ALL.map(|tab| Tab {
        label: tab.label().into(),
        count: (tab == TokenTab::Findings).then_some(read.findings.len()),
    });
    let panel = match tab {
        TokenTab::Claims => claims(&read),
        TokenTab::Header => {
            table("Header parameters", &[html! { <tbody>{ rows(&read.header) }</tbody> }])
        }
        TokenTab::Raw => raw(props),
        TokenTab::Findings => findings(&read),
    };
    html! {
        <>
            <div class="verdict">
                <p class="verdict-sentence">{ for read.verdict.iter().map(span) }</p>
                if let Some(validity) = &read.validity { { bar(validity) } }
            </div>
            <div class="tabs">
                <TabList
                    id={TABS} label="Token as" tabs={tabs.to_vec()} {chosen}
                    choose={dispatch.reform(|at: usize| Action::TokenTabChosen(TokenTab::ALL[at]))}
                />
            </div>
            <div role="tabpanel" id={panel_id(TABS)} aria-labelledby={tab_id(TABS, chosen)}>{ panel }</div>
            <p class="code-note">{ "The signature is not verified. Only the API in aud may rely on this token." }</p>
        </>
    }
}

fn span(span: &Span) -> Html {
    match span {
        Span::Text(text) => html! { <>{ text }</> },
        Span::Strong(text) => html! { <strong><bdi>{ text }</bdi></strong> },
        Span::Identity { kind, name, id } => {
            html! { <Identity kind={*kind} name={name.clone()} id={id.clone()} /> }
        }
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
    let bodies: Vec<_> = shown
        .map(|(group, list)| {
            html! {
                <tbody key={group.title()}>
                    <tr class="claims-group"><th colspan="3" scope="rowgroup">{ group.title() }</th></tr>
                    { rows(list) }
                </tbody>
            }
        })
        .collect();
    let internal = read.groups.iter().find(|(group, _)| *group == ClaimGroup::Internal);
    html! {
        <>
            { table("Claims", &bodies) }
            if let Some((_, list)) = internal {
                <details class="fold">
                    <summary>{ "Internal " }<span class="badge badge-count">{ list.len() }</span></summary>
                    { table("Internal claims", &[html! { <tbody>{ rows(list) }</tbody> }]) }
                </details>
            }
        </>
    }
}

fn table(caption: &'static str, bodies: &[Html]) -> Html {
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
            { for bodies.iter().cloned() }
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
                <PlainText text={meaning.text.clone()} />
                if let Some(note) = meaning.status.note() {
                    { " " }<span class="undocumented">{ note }</span>
                }
            </span>
        }
    });
    html! {
        <tr>
            <th scope="row"><code><PlainText text={row.name.clone()} /></code></th>
            <td><code><PlainText text={row.literal.clone()} /></code></td>
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
    let rows = read.findings.iter().map(|finding| {
        let tone = match finding.severity {
            Severity::Info => Tone::Info,
            Severity::Warning => Tone::Warning,
            Severity::Error => Tone::Bad,
        };
        html! { <Notice {tone} word={finding.severity.word()}>{ &finding.message }</Notice> }
    });
    html! { <div class="findings">{ for rows }</div> }
}
