//! Published tokens and hostile pastes, through the library and through the
//! lines of the `explain_token` program.
#![expect(clippy::expect_used, reason = "a test may stop on data of its own")]

#[path = "../examples/explain_token.rs"]
#[expect(dead_code, reason = "main is the program's; its lines are what is tested")]
mod explain_token;

mod clock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use clock::seconds_of;
use proptest::prelude::*;
use protocol::identity::Names;
use protocol::token::{
    Content, Facts, PASTE_LIMIT, ReadToken, Reading, Shape, TokenKind, explain, findings, read,
    verdict,
};
use serde_json::{Value, json};

fn published() -> Vec<Value> {
    let data: Value =
        serde_json::from_str(include_str!("data/tokens.json")).expect("the data is JSON");
    data["tokens"].as_array().expect("a list of tokens").clone()
}

fn compact(header: &str, claims: &str) -> String {
    format!("{}.{}.{}", B64.encode(header), B64.encode(claims), B64.encode("signature"))
}

fn encode(sample: &Value) -> String {
    compact(&sample["header"].to_string(), &sample["payload"].to_string())
}

fn token_of(reading: Reading) -> ReadToken {
    match reading.content {
        Content::Token(token) => token,
        other => panic!("no token: {other:?}"),
    }
}

fn line(text: &str) -> Value {
    let question = json!({ "text": text, "now": 1_770_041_300 }).to_string();
    serde_json::from_str(&explain_token::answer(question.as_bytes())).expect("the answer is JSON")
}

fn code_of(text: &str) -> String {
    line(text)["problem"]["code"].as_str().unwrap_or_default().to_owned()
}

fn finding_codes(answer: &Value) -> Vec<&str> {
    let list = answer["findings"].as_array().expect("a list of findings");
    list.iter().filter_map(|finding| finding["code"].as_str()).collect()
}

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

#[test]
fn what_clings_to_a_token_is_taken_off_and_said() {
    let token = encode(&published()[0]);
    let wrapped: String = token
        .as_bytes()
        .chunks(64)
        .map(|chunk| format!("{}\r\n", String::from_utf8_lossy(chunk)))
        .collect();
    for (text, note) in [
        (format!("  {token}\n"), None),
        (format!("\"{token}\","), Some("stripped-quotes")),
        (format!("`{token}`"), Some("stripped-quotes")),
        (format!("```jwt\n{token}\n```"), Some("stripped-quotes")),
        (format!("Bearer {token}"), Some("stripped-scheme")),
        (format!("authorization: bearer {token}"), Some("stripped-scheme")),
        (format!("\u{feff}{token}"), Some("stripped-invisible")),
        (wrapped, Some("stripped-whitespace")),
        (format!("curl -H 'Authorization: Bearer {token}' https://x"), Some("taken-from-text")),
        (format!("the token is {token} and it fails"), Some("taken-from-text")),
        (format!("{token} and so on"), Some("taken-from-text")),
        (format!("see https://x/ {token}"), Some("taken-from-text")),
        (json!({ "token": token }).to_string(), Some("taken-from-text")),
        (format!("{{\"access_token\":\"{token}"), Some("taken-from-text")),
        (format!("{token}\u{202e}"), Some("stripped-invisible")),
    ] {
        let answer = line(&text);
        assert_eq!(answer["shape"], "jws", "{text}");
        assert_eq!(answer["kind"], "blueprint-exchange", "{text}");
        assert_eq!(finding_codes(&answer), note.into_iter().collect::<Vec<_>>(), "{text}");
    }
}

