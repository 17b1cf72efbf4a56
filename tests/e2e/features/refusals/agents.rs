//! Refusals that agents meet: without a person, and as their own user.

use serde_json::json;
use simulated_sts::refusals::RefusalId;

use super::reader::{Do, Value};
use super::{Lesson, Scene, lesson, lesson_by};

pub(super) const GRAPH: &str = "https://graph.microsoft.com/.default";
pub(super) const INVOICE_BLUEPRINT: &str = "8b1d6f07-52ce-4a38-9d64-e0a73c95b1f2";
const TRAVEL_BLUEPRINT: &str = "17e4c93a-d860-4b5f-a2f7-905b6e81cd03";
const TRAVEL_SECRET: &str = "sim.Q~Contoso-example~the_other_blueprint";
const PRINCIPAL: &str = "5e92a4c8-0b7f-4d16-8a3e-c64f19d07b85";
const BILLING_AGENT: &str = "a65c2e19-f473-4c80-b05d-1e98d72f3ab6";
const ARCHIVE_AGENT: &str = "f208b3d7-695a-4e1c-8cf4-47a05bd9e162";
const BEN: &str = "36d8f1b4-7e05-4c9a-8d13-f5a20c69b7e1";
const INVOICE_API: &str = "api://6d3af815-c29b-4076-9be8-3f5407c1da2e/.default";

/// Just over the 65 minutes of an exchange token.
const TOO_LONG: Do = Do::Wait(3_960);

pub(super) fn scenes() -> Vec<Scene> {
    vec![
        Scene { first: vec![Do::Flow("agent-autonomous")], lessons: exchange_token() },
        Scene { first: other_tokens(), lessons: resource_token() },
        Scene { first: tokens_of_the_chain(), lessons: agent_user() },
    ]
}

fn exchange_token() -> Vec<Lesson> {
    let by = |credential| [Do::Set("credential", Value::Text(credential))];
    // Filled in, and not chosen yet.
    let filled_in = |credential, assertion| {
        [
            Do::Set("credential", Value::Text(credential)),
            Do::Set("client_assertion", assertion),
            Do::Set("credential", Value::Text("secret")),
        ]
    };
    let certificate = |subject: &str| {
        let header = json!({ "alg": "PS256", "x5t#S256": "nobody" });
        let claims = json!({ "iss": INVOICE_BLUEPRINT, "sub": subject, "exp": 4_102_444_800_u32 });
        filled_in("certificate", Value::Unsigned(header, claims))
    };
    let federated = filled_in(
        "federated",
        Value::Unsigned(
            json!({ "alg": "RS256", "kid": "a key elsewhere" }),
            json!({
                "iss": "https://workloads.contoso.example",
                "sub": "repo:contoso/invoices:environment:Production",
                "aud": "api://AzureADTokenExchange",
                "exp": 4_102_444_800_u32,
            }),
        ),
    );
    vec![
        lesson(RefusalId::DuplicateParameter, "scope=x"),
        lesson(RefusalId::ResourceParameter, "resource=x"),
        lesson(RefusalId::TenantOfMany, "common"),
        lesson(RefusalId::TenantImplied, "organizations"),
        lesson(RefusalId::TenantUnreadable, "contoso"),
        lesson(RefusalId::TenantUnknown, "fabrikam.example"),
        lesson(RefusalId::ClientUnknown, PRINCIPAL),
        lesson(RefusalId::SecretWrong, "another"),
        lesson_by(RefusalId::AssertionClient, by("certificate")).after(certificate(BILLING_AGENT)),
        lesson_by(RefusalId::CertificateUnknown, by("certificate"))
            .after(certificate(INVOICE_BLUEPRINT)),
        lesson_by(RefusalId::FederatedUnreachable, by("federated")).after(federated),
    ]
}

