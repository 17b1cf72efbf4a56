//! What came back, or what to do so that something does.

use playground::action::{Action, Copied};
use playground::outcome::Outcome;
use playground::select;
use playground::state::{Progress, Received, TransportError};
use protocol::flows::{Role, Travel};

use super::Ui;
use super::by_hand::{ANSWER, by_hand, paste_box};
use super::device::{device, polling};
use super::dialog::dialog;
use super::document::{document, nothing};
use super::refused::refused;
use super::sign_in::{by_link, redirected, signing_in, wrong};
use super::token::token;
use crate::components::{
    Markup, Tone, button, code, copy_button, div, element, h2, h3, li, list, notice, p,
    refusal_box, section, section_title, span,
};

/// The right pane.
pub(super) fn answer_pane(ui: Ui<'_>) -> Markup {
    let state = ui.state;
    let role = select::step(state).role();
    let (title, body) = match state.progress(state.step) {
        None => ("What comes back", empty(ui)),
        Some(Progress::Sending { since, .. }) => ("Sending", sending(ui, *since)),
        Some(Progress::SigningIn(sign_in)) => ("Sign-in", signing_in(ui, sign_in)),
        Some(Progress::Polling(poll)) => ("Waiting", polling(ui, poll)),
        Some(Progress::AwaitingPaste { request }) => {
            let travel = select::step(state).travel(&state.session().inputs);
            let way = if travel == Travel::Navigation { by_link(ui, request) } else { by_hand(ui) };
            ("By hand", way)
        }
        Some(Progress::Unsent(error)) => ("Nothing came back", unsent(error)),
        Some(Progress::Answered(exchange)) => match &exchange.outcome {
            Outcome::Token(_) => (role.name(), list().child(token(ui)).maybe(refresh_token(ui))),
            Outcome::Redirect(redirect) => {
                let token = select::tokens(state, state.step).first().map(|_| token(ui));
                (role.name(), list().child(redirected(ui, redirect)).maybe(token))
            }
            Outcome::Device(shown) => (role.name(), device(ui, shown)),
            Outcome::Document(text) => (role.name(), list().child(next(ui)).child(document(text))),
            Outcome::Nothing => (role.name(), list().child(next(ui)).child(nothing(ui))),
            Outcome::Wrong(problem) => {
                let again = matches!(exchange.response, Received::Pasted { .. })
                    .then(|| paste_box(ui, "Takes the whole address."));
                ("Not the answer", list().child(wrong(*problem)).maybe(again))
            }
            Outcome::Refused(_) => ("Refused", refused(ui)),
            Outcome::Proxy(refusal) => (
                "Refused by the proxy",
                refusal_box(code("").text(&refusal.error))
                    .child(p("").text(&refusal.description))
                    .child(p("").text("The proxy answered itself; Entra never saw the request.")),
            ),
            Outcome::Unreadable(cause) => {
                let box_ = refusal_box(span("").text("Not readable"))
                    .child(p("").text(&cause.to_string()));
                let again = if matches!(exchange.response, Received::Pasted { .. }) {
                    paste_box(ui, ANSWER)
                } else {
                    raw(ui)
                };
                ("Not readable", list().child(box_).child(again))
            }
        },
    };
    let title = match state.progress(state.step) {
        None => title.to_owned(),
        Some(_) => format!("{title} · {}", role.symbol()),
    };
    let exchange = state.exchange(state.step);
    let simulated = state.destination.is_simulated() && exchange.is_some();
    let roles = select::tokens(state, state.step);
    let shown = state.view.token_role.or(roles.first().copied());
    let mut tools = div("pane-tools");
    for other in roles.iter().copied().filter(|role| roles.len() > 1 && Some(*role) != shown) {
        let choose = button("button button-small", ui, Action::TokenChosen(other));
        tools = tools.child(choose.text("Show ").text(other.name()));
    }
    let copy = (!roles.is_empty())
        .then(|| tools.child(copy_button(ui, Copied::Token, "Copy token", "as text")));
    let stale = select::is_stale(state, state.step).then(|| {
        notice(
            Tone::Warning,
            "",
            "You have changed the form since. This answer belongs to the earlier request; run the step again.",
            None,
        )
    });
    section("pane pane-answer")
        .attr("aria-labelledby", "answer-title")
        .child(
            div("pane-head")
                .child(h2("").id("answer-title").text(&title))
                .maybe(simulated.then(|| span("badge badge-simulated").text("simulated")))
                .maybe(copy),
        )
        .maybe(meta(ui))
        .maybe(stale)
        .child(body)
        .maybe(dialog(ui))
}

