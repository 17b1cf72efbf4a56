//! A whole run fits; each broken link is told by its code.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use serde_json::{Value, json};

use super::{Entered, check};
use crate::finding::Severity;
use crate::token::ReadToken;

const TENANT: &str = "237098ae-0798-4cf9-a3a5-208374d2dcfd";
const BLUEPRINT: &str = "9471f355-173a-4466-b142-3d4acf848b03";
const AGENT: &str = "cd77c677-16ea-4f9d-b5b1-0aab1841694c";
const PERSON: &str = "00000000-0000-4000-8000-000000000001";
const EXCHANGE: &str = "fb60f99c-7a34-4190-8149-302f77469936";

fn token(claims: &Value) -> ReadToken {
    let text =
        format!("{}.{}.c2ln", B64.encode(r#"{"alg":"RS256"}"#), B64.encode(claims.to_string()));
    ReadToken::read(&text).expect("a token")
}

fn t1() -> Value {
    json!({"aud":EXCHANGE,"tid":TENANT,"azp":BLUEPRINT,"exp":2000,
        "sub":format!("/eid1/c/pub/t/rphwI5gH-UyjpSCDdNLc_Q/a/VfNxlDoXZkSxQj1Kz4SLAw/{AGENT}")})
}

fn t2() -> Value {
    json!({"aud":EXCHANGE,"tid":TENANT,"azp":AGENT,"oid":AGENT,"sub":AGENT,"idtyp":"app","xms_par_app_azp":BLUEPRINT})
}

fn app_only() -> Value {
    json!({"aud":"a","tid":TENANT,"azp":AGENT,"oid":AGENT,"sub":AGENT,"idtyp":"app","xms_par_app_azp":BLUEPRINT})
}

fn on_behalf_of() -> Value {
    json!({"aud":"a","tid":TENANT,"azp":AGENT,"oid":PERSON,"idtyp":"user","scp":"x","xms_par_app_azp":BLUEPRINT,"xms_act_fct":"11"})
}

fn agent_user() -> Value {
    json!({"aud":"a","tid":TENANT,"azp":AGENT,"oid":PERSON,"upn":"robot@contoso.example","idtyp":"user","scp":"x","xms_par_app_azp":BLUEPRINT,"xms_sub_fct":"13"})
}

fn person() -> Value {
    json!({"aud":format!("api://{BLUEPRINT}"),"tid":TENANT,"azp":"c","oid":PERSON,"scp":"access_as_user","exp":2000,"iss":"i","sub":"s"})
}

fn entered() -> Entered<'static> {
    Entered {
        tenant: TENANT,
        blueprint_id: BLUEPRINT,
        agent_identity_id: AGENT,
        agent_user: "Robot@contoso.example",
        now: Some(1000),
        ..Entered::default()
    }
}

/// Codes of what does not fit, and of what does.
fn codes(claims: &[Value], entered: &Entered<'_>) -> (Vec<&'static str>, Vec<&'static str>) {
    let tokens: Vec<ReadToken> = claims.iter().map(token).collect();
    let found = check(&tokens.iter().collect::<Vec<_>>(), entered);
    assert!(found.iter().all(|finding| finding.message.ends_with(['.', '…'])), "{found:?}");
    let (well, ill): (Vec<_>, Vec<_>) = found.iter().partition(|f| f.severity == Severity::Info);
    (ill.iter().map(|f| f.code).collect(), well.iter().map(|f| f.code).collect())
}

#[test]
fn runs_that_fit_have_nothing_but_notes() {
    for run in [
        vec![t1(), app_only()],
        vec![person(), t1(), on_behalf_of()],
        vec![t1(), t2(), agent_user()],
    ] {
        let (ill, well) = codes(&run, &entered());
        assert_eq!(ill, Vec::<&str>::new());
        assert!(well.contains(&"chain-tenant") && well.contains(&"chain-parent"), "{well:?}");
    }
    assert_eq!(codes(&[], &entered()), (vec![], vec![]));
    assert_eq!(codes(&[t1()], &Entered::default()), (vec![], vec![]), "nothing to compare");
}

#[test]
fn each_broken_link_has_its_code() {
    let change = |mut claims: Value, name: &str, to: &str| {
        claims[name] = json!(to);
        claims
    };
    let other = "11111111-0000-4000-8000-000000000001";
    for (run, code) in [
        (vec![t1(), change(app_only(), "tid", other)], "chain-tenant"),
        (vec![change(t1(), "azp", other)], "chain-blueprint"),
        (vec![change(t1(), "sub", "/eid1/c/pub/t/a/a/b/x")], "chain-target"),
        (vec![t1(), change(t2(), "azp", other)], "chain-target"),
        (vec![t1(), change(app_only(), "xms_par_app_azp", other)], "chain-parent"),
        (vec![t1(), change(app_only(), "oid", other)], "chain-agent-object"),
        (vec![person(), change(on_behalf_of(), "oid", other)], "chain-person"),
        (vec![t2(), change(agent_user(), "azp", other)], "chain-agent-token"),
        (vec![change(agent_user(), "upn", "else@contoso.example")], "chain-agent-user"),
        (vec![change(person(), "aud", "https://graph.microsoft.com")], "chain-audience"),
    ] {
        let (ill, _) = codes(&run, &entered());
        assert_eq!(ill, [code]);
    }
}

#[test]
fn expired_links_are_told_when_the_time_is_known() {
    let late = Entered { now: Some(5000), ..entered() };
    assert_eq!(codes(&[t1()], &late).0, ["chain-blueprint-expired"]);
    assert_eq!(codes(&[person()], &late).0, ["chain-person-expired"]);
}

#[test]
fn an_id_token_must_be_for_the_client_and_repeat_the_nonce() {
    let id = json!({"iss":"i","aud":"client","sub":"s","nonce":"n"});
    let expected = Entered { client_id: "client", nonce: "n", ..Entered::default() };
    assert!(codes(std::slice::from_ref(&id), &expected).0.is_empty());
    let wrong = Entered { client_id: "other", nonce: "m", ..Entered::default() };
    assert_eq!(codes(&[id], &wrong).0, ["chain-id-token-audience", "chain-nonce"]);
}
