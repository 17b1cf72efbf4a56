//! The headers of the page: what its scripts may do, reach and be framed by.

use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};

use crate::config::{Config, ConfigError};

/// Lines of one answer.
pub type Lines = Vec<(HeaderName, HeaderValue)>;

const COOP: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const COEP: HeaderName = HeaderName::from_static("cross-origin-embedder-policy");
/// `Cross-Origin-Resource-Policy`.
pub const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const OAC: HeaderName = HeaderName::from_static("origin-agent-cluster");
const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");

const CLOSED: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), clipboard-read=(), clipboard-write=(), display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), idle-detection=(), local-fonts=(), local-network=(), loopback-network=(), magnetometer=(), microphone=(), midi=(), otp-credentials=(), payment=(), picture-in-picture=(), publickey-credentials-create=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), storage-access=(), usb=(), window-management=(), xr-spatial-tracking=()";

/// Graph and Azure Resource Manager of the cloud whose login host is the key.
const CLOUDS: [(&str, &[&str]); 6] = [
    (
        "https://login.microsoftonline.com",
        &["https://graph.microsoft.com", "https://management.azure.com"],
    ),
    (
        "https://login.microsoftonline.us",
        &[
            "https://graph.microsoft.us",
            "https://dod-graph.microsoft.us",
            "https://management.usgovcloudapi.net",
        ],
    ),
    (
        "https://login.partner.microsoftonline.cn",
        &["https://microsoftgraph.chinacloudapi.cn", "https://management.chinacloudapi.cn"],
    ),
    (
        "https://login.sovcloud-identity.fr",
        &["https://graph.svc.sovcloud.fr", "https://management.sovcloud-api.fr"],
    ),
    (
        "https://login.sovcloud-identity.de",
        &["https://graph.svc.sovcloud.de", "https://management.sovcloud-api.de"],
    ),
    ("https://login.sovcloud-identity.sg", &["https://graph.svc.sovcloud.sg"]),
];

/// The page itself, at `/`.
///
/// # Errors
/// When a configured value cannot stand in a header.
pub fn app(config: &Config) -> Result<Lines, ConfigError> {
    let mut lines = document(config)?;
    lines.push((COOP, HeaderValue::from_static("same-origin")));
    lines.push((CORP, HeaderValue::from_static("same-origin")));
    if config.frame_ancestors == ["'none'"] {
        // This older header cannot express a list of origins.
        lines.push((X_FRAME_OPTIONS, HeaderValue::from_static("DENY")));
    }
    Ok(lines)
}

/// The page for frames in other pages, at `/embed`. COOP has no effect in a
/// frame; the other two let cross-origin isolated pages show it.
///
/// # Errors
/// As [`app`].
pub fn embed(config: &Config) -> Result<Lines, ConfigError> {
    let mut lines = document(config)?;
    lines.push((COEP, HeaderValue::from_static("require-corp")));
    lines.push((CORP, HeaderValue::from_static("cross-origin")));
    Ok(lines)
}

fn document(config: &Config) -> Result<Lines, ConfigError> {
    let mut reach = vec!["'self'"];
    for route in &config.routes {
        let cloud = CLOUDS.iter().find(|(login, _)| *login == route.upstream);
        let apis = cloud.map_or(&[][..], |(_, apis)| apis);
        for origin in std::iter::once(route.upstream.as_str()).chain(apis.iter().copied()) {
            if !reach.contains(&origin) {
                reach.push(origin);
            }
        }
    }
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' \
         data:; font-src 'self'; connect-src {}; manifest-src 'self'; worker-src 'none'; frame-src \
         'none'; base-uri 'none'; form-action 'none'; frame-ancestors {}; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        reach.join(" "),
        config.frame_ancestors.join(" "),
    );
    let permissions = CLOSED
        .replace("clipboard-write=()", "clipboard-write=(self)")
        .replace("fullscreen=()", "fullscreen=(self)")
        .replace("loopback-network=()", "loopback-network=(self)");
    Ok(vec![
        (CONTENT_SECURITY_POLICY, value(&policy)?),
        (OAC, HeaderValue::from_static("?1")),
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (PERMISSIONS, value(&permissions)?),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ])
}

/// The static documents that receive a sign-in. They have no COOP: the relay
/// must keep its opener.
#[must_use]
pub fn bridge() -> Lines {
    vec![
        (
            CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(
                "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; \
                 form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
                 trusted-types 'none'",
            ),
        ),
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
        (CORP, HeaderValue::from_static("same-origin")),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (PERMISSIONS, HeaderValue::from_static(CLOSED)),
    ]
}

fn value(text: &str) -> Result<HeaderValue, ConfigError> {
    HeaderValue::from_str(text).map_err(|_| {
        ConfigError::Value("A configured origin has characters that no header can hold.".into())
    })
}
