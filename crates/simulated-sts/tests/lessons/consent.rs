//! Refusals of the pages where people sign in.

use protocol::request::HttpRequest;
use simulated_sts::refusals::RefusalId;

use super::Lesson;
use crate::stage::people::{AGENT_USER, BEN, CHALLENGE, USER_READ, answering, query};
use crate::stage::{NOW, Stage};

pub fn lesson(stage: &Stage, id: RefusalId) -> Option<Lesson> {
    let examples = stage.engine.directory().examples();
    let question = stage.page_question("openid");
    let ask = |name: &str, value: &str| {
        Lesson::requests(question.clone(), query(question.clone(), name, Some(value)))
    };
    let portal = stage.web_question("openid");
    let ask_portal = |name: &str, value: &str| {
        Lesson::requests(portal.clone(), query(portal.clone(), name, Some(value)))
    };
    let to_tenant = |request: &HttpRequest, tenant: &str| {
        let mut request = request.clone();
        request.url.path = request.url.path.replace("contoso.example", tenant);
        request
    };
    let fresh = stage.page_question(USER_READ);
    let say = |answers: &[(&str, &str)]| {
        let works = answering(&fresh, &[("person", BEN), ("answer", "accept")]);
        Lesson {
            before: (fresh.clone(), NOW),
            refused: (answering(&fresh, answers), NOW),
            after: (works, NOW),
        }
    };
    Some(match id {
        RefusalId::TenantConsumers => {
            Lesson::requests(question.clone(), to_tenant(&question, "consumers"))
        }
        RefusalId::NotMultiTenant => Lesson::requests(portal.clone(), to_tenant(&portal, "common")),
        RefusalId::AgentResponseType => ask("client_id", &examples.blueprint_id),
        RefusalId::AgentConsent => {
            let works = query(question.clone(), "client_id", Some(&examples.blueprint_id));
            let works = query(works, "response_type", Some("none"));
            let redirect = "https://agents.contoso.example/consented";
            let works = query(works, "redirect_uri", Some(redirect));
            let refused = query(works.clone(), "client_id", Some(&examples.agent_identity_id));
            Lesson::requests(works, refused)
        }
        RefusalId::RedirectUnknown => ask("redirect_uri", "https://play.contoso.example/"),
        RefusalId::ResponseTypeOff => ask("response_type", "code id_token"),
        RefusalId::ResponseTypeUnknown => ask_portal("response_type", "token"),
        RefusalId::ResponseModeWrong => ask("response_mode", "cookie"),
        RefusalId::ChallengeWrong => ask("code_challenge", &CHALLENGE[..20]),
        RefusalId::PromptUnknown => ask("prompt", "please"),
        RefusalId::ScopeUnknown => ask("scope", "https://graph.microsoft.com/User.Reed"),
        RefusalId::NobodySignedIn => ask("prompt", "none"),
        RefusalId::SilentConsent => {
            let signed_in = answering(&question, &[("person", BEN)]);
            assert_eq!(stage.send(&signed_in).status, 200);
            let silent = |scope: &str| query(stage.page_question(scope), "prompt", Some("none"));
            Lesson::requests(silent("openid"), silent("https://graph.microsoft.com/Files.Read"))
        }
        RefusalId::PersonUnknown => say(&[("person", AGENT_USER)]),
        RefusalId::SignInCancelled => say(&[("answer", "cancel")]),
        RefusalId::ConsentDeclined => say(&[("person", BEN), ("answer", "deny")]),
        RefusalId::AdminNeeded => {
            let all = stage.page_question("https://graph.microsoft.com/User.Read.All");
            Lesson::requests(
                answering(&question, &[("person", BEN)]),
                answering(&all, &[("person", BEN)]),
            )
        }
        _ => return None,
    })
}
