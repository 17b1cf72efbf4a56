//! A token about a person without the sign-in: where a flow of the page begins with
//! a token that another flow makes, this is its example value. Unlike the others it
//! cannot stand in a table, because it is signed and expires.
//!
//! It is what a sign-in of the tenant's administrator would give, consent included,
//! and is written down as such: nothing else in the simulation can tell them apart.

use protocol::endpoint::Cloud;
use protocol::request::HttpResponse;
use protocol::secret::Secret;
use protocol::wire;

use crate::answer::Trail;
use crate::authentication::Proof;
use crate::context::{Call, Context, Stop};
use crate::delegated;
use crate::directory::{Api, ApiKind, Client, Platform};
use crate::echo;
use crate::parameters::Parameters;
use crate::scope::Asked;
use crate::sign_in::agree;
use crate::signer::{SignError, Signer};
use crate::state::Delegation;

/// Left out of what is asked for: Graph refuses to set agents up with it.
const SPOILS_SET_UP: &str = "Directory.AccessAsUser.All";

/// Reads the form (`client_id`, and `scope` or `api`; `platform`), and answers as
/// the token endpoint does. The sentence of a refusal is for the reader.
///
/// # Errors
/// [`SignError`] when the host's cryptography fails.
pub(crate) async fn answer(
    form: &Parameters,
    context: Context<'_>,
    trail: &Trail,
    signer: &impl Signer,
) -> Result<Result<HttpResponse, &'static str>, SignError> {
    let text = |name| form.filled(name).map(Secret::expose);
    let client_id = match text(wire::CLIENT_ID) {
        Some(id) => id.to_owned(),
        None => context.directory.examples().setup_client_id,
    };
    let Some(client) = context.directory.client(&client_id) else {
        return Ok(Err("client_id is no application of this tenant."));
    };
    let named = form.get("api").map(Secret::expose);
    let scope = match (text(wire::SCOPE), named.and_then(|name| api(context, name))) {
        (Some(scope), _) => scope.to_owned(),
        (None, Some(api)) => everything(api),
        (None, None) => {
            return Ok(Err("This tenant has no such API: a token would have nobody to be for."));
        }
    };
    let Some(person) = context.directory.people().find(|person| person.admin) else {
        return Ok(Err("Nobody in this tenant could sign in."));
    };
    if let Ok(asked) = Asked::read(&scope, context) {
        agree(context, &client, &asked, person);
    }
    // As it is with the consent.
    let directory = context.store.directory();
    let context = Context { directory: &directory, ..context };
    let Some(client) = context.directory.client(&client_id) else {
        return Ok(Err("client_id is no application of this tenant."));
    };
    // Of the client that was named; the set-up tool is a program with a secret.
    let platform = match text("platform").filter(|_| text(wire::CLIENT_ID).is_some()) {
        Some("spa") => Some(Platform::Spa),
        Some("native") => Some(Platform::Native),
        Some("web") => Some(Platform::Web),
        _ => None,
    };
    let delegation = Delegation {
        client: client.app_id(),
        user: person.id,
        scope,
        platform,
        session: context.seed.guid("sid"),
        nonce: None,
        started: context.now,
    };
    let proof = match (platform, client) {
        (Some(Platform::Spa | Platform::Native), Client::Application(_)) => Proof::Public,
        _ => Proof::Secret,
    };
    let call = Call {
        context,
        parameters: form,
        client,
        basic_secret: None,
        origin: None,
        tenant_segment: "",
    };
    match delegated::issue(&call, delegation, proof, signer).await {
        Ok(granted) => Ok(Ok(trail.granted(&granted))),
        Err(Stop::Refused(refusal)) => Ok(Ok(trail.refusal(&refusal, context.authority))),
        Err(Stop::Failed(error)) => Err(error),
    }
}

/// An API by its application id, one of its App ID URIs, or as the echo API names
/// it.
fn api<'a>(context: Context<'a>, name: &str) -> Option<&'a Api> {
    let named = context.directory.api(name, context.authority);
    named.or_else(|| echo::named(context.directory, name))
}

/// All that an administrator can agree to at an API.
fn everything(api: &Api) -> String {
    let row = Cloud::Public.row();
    let identifier = match &api.kind {
        ApiKind::Graph => row.graph.to_owned(),
        ApiKind::ResourceManager => row.resource_manager.unwrap_or_default().to_owned(),
        ApiKind::Custom { identifier_uri, .. } => identifier_uri.clone(),
        ApiKind::TokenExchange => api.app_id.to_string(),
    };
    let scopes = api.scopes.iter().filter(|scope| scope.value != SPOILS_SET_UP);
    let words: Vec<_> = scopes.map(|scope| format!("{identifier}/{}", scope.value)).collect();
    words.join(" ")
}
