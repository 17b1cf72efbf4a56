//! A person signs in: in dialogs of the simulated tenant, in a window of a real
//! authority that cuts every tie to the page.

use protocol::flows::{FLOWS, FlowId};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use super::by_hand::shell;
use crate::support::{Stage, example};

/// The flows that run from the example values alone, to their last token.
const FROM_EXAMPLES: [&str; 10] = [
    "agent-autonomous",
    "agent-on-behalf-of",
    "agent-user",
    "authorization-code",
    "client-credentials",
    "device-code",
    "admin-consent",
    "user-consent",
    "discovery",
    "sign-out",
];

/// Does what the dialogs ask, until so many steps of the flow are done.
pub(super) async fn until_done(stage: &Stage, steps: usize) {
    // What a person would click next, if anything.
    let click_next = "
        const dialog = document.querySelector('dialog');
        const done = document.querySelectorAll('.chain-token[data-state=done]').length;
        if (dialog?.open) {
            (dialog.querySelector('.person') ?? dialog.querySelector('.button-primary'))?.click();
        } else {
            [...document.querySelectorAll('.pane-answer button')]
                .find(button => button.textContent === 'Open the device page')?.click();
        }
        return [done, document.querySelector('.refusal')?.textContent ?? ''];";
    for _ in 0..600 {
        let told = stage.ask(click_next, Vec::new()).await;
        let refused = told[1].as_str().unwrap_or_default();
        assert!(refused.is_empty() || refused.contains("window was blocked"), "{told}");
        if told[0].as_u64() == Some(steps as u64) {
            return;
        }
        stage.breathe().await;
    }
    panic!("the flow does not end; the page shows:\n{}", stage.text("body").await);
}

#[tokio::test]
async fn every_flow_runs_from_the_examples_to_its_end_by_run_all() {
    let stage = Stage::open().await;
    for id in FROM_EXAMPLES {
        let flow = FlowId::parse(id).expect("a flow of the registry");
        stage.choose_flow(flow.title).await;
        stage.press("Run all").await;
        until_done(&stage, flow.steps.iter().filter(|step| step.run_all).count()).await;
    }
    stage.close().await;
}

#[tokio::test]
async fn every_flow_runs_step_by_step_as_well() {
    let stage = Stage::open().await;
    for id in FROM_EXAMPLES {
        let flow = FlowId::parse(id).expect("a flow of the registry");
        stage.choose_flow(flow.title).await;
        for (at, _) in flow.steps.iter().enumerate().filter(|(_, step)| step.run_all) {
            stage.choose_step(at).await;
            stage.press("Run this step").await;
            until_done(&stage, at + 1).await;
        }
    }
    stage.close().await;
}

#[tokio::test]
async fn every_flow_of_the_registry_opens_and_shows_its_first_request() {
    let stage = Stage::open().await;
    for flow in FLOWS {
        stage.choose_flow(flow.title).await;
        assert!(!stage.request_lines().await.is_empty(), "{}", flow.title);
    }
    stage.close().await;
}

#[tokio::test]
async fn a_dialog_takes_the_focus_and_gives_it_back() {
    let stage = Stage::open().await;
    stage.choose_flow("Sign-in with a code").await;
    stage.press("Run this step").await;
    stage.see("dialog[open]").await;
    let inside = "return document.querySelector('dialog').contains(document.activeElement);";
    assert_eq!(stage.ask(inside, Vec::new()).await, json!(true));
    stage.driver.active_element().await.expect("it").send_keys(Key::Escape).await.expect("keys");
    // Escape cancels the sign-in, and Entra says so to the app.
    let refusal = stage.see(".refusal").await.text().await.expect("text");
    assert!(refusal.contains("access_denied"), "{refusal}");
    let focused = "return document.activeElement.textContent;";
    let focused = stage.ask(focused, Vec::new()).await;
    assert!(focused.as_str().is_some_and(|text| text.contains("Run this step")), "{focused}");
    stage.close().await;
}

#[tokio::test]
async fn a_consent_that_is_denied_is_refused_and_repaired_by_signing_in_again() {
    let stage = Stage::open().await;
    stage.choose_flow("Sign-in with a code").await;
    stage.press_fold().await;
    stage.choose_option("prompt", "consent").await;
    stage.press("Run all").await;
    stage.see("dialog .person").await.click().await.expect("somebody is chosen");
    stage.see("dialog .permissions").await;
    stage.press("Deny").await;
    let refusal = stage.see(".refusal").await.text().await.expect("text");
    assert!(refusal.contains("AADSTS65004"), "{refusal}");
    stage.press("Run all").await;
    until_done(&stage, 2).await;
    stage.close().await;
}

