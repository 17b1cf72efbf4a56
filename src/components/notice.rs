//! A notice where the thing happened: icon, word and rule, never colour alone.

use yew::prelude::*;

use super::{Icon, Picture};

/// What kind of notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Worth knowing.
    Info,
    /// It will probably not work.
    Warning,
    /// It cannot work, or did not.
    Bad,
}

/// What a [`Notice`] shows and does.
#[derive(PartialEq, Properties)]
pub struct NoticeProps {
    /// What kind of notice.
    pub tone: Tone,
    /// The word in front, in bold.
    #[prop_or_default]
    pub word: AttrValue,
    /// The text.
    pub children: Html,
    /// Buttons behind the text.
    #[prop_or_default]
    pub tools: Html,
}

/// A notice.
#[component]
pub fn Notice(props: &NoticeProps) -> Html {
    let (class, picture) = match props.tone {
        Tone::Info => (None, Picture::Info),
        Tone::Warning => (Some("notice-warn"), Picture::Warning),
        Tone::Bad => (Some("notice-bad"), Picture::Cross),
    };
    html! {
        <div class={classes!("notice", class)}>
            <Icon {picture} />
            <div class="notice-text">
                if !props.word.is_empty() {
                    <strong>{ props.word.clone() }{ ": " }</strong>
                }
                { props.children.clone() }
            </div>
            { props.tools.clone() }
        </div>
    }
}
