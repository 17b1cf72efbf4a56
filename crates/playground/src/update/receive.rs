//! What comes back, and what follows from it.

use protocol::flows::{Answer, FlowId, Role, Step};
use protocol::guid::Guid;
use protocol::inputs::InputId;
use protocol::request::{HttpRequest, HttpResponse};
use protocol::response;
use protocol::secret::Secret;
use protocol::wire;

use super::run::{run, set};
use super::{device, example_token, sign_in};
use crate::effect::Effect;
use crate::outcome::{self, Outcome};
use crate::redirect::{self, RedirectProblem};
use crate::select;
use crate::state::{
    Attempt, Exchange, Millis, Progress, Received, State, TokenTab, TransportError,
};

/// An answer came over the wire, or the reason why none did.
pub(super) fn answered(
    state: &mut State,
    attempt: Attempt,
    result: Result<HttpResponse, TransportError>,
    now: Millis,
) -> Vec<Effect> {
    let waiting = state.session().steps.0.iter().find_map(|(key, progress)| match progress {
        Progress::Sending { attempt: sent, request, since } if *sent == attempt => {
            Some((*key, Some((request.clone(), *since))))
        }
        Progress::SigningIn(sign_in) if sign_in.attempt == attempt => Some((*key, None)),
        Progress::Polling(polling) => {
            let page = polling.page.as_ref().is_some_and(|page| page.attempt == attempt);
            (page || polling.attempt == attempt).then_some((*key, None))
        }
        _ => None,
    });
    // Late, cancelled or cleared: nobody waits for it.
    let Some((key, sent)) = waiting else { return Vec::new() };
    state.now = now;
    let Some((request, since)) = sent else {
        return match state.session().steps.get(key.0, key.1) {
            Some(Progress::Polling(_)) => device::answered(state, key, attempt, result, now),
            _ => sign_in::answered(state, key, result, now),
        };
    };
    match result {
        Ok(response) => {
            let errand = state.errand.filter(|errand| errand.attempt == attempt);
            let asked = state.flow.steps[key.1].answer();
            let outcome = outcome::read(errand.map_or(asked, |_| Answer::Token), &response);
            if let Some(errand) = errand
                && let Some(effects) = example_token::take(state, key, errand, &outcome)
            {
                return effects;
            }
            let took = now.saturating_sub(since);
            finish(state, key, request, outcome, Received::Carried { response, took }, now)
        }
        Err(error) => fail(state, key, error),
    }
}

/// The step ends without an answer.
pub(super) fn fail(state: &mut State, key: (FlowId, usize), error: TransportError) -> Vec<Effect> {
    state.session_mut().steps.set(key.0, key.1, Progress::Unsent(error));
    go_on(state, key.1)
}

/// The reader pasted an answer.
pub(super) fn pasted(state: &mut State, text: Secret, now: Millis) -> Vec<Effect> {
    let request = match state.progress(state.step) {
        Some(Progress::AwaitingPaste { request }) => request.clone(),
        // Pasting again after a bad paste replaces it.
        Some(Progress::Answered(exchange))
            if matches!(exchange.response, Received::Pasted { .. }) =>
        {
            exchange.request.clone()
        }
        _ => return Vec::new(),
    };
    state.now = now;
    let step = &state.flow.steps[state.step];
    let key = (state.flow.id, state.step);
    let is_small = text.len() <= response::ANSWER_LIMIT;
    if step.answer() == Answer::Redirect && is_small {
        let parts = redirect::split(text.expose());
        let (query, fragment) = parts.unwrap_or_else(|| (text.clone(), Secret::default()));
        let outcome = read_redirect(state, &request, &query, &fragment);
        return finish(state, key, request, outcome, Received::Pasted { text }, now);
    }
    // The command on show follows the form, so the answer belongs to the form as
    // it is now, not as it was when the run began.
    let request = select::draft(state).finish().unwrap_or(request);
    let outcome = outcome::read_pasted(step.answer(), &text);
    if device::is_waiting(&outcome).is_some() {
        set(state, Progress::AwaitingPaste { request });
        let words = "Nobody has signed in yet. Run the command again, and paste what it says then.";
        return vec![Effect::Announce(words.to_owned())];
    }
    let text = if is_small { text } else { Secret::default() };
    finish(state, key, request, outcome, Received::Pasted { text }, now)
}

