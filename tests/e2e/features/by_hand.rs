//! A reader without a proxy copies commands and pastes answers.

use std::process::Command;

use crate::support::{Stage, example};

/// Runs a command in a real shell, with secrets in the environment.
pub(super) fn shell(command: &str, environment: &[(&str, &str)]) -> String {
    let mut bash = Command::new("bash");
    bash.args(["-c", command]).envs(environment.iter().copied());
    let output = bash.output().expect("bash runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

#[tokio::test]
async fn the_curl_commands_run_in_a_shell_and_their_answers_paste_back() {
    let stage = Stage::open().await;
    stage.choose_destination("Copy & paste, simulated").await;
    let values = example();
    stage
        .fill_all(&values, &["tenant", "blueprint_id", "agent_identity_id", "client_secret"])
        .await;
    stage.press("Run all").await;

    // The page goes to curl by itself: the wire form cannot be run.
    stage.see("#answer").await;
    let command = stage.request_lines().await.join("\n");
    assert!(!command.contains(&values["client_secret"]), "the secret is a variable: {command}");
    let answer = shell(&command, &[("CLIENT_SECRET", &values["client_secret"])]);
    stage.paste("#answer", &answer).await;
    stage.see(".chain-token[data-state=done]").await;

    // Run all went on to step 2, which lacks its scope.
    stage.fill("scope", &values["scope"]).await;
    stage.press("Run this step").await;
    stage.press("Show secrets").await;
    stage.see("#answer").await;
    let answer = shell(&stage.request_lines().await.join("\n"), &[]);
    stage.paste("#answer", &answer).await;
    let verdict = stage.verdict().await;
    assert!(verdict.contains("agent identity token"), "{verdict}");
    stage.close().await;
}

#[tokio::test]
async fn a_bad_paste_gets_a_sentence_and_a_good_one_repairs_it() {
    let stage = Stage::open().await;
    stage.choose_destination("Copy & paste").await;
    stage
        .fill_all(&example(), &["tenant", "blueprint_id", "agent_identity_id", "client_secret"])
        .await;
    stage.press("Run this step").await;
    for (text, words) in [
        ("no token here", "neither a JSON answer nor a token"),
        ("<html>Bad gateway</html>", "not JSON"),
        ("{}", "neither an access_token nor an error"),
        (&"x".repeat(1 << 20), "neither a JSON answer nor a token"),
        (&"x".repeat((1 << 20) + 1), "larger than 1 MiB"),
    ] {
        stage.paste("#answer", text).await;
        let shown = stage.see(".refusal").await.text().await.expect("text");
        assert!(shown.contains(words), "{shown}");
    }
    let error = r#"{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided.","error_codes":[7000215]}"#;
    stage.paste("#answer", error).await;
    let shown = stage.see(".refusal-code").await.text().await.expect("text");
    assert!(shown.contains("AADSTS7000215"), "{shown}");
    stage.close().await;
}
