//! Copy & paste: the command goes out by the reader's hand, and the answer
//! comes back the same way.

use playground::action::{Action, Copied};
use playground::select;
use protocol::secret::Secret;
use wasm_bindgen::JsCast as _;

use super::Ui;
use crate::components::{
    Heard, Markup, button, copy_button, div, element, h3, list, p, private, section_title,
};
use crate::platform::{clock, field};

/// What to do, in two steps.
pub(super) fn by_hand(ui: Ui<'_>) -> Markup {
    let label = format!("Copy the {} command", ui.state.view.format.label());
    list()
        .child(section_title("1 · Run the command in your terminal"))
        .child(
            p("")
                .text("It stands under the form. It asks for each secret; with ")
                .child(element("em", "").text("Show secrets"))
                .text(" they are written into it."),
        )
        .child(
            div("actions")
                .child(copy_button(ui, Copied::Request, &label, "to run it"))
                .child(button("button button-small", ui, Action::Cancel).text("Cancel")),
        )
        .child(p("why").text(&select::way(ui.state)))
        .child(paste_box(ui, ANSWER))
}

/// What a box takes for the answer of a command.
pub(super) const ANSWER: &str = "Takes the JSON answer, a JSON error, or a bare token.";

/// The box for the answer, with a sentence on what it takes. A paste is read and not put into the box: a browser
/// would lay it out, and keep a copy of its tokens.
pub(super) fn paste_box(ui: Ui<'_>, takes: &str) -> Markup {
    let read = |text: Secret| Action::AnswerPasted { text, now: clock::now() };
    let [pastes, edits] = [(); 2].map(|()| ui.dispatch.clone());
    let field = element("textarea", "input paste")
        .id("answer")
        .attr("wrap", "off")
        .attr("aria-describedby", "answer-why")
        .on(
            Heard::Paste,
            Box::new(move |event| {
                if let Some(text) = field::paste(&event) {
                    event.prevent_default();
                    pastes.emit(read(text));
                }
            }),
        )
        .on(
            Heard::Input,
            Box::new(move |event| edits.emit(read(field::text(event.unchecked_ref())))),
        );
    let label = element("label", "").attr("for", "answer").text("2 · Paste the answer here");
    list()
        .child(h3("section-title").child(label))
        .child(div("field-row").child(private(field)))
        .child(p("why").id("answer-why").text(takes).text(" It is read as soon as you paste."))
}
