//! The one function that changes the state: pure and total. Whatever happens
//! in whatever order, there is an answer, and nothing that was typed gets lost
//! unless the reader clears it.

mod certificate;
mod challenge;
mod device;
mod example_token;
mod receive;
mod run;
mod sign_in;

use protocol::endpoint::Authority;
use protocol::inputs::InputId;
use protocol::render::Reveal;
use protocol::secret::Secret;

use crate::action::{Action, Copied};
use crate::certificate::is_pem;
use crate::command;
use crate::decoder::{self, Decoder};
use crate::deployment::Route;
use crate::destination::Destination;
use crate::documents::{self, Documents};
use crate::effect::Effect;
use crate::explanations::{self, Explanations};
use crate::outcome::Outcome;
use crate::page::{self, Page, Screen};
use crate::palette;
use crate::select;
use crate::state::{Leaving, Session, State, TransportError, View};
use run::{run, stop};

/// Changes the state by what happened, and names what is to be done.
pub fn update(state: &mut State, action: Action) -> Vec<Effect> {
    let mut effects = change(state, action);
    effects.extend(documents::follow(state));
    effects.extend(explanations::follow(state));
    effects.extend(command::follow(state));
    effects
}

fn change(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Opened { seed, address } => {
            state.seed = seed;
            state.address = address;
            state.real = state.real_session();
        }
        Action::Deployed(deployment) => {
            if let Some(deployment) = deployment.take() {
                state.deployment = deployment;
            }
        }
        Action::Ticked { now } => {
            state.now = now;
            return sign_in::look_at_the_clock(state);
        }
        Action::FlowChosen(flow) => {
            state.view.copy_pending = None;
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
            if !sign_in::in_dialog(state) {
                state.view.copy_pending = None;
                state.view.page.screen = Screen::Flow;
                state.step = step.min(state.flow.steps.len() - 1);
            }
        }
        Action::PlaceWanted(place) => {
            let mut effects = change(state, Action::FlowChosen(place.flow));
            effects.extend(change(state, Action::StepChosen(place.step)));
            effects.push(match place.input {
                Some(input) => Effect::Focus(input),
                None => Effect::FocusOn(Screen::Flow.first()),
            });
            return effects;
        }
        Action::FieldEdited { input, text } => {
            // A key is no text of the form.
            if input.row().secret && is_pem(text.expose()) {
                return vec![Effect::ImportKey { input, pem: text }];
            }
            edit(state.session_mut(), input, &text);
        }
        Action::KeyImported { input, result } => {
            return certificate::imported(state, input, result);
        }
        Action::AssertionWanted(input, algorithm) => {
            return certificate::sign(state, input, algorithm);
        }
        Action::Signed { input, assertion } => {
            return certificate::finished(state, input, assertion.as_ref());
        }
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
        Action::TokenWanted(input) => {
            let mut effects = stop(state, None);
            effects.extend(example_token::ask(state, input, false));
            return effects;
        }
        Action::RunStep => {
            let mut effects = stop(state, None);
            effects.extend(run(state));
            return effects;
        }
        Action::RunAll => {
            let mut effects = stop(state, None);
            // Where no steps belong together, the chosen one runs.
            let first = state.flow.steps.iter().position(|step| step.run_all);
            state.step = first.unwrap_or(state.step);
            state.running_all = true;
            effects.extend(run(state));
            return effects;
        }
        Action::Cancel => return stop(state, Some(TransportError::Cancelled)),
        Action::Answered { attempt, result, now } => {
            let answered = |result| receive::answered(state, attempt, result, now);
            return result.take().map(answered).unwrap_or_default();
        }
        Action::AnswerPasted { text, now } => return receive::pasted(state, text, now),
        Action::PopupBlocked { attempt } => return sign_in::blocked(state, attempt),
        Action::PopupReopened => return sign_in::reopen(state),
        Action::Redirected { attempt, query, fragment, now } => {
            return sign_in::redirected(state, attempt, &query, &fragment, now);
        }
        Action::DialogAnswered(answer) => return sign_in::say(state, answer),
        Action::DevicePageOpened => return device::open_page(state),
        Action::Waited { attempt, now } => return device::poll_again(state, attempt, now),
        Action::ChallengeTaken => return challenge::take(state),
        Action::MenuToggled => {
            state.view.menu_open = !state.view.menu_open;
            state.view.help_open = false;
        }
        Action::DestinationChosen(destination) => return go(state, destination),
        Action::NoticeDismissed => state.view.leaving = None,
        Action::FormatChosen(format) => {
            state.view.copy_pending = None;
            state.view.format = format;
            state.view.documents = Documents::default();
        }
        Action::RequestLookedAt => state.view.looked_at = true,
        Action::RevealToggled => {
            state.view.reveal = match state.view.reveal {
                Reveal::No => Reveal::Yes,
                Reveal::Yes => Reveal::No,
            };
        }
        Action::FieldRevealToggled(input) => toggle(&mut state.view.revealed_fields, input),
        Action::TokenChosen(role) => state.view.token_role = Some(role),
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
                state.view.page.palette = None;
            } else if state.view.menu_open || state.view.help_open {
                state.view.menu_open = false;
                state.view.help_open = false;
            } else if let Some(effects) = sign_in::escape(state) {
                return effects;
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
            let wanted = matches!(
                state.progress(state.step),
                Some(crate::state::Progress::AwaitingPaste { .. })
            );
            if wanted && state.view.page.screen == Screen::Flow {
                let now = state.now;
                return receive::pasted(state, text, now);
            }
            return page::pasted(state, text);
        }
        Action::Page(action) => return page::update(state, action),
        Action::Palette(action) => return palette::update(state, action),
        Action::Decoder(action) => return decoder::update(state, action),
        Action::Documents(action) => return documents::update(state, action),
        Action::Explanations(action) => return explanations::update(state, action),
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
    if session.key_problem.as_ref().is_some_and(|(other, _)| *other == input) {
        session.key_problem = None;
    }
    if session.refused_paste.is_some_and(|(refused, _)| refused == input) {
        session.refused_paste = None;
    }
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
    // What is under way is not wanted any more.
    state.view.copy_pending = None;
    let refusal = |state: &State| match state.exchange(state.step).map(|e| &e.outcome) {
        Some(Outcome::Refused(error)) => Some(error.clone()),
        _ => None,
    };
    let text = match what {
        Copied::Request => {
            command::copy(state);
            None
        }
        Copied::Token => select::token(state, state.step).cloned(),
        Copied::UserCode => {
            select::device(state).map(|device| Secret::new(device.user_code.clone()))
        }
        Copied::CorrelationId => refusal(state).and_then(|e| e.correlation_id).map(Secret::new),
        Copied::TraceId => refusal(state).and_then(|e| e.trace_id).map(Secret::new),
        Copied::Document => documents::shown(state),
        Copied::Shown => state.decoder.shown.clone(),
        Copied::Redacted => decoder::redacted(state).map(|shared| Secret::new(shared.text.clone())),
        // Copied when it comes: written by the module that draws.
        Copied::Mermaid | Copied::Drawing => {
            state.view.copy_pending = Some(what);
            state.explanations.again();
            None
        }
    };
    text.map(|text| copy_text(state, what, text)).into_iter().collect()
}

/// Copies a text that is there.
pub(crate) fn copy_text(state: &mut State, what: Copied, text: Secret) -> Effect {
    state.view.copied = Some((what, false));
    Effect::Copy { text }
}

/// Forgets everything typed and received. Choices of the page stay: the flow,
/// the destination, the theme.
fn clear_all(state: &mut State) -> Vec<Effect> {
    let mut effects = stop(state, None);
    state.simulated = Session { inputs: state.examples.clone(), ..Session::default() };
    state.names = state.example_names.clone();
    state.real = state.real_session();
    state.seed = state.seed.as_ref().map(crate::fresh::Seed::next);
    state.step = 0;
    let page = Page {
        screen: state.view.page.screen,
        picture: state.view.page.picture,
        ..Page::default()
    };
    state.view = View { format: state.view.format, page, ..View::default() };
    state.decoder = Decoder::default();
    state.explanations = Explanations::default();
    effects.push(Effect::Forget);
    effects.push(Effect::Announce("Everything typed and received is cleared.".to_owned()));
    effects
}
