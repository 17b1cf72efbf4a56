//! A device polls while its person signs in elsewhere (RFC 8628 3.4, 3.5).

use protocol::flows::{FlowId, Step};
use protocol::form;
use protocol::request::{HttpRequest, HttpResponse};
use protocol::secret::Secret;
use protocol::wire;

use super::receive::{fail, finish};
use super::run::{next_attempt, set};
use super::sign_in::{at, close_page, send};
use crate::effect::{Carrier, Effect};
use crate::outcome::{self, Outcome};
use crate::select;
use crate::sign_in::{Dialog, Page, SignIn, Stage, page};
use crate::state::{Attempt, Millis, Polling, Progress, Received, State, TransportError};

/// What `slow_down` adds, in seconds.
const SLOWER: u64 = 5;

/// Whether a request asks again and again.
pub(super) fn polls(step: &Step, request: &HttpRequest) -> bool {
    step.answer() == protocol::flows::Answer::Token
        && form::decode(request.body.expose()).iter().any(|(name, value)| {
            name == wire::GRANT_TYPE && value.expose() == wire::GRANT_DEVICE_CODE
        })
}

/// Whether an error only says that nobody has signed in yet.
pub(super) fn is_waiting(outcome: &Outcome) -> Option<&str> {
    match outcome {
        Outcome::Refused(refusal) => {
            ["authorization_pending", "slow_down"].into_iter().find(|word| *word == refusal.error)
        }
        _ => None,
    }
}

/// Sends the first poll.
pub(super) fn begin(
    state: &mut State,
    attempt: Attempt,
    carrier: Carrier,
    request: HttpRequest,
) -> Vec<Effect> {
    let device = select::device(state);
    let interval = device.map_or(SLOWER, |device| device.interval);
    let expires_in = device.map(|device| device.expires_in.saturating_mul(1000));
    let began = select::device_exchange(state).map_or(state.now, |exchange| exchange.at);
    let polling = Polling {
        attempt,
        request: request.clone(),
        carrier: carrier.clone(),
        since: state.now,
        polls: 0,
        interval,
        next: state.now,
        ends: expires_in.map(|life| began.saturating_add(life)),
        page: None,
    };
    set(state, Progress::Polling(Box::new(polling)));
    vec![Effect::Send { attempt, carrier, request }]
}

/// The time until the next poll is over.
pub(super) fn poll_again(state: &mut State, attempt: Attempt, now: Millis) -> Vec<Effect> {
    state.now = now;
    for (_, progress) in &mut state.session_mut().steps.0 {
        if let Progress::Polling(polling) = progress
            && polling.attempt == attempt
        {
            let (carrier, request) = (polling.carrier.clone(), polling.request.clone());
            return vec![Effect::Send { attempt, carrier, request }];
        }
    }
    Vec::new()
}

/// A poll, or a visit to the device page, was answered.
pub(super) fn answered(
    state: &mut State,
    key: (FlowId, usize),
    attempt: Attempt,
    result: Result<HttpResponse, TransportError>,
    now: Millis,
) -> Vec<Effect> {
    let steps = &mut state.session_mut().steps.0;
    let Some((_, Progress::Polling(polling))) = steps.iter_mut().find(|(other, _)| *other == key)
    else {
        return Vec::new();
    };
    if attempt != polling.attempt {
        return page_answered(state, key, result);
    }
    let response = match result {
        Ok(response) => response,
        Err(error) => return fail(state, key, error),
    };
    let outcome = outcome::read(protocol::flows::Answer::Token, &response);
    match is_waiting(&outcome) {
        None => {
            let took = now.saturating_sub(polling.since);
            let request = polling.request.clone();
            finish(state, key, request, outcome, Received::Carried { response, took }, now)
        }
        Some(word) => {
            if word == "slow_down" {
                polling.interval = polling.interval.saturating_add(SLOWER);
            }
            polling.polls = polling.polls.saturating_add(1);
            polling.next = now.saturating_add(polling.interval.saturating_mul(1000));
            vec![Effect::Wait { attempt, seconds: polling.interval }]
        }
    }
}

/// Opens the device page of the simulated Entra, with the code already typed.
pub(super) fn open_page(state: &mut State) -> Vec<Effect> {
    if !state.destination.is_simulated() {
        return Vec::new();
    }
    let Some(user_code) = select::device(state).map(|device| device.user_code.clone()) else {
        return Vec::new();
    };
    let Some(Progress::Polling(polling)) = state.progress(state.step) else { return Vec::new() };
    let mut request = polling.request.clone();
    let tenant = request.url.path.split('/').nth(1).unwrap_or_default();
    request.url.path = format!("/{tenant}/oauth2/deviceauth");
    request.headers.clear();
    request.body = Secret::default();
    let attempt = next_attempt(state);
    let form = form::encode_pairs([("user_code", user_code.as_str())].into_iter());
    let effects = vec![send(attempt, &request, form)];
    let user_code = Some(user_code);
    let since = state.now;
    let visit = SignIn { attempt, request, since, stage: Stage::Asking, user_code };
    let key = (state.flow.id, state.step);
    let steps = &mut state.session_mut().steps.0;
    if let Some((_, Progress::Polling(polling))) = steps.iter_mut().find(|(other, _)| *other == key)
    {
        polling.page = Some(Box::new(visit));
    }
    effects
}

fn page_answered(
    state: &mut State,
    key: (FlowId, usize),
    result: Result<HttpResponse, TransportError>,
) -> Vec<Effect> {
    let dialog = match result.as_ref().ok().and_then(page) {
        Some(Page::Dialog(dialog)) => dialog,
        Some(Page::Done(words)) => Dialog::Done(words),
        Some(Page::Refused(refusal)) => Dialog::Refused(refusal),
        Some(Page::Redirect(_)) | None => {
            close_page(state, key);
            return Vec::new();
        }
    };
    let Some(visit) = at(state, key) else { return Vec::new() };
    visit.stage = Stage::Dialog(Box::new(dialog));
    state.step = key.1;
    vec![Effect::ShowDialog]
}
