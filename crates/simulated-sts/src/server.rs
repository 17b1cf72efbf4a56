//! The simulated Entra behind a socket of this machine, for curl, for the proxy
//! and for tests.
//!
//! It keeps no log: there is nothing in a request that may stand in one.

use std::future::Future;
use std::io;
use std::sync::Arc;

use http::header::{ALLOW, AUTHORIZATION, CONTENT_TYPE, ORIGIN};
use http::{HeaderName, HeaderValue, StatusCode};
use listener::{Head, Limits, Response, Single, UnreadBody};
use protocol::endpoint::{Authority, Endpoint, EndpointKind, TenantSegment};
use protocol::request::{HttpRequest, HttpResponse, Method};
use protocol::secret::Secret;
use protocol::wire;
use tokio::net::TcpListener;

use crate::engine::{Engine, Place};
use crate::native::{self, NativeSigner};
use crate::signer::SignError;

/// Serves the engine until `stop` is ready. The issuer of its tokens is
/// `http://` with the address of the socket.
///
/// # Errors
/// The socket has no address, or one that other machines can reach: a
/// simulation is no authority for them.
pub async fn serve(
    socket: TcpListener,
    engine: Engine<NativeSigner>,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let origin = format!("http://{}", socket.local_addr()?);
    let authority = Authority::parse(&origin).map_err(|_| {
        io::Error::new(
            io::ErrorKind::InvalidInput,
            "the simulated Entra listens on this machine only; use 127.0.0.1 or [::1]",
        )
    })?;
    let host = Arc::new(Host { engine, authority });
    let service = move |head: Head, body: UnreadBody| {
        let host = Arc::clone(&host);
        async move { host.answer(&head, body).await }
    };
    listener::serve(socket, Limits::default(), service, stop).await;
    Ok(())
}

/// What can be asked for.
#[derive(Clone, Copy)]
enum Route {
    Token,
    Keys,
    Metadata,
}

impl Route {
    const ALL: [(Self, &'static str); 3] = [
        (Self::Token, EndpointKind::Token.path()),
        (Self::Keys, "/discovery/v2.0/keys"),
        (Self::Metadata, "/v2.0/.well-known/openid-configuration"),
    ];

    /// The route and tenant of a request target. Parameters in the query do not
    /// count: Entra reads the body alone.
    fn find(target: &str) -> Option<(Self, TenantSegment)> {
        let path = target.split_once('?').map_or(target, |(path, _)| path).strip_prefix('/')?;
        let slash = path.find('/')?;
        let (tenant, rest) = path.split_at(slash);
        let (route, _) = Self::ALL.into_iter().find(|(_, path)| *path == rest)?;
        Some((route, TenantSegment::parse(tenant).ok()?))
    }
}

struct Host {
    engine: Engine<NativeSigner>,
    authority: Authority,
}

impl Host {
    async fn answer(&self, head: &Head, body: UnreadBody) -> Response {
        let Some((route, tenant)) = Route::find(&head.target) else {
            return plain(StatusCode::NOT_FOUND, "There is nothing at this path.\n");
        };
        let method = match (head.method.as_str(), route) {
            ("GET", _) => Method::Get,
            ("POST", Route::Token) => Method::Post,
            (_, Route::Token) => return not_allowed("POST"),
            (_, Route::Keys | Route::Metadata) => return not_allowed("GET"),
        };
        let Ok(seed) = native::seed() else { return failed(SignError) };
        let place = Place { authority: &self.authority, tenant: &tenant };
        match route {
            Route::Keys => finished(self.engine.keys(&place, native::now(), &seed)),
            Route::Metadata => finished(self.engine.metadata(&place, native::now(), &seed)),
            Route::Token => {
                let Some(headers) = headers(head) else {
                    return plain(
                        StatusCode::BAD_REQUEST,
                        "A header that belongs into a request once is there twice, or is not text.\n",
                    );
                };
                let body = match body.read().await {
                    Ok(body) => String::from_utf8_lossy(body.as_slice()).into_owned(),
                    Err(problem) => return problem.into_response(),
                };
                let kind = EndpointKind::Token;
                let endpoint = Endpoint { authority: self.authority.clone(), tenant, kind };
                let request = HttpRequest { method, endpoint, headers, body: Secret::new(body) };
                match self.engine.answer(&request, native::now(), &seed).await {
                    Ok(response) => finished(response),
                    Err(error) => failed(error),
                }
            }
        }
    }
}

/// The headers that the engine looks at; `None` when one of them is repeated or
/// is not ASCII.
fn headers(head: &Head) -> Option<Vec<(&'static str, Secret)>> {
    let names = [
        (CONTENT_TYPE, wire::CONTENT_TYPE),
        (AUTHORIZATION, wire::AUTHORIZATION),
        (ORIGIN, "Origin"),
        (HeaderName::from_static(wire::CLIENT_REQUEST_ID), wire::CLIENT_REQUEST_ID),
    ];
    let mut headers = Vec::new();
    for (name, shown) in names {
        match head.headers.single(name) {
            Single::Missing => {}
            Single::One(value) => {
                let value = std::str::from_utf8(value).ok()?.to_owned();
                headers.push((shown, Secret::new(value)));
            }
            Single::Repeated => return None,
        }
    }
    Some(headers)
}

fn finished(response: HttpResponse) -> Response {
    let status = StatusCode::from_u16(response.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut answer = Response::new(status);
    for (name, value) in &response.headers {
        if let (Ok(name), Ok(value)) = (name.parse(), HeaderValue::from_str(value)) {
            answer = answer.with_header(name, value);
        }
    }
    let body = listener::Body::from(response.body.expose().as_bytes().to_vec());
    answer.with_body(body.into_bytes())
}

fn failed(error: SignError) -> Response {
    plain(StatusCode::INTERNAL_SERVER_ERROR, &format!("{error}\n"))
}

fn not_allowed(allowed: &'static str) -> Response {
    plain(StatusCode::METHOD_NOT_ALLOWED, "This method is not answered here.\n")
        .with_header(ALLOW, HeaderValue::from_static(allowed))
}

fn plain(status: StatusCode, text: &str) -> Response {
    Response::new(status)
        .with_header(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))
        .with_body(text.to_owned())
}
