//! Tokens that others have printed: their kinds, facts, claims and verdicts.

use protocol::identity::Names;
use protocol::token::{Facts, TokenKind, explain, read, verdict};
use serde_json::json;

use super::{compact, encode, explain_token, finding_codes, line, published, token_of};

#[test]
fn every_published_token_has_its_kind_and_facts() {
    for sample in published() {
        let token = token_of(read(&encode(&sample)));
        let facts = Facts::of(&token);
        let id = &sample["id"];
        assert_eq!(json!(TokenKind::of(&token.claims).id()), sample["kind"], "{id}");
        for (name, expected) in sample["facts"].as_object().expect("facts") {
            let actual = match name.as_str() {
                "tenant" => json!(facts.tenant),
                "actor_app" => json!(facts.actor_app),
                "subject_object" => json!(facts.subject_object),
                "parent_blueprint" => json!(facts.parent_blueprint),
                "blueprint" => json!(facts.blueprint),
                "client_auth" => json!(facts.client_auth.map(|proof| proof.word())),
                "token_version" => json!(facts.token_version),
                "act_facets" => json!(facts.act_facets),
                "sub_facets" => json!(facts.sub_facets),
                "lifetime_s" => json!(facts.lifetime_s),
                other => panic!("no such fact: {other}"),
            };
            assert_eq!(&actual, expected, "{id}: {name}");
        }
    }
}

#[test]
fn the_program_answers_every_published_token() {
    for sample in published() {
        let answer = line(&encode(&sample));
        let id = &sample["id"];
        assert_eq!(answer["shape"], "jws", "{id}");
        assert_eq!(answer["kind"], sample["kind"], "{id}");
        assert_eq!(answer["header"], sample["header"], "{id}");
        for (name, expected) in sample["facts"].as_object().expect("facts") {
            assert_eq!(&answer["facts"][name], expected, "{id}: {name}");
        }
        let graph = sample["header"].get("nonce").is_some();
        assert_eq!(answer["facts"]["verifiable_by_third_party"], json!(!graph), "{id}");
        assert!(answer.get("problem").is_none(), "{id}");
    }
}

