//! The decoder: one box, then what is in it. The tokens found so far stay in a
//! tray, where two of them can be compared.

use playground::action::{Action, Copied};
use playground::decoder::{self, Difference, Held, Reason};

use super::Ui;
use super::errors::refusal_card;
use super::page::screen;
use super::token::token_view;
use crate::components::{
    Heard, Markup, Picture, Tone, button, code, copy_button, div, element, finding, h2, icon, li,
    list, notice, on_off, on_paste, p, plain_text, section_title, span, td, text_box, th, tr, ul,
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
    let body = div("pane screen").maybe(hidden).maybe(tray(ui)).maybe(notes(ui)).child(result(ui));
    screen(
        "Decode any token",
        "Paste anywhere on this page, or drop a file. Nothing is sent, and nothing is kept.",
        on_paste(ui, field, pasted),
        body,
    )
}

/// What was done to the paste on the way.
fn notes(ui: Ui<'_>) -> Option<Markup> {
    let reading = ui.state.decoder.reading.as_ref()?;
    if reading.notes.is_empty() {
        return None;
    }
    Some(reading.notes.iter().fold(div("findings"), |rows, note| rows.child(finding(note, None))))
}

fn result(ui: Ui<'_>) -> Markup {
    let reason = decoder::nothing(ui.state);
    let shown = decoder::shown(ui.state);
    let reason = reason.map(|reason| match reason {
        Reason::Refusal(error) => refusal_card(&error),
        Reason::Sentences(sentences) => sentences
            .iter()
            .fold(list(), |list, sentence| list.child(notice(Tone::Warning, "", sentence, None))),
    });
    let Some(token) = shown else { return reason.unwrap_or_else(list) };
    let simulated = token.simulated.then(|| span("badge badge-simulated").text("simulated"));
    let head = div("pane-head").child(h2("").text("Token")).maybe(simulated).child(
        div("pane-tools")
            .child(copy_button(ui, Copied::Redacted, "Copy to share", "without its signature"))
            .child(copy_button(ui, Copied::Shown, "Copy token", "as text")),
    );
    let raw = element("pre", "code")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", "Token as text")
        .text(token.raw.expose());
    list().maybe(reason).child(head).maybe(compare(ui)).child(token_view(ui, &token, raw))
}

/// The tokens that can be shown, once there is more than one.
fn tray(ui: Ui<'_>) -> Option<Markup> {
    let decoder = &ui.state.decoder;
    let held = decoder::held(ui.state);
    if held.is_empty() {
        return None;
    }
    let mut chips = ul("tray").attr("aria-label", "Tokens");
    for one in &held {
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
        chips = chips.child(li("").key(&one.label).child(show).maybe(drop));
    }
    let empty = button("button button-small", ui, Action::Decoder(decoder::Action::Emptied));
    let against = decoder.shown.as_ref().map(|_| against(ui, &held));
    Some(div("tray-bar").child(chips).maybe(against).child(empty.text("Empty")))
}

fn against(ui: Ui<'_>, held: &[Held]) -> Markup {
    let decoder = &ui.state.decoder;
    let mut select = element("select", "input").id("decoder-against");
    let none = element("option", "").attr("value", "").text("nothing");
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
    let rows = decoder::compared(ui.state)?;
    let title = section_title("Differences");
    if rows.is_empty() {
        return Some(list().child(title).child(p("why").text("Both have the same claims.")));
    }
    let names = ["Claim", "This token", "The other"]
        .into_iter()
        .fold(tr(""), |names, name| names.child(th("").attr("scope", "col").text(name)));
    let body = rows.iter().fold(element("tbody", ""), |body, row| body.child(difference(row)));
    Some(
        list().child(title).child(
            element("table", "claims differences")
                .child(element("caption", "visually-hidden").text("Differences"))
                .child(element("thead", "").child(names))
                .child(body),
        ),
    )
}

fn difference(row: &Difference) -> Markup {
    let cell = |value: &Option<String>| match value {
        Some(value) => td("").child(code("").child(plain_text(value))),
        None => td("").child(span("undocumented").text("not there")),
    };
    let name = th("").attr("scope", "row").child(code("").child(plain_text(&row.name)));
    tr("").key(&row.name).child(name).child(cell(&row.first)).child(cell(&row.second))
}
