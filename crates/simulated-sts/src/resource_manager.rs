//! Azure Resource Manager, as far as a token is proved by it: the list of
//! subscriptions.

use protocol::request::{HttpRequest, HttpResponse, Method};

use crate::answer::Trail;
use crate::assertion::Assertion;
use crate::bearer::{self, Closed};
use crate::context::Context;
use crate::directory::{ApiKind, id_of};
use crate::json::Object;
use crate::signer::{SignError, Signer};
use crate::token_check::is_ours;

/// Entra's limit of further tenants in one call.
const AUXILIARY_LIMIT: usize = 3;

pub(crate) async fn answer(
    request: &HttpRequest,
    context: Context<'_>,
    trail: &Trail,
    signer: &impl Signer,
) -> Result<HttpResponse, SignError> {
    let api = context.directory.apis.iter().find(|api| api.kind == ApiKind::ResourceManager);
    let Some(api) = api else { return Ok(Trail::nothing_here()) };
    let refuse = |status: u16, code: &str, message: &str| {
        let mut error = Object::new();
        error.string("code", code);
        error.string("message", message);
        let mut body = Object::new();
        body.raw("error", error.finish());
        let mut response = trail.respond(status, body);
        if status == 401 {
            let tenant = context.tenant();
            let challenge = format!(
                "Bearer authorization_uri=\"https://login.microsoftonline.com/{tenant}\", error=\"invalid_token\", error_description=\"{message}\""
            );
            response.headers.push(("www-authenticate".to_owned(), challenge));
        }
        Ok(response)
    };
    let caller = match bearer::check(request, context, api, signer).await? {
        Ok(caller) => caller,
        Err(Closed::Missing) => {
            return refuse(
                401,
                "AuthenticationFailed",
                "Authentication failed. The 'Authorization' header is missing.",
            );
        }
        Err(Closed::Malformed) => {
            return refuse(401, "InvalidAuthenticationToken", "The access token is invalid.");
        }
        Err(Closed::Signature) => {
            return refuse(
                401,
                "InvalidAuthenticationTokenSignature",
                "The access token signature is invalid.",
            );
        }
        Err(Closed::Expired) => {
            return refuse(401, "ExpiredAuthenticationToken", "The access token has expired.");
        }
        Err(Closed::Audience(audience)) => {
            return refuse(
                401,
                "InvalidAuthenticationTokenAudience",
                &format!(
                    "The access token has been obtained for wrong audience or resource '{audience}'. It should exactly match with one of the allowed audiences 'https://management.core.windows.net/','https://management.core.windows.net','https://management.azure.com/','https://management.azure.com'."
                ),
            );
        }
    };
    if let Some(auxiliary) = request.header("x-ms-authorization-auxiliary") {
        let tokens: Vec<&str> = auxiliary.expose().split(',').collect();
        let mut good = tokens.len() <= AUXILIARY_LIMIT;
        for token in &tokens {
            let token = token.trim().strip_prefix("Bearer ").and_then(Assertion::read);
            good &= match token {
                Some(token) => is_ours(&token, signer).await? && api.is_audience(&token.audience),
                None => false,
            };
        }
        if !good {
            return refuse(
                401,
                "InvalidAuxiliaryTokens",
                "Authentication failed for auxiliary token: at most three tokens for Azure Resource Manager, each after 'Bearer ', are separated by commas.",
            );
        }
    }
    if request.method != Method::Get || request.url.path != "/subscriptions" {
        return refuse(
            404,
            "InvalidResourceType",
            "The simulated Azure Resource Manager lists subscriptions, and nothing else.",
        );
    }
    if !request.url.query.split('&').any(|pair| pair.starts_with("api-version=")) {
        return refuse(
            400,
            "MissingApiVersionParameter",
            "The api-version query parameter (?api-version=) is required for all requests.",
        );
    }
    // The billing agent and the people have a role at one subscription; nobody
    // else has one, which still proves the token.
    let has_role = caller.user.is_some()
        || context.directory.agent_identities.first().map(|agent| agent.id) == caller.object;
    let subscription = || {
        let id = id_of("subscription of Contoso");
        let mut one = Object::new();
        one.string("id", &format!("/subscriptions/{id}"));
        one.text("subscriptionId", id);
        one.text("tenantId", context.tenant());
        one.string("displayName", "Contoso billing");
        one.string("state", "Enabled");
        one.finish()
    };
    let mut body = Object::new();
    body.list("value", has_role.then(subscription));
    let mut count = Object::new();
    count.string("type", "Total");
    count.raw("value", i32::from(has_role));
    body.raw("count", count.finish());
    Ok(trail.respond(200, body))
}
