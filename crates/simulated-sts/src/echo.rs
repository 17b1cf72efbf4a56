//! An API of Contoso's own that says whom it takes the caller for, check by check,
//! and what it would allow. It is at `https://echo.contoso.example`:
//!
//! - `/invoices` is the Invoice API (version 2.0, with the agent claims),
//! - `/ledger` the Ledger API (version 1.0, without them),
//! - `/payments` the Invoice API once more, with a step up: a person must have
//!   satisfied the authentication context `c1`, else there is a claims challenge,
//! - `/` is whichever custom API the token is for.
//!
//! The answer has `api`, `checks` (list of `check`, `passed`, `found`, `expected`,
//! in the order in which an API should make them; after the first that fails
//! nothing is believed), `caller` (`kind`, `app`, `app_name`, `blueprint`, `user`,
//! `user_name`) and `allows` (list of `action`, `allowed`, `because`). The status
//! is that of a real API: 200, 401 or 403, and a refusal has an `error` with the
//! check that failed. Tokens of other APIs fail at `aud`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use protocol::request::{HttpRequest, HttpResponse};

use crate::answer::Trail;
use crate::assertion::Assertion;
use crate::bearer::{self, Caller};
use crate::context::Context;
use crate::directory::{Api, ApiKind, Directory, TokenVersion};
use crate::json::Object;
use crate::mint;
use crate::signer::{SignError, Signer};
use crate::token_check::{is_in_time, is_ours};

/// Where it is.
pub const ORIGIN: &str = protocol::endpoint::ECHO;

/// What the step up asks for.
const STEP_UP: &str = r#"{"access_token":{"acrs":{"essential":true,"value":"c1"}}}"#;

/// The checks, as they are written.
struct Checks {
    list: Vec<String>,
    passed: bool,
    /// What the first that failed says.
    failure: String,
}

impl Checks {
    fn check(&mut self, name: &str, passed: bool, found: &str, expected: &str) {
        // What an API does not believe it does not look at.
        if !self.passed {
            return;
        }
        let mut one = Object::new();
        one.string("check", name);
        one.raw("passed", passed);
        one.string("found", found);
        one.string("expected", expected);
        self.list.push(one.finish());
        self.passed = passed;
        if !passed {
            self.failure =
                format!("The check of {name} failed. Found: {found}. Expected: {expected}.");
        }
    }
}

pub(crate) async fn answer(
    request: &HttpRequest,
    context: Context<'_>,
    trail: &Trail,
    signer: &impl Signer,
) -> Result<HttpResponse, SignError> {
    let token = bearer::token_of(request);
    let read = token.and_then(Assertion::read);
    let audience = read.as_ref().map(|token| token.audience.as_str()).unwrap_or_default();
    let Some(api) = api_of(request, context, audience) else { return Ok(Trail::nothing_here()) };
    let mut checks = Checks { list: Vec::new(), passed: true, failure: String::new() };
    checks.check(
        "authorization",
        token.is_some(),
        if token.is_some() { "a bearer token" } else { "none" },
        "the header Authorization: Bearer and a token",
    );
    checks.check(
        "form",
        read.is_some(),
        "something else",
        "three parts of base64url with JSON in them",
    );
    let Some(token) = read else { return Ok(finish(trail, api, checks, None, Vec::new(), None)) };
    let ours = is_ours(&token, signer).await?;
    check_token(&mut checks, context, api, &token, ours, signer.key().id());
    if !checks.passed {
        return Ok(finish(trail, api, checks, None, Vec::new(), None));
    }
    let caller = bearer::caller(context, &token);
    let kind = kind(&token);
    let mut described = Object::new();
    described.string("kind", kind);
    if let Some(app) = caller.app {
        described.text("app", app);
        if let Some(client) = context.directory.client(&app.to_string()) {
            described.string("app_name", client.name());
        }
    }
    let blueprint = token.claim("xms_par_app_azp");
    if !blueprint.is_empty() {
        described.string("blueprint", &blueprint);
    }
    if let Some(user) = caller.user {
        described.text("user", user.id);
        described.string("user_name", &user.name);
    }
    let (allows, any) = allows(api, &caller);
    checks.check(
        "permission",
        any,
        &caller.scopes.as_ref().unwrap_or(&caller.roles).join(" "),
        "a permission of this API, in scp for a person, in roles for an app",
    );
    let steps_up = request.url.path == "/payments" && caller.scopes.is_some();
    let stepped = token.claims.strings("acrs").is_some_and(|acrs| acrs.iter().any(|a| a == "c1"));
    if steps_up {
        checks.check("step up", stepped, &token.claim("acrs"), "c1 in acrs");
    }
    let challenge = (steps_up && !stepped).then_some(STEP_UP);
    Ok(finish(trail, api, checks, Some(described), allows, challenge))
}

