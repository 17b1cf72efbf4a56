//! Owns the playground's state: actions come in, effects go out, and every
//! view gets the slice it shows.

use gloo_events::EventListener;
use playground::action::Action;
use playground::page;
use playground::palette::PaletteAction;
use playground::select;
use playground::state::State;
use playground::update::update;
use simulated_sts::examples;
use yew::prelude::*;

use crate::effects::Effects;
use crate::platform::keyboard::{self, Shortcut};
use crate::platform::{clock, document, drop, entropy, storage};
use crate::views::{self, Ui};

/// The whole page.
pub struct App {
    state: State,
    effects: Effects,
    /// What had the focus before the render to come.
    focused: Option<document::Focused>,
    /// Listening ends when these are dropped.
    _listeners: [Option<EventListener>; 2],
    _drops: [Option<EventListener>; 4],
}

impl Component for App {
    type Message = Action;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let dispatch = ctx.link().callback(|action| action);
        let mut state = State::new(examples::inputs(), examples::names(), storage::recall());
        let (seed, address) = (entropy::seed(), document::address());
        update(&mut state, Action::Opened { seed, address });
        update(&mut state, Action::Ticked { now: clock::now() });
        document::set_theme(state.preferences.theme);
        keyboard::allow_single_keys(!state.preferences.no_single_keys);
        let mut effects = Effects::new(dispatch.clone());
        effects.read_deployment();
        effects.tick_every(SELDOM);
        let leaving = dispatch.clone();
        let (dropped, files) = (dispatch.clone(), effects.files());
        let listeners = [
            keyboard::listen(move |shortcut| dispatch.emit(pressed(shortcut))),
            document::on_leave(move || leaving.emit(Action::ClearAll)),
        ];
        let drops = drop::listen(
            move |text| dropped.emit(Action::PastedAnywhere(text)),
            move |file| files.open(file),
        );
        Self { state, effects, focused: None, _listeners: listeners, _drops: drops }
    }

    fn update(&mut self, _: &Context<Self>, action: Action) -> bool {
        if let Action::Answered { attempt, .. }
        | Action::Waited { attempt, .. }
        | Action::Redirected { attempt, .. } = &action
        {
            self.effects.ended(*attempt);
        }
        self.focused = document::focused();
        let state = &mut self.state;
        let starts = matches!(
            action,
            Action::RunStep
                | Action::RunAll
                | Action::PopupReopened
                | Action::ChallengeTaken
                | Action::AssertionWanted(..)
        );
        if starts {
            // The seconds that a sending takes are counted from here.
            update(state, Action::Ticked { now: clock::now() });
        }
        let effects = update(state, action);
        if !select::is_covered(state) {
            self.effects.uncovered();
        }
        for effect in effects {
            self.effects.perform(effect);
        }
        self.effects.tick_every(if select::is_sending(&self.state) { 1 } else { SELDOM });
        // Drawing twice for one frame takes twice as long.
        !self.state.explanations.soon()
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if let Some(focused) = self.focused.take() {
            focused.pass_on_if_lost();
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        views::page(Ui { state: &self.state, dispatch: &ctx.link().callback(|action| action) })
    }
}

/// Seconds between ticks while nothing is waited for: a token's life is shown
/// in minutes.
const SELDOM: u32 = 15;

fn pressed(shortcut: Shortcut) -> Action {
    match shortcut {
        Shortcut::RunStep => Action::RunStep,
        Shortcut::RunAll => Action::RunAll,
        Shortcut::Escape => Action::Escaped,
        Shortcut::Help => Action::HelpToggled,
        Shortcut::Palette => Action::Palette(PaletteAction::Toggled),
        Shortcut::Search => Action::Page(page::Action::SearchWanted),
        Shortcut::Step(step) => Action::StepChosen(step),
    }
}
