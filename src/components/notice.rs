//! A notice where the thing happened: icon, word and rule, never colour alone.

use protocol::finding::{Finding, Severity};
use yew::prelude::*;

use super::{Picture, icon};

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

/// A notice: `word` stands in front in bold, `tools` are buttons behind the
/// text.
#[must_use]
pub fn notice(tone: Tone, word: &'static str, text: Html, tools: Html) -> Html {
    let (class, picture) = match tone {
        Tone::Info => ("notice", Picture::Info),
        Tone::Warning => ("notice notice-warn", Picture::Warning),
        Tone::Bad => ("notice notice-bad", Picture::Cross),
    };
    html! {
        <div {class}>
            { icon(picture) }
            <div class="notice-text">
                if !word.is_empty() { <strong>{ word }{ ": " }</strong> }
                { text }
            </div>
            { tools }
        </div>
    }
}

/// A finding as a notice.
#[must_use]
pub fn finding(finding: &Finding, tools: Html) -> Html {
    let tone = match finding.severity {
        Severity::Info => Tone::Info,
        Severity::Warning => Tone::Warning,
        Severity::Error => Tone::Bad,
    };
    notice(tone, finding.severity.word(), html! { { &finding.message } }, tools)
}
