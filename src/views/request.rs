//! The request, alive: it follows every keystroke, marks the parameter of the
//! field that has the focus, and says why each parameter is there.

use playground::action::{Action, Copied};
use playground::select;
use protocol::finding::{Finding, Severity};
use protocol::inputs::InputId;
use protocol::render::{Format, Line, Mark, Reveal, render};
use yew::prelude::*;

use super::page::PaneProps;
use crate::components::{CopyButton, Notice, Tab, TabList, Tone, panel_id, tab_id};

const TABS: &str = "request";

/// Tabs, text and findings.
#[component]
pub(super) fn RequestPane(props: &PaneProps) -> Html {
    let (state, dispatch) = (&props.state, &props.dispatch);
    let draft = select::draft(state);
    let format = state.view.format;
    let chosen = Format::ALL.iter().position(|other| *other == format).unwrap_or(0);
    let tabs = Format::ALL.map(|format| Tab { label: format.label().into(), count: None });
    let choose = dispatch.reform(|at: usize| Action::FormatChosen(Format::ALL[at]));
    let lines = render(&draft, format, state.view.reveal).0;
    html! {
        <>
            <h3 class="visually-hidden">{ "Request" }</h3>
            <div class="tabs">
                <TabList id={TABS} label="Request as" tabs={tabs.to_vec()} {chosen} {choose} />
                <div class="tabs-tools">
                    <button
                        type="button" class="switch" role="switch"
                        aria-checked={(state.view.reveal == Reveal::Yes).to_string()}
                        onclick={dispatch.reform(|_| Action::RevealToggled)}
                    ><span aria-hidden="true"></span>{ "Show secrets" }</button>
                    <CopyButton
                        what={Copied::Request} label="Copy" name="the request"
                        copied={state.view.copied} dispatch={dispatch.clone()}
                    />
                </div>
            </div>
            <div role="tabpanel" id={panel_id(TABS)} aria-labelledby={tab_id(TABS, chosen)}>
                <pre class="code" tabindex="0" aria-label={format!("Request as {}", format.label())}>
                    { for lines.iter().enumerate().map(|(at, line)| text(at, line, state.view.focused)) }
                </pre>
            </div>
            <p class="code-note">{ note(format) }</p>
            { findings(&draft.findings, dispatch) }
        </>
    }
}

const fn note(format: Format) -> &'static str {
    match format {
        Format::Http => {
            "One parameter a line for the eye. The body is sent, and copied, as one line."
        }
        Format::Curl => {
            "Secrets are variables until you show them. Then curl leaves ~ as it is where this page writes %7E; both decode to the same text."
        }
        Format::PowerShell => {
            "Runs in PowerShell 5.1 and 7. Secrets are asked for until you show them."
        }
    }
}

fn text(at: usize, line: &Line, focused: Option<InputId>) -> Html {
    let pieces = line.pieces.iter().enumerate().map(|(at, piece)| {
        let class = match piece.mark {
            Mark::Plain => "code-punctuation",
            Mark::Method => "code-method",
            Mark::Url => "code-url",
            Mark::Name => "code-name",
            Mark::Value if line.input == Some(InputId::Tenant) => "code-tenant",
            Mark::Value => "code-value",
            Mark::Missing => "code-missing",
            Mark::Masked => "code-secret",
            Mark::Comment => "code-header",
        };
        let title = (piece.mark == Mark::Missing).then_some("missing");
        html! { <span key={at} {class} {title}>{ &piece.text }</span> }
    });
    let why = match line.spec {
        Some(spec) => format!("{} ({})", line.why, spec.name),
        None => line.why.to_owned(),
    };
    let title = (!line.why.is_empty()).then_some(why);
    let marked = line.input.is_some() && line.input == focused;
    html! {
        <span class="code-line" key={at}>
            if marked {
                <mark class="mark" {title}>{ for pieces }</mark>
            } else {
                <span {title}>{ for pieces }</span>
            }
            { "\n" }
        </span>
    }
}

/// What is notable before sending: it warns, it does not block.
fn findings(findings: &[Finding], dispatch: &Callback<Action>) -> Html {
    if findings.is_empty() {
        return Html::default();
    }
    let rows = findings.iter().map(|finding| {
        let tone = match finding.severity {
            Severity::Info => Tone::Info,
            Severity::Warning => Tone::Warning,
            Severity::Error => Tone::Bad,
        };
        let tools = finding.fix.as_ref().map(|fix| {
            let (input, text) = (fix.input, fix.text.clone());
            let onclick = dispatch.reform(move |_| Action::FieldEdited {
                input,
                text: protocol::secret::Secret::new(text.clone()),
            });
            html! { <button type="button" class="button button-small" {onclick}>{ &fix.label }</button> }
        });
        html! {
            <Notice key={finding.code} {tone} word={finding.severity.word()} tools={tools.unwrap_or_default()}>
                { &finding.message }
            </Notice>
        }
    });
    html! {
        <div class="findings" role="group" aria-label="Findings before sending">{ for rows }</div>
    }
}
