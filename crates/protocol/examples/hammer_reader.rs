//! Reads random pastes until the time is over, and says how many there were: a
//! fuzz target that needs nothing but a release build.
//!
//! ```text
//! cargo run --release -p protocol --example hammer_reader -- 600
//! inputs 51234567, longest 812 µs (4096 bytes), panics 0
//! ```
//!
//! Pastes grow out of a corpus by flipping, cutting, repeating and joining; each
//! goes through everything that can be said of a paste. On a panic the input is
//! printed and the run ends with a status that is not 0.

use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use protocol::har;
use protocol::identity::Names;
use protocol::response::challenge;
use protocol::token::signature::{self, KeySource};
use protocol::token::{
    Content, Reading, chain, diff, explain, findings, read, redact, validation, verdict, visible,
};

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let seconds = arguments.get(1).and_then(|text| text.parse().ok()).unwrap_or(60);
    let seed = arguments.get(2).and_then(|text| text.parse().ok()).unwrap_or(0x9e37_79b9);
    let mut random = Random(seed);
    let mut corpus = corpus();
    let end = Instant::now() + Duration::from_secs(seconds);
    let (mut inputs, mut panics) = (0_u64, 0);
    let (mut longest, mut length) = (Duration::ZERO, 0);
    let mut out = std::io::stdout().lock();
    while Instant::now() < end && panics == 0 {
        for _ in 0..256 {
            let text = random.paste(&corpus);
            inputs += 1;
            let started = Instant::now();
            // In a build that aborts, the message alone tells; the seed repeats it.
            if catch_unwind(AssertUnwindSafe(|| everything(&text))).is_err() {
                panics += 1;
                writeln!(out, "panic at input {inputs} of seed {seed}: {text:?}")?;
            }
            let mut took = started.elapsed();
            if took > longest && panics == 0 {
                // Once more, because other programs use the machine too.
                let again = Instant::now();
                everything(&text);
                took = took.min(again.elapsed());
            }
            if took > longest {
                (longest, length) = (took, text.len());
            }
            // What is read in a new way is worth changing further.
            if inputs.is_multiple_of(64) && text.len() < 20_000 {
                let at = random.below(corpus.len());
                if at >= FIXED {
                    corpus[at] = text;
                } else {
                    corpus.push(text);
                    corpus.truncate(4_000);
                }
            }
        }
    }
    writeln!(
        out,
        "inputs {inputs}, longest {} µs ({length} bytes), panics {panics}",
        longest.as_micros()
    )?;
    std::process::exit(i32::from(panics > 0))
}

/// Everything the page can say of a paste.
fn everything(text: &str) {
    let reading = read(text);
    let all = || reading.also.iter().map(|found| &found.reading).chain([&reading]);
    let tokens: Vec<_> = all().filter_map(Reading::main_token).collect();
    for token in &tokens {
        let now = Some(1_770_041_300);
        let names = Names::default();
        let spans = verdict::at(token, &names, now);
        assert!(!verdict::plain(&spans).is_empty());
        let rows = explain::claim_rows(token, now, &names);
        for row in rows.iter().take(20) {
            let _ = visible::pieces(&row.literal);
        }
        let _ = (explain::header_rows(&token.header), findings::of(token, now));
        let _ = validation::checklist(token, &validation::Expected::default());
        let _ = signature::plan(token, text, KeySource::Pasted);
        let _ = redact::redact(token);
        let _ = diff::compare(token, tokens[0]);
    }
    let _ = chain::check(&tokens, &chain::Entered::default());
    for problem in all().flat_map(Reading::problems) {
        assert!(!problem.to_string().is_empty() && !problem.code().is_empty());
    }
    if let Content::Error(error) = &reading.content {
        let _ = (error.verdict(), error.claims.as_deref().map(challenge::demands));
    }
    let mut file = har::Reader::new();
    let fed = text.as_bytes().chunks(97).try_for_each(|chunk| file.feed(chunk));
    let _ = (fed, file.finish());
}

/// How many of the corpus are never replaced.
const FIXED: usize = 64;

