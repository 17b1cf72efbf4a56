//! The other side: a request written from nothing to a checked address, and
//! its whole answer read back.
//!
//! One client per route, whose connector knows only that route's host: even a
//! mistake in a path could not lead elsewhere. Names are resolved here, every
//! address is checked, and the connection goes to one of the checked addresses,
//! so a second, different answer of the name server has no effect. Addresses
//! written as numbers never reach the resolver; [`Config`] has checked those.

use std::error::Error as StdError;
use std::future::{Future, poll_fn};
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use std::{fmt, io, vec};

use bytes::Bytes;
use http::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, DATE,
    HOST, HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE,
};
use http::{HeaderMap, Method, Request, StatusCode, Uri};
use http_body::Body as _;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::Name;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use listener::{Body, Response};
use rustls::ClientConfig;
use tokio::time::timeout;
use tower_service::Service;

use crate::address;
use crate::config::{Config, ConfigError, Route};
use crate::policy::{CLIENT_REQUEST_ID, Forward};
use crate::refusal::Refusal;

/// What comes back besides status, type and body. Cookies, CORS headers,
/// locations and policies of the upstream stay here.
const GIVEN_BACK: [HeaderName; 7] = [
    CONTENT_TYPE,
    HeaderName::from_static("x-ms-request-id"),
    CLIENT_REQUEST_ID,
    RETRY_AFTER,
    WWW_AUTHENTICATE,
    HeaderName::from_static("dpop-nonce"),
    DATE,
];

/// The addresses of a host, or why there are none.
pub type Addresses = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// Turns a host name into addresses; the argument of tests, which bring their
/// own.
pub type Resolver = Arc<dyn Fn(String) -> Addresses + Send + Sync>;

/// The resolver of the operating system.
#[must_use]
pub fn system_resolver() -> Resolver {
    Arc::new(|host| {
        Box::pin(async move {
            Ok(tokio::net::lookup_host((host, 0)).await?.map(|address| address.ip()).collect())
        })
    })
}

/// The upstream of one route.
pub struct Upstream {
    client: Client<Bounded<HttpsConnector<HttpConnector<CheckedResolver>>>, Full<Bytes>>,
    base: String,
    host: HeaderValue,
    answer_bytes: usize,
    time: Duration,
}

impl fmt::Debug for Upstream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Upstream({})", self.base)
    }
}

impl Upstream {
    /// A client for one route. Nothing is connected yet.
    ///
    /// # Errors
    /// When the upstream's host cannot stand in a header.
    pub fn new(
        route: &Route,
        config: &Config,
        tls: ClientConfig,
        resolver: Resolver,
    ) -> Result<Self, ConfigError> {
        let host = HeaderValue::from_str(&route.upstream_host).map_err(|_| {
            ConfigError::Value(format!("The upstream of route `{}` has no host.", route.name))
        })?;
        let resolver = CheckedResolver {
            resolver,
            rule: match (route.is_plain, route.allow_private) {
                (true, _) => Rule::OnlyLoopback,
                (false, true) => Rule::Any,
                (false, false) => Rule::OnlyPublic,
            },
        };
        let mut tcp = HttpConnector::new_with_resolver(resolver);
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        let tls = HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(Duration::from_secs(20))
            .pool_max_idle_per_host(config.upstream_requests)
            // A request with a body may have been carried out already.
            .retry_canceled_requests(false)
            .set_host(false)
            .build(Bounded { inner: tls, time: config.connect_time });
        Ok(Self {
            client,
            base: route.upstream.clone(),
            host,
            answer_bytes: config.answer_bytes,
            time: config.upstream_time,
        })
    }

    /// Sends one request and returns the whole answer with the listed headers.
    ///
    /// # Errors
    /// Every failure as its [`Refusal`]; what the client library says about it
    /// is dropped, because it names addresses.
    pub async fn send(&self, forward: &Forward<'_>, body: Bytes) -> Result<Response, Refusal> {
        let request = self.request(forward, body)?;
        timeout(self.time, self.exchange(request)).await.map_err(|_| Refusal::UpstreamTimeout)?
    }

