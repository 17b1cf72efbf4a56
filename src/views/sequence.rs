//! The flow as a sequence diagram, drawn from the same data as the chain; the
//! switch between the two, and what can be taken away.

use playground::action::{Action, Copied};
use playground::diagram::{self, Shape};
use playground::page::{self, Picture};
use playground::select::Chain;

use super::Ui;
use crate::components::{
    Heard, Markup, copy_button, div, element, identity_sign, radio, span, td, th, tr,
};

/// The diagram. It is wider than a phone: its frame scrolls.
pub(super) fn sequence(ui: Ui<'_>, chain: &Chain) -> Markup {
    let drawing = diagram::drawing(ui.state, chain);
    let (width, height) = (drawing.width.to_string(), drawing.height.to_string());
    let mut svg = element("svg", "sequence")
        .attr("role", "img")
        .attr("aria-label", "Sequence diagram; the table of steps says the same")
        .set("width", &width)
        .set("height", &height)
        .set("viewBox", &format!("0 0 {width} {height}"));
    for (at, shape) in drawing.shapes.iter().enumerate() {
        svg = svg.child(part(shape).key(&at.to_string()));
    }
    div("sequence-frame")
        .key("sequence")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", "Sequence diagram")
        .child(svg)
}

fn part(shape: &Shape) -> Markup {
    match shape {
        Shape::Box { at: [x, y, width, height], state } => element("rect", "")
            .attr("data-state", state)
            .set("x", &x.to_string())
            .set("y", &y.to_string())
            .set("width", &width.to_string())
            .set("height", &height.to_string())
            .attr("rx", "6"),
        Shape::Line { dashed, state, .. } => {
            let line = element("path", if *dashed { "dashed" } else { "" }).set("d", &shape.path());
            let head = shape.head().map(|head| element("path", "").set("d", &head));
            element("g", "").attr("data-state", state).child(line).maybe(head)
        }
        Shape::Sign { at: [x, y], kind } => element("g", "")
            .set("transform", &format!("translate({} {})", x - 8, y - 8))
            .child(identity_sign(*kind)),
        Shape::Text { at: [x, y], centred, look, words } => element("text", look)
            .set("x", &x.to_string())
            .set("y", &y.to_string())
            .attr("text-anchor", if *centred { "middle" } else { "start" })
            .text(words),
    }
}

/// The same as a table: for screen readers, and on paper.
pub(super) fn equivalent(chain: &Chain) -> Markup {
    let names = ["Step", "Who asks", "Request", "Takes", "Brings", "State"]
        .into_iter()
        .fold(tr(""), |names, name| names.child(th("").attr("scope", "col").text(name)));
    let mut body = element("tbody", "");
    for node in &chain.nodes {
        let mut takes = String::new();
        for edge in chain.edges.iter().filter(|edge| edge.to == node.step) {
            if !takes.is_empty() {
                takes.push_str(", ");
            }
            takes.push_str(edge.param);
            if let Some(symbol) = edge.from_symbol {
                takes.push_str(" = ");
                takes.push_str(symbol);
            }
        }
        body = body.child(
            tr("")
                .child(th("").attr("scope", "row").text(&(node.step + 1).to_string()))
                .child(td("").text(&node.sender.name))
                .child(td("").text(&node.sent))
                .child(td("").text(&takes))
                .child(td("").text(&node.heading()))
                .child(td("").text(&node.words)),
        );
    }
    element("table", "equivalent")
        .child(element("caption", "").text("Steps of this flow"))
        .child(element("thead", "").child(names))
        .child(body)
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
