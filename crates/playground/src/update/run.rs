//! Starting a step, and ending what is under way.

use protocol::build;
use protocol::endpoint::ECHO;
use protocol::flows::{Step, Travel};
use protocol::render::Format;
use protocol::request::{HttpRequest, Method};
use protocol::secret::Secret;
use protocol::wire;

use super::{device, example_token, sign_in};
use crate::destination::Destination;
use crate::effect::{Carrier, Effect};
use crate::fresh;
use crate::redirect::asked;
use crate::select;
use crate::state::{Attempt, Progress, State, TransportError};

/// How a request gets where it goes.
enum Way {
    /// The page sends it.
    Sent(Carrier),
    /// The reader does.
    ByHand,
    /// A window goes there and comes back on this channel.
    Window(String),
}

/// Starts the chosen step, or says what it lacks.
pub(super) fn run(state: &mut State) -> Vec<Effect> {
    state.session_mut().tried = true;
    if let Some(effects) = example_token::ask_for_missing(state) {
        return effects;
    }
    let step = &state.flow.steps[state.step];
    let travel = step.travel(&state.session().inputs);
    if travel == Travel::Navigation {
        begin_run(state);
    }
    let inputs = select::inputs(state, state.step);
    let draft = build::draft(step, &inputs, state.deployment.authority(&state.destination));
    let Some(request) = draft.finish() else {
        state.running_all = false;
        let mut effects: Vec<_> =
            draft.problems.iter().find_map(|p| p.input).map(Effect::Focus).into_iter().collect();
        effects.push(Effect::Announce(match draft.problems.as_slice() {
            [one] => one.cause.to_string(),
            problems => {
                format!("{} fields need attention before this step can run.", problems.len())
            }
        }));
        return effects;
    };
    match way(state, travel, &request) {
        Ok(Way::Sent(carrier)) => {
            state.view.leaving = None;
            start(state, step, travel, carrier, request)
        }
        Ok(Way::Window(channel)) => {
            state.view.leaving = None;
            sign_in::open(state, request, channel)
        }
        Ok(Way::ByHand) => {
            set(state, Progress::AwaitingPaste { request });
            if travel == Travel::Navigation {
                let words = "Open the link, sign in, and paste the address you land on.";
                return vec![Effect::Announce(words.to_owned())];
            }
            // The wire form cannot be run; a command can.
            if state.view.format == Format::Http {
                state.view.format = Format::Curl;
            }
            let words = "Copy the command, run it, and paste the answer.";
            vec![Effect::Announce(words.to_owned())]
        }
        Err(error) => {
            state.running_all = false;
            let words = error.to_string();
            set(state, Progress::Unsent(error));
            vec![Effect::Announce(words)]
        }
    }
}

/// A sign-in begins a run of its flow: its random values are new ones.
fn begin_run(state: &mut State) {
    let run = state.next_attempt.0;
    let flow = state.flow.id;
    let runs = &mut state.session_mut().runs;
    runs.retain(|(other, _)| *other != flow);
    runs.push((flow, run));
}

fn start(
    state: &mut State,
    step: &Step,
    travel: Travel,
    carrier: Carrier,
    request: HttpRequest,
) -> Vec<Effect> {
    let attempt = next_attempt(state);
    match travel {
        Travel::Navigation => return sign_in::ask(state, attempt, request),
        _ if device::polls(step, &request) => {
            return device::begin(state, attempt, carrier, request);
        }
        _ => {}
    }
    if travel == Travel::Direct && request.method != Method::Get {
        // A grant, or a blueprint from which agents inherit.
        state.session_mut().consented_to(None);
    }
    let sent = as_a_page(state, travel, &carrier, request.clone());
    set(state, Progress::Sending { attempt, request, since: state.now });
    vec![Effect::Send { attempt, carrier, request: sent }]
}

