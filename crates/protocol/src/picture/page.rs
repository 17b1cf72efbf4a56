//! A drawing as elements of the page, which gives them their colours.

use super::drawing::{Drawing, Shape};
use crate::identity::IdentityKind;
use crate::sheet::{Element, word};

/// The diagram. It is wider than a phone: its frame scrolls.
#[must_use]
pub fn sheet(drawing: &Drawing) -> Element {
    let (width, height) = (drawing.width.to_string(), drawing.height.to_string());
    let svg = Element::new(word!("svg"), "sequence")
        .with(word!("role"), "img")
        .with(word!("aria-label"), "Sequence diagram; the table of steps says the same")
        .with(word!("viewBox"), format!("0 0 {width} {height}"))
        .with(word!("width"), width)
        .with(word!("height"), height);
    Element::new(word!("div"), "sequence-frame")
        .with(word!("tabindex"), "0")
        .with(word!("role"), "group")
        .with(word!("aria-label"), "Sequence diagram")
        .child(drawing.shapes.iter().fold(svg, |svg, shape| svg.child(part(shape))))
}

fn part(shape: &Shape) -> Element {
    match shape {
        Shape::Box { at: [x, y, width, height], state } => Element::new(word!("rect"), "")
            .with(word!("data-state"), *state)
            .with(word!("x"), x.to_string())
            .with(word!("y"), y.to_string())
            .with(word!("width"), width.to_string())
            .with(word!("height"), height.to_string())
            .with(word!("rx"), "6"),
        Shape::Line { dashed, state, .. } => {
            let path = |class, path| Element::new(word!("path"), class).with(word!("d"), path);
            let line = path(if *dashed { "dashed" } else { "" }, shape.path());
            let group = Element::new(word!("g"), "").with(word!("data-state"), *state).child(line);
            match shape.head() {
                Some(head) => group.child(path("", head)),
                None => group,
            }
        }
        Shape::Sign { at: [x, y], kind } => Element::new(word!("g"), "")
            .with(word!("transform"), format!("translate({} {})", x - 8, y - 8))
            .child(sign(*kind)),
        Shape::Text { at: [x, y], centred, look, words } => Element::new(word!("text"), look)
            .with(word!("x"), x.to_string())
            .with(word!("y"), y.to_string())
            .with(word!("text-anchor"), if *centred { "middle" } else { "start" })
            .text(words),
    }
}

/// Shape and letter of somebody, in a square of 16.
fn sign(kind: IdentityKind) -> Element {
    let sign = kind.sign();
    let (outline, open) = sign.classes();
    let letter = Element::new(word!("text"), open)
        .with(word!("x"), "8")
        .with(word!("y"), sign.baseline)
        .text(sign.letter);
    Element::new(word!("g"), sign.class)
        .child(Element::new(word!("path"), outline).with(word!("d"), sign.shape))
        .child(letter)
}
