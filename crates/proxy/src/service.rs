//! Policy, upstreams and files as one service. Tests call it without a socket;
//! the listener carries it.

use std::time::Instant;

use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, CACHE_CONTROL, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, HeaderName, HeaderValue, REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS,
};
use http::{Method, StatusCode};
use listener::{Head, Response, Service, UnreadBody};
use tokio::sync::Semaphore;

use crate::config::{Config, ConfigError, Kind, Route};
use crate::files::Site;
use crate::page::CORP;
use crate::policy::{Decision, Forward, decide};
use crate::rate::RateLimiter;
use crate::refusal::{Allowed, Refusal};
use crate::upstream::{Resolver, Upstream, tls};

/// Headers of every answer that is not a file.
const ALWAYS: [(HeaderName, HeaderValue); 7] = [
    (
        ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static(
            "x-ms-request-id, client-request-id, retry-after, www-authenticate, dpop-nonce",
        ),
    ),
    (VARY, HeaderValue::from_static("Origin")),
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox"),
    ),
    (CORP, HeaderValue::from_static("same-origin")),
    (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
];

/// The proxy.
#[derive(Debug)]
pub struct Proxy {
    config: Config,
    /// In the order of `config.routes`.
    upstreams: Vec<Upstream>,
    site: Option<Site>,
    rate: Option<RateLimiter>,
    places: Semaphore,
}

impl Proxy {
    /// Reads the site and the certificates and prepares the upstreams.
    ///
    /// # Errors
    /// When one of these cannot be used.
    pub fn new(config: Config, resolver: &Resolver) -> Result<Self, ConfigError> {
        let tls = tls(&config)?;
        let upstreams = config
            .routes
            .iter()
            .map(|route| Upstream::new(route, &config, tls.clone(), resolver.clone()))
            .collect::<Result<_, _>>()?;
        let site = config.site.as_deref().map(|site| Site::load(site, &config)).transpose()?;
        let rate = config.rate.map(|limit| RateLimiter::new(limit, Instant::now()));
        let places = Semaphore::new(config.upstream_requests);
        Ok(Self { config, upstreams, site, rate, places })
    }

    /// The configuration it was made of.
    #[must_use]
    pub const fn config(&self) -> &Config {
        &self.config
    }

    fn is_file(&self, head: &Head) -> bool {
        let site = self.site.as_ref();
        site.is_some_and(|site| site.answer(&head.target, &head.headers).is_some())
    }

    async fn carry(
        &self,
        forward: &Forward<'_>,
        head: &Head,
        body: UnreadBody,
    ) -> Result<Response, Refusal> {
        if let Some(rate) = &self.rate {
            rate.take(rate.client(head.peer, &head.headers), Instant::now())
                .map_err(|retry_after_seconds| Refusal::RateLimited { retry_after_seconds })?;
        }
        let body = body.read().await?;
        // Taken after the body is here, so that slow senders hold no place.
        let _place = self.places.try_acquire().map_err(|_| Refusal::Busy)?;
        let at = self.config.routes.iter().position(|route| route.name == forward.route.name);
        let upstream = at.and_then(|at| self.upstreams.get(at)).ok_or(Refusal::UnknownRoute)?;
        upstream.send(forward, body.into_bytes()).await
    }
}

impl Service for Proxy {
    async fn answer(&self, head: Head, body: UnreadBody) -> Response {
        let start = Instant::now();
        let verdict = decide(&self.config, &head, body.is_announced());
        let mut place = verdict.route.map_or("-", |route| route.name.as_str());
        let mut kind = "-";
        let outcome = match verdict.decision {
            // The address exists for GET, so say that rather than 404.
            Err(Refusal::UnknownRoute) if self.is_file(&head) => {
                Err(Refusal::MethodNotAllowed(Allowed::Get))
            }
            Err(refusal) => Err(refusal),
            Ok(Decision::Health) => Ok(health()),
            Ok(Decision::File { path }) => {
                if let Some(site) = &self.site
                    && let Some(file) = site.answer(path, &head.headers)
                {
                    log("page", kind, file.status, start, "ok");
                    return file;
                }
                Err(Refusal::UnknownRoute)
            }
            Ok(Decision::Preflight { route, kind: asked }) => {
                kind = asked.name();
                Ok(preflight(route, asked))
            }
            Ok(Decision::Forward(ref forward)) => {
                place = forward.route.name.as_str();
                kind = forward.kind.name();
                self.carry(forward, &head, body).await
            }
        };
        let class = outcome.as_ref().map_or_else(|refusal| refusal.code(), |_| "ok");
        let mut response = outcome.unwrap_or_else(Refusal::response);
        if let Some(origin) = verdict.origin.and_then(|origin| HeaderValue::from_str(origin).ok()) {
            response.headers.push((ACCESS_CONTROL_ALLOW_ORIGIN, origin));
        }
        response.headers.extend(ALWAYS);
        log(place, kind, response.status, start, class);
        response
    }
}

/// The one line of a request. Route and kind are words of the configuration;
/// nothing that a caller wrote is in it.
fn log(route: &str, kind: &str, status: StatusCode, start: Instant, class: &str) {
    let ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(route, kind, status = status.as_u16(), ms, class, "answered");
}

fn health() -> Response {
    Response::new(StatusCode::OK)
        .with_header(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))
        .with_body("ok")
}

fn preflight(route: &Route, kind: Kind) -> Response {
    let methods = if kind.method() == Method::POST { "POST" } else { "GET" };
    let headers = if route.authorization {
        "content-type, client-request-id, authorization"
    } else {
        "content-type, client-request-id"
    };
    Response::new(StatusCode::NO_CONTENT)
        .with_header(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(methods))
        .with_header(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(headers))
        .with_header(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"))
}
