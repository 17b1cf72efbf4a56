//! One connection from its first byte to its orderly end.

use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use http::header::{CONNECTION, HeaderValue};
use http::{Request, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{sleep_until, timeout};

use crate::body::{Outgoing, UnreadBody};
use crate::limits::Limits;
use crate::message::{Head, Headers, Response};
use crate::serve::Service;
use crate::watchdog::{Watchdog, Watched};

/// How long and how much a refused client may still send while it is expected
/// to read the refusal.
const LINGER_TIME: Duration = Duration::from_millis(500);
const LINGER_BYTES: usize = 512 * 1024;

pub(crate) async fn run<S: Service>(
    client: TcpStream,
    peer: SocketAddr,
    limits: Limits,
    service: Arc<S>,
    mut stopped: watch::Receiver<()>,
) {
    // Answers are one write; waiting for more to send only adds delay.
    let _ = client.set_nodelay(true);
    let watchdog = Arc::new(Watchdog::new(limits));
    let answer = service_fn(|request| {
        let service = Arc::clone(&service);
        let watchdog = Arc::clone(&watchdog);
        Box::pin(async move {
            Ok::<_, Infallible>(answer(request, peer, &limits, &*service, watchdog).await)
        })
    });
    let socket = TokioIo::new(Watched { socket: client, watchdog: Arc::clone(&watchdog) });
    let mut connection = http1::Builder::new()
        .header_read_timeout(None)
        .max_header_size(limits.header_bytes)
        // Less than 8 KiB is refused by hyper with a panic.
        .max_buf_size(limits.header_bytes.max(8 * 1024))
        .serve_connection(socket, answer);

    let mut deadline = watchdog.deadline();
    let mut timer = pin!(sleep_until(deadline));
    let mut stop = pin!(stopped.changed());
    let mut is_stopping = false;
    let ended = poll_fn(|cx| {
        if !is_stopping && stop.as_mut().poll(cx).is_ready() {
            is_stopping = true;
            Pin::new(&mut connection).graceful_shutdown();
        }
        if let Poll::Ready(result) = connection.poll_without_shutdown(cx) {
            return Poll::Ready(result.is_ok());
        }
        let now_due = watchdog.deadline();
        if now_due != deadline {
            deadline = now_due;
            timer.as_mut().reset(deadline);
        }
        timer.as_mut().poll(cx).map(|()| false)
    })
    .await;
    let socket = connection.into_parts().io.into_inner().socket;
    if ended {
        linger(socket).await;
    }
}

/// Closing a socket on which unread bytes wait resets the connection, and the
/// reset can overtake the answer. So: say that nothing more comes, and read
/// what is still under way, for a short while.
async fn linger(mut socket: TcpStream) {
    if socket.shutdown().await.is_err() {
        return;
    }
    let drain = async {
        let mut waste = [0; 4096];
        let mut left = LINGER_BYTES;
        while let Ok(count @ 1..) = socket.read(&mut waste).await {
            left = left.saturating_sub(count);
            if left == 0 {
                break;
            }
        }
    };
    let _ = timeout(LINGER_TIME, drain).await;
}

async fn answer<S: Service>(
    request: Request<Incoming>,
    peer: SocketAddr,
    limits: &Limits,
    service: &S,
    watchdog: Arc<Watchdog>,
) -> http::Response<Outgoing> {
    watchdog.head_is_complete();
    let (parts, incoming) = request.into_parts();
    let body =
        UnreadBody::new(incoming, limits.body_bytes, limits.body_time, Arc::clone(&watchdog));
    let is_announced = body.is_announced();
    let target = match parts.uri.path_and_query() {
        Some(path) if parts.uri.authority().is_none() => path.as_str().to_owned(),
        _ => parts.uri.to_string(),
    };
    let answer = if target.len() > limits.target_bytes {
        Response::new(StatusCode::URI_TOO_LONG)
    } else if parts.headers.len() > limits.header_lines {
        Response::new(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE)
    } else {
        let headers = Headers::from(parts.headers);
        service.answer(Head { method: parts.method, target, headers, peer }, body).await
    };
    let must_close = is_announced && !watchdog.is_body_read();
    let (mut parts, body) = Outgoing::response(answer, watchdog);
    if must_close {
        parts.headers.insert(CONNECTION, HeaderValue::from_static("close"));
    }
    http::Response::from_parts(parts, body)
}
