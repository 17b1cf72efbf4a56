//! The claims of machines that are no application of the tenant: a managed
//! identity of Azure, and a workload of another issuer. Both serve as federated
//! identity credentials.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{BACKDATED_S, issuer_v1, issuer_v2, rh, shuffled, uti, xms_ftd};
use crate::context::Context;
use crate::directory::{Api, ApiKind, ManagedIdentity, TokenVersion, WORKLOAD_ISSUER};
use crate::json::Object;

/// A machine that asks.
pub(crate) enum Machine<'a> {
    /// At the metadata address of its host.
    Managed { identity: &'a ManagedIdentity, api: &'a Api, identifier: &'a str },
    /// At an issuer that is not Entra, such as that of a build pipeline.
    Workload { subject: &'a str, audience: &'a str },
}

/// A managed identity's token lives for a day, a workload's for five minutes.
const DAY_S: i64 = 86_400;
const FIVE_MINUTES_S: i64 = 300;

pub(super) fn claims(context: Context<'_>, machine: &Machine<'_>) -> String {
    let (tenant, seed) = (context.tenant(), context.seed);
    let mut claims = Object::new();
    let (identity, api, identifier) = match machine {
        Machine::Workload { subject, audience } => {
            claims.string("iss", WORKLOAD_ISSUER);
            claims.string("sub", subject);
            claims.string("aud", audience);
            claims.raw("iat", context.now);
            claims.raw("nbf", context.now);
            claims.raw("exp", context.now + FIVE_MINUTES_S);
            claims.text("jti", seed.guid("jti"));
            return claims.finish();
        }
        Machine::Managed { identity, api, identifier } => (*identity, *api, *identifier),
    };
    let is_v1 = api.version() == TokenVersion::V1;
    if is_v1 {
        claims.string("aud", identifier);
        claims.string("iss", &issuer_v1(context.authority, tenant));
    } else {
        claims.text("aud", api.app_id);
        claims.string("iss", &issuer_v2(context.authority, tenant));
    }
    claims.raw("iat", context.now - BACKDATED_S);
    claims.raw("nbf", context.now - BACKDATED_S);
    claims.raw("exp", context.now + DAY_S);
    claims.string("aio", &STANDARD.encode(seed.bytes::<40>("aio")));
    let (id, acr) = if is_v1 { ("appid", "appidacr") } else { ("azp", "azpacr") };
    claims.text(id, identity.client_id);
    claims.string(acr, "2");
    claims.string("idtyp", "app");
    claims.text("oid", identity.object_id);
    claims.string("rh", &rh(tenant, api.app_id));
    claims.text("sub", identity.object_id);
    claims.text("tid", tenant);
    claims.string("uti", &uti(seed));
    claims.string("ver", if is_v1 { "1.0" } else { "2.0" });
    claims.string("xms_act_fct", &shuffled(&[3, 9], seed, "xms_act_fct"));
    if api.kind == ApiKind::TokenExchange {
        claims.string("xms_ficinfo", "CAAQABgAIAAoATAA");
    }
    claims.string("xms_ftd", &xms_ftd(seed));
    claims.string("xms_idrel", "7 8");
    claims.string("xms_mirid", &identity.resource_id);
    claims.string("xms_sub_fct", &shuffled(&[3, 9], seed, "xms_sub_fct"));
    claims.finish()
}
