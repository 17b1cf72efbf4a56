//! The request, alive: it follows every keystroke, marks the parameter of the
//! field that has the focus, and says why each parameter is there.

use playground::action::{Action, Copied};
use playground::command::{Command, command};
use playground::documents::Action::Wanted;
use playground::select;
use protocol::export::order::Kind;
use protocol::finding::Finding;
use protocol::inputs::InputId;
use protocol::render::{Format, Line, Mark, Rendered, Reveal, http};
use protocol::request::Draft;

use super::token::{not_loaded, soon};
use super::{Ui, documents};
use crate::components::{
    Heard, Markup, Tab, button, copy_button, div, element, finding, h3, list, on_off, p, span, tabs,
};

/// Tabs, text and findings.
pub(super) fn request(ui: Ui<'_>, draft: &Draft) -> Markup {
    let view = &ui.state.view;
    let notable = select::findings(ui.state);
    let whole = view.documents.kind;
    let mut formats: Vec<_> = Format::ALL
        .into_iter()
        .map(|format| Tab {
            label: format.label(),
            count: None,
            action: Action::FormatChosen(format),
            chosen: whole.is_none() && format == view.format,
        })
        .collect();
    formats.push(Tab {
        label: "Whole flow",
        count: None,
        action: Action::Documents(Wanted(whole.unwrap_or(Kind::ALL[0]))),
        chosen: whole.is_some(),
    });
    let reveal = button("switch", ui, Action::RevealToggled)
        .attr("role", "switch")
        .attr("aria-checked", on_off(view.reveal == Reveal::Yes))
        .child(span("").attr("aria-hidden", "true"))
        .text("Show secrets");
    if whole.is_some() {
        let tools = list().child(reveal).child(documents::tools(ui));
        return list()
            .child(h3("visually-hidden").text("Request"))
            .child(tabs(ui, "request", "Request as", &formats, tools, documents::documents(ui)))
            .maybe(findings(ui, notable));
    }
    let tools = list().child(reveal).child(copy_button(ui, Copied::Request, "Copy", "the request"));
    let command = command(ui.state);
    let panel = match command {
        _ if view.format == Format::Http => code(ui, &http(draft, view.reveal), true),
        Command::Lines(lines, current) => code(ui, lines, current),
        Command::Soon => soon(),
        Command::Failed => not_loaded(ui),
    };
    // One notice tells that neither came.
    let failed = matches!(command, Command::Failed);
    let findings = if failed { None } else { findings(ui, notable) };
    list()
        .child(h3("visually-hidden").text("Request"))
        .child(tabs(ui, "request", "Request as", &formats, tools, panel))
        .child(p("code-note").text(note(view.format)))
        .maybe(findings)
}

/// The lines of a request; those of the form before are not `current`.
fn code(ui: Ui<'_>, lines: &Rendered, current: bool) -> Markup {
    let view = &ui.state.view;
    let mut panel = element("pre", "code")
        .attr("tabindex", "0")
        .attr("role", "group")
        .set("aria-label", &format!("Request as {}", view.format.label()));
    if !view.looked_at {
        for heard in [Heard::PointerEnter, Heard::Focus] {
            let dispatch = ui.dispatch.clone();
            panel = panel.on(heard, Box::new(move |_| dispatch.emit(Action::RequestLookedAt)));
        }
    }
    let reasons = select::reasons(ui.state);
    for (at, line) in lines.0.iter().enumerate() {
        let reason = line.reason.and_then(|at| reasons.get(at));
        panel = panel.child(text(line, reason, view.focused).key(&at.to_string()));
    }
    if current { panel } else { panel.attr("aria-busy", "true") }
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
            "Written for PowerShell 5.1 and 7. Secrets are asked for until you show them."
        }
    }
}

fn text(line: &Line, reason: Option<&String>, focused: Option<InputId>) -> Markup {
    let marked = line.input.is_some() && line.input == focused;
    let mut pieces = if marked { element("mark", "mark") } else { span("") };
    if let Some(reason) = reason {
        pieces = pieces.set("title", reason);
    }
    for (at, piece) in line.pieces.iter().enumerate() {
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
        let words = span(class).key(&at.to_string()).text(&piece.text);
        pieces = pieces.child(if piece.mark == Mark::Missing {
            words.attr("title", "missing")
        } else {
            words
        });
    }
    span("code-line").child(pieces).text("\n")
}

/// What is notable before sending: it warns, it does not block.
fn findings(ui: Ui<'_>, findings: &[Finding]) -> Option<Markup> {
    if select::findings_failed(ui.state) {
        return Some(not_loaded(ui));
    }
    if findings.is_empty() {
        return None;
    }
    let mut rows =
        div("findings").attr("role", "group").attr("aria-label", "Findings before sending");
    for found in findings {
        let fix = found.fix.as_ref().map(|fix| {
            let text = fix.text.clone();
            let edit = Action::FieldEdited { input: fix.input, text };
            button("button button-small", ui, edit).text(&fix.label)
        });
        rows = rows.child(finding(found, fix));
    }
    Some(rows)
}
