//! Refusals of the token endpoint with a person in the request.

use protocol::endpoint::EndpointKind;
use protocol::request::HttpRequest;
use protocol::secret::Secret;
use protocol::wire;
use simulated_sts::refusals::RefusalId;

use super::{Lesson, forged, quoted};
use crate::stage::people::{BEN, GRAPH, USER_READ, post, query, secret, token_request};
use crate::stage::{NOW, Stage, body, header, set, without};

const DAY: i64 = 86_400;

pub fn lesson(stage: &Stage, id: RefusalId) -> Option<Lesson> {
    let examples = stage.engine.directory().examples();
    let page = || stage.page_redemption(&stage.code_at(&stage.page_question("openid"), NOW));
    let refresh = || {
        let tokens = stage.page_tokens("openid offline_access");
        let token = secret(&tokens, "refresh_token");
        let request = token_request(&[
            ("client_id", &examples.client_id),
            ("grant_type", "refresh_token"),
            ("refresh_token", token.expose()),
        ]);
        header(request, "Origin", "https://play.contoso.example")
    };
    let obo = |tc: &Secret| {
        let works = stage.agent_obo(&stage.t1(), &stage.user_token(), GRAPH);
        Lesson::requests(works.clone(), set(works, wire::ASSERTION, tc.expose()))
    };
    let fic = |change: &dyn Fn(HttpRequest) -> HttpRequest| {
        let works = stage.user_fic(&stage.t1(), &stage.t2(), GRAPH);
        Lesson::requests(works.clone(), change(works))
    };
    let fic_with = |t2: &Secret| {
        fic(&|request| set(request, wire::USER_FEDERATED_IDENTITY_CREDENTIAL, t2.expose()))
    };
    Some(match id {
        RefusalId::OriginMissing => Lesson::fresh(&page, &|mut request| {
            request.headers.retain(|(name, _)| *name != "Origin");
            request
        }),
        RefusalId::GrantUnknown => Lesson::fresh(&page, &|request| set(request, wire::CODE, "x")),
        RefusalId::GrantOfAnotherClient => {
            Lesson::fresh(&page, &|request| set(request, wire::CLIENT_ID, &examples.web_client_id))
        }
        RefusalId::ConsentMissing => {
            let (t1, tc) = (stage.t1(), stage.user_token());
            let ledger = format!("api://{}/.default", stage.api("Ledger API"));
            Lesson::requests(stage.agent_obo(&t1, &tc, GRAPH), stage.agent_obo(&t1, &tc, &ledger))
        }
        RefusalId::CodeRedeemed => {
            let used = page();
            assert_eq!(stage.send(&used).status, 200);
            Lesson { before: (page(), NOW), refused: (used, NOW), after: (page(), NOW) }
        }
        RefusalId::CodeExpired => Lesson::late(&page, 601),
        RefusalId::RedirectChanged => Lesson::fresh(&page, &|request| {
            set(request, "redirect_uri", &examples.native_redirect_uri)
        }),
        RefusalId::PkceRequired => {
            let question = query(stage.page_question("openid"), "code_challenge", None);
            let refused = stage.page_redemption(&stage.code_at(&question, NOW));
            Lesson { before: (page(), NOW), refused: (refused, NOW), after: (page(), NOW) }
        }
        RefusalId::VerifierWrong => {
            Lesson::fresh(&page, &|request| set(request, wire::CODE_VERIFIER, &"x".repeat(43)))
        }
        RefusalId::RefreshExpired => {
            let works = || {
                let question = stage.web_question("openid offline_access");
                let redemption = stage.web_redemption(&stage.code_at(&question, NOW));
                let token = secret(&body(&stage.send(&redemption)), "refresh_token");
                token_request(&[
                    ("client_id", &examples.web_client_id),
                    ("client_secret", examples.web_client_secret.expose()),
                    ("grant_type", "refresh_token"),
                    ("refresh_token", token.expose()),
                ])
            };
            Lesson::late(&works, 90 * DAY + 1)
        }
        RefusalId::PageRefreshExpired => Lesson::late(&refresh, DAY + 1),
        RefusalId::BlueprintOnBehalfOf => {
            let works = stage.agent_obo(&stage.t1(), &stage.user_token(), GRAPH);
            let refused = set(works.clone(), wire::CLIENT_ID, &stage.blueprint(0));
            let refused = without(refused, wire::CLIENT_ASSERTION);
            let refused = without(refused, wire::CLIENT_ASSERTION_TYPE);
            let secret = examples.client_secret.expose();
            Lesson::requests(works, set(refused, wire::CLIENT_SECRET, secret))
        }
        RefusalId::TokenUseUnknown => {
            let works = stage.agent_obo(&stage.t1(), &stage.user_token(), GRAPH);
            Lesson::requests(works.clone(), set(works, wire::REQUESTED_TOKEN_USE, "x"))
        }
        RefusalId::UserAssertionMalformed => obo(&quoted(&stage.user_token())),
        RefusalId::UserAssertionInvalid => obo(&forged(&stage.user_token())),
        RefusalId::IdTokenAsAssertion => {
            obo(&secret(&stage.page_tokens("openid profile"), "id_token"))
        }
        RefusalId::UserAssertionTime => {
            obo(&secret(&stage.page_tokens_at(&examples.user_scope, NOW - DAY), "access_token"))
        }
        RefusalId::UserAssertionAudience => {
            obo(&secret(&stage.page_tokens(USER_READ), "access_token"))
        }
        RefusalId::AppAssertion => {
            let scope = format!("api://{}/.default", stage.blueprint(0));
            obo(&stage.portal_token(&scope, false))
        }
        RefusalId::NotAnAgent => fic(&|request| {
            let request = set(request, wire::CLIENT_ID, &stage.blueprint(0));
            let request = without(request, wire::CLIENT_ASSERTION);
            let request = without(request, wire::CLIENT_ASSERTION_TYPE);
            set(request, wire::CLIENT_SECRET, examples.client_secret.expose())
        }),
        RefusalId::TwoUserNames => {
            fic(&|request| set(request, wire::USERNAME, &examples.agent_user))
        }
        RefusalId::UserIdNoGuid => {
            fic(&|request| set(request, wire::USER_ID, &examples.agent_user))
        }
        RefusalId::UserCredentialMalformed => fic_with(&quoted(&stage.t2())),
        RefusalId::UserCredentialIssuer => fic_with(&stage.workload_token("portal")),
        RefusalId::UserCredentialSignature => fic_with(&forged(&stage.t2())),
        RefusalId::UserCredentialTime => {
            let t1 = stage.token_at(&stage.t1_request(), NOW - 3901);
            let scope = "api://AzureADTokenExchange/.default";
            fic_with(&stage.token_at(&stage.tr_request_with(&t1, scope), NOW - 3901))
        }
        RefusalId::UserCredentialAudience => fic_with(&stage.token(&stage.tr_request())),
        RefusalId::UserCredentialSubject => fic_with(&stage.t1()),
        RefusalId::UserUnknown => fic(&|request| set(request, wire::USER_ID, &stage.agent(0))),
        RefusalId::UserOfAnotherAgent => fic(&|request| set(request, wire::USER_ID, BEN)),
        RefusalId::AgentInteractive => {
            let request = post(
                EndpointKind::DeviceCode,
                &[("client_id", &examples.client_id), ("scope", "openid")],
            );
            Lesson::requests(request.clone(), set(request, wire::CLIENT_ID, &stage.agent(0)))
        }
        RefusalId::PublicFlowsOff => {
            let refused = set(stage.poll("x"), wire::CLIENT_ID, &examples.web_client_id);
            device(stage, refused)
        }
        RefusalId::DeviceCodeUnknown => device(stage, stage.poll("x")),
        RefusalId::DeviceExpired => {
            let works = || accepted(stage);
            Lesson::late(&works, 901)
        }
        RefusalId::DeviceDeclined => {
            let codes = stage.device_at("openid", NOW);
            let user_code = codes["user_code"].as_str().expect("a code");
            stage.send(&stage.at_device_page(&[("user_code", user_code), ("answer", "deny")]));
            device(stage, stage.poll(codes["device_code"].as_str().expect("a code")))
        }
        RefusalId::DevicePending => {
            let codes = stage.device_at("openid", NOW);
            device(stage, stage.poll(codes["device_code"].as_str().expect("a code")))
        }
        RefusalId::SlowDown => {
            let codes = stage.device_at("openid", NOW);
            let poll = stage.poll(codes["device_code"].as_str().expect("a code"));
            stage.send(&poll);
            device(stage, poll)
        }
        _ => return None,
    })
}

/// A poll that a person has said yes to.
fn accepted(stage: &Stage) -> HttpRequest {
    let codes = stage.device_at("openid", NOW);
    let user_code = codes["user_code"].as_str().expect("a code");
    let answers = [("user_code", user_code), ("person", BEN), ("answer", "accept")];
    let page = stage.send(&stage.at_device_page(&answers));
    assert_eq!(body(&page)["page"], "done");
    stage.poll(codes["device_code"].as_str().expect("a code"))
}

fn device(stage: &Stage, refused: HttpRequest) -> Lesson {
    Lesson {
        before: (accepted(stage), NOW),
        refused: (refused, NOW),
        after: (accepted(stage), NOW),
    }
}
