//! Keys in every form a reader may have, and the tokens that no key checks.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use serde_json::{Value, json};

use super::{CannotVerify, KeyMaterial, KeyProblem, KeySource, VerifyPlan, plan};
use crate::token::ReadToken;

fn data(name: &str) -> String {
    let data: Value = serde_json::from_str(include_str!("../../../tests/data/keys.json"))
        .expect("the data is JSON");
    data[name].as_str().expect("a key").to_owned()
}

fn token(header: &Value, signature: &[u8]) -> ReadToken {
    let text = format!(
        "{}.{}.{}",
        B64.encode(header.to_string()),
        B64.encode("{\"a\":1}"),
        B64.encode(signature)
    );
    ReadToken::read(&text).expect("a token")
}

fn prepared(header: &Value, keys: &str) -> Result<VerifyPlan, CannotVerify> {
    plan(&token(header, &[7; 64]), keys, KeySource::Pasted)
}

fn problem(header: &Value, keys: &str) -> KeyProblem {
    match prepared(header, keys) {
        Err(CannotVerify::Key(problem)) => problem,
        other => panic!("no problem of the key: {other:?}"),
    }
}

fn rsa() -> Value {
    json!({"kty":"RSA","n":data("rsa_n"),"e":"AQAB","kid":"one","use":"sig"})
}

#[test]
fn the_signed_text_is_the_token_up_to_its_last_dot() {
    let token = token(&json!({"alg":"RS256"}), &[1, 2, 3]);
    let plan =
        plan(&token, &rsa().to_string(), KeySource::Issuer("login.example")).expect("a plan");
    let text = token.raw.expose();
    assert_eq!(Some(plan.signing_input.expose()), text.rsplit_once('.').map(|(start, _)| start));
    assert_eq!(plan.signature, [1, 2, 3]);
    assert!(
        plan.what_is_checked.contains("login.example") && plan.what_is_checked.contains("RS256")
    );
    assert!(plan.notes.is_empty());
}

#[test]
fn a_certificate_and_every_form_of_its_key_give_the_same_bytes() {
    let header = json!({"alg":"PS256"});
    let spki = |keys: &str| match prepared(&header, keys).expect("a plan").key {
        KeyMaterial::Spki(bytes) => bytes,
        KeyMaterial::Jwk(_) => panic!("PEM is no JWK"),
    };
    let public = data("rsa_public");
    let expected = spki(&public);
    assert_eq!(expected[..4], [0x30, 0x82, 0x01, 0x22]);
    let bare = |pem: String| pem.lines().filter(|line| !line.contains("---")).collect::<String>();
    for keys in [
        data("rsa_certificate"),
        data("rsa_pkcs1"),
        public.replace('\n', "\\n"),
        bare(data("rsa_certificate")),
        bare(public),
    ] {
        assert_eq!(spki(&keys), expected, "{keys}");
    }
    // A key that is kept for PSS gets the general name, which browsers take.
    assert_eq!(spki(&data("rsa_pss_public"))[..24], expected[..24]);
}

#[test]
fn a_key_of_another_kind_or_curve_is_refused() {
    for (alg, good, bad) in [
        ("ES256", ["ec_public", "ec_certificate"], ["ec384_public", "rsa_public"]),
        ("EdDSA", ["ed_public", "ed_certificate"], ["ec_public", "rsa_certificate"]),
        ("RS512", ["rsa_public", "rsa_certificate"], ["ec_public", "ed_public"]),
    ] {
        for name in good {
            assert!(prepared(&json!({"alg":alg}), &data(name)).is_ok(), "{alg} {name}");
        }
        for name in bad {
            assert_eq!(problem(&json!({"alg":alg}), &data(name)), KeyProblem::WrongKind(alg));
        }
    }
    assert_eq!(problem(&json!({"alg":"RS256"}), &data("weak_certificate")), KeyProblem::Weak(1024));
}

