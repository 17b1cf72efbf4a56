//! A reader decodes, compares, verifies and shares tokens.

use crate::support::Stage;

// {"alg":"none"} with one claim each: the same thing by its two names.
const FIRST: &str = "eyJhbGciOiJub25lIn0.eyJhcHBpZCI6ImEifQ.x";
const SECOND: &str = "eyJhbGciOiJub25lIn0.eyJhenAiOiJiIn0.x";

#[tokio::test]
async fn two_pasted_tokens_are_compared_by_meaning() {
    let stage = Stage::open().await;
    stage.press("Decode any token").await;
    stage.paste("#decoder-text", FIRST).await;
    stage.paste("#decoder-text", SECOND).await;
    stage.see("#decoder-against option:nth-child(2)").await;
    let script = "
        const select = document.querySelector('#decoder-against');
        select.selectedIndex = 1;
        select.dispatchEvent(new Event('change', { bubbles: true }));";
    stage.ask(script, Vec::new()).await;
    let row = stage.see(".differences tbody tr").await.text().await.expect("text");
    assert!(row.contains("azp / appid"), "{row}");
    stage.close().await;
}

#[tokio::test]
async fn a_simulated_signature_is_good_and_with_one_changed_character_bad() {
    let stage = Stage::open().await;
    stage.run_all().await;
    stage.press("Decode any token").await;
    // The last token is Graph's, which only Graph can check.
    stage.see(".tray li:first-child .tray-token").await.click().await.expect("it shows");
    stage.press("Verify signature with the keys of the simulated Entra").await;
    stage.hear("The signature is good").await;
    let said = stage.text(".screen").await;
    assert!(said.contains("as they were signed with RS256"), "what was checked: {said}");
    assert!(said.contains("proves nothing to a real API"), "what was not: {said}");
    assert!(!said.contains("The signature is not verified"), "{said}");
    assert!(said.contains("that the blueprint's token is for"), "the tokens together: {said}");

    stage.press("Raw").await;
    let token = stage.text("pre.code[aria-label='Token as text']").await;
    let (signed, signature) = token.trim().rsplit_once('.').expect("three parts");
    // In the middle: the last character may hold bits that nobody reads.
    let (before, after) = signature.split_at(100);
    let other = if after.starts_with('A') { "B" } else { "A" };
    stage.paste("#decoder-text", &format!("{signed}.{before}{other}{}", &after[1..])).await;
    stage.hear("Billing agent").await;
    stage.press("Verify signature").await;
    stage.hear("The signature is bad").await;
    let said = stage.text(".screen").await;
    assert!(said.contains("The signature is not verified"), "{said}");
    stage.close().await;
}

#[tokio::test]
async fn a_token_is_checked_as_an_api_would_and_shared_without_identities() {
    let stage = Stage::open().await;
    stage.run_all().await;
    stage.press("Decode any token").await;
    stage.see(".tray li:last-child .tray-token").await.click().await.expect("it shows");
    stage.see(".verdict").await;
    let script = "
        for (const fold of document.querySelectorAll('.screen details')) fold.open = true;";
    stage.ask(script, Vec::new()).await;
    let field = stage.see("#expected-audience").await;
    field.send_keys("api://another").await.expect("typing");
    let row = "//table[caption='Checks']//tr[th[normalize-space(.)='aud']]";
    let row = stage.driver.find(thirtyfour::By::XPath(row)).await.expect("the check of aud");
    let said = row.text().await.expect("text");
    assert!(said.contains("Fail") && said.contains("another API"), "{said}");

    stage.press("Copy to share").await;
    stage.hear("Copied").await;
    let said = stage.text(".screen").await;
    assert!(said.contains("Left out:") && said.contains("signature"), "{said}");
    assert!(said.contains("Numbers in place of ids:"), "{said}");
    stage.close().await;
}