/// The API that a path without its slash names.
pub(crate) fn named<'a>(directory: &'a Directory, path: &str) -> Option<&'a Api> {
    let name = match path {
        "invoices" | "payments" | "" => "Invoice API",
        "ledger" => "Ledger API",
        _ => return None,
    };
    directory.apis.iter().find(|api| api.name == name)
}

fn api_of<'a>(request: &HttpRequest, context: Context<'a>, audience: &str) -> Option<&'a Api> {
    let path = request.url.path.trim_start_matches('/');
    let custom =
        |api: &&Api| matches!(api.kind, ApiKind::Custom { .. }) && api.is_audience(audience);
    let own = context.directory.apis.iter().find(custom).filter(|_| path.is_empty());
    own.or_else(|| named(context.directory, path))
}

fn check_token(
    checks: &mut Checks,
    context: Context<'_>,
    api: &Api,
    token: &Assertion<'_>,
    ours: bool,
    key_id: &str,
) {
    checks.check("alg", token.algorithm == "RS256", &token.algorithm, "RS256, and never none");
    let kid = token.header.str("kid").unwrap_or_default();
    checks.check("kid", kid == key_id, &kid, key_id);
    checks.check("signature", ours, if ours { "fits" } else { "does not fit" }, "fits the key");
    let tenant = context.tenant();
    let issued_here = if api.version() == TokenVersion::V1 {
        let end = format!("/{tenant}/");
        token.issuer.ends_with(&end)
    } else {
        token.issuer.ends_with(&format!("/{tenant}/v2.0"))
    };
    let expected = match api.version() {
        TokenVersion::V1 => mint::issuer_v1(context.authority, tenant),
        TokenVersion::V2 => mint::issuer_v2(context.authority, tenant),
    };
    // A server of this machine is its own issuer.
    checks.check("iss", issued_here, &token.issuer, &expected);
    let expected = match (&api.kind, api.version()) {
        (ApiKind::Custom { identifier_uri, .. }, TokenVersion::V1) => identifier_uri.clone(),
        _ => api.app_id.to_string(),
    };
    checks.check("aud", api.is_audience(&token.audience), &token.audience, &expected);
    let in_time = is_in_time(token, context.now);
    checks.check(
        "nbf and exp",
        in_time,
        &format!("{} to {}", token.not_before, token.expires),
        &context.now.to_string(),
    );
    let tid = token.claim("tid");
    checks.check("tid", tid == tenant.to_string(), &tid, &tenant.to_string());
}

/// Whom an API takes the caller for, by the claims that it asked for. Without
/// them an agent looks like any other app.
fn kind(token: &Assertion<'_>) -> &'static str {
    let has = |name: &str, facet: &str| token.claim(name).split(' ').any(|one| one == facet);
    let is_agent = has("xms_act_fct", "11") || token.claims.has("xms_par_app_azp");
    match (token.scopes().is_some(), is_agent) {
        (true, true) if has("xms_sub_fct", "13") => "agent user",
        (true, true) => "agent identity on behalf of a person",
        (true, false) => "person",
        (false, true) => "agent identity",
        (false, false) => "app",
    }
}

fn allows(api: &Api, caller: &Caller<'_>) -> (Vec<String>, bool) {
    let mut any = false;
    let list = api.scopes.iter().map(|scope| {
        let allowed = caller.has(&[&scope.value]);
        any |= allowed;
        let place = if caller.scopes.is_some() { "scp" } else { "roles" };
        let mut one = Object::new();
        one.string("action", &scope.value);
        one.raw("allowed", allowed);
        let verb = if allowed { "has" } else { "lacks" };
        one.string("because", &format!("{place} {verb} {}", scope.value));
        one.finish()
    });
    let list = list.collect();
    (list, any)
}

fn finish(
    trail: &Trail,
    api: &Api,
    checks: Checks,
    caller: Option<Object>,
    allows: Vec<String>,
    challenge: Option<&str>,
) -> HttpResponse {
    let status = match (checks.passed, &caller, challenge) {
        (true, ..) => 200,
        (false, Some(_), None) => 403,
        _ => 401,
    };
    let mut body = Object::new();
    if status != 200 {
        let code = match (status, challenge) {
            (403, _) => "insufficient_scope",
            (_, Some(_)) => "insufficient_claims",
            _ => "invalid_token",
        };
        let mut error = Object::new();
        error.string("code", code);
        error.string("message", &checks.failure);
        body.raw("error", error.finish());
    }
    body.string("api", &api.name);
    body.list("checks", checks.list);
    if let Some(caller) = caller {
        body.raw("caller", caller.finish());
    }
    body.list("allows", allows);
    let mut response = trail.respond(status, body);
    if status == 401 {
        let value = match challenge {
            None => "Bearer error=\"invalid_token\"".to_owned(),
            Some(claims) => format!(
                "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/v2.0/authorize\", error=\"insufficient_claims\", claims=\"{}\"",
                STANDARD.encode(claims)
            ),
        };
        response.headers.push(("www-authenticate".to_owned(), value));
    }
    response
}
