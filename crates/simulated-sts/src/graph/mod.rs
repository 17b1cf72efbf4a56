//! Microsoft Graph, as far as tokens are proved by it and agents are set up with
//! it. It answers by the token's powers: `scp` with the person's own role for a
//! delegated token, `roles` for an app-only one; and refuses in Graph's words.
//!
//! | request | permission, one of them |
//! |---|---|
//! | `GET /me`, `/me/messages` | `User.Read`; `Mail.Read`; a person |
//! | `GET /users`, `/users/{id}` | `User.ReadBasic.All`, `User.Read.All` |
//! | `GET /oidc/userinfo` | `openid` |
//! | set-up calls | in the files `applications`, `principals`, `permissions` |
//!
//! `v1.0` and `beta` are one here, and the cast segments
//! (`microsoft.graph.agentIdentityBlueprint` …) may be written in any case, in
//! short (`graph.…`), or, where Graph allows it, not at all.

mod applications;
mod people;
mod permissions;
mod principals;

use protocol::guid::Guid;
use protocol::request::{HttpRequest, HttpResponse};
use protocol::token::json::{Members, list};

use crate::answer::{Trail, precise_timestamp};
use crate::bearer::{self, Caller, Closed};
use crate::context::Context;
use crate::directory::GRAPH;
use crate::json::Object;
use crate::signer::{SignError, Signer};

/// A request whose token was checked.
pub(crate) struct GraphCall<'a> {
    context: Context<'a>,
    caller: Caller<'a>,
    /// `GET`, `POST`, `PATCH`, `DELETE`.
    method: &'a str,
    /// The path without version and casts.
    segments: Vec<&'a str>,
    /// The cast, in lower case, without its namespace: `agentidentity`.
    cast: String,
    /// The query, decoded.
    query: String,
    /// The body, if it is a JSON object.
    body: Members,
}

/// Why Graph does nothing.
pub(crate) struct GraphProblem {
    status: u16,
    code: &'static str,
    message: String,
}

/// A status, and a body unless there is none.
type Done = Result<(u16, Option<String>), GraphProblem>;

fn problem(status: u16, code: &'static str, message: impl Into<String>) -> GraphProblem {
    GraphProblem { status, code, message: message.into() }
}

fn bad_request(message: impl Into<String>) -> GraphProblem {
    problem(400, "Request_BadRequest", message)
}

fn not_found(id: &str) -> GraphProblem {
    let message = format!(
        "Resource '{id}' does not exist or one of its queried reference-property objects are not present."
    );
    problem(404, "Request_ResourceNotFound", message)
}

fn full() -> GraphProblem {
    problem(
        403,
        "Agent_Directory_QuotaExceeded",
        "The simulated tenant is full; forget it to start again.",
    )
}

/// Answers a request to Graph.
pub(crate) async fn answer(
    request: &HttpRequest,
    context: Context<'_>,
    trail: &Trail,
    signer: &impl Signer,
) -> Result<HttpResponse, SignError> {
    let Some(api) = context.directory.api_of(GRAPH) else { return Ok(Trail::nothing_here()) };
    let caller = match bearer::check(request, context, api, signer).await? {
        Ok(caller) => caller,
        Err(closed) => return Ok(unauthorized(trail, &closed)),
    };
    let done = call(request, context, caller).and_then(|call| route(&call));
    Ok(match done {
        Ok((status, body)) => {
            let mut response = trail.respond(status, Object::new());
            response.body = protocol::secret::Secret::new(body.unwrap_or_default());
            response
        }
        Err(problem) => refused(trail, &problem),
    })
}

fn call<'a>(
    request: &'a HttpRequest,
    context: Context<'a>,
    caller: Caller<'a>,
) -> Result<GraphCall<'a>, GraphProblem> {
    let mut segments: Vec<&str> = request.url.path.split('/').filter(|s| !s.is_empty()).collect();
    if matches!(segments.first(), Some(&("v1.0" | "beta"))) {
        segments.remove(0);
    }
    let mut cast = String::new();
    segments.retain(|segment| {
        let lower = segment.to_ascii_lowercase();
        let name = lower.strip_prefix("microsoft.graph.").or_else(|| lower.strip_prefix("graph."));
        if let Some(name) = name {
            name.clone_into(&mut cast);
        }
        name.is_none()
    });
    let text = request.body.expose();
    let body = match text.trim().is_empty() {
        true => Members::default(),
        false => Members::read(text.as_bytes()).map_err(|error| {
            problem(400, "BadRequest", format!("Unable to read JSON request payload: {error}."))
        })?,
    };
    if let Some(kind) = body.str("@odata.type") {
        let kind = kind.to_ascii_lowercase();
        kind.trim_start_matches('#').trim_start_matches("microsoft.graph.").clone_into(&mut cast);
    }
    let query = protocol::form::decode(&request.url.query)
        .into_iter()
        .map(|(name, value)| format!("{name}={}", value.expose()))
        .collect::<Vec<_>>()
        .join("&");
    Ok(GraphCall { context, caller, method: request.method.as_str(), segments, cast, query, body })
}

