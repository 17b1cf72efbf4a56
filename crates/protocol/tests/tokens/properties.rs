//! What holds for any paste.

use proptest::prelude::*;
use protocol::token::{Shape, read};
use serde_json::json;

use super::pastes::everything;
use super::{compact, encode, published};

fn claim_text() -> impl Strategy<Value = String> {
    let names = prop::sample::select(vec![
        "aud",
        "iss",
        "sub",
        "exp",
        "iat",
        "nbf",
        "scp",
        "roles",
        "wids",
        "idtyp",
        "oid",
        "appid",
        "xms_act_fct",
        "xms_sub_fct",
        "xms_idrel",
        "rh",
        "uti",
        "amr",
        "acct",
        "tid",
    ]);
    let values = prop_oneof![
        any::<i64>().prop_map(|n| n.to_string()),
        any::<f64>().prop_map(|n| json!(n).to_string()),
        any::<String>().prop_map(|s| json!(s).to_string()),
        "[0-9 ]{0,12}".prop_map(|s| json!(s).to_string()),
        "1\\.[A-Za-z0-9_-]{0,60}\\.".prop_map(|s| json!(s).to_string()),
        "/eid1/c/pub/t/[A-Za-z0-9_-]{22}/a/[A-Za-z0-9_-]{22}/.{0,5}"
            .prop_map(|s| json!(s).to_string()),
        prop::collection::vec(any::<String>(), 0..3).prop_map(|l| json!(l).to_string()),
        Just("null".to_owned()),
        Just("{}".to_owned()),
    ];
    prop::collection::vec((names, values), 0..12).prop_map(|members| {
        let members: Vec<String> =
            members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
        format!("{{{}}}", members.join(","))
    })
}

proptest! {
    #[test]
    fn any_text_is_answered(text in any::<String>(), now in any::<Option<i64>>()) {
        everything(&text, now);
    }

    #[test]
    fn any_claims_are_explained(claims in claim_text(), now in any::<Option<i64>>()) {
        let text = compact(r#"{"alg":"RS256"}"#, &claims);
        prop_assert_eq!(read(&text).shape, Shape::Jws);
        everything(&text, now);
    }

    #[test]
    fn a_damaged_token_is_answered(
        which in 0_usize..6, at in any::<prop::sample::Index>(), with in ".{0,3}", cut in 0_usize..40,
    ) {
        let token = encode(&published()[which]);
        let at = at.index(token.len());
        let end = (at + cut).min(token.len());
        everything(&format!("{}{with}{}", &token[..at], &token[end..]), Some(0));
    }

    #[test]
    fn damaged_json_answers_are_answered(at in any::<prop::sample::Index>(), with in ".{0,3}") {
        let text = json!({"access_token": encode(&published()[1]), "error": {"code": "x"}, "payload": "e30", "signature": ""}).to_string();
        let at = at.index(text.len());
        everything(&format!("{}{with}{}", &text[..at], &text[at + 1..]), None);
    }
}
