//! The accept loop.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::body::UnreadBody;
use crate::connection;
use crate::limits::Limits;
use crate::message::{Head, Response};

/// What answers requests. Any `Fn(Head, UnreadBody) -> impl Future<Output =
/// Response>` is one.
pub trait Service: Send + Sync + 'static {
    /// Answers one request. Decide from the head first, and call
    /// [`UnreadBody::read`] only when the body is wanted.
    ///
    /// The future is dropped when the client goes away or the request's time
    /// is over.
    fn answer(&self, head: Head, body: UnreadBody) -> impl Future<Output = Response> + Send;
}

impl<F, R> Service for F
where
    F: Fn(Head, UnreadBody) -> R + Send + Sync + 'static,
    R: Future<Output = Response> + Send,
{
    fn answer(&self, head: Head, body: UnreadBody) -> impl Future<Output = Response> + Send {
        self(head, body)
    }
}

/// Accepts connections on `socket` and lets `service` answer what comes over
/// them, until `stop` is ready. Then it accepts no more, closes idle
/// connections, waits [`Limits::stop_time`] for the others and returns.
pub async fn serve<S: Service>(
    socket: TcpListener,
    limits: Limits,
    service: S,
    stop: impl Future<Output = ()>,
) {
    let service = Arc::new(service);
    let places = Arc::new(Semaphore::new(limits.connections));
    let (stopping, stopped) = watch::channel(());
    let mut connections = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        // The place is taken before the connection is: whoever finds none
        // waits in the kernel's queue and costs nothing here.
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, socket.accept().await)
        };
        tokio::select! {
            biased;
            () = &mut stop => break,
            Some(_) = connections.join_next() => {}
            accepted = next => match accepted {
                (Ok(place), Ok((client, peer))) => {
                    let service = Arc::clone(&service);
                    let stopped = stopped.clone();
                    connections.spawn(async move {
                        connection::run(client, peer, limits, service, stopped).await;
                        drop(place);
                    });
                }
                (_, Err(_)) => {
                    // Out of file descriptors, or a client that left already;
                    // the next try may work, but not in a busy loop.
                    tracing::warn!("a connection could not be accepted");
                    sleep(Duration::from_millis(20)).await;
                }
                (Err(_), _) => break,
            },
        }
    }
    drop(socket);
    stopping.send_replace(());
    let all_ended = async { while connections.join_next().await.is_some() {} };
    if timeout(limits.stop_time, all_ended).await.is_err() {
        connections.shutdown().await;
    }
}
