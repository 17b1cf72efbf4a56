//! What is asked of the module that explains, and what it answered. No action
//! asks: after each, the questions that the page has follow from the state, those
//! that nobody has asked are asked, and what is not wanted any more is dropped.

use std::rc::Rc;

use protocol::explanation::{Answer, Explanation, Question};
use protocol::secret::Secret;

use crate::decoder;
use crate::effect::Effect;
use crate::page::Screen;
use crate::select;
use crate::state::State;

/// How old an answer gets that depends on the time, in seconds: lives are told
/// in minutes.
const AGE: i64 = 15;

/// The questions of the page, with what was answered.
#[derive(Clone, Debug, Default)]
pub struct Explanations(Vec<Entry>);

#[derive(Clone, Debug)]
struct Entry {
    question: Question,
    /// When it was asked, in seconds since 1970.
    asked: i64,
    answer: Option<Rc<Answer>>,
    /// Whether the module could not be loaded.
    failed: bool,
}

/// What happens to questions.
#[derive(Clone, Debug)]
pub enum Action {
    /// One was answered.
    Answered {
        /// The question.
        question: Question,
        /// When it was asked, in seconds since 1970.
        asked: i64,
        /// The answer; `None` when the module could not be loaded.
        answer: Option<Rc<Answer>>,
    },
    /// Those that failed are to be asked again.
    Again,
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
    Token(&'a Explanation),
}

impl Explanations {
    fn entry(&self, question: &Question) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.question == *question)
    }

    /// The answer to a question, once there is one.
    pub(crate) fn answer(&self, question: &Question) -> Option<&Answer> {
        self.entry(question)?.answer.as_deref()
    }

    /// Whether a question could not be answered.
    pub(crate) fn failed_at(&self, question: &Question) -> bool {
        self.entry(question).is_some_and(|entry| entry.failed)
    }

    /// Whether something could not be explained.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.0.iter().any(|entry| entry.failed)
    }
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
            wanted.extend(select::notable(state));
        }
        Screen::Decoder => decoder::ask(state, &mut wanted),
        Screen::Errors => {}
    }
    wanted
}

/// Asks what nobody has asked, and what has changed with the time.
pub(crate) fn follow(state: &mut State) -> Vec<Effect> {
    let wanted = wanted(state);
    let now = select::seconds(state);
    let entries = &mut state.explanations.0;
    entries.retain(|entry| wanted.contains(&entry.question));
    let mut effects = Vec::new();
    for question in wanted {
        let held = entries.iter_mut().find(|entry| entry.question == question);
        let asks = match held {
            None => {
                let question = question.clone();
                entries.push(Entry { question, asked: now, answer: None, failed: false });
                true
            }
            // What is under way or failed does not get old.
            Some(entry) => {
                let old = now.abs_diff(entry.asked) >= AGE.unsigned_abs();
                let asks = old && entry.answer.is_some() && question.is_of_a_time();
                if asks {
                    entry.asked = now;
                }
                asks
            }
        };
        if asks {
            effects.push(Effect::Explain { question, asked: now });
        }
    }
    effects
}

/// Changes what was answered.
pub(crate) fn update(state: &mut State, action: Action) -> Vec<Effect> {
    let entries = &mut state.explanations.0;
    let (question, asked, answer) = match action {
        Action::Answered { question, asked, answer } => (question, asked, answer),
        Action::Again => {
            entries.retain(|entry| !entry.failed);
            return Vec::new();
        }
    };
    // What nobody wants any more came late.
    let held = entries.iter_mut().find(|entry| entry.asked == asked && entry.question == question);
    let Some(entry) = held else { return Vec::new() };
    let Some(answer) = answer else {
        // An answer that got old is better than none.
        entry.failed = entry.answer.is_none();
        return vec![Effect::Announce(NOT_LOADED.to_owned())];
    };
    entry.failed = false;
    entry.answer = Some(answer.clone());
    // The module is there now: what failed before is asked again.
    entries.retain(|entry| !entry.failed);
    match (&question, &*answer) {
        (Question::Paste { text, .. }, Answer::Paste(pasted)) => {
            decoder::pasted(state, text, pasted)
        }
        _ => Vec::new(),
    }
}

/// What the reader is told where nothing can be explained.
pub const NOT_LOADED: &str = "The part of this page that explains could not be loaded. Look at your connection, and try again.";
