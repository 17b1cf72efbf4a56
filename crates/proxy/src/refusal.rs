//! Every reason of the proxy to say no, with the code that the page explains,
//! the status, and one sentence. No sentence repeats anything of the request.

use http::StatusCode;
use http::header::{ALLOW, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use listener::{BodyError, Response};

use crate::config::Kind;

/// Why a request was not forwarded, or its answer not given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// `proxy_bad_target` (400): the request target is not a plain path.
    BadTarget,
    /// `proxy_unknown_host` (421): not exactly one `Host`, or not one of ours.
    UnknownHost,
    /// `proxy_unknown_route` (404): no such address, route, kind or tenant form.
    UnknownRoute,
    /// `proxy_query_not_allowed` (400): the address has a query string.
    QueryNotAllowed,
    /// `proxy_method_not_allowed` (405): another method than the address takes.
    MethodNotAllowed(Allowed),
    /// `proxy_origin_not_allowed` (403): no `Origin`, several, or one that is
    /// not configured.
    OriginNotAllowed,
    /// `proxy_unsupported_type` (415): the body is not one urlencoded form.
    UnsupportedType,
    /// `proxy_unsupported_encoding` (415): the body is compressed.
    UnsupportedEncoding,
    /// `proxy_unexpected_body` (400): a body where none belongs.
    UnexpectedBody,
    /// `proxy_body_too_large` (413): more bytes than `limits.body_bytes`.
    BodyTooLarge,
    /// `proxy_body_timeout` (408): the body did not arrive in time.
    BodyTimeout,
    /// `proxy_body_broken` (400): the body ended early or is badly framed.
    BodyBroken,
    /// `proxy_rate_limited` (429): this client asked too often.
    RateLimited {
        /// When the next request will be let through.
        retry_after_seconds: u64,
    },
    /// `proxy_busy` (503): too many requests wait for upstreams.
    Busy,
    /// `proxy_upstream_unreachable` (502): name or connection failed.
    UpstreamUnreachable,
    /// `proxy_upstream_address` (502): the name leads to a private address.
    UpstreamAddress,
    /// `proxy_upstream_tls` (502): the certificate or protocol was not good.
    UpstreamTls,
    /// `proxy_upstream_timeout` (504): no complete answer in time.
    UpstreamTimeout,
    /// `proxy_upstream_redirect` (502): it answered with a redirect, or with a
    /// change of protocol.
    UpstreamRedirect,
    /// `proxy_upstream_not_json` (502): it answered with something else.
    UpstreamNotJson {
        /// The status it answered with.
        status: u16,
    },
    /// `proxy_upstream_too_large` (502): it answered with too many bytes.
    UpstreamTooLarge,
    /// `proxy_upstream_broken` (502): its answer is cut off or badly framed.
    UpstreamBroken,
}

/// The methods of an address, for the `Allow` header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// Files and `/healthz`.
    Get,
    /// A route of this kind.
    Route(Kind),
}

