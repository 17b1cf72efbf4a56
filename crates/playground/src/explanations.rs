//! What is asked of the module that explains, and what it answered. No action
//! asks: after each, the questions that the page has follow from the state, those
//! that nobody has asked are asked, and what is not wanted any more is dropped.

use std::rc::Rc;

use protocol::explanation::{Answer, Asked, Explanation, Known, Question};
use protocol::response::ErrorResponse;
use protocol::secret::Secret;
use protocol::sheet::Sheet;

use crate::action::Copied;
use crate::command;
use crate::decoder;
use crate::effect::Effect;
use crate::gallery;
use crate::page::Screen;
use crate::pictures;
use crate::select;
use crate::state::State;
use crate::update::copy_text;

/// How old an answer gets that depends on the time, in seconds: lives are told
/// in minutes.
const AGE: u64 = 15;

/// The questions of the page, with what was answered.
#[derive(Clone, Debug, Default)]
pub struct Explanations {
    entries: Vec<Entry>,
    /// Whether the module has answered before.
    loaded: bool,
    /// The gallery or the sequence as it was told last: it stays on show while another
    /// is asked for.
    pub(crate) last: Option<Rc<Answer>>,
    /// The command as it was written last, which stays as well while another form of
    /// the same request is asked for; with its question.
    command: Option<(Rc<Asked>, Rc<Answer>)>,
}

#[derive(Clone, Debug)]
struct Entry {
    /// The question, as it was last asked.
    asked: Rc<Asked>,
    answer: Option<Rc<Answer>>,
    /// Whether the module could not be loaded.
    failed: bool,
}

/// What happens to questions.
#[derive(Clone, Debug)]
pub enum Action {
    /// Some were answered.
    Answered {
        /// The questions, as they were asked.
        asked: Vec<Rc<Asked>>,
        /// As many answers; `None` when the module could not be loaded.
        answers: Option<Vec<Rc<Answer>>>,
    },
    /// Those that failed are to be asked again.
    Again,
}

/// What is known of a refusal that was pasted into the decoder.
#[must_use]
pub fn known<'a>(state: &'a State, error: &ErrorResponse) -> Option<&'a Known> {
    match state.explanations.answer(&about_refusal(error))? {
        Answer::Refusal(known) => Some(known),
        _ => None,
    }
}

/// The question why something was refused, nobody knows where.
pub(crate) fn about_refusal(error: &ErrorResponse) -> Question {
    Question::Refusal { error: Box::new(error.clone()), step: String::new() }
}

/// What is known of a token.
#[derive(Clone, Copy)]
pub enum Told<'a> {
    /// Nothing yet.
    Soon,
    /// Nothing: what explains could not be loaded.
    Failed,
    /// It cannot be read.
    Unreadable,
    /// What it says.
    Token(&'a Rc<Explanation>),
}

impl Explanations {
    fn entry(&self, question: &Question) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.asked.question == *question)
    }

    /// The answer to a question, once there is one.
    pub(crate) fn answer(&self, question: &Question) -> Option<&Answer> {
        self.entry(question)?.answer.as_deref()
    }

    /// The answer about the chosen step, and whether there can be none; `None` where
    /// nothing is asked of it. After an action no other step is asked about.
    pub(crate) fn of_step(&self) -> Option<(Option<&Answer>, bool)> {
        let entry = self.entries.iter().find(|entry| is_of_step(&entry.asked))?;
        Some((entry.answer.as_deref(), entry.failed))
    }

    /// The command on show, with whether it is that of the form as it is, and whether
    /// there can be none. After an action no other command is asked for.
    pub(crate) fn command(&self) -> (Option<(&Answer, bool)>, bool) {
        let is_of_command =
            |entry: &&Entry| matches!(entry.asked.question, Question::Rendered { .. });
        let entry = self.entries.iter().find(is_of_command);
        let current = entry.is_some_and(|entry| entry.answer.is_some());
        let shown = self.command.as_ref().map(|(_, answer)| (&**answer, current));
        (shown, entry.is_some_and(|entry| entry.failed))
    }

    /// Has what failed asked again.
    pub(crate) fn again(&mut self) {
        self.entries.retain(|entry| !entry.failed);
    }

    /// Whether the module is there, as far as anybody knows.
    pub(crate) const fn is_loaded(&self) -> bool {
        self.loaded
    }

    /// Whether something could not be explained.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.entries.iter().any(|entry| entry.failed)
    }

    /// Whether a question of a kind has no answer, because the module could not be
    /// loaded.
    pub(crate) fn failed_where(&self, kind: fn(&Question) -> bool) -> bool {
        self.entries.iter().any(|entry| entry.failed && kind(&entry.asked.question))
    }

    /// Whether an answer is under way in the module that is there: mostly it comes
    /// before the next frame, and to a paste as long as may be within some; the page
    /// is drawn with it.
    #[must_use]
    pub fn soon(&self) -> bool {
        self.loaded && self.entries.iter().any(|entry| entry.answer.is_none() && !entry.failed)
    }
}