#[test]
fn a_set_gives_the_key_that_the_token_names() {
    let other = json!({"kty":"EC","crv":"P-256","x":"AA","y":"AA","kid":"two"});
    let set = json!({"keys":[other, rsa()]}).to_string();
    let plan = prepared(&json!({"alg":"RS256","kid":"one"}), &set).expect("a plan");
    let expected = format!(r#"{{"kty":"RSA","n":"{}","e":"AQAB"}}"#, data("rsa_n"));
    assert_eq!(plan.key, KeyMaterial::Jwk(expected), "only what makes the public key");
    assert_eq!(problem(&json!({"alg":"RS256","kid":"x"}), &set), KeyProblem::NotInSet);
    assert_eq!(problem(&json!({"alg":"RS256","kid":"two"}), &set), KeyProblem::WrongKind("RS256"));
    assert!(prepared(&json!({"alg":"RS256"}), &set).is_ok(), "only one fits");
    let two = json!({"keys":[rsa(), rsa()]}).to_string();
    assert_eq!(problem(&json!({"alg":"RS256"}), &two), KeyProblem::Ambiguous);
    assert!(prepared(&json!({"alg":"RS256","x5t":"one"}), &set).is_ok(), "v1.0 tokens");
}

#[test]
fn a_single_key_is_used_whatever_its_id_and_that_is_said() {
    let mut key = rsa();
    key["d"] = json!("AQAB");
    let plan = prepared(&json!({"alg":"RS256","kid":"else"}), &key.to_string()).expect("a plan");
    let codes: Vec<_> = plan.notes.iter().map(|note| note.code).collect();
    assert_eq!(codes, ["private-key-pasted", "other-key-id"]);
    assert!(!format!("{:?}", plan.key).contains("\"d\""));
}

#[test]
fn keys_meant_for_something_else_are_refused() {
    for (name, value) in [("use", "enc"), ("alg", "PS256"), ("alg", "RS384")] {
        let mut key = rsa();
        key[name] = json!(value);
        assert_eq!(
            problem(&json!({"alg":"RS256"}), &key.to_string()),
            KeyProblem::WrongKind("RS256")
        );
    }
    let mut key = rsa();
    key["n"] = json!("\",\"d\":\"");
    assert_eq!(problem(&json!({"alg":"RS256"}), &key.to_string()), KeyProblem::Weak(0));
    for keys in ["", "x", "{}", "{\"keys\":1}", "[]", "-----BEGIN CERTIFICATE-----", "MIIB"] {
        assert_eq!(problem(&json!({"alg":"RS256"}), keys), KeyProblem::Unreadable, "{keys}");
    }
    let private = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----";
    assert_eq!(problem(&json!({"alg":"RS256"}), private), KeyProblem::Private);
}

#[test]
fn the_key_inside_the_token_is_never_used() {
    let header = json!({"alg":"RS256","jwk":rsa(),"kid":"one"});
    assert_eq!(problem(&header, "{\"keys\":[]}"), KeyProblem::NotInSet);
}

#[test]
fn tokens_that_no_key_can_check_say_why() {
    for (header, signature, expected) in [
        (json!({"alg":"RS256","nonce":"x"}), 256, CannotVerify::GraphNonce),
        (json!({"alg":"none"}), 256, CannotVerify::Algorithm),
        (json!({"alg":"rs256"}), 256, CannotVerify::Algorithm),
        (json!({}), 256, CannotVerify::Algorithm),
        (json!({"alg":"HS256"}), 32, CannotVerify::Symmetric),
        (json!({"alg":"RS256","crit":["b64"]}), 256, CannotVerify::Critical),
        (json!({"alg":"RS256"}), 0, CannotVerify::Unsigned),
        (json!({"alg":"ES256"}), 70, CannotVerify::SignatureLength { expected: 64, found: 70 }),
    ] {
        let token = token(&header, &vec![1; signature]);
        let cannot = plan(&token, &rsa().to_string(), KeySource::Simulated).expect_err("a reason");
        assert_eq!(cannot, expected, "{header}");
        assert!(!cannot.code().is_empty() && cannot.to_string().ends_with('.'));
    }
}

#[test]
fn any_cut_or_damaged_certificate_has_an_answer() {
    let pem = data("rsa_certificate");
    let body: String = pem.lines().filter(|line| !line.contains("---")).collect();
    for at in 0..body.len() {
        let cut = &body[..at];
        let _ = prepared(&json!({"alg":"RS256"}), cut);
        let mut damaged = body.clone().into_bytes();
        damaged[at] = if damaged[at] == b'A' { b'/' } else { b'A' };
        let _ = prepared(&json!({"alg":"RS256"}), &String::from_utf8_lossy(&damaged));
    }
}
