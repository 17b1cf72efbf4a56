//! Each finding fires for what it is about, and stays silent otherwise.

use super::of;
use crate::token::{Content, read};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;

fn codes_of(text: &str, now: Option<i64>) -> Vec<&'static str> {
    match read(text).content {
        Content::Token(token) => of(&token, now).into_iter().map(|f| f.code).collect(),
        other => panic!("no token: {other:?}"),
    }
}

fn token(header: &str, claims: &str) -> String {
    format!("{}.{}.c2ln", B64.encode(header), B64.encode(claims))
}

const HEADER: &str = r#"{"typ":"JWT","alg":"RS256","kid":"k"}"#;

#[test]
fn header_findings_fire_for_their_header_only() {
    assert!(codes_of(&token(HEADER, "{}"), None).is_empty());
    for (header, code) in [
        (r#"{"alg":"none"}"#, "alg-none"),
        (r#"{"alg":"nOnE"}"#, "alg-none"),
        (r#"{"typ":"JWT"}"#, "alg-missing"),
        (r#"{"alg":5}"#, "alg-missing"),
        (r#"{"alg":"HS256"}"#, "alg-symmetric"),
        (r#"{"alg":"RS256","jwk":{}}"#, "header-jwk"),
        (r#"{"alg":"RS256","jku":"https://x"}"#, "header-jku"),
        (r#"{"alg":"RS256","x5u":"https://x"}"#, "header-x5u"),
        (r#"{"alg":"RS256","crit":["exp"]}"#, "header-crit"),
        (r#"{"alg":"RS256","zip":"DEF"}"#, "header-zip"),
        (r#"{"alg":"RS256","nonce":"n"}"#, "graph-nonce"),
        (r#"{"alg":"RS256","kid":"simulated-1"}"#, "simulated-token"),
        (r#"{"alg":"RS256","alg":"RS256"}"#, "duplicate-name"),
    ] {
        assert_eq!(codes_of(&token(header, "{}"), None), [code], "{header}");
    }
    let unsigned = token(HEADER, "{}");
    let unsigned = unsigned.trim_end_matches(".c2ln");
    assert_eq!(codes_of(unsigned, None), ["signature-missing"]);
    assert_eq!(codes_of(&format!("{unsigned}."), None), ["signature-missing"]);
    assert_eq!(codes_of(&format!("{unsigned}.é"), None), ["signature-not-base64"]);
}

#[test]
fn claim_findings_fire_for_their_claims_only() {
    for (claims, expected) in [
        (r#"{"iss":"https://sts.windows.net/a/","tid":"b"}"#, Some("issuer-tenant-mismatch")),
        (r#"{"iss":"https://sts.windows.net/a/","tid":"A"}"#, None),
        (r#"{"iss":"https://sts.windows.net/<tenant>/","tid":"b"}"#, None),
        (r#"{"iss":"https://issuer.example/a/","tid":"b"}"#, None),
        (r#"{"iss":"https://sts.windows.net/a/","ver":"2.0"}"#, Some("issuer-version-mismatch")),
        (r#"{"iss":"https://sts.windows.net/a/","ver":"1.0"}"#, None),
        (r#"{"iss":"https://login.microsoftonline.us/a/","ver":"1.0"}"#, None),
        (r#"{"iss":"https://login.microsoftonline.com/a/v2.0","ver":"2.0"}"#, None),
        (r#"{"iss":"https://login.micr\u043esoftonline.com/a/v2.0"}"#, Some("issuer-lookalike")),
        (r#"{"a":1,"a":2}"#, Some("duplicate-name")),
        (r#"{"a":"r\u200boles"}"#, Some("hidden-characters")),
        (r#"{"r\u202eoles":1}"#, Some("hidden-characters")),
        (r#"{"a":"\ud800"}"#, Some("broken-text")),
        (r#"{"exp":"1770044471"}"#, Some("odd-time")),
        (r#"{"exp":1.5}"#, Some("odd-time")),
        (r#"{"exp":null}"#, Some("odd-time")),
        (r#"{"exp":-1}"#, Some("odd-time")),
        (r#"{"exp":1e18}"#, Some("odd-time")),
        (r#"{"iat":1770044471000}"#, Some("odd-time")),
        (r#"{"exp":253402300800}"#, Some("odd-time")),
        (r#"{"exp":1770044471}"#, None),
        (r#"{"iat":0,"exp":5401}"#, Some("long-lifetime")),
        (r#"{"iat":0,"exp":5400}"#, None),
        (r#"{"iat":10,"exp":5}"#, Some("expires-before-issued")),
        (r#"{"idtyp":"app","appid":"a","oid":"a"}"#, Some("probably-agent-identity")),
        (r#"{"idtyp":"app","appid":"a","oid":"a","xms_sub_fct":"9"}"#, None),
        (r#"{"idtyp":"app","appid":"a","oid":"b"}"#, None),
        (r#"{"xms_act_fct":"9 x"}"#, Some("facets-unreadable")),
        (r#"{"xms_act_fct":"9 3"}"#, None),
        (r#"{"hasgroups":true}"#, Some("groups-overage")),
        (r#"{"_claim_names":{"groups":"src1"}}"#, Some("groups-overage")),
    ] {
        let expected: Vec<&str> = expected.into_iter().collect();
        assert_eq!(codes_of(&token(HEADER, claims), None), expected, "{claims}");
    }
}

#[test]
fn expiry_is_judged_only_with_a_clock() {
    let text = token(HEADER, r#"{"nbf":1000,"exp":2000}"#);
    assert!(codes_of(&text, None).is_empty());
    assert_eq!(codes_of(&text, Some(999)), ["token-not-yet-valid"]);
    assert!(codes_of(&text, Some(1000)).is_empty());
    assert!(codes_of(&text, Some(1999)).is_empty());
    assert_eq!(codes_of(&text, Some(2000)), ["token-expired"]);
    assert_eq!(codes_of(&text, Some(i64::MAX)), ["token-expired"]);
}

#[test]
fn a_subject_path_must_agree_with_tenant_and_client() {
    let claims = |tid: &str| {
        format!(
            r#"{{"aud":"api://AzureADTokenExchange","tid":"{tid}","azp":"9471f355-173a-4466-b142-3d4acf848b03","sub":"/eid1/c/pub/t/rphwI5gH-UyjpSCDdNLc_Q/a/VfNxlDoXZkSxQj1Kz4SLAw/x"}}"#
        )
    };
    let right = token(HEADER, &claims("237098ae-0798-4cf9-a3a5-208374d2dcfd"));
    assert!(codes_of(&right, None).is_empty());
    let wrong = token(HEADER, &claims("337098ae-0798-4cf9-a3a5-208374d2dcfd"));
    assert_eq!(codes_of(&wrong, None), ["subject-path-mismatch"]);
}

#[test]
fn unusual_base64_is_read_with_a_note() {
    let padded = format!("{}.e30=.c2ln", B64.encode(HEADER));
    assert_eq!(codes_of(&padded, None), ["base64-padding"]);
    let claims = base64::engine::general_purpose::STANDARD_NO_PAD.encode(r#"{"a":"???>>>"}"#);
    assert!(claims.contains('/') || claims.contains('+'));
    let standard = format!("{}.{claims}.c2ln", B64.encode(HEADER));
    assert_eq!(codes_of(&standard, None), ["base64-standard-alphabet"]);
    let marked = token(HEADER, "\u{feff}{}");
    assert_eq!(codes_of(&marked, None), ["byte-order-mark"]);
}
