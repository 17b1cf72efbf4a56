//! An administrator makes a blueprint, an agent and its user account, and gets a
//! token as that user.

use crate::support::{Stage, example};

/// The set-up steps by their place in the flow, without those that a secret makes
/// needless: certificate, federated credential, and what comes after permissions.
const NEEDED: [usize; 10] = [0, 1, 2, 5, 6, 7, 8, 10, 11, 12];

/// The name of the agent user: typed, so it has to be forgotten.
const NAME: &str = "Marker of the agents";

/// What stands in the field of an input.
async fn value(stage: &Stage, input: &str) -> String {
    let script = "return document.querySelector(`#field-${arguments[0]}`).value;";
    let value = stage.ask(script, vec![input.into()]).await;
    value.as_str().expect("a field").to_owned()
}

#[tokio::test]
async fn objects_made_from_nothing_get_the_token_of_an_agent_user() {
    let stage = Stage::open().await;
    stage.choose_flow("Set-up").await;
    for step in NEEDED {
        if step == 8 {
            stage.choose_step(step).await;
            stage.fill("display_name", NAME).await;
        }
        stage.run_step(step).await;
        if step == 0 {
            stage.read("Now in the form of every flow: Blueprint").await;
            stage.press("Next: Blueprint principal").await;
            stage.read("2 of 16").await;
        }
    }
    stage.choose_flow("As its user account").await;
    let examples = example();
    for input in ["blueprint_id", "agent_identity_id", "client_secret"] {
        let made = value(&stage, input).await;
        assert!(!made.is_empty() && made != examples[input], "{input} is the one that was made");
    }
    stage.run_all().await;
    let verdict = stage.verdict().await;
    for name in [NAME, "My agent", "My blueprint", "Microsoft Graph"] {
        assert!(verdict.contains(name), "{name} is not in: {verdict}");
    }
    let claims = stage.text("#token-panel").await;
    assert!(claims.contains("Mail.Read"), "the permission of the last step: {claims}");

    stage.choose_flow("Call an API").await;
    stage.press("Use that of As its user account").await;
    stage.run_step(0).await;
    stage.read("my-agent@contoso.example").await;

    // Names that were typed are forgotten as well.
    stage.press("Clear all").await;
    stage.choose_flow("As its user account").await;
    assert_eq!(value(&stage, "blueprint_id").await, examples["blueprint_id"]);
    assert_eq!(stage.in_memories(NAME).await, [0, 0]);
    stage.close().await;
}

#[tokio::test]
async fn a_set_up_step_without_its_permission_is_refused_and_repaired() {
    let stage = Stage::open().await;
    stage.run_all().await;
    stage.choose_flow("Set-up").await;
    // The agent's own token may not make blueprints.
    stage.press("Use that of On its own").await;
    stage.press("Run this step").await;
    let refusal = stage.see(".refusal").await.text().await.expect("text");
    assert!(refusal.contains("Authorization_RequestDenied"), "{refusal}");
    stage.fill("access_token", "").await;
    stage.run_step(0).await;
    stage.close().await;
}
