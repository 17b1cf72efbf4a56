//! What a client asks of the authorize endpoint (RFC 6749 4.1.1, OpenID Connect
//! 3.1.2.1, RFC 7636 4.3), checked in the order of the refusals.

use protocol::secret::Secret;
use protocol::wire;

use super::Visit;
use super::page::{Page, Target};
use crate::directory::{Client, Platform, RedirectUri};
use crate::refusals::{Refusal, RefusalId};
use crate::scope::Asked;
use crate::state::Challenge;

/// A question that can be answered.
pub(super) struct Question<'a> {
    pub(super) client: Client<'a>,
    pub(super) target: Target,
    pub(super) platform: Platform,
    pub(super) code: bool,
    pub(super) id_token: bool,
    pub(super) challenge: Option<Challenge>,
    pub(super) nonce: Option<String>,
    pub(super) prompt: Prompt,
    pub(super) scope: String,
    pub(super) asked: Asked<'a>,
}

/// OpenID Connect 3.1.2.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prompt {
    Whatever,
    None,
    Consent,
}

impl<'a> Question<'a> {
    /// Reads the query.
    ///
    /// # Errors
    /// The page that says why not: Entra's own, or the way back to the client.
    pub(super) fn read(visit: &Visit<'a>) -> Result<Self, Page<'a>> {
        let (client, redirect) = who(visit).map_err(Page::Error)?;
        let mut target = Target {
            redirect_uri: redirect.uri,
            mode: "query",
            state: visit.query.get("state").map(|state| state.expose().to_owned()),
        };
        let read = details(visit, client, redirect.platform, &mut target);
        read.map_err(|refusal| Page::refused(refusal, &target, visit.trail, visit.context))
            .map(|question| Question { target, ..question })
    }
}

/// The client and where the answer goes: what must be right before anybody is
/// sent anywhere.
fn who<'a>(visit: &Visit<'a>) -> Result<(Client<'a>, RedirectUri), Refusal> {
    let directory = visit.context.directory;
    let client = visit.client()?;
    let client_id = client.app_id().to_string();
    let tenant_refused = |id| Err(Refusal::new(id).with("client", &client_id));
    match visit.tenant {
        "consumers" => return tenant_refused(RefusalId::TenantConsumers),
        "common" | "organizations" => {
            if !matches!(client, Client::Application(app) if app.multi_tenant) {
                return tenant_refused(RefusalId::NotMultiTenant);
            }
        }
        tenant => crate::engine::check_tenant(directory, tenant)?,
    }
    let is_none = visit.query.get("response_type").is_some_and(|kind| kind.expose() == "none");
    match client {
        Client::Blueprint(_) | Client::AgentIdentity(_) if !is_none => {
            return tenant_refused(RefusalId::AgentResponseType);
        }
        Client::AgentIdentity(_) => return tenant_refused(RefusalId::AgentConsent),
        Client::Blueprint(_) | Client::Application(_) => {}
    }
    let redirect = redirect_of(visit, client)?;
    Ok((client, redirect))
}

/// The registered redirect URI that the query names, with the query's port.
pub(super) fn redirect_of(visit: &Visit<'_>, client: Client<'_>) -> Result<RedirectUri, Refusal> {
    let uri = visit.query.required("redirect_uri")?;
    let registered = match client {
        Client::Application(application) => application.redirect_uris.as_slice(),
        Client::Blueprint(blueprint) => blueprint.redirect_uris.as_slice(),
        Client::AgentIdentity(_) => &[],
    };
    let found = registered.iter().find(|registered| registered.accepts(uri.expose()));
    found
        .map(|found| RedirectUri { platform: found.platform, uri: uri.expose().to_owned() })
        .ok_or_else(|| {
            Refusal::new(RefusalId::RedirectUnknown)
                .with_value("redirect", uri)
                .with("client", &client.app_id().to_string())
        })
}

fn details<'a>(
    visit: &Visit<'a>,
    client: Client<'a>,
    platform: Platform,
    target: &mut Target,
) -> Result<Question<'a>, Refusal> {
    let query = &visit.query;
    let response_type = query.required("response_type")?;
    let (mut code, mut id_token, mut unknown) = (false, false, false);
    for word in response_type.expose().split(' ') {
        match word {
            "code" => code = true,
            "id_token" => id_token = true,
            "none" => {}
            _ => unknown = true,
        }
    }
    if unknown {
        let refusal = Refusal::new(RefusalId::ResponseTypeUnknown);
        return Err(refusal.with_value("type", response_type));
    }
    if id_token && !matches!(client, Client::Application(app) if app.id_tokens) {
        return Err(Refusal::new(RefusalId::ResponseTypeOff));
    }
    target.mode = mode(query.filled("response_mode"), id_token)?;
    if query.get(wire::RESOURCE).is_some() {
        return Err(Refusal::new(RefusalId::ResourceParameter));
    }
    let scope = query.required(wire::SCOPE)?.expose().to_owned();
    let asked = Asked::read(&scope, visit.context)?;
    let nonce = query.filled("nonce").map(|nonce| nonce.expose().to_owned());
    if id_token && nonce.is_none() {
        return Err(Refusal::new(RefusalId::ParameterMissing).with("name", "nonce"));
    }
    let prompt = match query.filled("prompt").map(Secret::expose) {
        None | Some("login" | "select_account") => Prompt::Whatever,
        Some("none") => Prompt::None,
        Some("consent") => Prompt::Consent,
        Some(_) => return Err(Refusal::new(RefusalId::PromptUnknown)),
    };
    super::check_scopes(visit.context, &client, &asked)?;
    Ok(Question {
        client,
        target: target.clone(),
        platform,
        code,
        id_token,
        challenge: challenge(visit)?,
        nonce,
        prompt,
        scope,
        asked,
    })
}

fn mode(asked: Option<&Secret>, id_token: bool) -> Result<&'static str, Refusal> {
    match (asked.map(Secret::expose), id_token) {
        (None | Some("query"), false) => Ok("query"),
        (None | Some("fragment"), true) | (Some("fragment"), false) => Ok("fragment"),
        (Some("form_post"), _) => Ok("form_post"),
        (Some(other), _) => Err(Refusal::new(RefusalId::ResponseModeWrong).with("mode", other)),
    }
}

fn challenge(visit: &Visit<'_>) -> Result<Option<Challenge>, Refusal> {
    let Some(challenge) = visit.query.filled("code_challenge") else { return Ok(None) };
    let text = challenge.expose();
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let is_long_enough = (43..=128).contains(&text.len()) && text.bytes().all(unreserved);
    let method = visit.query.filled("code_challenge_method").map(Secret::expose);
    match method {
        Some("S256") if text.len() == 43 && is_long_enough => {
            Ok(Some(Challenge::S256(text.to_owned())))
        }
        // Without a method the challenge is the verifier itself (RFC 7636 4.3).
        None | Some("plain") if is_long_enough => Ok(Some(Challenge::Plain(text.to_owned()))),
        _ => Err(Refusal::new(RefusalId::ChallengeWrong)),
    }
}
