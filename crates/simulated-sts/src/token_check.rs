//! Whether a token is one of ours, unchanged: what Entra, Graph and every API
//! ask first.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::assertion::Assertion;
use crate::json::Object;
use crate::mint;
use crate::signer::{SignError, Signer};

/// Entra accepts a token for so long before and after its times.
pub(crate) const CLOCK_SKEW_S: i64 = 300;

/// Whether the engine's own key made the signature. That of a Graph token is over
/// a header with the hash of its nonce.
pub(crate) async fn is_ours(
    token: &Assertion<'_>,
    signer: &impl Signer,
) -> Result<bool, SignError> {
    if token.algorithm != "RS256" {
        return Ok(false);
    }
    let Some(nonce) = &token.header_nonce else {
        return signer.verify(token.signing_input.as_bytes(), &token.signature).await;
    };
    let Some((_, payload)) = token.signing_input.split_once('.') else { return Ok(false) };
    // Exactly the members that `mint` writes, in its order; another header was
    // not written there.
    let mut header = Object::new();
    header.string("typ", "JWT");
    header.string("nonce", &mint::hashed(nonce));
    header.string("alg", "RS256");
    header.string("x5t", signer.key().id());
    header.string("kid", signer.key().id());
    let signed = format!("{}.{payload}", URL_SAFE_NO_PAD.encode(header.finish()));
    signer.verify(signed.as_bytes(), &token.signature).await
}

/// Whether a moment lies in the token's times, with Entra's tolerance.
pub(crate) const fn is_in_time(token: &Assertion<'_>, now: i64) -> bool {
    now >= token.not_before.saturating_sub(CLOCK_SKEW_S)
        && now <= token.expires.saturating_add(CLOCK_SKEW_S)
}
