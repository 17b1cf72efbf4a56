//! Every row of the table of refusals is earned by changing one thing in a
//! request that works, and repaired by changing it back.
#![allow(clippy::expect_used, reason = "what a test needs and does not get fails it")]
#![cfg(not(target_arch = "wasm32"))]

mod lessons;
mod stage;

use lessons::{Lesson, lesson};
use protocol::endpoint::TenantSegment;
use protocol::request::{HttpRequest, HttpResponse, Method};
use protocol::response::{self, Outcome};
use protocol::secret::Secret;
use protocol::wire;
use simulated_sts::refusals::{Provenance, REFUSALS, RefusalId, RefusalRow};
use stage::{NOW, Stage, header, set, without};

const TOKEN_EXCHANGE: &str = "api://AzureADTokenExchange/.default";
const GRAPH: &str = "https://graph.microsoft.com/.default";

/// Whether a sentence is this row's, whatever filled its gaps.
fn says(sentence: &str, row: &RefusalRow) -> bool {
    let mut rest = sentence;
    row.message.split(['{', '}']).step_by(2).all(|piece| match rest.find(piece) {
        Some(at) => {
            rest = &rest[at + piece.len()..];
            true
        }
        None => false,
    })
}

/// A refusal, wherever it stands: in the answer of a token endpoint, on Entra's
/// own page, or on the way back to the client.
struct Refused {
    status: u16,
    code: u32,
    error: String,
    description: String,
}

fn refused(answer: &HttpResponse) -> Refused {
    if let Outcome::Refused(error) = response::read(answer)
        && let Some(code) = error.code()
    {
        let status = answer.status;
        return Refused { status, code, error: error.error, description: error.description };
    }
    let page = stage::body(answer);
    let (place, description) = match page["page"].as_str() {
        Some("redirect") => (&page["fields"], "error_description"),
        _ => (&page, "description"),
    };
    let text = |name: &str| place[name].as_str().unwrap_or_else(|| panic!("{page}")).to_owned();
    let description = text(description);
    let digits = description.strip_prefix("AADSTS").expect("a number");
    let digits = digits.split(':').next().expect("digits");
    let code = digits.parse().expect("digits");
    Refused { status: answer.status, code, error: text("error"), description }
}

/// Whether an answer is no refusal.
fn is_fine(answer: &HttpResponse) -> bool {
    answer.status == 200 && stage::body(answer)["fields"].get("error").is_none()
}

#[test]
fn every_refusal_is_earned_by_changing_one_thing_and_repaired_by_changing_it_back() {
    for row in REFUSALS {
        let stage = Stage::with(stage::certificates::workshop());
        let Lesson { before, refused: wrong, after } = lesson(&stage, row.id);
        let answer = stage.send_at(&before.0, before.1);
        assert!(is_fine(&answer), "before {:?}: {}", row.id, answer.body.expose());

        let answer = stage.send_at(&wrong.0, wrong.1);
        let error = refused(&answer);
        assert_eq!(error.code, row.code, "{:?}: {}", row.id, error.description);
        assert_eq!(error.error, row.error, "{:?}: {}", row.id, error.description);
        let is_handed_back = stage::body(&answer)["page"] == "redirect";
        assert_eq!(error.status, if is_handed_back { 200 } else { row.status }, "{:?}", row.id);
        assert!(says(&error.description, row), "{:?}: {}", row.id, error.description);
        assert!(!error.description.contains('{'), "a gap is left: {}", error.description);
        let invented = row.id.provenance() == Provenance::OurChoice;
        assert_eq!(error.description.contains("(Simulated:"), invented, "{:?}", row.id);

        let answer = stage.send_at(&after.0, after.1);
        assert!(is_fine(&answer), "after {:?}: {}", row.id, answer.body.expose());
    }
}

