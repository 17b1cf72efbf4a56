//! File and arguments to a checked configuration. Whatever is unsafe or not
//! understood is refused at start, in one sentence, rather than guessed.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use http::Method;
use listener::Limits;
use url::{Host, Url};

use crate::address;

mod settings;

pub use settings::{Arguments, LimitSettings, RouteSettings, Settings};

/// What a route may be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The token endpoint (RFC 6749 section 3.2).
    Token,
    /// The device authorization endpoint (RFC 8628 section 3.1).
    DeviceCode,
    /// The OpenID Connect discovery document.
    Metadata,
    /// The key set (RFC 7517).
    Keys,
}

impl Kind {
    /// All kinds, which is what a route serves unless it says otherwise.
    pub const ALL: [Self; 4] = [Self::Token, Self::DeviceCode, Self::Metadata, Self::Keys];

    /// The only method that is forwarded.
    #[must_use]
    pub const fn method(self) -> Method {
        match self {
            Self::Token | Self::DeviceCode => Method::POST,
            Self::Metadata | Self::Keys => Method::GET,
        }
    }

    /// The path after the tenant segment, here and upstream.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Token => "/oauth2/v2.0/token",
            Self::DeviceCode => "/oauth2/v2.0/devicecode",
            Self::Metadata => "/v2.0/.well-known/openid-configuration",
            Self::Keys => "/discovery/v2.0/keys",
        }
    }

    /// The word in the configuration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::DeviceCode => "devicecode",
            Self::Metadata => "metadata",
            Self::Keys => "keys",
        }
    }
}

/// One upstream under one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The first segment of its addresses.
    pub name: String,
    /// Scheme, host and port of the upstream, as in `https://login.example`.
    pub upstream: String,
    /// `host` or `host:port`, as it goes into the `Host` header.
    pub upstream_host: String,
    /// Whether the upstream is spoken to in plain HTTP, which only a loopback
    /// address may be.
    pub is_plain: bool,
    /// What may be asked for.
    pub kinds: Vec<Kind>,
    /// Whether `Authorization: Basic` passes.
    pub authorization: bool,
    /// Whether the upstream may have a private address.
    pub allow_private: bool,
}

/// How often one client may be forwarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    /// Requests a minute, in the long run.
    pub per_minute: u32,
    /// Requests at once.
    pub burst: u32,
    /// How many proxies of one's own stand before this one and append to
    /// `X-Forwarded-For`; 0 takes the address from the socket.
    pub trusted_hops: usize,
}

/// A checked configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// The address the proxy is bound to.
    pub listen: SocketAddr,
    /// Values of `Host` that mean this proxy.
    pub hosts: Vec<String>,
    /// Origins of pages that may use it.
    pub origins: Vec<String>,
    /// The folder of the page, if it is served.
    pub site: Option<PathBuf>,
    /// The value of `frame-ancestors` for the page.
    pub frame_ancestors: Vec<String>,
    /// Certificates (PEM) that replace the bundled roots.
    pub trusted_roots: Option<PathBuf>,
    /// At least one.
    pub routes: Vec<Route>,
    /// The listener's part of the limits.
    pub limits: Limits,
    /// The largest answer of an upstream, in bytes.
    pub answer_bytes: usize,
    /// From the start of the upstream request to the last byte of its answer.
    pub upstream_time: Duration,
    /// For name, connection and TLS handshake.
    pub connect_time: Duration,
    /// Upstream requests at the same time.
    pub upstream_requests: usize,
    /// `None` on loopback unless configured.
    pub rate: Option<RateLimit>,
}

/// Why the proxy does not start. Each is one sentence: where, what, what to do.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file is not there, or not readable.
    #[error("The configuration file {0} cannot be read; check its name and its permissions.")]
    Unreadable(String),
    /// The file is not TOML, or has a key or a value that is not known.
    #[error("The configuration file {file} is not understood{place}: {problem}.")]
    File {
        /// Its name.
        file: String,
        /// ` in line 3`, if known.
        place: String,
        /// What the reader of the file says.
        problem: String,
    },
    /// A value that is not safe or makes no sense.
    #[error("{0}")]
    Value(String),
}

fn wrong(sentence: impl Into<String>) -> ConfigError {
    ConfigError::Value(sentence.into())
}

