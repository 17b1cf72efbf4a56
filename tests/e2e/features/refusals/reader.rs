//! A quick reader: does in the page what a person does, without the pauses.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use protocol::flows::FlowId;
use serde_json::{Value as Json, json};

use crate::support::Stage;

/// Runs in the page.
const SCRIPT: &str = include_str!("reader.js");

/// One thing that is done.
#[derive(Clone)]
pub(super) enum Do {
    /// A flow is chosen, by its id.
    Flow(&'static str),
    /// A step is chosen, counted from 0.
    Step(usize),
    /// A field of that step, by its public name, gets a value.
    Set(&'static str, Value),
    /// A step runs, and succeeds.
    Run(usize),
    /// A member of the answer is remembered under a name.
    Keep(&'static str, &'static str),
    /// So many seconds pass.
    Wait(i64),
    /// This person signs in, and answers with the button of these words.
    Person(&'static str, &'static str),
}

/// What is typed or pasted.
#[derive(Clone)]
pub(super) enum Value {
    Text(&'static str),
    /// A token that was remembered.
    Kept(&'static str),
    /// The same with another signature.
    Forged(&'static str),
    /// A JWT that nobody signed: header and payload.
    Unsigned(Json, Json),
}

impl From<&'static str> for Value {
    fn from(text: &'static str) -> Self {
        Self::Text(text)
    }
}

/// How what was done is taken back.
pub(super) enum Undo {
    /// A field gets its old value, or takes its token over again.
    Set(&'static str, Json),
    Clock(Json),
    Person((&'static str, &'static str)),
}

/// What the page shows of a step that ran.
#[derive(Debug, PartialEq)]
pub(super) enum Told {
    Done,
    Refused {
        /// The line with the number and the OAuth error.
        code: String,
        /// What there is to look at.
        remedies: Vec<String>,
    },
}

/// What went otherwise than the lesson says, in words.
#[derive(Debug)]
pub(super) struct Surprise(pub(super) String);

/// Who does it, and what they remember.
pub(super) struct Reader<'a> {
    stage: &'a Stage,
    kept: BTreeMap<&'static str, String>,
    person: (&'static str, &'static str),
}

impl<'a> Reader<'a> {
    pub(super) fn new(stage: &'a Stage) -> Self {
        Self { stage, kept: BTreeMap::new(), person: ("Ada", "Accept") }
    }

    async fn script(&self, arguments: Vec<Json>) -> Result<Json, Surprise> {
        let answer = self.stage.driver.execute_async(SCRIPT, arguments).await;
        let answer = answer.expect("the script runs").json().clone();
        answer.get("Ok").cloned().ok_or_else(|| Surprise(answer.to_string()))
    }

    /// Forgets everything, in the page as well.
    pub(super) async fn begins(&mut self, first: &[Do]) -> Result<(), Surprise> {
        self.stage.press("Clear all").await;
        self.script(vec![json!("clock"), json!(0)]).await?;
        *self = Self::new(self.stage);
        self.does(first).await.map(drop)
    }

    pub(super) async fn goes_to(&self, flow: &str) -> Result<(), Surprise> {
        let flow = FlowId::parse(flow).expect("a flow of the registry");
        self.script(vec![json!("flow"), json!(flow.title)]).await.map(drop)
    }

    pub(super) async fn at(&self, step: usize) -> Result<(), Surprise> {
        self.script(vec![json!("step"), json!(step)]).await.map(drop)
    }

    /// Does one thing after the other.
    pub(super) async fn does(&mut self, deeds: &[Do]) -> Result<Vec<Undo>, Surprise> {
        let mut undo = Vec::new();
        for deed in deeds {
            match deed {
                Do::Flow(flow) => self.goes_to(flow).await?,
                Do::Step(step) => self.at(*step).await?,
                Do::Set(field, value) => {
                    let value = json!(self.text(value));
                    let before = self.script(vec![json!("set"), json!(field), value]).await?;
                    undo.push(Undo::Set(field, before));
                }
                Do::Run(step) => {
                    self.succeeds(*step).await?;
                }
                Do::Keep(name, member) => {
                    let token = self.script(vec![json!("answer"), json!(member)]).await?;
                    let Some(token) = token.as_str() else {
                        return Err(Surprise(format!("no {member} came")));
                    };
                    self.kept.insert(name, token.to_owned());
                }
                Do::Wait(seconds) => {
                    let before = self.script(vec![json!("clock"), json!(seconds)]).await?;
                    undo.push(Undo::Clock(before));
                }
                Do::Person(who, answer) => {
                    undo.push(Undo::Person(self.person));
                    self.person = (who, answer);
                }
            }
        }
        Ok(undo)
    }

    /// Takes back what was done, the last thing first.
    pub(super) async fn takes_back(&mut self, undo: Vec<Undo>) -> Result<(), Surprise> {
        for undo in undo.into_iter().rev() {
            match undo {
                Undo::Set(field, before) => {
                    self.script(vec![json!("set"), json!(field), before]).await?;
                }
                Undo::Clock(before) => {
                    self.script(vec![json!("clock"), before]).await?;
                }
                Undo::Person(before) => self.person = before,
            }
        }
        Ok(())
    }

    /// Runs a step.
    pub(super) async fn runs(&self, step: usize) -> Result<Told, Surprise> {
        let (who, answer) = self.person;
        let run = vec![json!("run"), json!(step), json!(who), json!(answer)];
        let told = self.script(run).await?;
        if told.get("Done").is_some() {
            return Ok(Told::Done);
        }
        let Some(refused) = told.get("Refused") else { return Err(Surprise(told.to_string())) };
        let remedies = serde_json::from_value(refused["remedies"].clone()).expect("a list");
        let code = refused["code"].as_str().unwrap_or_default().to_owned();
        Ok(Told::Refused { code, remedies })
    }

    /// Runs a step that has to succeed.
    pub(super) async fn succeeds(&self, step: usize) -> Result<(), Surprise> {
        match self.runs(step).await? {
            Told::Done => Ok(()),
            refused => Err(Surprise(format!("step {step} of a run that works: {refused:?}"))),
        }
    }

    fn text(&self, value: &Value) -> String {
        let kept = |name: &str| match self.kept.get(name) {
            Some(token) => token.clone(),
            None => panic!("nothing is remembered as {name}"),
        };
        match value {
            Value::Text(text) => (*text).to_owned(),
            Value::Kept(name) => kept(name),
            Value::Forged(name) => {
                let token = kept(name);
                let (signed, signature) = token.rsplit_once('.').expect("a signature");
                let first = if signature.starts_with('A') { 'B' } else { 'A' };
                format!("{signed}.{first}{}", &signature[1..])
            }
            Value::Unsigned(header, payload) => {
                let encode = |part: &Json| URL_SAFE_NO_PAD.encode(part.to_string());
                format!("{}.{}.c2ln", encode(header), encode(payload))
            }
        }
    }
}
