//! A person signs in: in a window at a real authority, or in dialogs of the
//! simulated Entra. Both end in a redirect that is read the same way.

use protocol::flows::{Answer, FlowId};
use protocol::form;
use protocol::guid::Guid;
use protocol::request::{HttpRequest, HttpResponse, Method};
use protocol::response;
use protocol::secret::Secret;
use protocol::wire;

use super::receive::{fail, finish, read_redirect};
use super::run::{next_attempt, set, stop};
use crate::action::DialogAnswer;
use crate::effect::{Carrier, Effect};
use crate::fresh;
use crate::outcome::Outcome;
use crate::redirect;
use crate::sign_in::{Dialog, LIMIT, Page, SignIn, Stage, page};
use crate::state::{Attempt, Millis, Progress, Received, State, TransportError};

/// Opens the window of a sign-in.
pub(super) fn open(state: &mut State, request: HttpRequest, channel: String) -> Vec<Effect> {
    let attempt = next_attempt(state);
    let url = request.url.to_string();
    let stage = Stage::Window { blocked: false };
    let since = state.now;
    let sign_in = SignIn { attempt, request, since, stage, user_code: None };
    set(state, Progress::SigningIn(Box::new(sign_in)));
    let words = "A window opens for the sign-in. This page waits for its answer.";
    vec![Effect::OpenSignIn { attempt, url, channel }, Effect::Announce(words.to_owned())]
}

/// Opens it again; what came of the first does not count any more.
pub(super) fn reopen(state: &mut State) -> Vec<Effect> {
    let Some(sign_in) = under_way(state) else { return Vec::new() };
    let old = sign_in.attempt;
    let request = sign_in.request.clone();
    let asked = redirect::asked(&request, wire::STATE);
    let Some(channel) = asked.and_then(|state| fresh::channel(state.expose())) else {
        return Vec::new();
    };
    let mut effects = vec![Effect::Abort { attempt: old }];
    effects.extend(open(state, request, channel));
    effects
}

pub(super) fn blocked(state: &mut State, attempt: Attempt) -> Vec<Effect> {
    let Some(sign_in) = under_way(state).filter(|sign_in| sign_in.attempt == attempt) else {
        return Vec::new();
    };
    sign_in.stage = Stage::Window { blocked: true };
    vec![Effect::Announce("The browser blocked the window of the sign-in.".to_owned())]
}

/// The redirect page handed something on.
pub(super) fn redirected(
    state: &mut State,
    attempt: Attempt,
    query: &Secret,
    fragment: &Secret,
    now: Millis,
) -> Vec<Effect> {
    let waiting = state.session().steps.0.iter().find_map(|(key, progress)| match progress {
        Progress::SigningIn(sign_in) if sign_in.attempt == attempt => {
            Some((*key, sign_in.request.clone()))
        }
        _ => None,
    });
    let Some((key, request)) = waiting else { return Vec::new() };
    state.now = now;
    let mut effects = vec![Effect::Abort { attempt }];
    effects.extend(back(state, key, request, query, fragment, now));
    effects
}

/// The browser comes back from a sign-in.
fn back(
    state: &mut State,
    key: (FlowId, usize),
    request: HttpRequest,
    query: &Secret,
    fragment: &Secret,
    now: Millis,
) -> Vec<Effect> {
    let outcome = match state.flow.steps[key.1].answer() {
        Answer::Nothing => Outcome::Nothing,
        _ => read_redirect(state, &request, query, fragment),
    };
    let text = if query.is_empty() { fragment.clone() } else { query.clone() };
    finish(state, key, request, outcome, Received::Redirected { text }, now)
}

/// Asks the simulated Entra for its first page.
pub(super) fn ask(state: &mut State, attempt: Attempt, request: HttpRequest) -> Vec<Effect> {
    let effects = vec![send(attempt, &request, Secret::default())];
    let since = state.now;
    let stage = Stage::Asking;
    let sign_in = SignIn { attempt, request, since, stage, user_code: None };
    set(state, Progress::SigningIn(Box::new(sign_in)));
    effects
}

/// A visit to a page: an answer to its question when there is a form, with the
/// same address.
pub(super) fn send(attempt: Attempt, request: &HttpRequest, form: Secret) -> Effect {
    let mut request = request.clone();
    request.headers.push(("Accept".into(), Secret::new(wire::JSON.to_owned())));
    if !form.is_empty() {
        let media_type = Secret::new(wire::FORM_URLENCODED.to_owned());
        request.method = Method::Post;
        request.headers.push((wire::CONTENT_TYPE.into(), media_type));
        request.body = form;
    }
    Effect::Send { attempt, carrier: Carrier::Simulated, request }
}

