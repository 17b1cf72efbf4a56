//! Header and claims as the npm library `jose` and Python's `PyJWT` read them,
//! beside ours, for 10,000 generated tokens. Both are installed into
//! `target/peers`, from npm and PyPI; therefore this target needs the feature
//! `peers`, and `node`, `npm`, `python3` and `pip`.
//!
//! Where a peer accepts a token, ours must be the same, or a row of
//! [`EXPLAINED`] says why not.
#![expect(clippy::expect_used, reason = "a test may stop on data of its own")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD as B64};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use protocol::token::json::Members;
use protocol::token::{Content, Reading, read};
use serde_json::Value;

const TOKENS: usize = 10_000;
const JOSE: &str = "jose@6.2.17";
const PYJWT: &str = "PyJWT==2.15.1";

/// One reason why a peer and this crate differ.
struct Reason {
    peer: &'static str,
    why: &'static str,
    holds: fn(&Case<'_>) -> bool,
}

/// One token, as it is read here and there.
struct Case<'a> {
    token: &'a str,
    ours: &'a Reading,
    theirs: &'a str,
}

impl Case<'_> {
    fn claims_text(&self) -> String {
        let part = self.token.split('.').nth(1).unwrap_or_default();
        String::from_utf8_lossy(&decode(part)).into_owned()
    }

    fn header_text(&self) -> String {
        let part = self.token.split('.').next().unwrap_or_default();
        String::from_utf8_lossy(&decode(part)).into_owned()
    }

    fn both(&self) -> String {
        format!("{} {}", self.header_text(), self.claims_text())
    }

    fn refused_for(&self, code: &str) -> bool {
        self.ours.problems().iter().any(|problem| problem.code().ends_with(code))
    }
}

fn decode(part: &str) -> Vec<u8> {
    let text = part.trim_end_matches('=').replace('+', "-").replace('/', "_");
    B64.decode(text).unwrap_or_default()
}

const EXPLAINED: &[Reason] = &[
    Reason {
        peer: "both",
        why: "A lone surrogate is no character: they replace or keep half of one, here the literal is shown.",
        holds: |case| case.both().to_lowercase().contains("\\ud"),
    },
    Reason {
        peer: "both",
        why: "A number beyond what a double holds becomes null or Infinity there; here it stays as written.",
        holds: |case| case.both().contains("1e400"),
    },
    Reason {
        peer: "PyJWT",
        why: "Python's json takes NaN and Infinity, which are no JSON (RFC 8259 section 6).",
        holds: |case| case.refused_for("not-json") && case.both().contains("NaN"),
    },
];

#[test]
fn header_and_claims_are_what_jose_and_pyjwt_read() {
    let directory = install();
    let tokens = generate();
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/differential");
    // Node looks for libraries beside the program.
    std::fs::copy(format!("{data}/read.mjs"), directory.join("read.mjs")).expect("the program");
    let mut node = Command::new("node");
    node.arg(directory.join("read.mjs"));
    let mut python = Command::new("python3");
    python.arg(format!("{data}/read.py")).env("PYTHONPATH", directory.join("python"));
    let mut table = String::new();
    let mut used = [0; EXPLAINED.len()];
    for (peer, command) in [("jose", node), ("PyJWT", python)] {
        let answers = ask(command, &tokens);
        assert_eq!(answers.len(), tokens.len(), "{peer} answers every line");
        compare(peer, &tokens, &answers, &mut used, &mut table);
    }
    std::fs::write(directory.join("differential.txt"), &table).expect("the table");
    assert!(used.iter().all(|count| *count > 0), "a reason explains nothing: {used:?}");
}

