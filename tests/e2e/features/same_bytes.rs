//! The bytes shown are the bytes sent, on every way.

use thirtyfour::prelude::*;

use super::by_hand::shell;
use crate::support::{Recorder, Stage};

/// What a password generator and a shell's worst enemy would agree on.
const SECRET: &str = r#"a~b+c/d=e&f%g h'i"j$(k)`l`\m!ä€"#;

#[tokio::test]
async fn pane_command_script_and_wire_have_the_same_bytes() {
    let recorder = Recorder::start();
    let route = format!("recorder=http://{}", recorder.address);
    let stage = Stage::open_with(&[route]).await;
    stage.choose_destination("recorder (127.0.0.1").await;
    for (input, text) in [
        ("tenant", "contoso.example"),
        ("blueprint_id", "8b1d6f07-52ce-4a38-9d64-e0a73c95b1f2"),
        ("agent_identity_id", "a65c2e19-f473-4c80-b05d-1e98d72f3ab6"),
        ("client_secret", SECRET),
    ] {
        stage.fill(input, text).await;
    }

    stage.press("Run this step").await;
    stage.see(".refusal").await;
    let (head, sent) = recorder.next();
    let lower = head.to_ascii_lowercase();
    assert!(head.starts_with("POST /contoso.example/oauth2/v2.0/token HTTP/1.1\r\n"), "{head}");
    assert!(lower.contains("content-type: application/x-www-form-urlencoded"), "{head}");
    assert!(!lower.contains("origin:") && !lower.contains("cookie:"), "{head}");
    let sent = String::from_utf8(sent).expect("a form is text");

    stage.press("Show secrets").await;
    let lines = stage.request_lines().await;
    let body = lines.iter().position(String::is_empty).expect("an empty line before the body");
    assert_eq!(lines[body + 1..].concat(), sent, "the HTTP pane");

    choose_format(&stage, "curl").await;
    shell(&stage.request_lines().await.join("\n"), &[]);
    assert_eq!(recorder.next().1, sent.as_bytes(), "curl with the secret in it");

    choose_format(&stage, "PowerShell").await;
    assert_eq!(powershell_body(&stage.request_lines().await), sent, "the PowerShell text");

    // With the secret as a variable curl encodes it: other bytes, same pairs.
    stage.press("Show secrets").await;
    choose_format(&stage, "curl").await;
    let command = stage.request_lines().await.join("\n");
    assert!(!command.contains("a%7Eb"), "{command}");
    shell(&command, &[("CLIENT_SECRET", SECRET)]);
    let by_variable = String::from_utf8(recorder.next().1).expect("text");
    let pairs = |body: &str| {
        let pairs = protocol::form::decode(body);
        pairs.into_iter().map(|(n, v)| (n, v.expose().to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(pairs(&by_variable), pairs(&sent));
    stage.close_after_a_refused_request().await;
}

async fn choose_format(stage: &Stage, words: &str) {
    let path = format!("//button[@role='tab'][contains(., {words:?})]");
    let tab = stage.driver.find(By::XPath(path)).await.expect("a tab");
    tab.click().await.expect("it can be chosen");
    stage.see(&format!("#request-panel [aria-label='Request as {words}']")).await;
}

/// What `$body` is: the quoted strings of the array, joined by `-join '&'`.
fn powershell_body(lines: &[String]) -> String {
    let start = lines.iter().position(|line| line == "$body = @(").expect("the array begins");
    let end = lines.iter().position(|line| line == ") -join '&'").expect("the array ends");
    let strings = lines[start + 1..end].iter().map(|line| {
        let quoted = line.trim().strip_prefix('\'').and_then(|line| line.strip_suffix('\''));
        quoted.expect("one quoted string a line").replace("''", "'")
    });
    strings.collect::<Vec<_>>().join("&")
}
