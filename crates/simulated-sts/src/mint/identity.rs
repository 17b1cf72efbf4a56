//! The claims of id tokens (OpenID Connect 2).

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use protocol::guid::Guid;
use protocol::secret::Secret;
use sha2::{Digest as _, Sha256};

use super::{BACKDATED_S, issuer_v2, pairwise, rh, uti};
use crate::context::Context;
use crate::directory::User;
use crate::json::Object;

/// An id token: tells the client who signed in.
pub(crate) struct IdToken<'a> {
    /// The client, its only audience.
    pub(crate) client: Guid,
    pub(crate) user: &'a User,
    /// `sid`.
    pub(crate) session: Guid,
    /// The client's own, repeated.
    pub(crate) nonce: Option<&'a str>,
    /// The code that came with it.
    pub(crate) code: Option<&'a Secret>,
    /// Whether the scopes `profile` and `email` were asked for.
    pub(crate) profile: bool,
    pub(crate) email: bool,
}

pub(super) fn claims(context: Context<'_>, token: &IdToken<'_>) -> String {
    let (tenant, user) = (context.tenant(), token.user);
    let issued = context.now - BACKDATED_S;
    let mut claims = Object::new();
    claims.text("aud", token.client);
    claims.string("iss", &issuer_v2(context.authority, tenant));
    claims.raw("iat", issued);
    claims.raw("nbf", issued);
    claims.raw("exp", issued + 3900);
    claims.string("aio", &STANDARD.encode(context.seed.bytes::<40>("id aio")));
    if let Some(code) = token.code {
        // OpenID Connect 3.3.2.11: the left half of the hash.
        let digest = Sha256::digest(code.expose());
        claims.string("c_hash", &URL_SAFE_NO_PAD.encode(&digest[..16]));
    }
    if token.email {
        claims.string("email", &user.upn);
    }
    if token.profile {
        claims.string("name", &user.name);
    }
    if let Some(nonce) = token.nonce {
        claims.string("nonce", nonce);
    }
    claims.text("oid", user.id);
    if token.profile {
        claims.string("preferred_username", &user.upn);
    }
    claims.string("rh", &rh(tenant, token.client));
    claims.text("sid", token.session);
    claims.string("sub", &pairwise(tenant, user.id, token.client));
    claims.text("tid", tenant);
    claims.string("uti", &uti(context.seed));
    claims.string("ver", "2.0");
    claims.finish()
}