fn compare(
    peer: &str,
    tokens: &[String],
    answers: &[String],
    used: &mut [usize],
    table: &mut String,
) {
    use std::fmt::Write as _;
    let (mut same, mut refused) = (0, 0);
    let mut explained = [0; EXPLAINED.len()];
    let mut unexplained = Vec::new();
    for (token, theirs) in tokens.iter().zip(answers) {
        if theirs.starts_with("{\"refused\"") {
            refused += 1;
            continue;
        }
        let ours = read(token);
        if agrees(&ours, theirs) {
            same += 1;
            continue;
        }
        let case = Case { token, ours: &ours, theirs };
        let reason =
            EXPLAINED.iter().position(|r| (r.peer == "both" || r.peer == peer) && (r.holds)(&case));
        match reason {
            Some(at) => explained[at] += 1,
            None => unexplained.push(format!(
                "{}\n  ours {:?} {:?}\n  theirs {}",
                case.both(),
                ours.content,
                ours.problems(),
                case.theirs
            )),
        }
    }
    let _ = writeln!(table, "{peer}: {same} the same, {refused} refused by it");
    for (count, reason) in explained.iter().zip(EXPLAINED).filter(|(count, _)| **count > 0) {
        let _ = writeln!(table, "  {count}: {}", reason.why);
    }
    used.iter_mut().zip(explained).for_each(|(all, here)| *all += here);
    let shown = unexplained.iter().take(10).cloned().collect::<Vec<_>>().join("\n");
    assert!(unexplained.is_empty(), "{peer}: {} unexplained\n{shown}", unexplained.len());
    assert!(same > TOKENS / 2, "{peer}: only {same} were compared");
}

/// Whether our members, of a name that occurs twice the last, have the names and
/// values of their JSON.
fn agrees(ours: &Reading, theirs: &str) -> bool {
    let (Content::Token(token), Ok(theirs)) =
        (&ours.content, serde_json::from_str::<Value>(theirs))
    else {
        return false;
    };
    same_members(&token.header, &theirs["header"]) && same_members(&token.claims, &theirs["claims"])
}

fn same_members(ours: &Members, theirs: &Value) -> bool {
    let Some(object) = theirs.as_object() else { return false };
    let names_known = ours.iter().all(|member| object.contains_key(&member.name));
    names_known
        && object.iter().all(|(name, value)| {
            let literal = ours.get(name).map(|member| member.literal.as_str());
            literal
                .and_then(|text| serde_json::from_str(text).ok())
                .is_some_and(|own: Value| same(&own, value))
        })
}

/// Numbers by value: `1.0` is `1` to a reader that makes doubles of them.
fn same(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Number(a), Value::Number(b)) => {
            // serde_json, which compares here, may miss the last bit of a double.
            let pair = a.as_f64().zip(b.as_f64());
            a == b || pair.is_some_and(|(a, b)| (a - b).abs() <= a.abs() * f64::EPSILON)
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| same(a, b)))
        }
        (a, b) => a == b,
    }
}

/// Installs the peers once.
fn install() -> PathBuf {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let directory = target.parent().unwrap_or(&target).join("peers");
    std::fs::create_dir_all(&directory).expect("a directory");
    let run = |program: &str, arguments: &[&str]| {
        let status = Command::new(program)
            .args(arguments)
            .current_dir(&directory)
            .stdout(Stdio::null())
            .status();
        assert!(status.is_ok_and(|status| status.success()), "{program} {arguments:?}");
    };
    if !directory.join("node_modules/jose").is_dir() {
        run("npm", &["install", "--prefix", ".", "--no-audit", "--no-fund", JOSE]);
    }
    if !directory.join("python/jwt").is_dir() {
        run("python3", &["-m", "pip", "install", "--quiet", "--target", "python", PYJWT]);
    }
    directory
}

/// Sends each token as a line of JSON; the lines that come back.
fn ask(mut command: Command, tokens: &[String]) -> Vec<String> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node and python3 are there");
    let mut input = child.stdin.take().expect("its input");
    let lines: String =
        tokens.iter().map(|token| format!("{}\n", Value::from(token.as_str()))).collect();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output().expect("its answer");
    assert!(output.status.success() && writer.join().is_ok_and(|sent| sent.is_ok()));
    String::from_utf8(output.stdout).expect("text").lines().map(str::to_owned).collect()
}

