//! The decoder: one box, then what is in it. The tokens found so far stay in a
//! tray, where two of them can be compared.

use playground::action::{Action, Copied};
use playground::decoder::{self, Held};
use playground::explanations::{Told, known, told};
use protocol::explanation::Reason;

use super::Ui;
use super::page::screen;
use super::recording::{file, file_button};
use super::token::{not_loaded, soon, token_view};
use super::verify::{checklist, findings};
use crate::components::{
    Heard, Markup, Picture, Tone, button, copy_button, div, element, h2, icon, li, list, notice,
    on_off, on_paste, section_title, sheets, span, text_box, ul,
};
use crate::platform::field;

/// The whole screen.
pub(super) fn decoder_screen(ui: Ui<'_>) -> Markup {
    let decoder = &ui.state.decoder;
    let edited = |text| Action::Decoder(decoder::Action::Edited(text));
    let pasted = |text| Action::Decoder(decoder::Action::Pasted(text));
    let text = decoder.text.expose();
    let field = text_box(ui, "textarea", "decoder-text", "Text to decode", text, edited)
        .attr("rows", "3")
        .attr("placeholder", "Paste a token, an answer with tokens in it, a redirect address, a HAR file or an error");
    let hidden = decoder.hidden.map(|bytes| {
        let words = format!("{bytes} bytes were read. A text this long is not shown in the box.");
        notice(Tone::Info, "", &words, None)
    });
    let held = decoder::held(ui.state);
    let body = list()
        .maybe(hidden)
        .maybe(file(ui))
        .maybe(tray(ui, &held))
        .maybe(notes(ui))
        .child(result(ui, &held));
    screen(
        "Decode any token",
        "Paste anywhere on this page, or drop a file. Nothing is sent, and nothing is kept.",
        list().child(on_paste(ui, field, pasted)).child(file_button()),
        body,
    )
}

/// What was done to the paste on the way.
fn notes(ui: Ui<'_>) -> Option<Markup> {
    let reading = ui.state.decoder.reading.as_ref()?;
    (!reading.notes.is_empty()).then(|| findings(&reading.notes))
}

fn result(ui: Ui<'_>, held: &[Held]) -> Markup {
    let decoder = &ui.state.decoder;
    let reason = decoder.reading.as_ref().and_then(|reading| reading.reason.as_ref());
    let reason = reason.map(|reason| match reason {
        Reason::Refusal(error) => {
            known(ui.state, error).map_or_else(soon, |known| sheets(&known.told, ui))
        }
        Reason::Sentences(sentences) => sentences
            .iter()
            .fold(list(), |list, sentence| list.child(notice(Tone::Warning, "", sentence, None))),
    });
    let failed = ui.state.explanations.failed();
    // The rest stays meanwhile: mostly the answer is there before the next frame.
    let state = match &decoder.unread {
        _ if failed => Some(not_loaded(ui)),
        unread => (!unread.is_empty()).then(soon),
    };
    let above = list().maybe(state).maybe(reason);
    let Some(token) = decoder::shown(ui.state) else { return above };
    let read = match told(ui.state, token) {
        Told::Token(read) => Some(read),
        _ if failed => return above,
        _ => None,
    };
    let simulated = read.filter(|read| read.simulated);
    let simulated = simulated.map(|_| span("badge badge-simulated").text("simulated"));
    let head = div("pane-head").child(h2("").text("Token")).maybe(simulated).child(
        div("pane-tools")
            .maybe(read.map(|_| {
                copy_button(
                    ui,
                    Copied::Redacted,
                    "Copy to share",
                    "without identities and signature",
                )
            }))
            .child(copy_button(ui, Copied::Shown, "Copy token", "as text")),
    );
    let raw = element("pre", "code")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", "Token as text")
        .text(token.expose());
    above
        .child(head)
        .maybe(shared(ui))
        .child(token_view(ui, token, raw, list().maybe(compare(ui)).maybe(together(ui, held))))
        .maybe(read.map(|_| checklist(ui)))
}

/// What was left out of the text that was just copied to share.
fn shared(ui: Ui<'_>) -> Option<Markup> {
    if ui.state.view.copied != Some((Copied::Redacted, true)) {
        return None;
    }
    let shared = decoder::redacted(ui.state)?;
    Some(notice(Tone::Info, "Copied", &shared.left_out, None))
}

/// Whether each token was made for the next.
fn together(ui: Ui<'_>, held: &[Held]) -> Option<Markup> {
    let found = decoder::together(ui.state, held);
    (!found.is_empty())
        .then(|| list().child(section_title("These tokens together")).child(findings(found)))
}

/// The tokens that can be shown, once there is more than one.
fn tray(ui: Ui<'_>, held: &[Held]) -> Option<Markup> {
    let decoder = &ui.state.decoder;
    if held.is_empty() {
        return None;
    }
    let mut chips = ul("tray").attr("aria-label", "Tokens");
    for one in held {
        let shown = decoder.shown.as_ref() == Some(&one.raw);
        let show = Action::Decoder(decoder::Action::Shown(one.raw.clone()));
        let drop = one.kept.then(|| {
            let drop = Action::Decoder(decoder::Action::Dropped(one.raw.clone()));
            button("tray-drop", ui, drop)
                .set("aria-label", &format!("Take {} out", one.label))
                .child(icon(Picture::Cross))
        });
        let show =
            button("tray-token", ui, show).attr("aria-pressed", on_off(shown)).text(&one.label);
        chips = chips.child(li("").child(show).maybe(drop));
    }
    let empty = button("button button-small", ui, Action::Decoder(decoder::Action::Emptied));
    let against = decoder.shown.as_ref().map(|_| against(ui, held));
    Some(div("tray-bar").child(chips).maybe(against).child(empty.text("Empty")))
}

fn against(ui: Ui<'_>, held: &[Held]) -> Markup {
    let decoder = &ui.state.decoder;
    let mut select = element("select", "input").id("decoder-against");
    let none = element("option", "").attr("value", "").text("nothing");
    // Yew puts the last option in first, and a browser chooses what comes first.
    let none = if decoder.against.is_none() { none.attr("selected", "selected") } else { none };
    select = select.child(none);
    for (number, one) in held.iter().enumerate() {
        if decoder.shown.as_ref() == Some(&one.raw) {
            continue;
        }
        let option = element("option", "").set("value", &number.to_string()).text(&one.label);
        let chosen = decoder.against.as_ref() == Some(&one.raw);
        select = select.child(if chosen { option.attr("selected", "selected") } else { option });
    }
    let dispatch = ui.dispatch.clone();
    let select = select.on(
        Heard::Change,
        Box::new(move |event| {
            let number = field::choice(&event).parse().ok();
            dispatch.emit(Action::Decoder(decoder::Action::Compared(number)));
        }),
    );
    element("label", "tray-against").child(span("").text("Compare with")).child(select)
}

/// What differs between the two, and nothing else.
fn compare(ui: Ui<'_>) -> Option<Markup> {
    decoder::compared(ui.state).map(|differences| sheets(differences, ui))
}