    fn request(&self, forward: &Forward<'_>, body: Bytes) -> Result<Request<Full<Bytes>>, Refusal> {
        let method = forward.kind.method();
        let is_post = method == Method::POST;
        let mut request = Request::new(Full::new(Bytes::new()));
        *request.uri_mut() = Uri::try_from(format!("{}{}", self.base, forward.path))
            .map_err(|_| Refusal::UnknownRoute)?;
        *request.method_mut() = method;
        let headers = request.headers_mut();
        headers.insert(HOST, self.host.clone());
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        if is_post {
            let form = HeaderValue::from_static("application/x-www-form-urlencoded");
            headers.insert(CONTENT_TYPE, form);
            headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        }
        if let Some(id) = forward.client_request_id.and_then(|id| HeaderValue::from_str(id).ok()) {
            headers.insert(CLIENT_REQUEST_ID, id);
        }
        if let Some(mut value) =
            forward.authorization.and_then(|value| HeaderValue::from_str(value).ok())
        {
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        if is_post {
            *request.body_mut() = Full::new(body);
        }
        Ok(request)
    }

    async fn exchange(&self, request: Request<Full<Bytes>>) -> Result<Response, Refusal> {
        let answer = self.client.request(request).await.map_err(|error| {
            let broken = if error.is_connect() {
                Refusal::UpstreamUnreachable
            } else {
                Refusal::UpstreamBroken
            };
            cause(&error).unwrap_or(broken)
        })?;
        let (parts, body) = answer.into_parts();
        if parts.status.is_redirection() || parts.status.is_informational() {
            return Err(Refusal::UpstreamRedirect);
        }
        if !is_json(&parts.headers) {
            return Err(Refusal::UpstreamNotJson { status: parts.status.as_u16() });
        }
        let body = self.read(body).await?;
        Ok(give_back(parts.status, &parts.headers, body))
    }

    async fn read(&self, mut incoming: Incoming) -> Result<Body, Refusal> {
        let announced = incoming.size_hint().lower();
        let announced = usize::try_from(announced).map_err(|_| Refusal::UpstreamTooLarge)?;
        if announced > self.answer_bytes {
            return Err(Refusal::UpstreamTooLarge);
        }
        let mut body = Body::with_capacity(announced);
        while let Some(frame) = poll_fn(|cx| Pin::new(&mut incoming).poll_frame(cx)).await {
            let frame = frame.map_err(|_| Refusal::UpstreamBroken)?;
            if let Some(data) = frame.data_ref() {
                if body.as_slice().len() + data.len() > self.answer_bytes {
                    return Err(Refusal::UpstreamTooLarge);
                }
                body.push(data);
            }
        }
        Ok(body)
    }
}

/// Whether the answer is one JSON document as it stands. We asked for no
/// compression, so a compressed one is not what it says.
fn is_json(headers: &HeaderMap) -> bool {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let media_type = media_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    let is_json = media_type == "application/json"
        || (media_type.starts_with("application/") && media_type.ends_with("+json"));
    is_json && headers.get(CONTENT_ENCODING).is_none_or(|value| value == "identity")
}

fn give_back(status: StatusCode, headers: &HeaderMap, body: Body) -> Response {
    let mut response = Response::new(status).with_body(body.into_bytes());
    for name in GIVEN_BACK {
        for value in headers.get_all(&name) {
            // Nothing but visible ASCII and spaces leaves the proxy.
            if value.as_bytes().iter().all(|byte| matches!(byte, b' '..=b'~')) {
                response.headers.push((name.clone(), value.clone()));
            }
        }
    }
    response
}

/// Looks for what we can name in the causes of an error. I/O errors carry
/// theirs inside, where `source` does not show it.
fn cause(error: &(dyn StdError + 'static)) -> Option<Refusal> {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.is::<ForbiddenAddress>() {
            return Some(Refusal::UpstreamAddress);
        }
        if error.is::<rustls::Error>() {
            return Some(Refusal::UpstreamTls);
        }
        if error.is::<TookTooLong>() {
            return Some(Refusal::UpstreamTimeout);
        }
        if let Some(inner) = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref)
            && let Some(refusal) = cause(inner)
        {
            return Some(refusal);
        }
        next = error.source();
    }
    None
}

/// TLS 1.2 or later with the bundled roots, or with those of a PEM file.
///
/// # Errors
/// When the file has no usable certificate.
pub fn tls(config: &Config) -> Result<ClientConfig, ConfigError> {
    use rustls::pki_types::CertificateDer;
    use rustls::pki_types::pem::PemObject as _;

    let mut roots = rustls::RootCertStore::empty();
    if let Some(file) = &config.trusted_roots {
        let certificates = CertificateDer::pem_file_iter(file).into_iter().flatten().flatten();
        let (usable, _) = roots.add_parsable_certificates(certificates);
        if usable == 0 {
            return Err(ConfigError::Value(format!(
                "`trusted_roots` names {}, in which no certificate was found; give a PEM file.",
                file.display()
            )));
        }
    } else {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| ConfigError::Value("TLS is not available in this build.".to_owned()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}

#[derive(Clone, Copy)]
enum Rule {
    OnlyPublic,
    OnlyLoopback,
    Any,
}

#[derive(Debug, thiserror::Error)]
#[error("the name has an address that the route does not allow")]
struct ForbiddenAddress;

#[derive(Debug, thiserror::Error)]
#[error("the connection was not made in time")]
struct TookTooLong;

#[derive(Clone)]
struct CheckedResolver {
    resolver: Resolver,
    rule: Rule,
}

impl Service<Name> for CheckedResolver {
    type Response = vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let addresses = (self.resolver)(name.as_str().to_owned());
        let rule = self.rule;
        Box::pin(async move {
            let addresses = addresses.await?;
            // One bad address among good ones is a name somebody plays with.
            let is_allowed = addresses.iter().all(|address| match rule {
                Rule::OnlyPublic => address::is_public(*address),
                Rule::OnlyLoopback => address::is_loopback(*address),
                Rule::Any => true,
            });
            if !is_allowed {
                return Err(io::Error::other(ForbiddenAddress));
            }
            let addresses: Vec<_> =
                addresses.into_iter().map(|address| SocketAddr::new(address, 0)).collect();
            Ok(addresses.into_iter())
        })
    }
}

/// A connector with one time limit for name, connection and handshake.
#[derive(Clone)]
struct Bounded<C> {
    inner: C,
    time: Duration,
}

impl<C> Service<Uri> for Bounded<C>
where
    C: Service<Uri, Error: Into<Box<dyn StdError + Send + Sync>>, Future: Send + 'static>,
{
    type Response = C::Response;
    type Error = Box<dyn StdError + Send + Sync>;
    type Future = Pin<Box<dyn Future<Output = Result<C::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connecting = timeout(self.time, self.inner.call(uri));
        Box::pin(async { connecting.await.map_err(|_| TookTooLong)?.map_err(Into::into) })
    }
}
