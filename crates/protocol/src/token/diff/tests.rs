//! Differences by meaning, and nothing that only looks like one.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use proptest::prelude::*;

use super::{Diff, compare};
use crate::token::ReadToken;

fn token(header: &str, claims: &str) -> ReadToken {
    let text = format!("{}.{}.c2ln", B64.encode(header), B64.encode(claims));
    ReadToken::read(&text).expect("a token")
}

fn of(left: &str, right: &str) -> Diff {
    let header = r#"{"alg":"RS256"}"#;
    compare(&token(header, left), &token(header, right))
}

fn names(diff: &Diff) -> Vec<&str> {
    diff.rows.iter().map(|row| row.name.as_str()).collect()
}

#[test]
fn the_two_versions_of_one_token_differ_in_version_and_issuer_only() {
    let diff = of(
        r#"{"ver":"1.0","iss":"https://sts.windows.net/t/","appid":"c","appidacr":"1","unique_name":"u","iat":1,"exp":3601}"#,
        r#"{"iss":"https://login.microsoftonline.com/t/v2.0","azp":"c","azpacr":"1","preferred_username":"u","ver":"2.0","iat":9,"exp":3610}"#,
    );
    assert_eq!(names(&diff), ["ver", "iss"]);
    assert!(diff.rows[1].note.as_ref().is_some_and(|note| note.starts_with("The same tenant")));
    assert_eq!((diff.same, diff.lives, diff.internal), (4, None, 0));
}

#[test]
fn a_renamed_claim_with_another_value_is_one_row_with_both_names() {
    let diff = of(r#"{"appid":"a"}"#, r#"{"azp":"b"}"#);
    assert_eq!(names(&diff), ["appid"]);
    assert_eq!(diff.rows[0].other_name.as_deref(), Some("azp"));
    assert_eq!(diff.rows[0].right.as_deref(), Some("\"b\""));
    let both = of(r#"{"appid":"a","azp":"b"}"#, r#"{"azp":"b"}"#);
    assert_eq!(names(&both), ["appid"], "a token with both names keeps them apart");
    assert_eq!(both.rows[0].right, None);
}

#[test]
fn lists_and_scopes_show_what_came_and_went_and_not_their_order() {
    let diff = of(
        r#"{"scp":"A B","roles":["x","y"],"xms_act_fct":"3 9 11"}"#,
        r#"{"scp":"B C","roles":["y","x","z"],"xms_act_fct":"11 3 9"}"#,
    );
    assert_eq!(names(&diff), ["scp", "roles"]);
    assert_eq!(
        (diff.rows[0].added.join(" "), diff.rows[0].removed.join(" ")),
        ("C".into(), "A".into())
    );
    assert_eq!(
        (diff.rows[1].added.join(" "), diff.rows[1].removed.join(" ")),
        ("z".into(), "".into())
    );
}

#[test]
fn moments_are_folded_and_lives_compared() {
    let diff = of(r#"{"iat":0,"nbf":0,"exp":3600}"#, r#"{"iat":50,"nbf":50,"exp":86450}"#);
    assert!(diff.rows.is_empty());
    assert_eq!(
        diff.lives.as_deref(),
        Some("The left token lives 60 minutes, the right one 24 hours.")
    );
}

#[test]
fn what_is_entras_own_is_counted() {
    let diff = of(r#"{"uti":"a","aio":"b","rh":"c"}"#, r#"{"uti":"d","aio":"b"}"#);
    assert_eq!((diff.internal, diff.same), (2, 2), "aio and alg are the same");
}

#[test]
fn the_same_api_by_another_name_is_said() {
    let diff = of(
        r#"{"aud":"https://graph.microsoft.com"}"#,
        r#"{"aud":"00000003-0000-0000-c000-000000000000"}"#,
    );
    assert_eq!(diff.rows[0].note, Some("The same API by its other name."));
}

proptest! {
    #[test]
    fn a_token_does_not_differ_from_itself_and_sides_can_be_swapped(
        left in prop::collection::vec(("[a-e]{1,2}|appid|azp|scp", "[a-c ]{0,5}"), 0..8),
        right in prop::collection::vec(("[a-e]{1,2}|appid|azp|scp", "[a-c ]{0,5}"), 0..8),
    ) {
        let claims = |list: &[(String, String)]| {
            let members: Vec<String> = list.iter().map(|(n, v)| format!("\"{n}\":\"{v}\"")).collect();
            format!("{{{}}}", members.join(","))
        };
        let (left, right) = (claims(&left), claims(&right));
        prop_assert!(of(&left, &left).rows.is_empty());
        let (there, back) = (of(&left, &right), of(&right, &left));
        prop_assert_eq!(there.rows.len(), back.rows.len());
        prop_assert_eq!(there.same, back.same);
    }
}
