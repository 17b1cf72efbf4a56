//! Answers of every kind, told apart.

use super::*;

#[test]
fn an_error_keeps_its_number_its_ids_and_its_suberror() {
    let Outcome::Refused(error) = read_text(
        r#"{"error":"invalid_grant","error_description":"AADSTS65001: no consent","error_codes":[65001],"trace_id":"t","correlation_id":"c","suberror":"consent_required"}"#,
    ) else {
        panic!("an error response")
    };
    assert_eq!(error.code(), Some(65001));
    assert_eq!(error.suberror.as_deref(), Some("consent_required"));
    assert_eq!(error.correlation_id.as_deref(), Some("c"));
}

#[test]
fn the_number_is_found_in_the_description_when_the_list_is_missing() {
    let Outcome::Refused(error) =
        read_text(r#"{"error":"x","error_description":"AADSTS7000215: Invalid client secret"}"#)
    else {
        panic!("an error response")
    };
    assert_eq!(error.code(), Some(7_000_215));
}

#[test]
fn a_refusal_of_the_proxy_is_not_taken_for_one_of_entra() {
    let outcome = read_text(
        r#"{"error":"proxy_origin","error_description":"Not from here.","source":"proxy"}"#,
    );
    assert!(matches!(outcome, Outcome::Proxy(_)), "{outcome:?}");
}

#[test]
fn a_bare_token_can_be_pasted_with_quotes_or_bearer() {
    for text in ["eyJh.eyJi.c", "\"eyJh.eyJi.c\"", "Bearer eyJh.eyJi.c", "  eyJh.eyJi.c\n"] {
        let Outcome::Token(token) = read_pasted(text) else { panic!("{text}") };
        assert_eq!(token.access_token.expose(), "eyJh.eyJi.c");
    }
}

#[test]
fn what_is_no_answer_gets_its_own_sentence() {
    for (text, cause) in [
        ("", Unreadable::Empty),
        ("hello", Unreadable::NotAnAnswer),
        ("<html></html>", Unreadable::NotJson),
        ("[1]", Unreadable::NotAnObject),
        ("{}", Unreadable::NeitherTokenNorError),
        ("{\"access_token\":\"\"}", Unreadable::NeitherTokenNorError),
        (&"x".repeat(ANSWER_LIMIT + 1), Unreadable::TooLarge),
    ] {
        assert_eq!(read_pasted(text), Outcome::Unreadable(cause), "{cause}");
    }
}

#[test]
fn a_null_error_beside_a_token_is_no_refusal() {
    let outcome = read_text(r#"{"error":null,"access_token":"a"}"#);
    assert!(matches!(outcome, Outcome::Token(_)), "{outcome:?}");
}

#[test]
fn numbers_written_as_strings_are_read() {
    let Outcome::Token(token) = read_text(r#"{"access_token":"a","expires_in":"3599"}"#) else {
        panic!("a token response")
    };
    assert_eq!(token.expires_in, Some(3599));
}
