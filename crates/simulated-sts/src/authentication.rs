//! Whether the client's proof holds: a secret, a certificate, a federated token
//! or, for an agent identity, its blueprint's exchange token.

use protocol::endpoint::Authority;
use protocol::guid::Guid;
use protocol::secret::Secret;
use protocol::wire;

use crate::answer::precise_timestamp;
use crate::assertion::Assertion;
use crate::context::{Call, Context, Stop};
use crate::directory::{AgentIdentity, Api, ApiKind, Client};
use crate::mint;
use crate::refusals::{Refusal, RefusalId};
use crate::signer::Signer;
use crate::token_check::{is_in_time, is_ours};
use crate::{certificate_assertion, federation};

/// How a client proved itself, as `appidacr` and `azpacr` say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// None: a public client.
    Public,
    /// A shared secret.
    Secret,
    /// A certificate, a federated identity or an exchange token.
    Assertion,
}

impl Proof {
    pub(crate) const fn acr(self) -> &'static str {
        match self {
            Self::Public => "0",
            Self::Secret => "1",
            Self::Assertion => "2",
        }
    }
}

/// What the request brings as proof, in any of the three places.
pub(crate) fn has_credential(call: &Call<'_>) -> bool {
    let sent = |name| call.parameters.filled(name).is_some();
    call.basic_secret.is_some() || sent(wire::CLIENT_SECRET) || sent(wire::CLIENT_ASSERTION)
}

/// Checks the one credential of the request. `missing` is what Entra says when
/// there is none: it differs from grant to grant.
pub(crate) async fn authenticate(
    call: &Call<'_>,
    signer: &impl Signer,
    missing: RefusalId,
) -> Result<Proof, Stop> {
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
    let app_only = missing == RefusalId::NoCredential;
    match (assertion, assertion_type) {
        (None, None) => Err(Refusal::new(missing).into()),
        (Some(_), None) if app_only => Err(Refusal::new(RefusalId::AssertionTypeMissing).into()),
        (None, Some(_)) if app_only => Err(Refusal::new(RefusalId::AssertionMissing).into()),
        (Some(_), None) | (None, Some(_)) => Err(Refusal::new(missing).into()),
        (Some(_), Some(kind)) if kind.expose() != wire::CLIENT_ASSERTION_TYPE_JWT_BEARER => {
            Err(Refusal::new(RefusalId::AssertionTypeUnknown).with_value("type", kind).into())
        }
        (Some(token), Some(_)) => {
            let Some(assertion) = Assertion::read(token.expose()) else {
                return Err(Refusal::new(RefusalId::AssertionMalformed).into());
            };
            check_assertion(call, &assertion, signer).await?;
            Ok(Proof::Assertion)
        }
    }
}

async fn check_assertion(
    call: &Call<'_>,
    assertion: &Assertion<'_>,
    signer: &impl Signer,
) -> Result<(), Stop> {
    if let Client::AgentIdentity(agent) = call.client {
        return check_exchange_token(call.context, agent, assertion, signer).await;
    }
    let Some(credentials) = call.client.credentials() else { return Ok(()) };
    // A client's own assertion names the client; a federated one its issuer.
    if assertion.issuer.contains("://") {
        federation::check(call, credentials, assertion, signer).await
    } else {
        certificate_assertion::check(call, credentials, assertion, signer).await
    }
}

fn check_secret(call: &Call<'_>, secret: &Secret) -> Result<Proof, Refusal> {
    let client = call.client.app_id().to_string();
    let Some(credentials) = call.client.credentials() else {
        return Err(Refusal::new(RefusalId::AgentWithSecret).with("client", &client));
    };
    // Secrets of a simulation: there is nothing to learn from the time that a
    // comparison takes.
    if credentials.secrets.contains(secret) {
        Ok(Proof::Secret)
    } else {
        Err(Refusal::new(RefusalId::SecretWrong).with("client", &client))
    }
}

/// [`RefusalId::AssertionTime`], or another row with the same gaps.
pub(crate) fn out_of_time(id: RefusalId, token: &Assertion<'_>, now: i64) -> Refusal {
    Refusal::new(id)
        .with("now", &precise_timestamp(now))
        .with("from", &precise_timestamp(token.not_before))
        .with("until", &precise_timestamp(token.expires))
}

/// Whether a token is for the token exchange of this tenant.
pub(crate) fn is_for_exchange(context: Context<'_>, token: &Assertion<'_>) -> bool {
    let audience = Guid::parse(&token.audience);
    let fits = |api: &Api| api.kind == ApiKind::TokenExchange && Some(api.app_id) == audience;
    context.directory.apis.iter().any(fits)
}

/// An agent identity proves itself with a token that its blueprint got for it:
/// Entra's exchange of this tenant issued it, for the exchange, to the parent,
/// and its subject path ends with this agent.
async fn check_exchange_token(
    context: Context<'_>,
    agent: &AgentIdentity,
    assertion: &Assertion<'_>,
    signer: &impl Signer,
) -> Result<(), Stop> {
    // The issuer comes first, as in every federated credential: a token that was
    // asked for with the final API as scope is of version 1.0 and fails here.
    if assertion.issuer != mint::issuer_v2(context.authority, context.tenant()) {
        return Err(Refusal::new(RefusalId::AssertionIssuer)
            .with("issuer", &assertion.issuer)
            .into());
    }
    if !is_ours(assertion, signer).await? {
        return Err(Refusal::new(RefusalId::AssertionSignature).into());
    }
    if !is_in_time(assertion, context.now) {
        return Err(out_of_time(RefusalId::AssertionTime, assertion, context.now).into());
    }
    if !is_for_exchange(context, assertion) {
        return Err(Refusal::new(RefusalId::AssertionAudience)
            .with("audience", &assertion.audience)
            .into());
    }
    check_subject(context.authority, context.tenant(), agent, assertion).map_err(Stop::from)
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
