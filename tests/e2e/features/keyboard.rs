//! Somebody without a mouse: everything can be reached, and the focus is never
//! lost.

use thirtyfour::prelude::*;

use crate::support::Stage;

/// What the element with the focus is: its tag, its id and its words.
async fn focused(stage: &Stage) -> String {
    let script = "
        const held = document.activeElement;
        return [held.tagName, held.id, held.getAttribute('aria-label') ?? held.textContent]
            .join(' ').replace(/\\s+/g, ' ').slice(0, 80);";
    let held = stage.ask(script, Vec::new()).await;
    held.as_str().expect("a text").to_owned()
}

/// That something has the focus, once the page has done what a key asked for.
async fn kept(stage: &Stage) {
    stage.breathe().await;
    let held = focused(stage).await;
    assert!(!held.starts_with("BODY"), "nothing has the focus any more");
}

/// Presses keys one after the other.
async fn typed(stage: &Stage, keys: impl Into<TypingData>) {
    let chain = stage.driver.action_chain().send_keys(keys);
    chain.perform().await.expect("keys are pressed");
}

/// Presses keys while others are held.
async fn chord(stage: &Stage, held: &[Key], keys: impl Into<TypingData>) {
    let mut chain = stage.driver.action_chain();
    for key in held {
        chain = chain.key_down(key.clone());
    }
    chain = chain.send_keys(keys);
    for key in held {
        chain = chain.key_up(key.clone());
    }
    chain.perform().await.expect("keys are pressed");
}

/// Presses a key, and looks that the focus is somewhere.
async fn press(stage: &Stage, key: impl Into<TypingData>) {
    typed(stage, key).await;
    kept(stage).await;
}

/// Goes through the page with Tab until something with these words has the focus.
async fn tab_to(stage: &Stage, words: &str) {
    let mut passed = Vec::new();
    for _ in 0..90 {
        typed(stage, Key::Tab + "").await;
        let held = focused(stage).await;
        if held.contains(words) {
            return;
        }
        passed.push(held);
    }
    panic!("Tab does not come to {words}, only to {passed:#?}");
}

/// Goes to what the palette finds first.
async fn find(stage: &Stage, words: &str) {
    chord(stage, &[Key::Control], "k").await;
    stage.see("#palette-text:focus").await;
    typed(stage, words).await;
    press(stage, Key::Enter + "").await;
}

#[tokio::test]
async fn the_flow_of_an_agent_user_is_run_and_read_by_keyboard_alone() {
    let stage = Stage::open().await;
    // The first thing to reach skips the rail.
    typed(&stage, Key::Tab + "").await;
    assert!(focused(&stage).await.contains("Skip to the flow"));
    find(&stage, "flow as its user").await;
    assert_eq!(stage.text("h1").await, "Agent with its own user account");

    tab_to(&stage, "Run all").await;
    press(&stage, Key::Enter + "").await;
    stage.see(".chain-token:last-child[data-state=done]").await;
    assert!(focused(&stage).await.contains("Run all"), "a run takes no focus");
    let verdict = stage.verdict().await;
    for name in ["Billing agent", "Invoice blueprint", "Billing agent user", "Microsoft Graph"] {
        assert!(verdict.contains(name), "{name} is not in: {verdict}");
    }
    // Whoever does not see the page hears how it ended.
    let heard = stage.text("#announcements").await;
    assert!(!heard.is_empty(), "nothing was said");

    tab_to(&stage, "token-tab-0").await;
    for (key, tab) in [(Key::Right, "Header"), (Key::Right, "Raw"), (Key::End, "Findings")] {
        press(&stage, key + "").await;
        assert!(focused(&stage).await.contains(tab), "{tab}");
    }
    press(&stage, Key::Home + "").await;
    press(&stage, "1").await;
    let verdict = stage.verdict().await;
    assert!(verdict.contains("blueprint exchange token"), "{verdict}");
    press(&stage, "3").await;
    press(&stage, "/").await;
    typed(&stage, "xms_par_app_azp").await;
    let claims = stage.text("#token-panel").await;
    assert!(claims.contains("blueprint of the acting agent"), "{claims}");
    stage.close().await;
}

#[tokio::test]
async fn what_vanishes_under_the_focus_hands_it_on() {
    let stage = Stage::open().await;
    // Escape closes what is open, and the button that opened it has the focus.
    tab_to(&stage, "Help and keys").await;
    press(&stage, Key::Enter + "").await;
    tab_to(&stage, "Keys without Ctrl").await;
    press(&stage, Key::Escape + "").await;
    assert!(focused(&stage).await.contains("Help and keys"));
    // The panel of destinations is gone as soon as one is chosen.
    find(&stage, "where requests go").await;
    chord(&stage, &[Key::Shift], Key::Tab + "").await;
    tab_to(&stage, "Requests go to").await;
    tab_to(&stage, "INPUT").await;
    press(&stage, Key::Down + "").await;
    assert!(focused(&stage).await.contains("Requests go to"));
    tab_to(&stage, "Understood").await;
    press(&stage, Key::Enter + "").await;
    // A screen, and back.
    find(&stage, "page decode").await;
    find(&stage, "flow app on its own").await;
    find(&stage, "clear all").await;
    // Escape from the palette gives the focus back.
    tab_to(&stage, "field-tenant").await;
    chord(&stage, &[Key::Control], "k").await;
    stage.see("#palette-text:focus").await;
    press(&stage, Key::Escape + "").await;
    assert!(focused(&stage).await.contains("field-tenant"));
    stage.close().await;
}

#[tokio::test]
async fn the_dialogs_of_a_sign_in_take_the_focus_and_give_it_back() {
    let stage = Stage::open().await;
    find(&stage, "flow sign-in with a code").await;
    tab_to(&stage, "Run this step").await;
    press(&stage, Key::Enter + "").await;
    stage.see("dialog[open]").await;
    press(&stage, Key::Tab + "").await;
    let inside = "return document.querySelector('dialog').contains(document.activeElement);";
    assert_eq!(stage.ask(inside, Vec::new()).await, true);
    press(&stage, Key::Escape + "").await;
    assert!(focused(&stage).await.contains("Run this step"));
    stage.close().await;
}
