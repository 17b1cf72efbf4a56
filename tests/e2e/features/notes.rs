//! What a reader finds beside the requests: what goes wrong, commands, and what is
//! not offered.

use crate::support::Stage;

#[tokio::test]
async fn the_notes_say_what_goes_wrong_and_what_is_not_offered() {
    let stage = Stage::open().await;
    stage.press("What goes wrong").await;
    for words in ["Read more", "Entra: agent autonomous app flow", "openssl req", "AADSTS70003"] {
        stage.read(words).await;
    }
    stage.read("GovSG (Singapore)").await;
    stage.read("token exchange uncertain").await;
    stage.close().await;
}

#[tokio::test]
async fn a_reader_who_chooses_a_credential_finds_the_commands_that_make_one() {
    let stage = Stage::open().await;
    stage.press_option("credential", "federated").await;
    stage.press("Commands that make one").await;
    for words in ["IDENTITY_ENDPOINT", "ACTIONS_ID_TOKEN_REQUEST_URL", "azure-identity-token"] {
        stage.read(words).await;
    }
    stage.close().await;
}

#[tokio::test]
async fn a_cloud_whose_exchange_nobody_knows_says_so_before_sending() {
    let stage = Stage::open().await;
    stage.press_fold().await;
    stage.choose_option("cloud", "gov-sg").await;
    stage.see("#field-cloud-problem").await;
    stage.choose_option("cloud", "us-gov").await;
    stage.read("Whether this cloud has Agent ID yet is uncertain.").await;
    stage.close().await;
}
