//! The simulated Entra behind a socket of this machine, for curl, for the proxy,
//! for a browser and for tests.
//!
//! A socket has one origin, so the other hosts are reached by a prefix of the
//! path: `/graph.microsoft.com/v1.0/me`, `/management.azure.com/subscriptions?…`,
//! `/echo.contoso.example/invoices`, `/169.254.169.254/metadata/identity/…`, and
//! the same for Graph and Azure Resource Manager of the other clouds. Everything
//! else is the sign-in host, whose pages are HTML here; see
//! [the language](crate::sign_in) for the JSON.
//!
//! It keeps no log: there is nothing in a request that may stand in one.

use std::borrow::Cow;
use std::future::Future;
use std::io;
use std::sync::Arc;

use http::header::{ACCEPT, ALLOW, AUTHORIZATION, CONTENT_TYPE, ORIGIN};
use http::{HeaderName, HeaderValue, StatusCode};
use listener::{Head, Limits, Response, Single, UnreadBody};
use protocol::endpoint::{Authority, EndpointKind};
use protocol::request::{HttpRequest, HttpResponse, Method, Url};
use protocol::secret::Secret;
use protocol::wire;
use tokio::net::TcpListener;

use crate::engine::{Engine, origin_of_prefix};
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

struct Host {
    engine: Engine<NativeSigner>,
    authority: Authority,
}

impl Host {
    async fn answer(&self, head: &Head, body: UnreadBody) -> Response {
        let (path, query) = head.target.split_once('?').unwrap_or((&head.target, ""));
        let (origin, path) =
            origin_of_prefix(path).unwrap_or_else(|| (self.authority.origin(), path));
        let method = match head.method.as_str() {
            "GET" => Method::Get,
            "POST" => Method::Post,
            "PATCH" => Method::Patch,
            "OPTIONS" => return preflight(path),
            _ => return not_allowed("GET, POST, PATCH, OPTIONS"),
        };
        let Ok(seed) = native::seed() else { return failed(SignError) };
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
        let url = Url { origin: origin.to_owned(), path: path.to_owned(), query: query.to_owned() };
        let request = HttpRequest { method, url, headers, body: Secret::new(body) };
        match self.engine.answer(&request, native::now(), &seed).await {
            Ok(response) => finished(response),
            Err(error) => failed(error),
        }
    }
}

/// The headers that the engine looks at; `None` when one of them is repeated or
/// is not ASCII.
fn headers(head: &Head) -> Option<Vec<(Cow<'static, str>, Secret)>> {
    let names = [
        (CONTENT_TYPE, wire::CONTENT_TYPE),
        (AUTHORIZATION, wire::AUTHORIZATION),
        (ORIGIN, "Origin"),
        (ACCEPT, "Accept"),
        (HeaderName::from_static(wire::CLIENT_REQUEST_ID), wire::CLIENT_REQUEST_ID),
        (HeaderName::from_static("metadata"), "Metadata"),
        (HeaderName::from_static("x-ms-authorization-auxiliary"), "x-ms-authorization-auxiliary"),
    ];
    let mut headers = Vec::new();
    for (name, shown) in names {
        match head.headers.single(name) {
            Single::Missing => {}
            Single::One(value) => {
                let value = std::str::from_utf8(value).ok()?.to_owned();
                headers.push((Cow::Borrowed(shown), Secret::new(value)));
            }
            Single::Repeated => return None,
        }
    }
    Some(headers)
}

fn finished(response: HttpResponse) -> Response {
    if response.status == 404 && response.body.is_empty() {
        return plain(StatusCode::NOT_FOUND, "There is nothing at this path.\n");
    }
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

/// CORS preflight. Pages may redeem and renew, read documents and call APIs; a
/// device asks for its code without a browser.
fn preflight(path: &str) -> Response {
    let answer = Response::new(StatusCode::NO_CONTENT);
    if path.ends_with(EndpointKind::DeviceCode.path()) {
        return answer;
    }
    let header = |name: &'static str, value: &'static str| {
        (HeaderName::from_static(name), HeaderValue::from_static(value))
    };
    [
        header("access-control-allow-origin", "*"),
        header("access-control-allow-methods", "GET, POST, PATCH"),
        header(
            "access-control-allow-headers",
            "accept, authorization, client-request-id, content-type, x-ms-authorization-auxiliary",
        ),
        header("access-control-max-age", "600"),
    ]
    .into_iter()
    .fold(answer, |answer, (name, value)| answer.with_header(name, value))
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
