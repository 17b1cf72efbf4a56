//! The one function that changes the state: pure and total. Whatever happens
//! in whatever order, there is an answer, and nothing that was typed gets lost
//! unless the reader clears it.

use protocol::build;
use protocol::endpoint::Authority;
use protocol::inputs::InputId;
use protocol::render::{Format, Reveal, render};
use protocol::request::HttpRequest;
use protocol::response::{self, Outcome};
use protocol::secret::Secret;

use crate::action::{Action, Copied};
use crate::decoder::{self, Decoder};
use crate::deployment::Route;
use crate::destination::Destination;
use crate::diagram;
use crate::effect::{Carrier, Effect};
use crate::page::{self, Page, Screen};
use crate::palette;
use crate::select;
use crate::state::{
    Attempt, Exchange, Leaving, Millis, Progress, Received, Session, State, TransportError, View,
};

/// Changes the state by what happened, and names what is to be done.
pub fn update(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Deployed(deployment) => state.deployment = deployment,
        Action::Ticked { now } => state.now = now,
        Action::FlowChosen(flow) => {
            state.view.page.screen = Screen::Flow;
            state.view.rail_open = false;
            if flow != state.flow {
                let effects = stop(state, None);
                state.flow = flow;
                state.step = 0;
                return effects;
            }
        }
        Action::StepChosen(step) => {
            state.view.page.screen = Screen::Flow;
            state.step = step.min(state.flow.steps.len() - 1);
        }
        Action::FieldEdited { input, text } => edit(state.session_mut(), input, &text),
        Action::PasteRefused { input, characters } => {
            state.session_mut().refused_paste = Some((input, characters));
        }
        Action::FieldFocused(input) => state.view.focused = input,
        Action::PasteInstead(input) => {
            let session = state.session_mut();
            if !session.pasted_instead.contains(&input) {
                session.pasted_instead.push(input);
            }
            return vec![Effect::Focus(input)];
        }
        Action::CarryOver(input) => {
            let session = state.session_mut();
            session.pasted_instead.retain(|other| *other != input);
            session.inputs.remove(input);
        }
        // What is out of sight does not run.
        Action::RunStep | Action::RunAll if state.view.page.screen != Screen::Flow => {
            return page::update(state, page::Action::ScreenChosen(Screen::Flow));
        }
        Action::RunStep => {
            let mut effects = stop(state, None);
            effects.extend(run(state));
            return effects;
        }
        Action::RunAll => {
            let mut effects = stop(state, None);
            state.step = 0;
            state.running_all = true;
            effects.extend(run(state));
            return effects;
        }
        Action::Cancel => return stop(state, Some(TransportError::Cancelled)),
        Action::Answered { attempt, result, now } => return answered(state, attempt, result, now),
        Action::AnswerPasted { text, now } => return pasted(state, text, now),
        Action::MenuToggled => {
            state.view.menu_open = !state.view.menu_open;
            state.view.help_open = false;
        }
        Action::DestinationChosen(destination) => return go(state, destination),
        Action::NoticeDismissed => state.view.leaving = None,
        Action::FormatChosen(format) => state.view.format = format,
        Action::RevealToggled => {
            state.view.reveal = match state.view.reveal {
                Reveal::No => Reveal::Yes,
                Reveal::Yes => Reveal::No,
            };
        }
        Action::FieldRevealToggled(input) => toggle(&mut state.view.revealed_fields, input),
        Action::TokenTabChosen(tab) => state.view.token_tab = tab,
        Action::CopyRequested(what) => return copy(state, what),
        Action::CopyEnded { copied } => {
            if let Some((_, ended)) = &mut state.view.copied {
                *ended = copied;
            }
            let words = if copied { "Copied" } else { "The browser did not allow copying" };
            return vec![Effect::Announce(words.to_owned())];
        }
        Action::ThemeChosen(theme) => {
            state.preferences.theme = theme;
            return vec![Effect::Remember(state.preferences)];
        }
        Action::RailToggled => state.view.rail_open = !state.view.rail_open,
        Action::HelpToggled => {
            state.view.help_open = !state.view.help_open;
            state.view.menu_open = false;
        }
        Action::Escaped => {
            if state.view.page.palette.is_some() {
                return palette::close(state);
            } else if state.view.menu_open || state.view.help_open {
                state.view.menu_open = false;
                state.view.help_open = false;
            } else if select::is_sending(state) {
                return stop(state, Some(TransportError::Cancelled));
            }
        }
        Action::ClearAll => return clear_all(state),
        Action::FieldWanted(input) => {
            state.view.page.screen = Screen::Flow;
            return vec![Effect::Focus(input)];
        }
        Action::PastedAnywhere(text) => {
            let wanted = matches!(state.progress(state.step), Some(Progress::AwaitingPaste { .. }));
            if wanted && state.view.page.screen == Screen::Flow {
                let now = state.now;
                return pasted(state, text, now);
            }
            return page::pasted(state, text);
        }
        Action::Page(action) => return page::update(state, action),
        Action::Palette(action) => return palette::update(state, action),
        Action::Decoder(action) => return decoder::update(state, action),
    }
    Vec::new()
}