/// Written down a second time, from Microsoft's pages: a slip in the table
/// would otherwise teach a wrong number.
#[test]
fn the_table_has_the_numbers_that_entra_documents() {
    let known = [
        (RefusalId::MethodNotPost, 900_561, "invalid_request"),
        (RefusalId::NotAForm, 900_144, "invalid_request"),
        (RefusalId::DuplicateParameter, 9_002_313, "invalid_request"),
        (RefusalId::ResourceParameter, 901_002, "invalid_request"),
        (RefusalId::ParameterEmpty, 90_014, "invalid_request"),
        (RefusalId::UnsupportedGrant, 70_003, "unsupported_grant_type"),
        (RefusalId::TenantOfMany, 9_001_023, "invalid_request"),
        (RefusalId::TenantUnreadable, 900_023, "invalid_request"),
        (RefusalId::TenantUnknown, 90_002, "invalid_request"),
        (RefusalId::ClientUnknown, 700_016, "unauthorized_client"),
        (RefusalId::OriginOnConfidential, 9_002_326, "invalid_request"),
        (RefusalId::TwoResources, 28_000, "invalid_request"),
        (RefusalId::ScopeInvalid, 70_011, "invalid_scope"),
        (RefusalId::ScopeWithoutDefault, 1_002_012, "invalid_scope"),
        (RefusalId::NoCredential, 7_000_216, "invalid_client"),
        (RefusalId::SecretWrong, 7_000_215, "invalid_client"),
        (RefusalId::AssertionMalformed, 50_027, "invalid_request"),
        (RefusalId::NoFederatedCredential, 70_025, "invalid_client"),
        (RefusalId::AssertionIssuer, 700_211, "invalid_client"),
        (RefusalId::AssertionSignature, 700_027, "invalid_client"),
        (RefusalId::AssertionTime, 700_024, "invalid_client"),
        (RefusalId::AssertionAudience, 700_212, "invalid_client"),
        (RefusalId::AnotherAgent, 700_213, "invalid_client"),
        (RefusalId::ApiUnknown, 500_011, "invalid_resource"),
        (RefusalId::FmiPathMissing, 82_008, "invalid_request"),
        (RefusalId::BlueprintAppOnly, 82_001, "unauthorized_client"),
    ];
    for (id, code, error) in known {
        let row = id.row();
        assert_eq!((row.code, row.error), (code, error), "{id:?}");
        assert_ne!(row.id.provenance(), Provenance::OurChoice, "{id:?}");
    }
    assert_eq!(RefusalId::AgentWithSecret.provenance(), Provenance::OurChoice);
}

#[test]
fn a_request_with_every_fault_is_repaired_one_refusal_at_a_time() {
    let stage = Stage::contoso();
    let examples = stage.engine.directory().examples();
    let tenant = |name: &str| TenantSegment::parse(name).expect("a segment");
    let mut request = stage.t1_request();
    request.method = Method::Get;
    request = stage::to_tenant(request, &tenant("contoso"));
    request = header(request, wire::CONTENT_TYPE, "text/plain");
    request = header(request, "Origin", "https://play.example");
    for (name, value) in [
        (wire::RESOURCE, "x"),
        (wire::GRANT_TYPE, "x"),
        (wire::CLIENT_ID, "x"),
        (wire::SCOPE, "openid"),
        (wire::CLIENT_SECRET, "x"),
        (wire::CLIENT_ASSERTION, "x"),
        (wire::FMI_PATH, ""),
    ] {
        request = set(request, name, value);
    }
    let form = |name: &'static str, value: &str| {
        let value = value.to_owned();
        Box::new(move |request| set(request, name, &value)) as Repair
    };
    let drop = |name: &'static str| Box::new(move |request| without(request, name)) as Repair;
    let repairs: Vec<(u32, Repair)> = vec![
        (900_561, Box::new(|request| HttpRequest { method: Method::Post, ..request })),
        (900_144, Box::new(|r| header(r, wire::CONTENT_TYPE, wire::FORM_URLENCODED))),
        (901_002, drop(wire::RESOURCE)),
        (70_003, form(wire::GRANT_TYPE, wire::GRANT_CLIENT_CREDENTIALS)),
        (
            900_023,
            Box::new(move |mut request| {
                request = stage::to_tenant(request, &tenant("contoso.example"));
                request
            }),
        ),
        (700_016, form(wire::CLIENT_ID, &examples.blueprint_id)),
        (
            9_002_326,
            Box::new(|mut request| {
                request.headers.retain(|(name, _)| *name != "Origin");
                request
            }),
        ),
        (1_002_012, form(wire::SCOPE, "api://nobody/.default")),
        (9_002_313, drop(wire::CLIENT_ASSERTION)),
        (7_000_215, form(wire::CLIENT_SECRET, examples.client_secret.expose())),
        (500_011, form(wire::SCOPE, TOKEN_EXCHANGE)),
        (82_008, form(wire::FMI_PATH, &examples.agent_identity_id)),
    ];
    for (code, repair) in repairs {
        let Outcome::Refused(error) = response::read(&stage.send(&request)) else {
            panic!("expected {code}")
        };
        assert_eq!(error.code(), Some(code), "{}", error.description);
        request = repair(request);
    }
    assert_eq!(stage.send(&request).status, 200);
}

