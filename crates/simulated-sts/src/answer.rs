//! The bodies and headers of Entra's answers.

use protocol::endpoint::{Authority, CLOUDS};
use protocol::guid::Guid;
use protocol::request::{HttpRequest, HttpResponse};
use protocol::secret::Secret;
use protocol::token::when;
use protocol::wire;

use crate::directory::clouds;
use crate::json::Object;
use crate::mint::EXPIRES_IN;
use crate::refusals::{Provenance, Refusal};
use crate::seed::Seed;

/// Tokens that were granted.
pub(crate) struct Granted {
    pub(crate) access_token: Secret,
    /// Seconds.
    pub(crate) expires_in: i64,
    /// Client credentials have none of the following.
    pub(crate) scope: Option<String>,
    pub(crate) refresh_token: Option<Secret>,
    pub(crate) id_token: Option<Secret>,
    pub(crate) client_info: Option<String>,
}

impl Granted {
    /// An app-only token.
    pub(crate) const fn app_only(access_token: Secret) -> Self {
        Self {
            access_token,
            expires_in: EXPIRES_IN,
            scope: None,
            refresh_token: None,
            id_token: None,
            client_info: None,
        }
    }
}

/// What identifies one request in Microsoft's logs.
pub(crate) struct Trail {
    trace_id: Guid,
    correlation_id: Guid,
    now: i64,
}

impl Trail {
    /// The caller's `client-request-id` is repeated as `correlation_id`, if it
    /// is a GUID.
    pub(crate) fn new(request_id: Option<&str>, now: i64, seed: &Seed) -> Self {
        let correlation_id = request_id.and_then(Guid::parse);
        Self {
            trace_id: seed.trace_id(),
            correlation_id: correlation_id.unwrap_or_else(|| seed.guid("correlation_id")),
            now,
        }
    }

    pub(crate) fn of(request: &HttpRequest, now: i64, seed: &Seed) -> Self {
        Self::new(request.header(wire::CLIENT_REQUEST_ID).map(Secret::expose), now, seed)
    }

    /// RFC 6749 5.1, with Entra's members in Entra's order.
    pub(crate) fn granted(&self, granted: &Granted) -> HttpResponse {
        let mut body = Object::new();
        body.string("token_type", "Bearer");
        if let Some(scope) = &granted.scope {
            body.string("scope", scope);
        }
        body.raw("expires_in", granted.expires_in);
        body.raw("ext_expires_in", granted.expires_in);
        body.string("access_token", granted.access_token.expose());
        if let Some(token) = &granted.refresh_token {
            body.string("refresh_token", token.expose());
        }
        if let Some(token) = &granted.id_token {
            body.string("id_token", token.expose());
        }
        if let Some(info) = &granted.client_info {
            body.string("client_info", info);
        }
        self.respond(200, body)
    }

    /// RFC 6749 5.2, with Entra's members in Entra's order. `error_uri` is the
    /// look-up page of the authority's cloud, which knows every number.
    pub(crate) fn refusal(&self, refusal: &Refusal, authority: &Authority) -> HttpResponse {
        let row = refusal.id.row();
        let host = clouds(authority).next().unwrap_or(&CLOUDS[0]).authority;
        let mut body = Object::new();
        body.string("error", row.error);
        body.string("error_description", &self.description(refusal));
        body.raw("error_codes", format_args!("[{}]", row.code));
        body.string("timestamp", &timestamp(self.now));
        body.text("trace_id", self.trace_id);
        body.text("correlation_id", self.correlation_id);
        body.string("error_uri", &format!("{host}/error?code={}", row.code));
        if let Some(suberror) = refusal.id.suberror() {
            body.string("suberror", suberror);
        }
        self.respond(row.status, body)
    }

    /// `error_description`.
    pub(crate) fn description(&self, refusal: &Refusal) -> String {
        // A reader must be able to tell what Entra does from what we made up.
        let mark = match refusal.id.provenance() {
            Provenance::OurChoice => " (Simulated: how Entra itself refuses this is not public.)",
            Provenance::Documented | Provenance::Observed => "",
        };
        format!(
            "AADSTS{}: {}{mark} Trace ID: {} Correlation ID: {} Timestamp: {}",
            refusal.id.row().code,
            refusal.message(),
            self.trace_id,
            self.correlation_id,
            timestamp(self.now),
        )
    }

    /// A path that the simulation has not.
    pub(crate) fn nothing_here() -> HttpResponse {
        HttpResponse { status: 404, headers: Vec::new(), body: Secret::default() }
    }

    /// A public document.
    pub(crate) fn document(&self, body: Object) -> HttpResponse {
        self.respond(200, body)
    }

    /// JSON with a status of its own.
    pub(crate) fn respond(&self, status: u16, body: Object) -> HttpResponse {
        HttpResponse {
            status,
            headers: self.headers("application/json; charset=utf-8"),
            body: Secret::new(body.finish()),
        }
    }

    /// The headers that every answer has.
    pub(crate) fn headers(&self, content_type: &str) -> Vec<(String, String)> {
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        vec![
            header("cache-control", "no-store, no-cache"),
            header("pragma", "no-cache"),
            header("content-type", content_type),
            header("x-ms-request-id", &self.trace_id.to_string()),
        ]
    }

    /// The id of this request in the logs.
    pub(crate) const fn trace_id(&self) -> Guid {
        self.trace_id
    }

    /// The caller's id of this request.
    pub(crate) const fn correlation_id(&self) -> Guid {
        self.correlation_id
    }

    /// When it came, in epoch seconds.
    pub(crate) const fn now(&self) -> i64 {
        self.now
    }
}

/// `2026-02-02 14:01:05Z`, from epoch seconds. A time outside of the years 1 to
/// 9999 comes from a forged assertion, and is written as 1970.
fn timestamp(seconds: i64) -> String {
    when::utc(seconds).or_else(|| when::utc(0)).unwrap_or_default().replace(" UTC", "Z")
}

/// `2026-02-02T14:01:05.0000000Z`, as Entra writes times inside a sentence.
pub(crate) fn precise_timestamp(seconds: i64) -> String {
    timestamp(seconds).replace(' ', "T").replace('Z', ".0000000Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_entra_writes_them() {
        assert_eq!(timestamp(1_770_040_865), "2026-02-02 14:01:05Z");
        assert_eq!(precise_timestamp(1_770_040_865), "2026-02-02T14:01:05.0000000Z");
        assert_eq!(timestamp(i64::MAX), "1970-01-01 00:00:00Z");
    }
}
