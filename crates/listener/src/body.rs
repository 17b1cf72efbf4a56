//! Bodies: read whole, within a size and a time, and wiped when dropped.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Response as HttpResponse, StatusCode};
use http_body::Body as _;
use hyper::body::Incoming;
use tokio::time::timeout;
use zeroize::Zeroizing;

use crate::message::Response;
use crate::watchdog::Watchdog;

/// Bytes that are overwritten when they are dropped. Growing moves them to a
/// new buffer and wipes the old one, so no copy stays behind.
#[derive(Default)]
pub struct Body(Zeroizing<Vec<u8>>);

impl Body {
    /// An empty body with room for `capacity` bytes.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self(Zeroizing::new(Vec::with_capacity(capacity)))
    }

    /// Appends bytes.
    pub fn push(&mut self, more: &[u8]) {
        let needed = self.0.len() + more.len();
        if needed > self.0.capacity() {
            let mut larger = Zeroizing::new(Vec::with_capacity(needed.next_power_of_two()));
            larger.extend_from_slice(&self.0);
            self.0 = larger;
        }
        self.0.extend_from_slice(more);
    }

    /// The bytes.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        &self.0
    }

    /// The same bytes as a shared buffer, without a copy; they are wiped when
    /// the last part of it is dropped.
    #[must_use]
    pub fn into_bytes(self) -> Bytes {
        if self.0.is_empty() { Bytes::new() } else { Bytes::from_owner(self.0) }
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body([{} bytes])", self.0.len())
    }
}

/// Why a body could not be read. After any of these the connection is closed,
/// because where the next request begins is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// It is, or says it is, larger than the limit.
    #[error("the request body is larger than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// It did not arrive in time.
    #[error("the request body did not arrive within {} ms", limit.as_millis())]
    TimedOut {
        /// The limit.
        limit: Duration,
    },
    /// The connection ended early, or the chunks are not as RFC 9112 says.
    #[error("the request body is broken or ended early")]
    Broken,
}

impl BodyError {
    /// The status that says so: 413, 408 or 400.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        match self {
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TimedOut { .. } => StatusCode::REQUEST_TIMEOUT,
            Self::Broken => StatusCode::BAD_REQUEST,
        }
    }

    /// The error as a plain text answer, for services without a format of
    /// their own.
    #[must_use]
    pub fn into_response(self) -> Response {
        Response::new(self.status())
            .with_header(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))
            .with_body(format!("{self}\n"))
    }
}

/// A body of which nothing has been read yet. Dropping it refuses the body:
/// the answer is sent and the connection is closed.
pub struct UnreadBody(Source);

enum Source {
    Wire { incoming: Incoming, limit: usize, time: Duration, watchdog: Arc<Watchdog> },
    Ready(Body),
}

impl UnreadBody {
    pub(crate) fn new(
        incoming: Incoming,
        limit: usize,
        time: Duration,
        watchdog: Arc<Watchdog>,
    ) -> Self {
        Self(Source::Wire { incoming, limit, time, watchdog })
    }

    /// Whether the head announces a body, or announces one of unknown length.
    #[must_use]
    pub fn is_announced(&self) -> bool {
        match &self.0 {
            Source::Wire { incoming, .. } => !incoming.is_end_stream(),
            Source::Ready(body) => !body.as_slice().is_empty(),
        }
    }

    /// Reads all of it. Trailers are dropped.
    ///
    /// # Errors
    /// See [`BodyError`]. A length that is too large is refused before a byte
    /// is read; a client that waits for `100 Continue` never sends it.
    pub async fn read(self) -> Result<Body, BodyError> {
        match self.0 {
            Source::Ready(body) => Ok(body),
            Source::Wire { incoming, limit, time, watchdog } => {
                let body = timeout(time, collect(incoming, limit))
                    .await
                    .map_err(|_| BodyError::TimedOut { limit: time })??;
                watchdog.body_was_read();
                Ok(body)
            }
        }
    }
}

/// A body that is already there, to call a service without a socket.
impl From<Vec<u8>> for UnreadBody {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Source::Ready(bytes.into()))
    }
}

async fn collect(mut incoming: Incoming, limit: usize) -> Result<Body, BodyError> {
    let too_large = BodyError::TooLarge { limit };
    let size = incoming.size_hint();
    if size.lower() > limit as u64 {
        return Err(too_large);
    }
    let mut body = Body::with_capacity(usize::try_from(size.lower()).map_err(|_| too_large)?);
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut incoming).poll_frame(cx)).await {
        let frame = frame.map_err(|_| BodyError::Broken)?;
        if let Some(data) = frame.data_ref() {
            if body.as_slice().len() + data.len() > limit {
                return Err(too_large);
            }
            body.push(data);
        }
    }
    Ok(body)
}

/// The answer's body on its way to hyper: one piece, and a note to the
/// watchdog when hyper has taken it.
pub(crate) struct Outgoing {
    bytes: Option<Bytes>,
    watchdog: Arc<Watchdog>,
}

impl Outgoing {
    pub(crate) fn response(
        answer: Response,
        watchdog: Arc<Watchdog>,
    ) -> (http::response::Parts, Self) {
        let mut response = HttpResponse::new(());
        *response.status_mut() = answer.status;
        response.headers_mut().reserve(answer.headers.len() + 2);
        for (name, value) in answer.headers {
            response.headers_mut().append(name, value);
        }
        let bytes = Some(answer.body).filter(|bytes| !bytes.is_empty());
        (response.into_parts().0, Self { bytes, watchdog })
    }
}

impl Drop for Outgoing {
    fn drop(&mut self) {
        self.watchdog.answer_was_taken();
    }
}

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        std::task::Poll::Ready(self.bytes.take().map(|bytes| Ok(http_body::Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_none()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(self.bytes.as_ref().map_or(0, Bytes::len) as u64)
    }
}
