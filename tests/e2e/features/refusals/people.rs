//! Refusals of sign-ins and of what comes of them.

use simulated_sts::refusals::RefusalId;

use super::agents::INVOICE_BLUEPRINT;
use super::reader::{Do, Value};
use super::{Lesson, Scene, lesson, lesson_by};

const BILLING_AGENT: &str = "a65c2e19-f473-4c80-b05d-1e98d72f3ab6";
const PORTAL: &str = "2d95b7c4-16f0-4ae8-b3d7-60f29c14a85e";
const NOBODYS_VERIFIER: &str = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";

/// A sign-in to the page's app, to its tokens.
pub(super) const UPON_SIGN_IN: [Do; 3] = [Do::Flow("authorization-code"), Do::Run(0), Do::Run(1)];

const fn set(field: &'static str, value: &'static str) -> Do {
    Do::Set(field, Value::Text(value))
}

pub(super) fn scenes() -> Vec<Scene> {
    let portal = || {
        vec![
            Do::Flow("authorization-code"),
            set("client_id", PORTAL),
            set("platform", "web"),
            set("redirect_uri", "https://portal.contoso.example/signin-oidc"),
            Do::Step(1),
            set("client_secret", "sim.Q~Contoso-example~portal_of_the_company"),
        ]
    };
    let refresh = |first: Vec<Do>| {
        let mut all = first;
        all.extend(UPON_SIGN_IN);
        all.push(Do::Keep("refresh token", "refresh_token"));
        all.push(Do::Flow("refresh-token"));
        all.push(Do::Set("refresh_token", Value::Kept("refresh token")));
        all
    };
    vec![
        Scene { first: UPON_SIGN_IN.into(), lessons: sign_in() },
        Scene { first: Vec::new(), lessons: redemption() },
        Scene {
            first: portal(),
            lessons: vec![
                lesson(RefusalId::NotMultiTenant, "common"),
                lesson(RefusalId::ResponseModeWrong, "query")
                    .after([set("response_type", "code id_token")]),
                lesson(RefusalId::OriginOnConfidential, "spa"),
                lesson(RefusalId::CredentialRequired, "native"),
            ],
        },
        Scene {
            first: refresh(Vec::new()),
            lessons: vec![lesson_by(RefusalId::PageRefreshExpired, [Do::Wait(86_460)])],
        },
        Scene {
            first: refresh(vec![
                Do::Flow("authorization-code"),
                set("platform", "native"),
                set("redirect_uri", "http://localhost"),
            ]),
            lessons: vec![lesson_by(RefusalId::RefreshExpired, [Do::Wait(7_776_060)])],
        },
        Scene {
            first: Vec::new(),
            lessons: vec![
                lesson(RefusalId::AgentConsent, BILLING_AGENT),
                lesson_by(RefusalId::AdminNeeded, [Do::Person("Ben", "Accept")]),
            ],
        },
        Scene { first: Vec::new(), lessons: device() },
    ]
}

fn sign_in() -> Vec<Lesson> {
    vec![
        lesson(RefusalId::TenantConsumers, "consumers"),
        lesson(RefusalId::AgentResponseType, INVOICE_BLUEPRINT),
        lesson(RefusalId::RedirectUnknown, "https://play.contoso.example/"),
        lesson(RefusalId::ResponseTypeOff, "code id_token"),
        lesson(RefusalId::PromptUnknown, "prompt=please"),
        lesson(RefusalId::ScopeUnknown, "https://graph.microsoft.com/User.Reed"),
        lesson(RefusalId::NobodySignedIn, "ben@contoso.example").after([set("prompt", "none")]),
        lesson(RefusalId::SilentConsent, "https://graph.microsoft.com/Files.Read")
            .after([set("prompt", "none")]),
        lesson_by(RefusalId::SignInCancelled, [Do::Person("Ada", "Cancel")]),
        lesson_by(RefusalId::ConsentDeclined, [Do::Person("Ada", "Deny")])
            .after([set("prompt", "consent")]),
    ]
}

fn redemption() -> Vec<Lesson> {
    vec![
        lesson(RefusalId::PublicWithCredential, "client_secret=x"),
        lesson(RefusalId::OriginMissing, "native"),
        lesson(RefusalId::GrantUnknown, "x"),
        lesson(RefusalId::GrantOfAnotherClient, PORTAL),
        lesson(RefusalId::RedirectChanged, "http://localhost"),
        lesson(RefusalId::VerifierWrong, NOBODYS_VERIFIER),
        lesson_by(RefusalId::CodeExpired, [Do::Wait(660)]),
        lesson_by(RefusalId::CodeRedeemed, []),
    ]
}

fn device() -> Vec<Lesson> {
    vec![
        lesson(RefusalId::AgentInteractive, BILLING_AGENT),
        lesson(RefusalId::PublicFlowsOff, PORTAL),
        lesson(RefusalId::DeviceCodeUnknown, "x"),
        lesson_by(RefusalId::DeviceExpired, [Do::Wait(960)]),
        lesson_by(RefusalId::DeviceDeclined, [Do::Person("Ada", "Decline")]),
    ]
}
