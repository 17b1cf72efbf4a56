//! A page of the simulated Entra, as a dialog: who signs in, what the app may do.

use playground::action::{Action, DialogAnswer};
use playground::select;
use playground::sign_in::{Dialog, Permission, Person};

use super::Ui;
use crate::components::{
    Markup, button, code, div, element, h2, li, list, p, plain_text, span, ul,
};

/// The id of the dialog.
pub(crate) const DIALOG: &str = "sign-in-dialog";

/// The dialog that is open, if any.
pub(super) fn dialog(ui: Ui<'_>) -> Option<Markup> {
    let dialog = select::dialog(ui.state)?;
    let is_device = select::device(ui.state).is_some();
    let (title, body) = match dialog {
        Dialog::People { app, people: everyone } => (
            list().text("Sign in to ").child(plain_text(app)),
            people(ui, everyone).child(actions(ui, is_device)),
        ),
        Dialog::Consent { app, person, api, scopes } => (
            list().child(plain_text(app)).text(" asks for permission"),
            consent(ui, person, api, scopes),
        ),
        Dialog::Done(words) => (list().text("Done"), told(ui, words)),
        Dialog::Refused(refusal) => (list().text("Refused"), told(ui, &refusal.description)),
    };
    Some(
        element("dialog", "dialog")
            .id(DIALOG)
            .attr("tabindex", "-1")
            .attr("aria-labelledby", "dialog-title")
            .child(h2("").id("dialog-title").child(title))
            .child(body)
            .child(p("why").text("Simulated in this page: nobody signs in for real.")),
    )
}

fn answer(ui: Ui<'_>, class: &'static str, answer: DialogAnswer, words: &str) -> Markup {
    button(class, ui, Action::DialogAnswered(answer)).text(words)
}

/// At the device page, closing it is not declining.
fn actions(ui: Ui<'_>, is_device: bool) -> Markup {
    let decline = is_device.then(|| answer(ui, "button", DialogAnswer::Deny, "Decline"));
    let words = if is_device { "Close" } else { "Cancel" };
    div("actions").maybe(decline).child(answer(ui, "button", DialogAnswer::Cancel, words))
}

fn people(ui: Ui<'_>, people: &[Person]) -> Markup {
    let mut rows = ul("people");
    for person in people {
        let role = person.admin.then(|| span("badge").text("administrator"));
        let choose = answer(ui, "button person", DialogAnswer::Person(person.id.clone()), "")
            .child(plain_text(&person.name))
            .child(element("small", "").child(plain_text(&person.upn)))
            .maybe(role);
        rows = rows.child(li("").child(choose));
    }
    list().child(rows)
}

fn consent(ui: Ui<'_>, person: &Person, api: &str, scopes: &[Permission]) -> Markup {
    let who =
        p("").text("For ").child(plain_text(&person.name)).text(", at ").child(plain_text(api));
    let mut rows = ul("permissions");
    for scope in scopes {
        let admin = scope.admin.then(|| span("badge badge-warn").text("needs an administrator"));
        rows = rows.child(
            li("")
                .child(code("").child(plain_text(&scope.value)))
                .text(" ")
                .child(plain_text(&scope.description))
                .maybe(admin),
        );
    }
    let actions = div("actions")
        .child(answer(ui, "button", DialogAnswer::Deny, "Deny"))
        .child(answer(ui, "button button-primary", DialogAnswer::Accept, "Accept"));
    list().child(who.text(":")).child(rows).child(actions)
}

fn told(ui: Ui<'_>, words: &str) -> Markup {
    let close = answer(ui, "button button-primary", DialogAnswer::Cancel, "Close");
    list().child(p("").child(plain_text(words))).child(div("actions").child(close))
}