impl Config {
    /// The address to bind: `listen`, or 127.0.0.1:8080.
    #[must_use]
    pub fn address(settings: &Settings) -> SocketAddr {
        settings.listen.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 8080)))
    }

    /// Checks settings. `bound` is the address the socket has got, which
    /// differs from the one asked for when its port was 0.
    ///
    /// # Errors
    /// The first problem, as a sentence.
    pub fn check(settings: Settings, bound: SocketAddr) -> Result<Self, ConfigError> {
        let is_loopback = address::is_loopback(bound.ip());
        let own_hosts = own_hosts(bound);
        let origins = match settings.origins {
            Some(origins) => origins,
            None if is_loopback => own_hosts.iter().map(|host| format!("http://{host}")).collect(),
            None => Vec::new(),
        };
        if origins.is_empty() {
            return Err(wrong(
                "`origins` is empty; list the exact origins of the pages that may use this \
                 proxy, which is required unless `listen` is a loopback address.",
            ));
        }
        for origin in &origins {
            check_origin("origins", origin)?;
        }
        let hosts = settings.hosts.unwrap_or(own_hosts);
        for host in &hosts {
            check_host(host)?;
        }
        if hosts.is_empty() {
            return Err(wrong("`hosts` is empty; list at least one Host value of this proxy."));
        }
        let frame_ancestors = settings.frame_ancestors.unwrap_or_else(|| vec!["'self'".into()]);
        for ancestor in &frame_ancestors {
            if !matches!(ancestor.as_str(), "'self'" | "'none'") {
                check_origin("frame_ancestors", ancestor)?;
            }
        }
        if frame_ancestors.is_empty()
            || (frame_ancestors.len() > 1 && frame_ancestors.iter().any(|one| one == "'none'"))
        {
            return Err(wrong("`frame_ancestors` must be 'none' alone, or 'self' and origins."));
        }
        let mut routes = Vec::with_capacity(settings.routes.len());
        for (name, route) in settings.routes {
            routes.push(check_route(name, route)?);
        }
        if routes.is_empty() {
            return Err(wrong(
                "No route is configured, so there is nothing to forward to; add \
                 [routes.entra] with upstream = \"https://login.microsoftonline.com\".",
            ));
        }
        let numbers = settings.limits;
        for (key, value) in numbers.named() {
            if value == Some(0) && !matches!(key, "rate_per_minute" | "trusted_hops") {
                return Err(wrong(format!("`limits.{key}` is 0; give a number above 0.")));
            }
        }
        let size = |value: Option<u64>, default: usize| {
            value.map_or(default, |value| usize::try_from(value).unwrap_or(usize::MAX))
        };
        let time = |value: Option<u64>, default: Duration| {
            // A day is longer than any of these can mean, and cannot overflow.
            value.map_or(default, |ms| Duration::from_millis(ms.min(86_400_000)))
        };
        let usual = Limits::default();
        let limits = Limits {
            connections: size(numbers.connections, usual.connections).min(1 << 20),
            header_bytes: size(numbers.header_bytes, usual.header_bytes),
            header_lines: size(numbers.header_lines, usual.header_lines),
            target_bytes: size(numbers.target_bytes, usual.target_bytes),
            body_bytes: size(numbers.body_bytes, usual.body_bytes),
            header_time: time(numbers.header_ms, usual.header_time),
            body_time: time(numbers.body_ms, usual.body_time),
            idle_time: time(numbers.idle_ms, usual.idle_time),
            request_time: time(numbers.request_ms, usual.request_time),
            stop_time: usual.stop_time,
        };
        let per_minute = numbers.rate_per_minute.unwrap_or(if is_loopback { 0 } else { 60 });
        let rate = (per_minute > 0).then(|| RateLimit {
            per_minute: u32::try_from(per_minute).unwrap_or(u32::MAX),
            burst: u32::try_from(numbers.rate_burst.unwrap_or(20)).unwrap_or(u32::MAX),
            trusted_hops: size(numbers.trusted_hops, 0),
        });
        Ok(Self {
            listen: bound,
            hosts,
            origins,
            site: settings.site,
            frame_ancestors,
            trusted_roots: settings.trusted_roots,
            routes,
            limits,
            answer_bytes: size(numbers.answer_bytes, 1024 * 1024),
            upstream_time: time(numbers.upstream_ms, Duration::from_secs(30)),
            connect_time: time(numbers.connect_ms, Duration::from_secs(5)),
            upstream_requests: size(numbers.upstream_requests, 64).min(1 << 20),
            rate,
        })
    }
}