const fn is_of_step(asked: &Asked) -> bool {
    matches!(asked.question, Question::Step { .. })
}

/// The question what a token says.
pub(crate) fn about(state: &State, token: &Secret) -> Question {
    Question::Token { token: token.clone(), names: select::names(state) }
}

/// What a token says.
#[must_use]
pub fn told<'a>(state: &'a State, token: &Secret) -> Told<'a> {
    let Some(entry) = state.explanations.entry(&about(state, token)) else { return Told::Soon };
    match entry.answer.as_deref() {
        Some(Answer::Token(Some(told))) => Told::Token(told),
        Some(_) => Told::Unreadable,
        None if entry.failed => Told::Failed,
        None => Told::Soon,
    }
}

/// Everything that the page wants to know.
fn wanted(state: &State) -> Vec<Question> {
    let mut wanted = Vec::new();
    match state.view.page.screen {
        Screen::Flow => {
            let token = select::token(state, state.step);
            wanted.extend(token.map(|token| about(state, token)));
            wanted.extend(select::refusal_question(state));
            wanted.extend(select::notable(state));
            pictures::ask(state, &mut wanted);
        }
        Screen::Decoder => decoder::ask(state, &mut wanted),
        Screen::Errors => wanted.push(gallery::question(state)),
    }
    if state.view.page.screen == Screen::Flow || state.view.copy_pending == Some(Copied::Request) {
        wanted.extend(command::question(state));
    }
    wanted
}

/// Asks what nobody has asked, and what has changed with the time.
pub(crate) fn follow(state: &mut State) -> Option<Effect> {
    let wanted = wanted(state);
    let at = select::seconds(state);
    let Explanations { entries, command, .. } = &mut state.explanations;
    entries.retain(|entry| wanted.contains(&entry.asked.question));
    // Secrets that are hidden again go with it.
    command.take_if(|(shown, _)| !wanted.iter().any(|one| one.renders_as(&shown.question)));
    let mut asks = Vec::new();
    for question in wanted {
        let held = entries.iter_mut().find(|entry| entry.asked.question == question);
        // What is under way or failed does not get old.
        let fresh = held.as_ref().is_some_and(|entry| {
            let age = at.abs_diff(entry.asked.at);
            entry.answer.is_none() || age < AGE || !question.is_of_a_time()
        });
        if fresh {
            continue;
        }
        let asked = Rc::new(Asked { question, at });
        asks.push(asked.clone());
        match held {
            Some(entry) => entry.asked = asked,
            None => entries.push(Entry { asked, answer: None, failed: false }),
        }
    }
    (!asks.is_empty()).then_some(Effect::Explain(asks))
}

/// Changes what was answered.
pub(crate) fn update(state: &mut State, action: Action) -> Vec<Effect> {
    let Action::Answered { asked, answers } = action else {
        state.explanations.again();
        return Vec::new();
    };
    // Then only the reasons of the parameters were asked, which nobody waits for.
    let silent = select::is_untouched(state) && asked.iter().all(|asked| is_of_step(asked));
    let Explanations { entries, loaded, last, command } = &mut state.explanations;
    *loaded = answers.is_some();
    let mut effects = Vec::new();
    let mut read = Vec::new();
    let mut copied = None;
    for (at, asked) in asked.iter().enumerate() {
        // What nobody wants any more came late.
        let held = entries.iter_mut().find(|entry| Rc::ptr_eq(&entry.asked, asked));
        let Some(entry) = held else { continue };
        let Some(answer) = answers.as_ref().and_then(|answers| answers.get(at)) else {
            // An answer that got old is better than none.
            entry.failed = entry.answer.is_none();
            continue;
        };
        entry.answer = Some(answer.clone());
        match (&asked.question, &**answer) {
            (Question::Paste { text, .. }, Answer::Paste(pasted)) => read.push((text, pasted)),
            (_, Answer::Picture(Sheet::Text(text))) => copied = Some(Secret::new(text.clone())),
            (_, Answer::Gallery(_) | Answer::Picture(_)) => *last = Some(answer.clone()),
            (Question::Rendered { .. }, _) => *command = Some((asked.clone(), answer.clone())),
            _ => {}
        }
    }
    if *loaded {
        // What failed before is asked again.
        entries.retain(|entry| !entry.failed);
    } else {
        *last = None;
        if !silent {
            effects.push(Effect::Announce(NOT_LOADED.to_owned()));
        }
    }
    // Nobody wants any other text than the one of the last click.
    if let Some(text) = copied
        && let Some(what) = state.view.copy_pending.take()
    {
        effects.push(copy_text(state, what, text));
    }
    for (text, pasted) in read {
        effects.extend(decoder::pasted(state, text, pasted));
    }
    effects
}

/// What the reader is told where nothing can be explained.
pub const NOT_LOADED: &str =
    "A part of this page could not be loaded. Look at your connection, and try again.";
