//! Somebody looks a refusal up, and goes where it can be earned.

use crate::support::Stage;

#[tokio::test]
async fn a_number_shows_all_that_is_known_and_leads_to_where_it_is_earned() {
    let stage = Stage::open().await;
    stage.press("Error gallery").await;
    stage.see("table.errors").await;
    stage.paste("#errors-text", "700213").await;
    let ways = stage.see(".earned").await.text().await.expect("text");
    assert!(ways.contains("Microsoft documents this number"), "{ways}");
    assert!(ways.contains("this number is the simulation's choice"), "{ways}");
    let causes = stage.text(".refusal").await;
    assert!(causes.contains("documented") && causes.contains("Exchange token: "), "{causes}");

    stage.press("Open On its own, Resource token, Agent identity").await;
    stage.see("#field-agent_identity_id:focus").await;
    assert!(stage.text(".pane-request h2").await.starts_with("2 of 2"));
    stage.close().await;
}

#[tokio::test]
async fn a_number_of_the_list_is_chosen_and_one_from_reports_says_so() {
    let stage = Stage::open().await;
    stage.press("Error gallery").await;
    stage.paste("#errors-text", "redemption").await;
    let row = stage.see("table.errors tbody").await.text().await.expect("text");
    assert!(row.contains("500112 from reports"), "{row}");
    stage.press("500112").await;
    let told = stage.see(".refusal").await.text().await.expect("text");
    assert!(told.contains("AADSTS500112") && told.contains("from reports"), "{told}");
    let ways = stage.text(".earned").await;
    assert!(ways.contains("seen in public answers of Entra"), "{ways}");
    stage.close().await;
}
