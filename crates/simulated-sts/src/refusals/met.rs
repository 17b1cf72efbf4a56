//! Where a reader of the page meets each refusal: the flow, its step, and what is
//! changed there. The error gallery leads to it, and the end-to-end test goes
//! there and earns it.

use protocol::explanation::{Earned, Place};
use protocol::flows::{Flow, FlowId};
use protocol::inputs::InputId;

use super::{REFUSALS, RefusalId};
use By::{Again, Field, Person, Time};

/// What earns a refusal at a step that works otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Another value in one field.
    Field(InputId),
    /// Waiting.
    Time,
    /// What the person who signs in answers.
    Person,
    /// Running the step a second time.
    Again,
}

/// A place in the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Met {
    /// The flow.
    pub flow: &'static Flow,
    /// The step, counted from 0.
    pub step: usize,
    /// What is changed.
    pub by: By,
}

impl RefusalId {
    /// Where a reader meets this refusal; `None` for those that no field of the
    /// page can earn.
    #[must_use]
    pub fn met(self) -> Option<Met> {
        let (_, place, by) = PLACES.iter().find(|(id, ..)| *id == self)?;
        let (flow, step) = place.split_once('/')?;
        let flow = FlowId::parse(flow)?;
        let (step, _) = flow.step(step)?;
        Some(Met { flow, step, by: *by })
    }
}

/// Every way to bring the simulated Entra to a number, for the error gallery.
#[must_use]
pub fn earned(code: u32) -> Vec<Earned> {
    let rows = REFUSALS.iter().filter(|row| row.code == code);
    rows.map(|row| Earned {
        how: row.id.earned_by().into(),
        provenance: row.id.provenance().sentence().into(),
        place: row.id.met().map(|met| Place {
            flow: met.flow.id.as_str().into(),
            step: met.step,
            input: match met.by {
                Field(input) => input.name().into(),
                Time | Person | Again => "".into(),
            },
        }),
    })
    .collect()
}

const T1: &str = "agent-autonomous/blueprint-token";
const TR: &str = "agent-autonomous/resource-token";
const FOR_PERSON: &str = "agent-on-behalf-of/resource-token";
const AS_USER: &str = "agent-user/resource-token";
const APP: &str = "client-credentials/token";
const API: &str = "on-behalf-of/token";
const SIGN_IN: &str = "authorization-code/authorize";
const REDEEM: &str = "authorization-code/redeem";
const REFRESH: &str = "refresh-token/refresh";
const DEVICE: &str = "device-code/start";
const POLL: &str = "device-code/poll";
const ADMIN_CONSENT: &str = "admin-consent/consent";
const USER_CONSENT: &str = "user-consent/consent";

