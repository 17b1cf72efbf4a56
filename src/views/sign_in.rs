//! A sign-in at a real authority: the window that is waited for, or the link and
//! the address to paste; and what came back.

use playground::action::Action;
use playground::redirect::{Redirect, RedirectProblem};
use playground::select;
use playground::sign_in::{SignIn, Stage};
use protocol::render::Reveal;
use protocol::request::HttpRequest;
use protocol::wire;

use super::Ui;
use super::by_hand::paste_box;
use crate::components::{
    Markup, button, code, dd, div, dt, element, h3, list, p, plain_text, refusal_box,
    section_title, span,
};

/// What is waited for.
pub(super) fn signing_in(ui: Ui<'_>, sign_in: &SignIn) -> Markup {
    let cancel = || button("button", ui, Action::Cancel).text("Cancel");
    let host = sign_in.request.url.host();
    let seconds = ui.state.now.saturating_sub(sign_in.since) / 1000;
    let counted = || p("seconds").text(&seconds.to_string()).text(" s");
    match sign_in.stage {
        Stage::Window { blocked: true } => refusal_box(span("").text("The window was blocked"))
            .child(p("").text("Your browser opened no window. Open the sign-in in a tab, or allow pop-up windows for this page."))
            .child(
                div("actions").child(link(&sign_in.request).text("Open the sign-in")).child(cancel()),
            ),
        Stage::Window { blocked: false } => div("empty")
            .child(counted())
            .child(h3("").text("Waiting for the sign-in"))
            .child(p("").text("A window is open at ").text(host).text(". This page waits 5 minutes for its answer. When you have closed it, open it again."))
            .child(
                div("actions")
                    .child(cancel())
                    .child(button("button", ui, Action::PopupReopened).text("Open again")),
            ),
        Stage::Asking | Stage::Dialog(_) => div("empty")
            .child(counted())
            .child(h3("").text("Waiting for the sign-in"))
            .child(p("").text("The simulated Entra asks who signs in."))
            .child(div("actions").child(cancel())),
    }
}

fn link(request: &HttpRequest) -> Markup {
    element("a", "button button-primary")
        .set("href", &request.url.to_string())
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
}

/// The reader takes the browser there and brings the address back.
pub(super) fn by_link(ui: Ui<'_>, request: &HttpRequest) -> Markup {
    let cancel = button("button", ui, Action::Cancel).text("Cancel");
    list()
        .child(section_title("1 · Open the link and sign in"))
        .child(p("").text("You land on the redirect URI. It may be a page that does not load, such as http://localhost: the answer is in its address. Copy the whole address."))
        .child(div("actions").child(link(request).text("Open the sign-in")).child(cancel))
        .child(p("why").text(&select::way(ui.state)))
        .child(paste_box(ui, "Takes the address, such as http://localhost/?code=…&state=…, or what stands behind its ? or #."))
}

/// What the redirect brought.
pub(super) fn redirected(ui: Ui<'_>, redirect: &Redirect) -> Markup {
    let shown = ui.state.view.reveal == Reveal::Yes;
    let mut rows = element("dl", "ids");
    for (name, value) in &redirect.params {
        let masked = wire::carries_a_secret(name) && !shown;
        let text = if masked {
            span("code-secret").text(&format!("‹secret, {} characters›", value.len()))
        } else {
            code("").child(plain_text(value.expose()))
        };
        let checked = (name == wire::STATE).then(|| span("badge").text("as sent"));
        rows = rows.child(
            div("").child(dt("").child(plain_text(name))).child(dd("").child(text).maybe(checked)),
        );
    }
    let code = redirect.get(wire::CODE).map(|_| {
        p("").text("The code works once, for about 10 minutes, and only together with the verifier that stayed in this page.")
    });
    list().child(section_title("What came back with the redirect")).child(rows).maybe(code)
}

/// A redirect that nobody should use.
pub(super) fn wrong(problem: RedirectProblem) -> Markup {
    refusal_box(span("").text("Not the answer to this sign-in"))
        .child(p("").text(&problem.to_string()))
        .child(p("").text(problem.advice()))
}
