//! The metadata address of an Azure machine (`169.254.169.254`), where it gets
//! the tokens of its managed identity without a credential. Numbers are strings
//! there, as at the endpoints of version 1.0.

use protocol::request::{HttpRequest, HttpResponse, Method};
use protocol::secret::Secret;

use crate::answer::Trail;
use crate::context::Context;
use crate::json::Object;
use crate::mint::{self, Machine};
use crate::parameters::Parameters;
use crate::signer::{SignError, Signer};

/// The address; http, because it is on the machine itself.
pub(crate) const ORIGIN: &str = "http://169.254.169.254";
const PATH: &str = "/metadata/identity/oauth2/token";
const DAY_S: i64 = 86_400;

pub(crate) async fn answer(
    request: &HttpRequest,
    context: Context<'_>,
    trail: &Trail,
    signer: &impl Signer,
) -> Result<HttpResponse, SignError> {
    let refuse = |error: &str, description: &str| {
        let mut body = Object::new();
        body.string("error", error);
        body.string("error_description", description);
        Ok(trail.respond(400, body))
    };
    if request.url.path != PATH || request.method != Method::Get {
        return Ok(Trail::nothing_here());
    }
    if !request.header("Metadata").is_some_and(|value| value.expose().eq_ignore_ascii_case("true"))
    {
        return refuse("invalid_request", "Required metadata header not specified");
    }
    let Ok(query) = Parameters::read(&Secret::new(request.url.query.clone())) else {
        return refuse("invalid_request", "A query parameter is there twice");
    };
    if query.filled("api-version").is_none() {
        return refuse("invalid_request", "Required query variable 'api-version' is missing");
    }
    let Some(resource) = query.filled("resource").map(Secret::expose) else {
        return refuse("invalid_request", "Required query variable 'resource' is missing");
    };
    let Some(api) = context.directory.api(resource, context.authority) else {
        return refuse(
            "invalid_resource",
            "AADSTS500011: The resource principal was not found in the tenant. IMDS takes the App ID URI alone, without /.default.",
        );
    };
    let ids = [query.filled("client_id"), query.filled("object_id"), query.filled("msi_res_id")];
    let named = ids.into_iter().flatten().next().map(Secret::expose);
    let found = context.directory.managed_identities.iter().find(|identity| {
        named.is_none_or(|name| {
            name.eq_ignore_ascii_case(&identity.client_id.to_string())
                || name.eq_ignore_ascii_case(&identity.object_id.to_string())
                || name.eq_ignore_ascii_case(&identity.resource_id)
        })
    });
    let Some(identity) = found else { return refuse("invalid_request", "Identity not found") };
    let machine = Machine::Managed { identity, api, identifier: resource };
    let token = mint::machine_token(context, &machine, signer).await?;
    let mut body = Object::new();
    body.string("access_token", token.expose());
    body.text("client_id", identity.client_id);
    body.text("expires_in", DAY_S - 1);
    body.text("expires_on", context.now + DAY_S);
    body.text("ext_expires_in", DAY_S - 1);
    body.text("not_before", context.now - 300);
    body.string("refresh_token", "");
    body.string("resource", resource);
    body.string("token_type", "Bearer");
    Ok(trail.respond(200, body))
}
