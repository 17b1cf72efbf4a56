//! The page's verdict on signatures is that of the npm library `jose`: a
//! thousand tokens, half of them damaged, in the same browser that readers use.

use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as B64;
use protocol::crossing;
use protocol::secret::Secret;
use protocol::token::signature::crossing::{Order, Report};
use serde_json::{Value, json};

use crate::support::{Stage, provided};

const TOKENS: usize = 1000;
const ALGORITHMS: [&str; 4] = ["RS256", "PS256", "ES256", "EdDSA"];

/// The tokens with their keys, as jose signed and judged them.
fn signed() -> Vec<Value> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/features/agreement/sign.mjs");
    let mut node = Command::new("node");
    node.arg(script).arg(provided("PLAYGROUND_JOSE")).arg(TOKENS.to_string());
    let output = node.output().expect("Node.js is installed");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("text");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn text<'a>(token: &'a Value, name: &str) -> &'a str {
    token[name].as_str().expect("a text")
}

/// What the page's module reports of each token.
async fn reports(stage: &Stage, tokens: &[Value]) -> Vec<Report> {
    let secret = |token, name| Secret::new(text(token, name).to_owned());
    let orders: Vec<String> = tokens
        .iter()
        .map(|token| Order {
            host: None,
            token: secret(token, "token"),
            keys: secret(token, "keys"),
        })
        .map(|order| B64.encode(&**crossing::to_bytes(&order)))
        .collect();
    let script = "
        const [orders, done] = [arguments[0], arguments[arguments.length - 1]];
        (async () => {
            const reports = [];
            for (const order of orders) {
                const bytes = Uint8Array.from(atob(order), letter => letter.charCodeAt(0));
                const report = await __tokenPlaygroundOnDemand.check_signature(bytes);
                reports.push(btoa(String.fromCharCode(...report)));
            }
            return reports;
        })().then(done, error => done(String(error)));";
    let answer = stage.driver.execute_async(script, vec![json!(orders)]).await.expect("answers");
    let list = answer.json().as_array().unwrap_or_else(|| panic!("{:?}", answer.json()));
    list.iter()
        .map(|report| B64.decode(report.as_str().expect("text")).expect("base64"))
        .map(|report| crossing::from_bytes(&report).expect("a report"))
        .collect()
}

/// Whether the browser can check this algorithm at all.
async fn browser_has_eddsa(stage: &Stage) -> bool {
    let script = "const done = arguments[arguments.length - 1];
        crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])
            .then(() => done(true), () => done(false));";
    let has = stage.driver.execute_async(script, Vec::new()).await.expect("an answer");
    has.json().as_bool().expect("yes or no")
}

#[tokio::test]
async fn the_page_and_jose_agree_on_a_thousand_signatures() {
    let tokens = signed();
    assert_eq!(tokens.len(), TOKENS);
    let stage = Stage::open().await;
    let has_eddsa = browser_has_eddsa(&stage).await;
    let reports = reports(&stage, &tokens).await;
    assert_eq!(reports.len(), TOKENS);
    let mut good = [0; ALGORITHMS.len()];
    for (token, report) in tokens.iter().zip(&reports) {
        let (alg, damage, form) = (text(token, "alg"), text(token, "damage"), text(token, "form"));
        let theirs = token["good"] == json!(true);
        // One key alone is taken whatever its name.
        let is_good = damage == "none" || (damage == "unknown key id" && form != "set");
        assert_eq!(theirs, is_good, "jose: {alg}, {damage}, {form}");
        if alg == "EdDSA" && !has_eddsa {
            assert!(!report.good, "{damage}, {form}");
            continue;
        }
        let said: Vec<_> = report.findings.iter().map(|finding| &finding.message).collect();
        assert_eq!(report.good, theirs, "{alg}, {damage}, {form}: {said:?}");
        let at = ALGORITHMS.iter().position(|known| *known == alg).expect("one of the four");
        good[at] += usize::from(report.good);
    }
    let least = if has_eddsa { [125; 4] } else { [125, 125, 125, 0] };
    assert!(good.iter().zip(least).all(|(good, least)| *good >= least), "good ones: {good:?}");
    stage.close().await;
}