/// A browser says by itself who asks. In this page nobody does.
fn as_a_page(
    state: &State,
    travel: Travel,
    carrier: &Carrier,
    mut request: HttpRequest,
) -> HttpRequest {
    if travel == Travel::SinglePage && *carrier == Carrier::Simulated {
        let end = state.address.match_indices('/').nth(2).map_or(state.address.len(), |(at, _)| at);
        let origin = state.address.get(..end).unwrap_or_default().to_owned();
        request.headers.push(("Origin".into(), Secret::new(origin)));
    }
    request
}

pub(super) const fn next_attempt(state: &mut State) -> Attempt {
    let attempt = state.next_attempt;
    state.next_attempt = Attempt(attempt.0.wrapping_add(1));
    attempt
}

/// How a request of the chosen step travels from here.
fn way(state: &State, travel: Travel, request: &HttpRequest) -> Result<Way, TransportError> {
    let is =
        |name: &str, value: &str| asked(request, name).is_some_and(|text| text.expose() == value);
    if travel == Travel::Navigation && is(wire::RESPONSE_MODE, "form_post") {
        return Err(TransportError::FormPost);
    }
    match (&state.destination, travel) {
        (Destination::Simulated, Travel::ByHand) if select::is_simulated(&request.url.origin) => {
            Ok(Way::Sent(Carrier::Simulated))
        }
        (_, Travel::ByHand) => Ok(Way::ByHand),
        (Destination::Simulated, _) => Ok(Way::Sent(Carrier::Simulated)),
        _ if request.url.origin == ECHO => Err(TransportError::OnlySimulated),
        (_, Travel::Navigation) => {
            let channel =
                asked(request, wire::STATE).and_then(|state| fresh::channel(state.expose()));
            Ok(match channel.filter(|_| is(wire::REDIRECT_URI, &state.bridge())) {
                Some(channel) => Way::Window(channel),
                None => Way::ByHand,
            })
        }
        (_, Travel::SinglePage) | (Destination::Proxy { .. }, Travel::Direct) => {
            Ok(Way::Sent(Carrier::Direct))
        }
        (Destination::CopyPaste { .. }, _) => Ok(Way::ByHand),
        (Destination::Proxy { route }, Travel::BackChannel) => {
            proxied(state, route, request).map(Way::Sent)
        }
    }
}

fn proxied(state: &State, name: &str, request: &HttpRequest) -> Result<Carrier, TransportError> {
    let authority = request.url.host();
    let (Some(proxy), Some(route)) = (&state.deployment.proxy, state.deployment.route(name)) else {
        return Err(TransportError::NoRoute {
            route: "nowhere".to_owned(),
            authority: authority.to_owned(),
        });
    };
    if route.authority.origin() != request.url.origin {
        return Err(TransportError::NoRoute {
            route: route.authority.host().to_owned(),
            authority: authority.to_owned(),
        });
    }
    if !route.authorization && request.header(wire::AUTHORIZATION).is_some() {
        return Err(TransportError::NoAuthorization);
    }
    Ok(Carrier::Proxy { url: format!("{}/{}{}", proxy.base, route.name, request.url.target()) })
}

pub(super) fn set(state: &mut State, progress: Progress) {
    let (flow, step) = (state.flow.id, state.step);
    state.session_mut().steps.set(flow, step, progress);
}

/// Ends what is under way in the chosen flow. With a reason, the step keeps it;
/// without, the step is as if it had never begun.
pub(super) fn stop(state: &mut State, reason: Option<TransportError>) -> Vec<Effect> {
    state.running_all = false;
    let mut effects = Vec::new();
    state.session_mut().steps.0.retain_mut(|(_, progress)| {
        let mut abort = |attempt| effects.push(Effect::Abort { attempt });
        match progress {
            Progress::Sending { attempt, .. } => abort(*attempt),
            Progress::SigningIn(sign_in) => abort(sign_in.attempt),
            Progress::Polling(polling) => {
                abort(polling.attempt);
                if let Some(page) = &polling.page {
                    abort(page.attempt);
                }
            }
            Progress::AwaitingPaste { .. } => {}
            Progress::Answered(_) | Progress::Unsent(_) => return true,
        }
        if let Some(reason) = &reason {
            *progress = Progress::Unsent(reason.clone());
        }
        reason.is_some()
    });
    effects
}
