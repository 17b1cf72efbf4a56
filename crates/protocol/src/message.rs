//! Requests and answers as HTTP/1.1 messages (RFC 9112): how they cross from
//! one program to another, byte for byte as they would cross a wire.
//!
//! Only what this crate writes has to be read back, so there are no folded
//! lines, no chunks and no lengths: the body is all that follows the head.

use std::borrow::Cow;

use zeroize::Zeroizing;

use crate::request::{HttpRequest, HttpResponse, Method, Url};
use crate::search;
use crate::secret::Secret;

const END: &str = "\r\n";

impl HttpRequest {
    /// The message, with the whole address in the request line, as a proxy gets
    /// it (RFC 9112 3.2.2).
    #[must_use]
    pub fn to_message(&self) -> Zeroizing<Vec<u8>> {
        let target = self.url.target();
        let mut parts =
            vec![self.method.as_str(), " ", &*self.url.origin, &*target, " HTTP/1.1", END];
        for (name, value) in &self.headers {
            parts.extend([&**name, ": ", value.expose(), END]);
        }
        parts.extend([END, self.body.expose()]);
        join(&parts)
    }

    /// Reads what [`to_message`](Self::to_message) wrote; `None` for anything
    /// else.
    #[must_use]
    pub fn from_message(message: &[u8]) -> Option<Self> {
        let (head, body) = split(message)?;
        let mut lines = lines(head);
        let mut first = lines.next()?.split(' ');
        let method = Method::parse(first.next()?)?;
        let address = first.next()?;
        let (scheme, _) = search::split_once(address, "://")?;
        let start = scheme.len() + 3;
        let slash = start + address.get(start..)?.find('/')?;
        let (origin, target) = address.split_at_checked(slash)?;
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let headers = lines
            .filter_map(|line| search::split_once(line, ": "))
            .map(|(name, value)| (Cow::Owned(name.to_owned()), Secret::new(value.to_owned())))
            .collect();
        let url = Url { origin: origin.to_owned(), path: path.to_owned(), query: query.to_owned() };
        Some(Self { method, url, headers, body: Secret::new(body.to_owned()) })
    }
}

impl HttpResponse {
    /// The message, with a status line that has no words.
    #[must_use]
    pub fn to_message(&self) -> Zeroizing<Vec<u8>> {
        let status = self.status.to_string();
        let mut parts = vec!["HTTP/1.1 ", &*status, END];
        for (name, value) in &self.headers {
            parts.extend([&**name, ": ", value, END]);
        }
        parts.extend([END, self.body.expose()]);
        join(&parts)
    }

    /// Reads what [`to_message`](Self::to_message) wrote; `None` for anything
    /// else.
    #[must_use]
    pub fn from_message(message: &[u8]) -> Option<Self> {
        let (head, body) = split(message)?;
        let mut lines = lines(head);
        let status = lines.next()?.strip_prefix("HTTP/1.1 ")?.trim().parse().ok()?;
        let headers = lines
            .filter_map(|line| search::split_once(line, ": "))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        Some(Self { status, headers, body: Secret::new(body.to_owned()) })
    }
}

/// One allocation of the right size: a vector that grows leaves copies behind.
fn join(parts: &[&str]) -> Zeroizing<Vec<u8>> {
    let length = parts.iter().map(|part| part.len()).sum();
    let mut message = Zeroizing::new(Vec::with_capacity(length));
    for part in parts {
        message.extend_from_slice(part.as_bytes());
    }
    message
}

fn split(message: &[u8]) -> Option<(&str, &str)> {
    let message = std::str::from_utf8(message).ok()?;
    search::split_once(message, "\r\n\r\n")
}

/// Lines as [`join`] got them: a carriage return by itself is part of one.
fn lines(head: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(head);
    std::iter::from_fn(move || {
        let head = rest?;
        let split = search::split_once(head, END);
        rest = split.map(|(_, rest)| rest);
        Some(split.map_or(head, |(line, _)| line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_back_as_it_was() {
        let request = HttpRequest {
            method: Method::Post,
            url: Url {
                origin: "https://login.microsoftonline.com".to_owned(),
                path: "/contoso.example/oauth2/v2.0/token".to_owned(),
                query: "a=b%20c".to_owned(),
            },
            headers: vec![(
                Cow::Borrowed("Content-Type"),
                Secret::new("text/plain; a: b".to_owned()),
            )],
            body: Secret::new("one=1\r\n\r\ntwo=2 ü".to_owned()),
        };
        assert_eq!(HttpRequest::from_message(&request.to_message()), Some(request));
        assert_eq!(HttpRequest::from_message(b"GET / HTTP/1.1\r\n\r\n"), None);
        assert_eq!(HttpRequest::from_message(b"nonsense"), None);
    }

    #[test]
    fn an_answer_is_read_back_as_it_was() {
        let response = HttpResponse {
            status: 401,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: Secret::new("{\"a\":1}".to_owned()),
        };
        assert_eq!(HttpResponse::from_message(&response.to_message()), Some(response));
        assert_eq!(HttpResponse::from_message(b"HTTP/1.1 x\r\n\r\n"), None);
    }
}
