use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use protocol::request::{Method, Url};

use super::*;

const TENANT: &str = "7d41c0de-1111-4222-8333-444455556666";

fn asked_for(query: &str) -> HttpRequest {
    HttpRequest {
        method: Method::Get,
        url: Url {
            origin: "https://login.microsoftonline.com".to_owned(),
            path: format!("/{TENANT}/oauth2/v2.0/authorize"),
            query: query.to_owned(),
        },
        headers: Vec::new(),
        body: Secret::default(),
    }
}

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

fn answer(request: &str, query: &str, fragment: &str) -> Read {
    read(&asked_for(request), &secret(query), &secret(fragment), &[secret("old.state")])
}

#[test]
fn a_code_with_the_right_state_is_taken() {
    for (query, fragment) in [("code=c&state=s.1", ""), ("", "code=c&state=s.1")] {
        let Read::Good(redirect) = answer("response_type=code&state=s.1", query, fragment) else {
            panic!("good")
        };
        assert_eq!(redirect.get("code").map(Secret::expose), Some("c"));
    }
}

#[test]
fn everything_that_is_not_the_answer_has_its_own_sentence_and_is_not_redeemed() {
    use RedirectProblem::*;
    for (query, fragment, problem) in [
        ("", "", Empty),
        ("code=c&state=s.1", "state=s.1", TwoPlaces),
        ("code=c", "", NoState),
        ("code=c&state=", "", WrongState),
        ("code=c&state=s.2", "", WrongState),
        ("code=c&state=s.11", "", WrongState),
        ("code=c&state=old.state", "", Replayed),
        ("code=c&code=d&state=s.1", "", Repeated),
        ("code=c&state=s.1&state=s.1", "", Repeated),
        ("code=c&state=s.1&x=1&x=2", "", Repeated),
        ("code=c&error=e&state=s.1", "", CodeAndError),
        ("state=s.1", "", NoCode),
        ("code=c&state=s.1&iss=https%3A%2F%2Fevil.example", "", WrongIssuer),
        ("error=access_denied&state=s.2", "", WrongState),
        ("error=access_denied", "", NoState),
    ] {
        let read = answer("response_type=code&state=s.1", query, fragment);
        assert_eq!(read, Read::Wrong(problem), "{query} {fragment}");
        assert!(problem.to_string().len() > 20 && !problem.advice().is_empty());
    }
}

#[test]
fn the_issuer_must_be_the_authority_and_tenant_that_were_asked() {
    let issuer = |issuer: &str| {
        let query = format!("code=c&state=s.1&iss={}", issuer.replace(':', "%3A"));
        matches!(answer("response_type=code&state=s.1", &query, ""), Read::Good(_))
    };
    assert!(issuer(&format!("https://login.microsoftonline.com/{TENANT}/v2.0")));
    assert!(!issuer("https://login.microsoftonline.com/00000000-1111-4222-8333-444455556666/v2.0"));
    assert!(!issuer(&format!("https://login.microsoftonline.com.evil.example/{TENANT}/v2.0")));
    assert!(!issuer("https://login.microsoftonline.com/v2.0"));
}

#[test]
fn a_refusal_keeps_what_entra_wrote() {
    let query = "error=access_denied&error_description=AADSTS65004%3A+User+declined&error_subcode=cancel&state=s.1";
    let Read::Refused(refusal) = answer("response_type=code&state=s.1", query, "") else {
        panic!("a refusal")
    };
    assert_eq!((refusal.error.as_str(), refusal.code()), ("access_denied", Some(65004)));
    assert_eq!(refusal.suberror.as_deref(), Some("cancel"));
}

#[test]
fn the_id_token_must_hold_the_nonce_that_was_sent() {
    let token = |claims: &str| format!("eyJhbGciOiJub25lIn0.{}.c", URL_SAFE_NO_PAD.encode(claims));
    for (claims, good) in [
        (r#"{"nonce":"n-1"}"#, true),
        (r#"{"nonce":"n-2"}"#, false),
        (r#"{"nonce":1}"#, false),
        ("{}", false),
    ] {
        let fragment = format!("id_token={}&state=s.1", token(claims));
        let read = answer("response_type=id_token&nonce=n-1&state=s.1", "", &fragment);
        assert_eq!(matches!(read, Read::Good(_)), good, "{claims}");
    }
}

#[test]
fn an_id_token_that_cannot_be_read_holds_no_nonce() {
    let held = |token: &str| has_nonce(&secret(token), &secret("n-1"));
    let header = "eyJhbGciOiJub25lIn0";
    let claims = URL_SAFE_NO_PAD.encode(r#"{"nonce":"n-1"}"#);
    assert!(held(&format!("{header}.{claims}.c")));
    let nested = URL_SAFE_NO_PAD.encode(r#"{"a":{"nonce":"n-1"}}"#);
    let cut = URL_SAFE_NO_PAD.encode(r#"{"nonce":"n-1""#);
    let longer = URL_SAFE_NO_PAD.encode(r#"{"nonce":"n-10"}"#);
    for token in [
        String::new(),
        "..".to_owned(),
        format!("{header}.{claims}"),
        format!("{header}.{claims}.c.d"),
        format!("{header}.{claims}=.c"),
        format!("{header}.{claims}!.c"),
        format!("{claims}.{header}.c"),
        format!("!.{claims}.c"),
        format!("{header}.{nested}.c"),
        format!("{header}.{cut}.c"),
        format!("{header}.{longer}.c"),
        format!("{header}.{}.c", r#"{"nonce":"n-1"}"#),
    ] {
        assert!(!held(&token), "{token}");
    }
}

#[test]
fn the_answer_of_an_administrator_needs_no_code() {
    let read = answer("state=s.1", "admin_consent=True&tenant=t&state=s.1", "");
    assert!(matches!(read, Read::Good(_)), "{read:?}");
}

#[test]
fn an_address_is_split_and_other_texts_are_none() {
    let (query, fragment) = split(" http://localhost/?code=c&state=s#x=1 ").expect("an address");
    assert_eq!((query.expose(), fragment.expose()), ("code=c&state=s", "x=1"));
    assert!(split("eyJh.eyJi.c").is_none() && split("see https://a.example/").is_none());
}