/// Tokens that a reader mixes up with the exchange token.
fn other_tokens() -> Vec<Do> {
    let set = |field, value| Do::Set(field, Value::Text(value));
    vec![
        Do::Flow("client-credentials"),
        set("scope", INVOICE_API),
        Do::Run(0),
        Do::Keep("for an API", "access_token"),
        set("scope", GRAPH),
        Do::Flow("agent-autonomous"),
        set("agent_identity_id", "A65C2E19-F473-4C80-B05D-1E98D72F3AB6"),
        Do::Run(0),
        Do::Keep("in capitals", "access_token"),
        set("agent_identity_id", BILLING_AGENT),
        set("blueprint_id", TRAVEL_BLUEPRINT),
        set("client_secret", TRAVEL_SECRET),
        Do::Run(0),
        Do::Keep("second blueprint's", "access_token"),
        set("blueprint_id", INVOICE_BLUEPRINT),
        set("client_secret", "sim.Q~Contoso-example~not_a_real_secret."),
        Do::Run(0),
        Do::Keep("T1", "access_token"),
        Do::Run(1),
        Do::Keep("for Graph", "access_token"),
    ]
}

fn resource_token() -> Vec<Lesson> {
    vec![
        lesson(
            RefusalId::TwoResources,
            "https://graph.microsoft.com/.default https://management.azure.com/.default",
        ),
        lesson(
            RefusalId::ScopeInvalid,
            "https://graph.microsoft.com/.default https://graph.microsoft.com/User.Read",
        ),
        lesson(RefusalId::ScopeWithoutDefault, "https://graph.microsoft.com/User.Read.All"),
        lesson(RefusalId::ApiUnknown, "https://graph.microsoft.example/.default"),
        lesson(RefusalId::TwoCredentials, "client_secret=x"),
        lesson(RefusalId::AnotherAgent, ARCHIVE_AGENT),
        lesson(RefusalId::AssertionMalformed, "not.a.token"),
        lesson(RefusalId::AssertionSignature, Value::Forged("T1")),
        lesson(RefusalId::AssertionIssuer, Value::Kept("for Graph")),
        lesson(RefusalId::AssertionAudience, Value::Kept("for an API")),
        lesson(RefusalId::AnotherBlueprint, Value::Kept("second blueprint's")),
        lesson(RefusalId::AssertionSubjectCase, Value::Kept("in capitals")),
        lesson_by(RefusalId::AssertionTime, [TOO_LONG]),
    ]
}

fn tokens_of_the_chain() -> Vec<Do> {
    vec![
        Do::Flow("agent-user"),
        Do::Run(0),
        Do::Keep("T1", "access_token"),
        Do::Run(1),
        Do::Keep("T2", "access_token"),
        Do::Run(2),
        Do::Keep("TR", "access_token"),
    ]
}

fn agent_user() -> Vec<Lesson> {
    let name = Value::Text("billing-agent@contoso.example");
    let elsewhere = Value::Unsigned(
        json!({ "alg": "RS256" }),
        json!({ "iss": "https://login.microsoftonline.com/another/v2.0", "exp": 4_102_444_800_u32 }),
    );
    vec![
        lesson(RefusalId::NotAnAgent, INVOICE_BLUEPRINT),
        lesson(RefusalId::TwoUserNames, "username=billing-agent@contoso.example"),
        lesson(RefusalId::UserIdNoGuid, "user-id").after([Do::Set("agent_user", name)]),
        lesson(RefusalId::UserUnknown, BILLING_AGENT),
        lesson(RefusalId::UserOfAnotherAgent, BEN),
        lesson(RefusalId::UserCredentialMalformed, "not.a.token"),
        lesson(RefusalId::UserCredentialIssuer, elsewhere),
        lesson(RefusalId::UserCredentialSignature, Value::Forged("T2")),
        lesson(RefusalId::UserCredentialAudience, Value::Kept("TR")),
        lesson(RefusalId::UserCredentialSubject, Value::Kept("T1")),
        // T1 is made anew, and T2 is not.
        lesson_by(RefusalId::UserCredentialTime, [TOO_LONG, Do::Run(0)]),
    ]
}