/// Reads a redirect as the answer to a request. Its state is good for one
/// answer, whatever that holds.
pub(super) fn read_redirect(
    state: &mut State,
    request: &HttpRequest,
    query: &Secret,
    fragment: &Secret,
) -> Outcome {
    let session = state.session_mut();
    let read = redirect::read(request, query, fragment, &session.spent);
    let foreign = [RedirectProblem::Empty, RedirectProblem::WrongState, RedirectProblem::Replayed];
    let spends = !matches!(&read, redirect::Read::Wrong(problem) if foreign.contains(problem));
    if let Some(sent) = redirect::asked(request, wire::STATE).filter(|_| spends)
        && !session.spent.contains(&sent)
    {
        if session.spent.len() >= SPENT_LIMIT {
            session.spent.remove(0);
        }
        session.spent.push(sent);
    }
    match read {
        redirect::Read::Good(redirect) => Outcome::Redirect(redirect),
        redirect::Read::Refused(refusal) => Outcome::Refused(refusal),
        redirect::Read::Wrong(problem) => Outcome::Wrong(problem),
    }
}

/// How many states are remembered, to tell a replay from a forgery.
const SPENT_LIMIT: usize = 32;

/// The step has its answer.
pub(super) fn finish(
    state: &mut State,
    key: (FlowId, usize),
    request: HttpRequest,
    mut outcome: Outcome,
    response: Received,
    at: Millis,
) -> Vec<Effect> {
    let step = &state.flow.steps[key.1];
    if nonce_is_foreign(state, step, &outcome) {
        outcome = Outcome::Wrong(RedirectProblem::WrongNonce);
    }
    carry_over(state, step, &outcome);
    let exchange = Exchange { request, outcome, response, at };
    state.session_mut().steps.set(key.0, key.1, Progress::Answered(Box::new(exchange)));
    go_on(state, key.1)
}

/// Whether an ID token came that belongs to another sign-in than the one of
/// this run (OpenID Connect Core 3.1.3.7).
fn nonce_is_foreign(state: &State, step: &Step, outcome: &Outcome) -> bool {
    let Outcome::Token(token) = outcome else { return false };
    let Some(id_token) = &token.id_token else { return false };
    let takes_code = step.inputs(&state.session().inputs).contains(&InputId::Code);
    let sign_in = state.flow.maker(Role::AuthorizationCode);
    let Some(exchange) = sign_in.filter(|_| takes_code).and_then(|at| state.exchange(at)) else {
        return false;
    };
    let nonce = redirect::asked(&exchange.request, wire::NONCE);
    nonce.is_some_and(|nonce| !redirect::has_nonce(id_token, &nonce))
}

/// Ids and secrets of objects that a step made enter the form as if they had
/// been typed.
fn carry_over(state: &mut State, step: &Step, outcome: &Outcome) {
    for made in step.makes {
        let Some(input) = made.fills else { continue };
        let text = match outcome {
            Outcome::Document(document) => outcome::at_pointer(document, made.member),
            outcome => outcome.made(made).cloned(),
        };
        if let Some(text) = text {
            if state.destination.is_simulated()
                && let (Outcome::Document(document), Some(id)) =
                    (outcome, Guid::parse(text.expose()))
                && let Some(name) = outcome::at_pointer(document, "displayName")
            {
                state.names.insert(id, name.expose().to_owned());
            }
            super::edit(state.session_mut(), input, &text);
        }
    }
}

/// Says what came, and runs the next step when all of them are to run.
pub(super) fn go_on(state: &mut State, step: usize) -> Vec<Effect> {
    state.view.token_tab = TokenTab::default();
    state.view.token_role = None;
    let mut effects = vec![Effect::Announce(select::announcement(state, step))];
    let good = state.exchange(step).is_some_and(|exchange| exchange.outcome.is_good());
    let mut rest = state.flow.steps.iter().enumerate().skip(step + 1);
    let next = rest.find(|(_, step)| step.run_all).map(|(at, _)| at);
    match next.filter(|_| state.running_all && good) {
        Some(next) => {
            state.step = next;
            effects.extend(run(state));
        }
        None => {
            if state.running_all {
                state.step = step;
            }
            state.running_all = false;
        }
    }
    effects
}
