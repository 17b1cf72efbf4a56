//! A corpus of pastes, each with what has to become of it. The files of
//! `data/pastes` are lists of cases; in their texts `«…»` stands for base64url of
//! what is inside, `‹…›` for base64url of bytes in hexadecimal, and words with a
//! dollar sign for published tokens.
#![expect(clippy::expect_used, reason = "a test may stop on data of its own")]

#[path = "../examples/explain_token.rs"]
#[expect(dead_code, reason = "main is the program's; its lines are what is tested")]
mod explain_token;

mod clock;

use std::fmt::Write as _;
use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::{URL_SAFE, URL_SAFE_NO_PAD as B64};
use clock::seconds_of;
use proptest::prelude::*;
use serde_json::{Value, json};

const NOW: i64 = 1_770_041_300;

/// Read once: the mixing test asks for them many times.
static CASES: LazyLock<Vec<Value>> = LazyLock::new(read_cases);

/// The texts of the cases that are not long.
static SHORT: LazyLock<Vec<String>> =
    LazyLock::new(|| CASES.iter().filter(|case| case["repeat"].is_null()).map(text_of).collect());

fn read_cases() -> Vec<Value> {
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/pastes");
    let mut cases = Vec::new();
    for file in std::fs::read_dir(directory).expect("the corpus") {
        let path = file.expect("a file").path();
        let text = std::fs::read_to_string(&path).expect("a text");
        let list: Vec<Value> = serde_json::from_str(&text).expect("a list of cases");
        cases.extend(list);
    }
    cases
}

fn published(id: usize) -> String {
    let data: Value =
        serde_json::from_str(include_str!("data/tokens.json")).expect("the data is JSON");
    let sample = &data["tokens"][id];
    let part = |name: &str| B64.encode(sample[name].to_string());
    format!("{}.{}.{}", part("header"), part("payload"), B64.encode("signature"))
}

/// Puts `with` after every `count` characters.
fn every(text: &str, count: usize, with: &str) -> String {
    let pieces: Vec<_> = text.as_bytes().chunks(count).map(String::from_utf8_lossy).collect();
    pieces.join(with)
}

fn replace_between(
    text: &str,
    (open, close): (char, char),
    with: impl Fn(&str) -> String,
) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        let (inside, after) = after.split_once(close).expect("a closing mark");
        let _ = write!(out, "{before}{}", with(inside));
        rest = after;
    }
    out + rest
}

/// The text of a case, written out.
fn text_of(case: &Value) -> String {
    let (first, padded) = (published(0), URL_SAFE.encode(r#"{"alg":"RS256"}"#));
    let refresh = format!("1.AUsA{}.AgABAwEAAAD.x-y_z", "rphwI5gH".repeat(12));
    let text = case["text"].as_str().expect("a text");
    let text = text
        .replace("$T1INV", &every(&first, 40, "\u{200b}"))
        .replace("$T1PCT", &first.replace('.', "%2E"))
        .replace("$T1ESC", &every(&first, 64, "\\n"))
        .replace("$T1SPC", &first.replace('.', ". "))
        .replace("$T1WRAP", &every(&first, 64, "\r\n"))
        .replace("$T1MAIL", &format!("> {}", every(&first, 64, "\n> ")))
        .replace("$T1DOTS", &first.replace('.', "\n.\n"))
        .replace("$T1", &first)
        .replace("$TR", &published(1))
        .replace("$ID", &published(5))
        .replace("$RT", &refresh)
        .replace("$PADDED", &format!("{padded}=.{padded}.c2ln"));
    let text = replace_between(&text, ('«', '»'), |inside| B64.encode(inside));
    let text = replace_between(&text, ('‹', '›'), |hex| {
        let digits: Vec<u8> =
            hex.bytes().map(|b| char::from(b).to_digit(16).expect("hex") as u8).collect();
        B64.encode(digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect::<Vec<_>>())
    });
    text.repeat(case["repeat"].as_u64().map_or(1, |count| count as usize))
}

fn answer(text: &str) -> Value {
    let question = json!({ "text": text, "now": NOW }).to_string();
    serde_json::from_str(&explain_token::answer(question.as_bytes())).expect("the answer is JSON")
}

/// What a reader meets: a readable thing, one with a warning, the name of
/// something unreadable, or the reason why nothing can be read.
fn category(answer: &Value) -> &'static str {
    const NAMES: [&str; 16] = [
        "guid",
        "client-secret",
        "pem",
        "saml",
        "markup",
        "json-web-key",
        "device-code-answer",
        "claims-without-token",
        "json-without-token",
        "address-without-token",
        "har",
        "basic-credentials",
        "not-a-token",
        "opaque",
        "paseto",
        "",
    ];
    if let Some(code) = answer["problem"]["code"].as_str() {
        return if NAMES.contains(&code) { "named" } else { "error" };
    }
    if answer["shape"] == "opaque" {
        return "named";
    }
    let findings = answer["findings"].as_array().expect("findings");
    let warns = |finding: &Value| finding["severity"] != "info";
    if answer["verdict"].is_string() && answer["claims"].is_array() && findings.iter().any(warns) {
        return "warned";
    }
    "decoded"
}

#[test]
fn every_paste_of_the_corpus_is_what_it_should_be() {
    assert!(CASES.len() >= 120, "{}", CASES.len());
    let mut wrong = String::new();
    for case in CASES.iter() {
        let answer = answer(&text_of(case));
        let codes: Vec<&str> = answer["findings"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|finding| finding["code"].as_str())
            .chain(answer["problem"]["code"].as_str())
            .collect();
        let code_fits = case["code"].as_str().is_none_or(|code| codes.contains(&code));
        let kind_fits = case["kind"].is_null() || case["kind"] == answer["kind"];
        if case["category"] != category(&answer)
            || case["shape"] != answer["shape"]
            || !code_fits
            || !kind_fits
        {
            let _ = writeln!(
                wrong,
                "{}: {} {} {codes:?} {} instead of {} {} {} {}",
                case["name"],
                category(&answer),
                answer["shape"],
                answer["kind"],
                case["category"],
                case["shape"],
                case["code"],
                case["kind"],
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The time for eight times the length, over the time for the length.
fn growth(unit: &str) -> f64 {
    let time = |count: usize| {
        let text = unit.repeat(count);
        seconds_of(|| drop(protocol::token::read(&text)))
    };
    let short = 8_000 / unit.len();
    time(short * 8) / time(short)
}

#[test]
fn reading_takes_time_in_proportion_to_the_length() {
    for unit in [
        "eyJ.",
        "eyJ.eyJ ",
        "/eyJ",
        "=ey.",
        "\"",
        "Bearer ",
        "code=a&",
        "code=a ",
        "AADSTS1 ",
        "realm=\"",
        "> ",
        "{",
        "[1,",
        "{\"a\":",
        "~",
        "?#",
        "\u{200b}",
        "x ",
        "-----BEGIN ",
    ] {
        let growth = growth(unit);
        // Eight times the length: 64 would be the square of it.
        assert!(growth < 32.0, "{unit}: {growth}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_paste_that_was_damaged_or_mixed_with_another_is_answered(
        one in any::<prop::sample::Index>(),
        two in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
        with in ".{0,4}",
    ) {
        let (one, two) = (one.get(&SHORT), two.get(&SHORT));
        let mut at = cut.index(one.len() + 1);
        while !one.is_char_boundary(at) {
            at -= 1;
        }
        let answer = answer(&format!("{}{with}{two}{}", &one[..at], &one[at..]));
        prop_assert!(answer["shape"].is_string());
    }
}