impl Refusal {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.row().0
    }

    /// The status.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        self.row().1
    }

    const fn row(self) -> (&'static str, StatusCode) {
        match self {
            Self::BadTarget => ("proxy_bad_target", StatusCode::BAD_REQUEST),
            Self::UnknownHost => ("proxy_unknown_host", StatusCode::MISDIRECTED_REQUEST),
            Self::UnknownRoute => ("proxy_unknown_route", StatusCode::NOT_FOUND),
            Self::QueryNotAllowed => ("proxy_query_not_allowed", StatusCode::BAD_REQUEST),
            Self::MethodNotAllowed(_) => {
                ("proxy_method_not_allowed", StatusCode::METHOD_NOT_ALLOWED)
            }
            Self::OriginNotAllowed => ("proxy_origin_not_allowed", StatusCode::FORBIDDEN),
            Self::UnsupportedType => ("proxy_unsupported_type", StatusCode::UNSUPPORTED_MEDIA_TYPE),
            Self::UnsupportedEncoding => {
                ("proxy_unsupported_encoding", StatusCode::UNSUPPORTED_MEDIA_TYPE)
            }
            Self::UnexpectedBody => ("proxy_unexpected_body", StatusCode::BAD_REQUEST),
            Self::BodyTooLarge => ("proxy_body_too_large", StatusCode::PAYLOAD_TOO_LARGE),
            Self::BodyTimeout => ("proxy_body_timeout", StatusCode::REQUEST_TIMEOUT),
            Self::BodyBroken => ("proxy_body_broken", StatusCode::BAD_REQUEST),
            Self::RateLimited { .. } => ("proxy_rate_limited", StatusCode::TOO_MANY_REQUESTS),
            Self::Busy => ("proxy_busy", StatusCode::SERVICE_UNAVAILABLE),
            Self::UpstreamUnreachable => ("proxy_upstream_unreachable", StatusCode::BAD_GATEWAY),
            Self::UpstreamAddress => ("proxy_upstream_address", StatusCode::BAD_GATEWAY),
            Self::UpstreamTls => ("proxy_upstream_tls", StatusCode::BAD_GATEWAY),
            Self::UpstreamTimeout => ("proxy_upstream_timeout", StatusCode::GATEWAY_TIMEOUT),
            Self::UpstreamRedirect => ("proxy_upstream_redirect", StatusCode::BAD_GATEWAY),
            Self::UpstreamNotJson { .. } => ("proxy_upstream_not_json", StatusCode::BAD_GATEWAY),
            Self::UpstreamTooLarge => ("proxy_upstream_too_large", StatusCode::BAD_GATEWAY),
            Self::UpstreamBroken => ("proxy_upstream_broken", StatusCode::BAD_GATEWAY),
        }
    }

    /// One sentence: what was wrong, and what to do.
    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Self::BadTarget => "The request line must name a plain path that starts with a slash.",
            Self::UnknownHost => {
                "The Host header names a server that this proxy is not; open it under its own \
                 address, or add the name to `hosts` in its configuration."
            }
            Self::UnknownRoute => {
                "The proxy has no such address; check the route, the tenant and the kinds that \
                 its configuration lists for the route."
            }
            Self::QueryNotAllowed => {
                "Secrets do not belong in the address; send all parameters in the body, without \
                 a query string."
            }
            Self::MethodNotAllowed(_) => {
                "This address takes another method; the Allow header names it."
            }
            Self::OriginNotAllowed => {
                "The page's origin is not one that this proxy serves; add it to `origins` in the \
                 proxy's configuration if the page is yours."
            }
            Self::UnsupportedType => {
                "The body must be a form; send exactly one Content-Type, \
                 application/x-www-form-urlencoded."
            }
            Self::UnsupportedEncoding => {
                "The body must not be compressed; leave out Content-Encoding."
            }
            Self::UnexpectedBody => "This address takes no body; send the request without one.",
            Self::BodyTooLarge => {
                "The body is larger than the proxy accepts; check what was put into the form."
            }
            Self::BodyTimeout => {
                "The body did not arrive in time; check your connection and send it again."
            }
            Self::BodyBroken => "The body ended early or is badly framed; send it again.",
            Self::RateLimited { .. } => {
                "You sent too many requests; wait for the seconds that Retry-After names."
            }
            Self::Busy => "The proxy waits for too many answers already; try again in a second.",
            Self::UpstreamUnreachable => {
                "The proxy could not connect to the token service; check its network and the \
                 route's upstream."
            }
            Self::UpstreamAddress => {
                "The name of the token service leads to a private address, so the proxy did not \
                 connect; check name resolution on the proxy's machine, or set `allow_private` \
                 on the route if this is meant."
            }
            Self::UpstreamTls => {
                "The proxy could not trust the token service's certificate, so nothing was sent; \
                 check for a proxy that replaces certificates, and `trusted_roots`."
            }
            Self::UpstreamTimeout => {
                "The token service did not answer in time; try again, and know that the first \
                 request may have been carried out."
            }
            Self::UpstreamRedirect => {
                "The token service answered with a redirect, which the proxy never follows; \
                 check the tenant and the cloud."
            }
            Self::UpstreamNotJson { status } => {
                return format!(
                    "The token service answered with status {status} and content that is not \
                     JSON, which the proxy does not pass on; check the tenant and the cloud."
                );
            }
            Self::UpstreamTooLarge => {
                "The token service's answer is larger than the proxy accepts."
            }
            Self::UpstreamBroken => {
                "The token service's answer was cut off or badly framed, so the proxy does not \
                 pass it on; try again."
            }
        }
        .to_owned()
    }

    /// The answer without the headers that all answers have.
    #[must_use]
    pub fn response(self) -> Response {
        let body = serde_json::json!({
            "error": self.code(),
            "error_description": self.sentence(),
            "source": "proxy",
        });
        let response = Response::new(self.status())
            .with_header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .with_body(body.to_string());
        match self {
            Self::MethodNotAllowed(allowed) => response.with_header(ALLOW, allowed.header()),
            Self::RateLimited { retry_after_seconds } => {
                response.with_header(RETRY_AFTER, HeaderValue::from(retry_after_seconds))
            }
            Self::Busy => response.with_header(RETRY_AFTER, HeaderValue::from(1)),
            _ => response,
        }
    }
}

impl Allowed {
    const fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Get => "GET, HEAD",
            Self::Route(Kind::Token | Kind::DeviceCode) => "POST, OPTIONS",
            Self::Route(Kind::Metadata | Kind::Keys) => "GET, OPTIONS",
        })
    }
}

impl From<BodyError> for Refusal {
    fn from(error: BodyError) -> Self {
        match error {
            BodyError::TooLarge { .. } => Self::BodyTooLarge,
            BodyError::TimedOut { .. } => Self::BodyTimeout,
            BodyError::Broken => Self::BodyBroken,
        }
    }
}
