//! A request as a plain value: what is sent, and before that, what it is
//! becoming while the reader types.

use std::borrow::Cow;

use crate::flows::Encoding;
use crate::form::{Param, Value, encode_pairs, encode_query};
use crate::inputs::{FieldProblem, InputId};
use crate::json;
use crate::reason::Reason;
use crate::search;
use crate::secret::Secret;

/// The methods that requests here use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// RFC 9110 9.3.1.
    Get,
    /// RFC 9110 9.3.3.
    Post,
    /// RFC 9110 9.3.4.
    Put,
    /// RFC 5789.
    Patch,
    /// RFC 9110 9.3.5.
    Delete,
}

impl Method {
    /// The method of a request line; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Get, Self::Post, Self::Put, Self::Patch, Self::Delete]
            .into_iter()
            .find(|method| method.as_str() == text)
    }

    /// As in the request line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
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
    /// Why it is there.
    pub reason: Reason,
}

/// The address of a draft, as far as it is known. The query stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Scheme, host and perhaps port.
    pub origin: String,
    /// The path in pieces.
    pub path: Vec<PathPiece>,
}

/// A piece of the path of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathPiece {
    /// Fixed text.
    Text(&'static str),
    /// What an input holds, safe to stand there.
    Value(String, InputId),
    /// Nothing yet, or nothing that may stand there.
    Missing(InputId),
}

impl Address {
    /// The path; `None` while a piece is missing.
    #[must_use]
    pub fn path(&self) -> Option<String> {
        let mut path = String::new();
        for piece in &self.path {
            path.push_str(match piece {
                PathPiece::Text(text) => text,
                PathPiece::Value(text, _) => text,
                PathPiece::Missing(_) => return None,
            });
        }
        Some(path)
    }
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
    /// The query, in the order of the documentation.
    pub query: Vec<Param>,
    /// How the body is written: [`Encoding::Query`] for none.
    pub encoding: Encoding,
    /// The body, in the order of the documentation.
    pub params: Vec<Param>,
    /// What keeps it from being sent, all of it.
    pub problems: Vec<FieldProblem>,
}

impl Draft {
    /// The finished request; `None` while there are problems.
    #[must_use]
    pub fn finish(&self) -> Option<HttpRequest> {
        if !self.problems.is_empty() {
            return None;
        }
        let headers: Option<Vec<_>> = self
            .headers
            .iter()
            // What is missing and no problem is optional.
            .filter(|header| !matches!(header.value, Value::Missing(_)))
            .map(|header| {
                let value = Secret::new(header.value.text()?.to_owned());
                Some((Cow::Borrowed(header.name), value))
            })
            .collect();
        let query = pairs(&self.query)?;
        let body = match self.encoding {
            Encoding::Json => json::body(&self.params)?,
            Encoding::Form | Encoding::Query => encode_pairs(pairs(&self.params)?.into_iter()),
        };
        Some(HttpRequest {
            method: self.method,
            url: Url {
                origin: self.address.origin.clone(),
                path: self.address.path()?,
                query: encode_query(query.into_iter()),
            },
            headers: headers?,
            body,
        })
    }

    /// The inputs that are required and empty.
    pub fn missing(&self) -> impl Iterator<Item = InputId> {
        self.problems.iter().filter(|problem| problem.cause.is_gap()).filter_map(|p| p.input)
    }
}

fn pairs(params: &[Param]) -> Option<Vec<(&str, &str)>> {
    params.iter().map(|param| Some((&*param.name, param.value.text()?))).collect()
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
        search::split_once(&self.origin, "://").map_or(&*self.origin, |(_, host)| host)
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
