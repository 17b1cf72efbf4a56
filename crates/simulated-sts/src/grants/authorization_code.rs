//! Redeeming an authorization code (RFC 6749 4.1.3, RFC 7636 4.5): once, within
//! ten minutes, by the client, to the address and with the verifier of the
//! sign-in.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use protocol::secret::Secret;
use protocol::wire;
use sha2::{Digest as _, Sha256};

use crate::answer::Granted;
use crate::context::{Call, Stop};
use crate::delegated;
use crate::directory::Platform;
use crate::refusals::{Refusal, RefusalId};
use crate::signer::Signer;
use crate::state::{CODE_LIFETIME_S, Challenge, Code};

pub(super) async fn answer(call: &Call<'_>, signer: &impl Signer) -> Result<Granted, Stop> {
    let code = call.parameters.required(wire::CODE)?;
    let redirect_uri = call.parameters.required("redirect_uri")?;
    let store = call.context.store;
    let (delegation, challenge) = store.with(|state| {
        let Some(code) = state.codes.get(code.expose()) else {
            return Err(Refusal::new(RefusalId::GrantUnknown));
        };
        check_code(call, code, redirect_uri)?;
        Ok((code.delegation.clone(), code.challenge.clone()))
    })?;
    delegated::check_origin(call, delegation.platform)?;
    let proof = delegated::prove(call, delegation.platform, signer).await?;
    if delegation.platform == Some(Platform::Spa) && challenge.is_none() {
        return Err(Refusal::new(RefusalId::PkceRequired).into());
    }
    check_verifier(challenge.as_ref(), call.parameters.filled(wire::CODE_VERIFIER))?;
    // Another redemption may have come while the client's proof was checked.
    store.with(|state| match state.codes.get(code.expose()) {
        Some(code) if !code.redeemed => {
            code.redeemed = true;
            Ok(())
        }
        _ => Err(Refusal::new(RefusalId::CodeRedeemed)),
    })?;
    let scope = delegated::scope_or(call, &first_api(call, &delegation.scope)?);
    delegated::issue(call, crate::state::Delegation { scope, ..delegation }, proof, signer).await
}

fn check_code(call: &Call<'_>, code: &Code, redirect_uri: &Secret) -> Result<(), Refusal> {
    delegated::check_client(&call.client, &code.delegation)?;
    if code.redeemed {
        return Err(Refusal::new(RefusalId::CodeRedeemed));
    }
    if call.context.now > code.issued + CODE_LIFETIME_S {
        return Err(Refusal::new(RefusalId::CodeExpired));
    }
    if code.redirect_uri != redirect_uri.expose() {
        return Err(Refusal::new(RefusalId::RedirectChanged)
            .with_value("redirect", redirect_uri)
            .with("expected", &code.redirect_uri));
    }
    Ok(())
}

fn check_verifier(challenge: Option<&Challenge>, verifier: Option<&Secret>) -> Result<(), Refusal> {
    let Some(challenge) = challenge else { return Ok(()) };
    let fits = verifier.is_some_and(|verifier| match challenge {
        Challenge::S256(hash) => URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.expose())) == *hash,
        Challenge::Plain(text) => verifier.expose() == text,
    });
    if fits { Ok(()) } else { Err(Refusal::new(RefusalId::VerifierWrong)) }
}

/// A sign-in may ask for several APIs; the token is for the first, and the
/// refresh token opens the others.
fn first_api(call: &Call<'_>, scope: &str) -> Result<String, Refusal> {
    let asked = crate::scope::Asked::read(scope, call.context)?;
    let Some(first) = asked.wanted.first() else { return Ok(scope.to_owned()) };
    let belongs = |word: &&str| {
        let one = crate::scope::Asked::read(word, call.context);
        matches!(*word, "openid" | "profile" | "email" | "offline_access")
            || one.is_ok_and(|one| {
                one.wanted.first().is_some_and(|wanted| wanted.api.app_id == first.api.app_id)
            })
    };
    let words: Vec<&str> =
        scope.split(' ').filter(|word| !word.is_empty()).filter(belongs).collect();
    Ok(words.join(" "))
}