/// That there is a refresh token. It is shown with the whole answer only, and
/// used by nobody but the reader.
fn refresh_token(ui: Ui<'_>) -> Option<Markup> {
    let state = ui.state;
    let made = select::step(state).makes(Role::RefreshToken)?;
    let token = state.exchange(state.step)?.outcome.made(made)?;
    let words = format!(
        "A refresh token came along: {} characters, masked. This page never uses it by itself. For a single-page app it dies after 24 hours.",
        token.len()
    );
    Some(p("code-note").text(&words))
}

/// What a step handed on to the form, and the way to the next one.
fn next(ui: Ui<'_>) -> Markup {
    let state = ui.state;
    let mut taken = p("code-note");
    for made in select::step(state).makes {
        if let Some(input) = made.fills {
            taken =
                taken.text("Now in the form of every flow: ").text(input.row().label).text(". ");
        }
    }
    let at = state.step + 1;
    let next = state.flow.steps.get(at).map(|step| {
        button("button button-small", ui, Action::StepChosen(at)).text("Next: ").text(step.title)
    });
    list().child(taken).maybe(next)
}

fn meta(ui: Ui<'_>) -> Option<Markup> {
    let meta = select::meta(ui.state, ui.state.step)?;
    let status = element("b", if meta.good { "" } else { "is-bad" }).text(&meta.status);
    let took = meta.took.map(|took| span("").text(&took.to_string()).text(" ms"));
    let id = meta
        .request_id
        .map(|id| span("").text("request ").child(code("").child(element("bdi", "").text(&id))));
    Some(p("meta").child(status).maybe(took).maybe(id))
}

fn empty(ui: Ui<'_>) -> Markup {
    let state = ui.state;
    // Later steps wait for the first, and the examples of some flows are for the reader to make up.
    let works = state.step > 0 || select::draft(state).problems.is_empty();
    let (what, next) = if works && state.destination.is_simulated() {
        (
            "The example values work as they are.",
            [
                "Run all gets every token of this flow, one after the other.",
                "Read here who acts, at which API, and for how long.",
                "Then change one field and run again, to see what Entra refuses.",
            ],
        )
    } else {
        (
            "Nothing is sent until you run a step.",
            [
                "Fill in the fields; what is missing shows in the request.",
                "Run this step, and read here what came back.",
                "A refusal is explained here, with the field to change.",
            ],
        )
    };
    let mut steps = element("ol", "next");
    for words in next {
        steps = steps.child(li("").child(span("").text(words)));
    }
    div("empty").child(h3("").text("No token yet")).child(p("").text(what)).child(steps)
}

fn sending(ui: Ui<'_>, since: u64) -> Markup {
    let seconds = ui.state.now.saturating_sub(since) / 1000;
    let long = (seconds >= 10 && !ui.state.destination.is_simulated()).then(|| {
        p("").text("Entra answers within a second or two. The proxy may have no way to the internet, or a firewall holds the connection.")
    });
    div("empty")
        .child(p("seconds").text(&seconds.to_string()).text(" s"))
        .child(h3("").text("Waiting for the answer"))
        .child(p("").text(&select::way(ui.state)))
        .maybe(long)
        .child(div("actions").child(button("button", ui, Action::Cancel).text("Cancel")))
}

fn unsent(error: &TransportError) -> Markup {
    refusal_box(span("").text(&error.to_string())).child(p("").text(error.advice()))
}

/// The answer as it came. It may hold tokens.
pub(super) fn raw(ui: Ui<'_>) -> Markup {
    let Some(exchange) = ui.state.exchange(ui.state.step) else { return list() };
    let text = match &exchange.response {
        Received::Carried { response, .. } => response.body.expose(),
        Received::Pasted { text } | Received::Redirected { text } => text.expose(),
    };
    let answer = element("pre", "code")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", "Answer as received")
        .text(text);
    list().child(section_title("Answer as received")).child(answer)
}
