//! Who: shape, letter, word and hue, always together and everywhere the same.

use protocol::identity::IdentityKind;

use super::{Markup, drawing, element, plain_text, span};

/// A named identity. `id` is the id as written in a token, shown on hover;
/// `word` says whether the word for the kind is to be seen.
pub fn identity(kind: IdentityKind, name: &str, id: &str, word: bool) -> Markup {
    let look = look(kind);
    let sign = drawing("", "0 0 16 16").child(identity_sign(kind));
    let word = span(if word { "identity-word" } else { "visually-hidden" });
    let chip = span(look.class)
        .child(sign)
        .child(span("").child(plain_text(name)).child(word.text(" ").text(kind.word())));
    if id.is_empty() { chip } else { chip.set("title", id) }
}

/// The shape with its letter, in a square of 16, for a drawing of its own.
pub fn identity_sign(kind: IdentityKind) -> Markup {
    let look = look(kind);
    let (outline, open) =
        if look.outlined { ("identity-outline", "identity-letter-open") } else { ("", "") };
    element("g", look.class)
        .child(element("path", outline).attr("d", look.shape))
        .child(element("text", open).attr("x", "8").attr("y", look.baseline).text(look.letter))
}

struct Look {
    class: &'static str,
    letter: &'static str,
    shape: &'static str,
    baseline: &'static str,
    outlined: bool,
}

const fn look(kind: IdentityKind) -> Look {
    let (class, letter, shape, baseline) = match kind {
        IdentityKind::Blueprint => (
            "identity identity-blueprint",
            "B",
            "M3 1h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2z",
            "11.6",
        ),
        IdentityKind::AgentIdentity => (
            "identity identity-agent-identity",
            "A",
            "M8 .5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15z",
            "11.6",
        ),
        IdentityKind::AgentUser => {
            ("identity identity-agent-user", "U", "M8-.6 16.6 8 8 16.6-.6 8z", "11.6")
        }
        IdentityKind::Person => ("identity identity-person", "P", "M8 0l8 6-3 9.5H3L0 6z", "12.2"),
        IdentityKind::Client => (
            "identity identity-client",
            "C",
            "M3.75 1.75h8.5a2 2 0 0 1 2 2v8.5a2 2 0 0 1-2 2h-8.5a2 2 0 0 1-2-2v-8.5a2 2 0 0 1 2-2z",
            "11.6",
        ),
        IdentityKind::Resource => {
            ("identity identity-resource", "R", "M8-.5 16.5 15.5h-17z", "13.6")
        }
        IdentityKind::Entra => {
            ("identity identity-entra", "E", "M8-.2 15.2 4v8L8 16.2.8 12V4z", "11.6")
        }
    };
    Look { class, letter, shape, baseline, outlined: matches!(kind, IdentityKind::Client) }
}
