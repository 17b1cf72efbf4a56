//! A device that waits for its person.

use playground::action::{Action, Copied};
use playground::outcome::DeviceAuthorization;
use playground::select;
use playground::state::Polling;

use super::Ui;
use crate::components::{
    Markup, button, code, copy_button, div, element, h3, list, p, plain_text, section_title,
};

/// What the device shows.
pub(super) fn device(ui: Ui<'_>, device: &DeviceAuthorization) -> Markup {
    let address = &device.verification_uri;
    let is_safe = address.starts_with("https://") || address.starts_with("http://127.0.0.1");
    let place = if is_safe && !ui.state.destination.is_simulated() {
        element("a", "")
            .set("href", address)
            .attr("target", "_blank")
            .attr("rel", "noopener noreferrer")
            .text(address)
    } else {
        code("").child(plain_text(address))
    };
    list()
        .child(section_title("What the device shows"))
        .child(p("").text("Enter this code at ").child(place).text(":"))
        .child(
            div("user-code")
                .child(code("").child(plain_text(&device.user_code)))
                .child(copy_button(ui, Copied::UserCode, "Copy", "the code")),
        )
        .child(p("why").text("Never enter a code that somebody else sent you."))
}

/// How the polling goes.
pub(super) fn polling(ui: Ui<'_>, polling: &Polling) -> Markup {
    let state = ui.state;
    let shown = select::device(state).map(|shown| device(ui, shown));
    let open = state.destination.is_simulated().then(|| {
        button("button button-primary", ui, Action::DevicePageOpened).text("Open the device page")
    });
    let left = |end: u64| end.saturating_sub(state.now).div_ceil(1000);
    let next = match left(polling.next) {
        0 => "Asking now.".to_owned(),
        seconds => format!("Asks again in {seconds} s, every {} s.", polling.interval),
    };
    let ends = polling.ends.map(|ends| {
        let seconds = left(ends);
        p("").text(&format!("The code lives for {}:{:02} more.", seconds / 60, seconds % 60))
    });
    let asked = match polling.polls {
        0 => String::new(),
        1 => " Asked once: nobody has signed in yet.".to_owned(),
        polls => format!(" Asked {polls} times: nobody has signed in yet."),
    };
    list().maybe(shown).child(
        div("empty")
            .child(h3("").text("Waiting for the person"))
            .child(p("").text(&next).text(&asked))
            .maybe(ends)
            .child(
                div("actions")
                    .maybe(open)
                    .child(button("button", ui, Action::Cancel).text("Cancel")),
            ),
    )
}
