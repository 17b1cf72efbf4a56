//! Who: shape, letter, word and hue, always together and everywhere the same.

use protocol::identity::IdentityKind;

use super::{Markup, drawing, element, plain_text, span};

/// A named identity. `id` is the id as written in a token, shown on hover;
/// `word` says whether the word for the kind is to be seen.
pub fn identity(kind: IdentityKind, name: &str, id: &str, word: bool) -> Markup {
    let sign = drawing("", "0 0 16 16").child(identity_sign(kind));
    let word = span(if word { "identity-word" } else { "visually-hidden" });
    let chip = span(kind.sign().class)
        .child(sign)
        .child(span("").child(plain_text(name)).child(word.text(" ").text(kind.word())));
    if id.is_empty() { chip } else { chip.set("title", id) }
}

/// The shape with its letter, in a square of 16, for a drawing of its own.
fn identity_sign(kind: IdentityKind) -> Markup {
    let sign = kind.sign();
    let (outline, open) = sign.classes();
    element("g", sign.class)
        .child(element("path", outline).attr("d", sign.shape))
        .child(element("text", open).attr("x", "8").attr("y", sign.baseline).text(sign.letter))
}
