//! Published tokens and hostile pastes, through the library and through the
//! lines of the `explain_token` program.
#![expect(clippy::expect_used, reason = "a test may stop on data of its own")]

#[path = "../../examples/explain_token.rs"]
#[expect(dead_code, reason = "main is the program's; its lines are what is tested")]
mod explain_token;

#[path = "../clock/mod.rs"]
mod clock;
mod pastes;
mod properties;
mod published;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use protocol::token::{Content, ReadToken, Reading};
use serde_json::{Value, json};

pub(crate) fn published() -> Vec<Value> {
    let data: Value =
        serde_json::from_str(include_str!("../data/tokens.json")).expect("the data is JSON");
    data["tokens"].as_array().expect("a list of tokens").clone()
}

pub(crate) fn compact(header: &str, claims: &str) -> String {
    format!("{}.{}.{}", B64.encode(header), B64.encode(claims), B64.encode("signature"))
}

pub(crate) fn encode(sample: &Value) -> String {
    compact(&sample["header"].to_string(), &sample["payload"].to_string())
}

pub(crate) fn token_of(reading: Reading) -> ReadToken {
    match reading.content {
        Content::Token(token) => token,
        other => panic!("no token: {other:?}"),
    }
}

pub(crate) fn line(text: &str) -> Value {
    let question = json!({ "text": text, "now": 1_770_041_300 }).to_string();
    serde_json::from_str(&explain_token::answer(question.as_bytes())).expect("the answer is JSON")
}

pub(crate) fn code_of(text: &str) -> String {
    line(text)["problem"]["code"].as_str().unwrap_or_default().to_owned()
}

pub(crate) fn finding_codes(answer: &Value) -> Vec<&str> {
    let list = answer["findings"].as_array().expect("a list of findings");
    list.iter().filter_map(|finding| finding["code"].as_str()).collect()
}