fn toggle(list: &mut Vec<InputId>, input: InputId) {
    match list.iter().position(|other| *other == input) {
        Some(at) => drop(list.remove(at)),
        None => list.push(input),
    }
}

fn edit(session: &mut Session, input: InputId, text: &Secret) {
    if input.row().secret {
        session.inputs.set_secret(input, text.clone());
    } else {
        session.inputs.set(input, text.expose().to_owned());
    }
    if session.refused_paste.is_some_and(|(refused, _)| refused == input) {
        session.refused_paste = None;
    }
}

/// Starts the chosen step, or says what it lacks.
fn run(state: &mut State) -> Vec<Effect> {
    state.session_mut().tried = true;
    let inputs = select::inputs(state, state.step);
    let step = &state.flow.steps[state.step];
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
    let carrier = match carrier(state, &request) {
        Ok(Some(carrier)) => carrier,
        Ok(None) => {
            set(state, Progress::AwaitingPaste { request });
            // The wire form cannot be run; a command can.
            if state.view.format == Format::Http {
                state.view.format = Format::Curl;
            }
            return vec![Effect::Announce(
                "Copy the command, run it, and paste the answer.".to_owned(),
            )];
        }
        Err(error) => {
            state.running_all = false;
            let words = error.to_string();
            set(state, Progress::Unsent(error));
            return vec![Effect::Announce(words)];
        }
    };
    state.view.leaving = None;
    let attempt = state.next_attempt;
    state.next_attempt = Attempt(attempt.0.wrapping_add(1));
    set(state, Progress::Sending { attempt, request: request.clone(), since: state.now });
    vec![Effect::Send { attempt, carrier, request }]
}

/// What carries the request; `None` when the reader does.
fn carrier(state: &State, request: &HttpRequest) -> Result<Option<Carrier>, TransportError> {
    let name = match &state.destination {
        Destination::Simulated => return Ok(Some(Carrier::Simulated)),
        Destination::CopyPaste { .. } => return Ok(None),
        Destination::Proxy { route } => route,
    };
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
    if !route.authorization && request.header(protocol::wire::AUTHORIZATION).is_some() {
        return Err(TransportError::NoAuthorization);
    }
    Ok(Some(Carrier::Proxy {
        url: format!("{}/{}{}", proxy.base, route.name, request.url.target()),
    }))
}

fn set(state: &mut State, progress: Progress) {
    let (flow, step) = (state.flow.id, state.step);
    state.session_mut().steps.set(flow, step, progress);
}

