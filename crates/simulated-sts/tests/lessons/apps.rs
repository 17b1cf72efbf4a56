//! Refusals of requests without a person in them.

use protocol::endpoint::TenantSegment;
use protocol::request::{HttpRequest, Method};
use protocol::secret::Secret;
use protocol::wire;
use simulated_sts::refusals::RefusalId;

use super::{Lesson, forged, quoted};
use crate::stage::{self, NOW, Stage, edit, header, set, without};

const TOKEN_EXCHANGE: &str = "api://AzureADTokenExchange/.default";
const GRAPH: &str = "https://graph.microsoft.com/.default";
const RESOURCE_MANAGER: &str = "https://management.azure.com/.default";

pub fn lesson(stage: &Stage, id: RefusalId) -> Option<Lesson> {
    let t1 = |change: &dyn Fn(HttpRequest) -> HttpRequest| {
        Lesson::requests(stage.t1_request(), change(stage.t1_request()))
    };
    let tr = |change: &dyn Fn(HttpRequest) -> HttpRequest| {
        Lesson::requests(stage.tr_request(), change(stage.tr_request()))
    };
    let proof =
        |token: &Secret| Lesson::requests(stage.tr_request(), stage.tr_request_with(token, GRAPH));

    let tenant = |name: &str| {
        let tenant = TenantSegment::parse(name).expect("a segment");
        t1(&move |request| stage::to_tenant(request, &tenant))
    };
    Some(match id {
        RefusalId::MethodNotPost => t1(&|request| HttpRequest { method: Method::Get, ..request }),
        RefusalId::NotAForm => {
            t1(&|request| header(request, wire::CONTENT_TYPE, "application/json"))
        }
        RefusalId::DuplicateParameter => t1(&|request| {
            edit(request, |pairs| pairs.push(("scope".to_owned(), TOKEN_EXCHANGE.to_owned())))
        }),
        RefusalId::ResourceParameter => t1(&|request| set(request, wire::RESOURCE, "x")),
        RefusalId::ParameterMissing => t1(&|request| without(request, wire::GRANT_TYPE)),
        RefusalId::ParameterEmpty => t1(&|request| set(request, wire::SCOPE, "")),
        RefusalId::UnsupportedGrant => t1(&|request| {
            set(request, wire::GRANT_TYPE, "urn:ietf:params:oauth:grant-type:token-exchange")
        }),
        RefusalId::BasicMalformed => Lesson::requests(
            stage.basic_t1_request(),
            header(stage.basic_t1_request(), wire::AUTHORIZATION, "Basic not+base64"),
        ),
        RefusalId::TenantOfMany => tenant("common"),
        RefusalId::TenantImplied => tenant("organizations"),
        RefusalId::TenantUnreadable => tenant("contoso"),
        RefusalId::TenantUnknown => tenant("fabrikam.example"),
        RefusalId::ClientUnknown => {
            let principal = stage.engine.directory().blueprints[0].object_id.to_string();
            t1(&move |request| set(request, wire::CLIENT_ID, &principal))
        }
        RefusalId::OriginOnConfidential => {
            t1(&|request| header(request, "Origin", "https://play.example"))
        }
        RefusalId::TwoResources => {
            tr(&|request| set(request, wire::SCOPE, &format!("{GRAPH} {RESOURCE_MANAGER}")))
        }
        RefusalId::ScopeInvalid => tr(&|request| {
            set(request, wire::SCOPE, &format!("{GRAPH} https://graph.microsoft.com/User.Read"))
        }),
        RefusalId::ScopeWithoutDefault => {
            tr(&|request| set(request, wire::SCOPE, "https://graph.microsoft.com/User.Read.All"))
        }
        RefusalId::TwoCredentials => tr(&|request| set(request, wire::CLIENT_SECRET, "x")),
        RefusalId::NoCredential => t1(&|request| without(request, wire::CLIENT_SECRET)),
        RefusalId::AssertionTypeMissing => {
            tr(&|request| without(request, wire::CLIENT_ASSERTION_TYPE))
        }
        RefusalId::AssertionMissing => tr(&|request| without(request, wire::CLIENT_ASSERTION)),
        RefusalId::AssertionTypeUnknown => tr(&|request| {
            let grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer";
            set(request, wire::CLIENT_ASSERTION_TYPE, grant_type)
        }),
        RefusalId::AgentWithSecret => tr(&|request| {
            let request = without(request, wire::CLIENT_ASSERTION_TYPE);
            set(without(request, wire::CLIENT_ASSERTION), wire::CLIENT_SECRET, "x")
        }),
        RefusalId::SecretWrong => t1(&|request| set(request, wire::CLIENT_SECRET, "another")),
        RefusalId::AssertionMalformed => proof(&quoted(&stage.t1())),
        RefusalId::AssertionIssuer => {
            proof(&stage.token(&set(stage.t1_request(), wire::SCOPE, GRAPH)))
        }
        RefusalId::AssertionSignature => proof(&forged(&stage.t1())),
        RefusalId::AssertionTime => proof(&stage.token_at(&stage.t1_request(), NOW - 3901)),
        RefusalId::AssertionAudience => {
            let scope = format!("api://{}/.default", stage.api("Invoice API"));
            proof(&stage.token(&set(stage.t1_request(), wire::SCOPE, &scope)))
        }
        RefusalId::AnotherBlueprint => {
            let other = &stage.engine.directory().blueprints[1];
            let request = set(stage.t1_request(), wire::CLIENT_ID, &other.app_id.to_string());
            proof(&stage.token(&set(
                request,
                wire::CLIENT_SECRET,
                other.credentials.secrets[0].expose(),
            )))
        }
        RefusalId::AssertionSubjectCase => {
            let path = stage.agent(0).to_uppercase();
            proof(&stage.token(&set(stage.t1_request(), wire::FMI_PATH, &path)))
        }
        RefusalId::AnotherAgent => {
            proof(&stage.token(&set(stage.t1_request(), wire::FMI_PATH, &stage.agent(1))))
        }
        RefusalId::ApiUnknown => {
            tr(&|request| set(request, wire::SCOPE, "https://graph.microsoft.example/.default"))
        }
        RefusalId::FmiPathMissing => t1(&|request| without(request, wire::FMI_PATH)),
        RefusalId::FmiPathEmpty => t1(&|request| set(request, wire::FMI_PATH, "")),
        RefusalId::BlueprintAppOnly => {
            let management = without(stage.t1_request(), wire::FMI_PATH);
            Lesson::requests(
                set(management.clone(), wire::SCOPE, GRAPH),
                set(management, wire::SCOPE, RESOURCE_MANAGER),
            )
        }
        _ => return None,
    })
}