/// The tokens: most of them whole, some damaged; always the same ones.
fn generate() -> Vec<String> {
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), random);
    let strategy = token();
    (0..TOKENS).map(|_| strategy.new_tree(&mut runner).expect("a token").current()).collect()
}

fn token() -> impl Strategy<Value = String> {
    let signature = prop::collection::vec(any::<u8>(), 1..80);
    let damage = prop_oneof![
        20 => Just(""), 1 => Just("padding"), 1 => Just("standard"), 1 => Just("cut"),
        1 => Just("foreign"), 1 => Just("bytes"),
    ];
    (header(), object(4), signature, damage).prop_map(|(header, claims, signature, damage)| {
        let engine = match damage {
            "padding" => URL_SAFE,
            "standard" => STANDARD,
            _ => B64,
        };
        let mut claims = claims.into_bytes();
        if damage == "bytes" {
            claims.insert(2, 0xff);
        }
        let mut part = engine.encode(&claims);
        match damage {
            "cut" => part.truncate(part.len() - 1),
            "foreign" => part.insert(part.len() / 2, '*'),
            _ => {}
        }
        format!("{}.{part}.{}", B64.encode(header), B64.encode(signature))
    })
}

fn header() -> impl Strategy<Value = String> {
    let extra = prop::collection::vec((text(), value(2)), 0..3);
    ("RS256|PS256|ES256|none|[A-Z]{2}", extra).prop_map(|(alg, extra)| {
        let mut members = vec![format!("\"alg\":\"{alg}\""), "\"typ\":\"JWT\"".to_owned()];
        members.extend(extra.iter().map(|(name, value)| format!("{name}:{value}")));
        format!("{{{}}}", members.join(","))
    })
}

fn object(depth: u32) -> impl Strategy<Value = String> {
    let name = prop_oneof![
        3 => prop::sample::select(vec!["aud", "sub", "exp", "scp", "roles", "__proto__", "1", "n"])
            .prop_map(|name| format!("\"{name}\"")),
        2 => text(),
    ];
    let space = prop::sample::select(vec!["", " ", "\n", "\t"]);
    (prop::collection::vec((name, value(depth)), 0..8), space).prop_map(|(members, space)| {
        let members: Vec<String> =
            members.iter().map(|(name, value)| format!("{space}{name}{space}:{value}")).collect();
        format!("{{{}{space}}}", members.join(","))
    })
}

/// A JSON string as someone may write it, escapes included.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => any::<String>().prop_map(|text| Value::from(text).to_string()),
        2 => "[a-z_]{1,12}".prop_map(|text| format!("\"{text}\"")),
        1 => "(\\\\u00[0-7][0-9a-f]){1,4}".prop_map(|text| format!("\"{text}\"")),
        1 => Just("\"\\ud83d\\ude00\\/\\b\"".to_owned()),
    ]
}

fn value(depth: u32) -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        30 => text(),
        20 => any::<i64>().prop_map(|number| number.to_string()),
        10 => any::<f64>().prop_filter("JSON has no others", |n| n.is_finite())
            .prop_map(|number| Value::from(number).to_string()),
        10 => prop::sample::select(vec![
            "0", "-0", "1e3", "1E-2", "1.50", "9007199254740993", "18446744073709551616", "true",
            "false", "null", "[]", "{}", "123456789012345678901234567890", "1e-400",
        ]).prop_map(str::to_owned),
        1 => prop::sample::select(vec!["1e400", "NaN", "01", "\"\\ud800\"", "'a'"]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(depth, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4)
                .prop_map(|list| format!("[{}]", list.join(", "))),
            prop::collection::vec(("[a-z]{1,4}", inner), 0..4).prop_map(|members| {
                let members: Vec<String> =
                    members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
    .boxed()
}

#[test]
fn every_reason_is_a_sentence_for_a_known_peer() {
    for reason in EXPLAINED {
        assert!(reason.why.ends_with('.') && ["both", "jose", "PyJWT"].contains(&reason.peer));
    }
    assert!(
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/differential/read.mjs")).is_file()
    );
}
