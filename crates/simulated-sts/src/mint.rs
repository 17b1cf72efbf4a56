//! What a token says: header and claims of every kind of token, in Entra's
//! order.
//!
//! Known from published tokens: the claims of exchange tokens and of Graph
//! tokens of agent identities. Our reading, because no published token shows it:
//! Azure Resource Manager and custom APIs carry the same agent claims (custom
//! APIs only if their registration asks for them).

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use protocol::endpoint::{Authority, CLOUDS, Cloud};
use protocol::guid::Guid;
use protocol::secret::Secret;
use sha2::{Digest as _, Sha256};

use crate::authentication::Proof;
use crate::directory::{Api, ApiKind, Client, TokenVersion, clouds};
use crate::engine::Call;
use crate::json::Object;
use crate::seed::Seed;
use crate::signer::{SignError, Signer};

/// `expires_in` of an app-only token, in seconds.
pub(crate) const EXPIRES_IN: i64 = 3599;

/// `iat` and `nbf` lie five minutes back, so that a clock that is slow still
/// accepts the token; with the hour that follows, it lives for 3900 seconds.
const BACKDATED_S: i64 = 300;
const LIFETIME_S: i64 = 3900;

/// `tenant_region_scope` and `xms_tdbr` of the simulated tenant.
pub(crate) const REGION: &str = "EU";

/// In `wids` of every app-only Graph token, though it is no role.
const SERVICE_PRINCIPAL_MARKER: &str = "0997a1d0-0d1d-4acb-b408-d5ca73121e90";

/// Even facets appear in real tokens without a meaning.
const DECOYS: [u8; 6] = [8, 10, 12, 24, 26, 32];

/// An app-only token that was granted.
pub(crate) struct AppToken<'a> {
    /// The API that it opens.
    pub(crate) api: &'a Api,
    /// The API as the scope named it: `aud` of version 1.0.
    pub(crate) identifier: &'a str,
    /// The agent that it is bound to.
    pub(crate) fmi_path: Option<&'a str>,
    /// How the client proved itself.
    pub(crate) proof: Proof,
}

/// `iss` of version 2.0: the endpoint that was asked.
pub(crate) fn issuer_v2(authority: &Authority, tenant: Guid) -> String {
    format!("{}/{tenant}/v2.0", authority.origin())
}

/// `iss` and `idp` of version 1.0: `sts.windows.net` in Microsoft's public cloud,
/// the authority's own host elsewhere.
fn issuer_v1(authority: &Authority, tenant: Guid) -> String {
    let public = Cloud::Public.row().authority;
    let host =
        if authority.origin() == public { "https://sts.windows.net" } else { authority.origin() };
    format!("{host}/{tenant}/")
}

/// `sub` of a token that is bound to an agent:
/// `/eid1/c/{cloud}/t/{tenant}/a/{application}/{path}`.
pub(crate) fn fmi_subject(
    authority: &Authority,
    tenant: Guid,
    application: Guid,
    path: &str,
) -> String {
    let cloud = match clouds(authority).next().unwrap_or(&CLOUDS[0]).cloud {
        Cloud::UsGov | Cloud::UsGovDod => "usg",
        Cloud::China => "chn",
        // The sign of the sovereign clouds is not public.
        Cloud::Public | Cloud::Bleu | Cloud::Delos | Cloud::GovSg => "pub",
    };
    format!(
        "/eid1/c/{cloud}/t/{}/a/{}/{path}",
        tenant.to_path_segment(),
        application.to_path_segment()
    )
}

/// Mints and signs.
pub(crate) async fn app_token(
    call: &Call<'_>,
    token: &AppToken<'_>,
    signer: &impl Signer,
) -> Result<Secret, SignError> {
    let payload = claims(call, token);
    let key_id = signer.key().id();
    if token.api.kind != ApiKind::Graph {
        let header = header(token.api.version(), key_id, None);
        return sign(&header, &header, &payload, signer).await;
    }
    // By community reports (UNCERTAIN, not documented) the signature of a Graph
    // token is over a header that holds the hash of the nonce, so that only
    // Graph, which knows of it, can check the signature.
    let nonce = URL_SAFE_NO_PAD.encode(call.seed.bytes::<32>("nonce"));
    let hashed = URL_SAFE_NO_PAD.encode(Sha256::digest(&nonce));
    let shown = header(TokenVersion::V1, key_id, Some(&nonce));
    let signed = header(TokenVersion::V1, key_id, Some(&hashed));
    sign(&shown, &signed, &payload, signer).await
}

fn header(version: TokenVersion, key_id: &str, nonce: Option<&str>) -> String {
    let mut header = Object::new();
    header.string("typ", "JWT");
    if let Some(nonce) = nonce {
        header.string("nonce", nonce);
    }
    header.string("alg", "RS256");
    if version == TokenVersion::V1 {
        header.string("x5t", key_id);
    }
    header.string("kid", key_id);
    header.finish()
}

/// RFC 7515 5.1, with the header that is shown instead of the one that was
/// signed.
async fn sign(
    shown: &str,
    signed: &str,
    payload: &str,
    signer: &impl Signer,
) -> Result<Secret, SignError> {
    let payload = URL_SAFE_NO_PAD.encode(payload);
    let signing_input = format!("{}.{payload}", URL_SAFE_NO_PAD.encode(signed));
    let signature = URL_SAFE_NO_PAD.encode(signer.sign(signing_input.as_bytes()).await?);
    Ok(Secret::new(format!("{}.{payload}.{signature}", URL_SAFE_NO_PAD.encode(shown))))
}

