//! Flows that begin with a token of another flow: one is taken over, or the
//! simulated tenant gives one.

use super::by_hand::shell;
use super::sign_in::until_done;
use crate::support::Stage;

#[tokio::test]
async fn on_behalf_of_and_refresh_run_from_nothing() {
    let stage = Stage::open().await;
    for flow in ["API for its caller", "Refresh"] {
        stage.choose_flow(flow).await;
        stage.run_all().await;
        let verdict = stage.verdict().await;
        assert!(verdict.contains("Ada Admin") && verdict.contains("Microsoft Graph"), "{verdict}");
    }
    stage.close().await;
}

#[tokio::test]
async fn a_refresh_token_of_a_sign_in_is_taken_over_by_a_click() {
    let stage = Stage::open().await;
    stage.choose_flow("Sign-in with a code").await;
    stage.press("Run all").await;
    until_done(&stage, 2).await;
    stage.choose_flow("Refresh").await;
    stage.press("Use that of Sign-in with a code").await;
    stage.run_all().await;
    stage.close().await;
}

#[tokio::test]
async fn every_api_is_called_with_a_token_of_the_simulated_tenant() {
    let stage = Stage::open().await;
    stage.choose_flow("Call an API").await;
    stage.press("Get one in the simulated tenant").await;
    stage.read("characters").await;
    for (step, words) in
        [(0, "Ada Admin"), (1, "Ben Member"), (2, "Contoso billing"), (3, "Contoso billing")]
    {
        stage.run_step(step).await;
        stage.read(words).await;
    }

    // Further tokens travel beside the first.
    stage.press("Get one in the simulated tenant").await;
    stage.read("x-ms-authorization-auxiliary: Bearer").await;
    stage.run_step(3).await;
    stage.fill("auxiliary_tokens", "eyJhbGciOiJub25lIn0.e30.").await;
    stage.press("Run this step").await;
    let refusal = stage.see(".refusal").await.text().await.expect("text");
    assert!(refusal.contains("InvalidAuxiliaryTokens"), "{refusal}");
    stage.close().await;
}

#[tokio::test]
async fn an_api_tells_check_by_check_whom_it_takes_the_caller_for() {
    let stage = Stage::open().await;
    stage.run_all().await;
    stage.choose_flow("Call an API").await;
    stage.choose_step(4).await;
    // A token for Graph is for somebody else.
    stage.press("Use that of On its own").await;
    stage.press("Run this step").await;
    let refusal = stage.see(".refusal").await.text().await.expect("text");
    assert!(refusal.contains("The check of iss failed"), "{refusal}");

    // An agent with a token for this very API.
    stage.choose_flow("On its own").await;
    stage.choose_step(1).await;
    stage.fill("scope", "api://6d3af815-c29b-4076-9be8-3f5407c1da2e/.default").await;
    stage.run_all().await;
    stage.choose_flow("Call an API").await;
    stage.choose_step(4).await;
    stage.press("Use that of On its own").await;
    stage.run_step(4).await;
    stage.read("\"agent identity\"").await;
    stage.close().await;
}

#[tokio::test]
async fn a_step_up_is_asked_for_and_satisfied_by_another_sign_in() {
    let stage = Stage::open().await;
    stage.choose_flow("Call an API").await;
    stage.choose_step(4).await;
    stage.choose_option("echo_path", "payments").await;
    stage.press("Run this step").await;
    let refusal = stage.see(".refusal").await.text().await.expect("text");
    assert!(refusal.contains("insufficient_claims"), "{refusal}");
    stage.press("Put the claims in").await;

    stage.choose_flow("Sign-in with a code").await;
    stage.fill("scope", "api://6d3af815-c29b-4076-9be8-3f5407c1da2e/Invoices.Read").await;
    let lines = stage.request_lines().await;
    assert!(lines.iter().any(|line| line.contains("claims=") && line.contains("c1")), "{lines:?}");
    stage.press("Run all").await;
    until_done(&stage, 2).await;
    stage.choose_flow("Call an API").await;
    stage.choose_step(4).await;
    stage.press("Use that of Sign-in with a code").await;
    stage.run_step(4).await;
    stage.read("\"step up\"").await;
    stage.close().await;
}

#[tokio::test]
async fn an_api_of_the_simulated_tenant_gets_no_real_token() {
    let stage = Stage::open().await;
    stage.choose_destination("Microsoft Entra").await;
    stage.choose_flow("Call an API").await;
    stage.choose_step(4).await;
    stage.fill("access_token", "eyJhbGciOiJub25lIn0.e30.").await;
    stage.press("Run this step").await;
    stage.read("Only the simulated tenant has this API.").await;
    stage.close().await;
}

#[tokio::test]
async fn the_token_of_a_managed_identity_proves_the_blueprint() {
    let stage = Stage::open().await;
    stage.choose_flow("Managed identity").await;
    stage.run_step(0).await;
    stage.choose_flow("On its own").await;
    stage.press_option("credential", "federated").await;
    stage.press("Use that of Managed identity").await;
    stage.run_all().await;
    stage.close().await;
}

#[tokio::test]
async fn the_command_for_a_machine_runs_there_and_its_answer_pastes_back() {
    let stage = Stage::open().await;
    stage.choose_destination("simulated (127.0.0.1").await;
    let entra = stage.host_in_title().await;
    stage.choose_flow("Managed identity").await;
    stage.press("Run this step").await;
    stage.see("#answer").await;
    // The pane breaks a query for the eye, where the clipboard does not.
    let command = stage.request_lines().await.join("\n").replace("\n?", "?").replace("\n&", "&");
    // On a machine in Azure this address answers; here it is a path of the simulation.
    let there = command.replace("169.254.169.254", &format!("{entra}/169.254.169.254"));
    assert!(there != command && there.starts_with("curl"), "{there}");
    stage.paste("#answer", &shell(&there, &[])).await;
    let verdict = stage.verdict().await;
    assert!(verdict.contains("in place of a client secret"), "{verdict}");
    stage.close().await;
}