#[test]
fn an_exchange_token_names_its_target_and_a_graph_token_its_api() {
    let samples = published();
    let exchange = line(&encode(&samples[0]));
    assert_eq!(exchange["facts"]["target_agent"], "cd77c677-16ea-4f9d-b5b1-0aab1841694c");
    assert_eq!(exchange["facts"]["audience_name"], "Entra token exchange");
    let gov = line(&compact("{}", r#"{"aud":"api://AzureADTokenExchangeUSGov"}"#));
    assert_eq!(gov["facts"]["audience_name"], "Entra token exchange");
    let resource = line(&encode(&samples[1]));
    assert_eq!(resource["facts"]["audience_name"], "Microsoft Graph");
    assert_eq!(resource["facts"]["blueprint"], "9471f355-173a-4466-b142-3d4acf848b03");
    assert_eq!(resource["facts"]["idrel"], json!([7]));
}

#[test]
fn verdicts_read_as_sentences() {
    let all: String = published()
        .iter()
        .map(|sample| {
            let token = token_of(read(&encode(sample)));
            let text = verdict::plain(&verdict::of(&token, &Names::default()));
            format!("{}: {text}\n", sample["id"].as_str().unwrap_or_default())
        })
        .collect();
    insta::assert_snapshot!(all);
}

#[test]
fn kinds_without_a_published_token_have_verdicts_too() {
    let agent = "5f2222b1-57c3-48ba-8ad5-d4759f1fde60";
    let blueprint = "158c047a-c907-4556-b7ef-446551a6b5f0";
    let all: String = [
        json!({"aud":"api://AzureADTokenExchange","azp":agent,"oid":agent,"sub":agent,"idtyp":"app","xms_par_app_azp":blueprint,"xms_sub_fct":"3 9 11"}),
        json!({"aud":"api://AzureADTokenExchange","iss":"https://token.actions.githubusercontent.com","sub":"repo:contoso/agents:ref:refs/heads/main"}),
        json!({"aud":"https://graph.microsoft.com/","appid":agent,"oid":"fe930be7-5e62-47db-91af-98c3a49a38b0","idtyp":"user","scp":"Mail.Read Mail.Send","upn":"billing@contoso.example","xms_par_app_azp":blueprint,"xms_sub_fct":"1 13","xms_act_fct":"3 9 11"}),
        json!({"aud":"https://management.azure.com/","appid":agent,"oid":"fe930be7-5e62-47db-91af-98c3a49a38b0","idtyp":"app","xms_mirid":"/subscriptions/x/resourcegroups/y/providers/Microsoft.ManagedIdentity/userAssignedIdentities/build-robot"}),
        json!({"aud":"api://158c047a-c907-4556-b7ef-446551a6b5f0","azp":agent,"oid":"fe930be7-5e62-47db-91af-98c3a49a38b0","idtyp":"app","roles":["A","B","C","D","E","F","G","H"]}),
        json!({"sub":"1234567890","name":"Sam"}),
    ]
    .iter()
    .map(|claims| {
        let token = token_of(read(&compact(r#"{"alg":"RS256"}"#, &claims.to_string())));
        let text = verdict::plain(&verdict::of(&token, &Names::default()));
        format!("{}: {text}\n", TokenKind::of(&token.claims).id())
    })
    .collect();
    insta::assert_snapshot!(all);
}

#[test]
fn names_of_the_reader_win_in_a_verdict() {
    let mut names = Names::default();
    let id = |text| protocol::guid::Guid::parse(text).expect("a GUID");
    names.insert(id("9471f355-173a-4466-b142-3d4acf848b03"), "Invoice blueprint");
    names.insert(id("cd77c677-16ea-4f9d-b5b1-0aab1841694c"), "Billing agent");
    let token = token_of(read(&encode(&published()[0])));
    assert_eq!(
        verdict::plain(&verdict::of(&token, &names)),
        "A blueprint exchange token. Invoice blueprint proved itself with a client secret and may now act for one agent only: Billing agent. It opens no API by itself."
    );
}

#[test]
fn the_claims_table_explains_published_tokens() {
    let token = token_of(read(&encode(&published()[1])));
    let table: String = explain::claim_rows(&token, Some(1_770_041_300), &Names::default())
        .iter()
        .map(|row| {
            assert!(row.known, "{}", row.name);
            let meanings: Vec<String> = row
                .meaning
                .iter()
                .map(|m| match m.status.note() {
                    Some(note) => format!("{} [{note}]", m.text),
                    None => m.text.clone(),
                })
                .collect();
            format!("{} | {} | {}\n", row.group.title(), row.name, meanings.join(" / "))
        })
        .collect();
    insta::assert_snapshot!(table);
}

#[test]
fn claims_keep_order_duplicates_and_literals() {
    let answer = line(&compact(
        r#"{"alg":"RS256"}"#,
        r#"{"b":9007199254740993,"a":1.50,"b":[1, 2],"__proto__":{"x":1}}"#,
    ));
    assert_eq!(
        answer["claims"],
        json!([
            ["b", "9007199254740993"],
            ["a", "1.50"],
            ["b", "[1, 2]"],
            ["__proto__", "{\"x\":1}"]
        ])
    );
    assert_eq!(finding_codes(&answer), ["duplicate-name"]);
}

#[test]
fn a_header_number_beyond_every_type_stays_as_written() {
    let question = json!({ "text": compact(r#"{"alg":"RS256","n":1e400}"#, "{}") }).to_string();
    let answer = explain_token::answer(question.as_bytes());
    assert!(answer.contains(r#""header":{"alg":"RS256","n":1e400}"#), "{answer}");
}
