//! What never happens to a secret: it is looked for everywhere.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::by_hand::shell;
use super::sign_in::until_done;
use crate::support::{Stage, example};

const MARKER: &str = "MARKER-7c1e~secret-that-must-not-stay";

/// All that a page could keep, as one text.
const EVERYTHING_KEPT: &str = "
    const done = arguments[arguments.length - 1];
    (async () => {
        const databases = await indexedDB.databases();
        const caches_ = await caches.keys();
        done(JSON.stringify([
            { ...localStorage }, { ...sessionStorage }, databases, caches_, document.cookie,
            location.href, history.state, history.length, document.title, window.name,
            performance.getEntries().map(entry => entry.name),
        ]));
    })();";

/// The token on show, in three parts.
async fn token_parts(stage: &Stage) -> Vec<String> {
    stage.press("Raw").await;
    let raw = stage.see("#token-panel .code").await.text().await.expect("text");
    let answer: Value = serde_json::from_str(&raw).expect("a token response");
    let token = answer["access_token"].as_str().expect("a token");
    stage.press("Claims").await;
    token.split('.').map(str::to_owned).skip(1).collect()
}

async fn kept(stage: &Stage) -> String {
    let answer = stage.driver.execute_async(EVERYTHING_KEPT, Vec::new()).await;
    answer.expect("the script runs").json().as_str().expect("text").to_owned()
}

#[tokio::test]
async fn no_secret_is_left_anywhere_after_runs_on_every_transport() {
    let stage = Stage::open().await;
    let values = example();
    let mut secrets = vec![MARKER.to_owned()];

    // In the page.
    stage.run_all().await;
    secrets.extend(token_parts(&stage).await);
    stage.press("Exchange token").await;
    secrets.extend(token_parts(&stage).await);
    stage.fill("client_secret", MARKER).await;
    stage.press("Run this step").await;
    stage.see(".refusal").await;

    // Through the proxy: a refusal for the marker, then tokens.
    stage.choose_destination("simulated (127.0.0.1").await;
    stage.fill_all(&values, &["tenant", "blueprint_id", "agent_identity_id"]).await;
    stage.fill("client_secret", MARKER).await;
    stage.press("Run this step").await;
    stage.see(".refusal").await;
    stage.fill("client_secret", &values["client_secret"]).await;
    stage.press("Run this step").await;
    stage.see(".chain-token[data-state=done]").await;
    secrets.extend(token_parts(&stage).await);
    stage.see(".chain-token:last-child .token").await.click().await.expect("step 2 opens");
    stage.fill("scope", &values["scope"]).await;
    stage.run_all().await;
    secrets.extend(token_parts(&stage).await);
    stage.press("Exchange token").await;
    stage.press_option("credential", "secret-basic").await;
    stage.fill("client_secret", MARKER).await;
    stage.press("Run this step").await;
    stage.see(".refusal").await;

    // By hand: both commands really run, the second with its secrets written out;
    // then the marker in a command, and in an answer.
    stage.choose_destination("Copy & paste, simulated").await;
    stage.press_option("credential", "secret").await;
    stage.fill("client_secret", &values["client_secret"]).await;
    stage.press("Run this step").await;
    stage.see("#answer").await;
    let command = stage.request_lines().await.join("\n");
    let answer = shell(&command, &[("CLIENT_SECRET", &values["client_secret"])]);
    stage.paste("#answer", &answer).await;
    stage.see(".chain-token[data-state=done]").await;
    secrets.extend(token_parts(&stage).await);
    stage.press("Resource token").await;
    stage.press("Run this step").await;
    stage.press("Show secrets").await;
    stage.see("#answer").await;
    let answer = shell(&stage.request_lines().await.join("\n"), &[]);
    stage.paste("#answer", &answer).await;
    stage.see(".chain-token:last-child[data-state=done]").await;
    secrets.extend(token_parts(&stage).await);
    stage.press("Exchange token").await;
    stage.fill("client_secret", MARKER).await;
    stage.press("Run this step").await;
    stage.see("#answer").await;
    let pasted = format!("eyJhbGciOiJub25lIn0.{}.{MARKER}", "eyJhdWQiOiJtYXJrZXIifQ");
    stage.paste("#answer", &pasted.replace('~', "-")).await;
    secrets.push(MARKER.replace('~', "-"));
    stage.see(".verdict").await;
    stage.press_fold().await;
    stage.paste("#field-extra", &format!("my_token={MARKER}")).await;

    assert!(stage.in_memories(MARKER).await[0] > 0, "the search finds what is there");
    let both = stage.in_memories("contoso.example").await;
    assert!(both.len() == 2 && both.iter().all(|count| *count > 0), "in both modules: {both:?}");
    let kept_by_page = kept(&stage).await;
    for secret in &secrets {
        assert!(!kept_by_page.contains(secret.as_str()), "{kept_by_page}");
    }

    stage.press("Clear all").await;
    stage.see(".empty").await;
    for secret in &secrets {
        let left = stage.in_memories(secret).await;
        assert_eq!(left, [0, 0], "wasm memories after Clear all: {secret}");
    }

    let host = stage.origin.trim_start_matches("http://").to_owned();
    let remains = stage.close_after_a_refused_request().await;
    let control = files_with(remains.profile.path(), host.as_bytes());
    assert!(!control.is_empty(), "the search finds what Chromium does keep: the page's host");
    for secret in &secrets {
        let patterns = [secret.as_bytes().to_vec(), wide(secret)];
        for pattern in &patterns {
            assert!(!contains(&remains.words, pattern), "a program or the console said a secret");
            assert_eq!(files_with(remains.profile.path(), pattern), Vec::<String>::new());
        }
    }
}

