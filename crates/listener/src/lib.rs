//! One bounded HTTP/1 accept loop, so that every server of the playground has
//! the same limits and none of them can be held open by a slow or endless
//! client.
//!
//! hyper reads and writes the bytes and is strict about framing (RFC 9112).
//! What it does not do is here: a deadline for every phase of a connection,
//! exact size limits, a bounded number of connections, and an end that does
//! not cut off the last answer. hyper's own timer covers heads only; a body
//! that stalls or drips would stay open forever.
//!
//! A [`Service`] sees a request in two phases. It gets the [`Head`] and an
//! [`UnreadBody`]; it may answer from the head alone, and then not one byte of
//! the body is read. Everything it sees and returns is a plain value:
//!
//! ```
//! use listener::{Head, Limits, Response, UnreadBody};
//!
//! # async fn run() -> std::io::Result<()> {
//! let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
//! let echo = |_head: Head, body: UnreadBody| async move {
//!     match body.read().await {
//!         Ok(body) => Response::new(http::StatusCode::OK).with_body(body.into_bytes()),
//!         Err(problem) => problem.into_response(),
//!     }
//! };
//! listener::serve(socket, Limits::default(), echo, std::future::pending()).await;
//! # Ok(()) }
//! ```
//!
//! What it cannot do: hyper, the kernel and a TLS layer hold copies of what
//! passes through their buffers. Only [`Body`] is wiped.

mod body;
mod connection;
mod limits;
mod message;
mod serve;
mod watchdog;

pub use body::{Body, BodyError, UnreadBody};
pub use limits::Limits;
pub use message::{Head, Headers, Response, Single};
pub use serve::{Service, serve};
