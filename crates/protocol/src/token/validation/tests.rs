//! Each check passes, fails and abstains for its own reason.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;

use super::{Expected, Mark, checklist};
use crate::token::ReadToken;

const TENANT: &str = "237098ae-0798-4cf9-a3a5-208374d2dcfd";
const NOW: i64 = 1_770_000_000;

fn mark(header: &str, claims: &str, expected: &Expected<'_>, name: &str) -> Mark {
    let text = format!("{}.{}.c2ln", B64.encode(header), B64.encode(claims));
    let token = ReadToken::read(&text).expect("a token");
    let checks = checklist(&token, expected);
    assert!(checks.iter().all(|check| check.sentence.ends_with('.')));
    checks.iter().find(|check| check.name == name).expect("a check").mark
}

fn of_claims(claims: &str, expected: &Expected<'_>, name: &str) -> Mark {
    mark(r#"{"alg":"RS256"}"#, claims, expected, name)
}

#[test]
fn algorithm_and_signature_are_told_from_the_header() {
    let nobody = Expected::default();
    for (header, alg, signature) in [
        (r#"{"alg":"RS256"}"#, Mark::Pass, Mark::CannotTell),
        (r#"{"alg":"PS256"}"#, Mark::Fail, Mark::CannotTell),
        (r#"{"alg":"none"}"#, Mark::Fail, Mark::CannotTell),
        (r#"{"alg":"RS256","nonce":"x"}"#, Mark::Pass, Mark::CannotTell),
        ("{}", Mark::Fail, Mark::CannotTell),
    ] {
        assert_eq!(mark(header, "{}", &nobody, "alg"), alg, "{header}");
        assert_eq!(mark(header, "{}", &nobody, "signature"), signature, "{header}");
    }
}

#[test]
fn the_audience_must_be_the_one_that_was_named() {
    for (aud, audience, expected) in [
        ("\"api://a\"", "api://a", Mark::Pass),
        ("[\"x\",\"api://a\"]", "api://a", Mark::Pass),
        ("\"a\"", "api://a", Mark::CannotTell),
        (
            "\"https://graph.microsoft.com/\"",
            "00000003-0000-0000-c000-000000000000",
            Mark::CannotTell,
        ),
        ("\"api://b\"", "api://a", Mark::Fail),
        ("\"api://a.evil\"", "api://a", Mark::Fail),
        ("5", "api://a", Mark::Fail),
        ("\"api://a\"", "", Mark::CannotTell),
    ] {
        let expectation = Expected { audience, ..Expected::default() };
        assert_eq!(
            of_claims(&format!("{{\"aud\":{aud}}}"), &expectation, "aud"),
            expected,
            "{aud}"
        );
    }
}

#[test]
fn issuer_and_tenant_must_agree_with_the_tenant_that_was_named() {
    let claims = |iss: &str, tid: &str| format!(r#"{{"iss":"{iss}","tid":"{tid}"}}"#);
    let own = format!("https://login.microsoftonline.com/{TENANT}/v2.0");
    let named = Expected { tenant: TENANT, ..Expected::default() };
    let open = Expected::default();
    assert_eq!(of_claims(&claims(&own, TENANT), &named, "iss"), Mark::Pass);
    assert_eq!(of_claims(&claims(&own, TENANT), &named, "tid"), Mark::Pass);
    assert_eq!(of_claims(&claims(&own, TENANT), &open, "iss"), Mark::CannotTell);
    assert_eq!(of_claims(&claims(&own, "else"), &open, "iss"), Mark::Fail);
    assert_eq!(of_claims(&claims(&own, "else"), &named, "tid"), Mark::Fail);
    assert_eq!(of_claims(&claims("https://evil.example/x", TENANT), &named, "iss"), Mark::Fail);
    assert_eq!(of_claims("{}", &named, "iss"), Mark::Fail);
}

#[test]
fn times_forgive_five_minutes() {
    let expected = Expected { now: NOW, ..Expected::default() };
    for (claims, nbf, exp) in [
        (format!(r#"{{"nbf":{},"exp":{}}}"#, NOW, NOW + 1), Mark::Pass, Mark::Pass),
        (format!(r#"{{"nbf":{},"exp":{}}}"#, NOW + 299, NOW - 299), Mark::Pass, Mark::Pass),
        (format!(r#"{{"nbf":{},"exp":{}}}"#, NOW + 301, NOW - 301), Mark::Fail, Mark::Fail),
        ("{}".to_owned(), Mark::CannotTell, Mark::Fail),
    ] {
        assert_eq!(of_claims(&claims, &expected, "nbf"), nbf, "{claims}");
        assert_eq!(of_claims(&claims, &expected, "exp"), exp, "{claims}");
    }
}

#[test]
fn a_permission_stands_in_scopes_or_roles_as_a_whole_word() {
    for (claims, permission, expected) in [
        (r#"{"scp":"Mail.Read User.Read"}"#, "User.Read", Mark::Pass),
        (r#"{"scp":"Mail.Read User.Read"}"#, "Mail", Mark::Fail),
        (r#"{"roles":["Mail.Read"]}"#, "Mail.Read", Mark::Pass),
        (r#"{"roles":[]}"#, "", Mark::Fail),
        (r#"{"roles":["a"]}"#, "", Mark::CannotTell),
    ] {
        let expectation = Expected { permission, ..Expected::default() };
        assert_eq!(of_claims(claims, &expectation, "permission"), expected, "{claims}");
    }
}

#[test]
fn an_exchange_token_and_an_id_token_are_for_no_api() {
    let open = Expected::default();
    for (claims, expected) in [
        (r#"{"aud":"api://AzureADTokenExchange"}"#, Mark::Fail),
        (r#"{"iss":"i","aud":"a","sub":"s"}"#, Mark::Fail),
        (r#"{"scp":"a","azp":"b"}"#, Mark::Pass),
        ("{}", Mark::CannotTell),
    ] {
        assert_eq!(of_claims(claims, &open, "use"), expected, "{claims}");
    }
}
