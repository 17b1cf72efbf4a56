//! What a token says: header and claims of every kind of token, in Entra's
//! order.
//!
//! Access tokens are in `access`, id tokens in `identity`; here is what they
//! share. Known from published tokens: the claims of exchange tokens and of Graph
//! tokens of agent identities. Our reading, because no published token shows it:
//! Azure Resource Manager and custom APIs carry the same agent claims (custom
//! APIs only if their registration asks for them).

mod access;
mod identity;
mod machine;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use protocol::endpoint::{Authority, CLOUDS, Cloud};
use protocol::guid::Guid;
use protocol::secret::Secret;
use sha2::{Digest as _, Sha256};

use crate::context::Context;
use crate::directory::{ApiKind, TokenVersion, clouds};
use crate::json::Object;
use crate::seed::Seed;
use crate::signer::{SignError, Signer};

pub(crate) use access::{AccessToken, Subject};
pub(crate) use identity::IdToken;
pub(crate) use machine::Machine;

/// `expires_in` of an app-only token, in seconds.
pub(crate) const EXPIRES_IN: i64 = 3599;

/// `iat` and `nbf` lie five minutes back, so that a clock that is slow still
/// accepts the token; with the hour that follows, it lives for 3900 seconds.
const BACKDATED_S: i64 = 300;

/// `tenant_region_scope` and `xms_tdbr` of the simulated tenant.
pub(crate) const REGION: &str = "EU";

/// In `wids` of every app-only Graph token, though it is no role.
const SERVICE_PRINCIPAL_MARKER: &str = "0997a1d0-0d1d-4acb-b408-d5ca73121e90";

/// Even facets appear in real tokens without a meaning.
const DECOYS: [u8; 6] = [8, 10, 12, 24, 26, 32];

/// `iss` of version 2.0: the endpoint that was asked.
pub(crate) fn issuer_v2(authority: &Authority, tenant: Guid) -> String {
    format!("{}/{tenant}/v2.0", authority.origin())
}

/// `iss` and `idp` of version 1.0: `sts.windows.net` in Microsoft's public cloud,
/// the authority's own host elsewhere.
pub(crate) fn issuer_v1(authority: &Authority, tenant: Guid) -> String {
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

/// Mints and signs an access token.
pub(crate) async fn access_token(
    context: Context<'_>,
    token: &AccessToken<'_>,
    signer: &impl Signer,
) -> Result<Secret, SignError> {
    let payload = access::claims(context, token);
    let key_id = signer.key().id();
    if token.api.kind != ApiKind::Graph {
        let header = header(token.api.version(), key_id, None);
        return sign(&header, &header, &payload, signer).await;
    }
    let nonce = URL_SAFE_NO_PAD.encode(context.seed.bytes::<32>("nonce"));
    let shown = header(TokenVersion::V1, key_id, Some(&nonce));
    let signed = header(TokenVersion::V1, key_id, Some(&hashed(&nonce)));
    sign(&shown, &signed, &payload, signer).await
}

/// Mints and signs an id token.
pub(crate) async fn id_token(
    context: Context<'_>,
    token: &IdToken<'_>,
    signer: &impl Signer,
) -> Result<Secret, SignError> {
    let header = header(TokenVersion::V2, signer.key().id(), None);
    sign(&header, &header, &identity::claims(context, token), signer).await
}

/// Mints and signs the token of a machine outside of the tenant's applications.
pub(crate) async fn machine_token(
    context: Context<'_>,
    machine: &Machine<'_>,
    signer: &impl Signer,
) -> Result<Secret, SignError> {
    let header = header(TokenVersion::V2, signer.key().id(), None);
    sign(&header, &header, &machine::claims(context, machine), signer).await
}

/// The nonce of a Graph token as its signature has it.
///
/// By community reports (UNCERTAIN, not documented) the signature of a Graph
/// token is over a header that holds the hash of the nonce, so that only Graph,
/// which knows of it, can check the signature.
pub(crate) fn hashed(nonce: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(nonce))
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

/// `sub` of a person: another one for every application, so that two of them
/// cannot compare notes.
fn pairwise(tenant: Guid, user: Guid, application: Guid) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(format!("{tenant} {user} {application}")))
}

/// `uti`: the request, so that it can be found in Microsoft's logs.
fn uti(seed: &Seed) -> String {
    URL_SAFE_NO_PAD.encode(seed.trace_id().to_bytes_le())
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