/// The authorization code flow at the simulated Entra behind its socket.
async fn at_the_socket() -> Stage {
    let stage = Stage::open().await;
    stage.choose_flow("Sign-in with a code").await;
    stage.choose_destination("simulated (127.0.0.1").await;
    let values = example();
    stage.fill("tenant", &values["tenant"]).await;
    stage.fill("client_id", &values["client_id"]).await;
    stage.fill("scope", "openid https://graph.microsoft.com/User.Read").await;
    stage
}

/// Signs in and consents, in the window that is open.
async fn sign_in_there(stage: &Stage) -> WindowHandle {
    let page = stage.driver.window().await.expect("the page's window");
    let window = stage.other_window(&page).await;
    stage.driver.switch_to_window(window.clone()).await.expect("the window");
    stage.see("button[name=person]").await.click().await.expect("somebody is chosen");
    stage.see("button[value=accept]").await.click().await.expect("consent");
    page
}

#[tokio::test]
async fn a_window_that_cuts_every_tie_signs_in_and_closes_itself() {
    let stage = at_the_socket().await;
    stage.press("Run all").await;
    let page = sign_in_there(&stage).await;
    stage.driver.switch_to_window(page).await.expect("back");
    until_done(&stage, 2).await;
    assert_eq!(stage.driver.windows().await.expect("windows").len(), 1, "it has closed itself");
    let verdict = stage.verdict().await;
    assert!(verdict.contains("Microsoft Graph"), "{verdict}");
    stage.close().await;
}

#[tokio::test]
async fn a_sign_in_that_is_cancelled_there_is_a_refusal_here() {
    let stage = at_the_socket().await;
    stage.press("Run all").await;
    let page = stage.driver.window().await.expect("the page's window");
    let window = stage.other_window(&page).await;
    stage.driver.switch_to_window(window).await.expect("the window");
    stage.see("button[value=cancel]").await.click().await.expect("it cancels");
    stage.driver.switch_to_window(page).await.expect("back");
    let refusal = stage.see(".refusal").await.text().await.expect("text");
    assert!(refusal.contains("access_denied"), "{refusal}");
    stage.close().await;
}

#[tokio::test]
async fn a_blocked_window_is_explained_and_its_link_signs_in() {
    let stage = at_the_socket().await;
    stage.ask("window.open = () => null;", Vec::new()).await;
    stage.press("Run all").await;
    let blocked = stage.see(".refusal").await.text().await.expect("text");
    assert!(blocked.contains("blocked"), "{blocked}");
    stage.see(".refusal a").await.click().await.expect("the link opens");
    let page = sign_in_there(&stage).await;
    stage.driver.switch_to_window(page).await.expect("back");
    until_done(&stage, 2).await;
    stage.close().await;
}

#[tokio::test]
async fn an_answer_that_is_sent_again_changes_nothing() {
    let stage = at_the_socket().await;
    let listen = "
        window.__heard = [];
        const native = BroadcastChannel;
        window.BroadcastChannel = function (name) {
            const copy = new native(name);
            copy.onmessage = event => window.__heard.push([name, event.data]);
            window.__copy = copy;
            return new native(name);
        };";
    stage.ask(listen, Vec::new()).await;
    stage.press("Run all").await;
    let page = sign_in_there(&stage).await;
    stage.driver.switch_to_window(page).await.expect("back");
    until_done(&stage, 2).await;
    let before = stage.text("main").await;
    let again = "
        const [name, message] = window.__heard[0];
        new BroadcastChannel(name).postMessage(message);
        return name.startsWith('sign-in-') && message.v === 1 && message.query.includes('code=');";
    assert_eq!(stage.ask(again, Vec::new()).await, json!(true));
    stage.breathe().await;
    let same = |text: &str| text.lines().filter(|line| !line.contains("min left")).count();
    assert_eq!(same(&stage.text("main").await), same(&before));
    stage.close().await;
}

/// Signs in at a link as the first person, with their consent: the address on
/// which a browser would land.
fn landed(link: &str) -> String {
    let ask = |answers: &str| {
        let command = format!("curl -s -H 'Accept: application/json' {answers} \"$LINK\"");
        let answer = shell(&command, &[("LINK", link)]);
        serde_json::from_str::<Value>(&answer).expect("a page as data")
    };
    let people = ask("");
    let person = people["people"][0]["id"].as_str().expect("somebody");
    let end = ask(&format!("-d person={person} -d answer=accept"));
    end["location"].as_str().expect("an address").to_owned()
}

#[tokio::test]
async fn a_native_app_opens_a_link_and_pastes_the_address() {
    let stage = at_the_socket().await;
    stage.choose_option("platform", "native").await;
    stage.fill("redirect_uri", "http://localhost").await;
    stage.press("Run all").await;
    let link = stage.see(".pane-answer a.button-primary").await;
    let link = link.attr("href").await.expect("an attribute").expect("an address");
    let landed = landed(&link);
    assert!(landed.starts_with("http://localhost"), "{landed}");
    stage.paste("#answer", &landed).await;
    until_done(&stage, 2).await;
    stage.close().await;
}
