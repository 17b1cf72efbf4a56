//! The request, alive: it follows every keystroke, marks the parameter of the
//! field that has the focus, and says why each parameter is there.

use playground::action::{Action, Copied};
use protocol::finding::Finding;
use protocol::inputs::InputId;
use protocol::render::{Format, Line, Mark, Reveal, render};
use protocol::request::Draft;
use protocol::secret::Secret;
use yew::prelude::*;

use super::Ui;
use crate::components::{Tab, copy_button, finding, tabs};

/// Tabs, text and findings.
pub(super) fn request(ui: Ui<'_>, draft: &Draft) -> Html {
    let view = &ui.state.view;
    let formats = Format::ALL.map(|format| Tab {
        label: format.label(),
        count: None,
        action: Action::FormatChosen(format),
        chosen: format == view.format,
    });
    let shown = if view.reveal == Reveal::Yes { "true" } else { "false" };
    let tools = html! {
        <>
            <button
                type="button" class="switch" role="switch" aria-checked={shown}
                onclick={ui.click(Action::RevealToggled)}
            ><span aria-hidden="true"></span>{ "Show secrets" }</button>
            { copy_button(ui, Copied::Request, "Copy", "the request") }
        </>
    };
    let lines = render(draft, view.format, view.reveal).0;
    let label = format!("Request as {}", view.format.label());
    let panel = html! {
        <pre class="code" tabindex="0" role="group" aria-label={label}>
            { for lines.iter().enumerate().map(|(at, line)| text(at, line, view.focused)) }
        </pre>
    };
    html! {
        <>
            <h3 class="visually-hidden">{ "Request" }</h3>
            { tabs(ui, "request", "Request as", &formats, tools, panel) }
            <p class="code-note">{ note(view.format) }</p>
            { findings(ui, &draft.findings) }
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
fn findings(ui: Ui<'_>, findings: &[Finding]) -> Html {
    if findings.is_empty() {
        return Html::default();
    }
    let rows = findings.iter().map(|found| {
        let fix = found.fix.as_ref().map(|fix| {
            let edit =
                Action::FieldEdited { input: fix.input, text: Secret::new(fix.text.clone()) };
            html! {
                <button type="button" class="button button-small" onclick={ui.click(edit)}>
                    { &fix.label }
                </button>
            }
        });
        finding(found, fix.unwrap_or_default())
    });
    html! {
        <div class="findings" role="group" aria-label="Findings before sending">{ for rows }</div>
    }
}
