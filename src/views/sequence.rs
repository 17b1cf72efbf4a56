//! The flow as a sequence diagram, drawn by the module that explains from the same
//! data as the chain; the switch between the two, and what can be taken away.

use playground::action::{Action, Copied};
use playground::page::{self, Picture};
use playground::pictures;
use playground::select::Chain;
use protocol::picture;

use super::Ui;
use super::token::soon;
use crate::components::{
    Heard, Markup, copy_button, div, element, list, radio, sheet, span, td, th, tr,
};

/// The diagram, as soon as it is drawn; `failed` says that it cannot be.
pub(super) fn sequence(ui: Ui<'_>, failed: bool) -> Markup {
    match pictures::sequence(ui.state) {
        Some(drawn) => sheet(drawn),
        None if failed => list(),
        None => soon(),
    }
}

/// The same as a table: for screen readers, and on paper.
pub(super) fn equivalent(chain: &Chain) -> Markup {
    let names = ["Step", "Who asks", "Request", "Takes", "Brings", "State"]
        .into_iter()
        .fold(tr(""), |names, name| names.child(th("").attr("scope", "col").text(name)));
    let mut body = element("tbody", "");
    for (at, (step, node)) in chain.steps().enumerate() {
        let mut takes = String::new();
        for taken in &node.takes {
            if !takes.is_empty() {
                takes.push_str(", ");
            }
            takes.push_str(&taken.param);
            if let Some(symbol) = taken.symbol() {
                takes.push_str(" = ");
                takes.push_str(symbol);
            }
        }
        body = body.child(
            tr("")
                .child(th("").attr("scope", "row").text(&(at + 1).to_string()))
                .child(td("").text(&node.sender.name))
                .child(td("").text(&picture::sent(step)))
                .child(td("").text(&takes))
                .child(td("").text(step.role().symbol()).text(" ").text(step.title))
                .child(td("").text(&node.words)),
        );
    }
    let table = element("table", "")
        .child(element("caption", "").text("Steps of this flow"))
        .child(element("thead", "").child(names))
        .child(body);
    // A table does not shrink to a pixel; what is around it does.
    div("equivalent visually-hidden").child(table)
}

/// Chain or sequence, and what can be taken away of the one on show.
pub(super) fn picture_tools(ui: Ui<'_>) -> Markup {
    let mut group = element("fieldset", "segmented")
        .child(element("legend", "visually-hidden").text("Draw the flow as"));
    for picture in Picture::ALL {
        let dispatch = ui.dispatch.clone();
        let choice = radio("picture", picture == ui.state.view.page.picture).on(
            Heard::Change,
            Box::new(move |_| {
                dispatch.emit(Action::Page(page::Action::PictureChosen(picture)));
            }),
        );
        group = group.child(
            element("label", "segment-option")
                .child(choice)
                .child(span("segment").text(picture.label())),
        );
    }
    div("picture-tools")
        .child(group)
        .child(copy_button(ui, Copied::Mermaid, "Mermaid", "the flow as Mermaid text"))
        .child(copy_button(ui, Copied::Drawing, "SVG", "the flow as an SVG file"))
}
