//! One deadline per connection, moved by what happens on it.
//!
//! ```text
//! start ──▶ Head ──head is complete──▶ Request ──answer taken, flushed──▶ Idle
//!             ▲                                                            │
//!             └───────────────────── first byte arrives ───────────────────┘
//! ```
//!
//! hyper's own timer gives heads and idle connections the same time and does
//! not watch bodies and slow readers, so it stays off and this is the only
//! clock. The socket ([`Watched`]) and the answer's body report what happens;
//! the connection's task compares the deadline with its timer on every poll.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering::Relaxed};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Instant;

use crate::limits::Limits;

const HEAD: u8 = 0;
const REQUEST: u8 = 1;
const ANSWERED: u8 = 2;
const IDLE: u8 = 3;

/// The phase of one connection and when it ends. All parties run in the
/// connection's own task, so relaxed atomics are enough; they are atomics only
/// because the task moves between threads.
pub(crate) struct Watchdog {
    start: Instant,
    limits: Limits,
    phase: AtomicU8,
    deadline: AtomicU64,
    body_read: AtomicBool,
}

impl Watchdog {
    pub(crate) fn new(limits: Limits) -> Self {
        let watchdog = Self {
            start: Instant::now(),
            limits,
            phase: AtomicU8::new(HEAD),
            deadline: AtomicU64::new(0),
            body_read: AtomicBool::new(false),
        };
        watchdog.enter(HEAD, limits.header_time);
        watchdog
    }

    /// When the connection is to be closed unless something happens.
    pub(crate) fn deadline(&self) -> Instant {
        self.start + Duration::from_micros(self.deadline.load(Relaxed))
    }

    pub(crate) fn head_is_complete(&self) {
        self.body_read.store(false, Relaxed);
        self.enter(REQUEST, self.limits.request_time);
    }

    pub(crate) fn body_was_read(&self) {
        self.body_read.store(true, Relaxed);
    }

    pub(crate) fn is_body_read(&self) -> bool {
        self.body_read.load(Relaxed)
    }

    pub(crate) fn answer_was_taken(&self) {
        // The deadline of the request stands until the bytes are flushed.
        self.phase.store(ANSWERED, Relaxed);
    }

    fn bytes_arrived(&self) {
        if self.phase.load(Relaxed) == IDLE {
            self.enter(HEAD, self.limits.header_time);
        }
    }

    /// hyper flushes the socket only once its own buffer is empty.
    fn was_flushed(&self) {
        if self.phase.load(Relaxed) == ANSWERED {
            self.enter(IDLE, self.limits.idle_time);
        }
    }

    fn enter(&self, phase: u8, time: Duration) {
        let end = self.start.elapsed() + time;
        self.phase.store(phase, Relaxed);
        self.deadline.store(u64::try_from(end.as_micros()).unwrap_or(u64::MAX), Relaxed);
    }
}

/// The socket, which tells the watchdog of arriving bytes and flushes.
pub(crate) struct Watched {
    pub(crate) socket: TcpStream,
    pub(crate) watchdog: Arc<Watchdog>,
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let result = Pin::new(&mut self.socket).poll_read(cx, buffer);
        if buffer.filled().len() > before {
            self.watchdog.bytes_arrived();
        }
        result
    }
}

impl AsyncWrite for Watched {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.socket).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let result = Pin::new(&mut self.socket).poll_flush(cx);
        if result.is_ready() {
            self.watchdog.was_flushed();
        }
        result
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.socket).poll_write_vectored(cx, parts)
    }
}
