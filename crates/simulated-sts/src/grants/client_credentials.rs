//! Client credentials (RFC 6749 4.4): a blueprint's exchange token (T1), an
//! agent identity's exchange token (T2) and resource token (TR), the token with
//! which a blueprint manages its agents, and the tokens of ordinary applications.

use protocol::secret::Secret;
use protocol::wire;

use crate::answer::Granted;
use crate::authentication::authenticate;
use crate::context::{Call, Stop};
use crate::directory::{Api, ApiKind, Client};
use crate::mint::{self, AccessToken, Subject};
use crate::refusals::{Refusal, RefusalId};
use crate::requested_claims::RequestedClaims;
use crate::signer::Signer;

pub(super) async fn answer(call: &Call<'_>, signer: &impl Signer) -> Result<Granted, Stop> {
    let context = call.context;
    let identifier = resource_of(call.parameters.required(wire::SCOPE)?)?;
    let proof = authenticate(call, signer, RefusalId::NoCredential).await?;
    let Some(api) = context.directory.api(identifier, context.authority) else {
        return Err(Refusal::new(RefusalId::ApiUnknown)
            .with("resource", identifier)
            .with("tenant", &context.directory.tenant.name)
            .into());
    };
    let fmi_path = match call.client {
        Client::Blueprint(_) => permitted_path(call, api)?,
        // Nobody else has children; Entra has no use for a path here.
        Client::AgentIdentity(_) | Client::Application(_) => None,
    };
    if let Client::Blueprint(blueprint) = call.client
        && !blueprint.has_principal
    {
        return Err(Refusal::new(RefusalId::PrincipalMissing)
            .with("client", &blueprint.app_id.to_string())
            .with("tenant", &context.directory.tenant.name)
            .into());
    }
    let requested = RequestedClaims::read(call.parameters);
    let token = AccessToken {
        api,
        identifier,
        client: call.client,
        proof,
        subject: Subject::Application(fmi_path),
        requested: &requested,
    };
    Ok(Granted::app_only(mint::access_token(context, &token, signer).await?))
}

/// The resource of the one scope, which ends with `/.default`.
fn resource_of(scope: &Secret) -> Result<&str, Refusal> {
    let refuse = |id| Err(Refusal::new(id).with_value("scope", scope));
    let scopes: Vec<&str> = scope.expose().split(' ').filter(|word| !word.is_empty()).collect();
    let resource = |word: &&str| {
        word.strip_suffix(wire::DEFAULT_SCOPE_SUFFIX)
            .or_else(|| word.rsplit_once('/').map(|(resource, _)| resource))
            .unwrap_or_default()
            .to_owned()
    };
    match scopes.as_slice() {
        [] => refuse(RefusalId::ScopeInvalid),
        [only] => match only.strip_suffix(wire::DEFAULT_SCOPE_SUFFIX) {
            Some("") => refuse(RefusalId::ScopeInvalid),
            Some(identifier) => Ok(identifier),
            None => refuse(RefusalId::ScopeWithoutDefault),
        },
        [first, others @ ..] => {
            let one = resource(first);
            // A bare word such as `openid` names no resource.
            let another = |word: &&str| {
                let other = resource(word);
                !other.is_empty() && !one.is_empty() && other != one
            };
            match others.iter().any(another) {
                true => refuse(RefusalId::TwoResources),
                false => refuse(RefusalId::ScopeInvalid),
            }
        }
    }
}

/// The agent that a blueprint's token is bound to, if any. Without one, Microsoft
/// Graph is the only API that a blueprint reaches.
///
/// With a path, any API is answered: Entra issues such a token, and refuses it
/// only when it is presented as proof.
fn permitted_path<'a>(call: &Call<'a>, api: &Api) -> Result<Option<&'a str>, Refusal> {
    let path = call.parameters.get(wire::FMI_PATH).map(Secret::expose);
    match (path, &api.kind) {
        (Some(path), _) if !path.is_empty() => Ok(Some(path)),
        (Some(_), ApiKind::TokenExchange) => Err(Refusal::new(RefusalId::FmiPathEmpty)),
        (None, ApiKind::TokenExchange) => Err(Refusal::new(RefusalId::FmiPathMissing)),
        (_, ApiKind::Graph) => Ok(None),
        (_, ApiKind::ResourceManager | ApiKind::Custom { .. }) => {
            Err(Refusal::new(RefusalId::BlueprintAppOnly)
                .with("client", &call.client.app_id().to_string())
                .with("resource", &api.app_id.to_string()))
        }
    }
}
