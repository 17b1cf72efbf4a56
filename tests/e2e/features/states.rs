//! The states that a pane can be in, and how a reader gets there.

use super::recordings;
use crate::support::Stage;
use crate::support::har::chromium;

/// Their names.
pub(super) const STATES: [&str; 27] = [
    "open",
    "missing",
    "answered",
    "header",
    "stale",
    "refused",
    "left",
    "by-hand",
    "bad-paste",
    "cleared",
    "destinations",
    "help",
    "palette",
    "palette-empty",
    "dialog",
    "chain-long",
    "sequence",
    "decoder",
    "decoded",
    "compared",
    "not-a-token",
    "megabyte",
    "errors",
    "error",
    "document",
    "notes",
    "recording",
];

/// Goes from the freshly loaded page to a state.
pub(super) async fn reach(stage: &Stage, state: &str) {
    match state {
        "open" => {}
        "missing" => {
            stage.fill("agent_identity_id", "").await;
            stage.fill("tenant", "a b").await;
            stage.press("Run this step").await;
            stage.see(".problem").await;
        }
        "answered" => stage.run_all().await,
        "header" => {
            stage.run_all().await;
            stage.press("Header").await;
        }
        "stale" => {
            stage.run_all().await;
            stage.fill("agent_identity_id", "0c77aaaa-52ce-4a38-9d64-e0a73c95b1f2").await;
            stage.see("[data-state=stale]").await;
        }
        "refused" => {
            stage.fill("client_secret", "wrong").await;
            stage.press("Run this step").await;
            stage.see(".refusal").await;
        }
        "left" => {
            stage.choose_destination("Microsoft Entra").await;
            stage.fill("tenant", "contoso.example").await;
        }
        "by-hand" | "bad-paste" => {
            stage.choose_destination("Copy & paste, simulated").await;
            let values = crate::support::example();
            let inputs = ["tenant", "blueprint_id", "agent_identity_id", "client_secret"];
            stage.fill_all(&values, &inputs).await;
            stage.press("Run this step").await;
            stage.see("#answer").await;
            if state == "bad-paste" {
                stage.paste("#answer", "nonsense").await;
                stage.see(".refusal").await;
            }
        }
        "cleared" => {
            stage.run_all().await;
            stage.press("Clear all").await;
        }
        "destinations" => {
            stage.see(".destination-button").await.click().await.expect("it opens");
        }
        "help" => {
            stage.see("[aria-controls=help]").await.click().await.expect("it opens");
        }
        "palette" | "palette-empty" => {
            stage.press("Find").await;
            let words = if state == "palette" { "token" } else { "zzz" };
            stage.see("#palette-text").await.send_keys(words).await.expect("typing");
        }
        "dialog" => {
            stage.choose_flow("Sign-in with a code").await;
            stage.press("Run this step").await;
            stage.see("dialog[open]").await;
        }
        "chain-long" => {
            stage.press("As its user account").await;
            stage.press("Run all").await;
            stage.see("[data-state=done]").await;
        }
        "sequence" => {
            stage.run_all().await;
            let choice = stage.see(".picture-tools label:last-child input").await;
            choice.click().await.expect("it can be chosen");
            stage.see(".sequence").await;
        }
        "decoder" => stage.press("Decode any token").await,
        "decoded" | "compared" => {
            stage.run_all().await;
            stage.press("Decode any token").await;
            stage.see(".tray-token").await.click().await.expect("it shows");
            stage.see(".verdict").await;
            if state == "compared" {
                let script = "
                    const select = document.querySelector('#decoder-against');
                    select.selectedIndex = 1;
                    select.dispatchEvent(new Event('change', { bubbles: true }));";
                stage.ask(script, Vec::new()).await;
                stage.see(".differences").await;
            }
        }
        "not-a-token" => {
            stage.press("Decode any token").await;
            stage.paste("#decoder-text", "a shopping list").await;
            stage.see(".notice").await;
        }
        "megabyte" => {
            stage.press("Decode any token").await;
            stage.paste("#decoder-text", &"x".repeat(1 << 20)).await;
            stage.see(".notice").await;
        }
        "errors" => stage.press("Error gallery").await,
        "error" => {
            stage.press("Error gallery").await;
            stage.paste("#errors-text", "AADSTS65001: not consented").await;
            stage.see(".refusal").await;
        }
        "document" => {
            stage.press("Whole flow").await;
            stage.press("Python, MSAL").await;
            stage.see("#request-panel pre").await;
        }
        "notes" => {
            stage.press("What goes wrong, and where to read more").await;
            stage.see(".notes-line").await;
        }
        "recording" => {
            let har = chromium(&recordings::Run::new().recorded());
            recordings::drop_file(stage, "portal.har", &har).await;
            stage.see(".recorded summary").await.click().await.expect("it opens");
        }
        other => panic!("nobody knows the way to {other}"),
    }
}
