//! Refusals of certificates, of federated credentials, and of a bare blueprint.

use protocol::request::HttpRequest;
use protocol::secret::Secret;
use serde_json::json;
use simulated_sts::refusals::RefusalId;

use super::{Lesson, with_assertion};
use crate::stage::certificates::{self, Assertion};
use crate::stage::people::{EXCHANGE, GRAPH, token_request};
use crate::stage::{NOW, Stage, set, without};

pub fn lesson(stage: &Stage, id: RefusalId) -> Option<Lesson> {
    let signed = |change: &dyn Fn(&mut Assertion)| {
        let works = Assertion::for_blueprint(stage);
        let mut refused = Assertion::for_blueprint(stage);
        change(&mut refused);
        Lesson::requests(
            with_assertion(stage.t1_request(), &works.sign()),
            with_assertion(stage.t1_request(), &refused.sign()),
        )
    };
    let federated = |token: &Secret| {
        let works = stage.managed_identity_token("api://AzureADTokenExchange");
        Lesson::requests(
            with_assertion(stage.t1_request(), &works),
            with_assertion(stage.t1_request(), token),
        )
    };
    Some(match id {
        RefusalId::CertificateUnknown => signed(&|assertion| {
            assertion.header.x5t_s256 =
                Some("R4yO6xVKTVbSCBxdVpTzFMzw6c8lZR1VqnHG0yBYV5o".to_owned());
        }),
        RefusalId::AssertionClient => {
            signed(&|assertion| assertion.claims["sub"] = json!(stage.agent(0)))
        }
        RefusalId::AssertionRealm => {
            signed(&|assertion| assertion.claims["aud"] = json!("https://login.example/token"))
        }
        RefusalId::CertificateExpired => {
            signed(&|assertion| assertion.use_certificate(certificates::expired()))
        }
        RefusalId::NoFederatedCredential => {
            let token = stage.managed_identity_token("api://AzureADTokenExchange");
            let travel = |request: HttpRequest| {
                let blueprint = &stage.engine.directory().blueprints[1];
                let request = set(request, "client_id", &blueprint.app_id.to_string());
                set(request, "client_secret", blueprint.credentials.secrets[0].expose())
            };
            Lesson::requests(
                travel(stage.t1_request()),
                with_assertion(travel(stage.t1_request()), &token),
            )
        }
        RefusalId::FederatedUnreachable => {
            let mut token = Assertion::for_blueprint(stage);
            token.claims = json!({
                "iss": "https://issuer.elsewhere.example",
                "sub": "machine",
                "aud": "api://AzureADTokenExchange",
                "exp": NOW + 300,
            });
            federated(&token.sign())
        }
        RefusalId::FederatedUserToken => {
            // The workshop trusts the subject of this very person.
            federated(&stage.user_token())
        }
        RefusalId::FederatedChained => {
            // The portal proves itself with an assertion, and hands the result on.
            let portal = stage.portal_token(EXCHANGE, true);
            federated(&portal)
        }
        RefusalId::FederatedNotManaged => federated(&stage.portal_token(EXCHANGE, false)),
        RefusalId::PrincipalMissing => {
            let request = |at: usize| {
                let blueprint = &stage.engine.directory().blueprints[at];
                token_request(&[
                    ("client_id", &blueprint.app_id.to_string()),
                    ("client_secret", blueprint.credentials.secrets[0].expose()),
                    ("grant_type", "client_credentials"),
                    ("scope", GRAPH),
                ])
            };
            Lesson::requests(request(1), request(2))
        }
        RefusalId::PublicWithCredential => {
            let works =
                || stage.page_redemption(&stage.code_at(&stage.page_question("openid"), NOW));
            Lesson::fresh(&works, &|request| set(request, "client_secret", "x"))
        }
        RefusalId::CredentialRequired => {
            let works = || stage.web_redemption(&stage.code_at(&stage.web_question("openid"), NOW));
            Lesson::fresh(&works, &|request| without(request, "client_secret"))
        }
        _ => return None,
    })
}
