//! A whole flow as a document for another tool.

use playground::action::{Action, Copied};
use playground::documents::{self, Documents};
use protocol::export::order::Kind;
use protocol::render::Reveal;

use super::Ui;
use crate::components::{Markup, button, copy_button, div, element, list, on_off, p};

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
        Some(_) => "Secrets are variables or placeholders, unless you show them.",
    };
    list().child(kinds).maybe(files(ui, documents)).child(p("code-note").text(words)).maybe(
        documents.text().map(|text| {
            element("pre", "code")
                .attr("tabindex", "0")
                .attr("role", "group")
                .attr("aria-label", "The document")
                .text(text)
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
