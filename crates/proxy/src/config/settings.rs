//! What a person writes: the TOML file and the flags, not yet checked. A flag
//! wins over the file; a list given by flags replaces the file's list.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Parser;
use serde::Deserialize;

use super::{ConfigError, Kind, wrong};

/// The keys of the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Address and port to bind; port 0 takes a free one.
    pub listen: Option<SocketAddr>,
    /// Values of `Host` that mean this proxy.
    pub hosts: Option<Vec<String>>,
    /// Exact origins of pages that may use it.
    pub origins: Option<Vec<String>>,
    /// The folder of the page.
    pub site: Option<PathBuf>,
    /// Who may show the page in a frame.
    pub frame_ancestors: Option<Vec<String>>,
    /// PEM file with certificates to trust instead of the bundled ones.
    pub trusted_roots: Option<PathBuf>,
    /// Routes by name.
    pub routes: BTreeMap<String, RouteSettings>,
    /// Sizes, times and counts.
    pub limits: LimitSettings,
}

/// The keys of one route.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RouteSettings {
    /// Scheme, host and port.
    pub upstream: Option<String>,
    /// All of them if absent.
    pub kinds: Option<Vec<Kind>>,
    /// Let `Authorization: Basic` pass.
    pub authorization: bool,
    /// Let the upstream have a private address.
    pub allow_private: bool,
}

