//! Who: shape, letter, word and hue, always together and everywhere the same.

use protocol::identity::IdentityKind;
use yew::prelude::*;

use super::PlainText;

/// What a [`Identity`] shows and does.
#[derive(PartialEq, Properties)]
pub struct IdentityProps {
    /// The kind, which gives shape, letter and colour.
    pub kind: IdentityKind,
    /// What it is called.
    pub name: AttrValue,
    /// The id as written in a token, shown on hover.
    #[prop_or_default]
    pub id: AttrValue,
    /// Whether the word for the kind stands behind the name.
    #[prop_or_default]
    pub word: bool,
}

/// A named identity.
#[component]
pub fn Identity(props: &IdentityProps) -> Html {
    let look = look(props.kind);
    let title = (!props.id.is_empty()).then(|| props.id.clone());
    html! {
        <span class={classes!("identity", look.class)} {title}>
            <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
                <path class={look.outlined.then_some("identity-outline")} d={look.shape} />
                <text
                    class={look.outlined.then_some("identity-letter-open")}
                    x="8" y={look.baseline}
                >{ look.letter }</text>
            </svg>
            <span>
                <PlainText text={props.name.clone()} />
                <span class={if props.word { "identity-word" } else { "visually-hidden" }}>
                    { " " }{ props.kind.word() }
                </span>
            </span>
        </span>
    }
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
            "identity-blueprint",
            "B",
            "M3 1h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2z",
            "11.6",
        ),
        IdentityKind::AgentIdentity => {
            ("identity-agent-identity", "A", "M8 .5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15z", "11.6")
        }
        IdentityKind::AgentUser => {
            ("identity-agent-user", "U", "M8-.6 16.6 8 8 16.6-.6 8z", "11.6")
        }
        IdentityKind::Person => ("identity-person", "P", "M8 0l8 6-3 9.5H3L0 6z", "12.2"),
        IdentityKind::Client => (
            "identity-client",
            "C",
            "M3.75 1.75h8.5a2 2 0 0 1 2 2v8.5a2 2 0 0 1-2 2h-8.5a2 2 0 0 1-2-2v-8.5a2 2 0 0 1 2-2z",
            "11.6",
        ),
        IdentityKind::Resource => ("identity-resource", "R", "M8-.5 16.5 15.5h-17z", "13.6"),
        IdentityKind::Entra => ("identity-entra", "E", "M8-.2 15.2 4v8L8 16.2.8 12V4z", "11.6"),
    };
    Look { class, letter, shape, baseline, outlined: matches!(kind, IdentityKind::Client) }
}