#[tokio::test]
async fn neither_code_nor_verifier_is_left_after_a_sign_in() {
    let stage = Stage::open().await;
    stage.choose_flow("Sign-in with a code").await;
    stage.press("Run all").await;
    until_done(&stage, 2).await;
    // Masked until the reader asks.
    let masked = stage.request_lines().await.join("\n");
    assert!(masked.contains("code_verifier=‹"), "{masked}");
    stage.press("Show secrets").await;
    let body = stage.request_lines().await;
    let value = |name: &str| {
        let found = body.iter().find_map(|line| {
            let line = line.trim_start_matches('&');
            line.strip_prefix(name)?.strip_prefix('=').map(str::to_owned)
        });
        found.unwrap_or_else(|| panic!("no {name} in {body:?}"))
    };
    let secrets = [value("code"), value("code_verifier")];
    assert!(secrets.iter().all(|secret| secret.len() >= 43), "{secrets:?}");
    assert!(stage.in_memories(&secrets[1]).await[0] > 0, "the search finds what is there");
    let kept_by_page = kept(&stage).await;
    for secret in &secrets {
        assert!(!kept_by_page.contains(secret.as_str()), "{kept_by_page}");
    }
    stage.press("Clear all").await;
    stage.see(".empty").await;
    for secret in &secrets {
        assert_eq!(stage.in_memories(secret).await, [0, 0], "after Clear all");
    }
    let remains = stage.close().await;
    for secret in &secrets {
        assert!(!contains(&remains.words, secret.as_bytes()), "a program or the console said it");
        for pattern in [secret.as_bytes().to_vec(), wide(secret)] {
            assert_eq!(files_with(remains.profile.path(), &pattern), Vec::<String>::new());
        }
    }
}

#[tokio::test]
async fn no_line_of_a_key_is_left_anywhere() {
    let stage = Stage::open().await;
    stage.press_option("credential", "certificate").await;
    let pem = super::certificate::pem();
    stage.paste("#field-client_assertion", &pem).await;
    stage.see("pre[aria-label='The assertion']").await;
    // Shown, exported and used, the key is a handle of the browser's.
    stage.press("Show secrets").await;
    stage.press("Whole flow").await;
    let document = stage.see("pre[aria-label='The document']").await.text().await.expect("text");
    stage.press("Run this step").await;
    stage.see(".refusal").await;
    let kept_by_page = kept(&stage).await;
    let shown = stage.text("body").await;
    let key = pem.split_once("-----BEGIN PRIVATE KEY-----").expect("a key").1;
    let lines: Vec<&str> = key.lines().filter(|line| line.len() == 64).collect();
    assert!(lines.len() > 20, "the key has lines to look for");
    for line in &lines {
        assert!(![&document, &kept_by_page, &shown].iter().any(|text| text.contains(line)));
        assert_eq!(stage.in_memories(line).await, [0, 0], "before anything is cleared");
    }
    let thumbprint = "The browser keeps the key of";
    assert!(shown.contains(thumbprint), "{shown}");
    stage.press("Clear all").await;
    stage.see(".empty").await;
    assert!(!stage.text("body").await.contains(thumbprint), "the key itself is let go");
    let remains = stage.close().await;
    for line in lines {
        assert!(!contains(&remains.words, line.as_bytes()), "a program or the console said it");
        for pattern in [line.as_bytes().to_vec(), wide(line)] {
            assert_eq!(files_with(remains.profile.path(), &pattern), Vec::<String>::new());
        }
    }
}

#[tokio::test]
async fn a_credential_in_the_address_is_gone_when_the_page_is_alive() {
    let stage = Stage::open().await;
    let landing = format!("{}/?code={MARKER}#access_token={MARKER}", stage.origin);
    stage.driver.goto(&landing).await.expect("the page loads");
    stage.see("html[data-ready]").await;
    let address = stage
        .ask("return location.href + document.title + JSON.stringify(history.state);", Vec::new())
        .await;
    assert!(!address.as_str().expect("text").contains("MARKER"), "{address}");
    stage.run_all().await;
    let remains = stage.close().await;
    assert!(!contains(&remains.words, b"MARKER"), "no program and no console said it");
}

#[tokio::test]
async fn who_comes_back_finds_the_page_as_it_opens() {
    let stage = Stage::open().await;
    stage.fill("client_secret", MARKER).await;
    stage.press("Run this step").await;
    stage.see(".refusal").await;
    stage.driver.goto("about:blank").await.expect("another page");
    stage.driver.back().await.expect("and back");
    stage.see("html[data-ready]").await;
    stage.see(".empty").await;
    let script = "return document.querySelector('#field-client_secret').value;";
    let held = stage.ask(script, Vec::new()).await;
    assert_eq!(held.as_str(), Some(example()["client_secret"].as_str()));
    stage.close().await;
}

/// UTF-16LE, in which Chromium writes much of what it keeps.
fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn contains(bytes: &[u8], pattern: &[u8]) -> bool {
    bytes.windows(pattern.len()).any(|window| window == pattern)
}

/// The files under a folder that hold a pattern.
fn files_with(folder: &Path, pattern: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            found.extend(files_with(&path, pattern));
        } else if fs::read(&path).is_ok_and(|bytes| contains(&bytes, pattern)) {
            found.push(path.display().to_string());
        }
    }
    found
}
