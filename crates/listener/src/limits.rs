//! What one listener gives its clients: sizes in bytes, times, and counts.

use std::time::Duration;

/// The limits of a listener. The defaults suit a server that answers small
/// forms with small JSON documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connections open at the same time; more of them wait in the kernel's
    /// queue, which is bounded too.
    pub connections: usize,
    /// Request line and header lines together, in bytes. More is answered with
    /// status 431.
    pub header_bytes: usize,
    /// Header lines of one request. More is answered with status 431. hyper
    /// itself stops at 100.
    pub header_lines: usize,
    /// The request target, in bytes. More is answered with status 414.
    pub target_bytes: usize,
    /// The request body, in bytes; see [`BodyError::TooLarge`](crate::BodyError).
    pub body_bytes: usize,
    /// From the first byte of a request (or from the start of a connection)
    /// to the end of its head. Then the connection is closed.
    pub header_time: Duration,
    /// For the whole body, however steadily it drips; see
    /// [`BodyError::TimedOut`](crate::BodyError).
    pub body_time: Duration,
    /// How long a connection may wait between an answer and the next request.
    pub idle_time: Duration,
    /// From the end of the head until the whole answer is handed to the
    /// kernel. Then the connection is closed; this ends slow readers.
    pub request_time: Duration,
    /// How long requests under way may go on after the listener was told to
    /// stop.
    pub stop_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 1024,
            header_bytes: 16 * 1024,
            header_lines: 64,
            target_bytes: 2 * 1024,
            body_bytes: 64 * 1024,
            header_time: Duration::from_secs(10),
            body_time: Duration::from_secs(10),
            idle_time: Duration::from_secs(30),
            request_time: Duration::from_secs(40),
            stop_time: Duration::from_secs(1),
        }
    }
}
