//! Whether a bearer token opens an API (RFC 6750): what Graph, Azure Resource
//! Manager and the echo API check, each with its own words.

use protocol::guid::Guid;
use protocol::request::HttpRequest;
use protocol::wire;

use crate::assertion::Assertion;
use crate::context::Context;
use crate::directory::{Api, User};
use crate::signer::{SignError, Signer};
use crate::token_check::{CLOCK_SKEW_S, is_ours};

/// Why a token opens nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Closed {
    /// No `Authorization: Bearer`.
    Missing,
    /// No JWT.
    Malformed,
    /// Not ours, or changed.
    Signature,
    /// Too old.
    Expired,
    /// For another API; its `aud`.
    Audience(String),
}

/// Who calls, by a token that was checked.
#[derive(Clone, Debug)]
pub(crate) struct Caller<'a> {
    /// The client.
    pub(crate) app: Option<Guid>,
    /// `oid`.
    pub(crate) object: Option<Guid>,
    /// The person or agent user; `None` for an app-only token.
    pub(crate) user: Option<&'a User>,
    /// `scp`; `None` for an app-only token.
    pub(crate) scopes: Option<Vec<String>>,
    /// `roles`.
    pub(crate) roles: Vec<String>,
}

impl Caller<'_> {
    /// Whether it has one of these permissions, of the kind that its token has.
    pub(crate) fn has(&self, any: &[&str]) -> bool {
        let own = self.scopes.as_ref().unwrap_or(&self.roles);
        own.iter().any(|one| any.iter().any(|wanted| wanted.eq_ignore_ascii_case(one)))
    }
}

/// The token of `Authorization: Bearer`.
pub(crate) fn token_of(request: &HttpRequest) -> Option<&str> {
    let value = request.header(wire::AUTHORIZATION)?.expose();
    let (scheme, token) = value.split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") && !token.trim().is_empty()).then(|| token.trim())
}

/// Checks the token of a request.
pub(crate) async fn check<'a>(
    request: &HttpRequest,
    context: Context<'a>,
    api: &Api,
    signer: &impl Signer,
) -> Result<Result<Caller<'a>, Closed>, SignError> {
    let Some(token) = token_of(request) else { return Ok(Err(Closed::Missing)) };
    let Some(token) = Assertion::read(token) else { return Ok(Err(Closed::Malformed)) };
    if !is_ours(&token, signer).await? {
        return Ok(Err(Closed::Signature));
    }
    if context.now > token.expires.saturating_add(CLOCK_SKEW_S) {
        return Ok(Err(Closed::Expired));
    }
    if !api.is_audience(&token.audience) {
        return Ok(Err(Closed::Audience(token.audience)));
    }
    Ok(Ok(caller(context, &token)))
}

/// The caller of a token that was checked.
pub(crate) fn caller<'a>(context: Context<'a>, token: &Assertion<'_>) -> Caller<'a> {
    let object = token.id("oid");
    let scopes = token.scopes();
    Caller {
        app: token.client(),
        object,
        user: object.filter(|_| scopes.is_some()).and_then(|id| context.directory.user(id)),
        scopes,
        roles: token.claims.strings("roles").unwrap_or_default(),
    }
}
