//! On behalf of a person: an API in the middle, or an agent identity, hands on
//! the token that it was called with (RFC 7523 2.1, in Entra's form).

use protocol::guid::Guid;
use protocol::wire;

use super::user_fic;
use crate::answer::Granted;
use crate::assertion::Assertion;
use crate::authentication::{authenticate, out_of_time};
use crate::context::{Call, Stop};
use crate::delegated;
use crate::directory::Client;
use crate::mint;
use crate::refusals::{Refusal, RefusalId};
use crate::signer::Signer;
use crate::state::Delegation;
use crate::token_check::{is_in_time, is_ours};

pub(super) async fn answer(call: &Call<'_>, signer: &impl Signer) -> Result<Granted, Stop> {
    let assertion = call.parameters.required(wire::ASSERTION)?;
    let token_use = call.parameters.required(wire::REQUESTED_TOKEN_USE)?;
    if token_use.expose() != "on_behalf_of" {
        let refusal = Refusal::new(RefusalId::TokenUseUnknown);
        return Err(refusal.with_value("use", token_use).into());
    }
    if user_fic::names_a_user(call) {
        // The form that agent users had before `user_fic`.
        return user_fic::redeem(call, assertion, signer).await;
    }
    let scope = call.parameters.required(wire::SCOPE)?.expose().to_owned();
    let asked = crate::scope::Asked::read(&scope, call.context)?;
    asked.one(&scope)?;
    // Whatever its proof: it often has its own exchange token with it, as if it were
    // the agent.
    if let Client::Blueprint(blueprint) = call.client {
        return Err(Refusal::new(RefusalId::BlueprintOnBehalfOf)
            .with("client", &blueprint.app_id.to_string())
            .into());
    }
    let proof = authenticate(call, signer, RefusalId::CredentialRequired).await?;
    let Some(token) = Assertion::read(assertion.expose()) else {
        return Err(Refusal::new(RefusalId::UserAssertionMalformed).into());
    };
    let user = check(call, &token, signer).await?;
    let delegation = Delegation {
        client: call.client.app_id(),
        user,
        scope,
        platform: None,
        session: token.id("sid").unwrap_or_else(|| call.context.seed.guid("sid")),
        nonce: None,
        started: call.context.now,
    };
    delegated::issue(call, delegation, proof, signer).await
}

/// The person of the token, which must be one of ours, for this client, and
/// about a person.
async fn check(call: &Call<'_>, token: &Assertion<'_>, signer: &impl Signer) -> Result<Guid, Stop> {
    let context = call.context;
    let tenant = context.tenant();
    let issuers =
        [mint::issuer_v1(context.authority, tenant), mint::issuer_v2(context.authority, tenant)];
    if !issuers.contains(&token.issuer) || !is_ours(token, signer).await? {
        return Err(Refusal::new(RefusalId::UserAssertionInvalid).into());
    }
    let is_app_only = token.claims.has("roles") || token.claim("idtyp") == "app";
    if token.scopes().is_none() && !is_app_only && token.client().is_none() {
        return Err(Refusal::new(RefusalId::IdTokenAsAssertion).into());
    }
    if !is_in_time(token, context.now) {
        return Err(out_of_time(RefusalId::UserAssertionTime, token, context.now).into());
    }
    let middle = call.client.parent().unwrap_or(call.client.app_id());
    if !context.directory.api_of(middle).is_some_and(|api| api.is_audience(&token.audience)) {
        return Err(Refusal::new(RefusalId::UserAssertionAudience)
            .with("audience", &token.audience)
            .with("expected", &format!("api://{middle}"))
            .into());
    }
    if token.scopes().is_none() {
        return Err(Refusal::new(RefusalId::AppAssertion)
            .with("client", &call.client.app_id().to_string())
            .into());
    }
    token.id("oid").ok_or_else(|| Refusal::new(RefusalId::UserAssertionInvalid).into())
}
