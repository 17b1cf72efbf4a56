//! A notice where the thing happened: icon, word and rule, never colour alone.

use protocol::finding::{Finding, Severity};

use super::{Markup, Picture, div, h3, icon, p, strong};

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
pub fn notice(tone: Tone, word: &'static str, words: &str, tools: Option<Markup>) -> Markup {
    let (class, picture) = match tone {
        Tone::Info => ("notice", Picture::Info),
        Tone::Warning => ("notice notice-warn", Picture::Warning),
        Tone::Bad => ("notice notice-bad", Picture::Cross),
    };
    let word = (!word.is_empty()).then(|| strong("").text(word).text(": "));
    div(class).child(icon(picture)).child(div("notice-text").maybe(word).text(words)).maybe(tools)
}

/// A finding as a notice.
pub fn finding(finding: &Finding, tools: Option<Markup>) -> Markup {
    let tone = match finding.severity {
        Severity::Info => Tone::Info,
        Severity::Warning => Tone::Warning,
        Severity::Error => Tone::Bad,
    };
    notice(tone, finding.severity.word(), &finding.message, tools)
}

/// What a refusal stands in, with its name in front.
pub fn refusal_box(name: Markup) -> Markup {
    div("refusal")
        .attr("role", "alert")
        .child(p("refusal-code").child(icon(Picture::Cross)).child(name))
}

/// The title of a section of a pane.
pub fn section_title(words: &'static str) -> Markup {
    h3("section-title").text(words)
}