/// The places, as `flow/step`.
const PLACES: &[(RefusalId, &str, By)] = &[
    (RefusalId::DuplicateParameter, T1, Field(InputId::Extra)),
    (RefusalId::ResourceParameter, T1, Field(InputId::Extra)),
    (RefusalId::TenantOfMany, T1, Field(InputId::Tenant)),
    (RefusalId::TenantImplied, T1, Field(InputId::Tenant)),
    (RefusalId::TenantUnreadable, T1, Field(InputId::Tenant)),
    (RefusalId::TenantUnknown, T1, Field(InputId::Tenant)),
    (RefusalId::ClientUnknown, T1, Field(InputId::BlueprintId)),
    (RefusalId::OriginOnConfidential, REDEEM, Field(InputId::Platform)),
    (RefusalId::TwoResources, TR, Field(InputId::Scope)),
    (RefusalId::ScopeInvalid, TR, Field(InputId::Scope)),
    (RefusalId::ScopeWithoutDefault, TR, Field(InputId::Scope)),
    (RefusalId::TwoCredentials, TR, Field(InputId::Extra)),
    (RefusalId::AgentWithSecret, APP, Field(InputId::ServiceId)),
    (RefusalId::SecretWrong, T1, Field(InputId::ClientSecret)),
    (RefusalId::AssertionMalformed, TR, Field(InputId::BlueprintToken)),
    (RefusalId::CertificateUnknown, T1, Field(InputId::ClientAssertion)),
    (RefusalId::AssertionClient, T1, Field(InputId::ClientAssertion)),
    (RefusalId::NoFederatedCredential, APP, Field(InputId::ServiceAssertion)),
    (RefusalId::FederatedUnreachable, T1, Field(InputId::ClientAssertion)),
    (RefusalId::AssertionIssuer, TR, Field(InputId::BlueprintToken)),
    (RefusalId::AssertionSignature, TR, Field(InputId::BlueprintToken)),
    (RefusalId::AssertionTime, TR, Time),
    (RefusalId::AssertionAudience, TR, Field(InputId::BlueprintToken)),
    (RefusalId::AnotherBlueprint, TR, Field(InputId::BlueprintToken)),
    (RefusalId::AssertionSubjectCase, TR, Field(InputId::BlueprintToken)),
    (RefusalId::AnotherAgent, TR, Field(InputId::AgentIdentityId)),
    (RefusalId::ApiUnknown, TR, Field(InputId::Scope)),
    (RefusalId::FmiPathMissing, APP, Field(InputId::Scope)),
    (RefusalId::FmiPathEmpty, APP, Field(InputId::Extra)),
    (RefusalId::BlueprintAppOnly, APP, Field(InputId::Scope)),
    (RefusalId::PublicWithCredential, REDEEM, Field(InputId::Extra)),
    (RefusalId::CredentialRequired, REDEEM, Field(InputId::Platform)),
    (RefusalId::OriginMissing, REDEEM, Field(InputId::Platform)),
    (RefusalId::GrantUnknown, REDEEM, Field(InputId::Code)),
    (RefusalId::GrantOfAnotherClient, REDEEM, Field(InputId::ClientId)),
    (RefusalId::ConsentMissing, FOR_PERSON, Field(InputId::Scope)),
    (RefusalId::CodeRedeemed, REDEEM, Again),
    (RefusalId::CodeExpired, REDEEM, Time),
    (RefusalId::RedirectChanged, REDEEM, Field(InputId::RedirectUri)),
    (RefusalId::VerifierWrong, REDEEM, Field(InputId::CodeVerifier)),
    (RefusalId::RefreshExpired, REFRESH, Time),
    (RefusalId::PageRefreshExpired, REFRESH, Time),
    (RefusalId::BlueprintOnBehalfOf, FOR_PERSON, Field(InputId::AgentIdentityId)),
    (RefusalId::UserAssertionMalformed, FOR_PERSON, Field(InputId::UserToken)),
    (RefusalId::UserAssertionInvalid, FOR_PERSON, Field(InputId::UserToken)),
    (RefusalId::IdTokenAsAssertion, FOR_PERSON, Field(InputId::UserToken)),
    (RefusalId::UserAssertionTime, API, Time),
    (RefusalId::UserAssertionAudience, FOR_PERSON, Field(InputId::UserToken)),
    (RefusalId::AppAssertion, FOR_PERSON, Field(InputId::UserToken)),
    (RefusalId::NotAnAgent, AS_USER, Field(InputId::AgentIdentityId)),
    (RefusalId::TwoUserNames, AS_USER, Field(InputId::Extra)),
    (RefusalId::UserIdNoGuid, AS_USER, Field(InputId::AgentUserVariant)),
    (RefusalId::UserCredentialMalformed, AS_USER, Field(InputId::AgentToken)),
    (RefusalId::UserCredentialIssuer, AS_USER, Field(InputId::AgentToken)),
    (RefusalId::UserCredentialSignature, AS_USER, Field(InputId::AgentToken)),
    (RefusalId::UserCredentialTime, AS_USER, Time),
    (RefusalId::UserCredentialAudience, AS_USER, Field(InputId::AgentToken)),
    (RefusalId::UserCredentialSubject, AS_USER, Field(InputId::AgentToken)),
    (RefusalId::UserUnknown, AS_USER, Field(InputId::AgentUser)),
    (RefusalId::UserOfAnotherAgent, AS_USER, Field(InputId::AgentUser)),
    (RefusalId::AgentInteractive, DEVICE, Field(InputId::ClientId)),
    (RefusalId::PublicFlowsOff, POLL, Field(InputId::ClientId)),
    (RefusalId::DeviceCodeUnknown, POLL, Field(InputId::DeviceCode)),
    (RefusalId::DeviceExpired, POLL, Time),
    (RefusalId::DeviceDeclined, POLL, Person),
    (RefusalId::TenantConsumers, SIGN_IN, Field(InputId::Tenant)),
    (RefusalId::NotMultiTenant, SIGN_IN, Field(InputId::Tenant)),
    (RefusalId::AgentResponseType, SIGN_IN, Field(InputId::ClientId)),
    (RefusalId::AgentConsent, USER_CONSENT, Field(InputId::ConsentClientId)),
    (RefusalId::RedirectUnknown, SIGN_IN, Field(InputId::RedirectUri)),
    (RefusalId::ResponseTypeOff, SIGN_IN, Field(InputId::ResponseType)),
    (RefusalId::ResponseModeWrong, SIGN_IN, Field(InputId::ResponseMode)),
    (RefusalId::PromptUnknown, SIGN_IN, Field(InputId::Extra)),
    (RefusalId::ScopeUnknown, SIGN_IN, Field(InputId::UserScope)),
    (RefusalId::NobodySignedIn, SIGN_IN, Field(InputId::LoginHint)),
    (RefusalId::SilentConsent, SIGN_IN, Field(InputId::UserScope)),
    (RefusalId::SignInCancelled, SIGN_IN, Person),
    (RefusalId::ConsentDeclined, SIGN_IN, Person),
    (RefusalId::AdminNeeded, ADMIN_CONSENT, Person),
];

#[cfg(test)]
mod tests {
    use super::{By, PLACES};

    #[test]
    fn every_place_is_a_step_of_a_flow_and_has_the_field_that_is_changed() {
        for (id, place, by) in PLACES {
            let met = id.met().unwrap_or_else(|| panic!("{id:?}: no step is called {place}"));
            assert_eq!(PLACES.iter().filter(|(other, ..)| other == id).count(), 1, "{id:?}");
            if let By::Field(input) = by {
                let step = &met.flow.steps[met.step];
                let named = step.input_named(input.name());
                assert_eq!(named, Some(*input), "{id:?}: {place} has no such field");
            }
        }
    }
}