/// The simulated Entra answered a visit.
pub(super) fn answered(
    state: &mut State,
    key: (FlowId, usize),
    result: Result<HttpResponse, TransportError>,
    now: Millis,
) -> Vec<Effect> {
    let response = match result {
        Ok(response) => response,
        Err(error) => return fail(state, key, error),
    };
    let Some(sign_in) = at(state, key) else { return Vec::new() };
    let (request, took) = (sign_in.request.clone(), now.saturating_sub(sign_in.since));
    match page(&response) {
        Some(Page::Dialog(dialog)) => {
            sign_in.stage = Stage::Dialog(Box::new(dialog));
            // The person is asked now, wherever the reader has gone meanwhile.
            state.step = key.1;
            vec![Effect::ShowDialog]
        }
        Some(Page::Redirect(location)) => {
            let (query, fragment) = redirect::split(&location).unwrap_or_default();
            back(state, key, request, &query, &fragment, now)
        }
        Some(Page::Done(words)) => {
            let text = Secret::new(words);
            finish(state, key, request, Outcome::Nothing, Received::Redirected { text }, now)
        }
        other => {
            let outcome = match other {
                Some(Page::Refused(refusal)) => Outcome::Refused(refusal),
                _ => match response::read(&response) {
                    response::Outcome::Unreadable(cause) => Outcome::Unreadable(cause),
                    _ => Outcome::Unreadable(response::Unreadable::NotAnAnswer),
                },
            };
            finish(state, key, request, outcome, Received::Carried { response, took }, now)
        }
    }
}

/// The reader answered a dialog.
pub(super) fn say(state: &mut State, answer: DialogAnswer) -> Vec<Effect> {
    let is_device = matches!(state.progress(state.step), Some(Progress::Polling(_)));
    let Some(sign_in) = under_way(state) else { return Vec::new() };
    let Stage::Dialog(dialog) = &sign_in.stage else { return Vec::new() };
    let over = matches!(**dialog, Dialog::Done(_) | Dialog::Refused(_));
    if is_device && (over || answer == DialogAnswer::Cancel) {
        close_page(state, (state.flow.id, state.step));
        return Vec::new();
    }
    let person = match &**dialog {
        Dialog::Consent { person, .. } => person.id.clone(),
        _ => String::new(),
    };
    let (person, said) = match answer {
        DialogAnswer::Person(id) => (id, ""),
        DialogAnswer::Accept => (person, "accept"),
        DialogAnswer::Deny => (person, "deny"),
        DialogAnswer::Cancel => (person, "cancel"),
    };
    let fields = [
        ("user_code", sign_in.user_code.as_deref().unwrap_or_default()),
        ("person", &person),
        ("answer", said),
    ];
    let form = form::encode_pairs(fields.into_iter().filter(|(_, value)| !value.is_empty()));
    sign_in.stage = Stage::Asking;
    let effects = vec![send(sign_in.attempt, &sign_in.request, form)];
    if said == "accept" {
        // The device page is not told for whom it asks.
        let client = redirect::asked(&sign_in.request, wire::CLIENT_ID);
        let client = client.and_then(|id| Guid::parse(id.expose()));
        state.session_mut().consented_to(client);
    }
    effects
}

/// Escape answers the dialog that is open; `None` when there is none.
pub(super) fn escape(state: &mut State) -> Option<Vec<Effect>> {
    match &under_way(state)?.stage {
        Stage::Dialog(_) => Some(say(state, DialogAnswer::Cancel)),
        Stage::Window { .. } | Stage::Asking => None,
    }
}

/// Ends what has waited for a person for too long.
pub(super) fn look_at_the_clock(state: &mut State) -> Vec<Effect> {
    let now = state.now;
    let late = state.session().steps.0.iter().find_map(|(_, progress)| match progress {
        Progress::SigningIn(sign_in) if now >= sign_in.since.saturating_add(LIMIT) => {
            Some(TransportError::NotSignedIn)
        }
        Progress::Polling(polling) => {
            // The server says so first, unless it does not answer.
            let grace = polling.interval.saturating_mul(2000);
            let ends = polling.ends?.saturating_add(grace);
            (now >= ends).then_some(TransportError::DeviceExpired)
        }
        _ => None,
    });
    let Some(reason) = late else { return Vec::new() };
    let words = Effect::Announce(reason.to_string());
    let mut effects = stop(state, Some(reason));
    effects.push(words);
    effects
}

/// Whether a dialog is open.
pub(super) fn in_dialog(state: &mut State) -> bool {
    under_way(state).is_some_and(|sign_in| matches!(sign_in.stage, Stage::Dialog(_)))
}

/// The sign-in of the chosen step, or its device page.
fn under_way(state: &mut State) -> Option<&mut SignIn> {
    let key = (state.flow.id, state.step);
    at(state, key)
}

/// The sign-in of a step, or its device page.
pub(super) fn at(state: &mut State, key: (FlowId, usize)) -> Option<&mut SignIn> {
    let steps = &mut state.session_mut().steps.0;
    match steps.iter_mut().find(|(other, _)| *other == key)? {
        (_, Progress::SigningIn(sign_in)) => Some(sign_in),
        (_, Progress::Polling(polling)) => polling.page.as_deref_mut(),
        _ => None,
    }
}

/// Closes the device page.
pub(super) fn close_page(state: &mut State, key: (FlowId, usize)) {
    let steps = &mut state.session_mut().steps.0;
    if let Some((_, Progress::Polling(polling))) = steps.iter_mut().find(|(other, _)| *other == key)
    {
        polling.page = None;
    }
}