#[test]
fn every_shape_is_recognised() {
    let token = encode(&published()[0]);
    let parts: Vec<&str> = token.split('.').collect();
    let jwe_header = B64.encode(r#"{"alg":"RSA-OAEP","enc":"A256GCM"}"#);
    let opaque = format!("1.AUsA{}.AgABAwEAAAD.x-y_z", "rphwI5gH".repeat(12));
    for (text, shape) in [
        (token.clone(), "jws"),
        (format!("{}.{}", parts[0], parts[1]), "unsigned"),
        (format!("{}.{}.", parts[0], parts[1]), "unsigned"),
        (format!("{jwe_header}.a.b.c.d"), "jwe"),
        (format!("{jwe_header}..b.c.d"), "jwe"),
        (
            json!({"payload":parts[1],"protected":parts[0],"signature":parts[2]}).to_string(),
            "jws-json",
        ),
        (
            json!({"payload":parts[1],"signatures":[{"protected":parts[0],"signature":parts[2]}]})
                .to_string(),
            "jws-json",
        ),
        (json!({"protected":jwe_header,"ciphertext":"a"}).to_string(), "jwe-json"),
        (
            json!({"token_type":"Bearer","expires_in":3599,"access_token":token}).to_string(),
            "token-response",
        ),
        (json!({"error":"invalid_client","error_codes":[7000215]}).to_string(), "error-response"),
        (
            json!({"error":{"code":"Authorization_RequestDenied","message":"m"}}).to_string(),
            "error-response",
        ),
        ("AADSTS82008: All agentic applications …".to_owned(), "error-response"),
        (format!("https://localhost/#access_token={token}&state=1"), "redirect"),
        (format!("http://localhost:8080/cb?code={opaque}&state=1"), "redirect"),
        (format!("?code={opaque}"), "redirect"),
        (
            "https://localhost/?error=access_denied&error_description=AADSTS65004".to_owned(),
            "redirect",
        ),
        (opaque, "opaque"),
        (format!("EwB{}", "a".repeat(200)), "opaque"),
        ("cd77c677-16ea-4f9d-b5b1-0aab1841694c".to_owned(), "not-a-token"),
        ("-----BEGIN PRIVATE KEY-----\nMIIE\n".to_owned(), "not-a-token"),
        ("hello".to_owned(), "not-a-token"),
        ("login.microsoftonline.com".to_owned(), "not-a-token"),
        ("<html><body>502</body></html>".to_owned(), "not-a-token"),
        ("{\"a\":1}".to_owned(), "not-a-token"),
    ] {
        let answer = line(&text);
        assert_eq!(answer["shape"], shape, "{text}");
        let said =
            answer.get("problem").or_else(|| answer.get("verdict")).or_else(|| answer.get("also"));
        assert!(said.is_some(), "{text}: {answer}");
    }
}

#[test]
fn an_answer_lists_its_tokens_and_is_about_the_access_token() {
    let samples = published();
    let text = json!({
        "id_token": encode(&samples[5]),
        "access_token": encode(&samples[1]),
        "refresh_token": format!("1.AUsA{}", "x".repeat(80)),
    });
    let answer = line(&text.to_string());
    assert_eq!(answer["kind"], "agent-app-only");
    let also: Vec<(&str, &str)> = answer["also"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|item| {
            (item["name"].as_str().expect("a name"), item["shape"].as_str().expect("a shape"))
        })
        .collect();
    assert_eq!(also, [("access_token", "jws"), ("id_token", "jws"), ("refresh_token", "opaque")]);
}

#[test]
fn several_tokens_in_one_paste_are_all_read() {
    let samples = published();
    let answer = line(&format!("{}\n\n{}", encode(&samples[0]), encode(&samples[1])));
    assert_eq!(answer["kind"], "blueprint-exchange");
    assert_eq!(answer["also"][0]["kind"], "agent-app-only");
}

#[test]
fn each_unreadable_part_has_its_own_code_and_the_other_stays_readable() {
    let header = r#"{"alg":"RS256"}"#;
    let with_claims = |bytes: &[u8]| format!("{}.{}.c2ln", B64.encode(header), B64.encode(bytes));
    for (text, code) in [
        (format!("{}.e30*.c2ln", B64.encode(header)), "claims-not-base64"),
        (format!("{}.e30ab.c2ln", B64.encode(header)), "claims-base64-cut-off"),
        (with_claims(b"{\"a\":\"\xff\"}"), "claims-not-utf8"),
        (with_claims(b"{\"a\":1"), "claims-truncated"),
        (with_claims(b"{} {}"), "claims-trailing-data"),
        (with_claims(b"[1]"), "claims-not-an-object"),
        (with_claims(b"{a:1}"), "claims-not-json"),
        (with_claims(b""), "claims-empty"),
        (with_claims("[".repeat(30_000).as_bytes()), "claims-too-deep"),
        (with_claims(encode(&published()[0]).as_bytes()), "claims-nested-token"),
    ] {
        assert_eq!(code_of(&text), code, "{code}");
        assert_eq!(line(&text)["header"], json!({"alg":"RS256"}), "{code}");
    }
    assert_eq!(code_of(&format!("eyJhbGciO.{}.c2ln", B64.encode("{}"))), "header-base64-cut-off");
    assert_eq!(code_of(&compact("[]", "{}")), "header-not-an-object");
    assert_eq!(code_of("eyJhbGciOiJSUzI1NiJ9.a.b.c.d"), "header-without-enc");
    assert_eq!(code_of("eyJhbGciOiJSUzI1NiJ9"), "part-count");
    assert_eq!(code_of("eyJhbGciOiJSUzI1NiJ9.a.b.c"), "part-count");
    assert_eq!(code_of(" \n\"\" "), "empty");
    assert_eq!(code_of("{\"access_token\":\"ey"), "paste-truncated");
}

#[test]
fn a_line_that_is_no_question_gets_a_problem() {
    for bad in ["", "x", "[]", "{}", "{\"text\":5}", "{\"text\":\"a\",\"now\":\"b\"}"] {
        assert!(explain_token::answer(bad.as_bytes()).contains("bad-line"), "{bad}");
    }
    assert!(explain_token::answer(b"\xff").contains("bad-line"));
}

#[test]
fn a_paste_over_the_limit_is_refused_before_work_starts() {
    let reading = read(&"a".repeat(10 * PASTE_LIMIT));
    assert_eq!(reading.shape, Shape::NotAToken);
    assert_eq!(reading.problems()[0].code(), "paste-too-large");
}

#[test]
fn hostile_pastes_take_time_in_proportion_to_their_length() {
    let header = r#"{"alg":"RS256"}"#;
    let members = |count: usize| (0..count).map(|n| format!("\"a{n}\":{n},")).collect::<String>();
    let pastes: [fn(usize) -> String; 8] = [
        |n| "[".repeat(n),
        |n| "eyJ.eyJ ".repeat(n / 8),
        |n| ";, ".repeat(n / 3),
        |n| format!("?{}", "code=a&".repeat(n / 7)),
        |n| compact("{}", &format!("{{\"xms_act_fct\":\"{}\"}}", "9 ".repeat(n / 3))),
        |n| compact("{}", &format!("{{\"wids\":[{}1]}}", "1,".repeat(n / 3))),
        |n| compact("{}", &format!("{{\"exp\":{}}}", "9".repeat(n))),
        |n| compact("{}", &format!("{{\"iss\":\"https://{}\"}}", "sts.windows.net".repeat(n / 16))),
    ];
    let mut growths: Vec<f64> =
        pastes.iter().map(|paste| growth(&paste(4_000), &paste(32_000))).collect();
    let with_members = |count| compact(header, &format!("{{{}\"z\":1}}", members(count)));
    growths.push(growth(&with_members(500), &with_members(4_000)));
    // Eight times the length: 64 would be the square of it.
    assert!(growths.iter().all(|growth| *growth < 32.0), "{growths:?}");
}

/// The time for the long text over the time for the short one.
fn growth(short: &str, long: &str) -> f64 {
    let time = |text: &str| seconds_of(|| everything(text, Some(1_770_041_300)));
    time(long) / time(short)
}

/// Runs everything that can be said about a paste.
fn everything(text: &str, now: Option<i64>) {
    let reading = read(text);
    let tokens = reading.also.iter().map(|found| &found.reading).chain([&reading]);
    for token in tokens.filter_map(Reading::main_token) {
        let _ = (TokenKind::of(&token.claims), Facts::of(token), findings::of(token, now));
        let _ = verdict::plain(&verdict::of(token, &Names::default()));
        let _ = explain::claim_rows(token, now, &Names::default());
        let _ = explain::header_rows(&token.header);
    }
    assert!(
        serde_json::from_str::<serde::de::IgnoredAny>(&explain_token::answer(
            json!({ "text": text, "now": now }).to_string().as_bytes()
        ))
        .is_ok()
    );
}

#[test]
fn debug_output_shows_neither_token_nor_claims() {
    let secret = compact(r#"{"alg":"RS256","kid":"marker-h"}"#, r#"{"name":"marker-c"}"#);
    for text in [
        secret.clone(),
        json!({ "access_token": secret, "refresh_token": "marker-refresh-token-of-some-length" })
            .to_string(),
        "https://x/?code=marker-code&error=marker-e&error_description=marker-d".to_owned(),
    ] {
        let shown = format!("{:?}", read(&text));
        assert!(!shown.contains("marker") && !shown.contains("ey"), "{shown}");
    }
}

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
