//! Who the client is, and whether its proof holds.

use protocol::endpoint::Authority;
use protocol::guid::Guid;
use protocol::secret::Secret;
use protocol::wire;

use crate::answer::precise_timestamp;
use crate::assertion::Assertion;
use crate::directory::{AgentIdentity, Api, ApiKind, Blueprint, Client};
use crate::engine::{Call, Stop};
use crate::mint;
use crate::refusals::{Refusal, RefusalId};
use crate::signer::Signer;

/// Entra accepts an assertion for so long before and after its times.
const CLOCK_SKEW_S: i64 = 300;

/// How a client proved itself, as `appidacr` and `azpacr` say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// A shared secret.
    Secret,
    /// A certificate, a federated identity or an exchange token.
    Assertion,
}

impl Proof {
    pub(crate) const fn acr(self) -> &'static str {
        match self {
            Self::Secret => "1",
            Self::Assertion => "2",
        }
    }
}

/// Checks the one credential of the request.
pub(crate) async fn authenticate(call: &Call<'_>, signer: &impl Signer) -> Result<Proof, Stop> {
    let body_secret = call.parameters.filled(wire::CLIENT_SECRET);
    let assertion = call.parameters.filled(wire::CLIENT_ASSERTION);
    let assertion_type = call.parameters.filled(wire::CLIENT_ASSERTION_TYPE);
    let given = [body_secret, call.basic_secret, assertion.or(assertion_type)];
    if given.into_iter().flatten().count() > 1 {
        return Err(Refusal::new(RefusalId::TwoCredentials).into());
    }
    if let Some(secret) = body_secret.or(call.basic_secret) {
        return Ok(check_secret(call, secret)?);
    }
    match (assertion, assertion_type) {
        (None, None) => Err(Refusal::new(RefusalId::NoCredential).into()),
        (Some(_), None) => Err(Refusal::new(RefusalId::AssertionTypeMissing).into()),
        (None, Some(_)) => Err(Refusal::new(RefusalId::AssertionMissing).into()),
        (Some(_), Some(kind)) if kind.expose() != wire::CLIENT_ASSERTION_TYPE_JWT_BEARER => {
            Err(Refusal::new(RefusalId::AssertionTypeUnknown).with_value("type", kind).into())
        }
        (Some(token), Some(_)) => {
            let Some(assertion) = Assertion::read(token.expose()) else {
                return Err(Refusal::new(RefusalId::AssertionMalformed).into());
            };
            match call.client {
                Client::Blueprint(blueprint) => {
                    Err(blueprint_assertion(blueprint, &assertion).into())
                }
                Client::AgentIdentity(agent) => {
                    check_exchange_token(call, agent, &assertion, signer).await?;
                    Ok(Proof::Assertion)
                }
            }
        }
    }
}

fn check_secret(call: &Call<'_>, secret: &Secret) -> Result<Proof, Refusal> {
    let client = call.client.app_id().to_string();
    match call.client {
        // Secrets of a simulation: there is nothing to learn from the time that
        // a comparison takes.
        Client::Blueprint(blueprint) if blueprint.secret == *secret => Ok(Proof::Secret),
        Client::Blueprint(_) => Err(Refusal::new(RefusalId::SecretWrong).with("client", &client)),
        Client::AgentIdentity(_) => {
            Err(Refusal::new(RefusalId::AgentWithSecret).with("client", &client))
        }
    }
}

/// The simulated blueprints have neither a certificate nor a federated identity
/// credential, so no assertion can be theirs.
fn blueprint_assertion(blueprint: &Blueprint, assertion: &Assertion<'_>) -> Refusal {
    if Guid::parse(&assertion.issuer) == Some(blueprint.app_id) {
        return Refusal::new(RefusalId::CertificateUnknown);
    }
    Refusal::new(RefusalId::NoFederatedCredential).with("client", &blueprint.app_id.to_string())
}

/// An agent identity proves itself with a token that its blueprint got for it:
/// Entra's exchange of this tenant issued it, for the exchange, to the parent,
/// and its subject path ends with this agent.
async fn check_exchange_token(
    call: &Call<'_>,
    agent: &AgentIdentity,
    assertion: &Assertion<'_>,
    signer: &impl Signer,
) -> Result<(), Stop> {
    let refuse = |id| Err(Refusal::new(id).into());
    // The issuer comes first, as in every federated credential: a token that was
    // asked for with the final API as scope is of version 1.0 and fails here.
    if assertion.issuer != mint::issuer_v2(call.authority, call.tenant()) {
        return Err(Refusal::new(RefusalId::AssertionIssuer)
            .with("issuer", &assertion.issuer)
            .into());
    }
    if assertion.algorithm != "RS256"
        || !signer.verify(assertion.signing_input.as_bytes(), &assertion.signature).await?
    {
        return refuse(RefusalId::AssertionSignature);
    }
    let earliest = assertion.not_before.saturating_sub(CLOCK_SKEW_S);
    let latest = assertion.expires.saturating_add(CLOCK_SKEW_S);
    if !(earliest..=latest).contains(&call.now) {
        return Err(Refusal::new(RefusalId::AssertionTime)
            .with("now", &precise_timestamp(call.now))
            .with("from", &precise_timestamp(assertion.not_before))
            .with("until", &precise_timestamp(assertion.expires))
            .into());
    }
    let audience = Guid::parse(&assertion.audience);
    let is_for_exchange =
        |api: &Api| api.kind == ApiKind::TokenExchange && Some(api.app_id) == audience;
    if !call.directory.apis.iter().any(is_for_exchange) {
        return Err(Refusal::new(RefusalId::AssertionAudience)
            .with("audience", &assertion.audience)
            .into());
    }
    check_subject(call.authority, call.tenant(), agent, assertion).map_err(Stop::from)
}

fn check_subject(
    authority: &Authority,
    tenant: Guid,
    agent: &AgentIdentity,
    assertion: &Assertion<'_>,
) -> Result<(), Refusal> {
    let subject = assertion.subject.as_str();
    let refuse = |id| Err(Refusal::new(id).with("subject", subject));
    let expected = mint::fmi_subject(authority, tenant, agent.blueprint, &agent.id.to_string());
    if subject == expected {
        return Ok(());
    }
    let beginning = mint::fmi_subject(authority, tenant, agent.blueprint, "");
    match subject.strip_prefix(beginning.as_str()) {
        Some(path) if Guid::parse(path) == Some(agent.id) => {
            refuse(RefusalId::AssertionSubjectCase)
        }
        // A path of another blueprint, and no path at all: the agent's own
        // exchange token has its object id there.
        None if subject.starts_with('/') => Err(Refusal::new(RefusalId::AnotherBlueprint)
            .with("subject", subject)
            .with("issuer", &assertion.issuer)
            .with("client", &agent.id.to_string())),
        _ => refuse(RefusalId::AnotherAgent),
    }
}
