//! A HAR file in the decoder: the token requests that a browser recorded, with
//! what came of each.

use playground::action::Action;
use playground::decoder::{self, FileAction, OpenFile};
use protocol::har::{RecordedExchange, Recording};

use super::Ui;
use crate::components::{
    Markup, Tone, button, code, div, element, h2, li, list, notice, p, plain_text, private, span,
    strong, ul,
};

/// The button that opens a file.
pub(super) fn file_button() -> Markup {
    element("label", "file-choice")
        .child(
            private(element("input", "visually-hidden"))
                .id("decoder-file")
                .attr("type", "file")
                .attr("accept", ".har,.json,.txt,.jwt,.pem"),
        )
        .child(span("button button-small").text("Open a file"))
}

/// The file that was opened last.
pub(super) fn file(ui: Ui<'_>) -> Option<Markup> {
    Some(match ui.state.decoder.file.as_ref()? {
        OpenFile::Reading { percent, .. } => p("why")
            .attr("aria-busy", "true")
            .text(&["Reading the file: ", &percent.to_string(), " %"].concat()),
        OpenFile::Refused(words) => notice(Tone::Bad, "", words, None),
        OpenFile::Recording(recording) => recorded(ui, recording),
    })
}

fn recorded(ui: Ui<'_>, recording: &Recording) -> Markup {
    let mut rows = element("ol", "recorded").attr("aria-label", "Recorded requests");
    for exchange in &recording.exchanges {
        rows = rows.child(row(ui, exchange));
    }
    list()
        .child(h2("section-title").text("Recorded requests"))
        .child(p("why").text(&recording.summary))
        .child(rows)
}

fn row(ui: Ui<'_>, exchange: &RecordedExchange) -> Markup {
    let step = match &*exchange.step {
        "" => "No step that is known here",
        step => step,
    };
    let act = |words, action| {
        button("button button-small", ui, Action::Decoder(decoder::Action::File(action)))
            .text(words)
    };
    let mut tools = div("pane-tools");
    for token in &exchange.tokens {
        tools = tools.child(act("Show token", FileAction::TokenShown(token.clone())));
    }
    let refusal = exchange.refusal.as_ref();
    let refusal = refusal.map(|answer| act("Explain", FileAction::RefusalShown(answer.clone())));
    let sent = exchange
        .sent
        .iter()
        .fold(ul(""), |lines, line| lines.child(li("").child(code("").child(plain_text(line)))));
    let sent =
        element("details", "fold").child(element("summary", "").text("What was sent")).child(sent);
    li("")
        .child(div("recorded-head").child(strong("").text(step)).child(tools.maybe(refusal)))
        .child(code("").child(plain_text(&exchange.request)))
        .child(p("why").child(plain_text(&exchange.outcome)))
        .child(sent)
}
