//! A whole flow as a document for another tool.

use playground::action::{Action, Copied};
use playground::documents::{self, Documents};
use protocol::export::order::Kind;
use protocol::render::Reveal;

use super::Ui;
use crate::components::{Heard, Markup, button, copy_button, div, element, h3, list, on_off, p};
use crate::platform::document;

fn act(action: documents::Action) -> Action {
    Action::Documents(action)
}

/// The kinds of document, its files, and the text on show.
pub(super) fn documents(ui: Ui<'_>) -> Markup {
    let documents = &ui.state.view.documents;
    let mut kinds = div("choices").attr("role", "group").attr("aria-label", "Kind of document");
    for (at, kind) in Kind::ALL.into_iter().enumerate() {
        kinds = kinds.child(
            button("button button-small", ui, act(documents::Action::Wanted(kind)))
                .key(&at.to_string())
                .attr("aria-pressed", on_off(documents.kind == Some(kind)))
                .text(kind.label()),
        );
    }
    let words = match &documents.files {
        None if documents.failed => {
            "The part of the page that writes documents did not load. Check the network and choose again."
        }
        None => "Writing it.",
        Some(_) if ui.state.view.reveal == Reveal::Yes && documents.kind != Some(Kind::Run) => {
            "Your secrets are written out in it."
        }
        Some(_) if documents.kind == Some(Kind::Notes) => "",
        Some(_) => "Secrets are variables or placeholders, unless you show them.",
    };
    let shown = documents.text().map(|text| match documents.kind {
        Some(Kind::Notes) => notes(text),
        _ => code_block(text),
    });
    list().child(kinds).maybe(files(ui, documents)).child(p("code-note").text(words)).maybe(shown)
}

fn code_block(text: &str) -> Markup {
    element("pre", "code")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", "The document")
        .text(text)
}

/// Notes, line by line: a heading, a command, a link or a sentence.
fn notes(text: &str) -> Markup {
    let mut lines = list();
    for line in text.lines() {
        let link = || line.starts_with("https://").then(|| line.split_once(' ')).flatten();
        lines = lines.child(if let Some(heading) = line.strip_prefix("# ") {
            h3("section-title").text(heading)
        } else if let Some(command) = line.strip_prefix("    ") {
            code_block(command)
        } else if let Some((url, name)) = link() {
            let link = element("a", "")
                .set("href", url)
                .attr("target", "_blank")
                .attr("rel", "noopener noreferrer");
            p("notes-line").child(link.text(name))
        } else {
            p("notes-line").text(line)
        });
    }
    lines
}

/// The way to the notes.
pub(super) fn notes_link(ui: Ui<'_>, words: &'static str) -> Markup {
    let dispatch = ui.dispatch.clone();
    element("button", "button-link").attr("type", "button").text(words).on(
        Heard::Click,
        Box::new(move |_| {
            dispatch.emit(act(documents::Action::Wanted(Kind::Notes)));
            document::reveal("request-panel");
        }),
    )
}

/// The names of several files, the last of which is an archive of the others.
fn files(ui: Ui<'_>, documents: &Documents) -> Option<Markup> {
    let files = documents.files.as_ref().filter(|files| files.len() > 1)?;
    let mut names = div("choices").attr("role", "group").attr("aria-label", "Files");
    for (at, (name, _)) in files.iter().enumerate().take(files.len() - 1) {
        names = names.child(
            button("button button-small", ui, act(documents::Action::FileChosen(at)))
                .key(&at.to_string())
                .attr("aria-pressed", on_off(documents.file == at))
                .text(name),
        );
    }
    Some(names)
}

/// The buttons beside the tabs.
pub(super) fn tools(ui: Ui<'_>) -> Markup {
    list()
        .child(button("button button-small", ui, act(documents::Action::Save)).text("Save"))
        .child(copy_button(ui, Copied::Document, "Copy", "the document"))
}
