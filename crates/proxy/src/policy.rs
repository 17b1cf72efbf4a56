//! Forward or refuse, decided from the head of a request and the configuration
//! alone, before a byte of the body is read. CORS headers stop nothing that is
//! a simple request, and a form POST is one; so the checks are here.
//!
//! What leaves this module is made of configured values and of bytes that were
//! matched one by one: nothing a caller sends is passed on unchecked.

use http::Method;
use http::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HOST, HeaderName, ORIGIN};
use listener::{Head, Headers, Single};

use crate::config::{Config, Kind, Route};
use crate::refusal::{Allowed, Refusal};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
/// The correlation header that Entra takes from callers and gives back.
pub const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

/// What to do with a request that is ours to answer.
#[derive(Clone, Debug)]
pub enum Decision<'a> {
    /// `/healthz`.
    Health,
    /// A GET or HEAD that is for the page's files, if there are any.
    File {
        /// The path, without the query.
        path: &'a str,
    },
    /// A CORS preflight to be answered with 204.
    Preflight {
        /// The route asked about.
        route: &'a Route,
        /// Its kind, which fixes the methods.
        kind: Kind,
    },
    /// Send it on.
    Forward(Forward<'a>),
}

/// What goes upstream, apart from the body.
#[derive(Clone, Debug)]
pub struct Forward<'a> {
    /// The route, which names the upstream.
    pub route: &'a Route,
    /// What is asked for; it fixes the method.
    pub kind: Kind,
    /// The path to ask for. It begins with the tenant segment, and matched the
    /// template of the kind byte for byte.
    pub path: &'a str,
    /// `Authorization: Basic …`, only on routes that let it pass.
    pub authorization: Option<&'a str>,
    /// A GUID.
    pub client_request_id: Option<&'a str>,
}

/// The outcome for one head, with what the answer and the log line need in
/// either case.
#[derive(Clone, Debug)]
pub struct Verdict<'a> {
    /// What to do, or why not.
    pub decision: Result<Decision<'a>, Refusal>,
    /// The request's origin, if it is an allowed one: the only value
    /// `Access-Control-Allow-Origin` may have.
    pub origin: Option<&'a str>,
    /// The configured route, if the path names one; never the path.
    pub route: Option<&'a Route>,
}

/// Decides about one head. `has_body` says whether a body was announced.
#[must_use]
pub fn decide<'a>(config: &'a Config, head: &'a Head, has_body: bool) -> Verdict<'a> {
    let mut verdict = Verdict { decision: Err(Refusal::BadTarget), origin: None, route: None };
    // A page on a name that was rebound to this address is not one of ours,
    // whatever its origin says.
    if let Err(refusal) = check_host(config, head) {
        verdict.decision = Err(refusal);
        return verdict;
    }
    verdict.origin = allowed_origin(config, &head.headers);
    verdict.decision = decide_path(config, head, has_body, &mut verdict.route, verdict.origin);
    verdict
}

fn check_host(config: &Config, head: &Head) -> Result<(), Refusal> {
    match head.headers.single(HOST) {
        Single::One(host) if config.hosts.iter().any(|known| known.as_bytes() == host) => Ok(()),
        _ => Err(Refusal::UnknownHost),
    }
}

fn allowed_origin<'a>(config: &'a Config, headers: &Headers) -> Option<&'a str> {
    match headers.single(ORIGIN) {
        Single::One(origin) => {
            config.origins.iter().map(String::as_str).find(|allowed| allowed.as_bytes() == origin)
        }
        Single::Missing | Single::Repeated => None,
    }
}