type Repair = Box<dyn Fn(HttpRequest) -> HttpRequest>;

#[test]
fn no_refusal_repeats_a_credential() {
    let stage = Stage::with(stage::certificates::workshop());
    for row in REFUSALS {
        let (request, now) = lesson(&stage, row.id).refused;
        let answer = stage.send_at(&request, now);
        for name in [
            wire::CLIENT_SECRET,
            wire::CLIENT_ASSERTION,
            wire::ASSERTION,
            wire::USER_FEDERATED_IDENTITY_CREDENTIAL,
            wire::CODE,
            wire::CODE_VERIFIER,
            wire::REFRESH_TOKEN,
            wire::DEVICE_CODE,
        ] {
            let pairs = protocol::form::decode(request.body.expose());
            for (_, value) in pairs.iter().filter(|(n, v)| n == name && v.len() > 8) {
                assert!(!answer.body.expose().contains(value.expose()), "{:?}", row.id);
            }
        }
    }
}

#[test]
fn a_refusal_has_entras_members_in_entras_order() {
    let stage = Stage::contoso();
    let id = "0f3c9d52-6a1e-4b78-9c40-d5e2b7a81f36";
    let request = without(stage.t1_request(), wire::FMI_PATH);
    let answer = stage.send_with(&header(request, wire::CLIENT_REQUEST_ID, id), [3; 32]);
    let trace = answer.header("x-ms-request-id").expect("the request id").to_owned();
    assert_eq!(
        answer.body.expose(),
        format!(
            r#"{{"error":"invalid_request","error_description":"AADSTS82008: All agentic applications requesting a token exchange token must include the fmipath parameter on the token request. Trace ID: {trace} Correlation ID: {id} Timestamp: 2026-02-02 14:01:05Z","error_codes":[82008],"timestamp":"2026-02-02 14:01:05Z","trace_id":"{trace}","correlation_id":"{id}","error_uri":"https://login.microsoftonline.com/error?code=82008"}}"#
        )
    );
    assert_eq!(answer.header("content-type"), Some("application/json; charset=utf-8"));
    assert_eq!(answer.header("cache-control"), Some("no-store, no-cache"));
    assert_eq!(answer.header("pragma"), Some("no-cache"));
}

#[test]
fn a_request_id_that_is_no_guid_is_not_repeated() {
    let stage = Stage::contoso();
    let request = without(stage.t1_request(), wire::FMI_PATH);
    let answer = stage.send(&header(request, wire::CLIENT_REQUEST_ID, "marker"));
    assert!(!answer.body.expose().contains("marker"));
}

#[test]
fn a_missing_client_id_or_scope_is_named() {
    let stage = Stage::contoso();
    for name in [wire::CLIENT_ID, wire::SCOPE] {
        let answer = stage.send(&without(stage.t1_request(), name));
        let Outcome::Refused(error) = response::read(&answer) else { panic!("a refusal") };
        assert_eq!(error.code(), Some(900_144));
        assert!(error.description.contains(&format!("'{name}'")), "{}", error.description);
    }
}

#[test]
fn the_exchange_token_of_another_tenant_is_refused_by_its_issuer() {
    let stage = Stage::contoso();
    let mut elsewhere = simulated_sts::Directory::contoso();
    elsewhere.tenant.id = protocol::guid::Guid::from_bytes([0x42; 16]);
    let foreign = Stage::with(elsewhere).t1();
    let answer = stage.send(&stage.tr_request_with(&foreign, GRAPH));
    let Outcome::Refused(error) = response::read(&answer) else { panic!("a refusal") };
    assert_eq!(error.code(), Some(700_211));
}