fn claims(call: &Call<'_>, token: &AppToken<'_>) -> String {
    let AppToken { api, fmi_path, proof, .. } = token;
    let (seed, tenant, client) = (call.seed, call.tenant(), call.client);
    let (client_id, object_id) = (client.app_id(), client.object_id());
    let parent = match client {
        Client::AgentIdentity(agent) => Some(agent.blueprint),
        Client::Blueprint(_) => None,
    };
    let version = api.version();
    let is_graph = api.kind == ApiKind::Graph;
    let (is_custom, agent_claims) = match api.kind {
        ApiKind::Custom { agent_claims, .. } => (true, agent_claims),
        _ => (false, true),
    };
    let facets: &[u8] = if parent.is_some() { &[3, 9, 11] } else { &[3, 9] };
    let issued = call.now - BACKDATED_S;

    let mut claims = Object::new();
    match version {
        TokenVersion::V1 => {
            claims.string("aud", token.identifier);
            claims.string("iss", &issuer_v1(call.authority, tenant));
        }
        TokenVersion::V2 => {
            claims.text("aud", api.app_id);
            claims.string("iss", &issuer_v2(call.authority, tenant));
        }
    }
    claims.raw("iat", issued);
    claims.raw("nbf", issued);
    claims.raw("exp", issued + LIFETIME_S);
    claims.string("aio", &STANDARD.encode(seed.bytes::<40>("aio")));
    if is_graph {
        claims.string("app_displayname", client.name());
    }
    match version {
        TokenVersion::V1 => {
            claims.text("appid", client_id);
            claims.string("appidacr", proof.acr());
            claims.string("idp", &issuer_v1(call.authority, tenant));
        }
        TokenVersion::V2 => {
            claims.text("azp", client_id);
            claims.string("azpacr", proof.acr());
        }
    }
    if agent_claims {
        claims.string("idtyp", "app");
    }
    claims.text("oid", object_id);
    claims.string("rh", &rh(tenant, api.app_id));
    // A token that is bound to an agent is proof, not power: no roles.
    let roles: Vec<&str> = match fmi_path {
        Some(_) => Vec::new(),
        None => client.roles(api.app_id).collect(),
    };
    if !roles.is_empty() {
        claims.strings("roles", roles);
    }
    match fmi_path {
        Some(path) => {
            claims.string("sub", &fmi_subject(call.authority, tenant, client_id, path));
        }
        None => claims.text("sub", object_id),
    }
    if is_graph {
        claims.string("tenant_region_scope", REGION);
    }
    claims.text("tid", tenant);
    claims.string("uti", &URL_SAFE_NO_PAD.encode(seed.trace_id().to_bytes_le()));
    claims.string("ver", if version == TokenVersion::V1 { "1.0" } else { "2.0" });
    if is_graph {
        claims.strings("wids", [SERVICE_PRINCIPAL_MARKER]);
    }
    if agent_claims {
        claims.string("xms_act_fct", &shuffled(facets, seed, "xms_act_fct"));
    }
    if api.kind == ApiKind::TokenExchange {
        // Published values; their meaning is not documented.
        let chained = parent.is_some();
        let info = if chained { "CAAQABgAIAAoAzAAOAE" } else { "CAAQABgAIAAoAjAA" };
        claims.string("xms_ficinfo", info);
    }
    claims.string("xms_ftd", &xms_ftd(seed));
    if agent_claims {
        // 7 is "service principal".
        claims.string("xms_idrel", &shuffled(&[7, decoy(seed)], seed, "xms_idrel"));
        if let Some(parent) = parent {
            claims.text("xms_par_app_azp", parent);
        }
    }
    if is_graph && parent.is_some() {
        let opaque = seed.bytes::<64>("xms_rd");
        claims.string("xms_rd", &format!("0.{}", URL_SAFE_NO_PAD.encode(opaque)));
    }
    if agent_claims {
        claims.string("xms_sub_fct", &shuffled(facets, seed, "xms_sub_fct"));
    }
    if version == TokenVersion::V1 && !is_custom {
        claims.raw("xms_tcdt", call.directory.tenant.created);
        claims.string("xms_tdbr", REGION);
    }
    if version == TokenVersion::V1 && agent_claims {
        claims.string("xms_tnt_fct", &shuffled(&[3, 6], seed, "xms_tnt_fct"));
    }
    claims.finish()
}

/// Facets in an order that changes from token to token, as in real ones.
fn shuffled(facets: &[u8], seed: &Seed, name: &str) -> String {
    let mut facets = facets.to_vec();
    let [random, ..] = seed.bytes::<2>(name);
    let places = facets.len().max(1);
    facets.rotate_left(usize::from(random) % places);
    let words: Vec<String> = facets.iter().map(u8::to_string).collect();
    words.join(" ")
}

fn decoy(seed: &Seed) -> u8 {
    let [random] = seed.bytes::<1>("decoy");
    DECOYS[usize::from(random) % DECOYS.len()]
}

/// Internal to Entra; observed: flags, tenant and resource as GUIDs in .NET
/// order, and a tail.
fn rh(tenant: Guid, api: Guid) -> String {
    let mut bytes = vec![0x01, 0x4b, 0x00];
    bytes.extend(tenant.to_bytes_le());
    bytes.extend(api.to_bytes_le());
    bytes.extend([0x00, 0x00, 0x00, 0x4b, 0x00]);
    format!("1.{}.", URL_SAFE_NO_PAD.encode(bytes))
}

/// Internal to Entra; observed: 32 opaque bytes, a one, and a region.
fn xms_ftd(seed: &Seed) -> String {
    let mut bytes = seed.bytes::<32>("xms_ftd").to_vec();
    bytes.push(1);
    bytes.extend(b"europenorth-dsms");
    URL_SAFE_NO_PAD.encode(bytes)
}