/// The `Host` values of a server at this address, as browsers write them.
fn own_hosts(bound: SocketAddr) -> Vec<String> {
    let mut hosts = vec![bound.to_string(), format!("localhost:{}", bound.port())];
    if bound.port() == 80 {
        let ip = bound.ip();
        hosts.push(if ip.is_ipv6() { format!("[{ip}]") } else { ip.to_string() });
        hosts.push("localhost".to_owned());
    }
    hosts
}

fn check_origin(key: &str, origin: &str) -> Result<(), ConfigError> {
    if origin == "*" || origin == "null" {
        return Err(wrong(format!(
            "`{key}` contains `{origin}`, which stands for pages of anybody; list exact origins \
             such as https://play.example."
        )));
    }
    let exact = Url::parse(origin)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))
        .map(|url| url.origin().ascii_serialization())
        .filter(|exact| is_plain_text(exact));
    match exact {
        Some(exact) if exact == origin => Ok(()),
        Some(exact) => Err(wrong(format!(
            "`{key}` contains {origin:?}, which no browser sends like that; write {exact:?}."
        ))),
        None => Err(wrong(format!(
            "`{key}` contains {origin:?}, which is not an origin; write scheme, host and port \
             only, as in https://play.example."
        ))),
    }
}

/// Whether scheme, host and port have only letters of host names. The URL
/// parser lets `*`, `;` and quotes stand in a host, and a security policy would
/// read them as something else.
fn is_plain_text(origin: &str) -> bool {
    let is_plain =
        |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b':' | b'/' | b'[' | b']');
    origin.bytes().all(is_plain)
}

fn check_host(host: &str) -> Result<(), ConfigError> {
    let is_exact = Url::parse(&format!("http://{host}")).is_ok_and(|url| {
        url.origin().ascii_serialization().strip_prefix("http://")
            == Some(host.strip_suffix(":80").unwrap_or(host))
    });
    if is_exact {
        return Ok(());
    }
    Err(wrong(format!(
        "`hosts` contains {host:?}, which is not a host with an optional port; write it in lower \
         case, as in play.example or 127.0.0.1:8080."
    )))
}

fn check_route(name: String, settings: RouteSettings) -> Result<Route, ConfigError> {
    let is_name = (1..=32).contains(&name.len())
        && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
    if !is_name {
        return Err(wrong(format!(
            "The route name {name:?} does not fit into an address; use up to 32 lower-case \
             letters, digits and hyphens."
        )));
    }
    let refuse = |problem: &str| Err(wrong(format!("The upstream of route `{name}` {problem}")));
    let Some(upstream) = settings.upstream else {
        return refuse("is missing; write upstream = \"https://…\".");
    };
    let url = match Url::parse(&upstream) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => url,
        _ => return refuse("is not an address; write it as https://host or https://host:port."),
    };
    // One parser writes what another could read differently: numbers as
    // addresses, upper case, user information, a path. All of it is refused.
    let is_exact = url.origin().ascii_serialization() == upstream;
    if !is_exact || !is_plain_text(&upstream) || url.host_str().is_none_or(|h| h.ends_with('.')) {
        return refuse(
            "must be scheme, lower-case host and optional port only, without path, user or \
             trailing dot.",
        );
    }
    let is_plain = url.scheme() == "http";
    let literal: Option<IpAddr> = match url.host() {
        Some(Host::Ipv4(ip)) => Some(ip.into()),
        Some(Host::Ipv6(ip)) => Some(ip.into()),
        _ => None,
    };
    let is_localhost = url.host_str() == Some("localhost");
    if is_plain && !is_localhost && !literal.is_some_and(address::is_loopback) {
        return refuse("is plain http, which is for loopback addresses only; use https.");
    }
    let is_private = is_localhost || literal.is_some_and(|ip| !address::is_public(ip));
    if is_private && !settings.allow_private {
        return refuse(
            "is a private address; set allow_private = true on the route if this is a test or a \
             workshop.",
        );
    }
    let kinds = settings.kinds.unwrap_or_else(|| Kind::ALL.to_vec());
    if kinds.is_empty() {
        return Err(wrong(format!(
            "The route `{name}` has no kinds; list token, devicecode, metadata or keys."
        )));
    }
    let upstream_host = upstream.split_once("://").map(|(_, host)| host.to_owned());
    Ok(Route {
        name,
        upstream_host: upstream_host.unwrap_or_default(),
        upstream,
        is_plain,
        kinds,
        authorization: settings.authorization,
        allow_private: settings.allow_private,
    })
}

#[cfg(test)]
mod tests;
