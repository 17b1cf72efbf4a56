//! Explains tokens, one JSON object per line in, one per line out, in order.
//!
//! In: `{"text":"eyJ0…","now":1770041300}`; `now` (seconds since 1970) may be
//! left out, and then nothing is said about expiry. Out: shape, header, claims
//! as written, kind, verdict, facts and findings; what cannot be read has a
//! `problem` with a code and a sentence. A paste that holds several things
//! lists them under `also`.
//!
//! ```text
//! echo '{"text":"eyJhbGciOiJub25lIn0.e30."}' | cargo run -q -p protocol --example explain_token
//! ```
//!
//! For test data: it prints what it is given.

use std::io::{BufRead as _, Write as _};

use protocol::catalog::errors::{self, graph};
use protocol::finding::{Finding, Severity};
use protocol::identity::Names;
use protocol::response::{ErrorResponse, challenge};
use protocol::token::json::Members;
use protocol::token::{Content, Facts, ReadToken, Reading, TokenKind, findings, read, verdict};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut input = std::io::stdin().lock();
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        writeln!(out, "{}", answer(&line))?;
        line.clear();
    }
    out.flush()
}

/// The answer to one line.
pub(crate) fn answer(line: &[u8]) -> String {
    let explanation = match serde_json::from_slice::<Question>(line.trim_ascii()) {
        Ok(question) => {
            Explanation::of(&read(&question.text), question.now.map(|now| now as i64), None)
        }
        Err(_) => Explanation {
            problem: Some(Problem {
                code: "bad-line".to_owned(),
                message: "The line is not a JSON object with a member \"text\" that is a string of whole characters."
                    .to_owned(),
            }),
            ..Explanation::default()
        },
    };
    serde_json::to_string(&explanation).unwrap_or_else(|error| {
        // Every literal was JSON when it was read.
        format!("{{\"problem\":{{\"code\":\"unprintable\",\"message\":\"{error}\"}}}}")
    })
}

#[derive(Deserialize)]
struct Question {
    text: String,
    now: Option<f64>,
}

#[derive(Serialize, Default)]
struct Explanation {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shape: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<Header>,
    #[serde(skip_serializing_if = "Option::is_none")]
    claims: Option<Vec<(String, String)>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    facts: Option<FactsView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<Vec<Finding>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<Problem>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<Explanation>,
}

#[derive(Serialize)]
struct Problem {
    code: String,
    message: String,
}

#[derive(Serialize)]
struct FactsView {
    tenant: Option<String>,
    audience_name: Option<&'static str>,
    actor_app: Option<String>,
    subject_object: Option<String>,
    parent_blueprint: Option<String>,
    blueprint: Option<String>,
    target_agent: Option<String>,
    client_auth: Option<&'static str>,
    token_version: Option<String>,
    act_facets: Option<Vec<i64>>,
    sub_facets: Option<Vec<i64>>,
    idrel: Option<Vec<i64>>,
    scopes: Option<Vec<String>>,
    roles: Option<Vec<String>>,
    lifetime_s: Option<i64>,
    verifiable_by_third_party: bool,
}

/// A JSON object whose values stay as written.
struct Header(Members);

impl Serialize for Header {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for member in self.0.iter() {
            let literal: &RawValue =
                serde_json::from_str(&member.literal).map_err(serde::ser::Error::custom)?;
            map.serialize_entry(&member.name, literal)?;
        }
        map.end()
    }
}

impl Explanation {
    fn of(reading: &Reading, now: Option<i64>, name: Option<&'static str>) -> Self {
        let mut explanation = Self {
            name,
            shape: Some(reading.shape.id()),
            findings: Some(reading.notes.clone()),
            also: reading
                .also
                .iter()
                .map(|found| Self::of(&found.reading, now, Some(found.name)))
                .collect(),
            problem: reading
                .problems()
                .first()
                .map(|problem| Problem { code: problem.code(), message: problem.to_string() }),
            ..Self::default()
        };
        match &reading.content {
            Content::Token(token) => explanation.add_token(token, now),
            // The answer is about its main token; all of them stand in `also`.
            Content::Container => match reading.main_token() {
                Some(token) => explanation.add_token(token, now),
                None => {
                    let names: Vec<&str> = reading.also.iter().map(|found| found.name).collect();
                    let names = names.join(", ");
                    explanation.verdict = Some(format!("No readable token, but: {names}."));
                }
            },
            Content::Broken(broken) => {
                explanation.header = broken.header.clone().map(Header);
                explanation.claims = broken.claims.as_ref().map(pairs);
            }
            Content::Encrypted(token) => {
                explanation.header = Some(Header(token.header.clone()));
                explanation.kind = Some(TokenKind::Unknown.id());
                explanation.verdict = Some(
                    "An encrypted token. Only the API it is for can read its claims.".to_owned(),
                );
            }
            Content::Error(error) => {
                explanation.verdict = Some(error.verdict());
                explanation.add_error(error);
            }
            Content::Opaque(stranger, _) => {
                explanation.verdict = Some(stranger.sentence.to_owned());
                explanation.add(Finding::new(stranger.code, Severity::Info, stranger.sentence));
            }
            Content::Nothing(_) => {}
        }
        explanation
    }

    fn add_error(&mut self, error: &ErrorResponse) {
        let mut say = |code, text| self.add(Finding::new(code, Severity::Error, text));
        for code in &error.codes {
            let known = errors::explain(*code, "");
            match known.causes.first() {
                Some(row) => say("entra-error", format!("AADSTS{code}: {} {}", row.cause, row.fix)),
                None => say("unknown-error", format!("AADSTS{code}: see {}", known.look_up())),
            }
        }
        if let Some(row) = graph::error(&error.error, &error.description) {
            say("api-error", format!("{}: {} {}", error.error, row.cause, row.fix));
        }
        for demand in error.claims.as_deref().map(challenge::demands).unwrap_or_default() {
            self.add(Finding::new(
                "claims-demanded",
                Severity::Info,
                format!("It wants {demand}."),
            ));
        }
    }

    fn add(&mut self, finding: Finding) {
        self.findings.get_or_insert_default().push(finding);
    }

    fn add_token(&mut self, token: &ReadToken, now: Option<i64>) {
        let facts = Facts::of(token);
        self.header = Some(Header(token.header.clone()));
        self.claims = Some(pairs(&token.claims));
        self.kind = Some(TokenKind::of(&token.claims).id());
        self.verdict = Some(verdict::plain(&verdict::at(token, &Names::default(), now)));
        for finding in findings::of(token, now) {
            self.add(finding);
        }
        self.facts = Some(FactsView {
            tenant: facts.tenant,
            audience_name: facts.audience_name,
            actor_app: facts.actor_app,
            subject_object: facts.subject_object,
            parent_blueprint: facts.parent_blueprint,
            blueprint: facts.blueprint,
            target_agent: facts.target_agent,
            client_auth: facts.client_auth.map(|proof| proof.word()),
            token_version: facts.token_version,
            act_facets: facts.act_facets,
            sub_facets: facts.sub_facets,
            idrel: facts.idrel,
            scopes: facts.scopes,
            roles: facts.roles,
            lifetime_s: facts.lifetime_s,
            verifiable_by_third_party: facts.verifiable_by_third_party,
        });
    }
}

fn pairs(members: &Members) -> Vec<(String, String)> {
    members.iter().map(|member| (member.name.clone(), member.literal.clone())).collect()
}
