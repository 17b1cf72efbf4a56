//! Nothing about anybody is left, and what a token may do still is.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Redacted, redact};
use crate::token::ReadToken;

fn of(header: &str, claims: &str) -> Redacted {
    let text = format!("{}.{}.c2ln", B64.encode(header), B64.encode(claims));
    redact(&ReadToken::read(&text).expect("a token"))
}

fn json_of(redacted: &Redacted) -> Value {
    serde_json::from_str(&redacted.text).expect("JSON")
}

#[test]
fn published_tokens_keep_their_powers_and_lose_their_owners() {
    let data: Value = serde_json::from_str(include_str!("../../../tests/data/tokens.json"))
        .expect("the data is JSON");
    for sample in data["tokens"].as_array().expect("tokens") {
        let redacted = of(&sample["header"].to_string(), &sample["payload"].to_string());
        let shown = json_of(&redacted);
        let claims = sample["payload"].as_object().expect("claims");
        for name in ["scp", "xms_act_fct", "idtyp", "exp"] {
            if let Some(value) = claims.get(name) {
                assert_eq!(&shown["claims"][name], value, "{name}");
            }
        }
        for name in [
            "rh",
            "aio",
            "uti",
            "sid",
            "puid",
            "ipaddr",
            "xms_ftd",
            "xms_rd",
            "xms_st",
            "name",
            "upn",
            "unique_name",
            "family_name",
            "given_name",
            "xms_tcdt",
            "app_displayname",
        ] {
            if let Some(value) = claims.get(name) {
                assert_eq!(shown["claims"][name], "removed", "{name}");
                let text = value.to_string();
                assert!(!redacted.text.contains(text.trim_matches('"')), "{name}");
                assert!(redacted.removed.iter().any(|other| other == name), "{name}");
            }
        }
        for name in ["tid", "oid", "appid", "azp", "xms_par_app_azp"] {
            if let Some(id) = claims.get(name).and_then(Value::as_str) {
                assert!(!redacted.text.contains(id), "{name}");
            }
        }
        assert_eq!(redacted.removed.last().map(String::as_str), Some("signature"));
    }
}

#[test]
fn the_same_id_has_the_same_number_everywhere() {
    let agent = "cd77c677-16ea-4f9d-b5b1-0aab1841694c";
    let tenant = "237098ae-0798-4cf9-a3a5-208374d2dcfd";
    let shown = json_of(&of(
        r#"{"alg":"RS256","kid":"k"}"#,
        &json!({"azp":agent,"oid":agent.to_uppercase(),"tid":tenant,
            "iss":format!("https://login.microsoftonline.com/{tenant}/v2.0"),
            "aud":"00000003-0000-0000-c000-000000000000",
            "wids":["62e90394-69f5-4237-9190-012177145e10"],
            "sub":format!("/eid1/c/pub/t/rphwI5gH-UyjpSCDdNLc_Q/a/VfNxlDoXZkSxQj1Kz4SLAw/{agent}")})
        .to_string(),
    ));
    let claims = &shown["claims"];
    assert_eq!((&claims["azp"], &claims["oid"]), (&json!("id-1"), &json!("id-1")));
    assert_eq!(claims["iss"], "https://login.microsoftonline.com/id-2/v2.0");
    assert_eq!(claims["sub"], "/eid1/c/pub/t/id-2/a/id-3/id-1");
    assert_eq!(claims["aud"], "00000003-0000-0000-c000-000000000000", "everyone's");
    assert_eq!(claims["wids"][0], "62e90394-69f5-4237-9190-012177145e10");
    assert_eq!(shown["header"]["kid"], "removed");
}

#[test]
fn values_where_they_do_not_belong_go_as_well() {
    for claims in [
        json!({"scp":"marker@contoso.example"}),
        json!({"aud":"https://marker.contoso.example"}),
        json!({"iss":"https://marker.example/x"}),
        json!({"tid":"marker.onmicrosoft.com"}),
        json!({"azp":"marker"}),
        json!({"roles":["<marker>"]}),
        json!({"sub":"marker"}),
        json!({"marker":1, "contoso":{"marker":2}}),
        json!({"acr":"m\u{e4}rker"}),
        json!({"roles":{"marker":1}}),
    ] {
        let redacted = of("{}", &claims.to_string());
        assert!(!redacted.text.contains("rker"), "{}", redacted.text);
        assert!(redacted.removed.len() >= 2, "{:?}", redacted.removed);
    }
}

#[test]
fn an_id_written_with_escapes_does_not_slip_through() {
    let redacted = of("{}", r#"{"scp":"\u0063d77c677-16ea-4f9d-b5b1-0aab1841694c"}"#);
    assert!(!redacted.text.contains("d77c677"), "{}", redacted.text);
}

proptest! {
    #[test]
    fn any_token_becomes_json_without_any_id(
        name in "aud|iss|sub|scp|roles|tid|oid|amr|custom", text in any::<String>(),
    ) {
        let id = "cd77c677-16ea-4f9d-b5b1-0aab1841694c";
        for value in [json!(format!("{text}{id}")), json!([format!("{id}{text}")]), json!({text.as_str(): id})] {
            let redacted = of(r#"{"alg":"RS256"}"#, &json!({ name.as_str(): value }).to_string());
            prop_assert!(!redacted.text.contains(id));
            prop_assert!(serde_json::from_str::<Value>(&redacted.text).is_ok());
        }
    }
}
