//! What a token is, in a sentence, and how much of its life is over, in a bar.

use super::super::token::Validity;
use super::{element, span};
use crate::sheet::{Element, Sheet, word};
use crate::token::verdict::Span;

/// The verdict, with the bar where the token says how long it lives.
pub(in super::super) fn verdict(spans: Vec<Span>, validity: Option<Validity>) -> Sheet {
    let sentence = spans.into_iter().map(|part| match part {
        Span::Text(words) => Sheet::Text(words),
        Span::Strong(words) => {
            let words = element(word!("bdi")).text(words);
            element(word!("strong")).child(words).into()
        }
        Span::Identity { kind, name, id } => Sheet::Identity { kind, name, id },
    });
    let sentence = Element::new(word!("p"), "verdict-sentence").children(sentence);
    let verdict = Element::new(word!("div"), "verdict").child(sentence);
    verdict.children(validity.map(bar)).into()
}

fn bar(validity: Validity) -> Element {
    let rect = |class, width: u8| {
        let rect = Element::new(word!("rect"), class).with(word!("width"), width.to_string());
        rect.with(word!("height"), "6")
    };
    let left = rect(if validity.late { "bar-late" } else { "bar-left" }, 100 - validity.gone)
        .with(word!("x"), validity.gone.to_string());
    let time = |words, time: String| span("", words).child(element(word!("time")).text(time));
    let times = Element::new(word!("p"), "validity-times")
        .child(time("issued ", validity.issued))
        .child(element(word!("b")).text(validity.now))
        .child(time("expires ", validity.expires));
    let bar = Element::new(word!("svg"), "bar")
        .with(word!("viewBox"), "0 0 100 6")
        .with(word!("aria-hidden"), "true")
        .with(word!("focusable"), "false")
        .with(word!("preserveAspectRatio"), "none")
        .children([rect("", 100), left]);
    Element::new(word!("div"), "validity").child(bar).child(times)
}