/// The faults of an exchange token, in every grant that an agent proves itself
/// in.
#[test]
fn an_agents_proof_is_checked_alike_in_every_grant() {
    let stage = Stage::contoso();
    let (t1, t2, tc) = (stage.t1(), stage.t2(), stage.user_token());
    let other = &stage.engine.directory().blueprints[1];
    let request = set(stage.t1_request(), wire::CLIENT_ID, &other.app_id.to_string());
    let secret = other.credentials.secrets[0].expose();
    let proofs = [
        (200, t1.clone(), None),
        (
            401,
            stage.token(&set(stage.t1_request(), wire::FMI_PATH, &stage.agent(1))),
            Some(700_213),
        ),
        (401, stage.token(&set(request, wire::CLIENT_SECRET, secret)), Some(700_211)),
        (401, stage.token_at(&stage.t1_request(), NOW - 3901), Some(700_024)),
        (401, stage.token(&set(stage.t1_request(), wire::SCOPE, GRAPH)), Some(700_211)),
        (401, lessons::forged(&t1), Some(700_027)),
        (400, lessons::quoted(&t1), Some(50_027)),
    ];
    let scope = format!("{GRAPH} offline_access");
    let renewable = stage::body(&stage.send(&stage.agent_obo(&t1, &tc, &scope)));
    let refresh_token = stage::people::secret(&renewable, "refresh_token");
    for (status, proof, code) in proofs {
        let refresh = stage::people::token_request(&[
            ("client_id", &stage.agent(0)),
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh_token.expose()),
            ("client_assertion_type", wire::CLIENT_ASSERTION_TYPE_JWT_BEARER),
            ("client_assertion", proof.expose()),
        ]);
        let requests = [
            stage.tr_request_with(&proof, GRAPH),
            stage.agent_obo(&proof, &tc, GRAPH),
            stage.user_fic(&proof, &t2, GRAPH),
            refresh,
        ];
        for request in requests {
            let answer = stage.send(&request);
            assert_eq!(answer.status, status, "{code:?}: {}", answer.body.expose());
            if let Some(code) = code {
                assert_eq!(refused(&answer).code, code);
            }
        }
    }
}

#[test]
fn the_users_token_of_another_tenant_is_refused() {
    let stage = Stage::contoso();
    let mut elsewhere = simulated_sts::Directory::contoso();
    elsewhere.tenant.id = protocol::guid::Guid::from_bytes([0x42; 16]);
    let foreign = Stage::with(elsewhere).user_token();
    let answer = stage.send(&stage.agent_obo(&stage.t1(), &foreign, GRAPH));
    assert_eq!(refused(&answer).code, 50_013);
}

#[test]
fn missing_consent_is_told_with_its_suberror() {
    let stage = Stage::contoso();
    let ledger = format!("api://{}/.default", stage.api("Ledger API"));
    let answer = stage.send(&stage.agent_obo(&stage.t1(), &stage.user_token(), &ledger));
    let body = stage::body(&answer);
    assert_eq!(body["error"], "invalid_grant");
    assert_eq!(body["suberror"], "consent_required");
}

#[test]
fn a_code_is_not_used_up_by_a_request_that_was_refused() {
    let stage = Stage::contoso();
    let code = stage.code_at(&stage.page_question("openid"), NOW);
    let works = stage.page_redemption(&code);
    for (name, value) in [("code_verifier", "x"), ("redirect_uri", "x"), ("client_secret", "x")] {
        assert_ne!(stage.send(&set(works.clone(), name, value)).status, 200, "{name}");
    }
    assert_eq!(stage.send(&works).status, 200);
    assert_eq!(refused(&stage.send(&works)).code, 54_005);
}

