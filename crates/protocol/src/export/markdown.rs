//! A run as Markdown: what was asked, what came back, and what it means. Secrets
//! are placeholders, whatever the reader has revealed on the page.

use super::{Options, Part, SIMULATED, add};
use crate::flows::Flow;
use crate::form::Value;
use crate::render::{Format, Reveal, render};
use crate::request::{Draft, HttpResponse};
use crate::secret::Secret;
use crate::token::json::Members;
use crate::wire;

/// The status of an answer that was pasted: what came over the wire is not known.
pub const PASTED: u16 = 0;

/// A step of a run.
#[derive(Clone, Copy)]
pub struct Exchange<'a> {
    /// The request.
    pub part: Part<'a>,
    /// What came back; `None` when it was not sent.
    pub answer: Option<&'a HttpResponse>,
    /// What it means, in a sentence; may be empty.
    pub verdict: &'a str,
}

/// The whole run. Of the options, only whether it was simulated counts.
#[must_use]
pub fn markdown(flow: &Flow, run: &[Exchange<'_>], options: Options) -> String {
    let mut text = ["# ", flow.heading, "\n\n", flow.purpose, "\n"].concat();
    if options.simulated {
        add(&mut text, &["\n> ", SIMULATED, "\n"]);
    }
    let mut secrets = Vec::new();
    for (at, Exchange { part, answer, verdict }) in run.iter().enumerate() {
        let number = (at + 1).to_string();
        add(&mut text, &["\n## ", &*number, ". ", part.step.title, "\n\n", part.step.purpose]);
        text += "\n\n";
        fence(&mut text, "http", &render(part.draft, Format::Http, Reveal::No).text());
        secrets_of(part.draft, &mut secrets);
        let Some(answer) = answer else {
            text += "\nNot sent.\n";
            continue;
        };
        let status = match answer.status {
            PASTED => "pasted".to_owned(),
            status => status.to_string(),
        };
        add(&mut text, &["\nAnswer: ", &*status, "\n\n"]);
        match masked(part, &answer.body, &mut secrets) {
            Some(body) => fence(&mut text, "json", &body),
            None => text += "The answer is not a JSON object, so it is not repeated here.\n",
        }
        if !verdict.is_empty() {
            add(&mut text, &["\n", *verdict, "\n"]);
        }
    }
    // What a server repeats of a request goes out with it.
    for secret in secrets {
        if secret.len() >= 8 {
            text = text.replace(secret.expose(), "‹secret›");
        }
    }
    text
}

fn secrets_of(draft: &Draft, secrets: &mut Vec<Secret>) {
    let params = draft.query.iter().chain(&draft.params).map(|param| &param.value);
    for value in params.chain(draft.headers.iter().map(|header| &header.value)) {
        if let Value::Secret(secret) = value {
            secrets.push(secret.clone());
        }
    }
}

/// The answer with placeholders for what opens something: by the name of the
/// member, or because a step takes it over as a secret.
fn masked(part: &Part<'_>, body: &Secret, secrets: &mut Vec<Secret>) -> Option<String> {
    let members = Members::read(body.expose().as_bytes()).ok()?;
    let mut text = String::from("{");
    for (at, member) in members.iter().enumerate() {
        let made = part.step.makes.iter().find(|made| made.member == member.name);
        let symbol = match made {
            Some(made) => Some(made.role.symbol()),
            None if wire::carries_a_secret(&member.name) => Some("secret"),
            None => None,
        };
        text += if at == 0 { "\n  " } else { ",\n  " };
        add(&mut text, &[&*crate::json::quoted(&member.name), ": "]);
        match (symbol, member.str()) {
            (Some(symbol), Some(value)) => {
                let length = value.chars().count().to_string();
                add(&mut text, &["\"‹", symbol, ", ", &length, " characters›\""]);
                secrets.push(Secret::new(value.into_owned()));
            }
            _ => text += &member.literal,
        }
    }
    text += "\n}";
    Some(text)
}

/// A block that nothing in it can end.
fn fence(text: &mut String, language: &str, block: &str) {
    let mut ticks = "```".to_owned();
    while block.contains(&ticks) {
        ticks.push('`');
    }
    add(text, &[&*ticks, language, "\n", block, "\n", &ticks, "\n"]);
}
