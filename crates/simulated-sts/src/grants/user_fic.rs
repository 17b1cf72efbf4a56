//! Agent users: an agent identity takes the place of its user account. It proves
//! itself with the blueprint's exchange token (T1), and brings its own (T2) as
//! the user's credential.

use protocol::guid::Guid;
use protocol::secret::Secret;
use protocol::wire;

use crate::answer::Granted;
use crate::assertion::Assertion;
use crate::authentication::{authenticate, is_for_exchange, out_of_time};
use crate::context::{Call, Stop};
use crate::delegated;
use crate::directory::{AgentIdentity, Client, User};
use crate::mint;
use crate::refusals::{Refusal, RefusalId};
use crate::scope::Asked;
use crate::signer::Signer;
use crate::state::Delegation;
use crate::token_check::{is_in_time, is_ours};

pub(super) async fn answer(call: &Call<'_>, signer: &impl Signer) -> Result<Granted, Stop> {
    let credential = call.parameters.required(wire::USER_FEDERATED_IDENTITY_CREDENTIAL)?;
    redeem(call, credential, signer).await
}

/// Whether the request names a user.
pub(super) fn names_a_user(call: &Call<'_>) -> bool {
    let names = [wire::USER_ID, wire::USERNAME];
    names.iter().any(|name| call.parameters.filled(name).is_some())
}

/// The rest of the grant, whatever parameter brought the agent's token.
pub(super) async fn redeem(
    call: &Call<'_>,
    credential: &Secret,
    signer: &impl Signer,
) -> Result<Granted, Stop> {
    let scope = call.parameters.required(wire::SCOPE)?.expose().to_owned();
    Asked::read(&scope, call.context)?.one(&scope)?;
    let Client::AgentIdentity(agent) = call.client else {
        return Err(Refusal::new(RefusalId::NotAnAgent)
            .with("grant", "user_fic")
            .with("client", &call.client.app_id().to_string())
            .into());
    };
    let name = user_name(call)?;
    let proof = authenticate(call, signer, RefusalId::CredentialRequired).await?;
    check_credential(call, agent, credential, signer).await?;
    let user = find(call, agent, name)?;
    let delegation = Delegation {
        client: agent.id,
        user: user.id,
        scope,
        platform: None,
        session: call.context.seed.guid("sid"),
        nonce: None,
        started: call.context.now,
    };
    delegated::issue(call, delegation, proof, signer).await
}

/// How the request names the user.
enum UserName<'a> {
    Id(Guid),
    SignInName(&'a Secret),
}

fn user_name<'a>(call: &Call<'a>) -> Result<UserName<'a>, Refusal> {
    let filled = |name| call.parameters.filled(name);
    match (filled(wire::USER_ID), filled(wire::USERNAME)) {
        (Some(_), Some(_)) => Err(Refusal::new(RefusalId::TwoUserNames)),
        (Some(id), None) => Guid::parse(id.expose())
            .map(UserName::Id)
            .ok_or_else(|| Refusal::new(RefusalId::UserIdNoGuid)),
        (None, Some(name)) => Ok(UserName::SignInName(name)),
        (None, None) => Err(Refusal::new(RefusalId::ParameterMissing).with("name", wire::USER_ID)),
    }
}

async fn check_credential(
    call: &Call<'_>,
    agent: &AgentIdentity,
    credential: &Secret,
    signer: &impl Signer,
) -> Result<(), Stop> {
    let context = call.context;
    let Some(token) = Assertion::read(credential.expose()) else {
        return Err(Refusal::new(RefusalId::UserCredentialMalformed).into());
    };
    // A token of version 1.0 has another issuer, but is Entra's all the same: its
    // audience is what is wrong.
    let issuers = [
        mint::issuer_v2(context.authority, context.tenant()),
        mint::issuer_v1(context.authority, context.tenant()),
    ];
    if !issuers.contains(&token.issuer) {
        let refusal = Refusal::new(RefusalId::UserCredentialIssuer);
        return Err(refusal.with("issuer", &token.issuer).into());
    }
    if !is_ours(&token, signer).await? {
        return Err(Refusal::new(RefusalId::UserCredentialSignature).into());
    }
    if !is_in_time(&token, context.now) {
        return Err(out_of_time(RefusalId::UserCredentialTime, &token, context.now).into());
    }
    if !is_for_exchange(context, &token) {
        let refusal = Refusal::new(RefusalId::UserCredentialAudience);
        return Err(refusal.with("audience", &token.audience).into());
    }
    if Guid::parse(&token.subject) != Some(agent.id) {
        let refusal = Refusal::new(RefusalId::UserCredentialSubject);
        return Err(refusal.with("subject", &token.subject).into());
    }
    Ok(())
}

fn find<'a>(
    call: &Call<'a>,
    agent: &AgentIdentity,
    name: UserName<'_>,
) -> Result<&'a User, Refusal> {
    let directory = call.context.directory;
    let (found, shown) = match name {
        UserName::Id(id) => (directory.user(id), id.to_string()),
        UserName::SignInName(name) => {
            (directory.user_named(name.expose()), name.expose().to_owned())
        }
    };
    let Some(user) = found else {
        return Err(Refusal::new(RefusalId::UserUnknown)
            .with("user", &shown)
            .with("tenant", &directory.tenant.name));
    };
    if user.parent != Some(agent.id) {
        return Err(Refusal::new(RefusalId::UserOfAnotherAgent)
            .with("user", &shown)
            .with("client", &agent.id.to_string()));
    }
    Ok(user)
}