#[test]
fn nothing_that_is_remembered_stands_in_the_debug_text_of_the_engine() {
    let stage = Stage::contoso();
    let tokens = stage.page_tokens("openid offline_access");
    let device = stage.device_at("openid", NOW);
    let code = stage.code_at(&stage.page_question("openid"), NOW);
    let shown = format!("{:?}", stage.engine);
    for (body, name) in
        [(&tokens, "refresh_token"), (&device, "device_code"), (&device, "user_code")]
    {
        assert!(!shown.contains(body[name].as_str().expect("text")), "{name}");
    }
    assert!(!shown.contains(&code));
}

#[test]
fn an_exchange_token_is_accepted_for_65_minutes() {
    let stage = Stage::contoso();
    let old = stage.token_at(&stage.t1_request(), NOW - 3900);
    assert_eq!(stage.send(&stage.tr_request_with(&old, GRAPH)).status, 200);
    let early = stage.token_at(&stage.t1_request(), NOW + 601);
    let answer = stage.send(&stage.tr_request_with(&early, GRAPH));
    let Outcome::Refused(error) = response::read(&answer) else { panic!("a refusal") };
    assert_eq!(error.code(), Some(700_024));
}

#[test]
fn an_agents_own_exchange_token_is_no_proof_of_the_agent() {
    let stage = Stage::contoso();
    let t2 = stage.token(&stage.tr_request_for(TOKEN_EXCHANGE));
    let answer = stage.send(&stage.tr_request_with(&t2, GRAPH));
    let Outcome::Refused(error) = response::read(&answer) else { panic!("a refusal") };
    assert_eq!(error.code(), Some(700_213));
}

#[test]
fn the_secret_may_stand_in_the_authorization_header() {
    let stage = Stage::contoso();
    assert_eq!(stage.send(&stage.basic_t1_request()).status, 200);
    let wrong = {
        let mut inputs = stage.inputs();
        inputs.remove(protocol::inputs::InputId::Scope);
        inputs.set(protocol::inputs::InputId::Credential, "secret-basic".to_owned());
        inputs.set(protocol::inputs::InputId::ClientSecret, "wrong~+/=&%".to_owned());
        stage::build("blueprint-token", &inputs)
    };
    assert_eq!(stage.send(&wrong).status, 401);
}

#[test]
fn the_form_may_declare_a_charset_and_the_tenant_may_be_a_domain() {
    let stage = Stage::contoso();
    let request = header(
        stage.t1_request(),
        wire::CONTENT_TYPE,
        "application/x-www-form-urlencoded; charset=utf-8",
    );
    let tenant = TenantSegment::parse("Contoso.Example").expect("a domain");
    let mut request = request;
    request = stage::to_tenant(request, &tenant);
    assert_eq!(stage.send(&request).status, 200);
}

#[test]
fn the_exchange_audience_may_be_written_as_microsofts_libraries_write_it() {
    let stage = Stage::contoso();
    let scope = "api://AzureAdTokenExchange/.default";
    assert_eq!(stage.send(&set(stage.t1_request(), wire::SCOPE, scope)).status, 200);
}

mod any_body {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_body_gets_a_json_answer(body in "\\PC*") {
            let stage = Stage::contoso();
            let request = HttpRequest { body: Secret::new(body), ..stage.t1_request() };
            let answer = stage.send(&request);
            prop_assert!(stage::body(&answer)["error"].is_string());
        }

        #[test]
        fn any_value_of_any_parameter_gets_a_json_answer(at in 0_usize..6, value in any::<String>()) {
            let names = ["client_id", "scope", "grant_type", "fmi_path", "client_assertion", "client_secret"];
            let stage = Stage::contoso();
            let answer = stage.send(&set(stage.t1_request(), names[at], &value));
            let body = stage::body(&answer);
            prop_assert!(body["error"].is_string() || body["access_token"].is_string());
        }

        #[test]
        fn any_assertion_gets_a_json_answer(header in "\\PC*", payload in "\\PC*") {
            use base64::Engine as _;
            let encode = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
            let stage = Stage::contoso();
            let token = Secret::new(format!("{}.{}.AA", encode(&header), encode(&payload)));
            let answer = stage.send(&stage.tr_request_with(&token, GRAPH));
            prop_assert_eq!(answer.status, 400);
            prop_assert!(stage::body(&answer)["error"].is_string());
        }
    }
}
