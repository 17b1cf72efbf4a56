//! Tokens about a person: what every grant with one ends in.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use protocol::guid::Guid;
use protocol::secret::Secret;
use protocol::wire;

use crate::answer::Granted;
use crate::authentication::Proof;
use crate::context::{Call, Context, Stop};
use crate::directory::{Client, Platform, TokenVersion, User};
use crate::json::Object;
use crate::mint::{self, AccessToken, IdToken, Subject};
use crate::refusals::{Refusal, RefusalId};
use crate::requested_claims::RequestedClaims;
use crate::scope::{Asked, Wanted};
use crate::signer::Signer;
use crate::state::{Delegation, Refresh};

/// Answers with the tokens that a delegation is worth: an access token, and an id
/// token and a refresh token if the scope has them.
pub(crate) async fn issue(
    call: &Call<'_>,
    delegation: Delegation,
    proof: Proof,
    signer: &impl Signer,
) -> Result<Granted, Stop> {
    let context = call.context;
    let user = user_of(context, delegation.user)?;
    let asked = Asked::read(&delegation.scope, context)?;
    let wanted = asked.one(&delegation.scope)?;
    let mut scopes = wanted.granted(context, &call.client, user.id)?;
    let answered = answered_scope(&asked, wanted, &scopes);
    if wanted.api.kind == crate::directory::ApiKind::Graph {
        let oidc = [("openid", asked.openid), ("profile", asked.profile), ("email", asked.email)];
        scopes.extend(oidc.iter().filter(|(_, on)| *on).map(|(name, _)| (*name).to_owned()));
    }
    let identifier = identifier_of(context, wanted);
    let requested = RequestedClaims::read(call.parameters);
    let token = AccessToken {
        api: wanted.api,
        identifier: &identifier,
        client: call.client,
        proof,
        subject: Subject::User { user, scopes: &scopes, session: delegation.session },
        requested: &requested,
    };
    let access_token = mint::access_token(context, &token, signer).await?;
    let id_token = match asked.openid {
        false => None,
        true => {
            let id_token = IdToken {
                client: call.client.app_id(),
                user,
                session: delegation.session,
                nonce: delegation.nonce.as_deref(),
                code: None,
                profile: asked.profile,
                email: asked.email,
            };
            Some(mint::id_token(context, &id_token, signer).await?)
        }
    };
    Ok(Granted {
        access_token,
        expires_in: token.lifetime(context),
        scope: Some(answered),
        refresh_token: asked.offline_access.then(|| refresh_token(context, delegation)),
        id_token,
        client_info: wants_client_info(call).then(|| client_info(user.id, context.tenant())),
    })
}

/// The person of a delegation; set-up calls cannot delete one, `forget` can.
pub(crate) fn user_of(context: Context<'_>, id: Guid) -> Result<&User, Refusal> {
    context.directory.user(id).ok_or_else(|| Refusal::new(RefusalId::GrantUnknown))
}

fn refresh_token(context: Context<'_>, mut delegation: Delegation) -> Secret {
    // Opaque, as Entra's are, and plainly none of Entra's.
    let random = URL_SAFE_NO_PAD.encode(context.seed.bytes::<96>("refresh token"));
    let token = format!("1.simulated-refresh-token.{random}");
    delegation.nonce = None;
    context.store.with(|state| {
        state.refresh_tokens.put(&token, Refresh { delegation, issued: context.now });
    });
    Secret::new(token)
}

/// `scope` of the answer: what was granted, as the request wrote it.
fn answered_scope(asked: &Asked<'_>, wanted: &Wanted<'_>, scopes: &[String]) -> String {
    let mut words: Vec<String> = Vec::new();
    for (name, on) in [("openid", asked.openid), ("profile", asked.profile), ("email", asked.email)]
    {
        if on {
            words.push(name.to_owned());
        }
    }
    for scope in scopes {
        match wanted.identifier.as_str() {
            "" => words.push(scope.clone()),
            identifier => words.push(format!("{identifier}/{scope}")),
        }
    }
    words.join(" ")
}

/// The API as its scope named it: `aud` of version 1.0.
fn identifier_of(context: Context<'_>, wanted: &Wanted<'_>) -> String {
    if !wanted.identifier.is_empty() || wanted.api.version() == TokenVersion::V2 {
        return wanted.identifier.clone();
    }
    let cloud = crate::directory::clouds(context.authority).next();
    cloud.map(|row| row.graph.to_owned()).unwrap_or_default()
}

fn wants_client_info(call: &Call<'_>) -> bool {
    call.parameters.get("client_info").is_some_and(|value| matches!(value.expose(), "1" | "2"))
}

/// `client_info`: who and where, for the caches of Microsoft's libraries.
pub(crate) fn client_info(user: Guid, tenant: Guid) -> String {
    let mut info = Object::new();
    info.text("uid", user);
    info.text("utid", tenant);
    URL_SAFE_NO_PAD.encode(info.finish())
}

/// Whether an `Origin` header fits: a page must send one, everybody else must
/// not.
pub(crate) fn check_origin(call: &Call<'_>, platform: Option<Platform>) -> Result<(), Refusal> {
    match (platform, call.origin) {
        (Some(Platform::Spa), None) => Err(Refusal::new(RefusalId::OriginMissing)),
        (Some(Platform::Spa), Some(_)) | (_, None) => Ok(()),
        (_, Some(origin)) => {
            Err(Refusal::new(RefusalId::OriginOnConfidential).with_value("origin", origin))
        }
    }
}

/// How the client of a code or refresh token proves itself: pages and programs
/// must not, everybody else must.
pub(crate) async fn prove(
    call: &Call<'_>,
    platform: Option<Platform>,
    signer: &impl Signer,
) -> Result<Proof, Stop> {
    match platform {
        Some(Platform::Spa | Platform::Native) => {
            match crate::authentication::has_credential(call) {
                true => Err(Refusal::new(RefusalId::PublicWithCredential).into()),
                false => Ok(Proof::Public),
            }
        }
        Some(Platform::Web) | None => {
            crate::authentication::authenticate(call, signer, RefusalId::CredentialRequired).await
        }
    }
}

/// A delegation is bound to the client that it was made for.
pub(crate) fn check_client(client: &Client<'_>, delegation: &Delegation) -> Result<(), Refusal> {
    if client.app_id() == delegation.client {
        return Ok(());
    }
    let refusal = Refusal::new(RefusalId::GrantOfAnotherClient);
    Err(refusal.with("client", &client.app_id().to_string()))
}

/// The scope of this request, or the one agreed on before. A scope without
/// `offline_access` keeps the one agreed on: renewing goes on.
pub(crate) fn scope_or(call: &Call<'_>, before: &str) -> String {
    let Some(scope) = call.parameters.filled(wire::SCOPE) else { return before.to_owned() };
    let has = |text: &str| text.split(' ').any(|word| word == "offline_access");
    let mut scope = scope.expose().to_owned();
    if has(before) && !has(&scope) {
        scope.push_str(" offline_access");
    }
    scope
}
