//! An engineer runs the flow of an autonomous agent.

use thirtyfour::prelude::*;

use crate::support::{Stage, example};

/// Every verdict about the last token names the agent, its blueprint, and the
/// API.
fn names_everyone(verdict: &str, agent: &str, blueprint: &str) {
    for name in [agent, blueprint, "Microsoft Graph"] {
        assert!(verdict.contains(name), "{name} is not in: {verdict}");
    }
}

#[tokio::test]
async fn one_click_on_run_all_gives_a_resource_token_in_the_simulated_tenant() {
    let stage = Stage::open().await;
    stage.run_all().await;
    names_everyone(&stage.verdict().await, "Billing agent", "Invoice blueprint");
    let claims = stage.text("#token-panel").await;
    assert!(claims.contains("User.Read.All"), "{claims}");
    assert!(stage.text(".pane-answer").await.contains("simulated"));

    stage.see(".chain-token .token").await.click().await.expect("the first token opens");
    let verdict = stage.verdict().await;
    assert!(verdict.contains("blueprint exchange token"), "{verdict}");
    assert!(verdict.contains("Billing agent"), "{verdict}");
    stage.close().await;
}

#[tokio::test]
async fn through_the_proxy_the_simulated_entra_answers_over_real_sockets() {
    let stage = Stage::open().await;
    stage.choose_destination("simulated (127.0.0.1").await;
    let notice = stage.text(".flow-head .notice").await;
    assert!(notice.contains("cleared") && notice.contains("127.0.0.1"), "{notice}");
    let values = example();
    stage
        .fill_all(&values, &["tenant", "blueprint_id", "agent_identity_id", "client_secret"])
        .await;
    stage.press("Run this step").await;
    stage.see(".chain-token[data-state=done]").await;
    stage.see(".chain-token:last-child .token").await.click().await.expect("step 2 opens");
    stage.fill("scope", &values["scope"]).await;
    stage.run_all().await;
    // A real tenant's names are not known: the verdict has the ids.
    let verdict = stage.verdict().await;
    names_everyone(&verdict, "Billing agent", &values["blueprint_id"][..8]);
    stage.close().await;
}

#[tokio::test]
async fn basic_credentials_reach_entra_through_the_proxy() {
    let stage = Stage::open().await;
    stage.choose_destination("simulated (127.0.0.1").await;
    stage
        .fill_all(&example(), &["tenant", "blueprint_id", "agent_identity_id", "client_secret"])
        .await;
    stage.press_option("credential", "secret-basic").await;
    stage.press("Run this step").await;
    stage.see(".chain-token[data-state=done]").await;
    stage.close().await;
}

#[tokio::test]
async fn a_refusal_is_explained_and_repaired_by_editing_one_field() {
    let stage = Stage::open().await;
    let secret = example()["client_secret"].clone();
    stage.fill("client_secret", "wrong").await;
    stage.press("Run all").await;
    let refusal = stage.see(".refusal").await.text().await.expect("text");
    assert!(refusal.contains("AADSTS7000215"), "{refusal}");
    assert!(refusal.contains("Client secret"), "the field to change is named: {refusal}");
    stage.fill("client_secret", &secret).await;
    stage.run_all().await;
    stage.close().await;
}

#[tokio::test]
async fn an_exchange_token_of_another_agent_is_found_before_sending_and_refused_after() {
    let stage = Stage::open().await;
    stage.run_all().await;
    stage.fill("agent_identity_id", "0c77f1d2-1111-4222-8333-444455556666").await;
    let findings = stage.see(".findings").await.text().await.expect("text");
    assert!(findings.contains("made for the agent identity"), "{findings}");
    stage.press("Run this step").await;
    stage.see(".refusal").await;
    stage.press("Use a65c2e19").await;
    stage.press("Run this step").await;
    stage.see(".verdict").await;
    stage.close().await;
}

#[tokio::test]
async fn the_keyboard_runs_a_step_and_all_of_them() {
    let stage = Stage::open().await;
    let body = stage.see("body").await;
    body.send_keys(Key::Control + Key::Enter).await.expect("keys");
    stage.see(".chain-token[data-state=done]").await;
    body.send_keys("2").await.expect("keys");
    stage.see(".chain-token:last-child [aria-current=step]").await;
    body.send_keys(Key::Control + Key::Shift + Key::Enter).await.expect("keys");
    stage.see(".chain-token:last-child[data-state=done]").await;
    stage.close().await;
}

#[tokio::test]
async fn typing_moves_neither_the_caret_nor_the_focus() {
    let stage = Stage::open().await;
    let field = stage.see("#field-tenant").await;
    let caret = "arguments[0].focus(); arguments[0].setSelectionRange(2, 2);";
    stage.ask(caret, vec![field.to_json().expect("a reference")]).await;
    field.send_keys("xy").await.expect("typing");
    let (value, at) = (
        stage.ask("return document.activeElement.value;", Vec::new()).await,
        stage.ask("return document.activeElement.selectionStart;", Vec::new()).await,
    );
    let expected = {
        let tenant = &example()["tenant"];
        format!("{}xy{}", &tenant[..2], &tenant[2..])
    };
    assert_eq!((value.as_str(), at.as_u64()), (Some(expected.as_str()), Some(4)));
    assert!(stage.request_lines().await[0].contains(&expected), "the request follows the typing");
    stage.close().await;
}

#[tokio::test]
async fn a_problem_that_comes_and_goes_takes_no_focus_away() {
    let stage = Stage::open().await;
    // A slash is a problem at once; the digits would be shortcuts outside of a field.
    stage.fill("tenant", "12/34").await;
    let problem = stage.see("#field-tenant-problem").await;
    problem.wait_until().displayed().await.expect("a problem");
    let held = "return [document.activeElement.id, document.activeElement.value];";
    let held = stage.ask(held, Vec::new()).await;
    assert_eq!(held, serde_json::json!(["field-tenant", "12/34"]));
    stage.close().await;
}

#[tokio::test]
async fn the_page_has_no_sideways_scrolling_on_a_phone() {
    let stage = Stage::open().await;
    for width in [375, 320] {
        let metrics = serde_json::json!({
            "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": true
        });
        let sized =
            stage.driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", metrics).await;
        sized.expect("the window takes its size");
        stage.load().await;
        stage.run_all().await;
        let overflow = stage
            .ask("return document.documentElement.scrollWidth - innerWidth;", Vec::new())
            .await;
        assert!(overflow.as_i64().expect("a number") <= 0, "{overflow} px too wide at {width}");
    }
    stage.close().await;
}