fn route(call: &GraphCall<'_>) -> Done {
    let path: Vec<String> = call.segments.iter().map(|s| s.to_ascii_lowercase()).collect();
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match (call.method, path.as_slice()) {
        ("GET", ["me"]) => people::me(call),
        ("GET", ["me", "messages"]) => people::messages(call),
        ("GET", ["oidc", "userinfo"]) => people::userinfo(call),
        ("GET", ["users"]) => people::list(call),
        ("GET", ["users", id]) => people::one(call, id),
        ("POST", ["users"]) => people::create_agent_user(call),
        (_, ["applications", rest @ ..]) => applications::route(call, rest),
        (_, ["serviceprincipals", rest @ ..]) => principals::route(call, rest),
        (_, ["oauth2permissiongrants", rest @ ..]) => permissions::route(call, rest),
        ("POST", ["identitygovernance", "entitlementmanagement", "assignmentrequests"]) => {
            permissions::request_access(call)
        }
        _ => Err(problem(
            404,
            "Request_ResourceNotFound",
            "The simulated Graph has no such resource, or does not take this method there.",
        )),
    }
}

impl GraphCall<'_> {
    /// Whether the token has one of these permissions, and with a person in it
    /// whether the person may use it.
    fn allow(&self, any: &[&str], person_must_be_admin: bool) -> Result<(), GraphProblem> {
        let denied = || {
            problem(
                403,
                "Authorization_RequestDenied",
                "Insufficient privileges to complete the operation.",
            )
        };
        if !self.caller.has(any) {
            return Err(denied());
        }
        match self.caller.user {
            Some(user) if person_must_be_admin && !user.admin => Err(denied()),
            _ => Ok(()),
        }
    }

    /// Like [`allow`](Self::allow), for everything about agents: Graph ignores
    /// every such permission in a token with `Directory.AccessAsUser.All`.
    fn allow_setup(&self, any: &[&str]) -> Result<(), GraphProblem> {
        if self.caller.has(&["Directory.AccessAsUser.All"]) {
            return Err(problem(
                403,
                "Authorization_RequestDenied",
                "Insufficient privileges to complete the operation. A token with Directory.AccessAsUser.All cannot manage agents.",
            ));
        }
        self.allow(any, true)
    }

    /// A string member of the body that is needed.
    fn text(&self, name: &str) -> Result<String, GraphProblem> {
        let text = self.body.str(name).filter(|text| !text.is_empty());
        text.map(std::borrow::Cow::into_owned).ok_or_else(|| {
            bad_request(format!("A value is required for property '{name}' of resource."))
        })
    }

    /// A GUID member of the body that is needed.
    fn id(&self, name: &str) -> Result<Guid, GraphProblem> {
        let text = self.text(name)?;
        Guid::parse(&text)
            .ok_or_else(|| bad_request(format!("Invalid GUID:{text} in property '{name}'.")))
    }
}

/// The members of a nested object.
fn nested(members: &Members, name: &str) -> Option<Members> {
    Members::read(members.get(name)?.literal.as_bytes()).ok()
}

/// The objects of a nested list.
fn objects(members: &Members, name: &str) -> Vec<Members> {
    let entries = members.get(name).and_then(|member| list(&member.literal)).unwrap_or_default();
    entries.into_iter().filter_map(|entry| Members::read(entry.as_bytes()).ok()).collect()
}

/// A collection.
fn collection(values: impl IntoIterator<Item = String>) -> Done {
    let mut body = Object::new();
    body.list("value", values);
    Ok((200, Some(body.finish())))
}

/// 401, with the challenge of RFC 6750 3.
fn unauthorized(trail: &Trail, closed: &Closed) -> HttpResponse {
    let message = match closed {
        Closed::Missing => "Access token is empty.",
        Closed::Malformed => "IDX14100: JWT is not well formed, there are no dots (.).",
        Closed::Signature => "Signature is invalid.",
        Closed::Expired => "Lifetime validation failed, the token is expired.",
        Closed::Audience(_) => "Access token validation failure. Invalid audience.",
    };
    let mut response = refused(trail, &problem(401, "InvalidAuthenticationToken", message));
    let challenge = format!(
        "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", client_id=\"{GRAPH}\""
    );
    response.headers.push(("www-authenticate".to_owned(), challenge));
    response
}

/// Graph's form of an error.
fn refused(trail: &Trail, problem: &GraphProblem) -> HttpResponse {
    let mut inner = Object::new();
    let date = precise_timestamp(trail.now());
    inner.string("date", date.split('.').next().unwrap_or_default());
    inner.text("request-id", trail.trace_id());
    inner.text("client-request-id", trail.correlation_id());
    let mut error = Object::new();
    error.string("code", problem.code);
    error.string("message", &problem.message);
    error.raw("innerError", inner.finish());
    let mut body = Object::new();
    body.raw("error", error.finish());
    trail.respond(problem.status, body)
}
