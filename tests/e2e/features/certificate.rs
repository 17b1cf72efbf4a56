//! A client proves itself with a certificate whose key the browser keeps.

use super::by_hand::shell;
use crate::support::{Stage, example};

/// A certificate and its key, as openssl writes both.
pub(super) fn pem() -> String {
    let command = "folder=$(mktemp -d) && cd $folder && \
        openssl req -x509 -newkey rsa:2048 -noenc -keyout key.pem -out certificate.pem \
        -subj /CN=test -days 2 2>/dev/null && cat certificate.pem key.pem && rm -r $folder";
    shell(command, &[])
}

/// Gives the simulated Entra behind the proxy the certificate of the blueprint.
pub(super) async fn upload(stage: &Stage, pem: &str) {
    let entra = stage.host_in_title().await;
    let upload = "curl -s --data-urlencode \"certificate=$PEM\" -d client_id=$CLIENT \
        http://$ENTRA/simulated/certificates";
    let client = &example()["blueprint_id"];
    let uploaded = shell(upload, &[("PEM", pem), ("CLIENT", client), ("ENTRA", &entra)]);
    assert!(uploaded.contains("x5t#S256"), "{uploaded}");
}

/// The blueprint's first step, at the simulated Entra behind the proxy.
pub(super) async fn at_the_socket() -> Stage {
    let stage = Stage::open().await;
    stage.choose_destination("simulated (127.0.0.1").await;
    stage.fill_all(&example(), &["tenant", "blueprint_id", "agent_identity_id"]).await;
    stage.press_option("credential", "certificate").await;
    stage
}

#[tokio::test]
async fn a_key_made_by_openssl_signs_in_the_page_and_is_accepted() {
    let stage = at_the_socket().await;
    let client = &example()["blueprint_id"];
    stage
        .paste(
            "#field-client_assertion",
            "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----",
        )
        .await;
    let problem = stage.see("#field-client_assertion-problem").await;
    let words = problem.text().await.expect("text");
    assert!(words.contains("openssl"), "{words}");

    let pem = pem();
    upload(&stage, &pem).await;
    stage.paste("#field-client_assertion", &pem).await;
    let decoded = stage.see("pre[aria-label='The assertion']").await.text().await.expect("text");
    assert!(decoded.contains("PS256") && decoded.contains(client), "{decoded}");
    stage.press("Run this step").await;
    stage.see(".chain-token[data-state=done]").await;
    stage.press("Sign anew, RS256").await;
    stage.see(".chain-token[data-state=stale]").await;
    let decoded = stage.text("pre[aria-label='The assertion']").await;
    assert!(decoded.contains("RS256") && !decoded.contains("x5t#S256"), "{decoded}");
    stage.press("Run this step").await;
    stage.see(".chain-token[data-state=done]").await;

    let key = pem.lines().rev().nth(3).expect("a line of the key");
    assert_eq!(stage.in_memories(key).await[0], 0, "the key is in no memory of the page");
    stage.close().await;
}
