//! A reader checks signatures: with keys of their own in every form, with those
//! of whoever signed, and with none to be had.

use std::net::TcpListener;

use serde_json::json;

use crate::support::{Recorder, Signer, Stage, example};

/// Shows a token in the decoder, with its folded parts open.
async fn decode(stage: &Stage, token: &str) {
    stage.press("Decode any token").await;
    stage.paste("#decoder-text", token).await;
    stage.see("#decoder-keys").await;
    let open = "for (const fold of document.querySelectorAll('.screen details')) fold.open = true;";
    stage.ask(open, Vec::new()).await;
}

/// Verifies with these keys and waits for these words.
async fn verify_with(stage: &Stage, keys: &str, words: &str) {
    let clear = "const box = document.querySelector('#decoder-keys');
        box.value = '';
        box.dispatchEvent(new Event('input', { bubbles: true }));";
    stage.ask(clear, Vec::new()).await;
    stage.paste("#decoder-keys", keys).await;
    stage.press("Verify with these keys").await;
    stage.hear(words).await;
}

/// How many requests went to another host than the page's.
async fn asked_elsewhere(stage: &Stage) -> u64 {
    let script = "return performance.getEntriesByType('resource')
        .filter(entry => !entry.name.startsWith(location.origin)).length;";
    stage.ask(script, Vec::new()).await.as_u64().expect("a count")
}

#[tokio::test]
async fn pasted_keys_of_every_form_verify_and_say_what_they_do_not_prove() {
    let stage = Stage::open().await;
    let signer = Signer::new();
    decode(&stage, &signer.token(&json!({"iss": "https://issuer.example", "sub": "a"}))).await;
    assert!(stage.text(".screen").await.contains("The signature is not verified"));
    for (form, keys) in [
        ("JWK Set", signer.jwk_set()),
        ("JWK", signer.jwk().to_string()),
        ("public key", signer.public_pem()),
        ("certificate", signer.certificate()),
    ] {
        verify_with(&stage, &keys, "The signature is good").await;
        let said = stage.text(".screen").await;
        let checked = "as they were signed with ES256, by the key that you pasted";
        assert!(said.contains(checked), "{form}: {said}");
        assert!(said.contains("Not checked: whether the key is the issuer's"), "{form}: {said}");
        assert!(!said.contains("The signature is not verified"), "{form}: {said}");
        // The next form has to earn its own answer.
        verify_with(&stage, "none", "no key that can be read").await;
    }
    stage.close().await;
}

#[tokio::test]
async fn pasted_keys_that_do_not_fit_say_why_each_time() {
    let stage = Stage::open().await;
    let (signer, other) = (Signer::new(), Signer::new());
    decode(&stage, &signer.token(&json!({"iss": "https://issuer.example", "sub": "a"}))).await;
    let mut named_otherwise = signer.jwk();
    named_otherwise["kid"] = json!("else");
    let rsa = json!({"kty": "RSA", "kid": "own", "n": "AQAB".repeat(86), "e": "AQAB"});
    for (keys, words) in [
        (json!({"keys": [named_otherwise]}).to_string(), "No key of the set has the id"),
        (json!({"keys": []}).to_string(), "No key of the set has the id"),
        (rsa.to_string(), "does not fit the algorithm ES256"),
        (other.jwk().to_string(), "The signature is bad"),
        (other.public_pem(), "The signature is bad"),
        (other.certificate(), "The signature is bad"),
        (signer.private_pem(), "This is a private key"),
        ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END".to_owned(), "no key that can be read"),
    ] {
        verify_with(&stage, &keys, words).await;
        let said = stage.text(".screen").await;
        assert!(said.contains("The signature is not verified"), "{words}: {said}");
        assert!(!said.contains("The signature is good"), "{words}: {said}");
        verify_with(&stage, &signer.public_pem(), "The signature is good").await;
    }
    assert_eq!(asked_elsewhere(&stage).await, 0, "pasted keys ask nobody");
    stage.close().await;
}

#[tokio::test]
async fn keys_of_a_server_come_through_the_proxy_that_the_button_names() {
    let stage = Stage::open().await;
    stage.choose_destination("simulated (127.0.0.1").await;
    let host = stage.host_in_title().await;
    stage
        .fill_all(&example(), &["tenant", "blueprint_id", "agent_identity_id", "client_secret"])
        .await;
    stage.press("Run this step").await;
    stage.see(".chain-token[data-state=done]").await;
    stage.press("Decode any token").await;
    stage.see(".tray li:first-child .tray-token").await.click().await.expect("it shows");
    stage.press(&format!("Verify signature with the keys of {host}")).await;
    stage.hear("The signature is good").await;
    let said = stage.text(".screen").await;
    assert!(said.contains("as they were signed with RS256"), "what was checked: {said}");
    assert!(said.contains("proves nothing to a real API"), "what was not: {said}");
    assert_eq!(asked_elsewhere(&stage).await, 0, "only the proxy is asked");
    stage.close().await;
}

#[tokio::test]
async fn keys_that_a_server_does_not_give_leave_the_signature_unverified() {
    // Nobody listens there any more.
    let silent = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = silent.local_addr().expect("bound");
    drop(silent);
    let recorder = Recorder::start();
    for (route, refuses) in [
        (format!("silent=http://{address}"), false),
        (format!("refusing=http://{}", recorder.address), true),
    ] {
        let stage = Stage::open_with(std::slice::from_ref(&route)).await;
        let (name, host) = route.split_once("=http://").expect("name=upstream");
        stage.choose_destination(name).await;
        // A token of a simulated Entra, whose keys the chosen destination has.
        let token = Signer::new().token_by("simulated-1", &json!({"tid": "contoso.example"}));
        decode(&stage, &token).await;
        stage.press(&format!("Verify signature with the keys of {host}")).await;
        stage.hear("No keys came").await;
        let said = stage.text(".screen").await;
        assert!(said.contains("The signature is not verified"), "{said}");
        assert!(!said.contains("The signature is bad"), "nothing was checked: {said}");
        if refuses {
            let (head, _) = recorder.next();
            assert!(head.starts_with("GET /") && head.contains("/discovery/v2.0/keys "), "{head}");
            stage.close_after_a_refused_request().await;
        } else {
            stage.close_after_an_unreachable_upstream().await;
        }
    }
}

#[tokio::test]
async fn the_issuers_host_is_asked_when_the_button_is_pressed_and_not_before() {
    let stage = Stage::open().await;
    let cdp = stage.driver.cdp();
    cdp.send_raw("Network.enable", json!({})).await.expect("the browser watches its network");
    let urls = json!({"urls": ["https://login.microsoftonline.com/*"]});
    cdp.send_raw("Network.setBlockedURLs", urls).await.expect("the browser blocks");
    let tenant = "8c6f3a52-1e9b-4d07-b8a4-5f20d17e96c3";
    let token = Signer::new().token(&json!({
        "iss": format!("https://login.microsoftonline.com/{tenant}/v2.0"), "tid": tenant, "ver": "2.0",
    }));
    decode(&stage, &token).await;
    assert_eq!(asked_elsewhere(&stage).await, 0, "nothing is fetched because of a paste");
    stage.press("Verify signature with the keys of login.microsoftonline.com").await;
    stage.hear("No keys came").await;
    assert_eq!(asked_elsewhere(&stage).await, 1);
    stage.close_after_a_blocked_load().await;
}
