//! Copying, on a click, one thing at a time.

use playground::action::{Action, Copied};
use yew::prelude::*;

use super::{Icon, Picture};

/// What a [`CopyButton`] shows and does.
#[derive(PartialEq, Properties)]
pub struct CopyButtonProps {
    /// What is copied.
    pub what: Copied,
    /// What the button says, such as "Copy".
    pub label: AttrValue,
    /// What is copied, for a screen reader.
    pub name: AttrValue,
    /// What was copied last, and whether the clipboard took it.
    pub copied: Option<(Copied, bool)>,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

/// A button that copies, and says whether it did.
#[component]
pub fn CopyButton(props: &CopyButtonProps) -> Html {
    let onclick = props.dispatch.reform({
        let what = props.what;
        move |_| Action::CopyRequested(what)
    });
    let done = props.copied == Some((props.what, true));
    html! {
        <button
            type="button" class="button button-small" {onclick}
            title={format!("Copy {}", props.name)}
        >
            <Icon picture={if done { Picture::Check } else { Picture::Copy }} />
            { if done { AttrValue::from("Copied") } else { props.label.clone() } }
            <span class="visually-hidden">{ ", " }{ props.name.clone() }</span>
        </button>
    }
}
