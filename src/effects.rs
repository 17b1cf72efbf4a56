//! Performs effects. The only place that spawns futures and starts timers.

mod decoder;
mod files;

use gloo_timers::callback::{Interval, Timeout};
use playground::action::Action;
use playground::certificate::KeyProblem;
use playground::deployment::Deployment;
use playground::documents::{self, Bytes};
use playground::effect::Effect;
use playground::explanations;
use playground::state::Attempt;
use protocol::certificate::{Order, Report};
use protocol::crossing;
use protocol::inputs::InputId;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use files::Files;

use crate::components::field_id;
use crate::platform::http::Abort;
use crate::platform::popup::{self, Channel};
use crate::platform::{clipboard, clock, document, download, http, keyboard, on_demand, storage};
use crate::transport::carry;
use crate::views::DIALOG;

/// After the render that the action under way causes.
fn soon(act: impl FnOnce() + 'static) {
    Timeout::new(0, act).forget();
}

/// What is under way, and what it takes to start more.
pub(crate) struct Effects {
    dispatch: Callback<Action>,
    sending: Vec<(Attempt, Abort)>,
    waiting: Vec<(Attempt, Waiting)>,
    files: Files,
    /// What had the focus before something opened over the page.
    before: Option<document::Focused>,
    clock: Option<(u32, Interval)>,
}

/// Ends when it is dropped.
enum Waiting {
    /// For the time of the next poll.
    Time { _timeout: Timeout },
    /// For the answer of a sign-in.
    SignIn { _channel: Option<Channel> },
}

impl Effects {
    pub(crate) fn new(dispatch: Callback<Action>) -> Self {
        let files = Files::new(dispatch.clone());
        Self {
            dispatch,
            sending: Vec::new(),
            waiting: Vec::new(),
            files,
            before: None,
            clock: None,
        }
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
                    dispatch.emit(Action::Answered {
                        attempt,
                        result: result.into(),
                        now: clock::now(),
                    });
                });
            }
            Effect::Abort { attempt } => {
                for (_, abort) in self.sending.extract_if(.., |(sent, _)| *sent == attempt) {
                    abort.abort();
                }
                self.waiting.retain(|(other, _)| *other != attempt);
            }
            Effect::Wait { attempt, seconds } => {
                let dispatch = self.dispatch.clone();
                let milliseconds = u32::try_from(seconds * 1000).unwrap_or(u32::MAX);
                let timeout = Timeout::new(milliseconds, move || {
                    dispatch.emit(Action::Waited { attempt, now: clock::now() });
                });
                self.waiting.push((attempt, Waiting::Time { _timeout: timeout }));
            }
            Effect::OpenSignIn { attempt, url, channel } => {
                let [heard, blocked] = [(); 2].map(|()| self.dispatch.clone());
                let channel = Channel::listen(&channel, move |query, fragment| {
                    let now = clock::now();
                    heard.emit(Action::Redirected { attempt, query, fragment, now });
                });
                self.waiting.push((attempt, Waiting::SignIn { _channel: channel }));
                if !popup::open(&url) {
                    blocked.emit(Action::PopupBlocked { attempt });
                }
            }
            Effect::ShowDialog => {
                self.cover();
                soon(|| document::open_dialog(DIALOG));
            }
            Effect::Copy { text } => {
                let dispatch = self.dispatch.clone();
                spawn_local(async move {
                    let copied = clipboard::write(text.expose()).await;
                    dispatch.emit(Action::CopyEnded { copied });
                });
            }
            Effect::WriteDocument { serial, order } => {
                let dispatch = self.dispatch.clone();
                spawn_local(async move {
                    let came = on_demand::document(&order.0).await.ok().flatten();
                    let files = came.map(|bytes| {
                        let files = protocol::export::order::files(&bytes);
                        files.into_iter().map(|(name, bytes)| (name, Bytes(bytes))).collect()
                    });
                    dispatch.emit(Action::Documents(documents::Action::Written {
                        serial,
                        files: files.into(),
                    }));
                });
            }
            Effect::Save { name, bytes } => download::save(&name, &bytes.0),
            Effect::Remember(preferences) => {
                document::set_theme(preferences.theme);
                keyboard::allow_single_keys(!preferences.no_single_keys);
                storage::remember(preferences);
            }
            Effect::ImportKey { input, pem } => {
                self.order_of_key(input, Order::Keep { holder: input, pem });
            }
            Effect::Sign { input, assertion } => {
                self.order_of_key(input, Order::Sign { holder: input, assertion });
            }
            Effect::Forget => on_demand::forget(),
            Effect::Announce(sentence) => document::announce(&sentence),
            Effect::Focus(input) => {
                let id = field_id(input);
                soon(move || document::focus(&id));
            }
            Effect::FocusOn(id) => soon(move || document::focus(id)),
            Effect::FocusInto(id) => {
                self.cover();
                soon(move || document::focus(id));
            }
            Effect::CloseFile => self.files.stop(),
            Effect::Decoder(job) => {
                let dispatch = self.dispatch.clone();
                spawn_local(
                    async move { dispatch.emit(Action::Decoder(decoder::done(job).await)) },
                );
            }
            Effect::Explain(asked) => {
                let dispatch = self.dispatch.clone();
                spawn_local(async move {
                    let came = on_demand::explain(&crossing::to_bytes(&asked)).await.ok().flatten();
                    let answers = came.and_then(|bytes| crossing::from_bytes(&bytes));
                    let action = explanations::Action::Answered { asked, answers };
                    dispatch.emit(Action::Explanations(action));
                });
            }
        }
    }

    /// Has the module that keeps keys do something for an input.
    fn order_of_key(&self, input: InputId, order: Order) {
        let dispatch = self.dispatch.clone();
        spawn_local(async move {
            let came = on_demand::use_key(&crossing::to_bytes(&order)).await.ok().flatten();
            let action = match came.and_then(|bytes| crossing::from_bytes(&bytes)) {
                Some(Report::Signed(assertion)) => {
                    Action::Signed { input, assertion: Some(assertion) }
                }
                Some(Report::NotSigned) => Action::Signed { input, assertion: None },
                Some(Report::Kept(thumbprint)) => {
                    Action::KeyImported { input, result: Ok(thumbprint) }
                }
                Some(Report::NotKept(sentence)) => {
                    Action::KeyImported { input, result: Err(KeyProblem::NotKept(sentence)) }
                }
                None => Action::KeyImported { input, result: Err(KeyProblem::NotLoaded) },
            };
            // An assertion is signed for the time at which its key is there.
            dispatch.emit(Action::Ticked { now: clock::now() });
            dispatch.emit(action);
        });
    }

    /// What opens files.
    pub(crate) fn files(&self) -> Files {
        self.files.clone()
    }

    /// Something opens over the page: remembers what had the focus.
    fn cover(&mut self) {
        if self.before.is_none() {
            self.before = document::focused();
        }
    }

    /// Nothing is open over the page any more: gives the focus back, before any
    /// effect moves it on.
    pub(crate) fn uncovered(&mut self) {
        if let Some(before) = self.before.take() {
            soon(move || before.focus());
        }
    }

    /// The attempt has ended; its way to abort is not needed any more.
    pub(crate) fn ended(&mut self, attempt: Attempt) {
        self.sending.retain(|(sent, _)| *sent != attempt);
        self.waiting.retain(|(other, _)| *other != attempt);
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
            dispatch.emit(Action::Deployed(Deployment::read(text.as_deref()).into()));
        });
    }
}