fn decide_path<'a>(
    config: &'a Config,
    head: &'a Head,
    has_body: bool,
    route_seen: &mut Option<&'a Route>,
    origin: Option<&'a str>,
) -> Result<Decision<'a>, Refusal> {
    if !head.target.starts_with('/') {
        // Absolute-form and authority-form name a host, and that is not for
        // callers to name; CONNECT is a method of another trade.
        return Err(if head.method == Method::CONNECT {
            Refusal::MethodNotAllowed(Allowed::Get)
        } else {
            Refusal::BadTarget
        });
    }
    let (path, query) = match head.target.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (head.target.as_str(), None),
    };
    let is_get = head.method == Method::GET || head.method == Method::HEAD;
    let Some((route, kind, rest)) = find_route(config, path) else {
        return match path {
            "/healthz" if is_get => Ok(Decision::Health),
            "/healthz" => Err(Refusal::MethodNotAllowed(Allowed::Get)),
            _ if is_get => Ok(Decision::File { path }),
            _ => Err(Refusal::UnknownRoute),
        };
    };
    *route_seen = Some(route);
    if query.is_some() {
        return Err(Refusal::QueryNotAllowed);
    }
    let is_preflight = head.method == Method::OPTIONS;
    if !is_preflight && head.method != kind.method() {
        return Err(Refusal::MethodNotAllowed(Allowed::Route(kind)));
    }
    if origin.is_none() {
        // Browsers send no Origin with a GET to the page's own origin. They do
        // send Sec-Fetch-Site, which no page can set.
        let is_same_origin_get = kind.method() == Method::GET
            && !is_preflight
            && head.headers.single(ORIGIN) == Single::Missing
            && head.headers.single(SEC_FETCH_SITE) == Single::One(b"same-origin");
        if !is_same_origin_get {
            return Err(Refusal::OriginNotAllowed);
        }
    }
    if is_preflight {
        // What it asks for is not looked at: the answer is fixed by the route.
        return Ok(Decision::Preflight { route, kind });
    }
    if kind.method() == Method::POST {
        check_form(&head.headers)?;
    } else if has_body {
        return Err(Refusal::UnexpectedBody);
    }
    Ok(Decision::Forward(Forward {
        route,
        kind,
        path: rest,
        authorization: basic(&head.headers).filter(|_| route.authorization),
        client_request_id: guid(&head.headers),
    }))
}

/// Splits `/{route}/{tenant}{template}` without decoding anything. The third
/// part is the path for the upstream, from the slash before the tenant on.
fn find_route<'a>(config: &'a Config, path: &'a str) -> Option<(&'a Route, Kind, &'a str)> {
    let after_slash = path.strip_prefix('/')?;
    let name_end = after_slash.find('/')?;
    let (name, rest) = after_slash.split_at(name_end);
    let route = config.routes.iter().find(|route| route.name == name)?;
    let tenant_end = rest[1..].find('/')? + 1;
    let (tenant, template) = (&rest[1..tenant_end], &rest[tenant_end..]);
    let kind = route.kinds.iter().copied().find(|kind| kind.path() == template)?;
    is_tenant(tenant.as_bytes()).then_some((route, kind, rest))
}

/// A GUID, a domain name or a word such as `common`: letters, digits, inner
/// dots and hyphens, no two dots in a row, at most 254 bytes.
fn is_tenant(tenant: &[u8]) -> bool {
    let (Some(first), Some(last)) = (tenant.first(), tenant.last()) else {
        return false;
    };
    tenant.len() <= 254
        && first.is_ascii_alphanumeric()
        && last.is_ascii_alphanumeric()
        && tenant.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        && !tenant.windows(2).any(|pair| pair == b"..")
}

fn check_form(headers: &Headers) -> Result<(), Refusal> {
    let Single::One(content_type) = headers.single(CONTENT_TYPE) else {
        return Err(Refusal::UnsupportedType);
    };
    let mut parts = content_type.split(|byte| *byte == b';').map(<[u8]>::trim_ascii);
    let is_form = parts
        .next()
        .is_some_and(|kind| kind.eq_ignore_ascii_case(b"application/x-www-form-urlencoded"))
        && parts.next().is_none_or(|charset| charset.eq_ignore_ascii_case(b"charset=utf-8"))
        && parts.next().is_none();
    if !is_form {
        return Err(Refusal::UnsupportedType);
    }
    if headers.single(CONTENT_ENCODING) != Single::Missing {
        return Err(Refusal::UnsupportedEncoding);
    }
    Ok(())
}

/// The value of `Authorization` if it is one of HTTP Basic (RFC 7617) and
/// nothing else.
fn basic(headers: &Headers) -> Option<&str> {
    let Single::One(value) = headers.single(AUTHORIZATION) else { return None };
    let value = std::str::from_utf8(value).ok()?;
    let (scheme, credentials) = value.split_once(' ')?;
    let is_token68 = !credentials.is_empty()
        && credentials.bytes().all(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'=')
        });
    (scheme.eq_ignore_ascii_case("basic") && is_token68).then_some(value)
}

fn guid(headers: &Headers) -> Option<&str> {
    let Single::One(value) = headers.single(CLIENT_REQUEST_ID) else { return None };
    let is_guid = value.len() == 36
        && value.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        });
    std::str::from_utf8(value).ok().filter(|_| is_guid)
}

#[cfg(test)]
mod tests;
