//! Requests and answers as plain values.

use std::net::SocketAddr;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, StatusCode};

/// Everything of a request but its body.
#[derive(Clone, Debug)]
pub struct Head {
    /// As sent; methods are case-sensitive, so `post` is not `POST`.
    pub method: Method,
    /// The request target as it stood in the request line, nothing decoded.
    /// It starts with `/` unless the client used another form (RFC 9112
    /// section 3.2). Only a `#fragment`, which does not belong there, is lost:
    /// the parser drops it.
    pub target: String,
    /// All header lines.
    pub headers: Headers,
    /// The other end of the socket.
    pub peer: SocketAddr,
}

/// Header lines in the order received, repeated ones included: a server that
/// looks at the first of two `Origin` or `Host` lines has a hole.
#[derive(Clone, Debug, Default)]
pub struct Headers(Vec<(HeaderName, HeaderValue)>);

/// What a header that may appear once turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Single<'a> {
    /// No such line.
    Missing,
    /// Exactly one line, with this value.
    One(&'a [u8]),
    /// More than one line. Nobody should choose between them.
    Repeated,
}

impl Headers {
    /// All lines, as name (lower case) and value.
    pub fn iter(&self) -> impl Iterator<Item = (&HeaderName, &HeaderValue)> {
        self.0.iter().map(|(name, value)| (name, value))
    }

    /// The lines of one name, in order.
    pub fn all(&self, name: HeaderName) -> impl Iterator<Item = &HeaderValue> {
        self.0.iter().filter(move |(other, _)| *other == name).map(|(_, value)| value)
    }

    /// The value of a header that must not be repeated.
    #[must_use]
    pub fn single(&self, name: HeaderName) -> Single<'_> {
        let mut lines = self.all(name);
        match (lines.next(), lines.next()) {
            (None, _) => Single::Missing,
            (Some(value), None) => Single::One(value.as_bytes()),
            (Some(_), Some(_)) => Single::Repeated,
        }
    }

    /// How many lines there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no line at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a line at the end.
    pub fn push(&mut self, name: HeaderName, value: HeaderValue) {
        self.0.push((name, value));
    }
}

impl FromIterator<(HeaderName, HeaderValue)> for Headers {
    fn from_iter<I: IntoIterator<Item = (HeaderName, HeaderValue)>>(lines: I) -> Self {
        Self(lines.into_iter().collect())
    }
}

impl From<http::HeaderMap> for Headers {
    fn from(map: http::HeaderMap) -> Self {
        let mut lines = Vec::with_capacity(map.len());
        let mut name = None;
        for (next, value) in map {
            // The map names only the first of several lines.
            name = next.or(name);
            if let Some(name) = &name {
                lines.push((name.clone(), value));
            }
        }
        Self(lines)
    }
}

/// An answer, complete before its first byte is sent.
#[derive(Clone, Debug)]
pub struct Response {
    /// The status.
    pub status: StatusCode,
    /// Header lines in the order they are sent. `Content-Length` and `Date`
    /// are added where they are missing.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// The body. An answer to HEAD keeps its body here: it gives the length
    /// and is not sent.
    pub body: Bytes,
}

impl Response {
    /// An answer without headers and body.
    #[must_use]
    pub fn new(status: StatusCode) -> Self {
        Self { status, headers: Vec::new(), body: Bytes::new() }
    }

    /// Adds a header line.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Replaces the body. Bytes made by [`Body::into_bytes`](crate::Body) are
    /// wiped after they were sent.
    #[must_use]
    pub fn with_body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }
}

#[cfg(test)]
mod tests {
    use http::header::{HOST, ORIGIN};
    use http::{HeaderMap, HeaderValue};

    use super::{Headers, Single};

    #[test]
    fn a_repeated_header_is_seen_as_repeated() {
        let mut map = HeaderMap::new();
        map.append(ORIGIN, HeaderValue::from_static("http://a.example"));
        map.append(HOST, HeaderValue::from_static("a.example"));
        map.append(ORIGIN, HeaderValue::from_static("http://b.example"));
        let headers = Headers::from(map);
        assert_eq!(headers.len(), 3);
        assert_eq!(headers.single(ORIGIN), Single::Repeated);
        assert_eq!(headers.single(HOST), Single::One(b"a.example"));
        assert_eq!(headers.single(http::header::COOKIE), Single::Missing);
    }
}
