//! A file as the page shows it: what was asked, with its secrets masked, and
//! what came. No secret but the tokens themselves and the answers that refuse
//! is left in it.

use super::{Entry, EntryKind, Har, HarProblem};
use crate::crossing::crossing;
use crate::flows::FlowId;
use crate::form::Value;
use crate::secret::Secret;
use crate::token::{self, Content, Reading};

/// What came of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// It was read to its end.
    Recording(Box<Recording>),
    /// Why it was not: a sentence for the reader.
    Refused(String),
}

/// The token requests of a file, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// One sentence on the whole file: how much of it is shown, and what is not.
    pub summary: String,
    /// The requests with their answers.
    pub exchanges: Vec<RecordedExchange>,
}

/// One request and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedExchange {
    /// `POST login.microsoftonline.com/…/oauth2/v2.0/token`.
    pub request: String,
    /// The flow and the step that it looks like, by their titles; empty where it
    /// is none that is known here.
    pub step: String,
    /// What was sent: a line for each parameter, secrets as their length.
    pub sent: Vec<String>,
    /// The status and what came with it: `200 · access_token, refresh_token`.
    pub outcome: String,
    /// The readable tokens of the answer.
    pub tokens: Vec<Secret>,
    /// The answer, where it refuses.
    pub refusal: Option<Secret>,
}

crossing! {
    enum Opened { Recording(recording), Refused(sentence) }
    struct Recording { summary, exchanges }
    struct RecordedExchange { request, step, sent, outcome, tokens, refusal }
}

impl From<Result<Har, HarProblem>> for Opened {
    fn from(read: Result<Har, HarProblem>) -> Self {
        match read {
            Ok(har) => Self::Recording(Box::new(Recording::of(&har))),
            Err(problem) => Self::Refused(problem.to_string()),
        }
    }
}

impl Recording {
    /// What a file held.
    #[must_use]
    pub fn of(har: &Har) -> Self {
        let kept = har.entries.len();
        let mut summary = match kept {
            0 => "None of its requests asked for a token.".to_owned(),
            _ => format!("{kept} of {} requests are about tokens.", har.seen),
        };
        if har.left_out > 0 {
            summary.push_str(&format!(" {} more are left out: too many.", har.left_out));
        }
        if har.entries.iter().any(|entry| entry.cut) {
            summary.push_str(" Texts over 256 KiB are left out.");
        }
        if !har.complete {
            summary.push_str(" The file ends too early; save it again for the rest.");
        }
        Self { summary, exchanges: har.entries.iter().map(RecordedExchange::of).collect() }
    }

    /// Every readable token, in order.
    pub fn tokens(&self) -> impl Iterator<Item = &Secret> {
        self.exchanges.iter().flat_map(|exchange| &exchange.tokens)
    }
}

impl RecordedExchange {
    fn of(entry: &Entry) -> Self {
        let address = entry.address.split_once("://").map_or(&*entry.address, |(_, rest)| rest);
        let reading = entry.answer.as_ref().map(|answer| token::read(answer.expose()));
        let refused = matches!(&reading, Some(Reading { content: Content::Error(_), .. }));
        Self {
            request: format!("{} {address}", entry.method),
            step: entry.step.and_then(title).unwrap_or_default(),
            sent: entry.parameters.iter().map(|(name, value)| line(name, value)).collect(),
            outcome: outcome(entry, reading.as_ref()),
            tokens: reading.as_ref().map(tokens).unwrap_or_default(),
            refusal: entry.answer.clone().filter(|_| refused),
        }
    }
}

/// The titles of `agent-autonomous/blueprint-token`.
fn title(step: &str) -> Option<String> {
    let (flow, step) = step.split_once('/')?;
    let flow = FlowId::parse(flow)?;
    let (_, step) = flow.step(step)?;
    Some(format!("{}: {} ({})", flow.title, step.title, step.role().symbol()))
}

fn line(name: &str, value: &Value) -> String {
    match value {
        Value::Secret(secret) => {
            let length = secret.expose().chars().count();
            format!("{name}=‹{length} characters›")
        }
        value => format!("{name}={}", value.text().unwrap_or_default()),
    }
}

fn tokens(reading: &Reading) -> Vec<Secret> {
    let inside = reading.also.iter().map(|found| &found.reading);
    let all = std::iter::once(reading).chain(inside);
    let readable = all.filter_map(|reading| match &reading.content {
        Content::Token(token) => Some(token.raw.clone()),
        _ => None,
    });
    readable.collect()
}

fn outcome(entry: &Entry, reading: Option<&Reading>) -> String {
    let came = match reading {
        None if entry.cut => "too long to be shown".to_owned(),
        // Browsers drop bodies, of a redirect or when a page has gone.
        None => "the answer was not recorded".to_owned(),
        Some(Reading { content: Content::Error(error), .. }) => match error.codes.first() {
            Some(code) => format!("refused with AADSTS{code}"),
            None => format!("refused with {}", error.error),
        },
        Some(reading) => {
            let names: Vec<_> = reading.also.iter().map(|found| found.name).collect();
            match names.as_slice() {
                [] if entry.kind == EntryKind::DeviceCode && entry.status == 200 => {
                    "device_code".to_owned()
                }
                [] => "no token".to_owned(),
                names => names.join(", "),
            }
        }
    };
    match entry.status {
        0 => came,
        status => format!("{status} · {came}"),
    }
}

#[cfg(test)]
mod tests;
