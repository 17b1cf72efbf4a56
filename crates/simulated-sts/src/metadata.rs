//! The public documents of the tenant: keys and metadata.

use protocol::endpoint::EndpointKind;
use protocol::request::HttpResponse;

use crate::answer::Trail;
use crate::context::Context;
use crate::directory::clouds;
use crate::engine::check_tenant;
use crate::json::Object;
use crate::mint;
use crate::refusals::Refusal;
use crate::sign_in::DEVICE_PATH;
use crate::signer::Signer;

/// The signing keys (RFC 7517 5), at `/{tenant}/discovery/v2.0/keys`.
pub(crate) fn keys(
    context: Context<'_>,
    trail: &Trail,
    tenant: &str,
    signer: &impl Signer,
) -> HttpResponse {
    if let Err(refusal) = check(context, tenant) {
        return trail.refusal(&refusal, context.authority);
    }
    let mut document = Object::new();
    document.list("keys", [signer.key().jwk()]);
    trail.document(document)
}

/// The metadata of the endpoints that the simulation has, at
/// `/{tenant}/v2.0/.well-known/openid-configuration` (OpenID Connect Discovery
/// 4.2).
pub(crate) fn metadata(context: Context<'_>, trail: &Trail, tenant: &str) -> HttpResponse {
    if let Err(refusal) = check(context, tenant) {
        return trail.refusal(&refusal, context.authority);
    }
    let is_many = matches!(tenant, "common" | "organizations");
    // Entra leaves its placeholder for those who do not know the tenant yet.
    let issuer = match is_many {
        true => format!("{}/{{tenantid}}/v2.0", context.authority.origin()),
        false => mint::issuer_v2(context.authority, context.tenant()),
    };
    let segment = if is_many { tenant.to_owned() } else { context.tenant().to_string() };
    let base = format!("{}/{segment}", context.authority.origin());
    let address = |kind: EndpointKind| format!("{base}{}", kind.path());
    let mut document = Object::new();
    document.string("token_endpoint", &address(EndpointKind::Token));
    document.strings(
        "token_endpoint_auth_methods_supported",
        ["client_secret_post", "private_key_jwt", "client_secret_basic"],
    );
    document.string("jwks_uri", &address(EndpointKind::Keys));
    document.strings("response_modes_supported", ["query", "fragment", "form_post"]);
    document.strings("subject_types_supported", ["pairwise"]);
    document.strings("id_token_signing_alg_values_supported", ["RS256"]);
    document.strings("response_types_supported", ["code", "id_token", "code id_token"]);
    document.strings("scopes_supported", ["openid", "profile", "email", "offline_access"]);
    document.string("issuer", &issuer);
    document.string("authorization_endpoint", &address(EndpointKind::Authorize));
    document.string("device_authorization_endpoint", &address(EndpointKind::DeviceCode));
    document.string("end_session_endpoint", &address(EndpointKind::Logout));
    document.string("userinfo_endpoint", "https://graph.microsoft.com/oidc/userinfo");
    document.strings(
        "claims_supported",
        [
            "sub",
            "iss",
            "aud",
            "exp",
            "iat",
            "acr",
            "nonce",
            "preferred_username",
            "name",
            "tid",
            "ver",
            "at_hash",
            "c_hash",
            "email",
        ],
    );
    document.string("tenant_region_scope", mint::REGION);
    if let Some(cloud) = clouds(context.authority).next() {
        let host = |origin: &str| origin.trim_start_matches("https://").to_owned();
        document.string("cloud_instance_name", &host(cloud.authority));
        document.string("msgraph_host", &host(cloud.graph));
    }
    document.string("simulated_device_page", &format!("{base}{DEVICE_PATH}"));
    trail.document(document)
}

/// `common` and `organizations` have documents of their own.
fn check(context: Context<'_>, tenant: &str) -> Result<(), Refusal> {
    match tenant {
        "common" | "organizations" => Ok(()),
        tenant => check_tenant(context.directory, tenant),
    }
}
