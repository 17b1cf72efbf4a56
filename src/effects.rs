//! Performs effects. The only place that spawns futures and starts timers.

use gloo_timers::callback::Interval;
use playground::action::Action;
use playground::deployment::Deployment;
use playground::effect::Effect;
use playground::state::Attempt;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::components::field_id;
use crate::platform::http::Abort;
use crate::platform::{clipboard, clock, document, http, keyboard, simulated, storage};
use crate::transport::carry;

/// After the render that the action under way causes.
fn soon(act: impl FnOnce() + 'static) {
    gloo_timers::callback::Timeout::new(0, act).forget();
}

/// What is under way, and what it takes to start more.
pub(crate) struct Effects {
    dispatch: Callback<Action>,
    sending: Vec<(Attempt, Abort)>,
    clock: Option<(u32, Interval)>,
}

impl Effects {
    pub(crate) fn new(dispatch: Callback<Action>) -> Self {
        Self { dispatch, sending: Vec::new(), clock: None }
    }

    /// Does what an effect says.
    pub(crate) fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Send { attempt, carrier, request } => {
                let abort = Abort::new();
                self.sending.push((attempt, abort.clone()));
                let dispatch = self.dispatch.clone();
                spawn_local(async move {
                    let result = carry(&carrier, &request, &abort).await;
                    dispatch.emit(Action::Answered { attempt, result, now: clock::now() });
                });
            }
            Effect::Abort { attempt } => {
                for (_, abort) in self.sending.extract_if(.., |(sent, _)| *sent == attempt) {
                    abort.abort();
                }
            }
            Effect::Copy { text } => {
                let dispatch = self.dispatch.clone();
                spawn_local(async move {
                    let copied = clipboard::write(text.expose()).await;
                    dispatch.emit(Action::CopyEnded { copied });
                });
            }
            Effect::Remember(preferences) => {
                document::set_theme(preferences.theme);
                keyboard::allow_single_keys(!preferences.no_single_keys);
                storage::remember(preferences);
            }
            Effect::Forget => simulated::forget(),
            Effect::Announce(sentence) => document::announce(&sentence),
            Effect::Focus(input) => {
                let id = field_id(input);
                soon(move || document::focus(&id));
            }
            Effect::FocusOn(id) => soon(move || document::focus(id)),
            Effect::FocusInto(id) => soon(move || document::focus_into(id)),
            Effect::FocusBack => soon(document::focus_back),
        }
    }

    /// The attempt has ended; its way to abort is not needed any more.
    pub(crate) fn ended(&mut self, attempt: Attempt) {
        self.sending.retain(|(sent, _)| *sent != attempt);
    }

    /// Sets how often the clock ticks: every second while something is waited
    /// for, seldom otherwise.
    pub(crate) fn tick_every(&mut self, seconds: u32) {
        if self.clock.as_ref().is_some_and(|(current, _)| *current == seconds) {
            return;
        }
        let dispatch = self.dispatch.clone();
        let interval = Interval::new(seconds * 1000, move || {
            dispatch.emit(Action::Ticked { now: clock::now() })
        });
        self.clock = Some((seconds, interval));
    }

    /// Fetches the deployment's configuration.
    pub(crate) fn read_deployment(&self) {
        let dispatch = self.dispatch.clone();
        spawn_local(async move {
            let text = http::read("config.json").await;
            dispatch.emit(Action::Deployed(Deployment::read(text.as_deref())));
        });
    }
}
