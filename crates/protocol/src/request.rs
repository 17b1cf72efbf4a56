//! A request as a plain value: what is sent, and before that, what it is
//! becoming while the reader types.

use std::borrow::Cow;

use crate::endpoint::{Endpoint, EndpointKind};
use crate::finding::Finding;
use crate::form::{Param, Value, encode_pairs};
use crate::inputs::{FieldProblem, InputId};
use crate::secret::Secret;

/// The methods that requests here use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// RFC 9110 9.3.1.
    Get,
    /// RFC 9110 9.3.3.
    Post,
    /// RFC 5789.
    Patch,
}

impl Method {
    /// As in the request line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
        }
    }
}

/// A header of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The name.
    pub name: &'static str,
    /// The value.
    pub value: Value,
    /// The input that fills it.
    pub input: Option<InputId>,
    /// One sentence: why it is there.
    pub why: &'static str,
}

/// The address of a draft: complete, or with what is known so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A complete address.
    Complete(Endpoint),
    /// The tenant is missing or would break the path.
    NoTenant {
        /// The origin of the authority.
        origin: String,
        /// The endpoint.
        kind: EndpointKind,
    },
}

/// A request that is being written: it can always be shown, whatever is
/// missing, and becomes an [`HttpRequest`] when nothing stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The method.
    pub method: Method,
    /// The address.
    pub address: Address,
    /// The headers, in order, `Content-Type` first.
    pub headers: Vec<Header>,
    /// The body, in the order of the documentation.
    pub params: Vec<Param>,
    /// What keeps it from being sent, all of it.
    pub problems: Vec<FieldProblem>,
    /// What Entra will probably refuse.
    pub findings: Vec<Finding>,
}

impl Draft {
    /// The finished request; `None` while there are problems.
    #[must_use]
    pub fn finish(&self) -> Option<HttpRequest> {
        let (Address::Complete(endpoint), true) = (&self.address, self.problems.is_empty()) else {
            return None;
        };
        let headers: Option<Vec<_>> = self
            .headers
            .iter()
            .map(|header| {
                let value = Secret::new(header.value.text()?.to_owned());
                Some((Cow::Borrowed(header.name), value))
            })
            .collect();
        let pairs: Option<Vec<_>> =
            self.params.iter().map(|param| Some((&*param.name, param.value.text()?))).collect();
        Some(HttpRequest {
            method: self.method,
            url: Url {
                origin: endpoint.authority.origin().to_owned(),
                path: endpoint.path(),
                query: String::new(),
            },
            headers: headers?,
            body: encode_pairs(pairs?.into_iter()),
        })
    }

    /// The inputs that are required and empty.
    pub fn missing(&self) -> impl Iterator<Item = InputId> {
        self.problems.iter().filter(|problem| problem.cause.is_gap()).filter_map(|p| p.input)
    }
}

/// The address of a request, in the parts that transports need one by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url {
    /// Scheme, host and perhaps port: `https://login.microsoftonline.com`.
    pub origin: String,
    /// The path, beginning with a slash.
    pub path: String,
    /// The query, encoded and without its question mark; empty for none.
    pub query: String,
}

impl Url {
    /// Path and query, as in a request line (RFC 9112 3.2.1).
    #[must_use]
    pub fn target(&self) -> String {
        let mark = if self.query.is_empty() { "" } else { "?" };
        [&*self.path, mark, &*self.query].concat()
    }

    /// The host and port, as a reader would name the place.
    #[must_use]
    pub fn host(&self) -> &str {
        self.origin.split_once("://").map_or(&*self.origin, |(_, host)| host)
    }
}

impl std::fmt::Display for Url {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.origin)?;
        f.write_str(&self.target())
    }
}

/// A request as it goes over the wire. Every transport sends exactly this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// The address.
    pub url: Url,
    /// The headers, in order. `Authorization` is a credential, so all values
    /// are held as secrets.
    pub headers: Vec<(Cow<'static, str>, Secret)>,
    /// The encoded body; empty for none.
    pub body: Secret,
}

impl HttpRequest {
    /// The value of a header, by its name in any case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&Secret> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// An answer as it came over the wire, not yet read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpResponse {
    /// The status code.
    pub status: u16,
    /// The headers that the page may see, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body. It may hold tokens.
    pub body: Secret,
}

impl HttpResponse {
    /// The value of a header, by its name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}
