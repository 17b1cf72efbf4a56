//! Refusals of apps on their own, and of those that act for a person.

use simulated_sts::refusals::RefusalId;

use super::agents::{GRAPH, INVOICE_BLUEPRINT};
use super::people::UPON_SIGN_IN;
use super::reader::{Do, Value};
use super::{Lesson, Scene, lesson, lesson_by};

const BILLING_AGENT: &str = "a65c2e19-f473-4c80-b05d-1e98d72f3ab6";
const BLUEPRINT_SECRET: &str = "sim.Q~Contoso-example~not_a_real_secret.";
const EXCHANGE: &str = "api://AzureADTokenExchange/.default";
const ORDERS_API: &str = "70a4d8e1-5b93-4f2c-a6e8-1d07b45f923c";
const ORDERS_SECRET: &str = "sim.Q~Contoso-example~orders_in_the_middle";
const LEDGER: &str = "api://92c750eb-3e1d-4f84-a6b9-d805f16c4273/.default";

pub(super) fn scenes() -> Vec<Scene> {
    let set = |field, value| Do::Set(field, Value::Text(value));
    vec![
        Scene {
            first: vec![
                Do::Flow("agent-autonomous"),
                Do::Run(0),
                Do::Keep("T1", "access_token"),
                Do::Flow("client-credentials"),
                set("credential", "federated"),
                Do::Set("client_assertion", Value::Kept("T1")),
                set("credential", "secret"),
            ],
            lessons: vec![
                lesson(RefusalId::AgentWithSecret, BILLING_AGENT),
                lesson_by(RefusalId::NoFederatedCredential, [set("credential", "federated")]),
            ],
        },
        Scene {
            first: vec![
                Do::Flow("client-credentials"),
                set("client_id", INVOICE_BLUEPRINT),
                set("client_secret", BLUEPRINT_SECRET),
            ],
            lessons: vec![
                lesson(RefusalId::FmiPathMissing, EXCHANGE),
                lesson(RefusalId::BlueprintAppOnly, "https://management.azure.com/.default"),
                lesson(RefusalId::FmiPathEmpty, "fmi_path=").after([
                    set("extra", "fmi_path=a65c2e19-f473-4c80-b05d-1e98d72f3ab6"),
                    set("scope", EXCHANGE),
                ]),
            ],
        },
        Scene { first: other_tokens(), lessons: for_a_person() },
        Scene {
            first: vec![
                Do::Flow("authorization-code"),
                set("scope", "api://70a4d8e1-5b93-4f2c-a6e8-1d07b45f923c/Orders.Read"),
                Do::Run(0),
                Do::Run(1),
                Do::Keep("of the caller", "access_token"),
                Do::Flow("on-behalf-of"),
                set("client_id", ORDERS_API),
                set("client_secret", ORDERS_SECRET),
                Do::Set("assertion", Value::Kept("of the caller")),
            ],
            lessons: vec![lesson_by(RefusalId::UserAssertionTime, [Do::Wait(7_200)])],
        },
    ]
}

/// Tokens that a reader mixes up with the person's token for the blueprint.
fn other_tokens() -> Vec<Do> {
    let mut first = vec![
        Do::Flow("client-credentials"),
        Do::Set("scope", Value::Text("api://8b1d6f07-52ce-4a38-9d64-e0a73c95b1f2/.default")),
        Do::Run(0),
        Do::Keep("of an app", "access_token"),
        Do::Set("scope", Value::Text(GRAPH)),
    ];
    first.extend(UPON_SIGN_IN);
    first.extend([
        Do::Keep("for Graph", "access_token"),
        Do::Keep("id", "id_token"),
        Do::Flow("agent-on-behalf-of"),
        Do::Run(0),
        Do::Run(1),
        Do::Keep("Tc", "access_token"),
    ]);
    first
}

fn for_a_person() -> Vec<Lesson> {
    let refresh_with_an_old_proof = Lesson {
        first: vec![Do::Set(
            "scope",
            Value::Text("https://graph.microsoft.com/User.Read offline_access"),
        )],
        elsewhere: Some(("agent-on-behalf-of", 4)),
        ..lesson_by(RefusalId::AssertionTime, [Do::Wait(3_960)])
    };
    vec![
        lesson(RefusalId::ConsentMissing, LEDGER),
        lesson(RefusalId::BlueprintOnBehalfOf, INVOICE_BLUEPRINT),
        lesson(RefusalId::UserAssertionMalformed, "not.a.token"),
        lesson(RefusalId::UserAssertionInvalid, Value::Forged("Tc")),
        lesson(RefusalId::IdTokenAsAssertion, Value::Kept("id")),
        lesson(RefusalId::UserAssertionAudience, Value::Kept("for Graph")),
        lesson(RefusalId::AppAssertion, Value::Kept("of an app")),
        refresh_with_an_old_proof,
    ]
}