macro_rules! limits {
    ($($(#[doc = $doc:literal])+ $key:ident),+ $(,)?) => {
        /// The keys of `[limits]`, which are flags of the same names too.
        #[derive(Clone, Copy, Debug, Default, Deserialize, clap::Args)]
        #[serde(deny_unknown_fields, default)]
        pub struct LimitSettings {
            $($(#[doc = $doc])+ #[arg(long, value_name = "N")] pub $key: Option<u64>,)+
        }

        impl LimitSettings {
            pub(super) fn named(&self) -> impl Iterator<Item = (&'static str, Option<u64>)> {
                [$((stringify!($key), self.$key)),+].into_iter()
            }

            fn or(self, other: Self) -> Self {
                Self { $($key: self.$key.or(other.$key)),+ }
            }
        }
    };
}

limits! {
    /// Open connections (1024)
    connections,
    /// Bytes of a request's head (16384)
    header_bytes,
    /// Header lines of a request (64)
    header_lines,
    /// Bytes of a request target (2048)
    target_bytes,
    /// Bytes of a request body (65536)
    body_bytes,
    /// Bytes of an upstream's answer (1048576)
    answer_bytes,
    /// Milliseconds for a request's head (10000)
    header_ms,
    /// Milliseconds for a request's body (10000)
    body_ms,
    /// Milliseconds a connection may idle between requests (30000)
    idle_ms,
    /// Milliseconds for a whole request, answer included (40000)
    request_ms,
    /// Milliseconds for name, connection and TLS handshake (5000)
    connect_ms,
    /// Milliseconds for an upstream's whole answer (30000)
    upstream_ms,
    /// Upstream requests at the same time (64)
    upstream_requests,
    /// Requests a minute and client; 0 is no limit (60, on loopback 0)
    rate_per_minute,
    /// Requests a client may send at once (20)
    rate_burst,
    /// Proxies of yours before this one that append to X-Forwarded-For (0)
    trusted_hops,
}

/// A CORS proxy for the token requests of the Entra Token Playground.
#[derive(Debug, Default, Parser)]
#[command(name = "token-playground-proxy", version)]
pub struct Arguments {
    /// TOML file with the settings
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Address and port to bind; port 0 takes a free one (127.0.0.1:8080)
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,
    /// A Host value of this proxy
    #[arg(long, value_name = "HOST[:PORT]")]
    pub host: Vec<String>,
    /// An origin whose pages may use this proxy
    #[arg(long, value_name = "ORIGIN")]
    pub origin: Vec<String>,
    /// Folder of the page to serve
    #[arg(long, value_name = "DIR")]
    pub site: Option<PathBuf>,
    /// 'self', 'none' or an origin that may frame the page
    #[arg(long, value_name = "SOURCE")]
    pub frame_ancestors: Vec<String>,
    /// PEM file with certificates to trust instead of the bundled ones
    #[arg(long, value_name = "FILE")]
    pub trusted_roots: Option<PathBuf>,
    /// A route, as in `entra=https://login.microsoftonline.com`
    #[arg(long, value_name = "NAME=UPSTREAM")]
    pub route: Vec<String>,
    /// What a route serves, as in entra=token,keys (all)
    #[arg(long, value_name = "NAME=KINDS")]
    pub route_kinds: Vec<String>,
    /// Let Authorization: Basic pass on this route
    #[arg(long, value_name = "NAME")]
    pub route_authorization: Vec<String>,
    /// Let this route's upstream have a private address
    #[arg(long, value_name = "NAME")]
    pub route_allow_private: Vec<String>,
    /// Sizes, times and counts
    #[command(flatten)]
    pub limits: LimitSettings,
}

impl Arguments {
    /// Reads the file, if one is named, and lays the flags over it.
    ///
    /// # Errors
    /// A file that cannot be read or understood; a flag that names no route.
    pub fn settings(self) -> Result<Settings, ConfigError> {
        let mut settings = self.config.as_deref().map_or(Ok(Settings::default()), read)?;
        settings.listen = self.listen.or(settings.listen);
        settings.site = self.site.or(settings.site);
        settings.trusted_roots = self.trusted_roots.or(settings.trusted_roots);
        settings.limits = self.limits.or(settings.limits);
        for (flags, list) in [
            (self.host, &mut settings.hosts),
            (self.origin, &mut settings.origins),
            (self.frame_ancestors, &mut settings.frame_ancestors),
        ] {
            if !flags.is_empty() {
                *list = Some(flags);
            }
        }
        for flag in self.route {
            let (name, upstream) = pair("--route", &flag)?;
            settings.routes.entry(name.to_owned()).or_default().upstream =
                Some(upstream.to_owned());
        }
        for flag in self.route_kinds {
            let (name, words) = pair("--route-kinds", &flag)?;
            let kinds = words.split(',').map(kind).collect::<Result<_, _>>()?;
            route(&mut settings, "--route-kinds", name)?.kinds = Some(kinds);
        }
        for name in self.route_authorization {
            route(&mut settings, "--route-authorization", &name)?.authorization = true;
        }
        for name in self.route_allow_private {
            route(&mut settings, "--route-allow-private", &name)?.allow_private = true;
        }
        Ok(settings)
    }
}

fn read(file: &Path) -> Result<Settings, ConfigError> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|_| ConfigError::Unreadable(name.clone()))?;
    toml::from_str(&text).map_err(|error| ConfigError::File {
        place: error.span().map_or(String::new(), |span| {
            format!(" in line {}", text[..span.start.min(text.len())].matches('\n').count() + 1)
        }),
        file: name,
        problem: error.message().replace('\n', ", "),
    })
}

fn pair<'a>(flag: &str, value: &'a str) -> Result<(&'a str, &'a str), ConfigError> {
    value.split_once('=').ok_or_else(|| {
        wrong(format!("{flag} {value:?} has no `=`; write the route's name, `=` and the value."))
    })
}

fn kind(word: &str) -> Result<Kind, ConfigError> {
    Kind::ALL.into_iter().find(|kind| kind.name() == word).ok_or_else(|| {
        wrong(format!(
            "--route-kinds names {word:?}, which is no kind; choose from token, devicecode, \
             metadata and keys."
        ))
    })
}

fn route<'a>(
    settings: &'a mut Settings,
    flag: &str,
    name: &str,
) -> Result<&'a mut RouteSettings, ConfigError> {
    settings
        .routes
        .get_mut(name)
        .ok_or_else(|| wrong(format!("{flag} names {name:?}, which is no route; add it first.")))
}
