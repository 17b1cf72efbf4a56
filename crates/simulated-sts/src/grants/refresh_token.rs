//! Renewing (RFC 6749 6). A refresh token is not bound to an API: another scope
//! may be asked for, if it was consented to. Every answer brings a new one; as in
//! Entra, the old one is not withdrawn.

use protocol::wire;

use crate::answer::{Granted, precise_timestamp};
use crate::context::{Call, Stop};
use crate::delegated;
use crate::directory::Platform;
use crate::refusals::{Refusal, RefusalId};
use crate::signer::Signer;
use crate::state::{Delegation, PAGE_REFRESH_LIFETIME_S, REFRESH_LIFETIME_S};

pub(super) async fn answer(call: &Call<'_>, signer: &impl Signer) -> Result<Granted, Stop> {
    let token = call.parameters.required(wire::REFRESH_TOKEN)?;
    let found = call.context.store.with(|state| state.refresh_tokens.get(token.expose()).cloned());
    let Some(refresh) = found else {
        return Err(Refusal::new(RefusalId::GrantUnknown).into());
    };
    let delegation = refresh.delegation;
    delegated::check_client(&call.client, &delegation)?;
    delegated::check_origin(call, delegation.platform)?;
    let proof = delegated::prove(call, delegation.platform, signer).await?;
    let now = call.context.now;
    let too_old =
        |id, issued| Stop::from(Refusal::new(id).with("issued", &precise_timestamp(issued)));
    if delegation.platform == Some(Platform::Spa)
        && now > delegation.started + PAGE_REFRESH_LIFETIME_S
    {
        return Err(too_old(RefusalId::PageRefreshExpired, delegation.started));
    }
    if now > refresh.issued + REFRESH_LIFETIME_S {
        return Err(too_old(RefusalId::RefreshExpired, refresh.issued));
    }
    let scope = delegated::scope_or(call, &delegation.scope);
    delegated::issue(call, Delegation { scope, ..delegation }, proof, signer).await
}