/// Ends what is under way in the chosen flow. With a reason, the step keeps it;
/// without, the step is as if it had never begun.
fn stop(state: &mut State, reason: Option<TransportError>) -> Vec<Effect> {
    state.running_all = false;
    let mut effects = Vec::new();
    state.session_mut().steps.0.retain_mut(|(_, progress)| {
        match progress {
            Progress::Sending { attempt, .. } => effects.push(Effect::Abort { attempt: *attempt }),
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

fn answered(
    state: &mut State,
    attempt: Attempt,
    result: Result<protocol::request::HttpResponse, TransportError>,
    now: Millis,
) -> Vec<Effect> {
    let waiting = state.session().steps.0.iter().find_map(|(key, progress)| match progress {
        Progress::Sending { attempt: sent, request, since } if *sent == attempt => {
            Some((*key, request.clone(), *since))
        }
        _ => None,
    });
    // Late, cancelled or cleared: nobody waits for it.
    let Some(((flow, step), request, since)) = waiting else { return Vec::new() };
    state.now = now;
    let progress = match result {
        Ok(response) => Progress::Answered(Box::new(Exchange {
            request,
            outcome: response::read(&response),
            response: Received::Carried { response, took: now.saturating_sub(since) },
            at: now,
        })),
        Err(error) => Progress::Unsent(error),
    };
    state.session_mut().steps.set(flow, step, progress);
    go_on(state, step)
}

fn pasted(state: &mut State, text: Secret, now: Millis) -> Vec<Effect> {
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
    // The command on show follows the form, so the answer belongs to the form as
    // it is now, not as it was when the run began.
    let request = select::draft(state).finish().unwrap_or(request);
    state.now = now;
    let outcome = response::read_pasted(text.expose());
    let text = if text.len() > response::ANSWER_LIMIT { Secret::default() } else { text };
    let exchange = Exchange { request, outcome, response: Received::Pasted { text }, at: now };
    set(state, Progress::Answered(Box::new(exchange)));
    go_on(state, state.step)
}

/// Says what came, and runs the next step when all of them are to run.
fn go_on(state: &mut State, step: usize) -> Vec<Effect> {
    state.view.token_tab = crate::state::TokenTab::default();
    let mut effects = vec![Effect::Announce(select::announcement(state, step))];
    let token = state.exchange(step).is_some_and(|exchange| exchange.token().is_some());
    if state.running_all && token && step + 1 < state.flow.steps.len() {
        state.step = step + 1;
        effects.extend(run(state));
    } else {
        if state.running_all {
            state.step = step;
        }
        state.running_all = false;
    }
    effects
}

fn go(state: &mut State, destination: Destination) -> Vec<Effect> {
    state.view.menu_open = false;
    if destination == state.destination {
        return Vec::new();
    }
    let effects = stop(state, None);
    // A secret that was shown for one destination is masked for the next.
    state.view.reveal = Reveal::No;
    state.view.revealed_fields.clear();
    state.view.leaving = match (&state.destination, &destination) {
        (_, Destination::Simulated) => None,
        (Destination::Simulated, _) => Some(Leaving::SimulatedTenant),
        _ => Some(Leaving::AnotherDestination),
    };
    follow_cloud(state, &destination);
    state.destination = destination;
    effects
}

/// A route leads to one cloud; the form follows it.
fn follow_cloud(state: &mut State, destination: &Destination) {
    let Destination::Proxy { route } = destination else { return };
    let Some(cloud) = state.deployment.route(route).and_then(Route::cloud) else { return };
    let inputs = &mut state.real.inputs;
    if Authority::of(inputs.cloud().unwrap_or_default()) != Authority::of(cloud) {
        inputs.set(InputId::Cloud, cloud.row().id.to_owned());
    }
}

fn copy(state: &mut State, what: Copied) -> Vec<Effect> {
    let refusal = |state: &State| match state.exchange(state.step).map(|e| &e.outcome) {
        Some(Outcome::Refused(error)) => Some(error.clone()),
        _ => None,
    };
    let text = match what {
        Copied::Request => {
            let draft = select::draft(state);
            let text = render(&draft, state.view.format, state.view.reveal).text();
            Some(Secret::new(text))
        }
        Copied::Token => state
            .exchange(state.step)
            .and_then(Exchange::token)
            .map(|token| token.access_token.clone()),
        Copied::CorrelationId => refusal(state).and_then(|e| e.correlation_id).map(Secret::new),
        Copied::TraceId => refusal(state).and_then(|e| e.trace_id).map(Secret::new),
        Copied::Shown => state.decoder.shown.clone(),
        Copied::Redacted => decoder::redacted(state),
        Copied::Mermaid => Some(Secret::new(diagram::mermaid(state))),
        Copied::Drawing => Some(Secret::new(diagram::svg_of(state))),
    };
    let Some(text) = text else { return Vec::new() };
    state.view.copied = Some((what, false));
    vec![Effect::Copy { text }]
}

/// Forgets everything typed and received. Choices of the page stay: the flow,
/// the destination, the theme.
fn clear_all(state: &mut State) -> Vec<Effect> {
    let mut effects = stop(state, None);
    state.simulated = Session { inputs: state.examples.clone(), ..Session::default() };
    state.real = Session::default();
    state.step = 0;
    let page = Page {
        screen: state.view.page.screen,
        picture: state.view.page.picture,
        ..Page::default()
    };
    state.view = View { format: state.view.format, page, ..View::default() };
    state.decoder = Decoder::default();
    effects.push(Effect::Forget);
    effects.push(Effect::Announce("Everything typed and received is cleared.".to_owned()));
    effects
}
