//! Federated identity credentials: a token of another issuer as proof of a
//! client. Issuer, subject and audience are compared with their case.
//!
//! Two issuers can be checked here: the simulated managed identity, and the
//! simulated workload issuer. The keys of issuers in the real world are out of
//! reach.

use crate::assertion::Assertion;
use crate::authentication::out_of_time;
use crate::context::{Call, Stop};
use crate::directory::{Credentials, FederatedCredential, WORKLOAD_ISSUER};
use crate::refusals::{Refusal, RefusalId};
use crate::signer::Signer;
use crate::token_check::{is_in_time, is_ours};

pub(crate) async fn check(
    call: &Call<'_>,
    credentials: &Credentials,
    assertion: &Assertion<'_>,
    signer: &impl Signer,
) -> Result<(), Stop> {
    let client = call.client.app_id().to_string();
    if credentials.federated.is_empty() {
        return Err(Refusal::new(RefusalId::NoFederatedCredential).with("client", &client).into());
    }
    find(call, &credentials.federated, assertion)?;
    let simulated = assertion.header.str("kid").is_some_and(|id| id == signer.key().id());
    if !simulated {
        let refusal = Refusal::new(RefusalId::FederatedUnreachable);
        return Err(refusal.with("issuer", &assertion.issuer).into());
    }
    if !is_ours(assertion, signer).await? {
        return Err(Refusal::new(RefusalId::AssertionSignature).into());
    }
    if !is_in_time(assertion, call.context.now) {
        return Err(out_of_time(RefusalId::AssertionTime, assertion, call.context.now).into());
    }
    if assertion.issuer == WORKLOAD_ISSUER || assertion.claims.has("xms_mirid") {
        return Ok(());
    }
    // A token of Entra's own that is no managed identity's.
    let id = if assertion.scopes().is_some() {
        RefusalId::FederatedUserToken
    } else if assertion.claim("azpacr") == "2" {
        RefusalId::FederatedChained
    } else {
        RefusalId::FederatedNotManaged
    };
    Err(Refusal::new(id).into())
}

fn find(
    call: &Call<'_>,
    list: &[FederatedCredential],
    assertion: &Assertion<'_>,
) -> Result<(), Refusal> {
    let issuer: Vec<_> = list.iter().filter(|one| one.issuer == assertion.issuer).collect();
    if issuer.is_empty() {
        return Err(Refusal::new(RefusalId::AssertionIssuer).with("issuer", &assertion.issuer));
    }
    let subject: Vec<_> =
        issuer.iter().filter(|one| one.subject == assertion.subject).copied().collect();
    if subject.is_empty() {
        let same =
            |one: &&FederatedCredential| one.subject.eq_ignore_ascii_case(&assertion.subject);
        let id = match issuer.iter().copied().any(|one| same(&one)) {
            true => RefusalId::AssertionSubjectCase,
            false => RefusalId::AnotherAgent,
        };
        return Err(Refusal::new(id).with("subject", &assertion.subject));
    }
    let audience = |one: &&FederatedCredential| {
        one.audience == assertion.audience
            // Entra's own tokens name the exchange by its application id.
            || call.context.directory.api(&one.audience, call.context.authority).is_some_and(|api| {
                protocol::guid::Guid::parse(&assertion.audience) == Some(api.app_id)
            })
    };
    if !subject.iter().any(audience) {
        let refusal = Refusal::new(RefusalId::AssertionAudience);
        return Err(refusal.with("audience", &assertion.audience));
    }
    Ok(())
}