fn corpus() -> Vec<String> {
    let jws = |header: &str, claims: &str| {
        format!("{}.{}.{}", B64.encode(header), B64.encode(claims), B64.encode([7; 64]))
    };
    let claims = r#"{"aud":"00000003-0000-0000-c000-000000000000","iss":"https://sts.windows.net/237098ae-0798-4cf9-a3a5-208374d2dcfd/","iat":1770040571,"exp":1770044471,"appid":"cd77c677-16ea-4f9d-b5b1-0aab1841694c","appidacr":"2","idtyp":"app","oid":"cd77c677-16ea-4f9d-b5b1-0aab1841694c","rh":"1.AUsArphwI5gH.","uti":"rphwI5gH-UyjpSCDdNLc_Q","wids":["62e90394-69f5-4237-9190-012177145e10"],"xms_act_fct":"9 3 11","xms_idrel":"7 10","xms_par_app_azp":"9471f355-173a-4466-b142-3d4acf848b03"}"#;
    let exchange = r#"{"aud":"fb60f99c-7a34-4190-8149-302f77469936","azp":"9471f355-173a-4466-b142-3d4acf848b03","sub":"/eid1/c/pub/t/rphwI5gH-UyjpSCDdNLc_Q/a/VfNxlDoXZkSxQj1Kz4SLAw/cd77c677-16ea-4f9d-b5b1-0aab1841694c"}"#;
    let (one, two) = (
        jws(r#"{"alg":"RS256","nonce":"x","kid":"k"}"#, claims),
        jws(r#"{"alg":"ES256"}"#, exchange),
    );
    let own = [
        one.clone(),
        two.clone(),
        format!("Authorization: Bearer {one}"),
        format!(
            "{{\"access_token\":\"{one}\",\"refresh_token\":\"0.AUsArphwI5gHrphwI5gHrphwI5gHrphwI5gHrphwI5gH\"}}"
        ),
        format!("https://localhost/?code=1.AUsA&state=1#access_token={two}"),
        format!(
            "curl -d 'client_assertion={two}&client_secret=abc8Q~x' https://x/oauth2/v2.0/token"
        ),
        "{\"error\":{\"code\":\"x\",\"message\":\"AADSTS70021: Trace ID: a Correlation ID: b\"}}"
            .to_owned(),
        "Bearer realm=\"\", authorization_uri=\"x\", error=\"y\", claims=\"eyJhIjp7fX0=\""
            .to_owned(),
        format!(
            "{{\"log\":{{\"entries\":[{{\"request\":{{\"method\":\"POST\",\"url\":\"https://x/oauth2/v2.0/token\",\"postData\":{{\"text\":\"grant_type=client_credentials&client_assertion={two}\"}}}},\"response\":{{\"status\":200,\"content\":{{\"text\":\"{{}}\"}}}}}}]}}}}"
        ),
        "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\",\"kid\":\"k\"}]}".to_owned(),
        "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIU\n-----END CERTIFICATE-----".to_owned(),
        format!(
            "{{\"payload\":\"e30\",\"signatures\":[{{\"protected\":\"{}\",\"signature\":\"\"}}]}}",
            B64.encode("{}")
        ),
        "```json\n{\"a\":\"\\ud83d\\ude00\\u0000\"}\n```".to_owned(),
        "\u{feff}\u{202e}“eyJ”\u{200b}…".to_owned(),
        format!(
            "{}.{}.",
            B64.encode("{\"alg\":\"none\"}"),
            B64.encode("{\"a\":1,\"a\":1e400,\"exp\":\"-1.5e3\"}")
        ),
        format!("{}.{}.x", B64.encode("{\"alg\":\"RS256\"}"), B64.encode(&two)),
    ];
    own.iter().cycle().take(FIXED).cloned().collect()
}

/// xorshift64*: fast, and the same run for the same seed.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() >> 16).unwrap_or(0) % limit.max(1)
    }

    fn place(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn range(&mut self, text: &str) -> (usize, usize) {
        let (one, two) = (self.place(text), self.place(text));
        (one.min(two), one.max(two))
    }

    fn paste(&mut self, corpus: &[String]) -> String {
        let mut text = corpus[self.below(corpus.len())].clone();
        for _ in 0..=self.below(4) {
            self.change(&mut text, corpus);
        }
        text
    }

    fn change(&mut self, text: &mut String, corpus: &[String]) {
        const PIECES: [&str; 28] = [
            ".",
            "..",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "\\",
            "\\u",
            "\\ud800",
            ":",
            ",",
            "=",
            "&",
            "?",
            "#",
            "ey",
            "eyJ",
            "\u{0}",
            "\u{202e}",
            "\u{200b}",
            "é",
            "😀",
            "\n",
            " ",
            "-----BEGIN ",
            "AADSTS",
            "1e999",
        ];
        match self.below(9) {
            0 => {
                let at = self.place(text);
                text.insert_str(at, PIECES[self.below(PIECES.len())]);
            }
            1 => {
                let (start, end) = self.range(text);
                if end - start < 40 {
                    text.replace_range(start..end, "");
                }
            }
            2 => {
                let other = &corpus[self.below(corpus.len())];
                let (start, end) = self.range(other);
                let at = self.place(text);
                text.insert_str(at, &other[start..end]);
            }
            3 => {
                let (start, end) = self.range(text);
                if end - start < 200 && text.len() < 8_000 {
                    let piece = text[start..end].repeat(1 + self.below(12));
                    text.insert_str(start, &piece);
                }
            }
            4 => {
                let at = self.place(text);
                if let Some(c) = text[at..].chars().next() {
                    let new = char::from(u8::try_from(self.below(128)).unwrap_or(b'a'));
                    text.replace_range(at..at + c.len_utf8(), new.encode_utf8(&mut [0; 4]));
                }
            }
            // Inside a part: decode, change, encode.
            5 | 6 => {
                let mut parts: Vec<String> = text.split('.').map(str::to_owned).collect();
                let which = self.below(parts.len().min(3));
                if let Ok(mut bytes) = B64.decode(&parts[which])
                    && !bytes.is_empty()
                {
                    let at = self.below(bytes.len());
                    match self.below(3) {
                        0 => bytes[at] = u8::try_from(self.below(256)).unwrap_or(0),
                        1 => bytes.truncate(at),
                        _ => {
                            let piece = PIECES[self.below(PIECES.len())].as_bytes().to_vec();
                            bytes.splice(at..at, piece);
                        }
                    }
                    parts[which] = B64.encode(bytes);
                    *text = parts.join(".");
                }
            }
            7 => {
                let at = self.place(text);
                text.truncate(at);
            }
            _ => {
                let other = corpus[self.below(corpus.len())].clone();
                text.push_str(&other);
            }
        }
        if text.len() > 64_000 {
            let mut end = 64_000;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text.truncate(end);
        }
    }
}
