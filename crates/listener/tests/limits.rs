//! The limits of the listener over raw sockets.

#![allow(clippy::expect_used, reason = "a failed set-up should end the test")]

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use http::StatusCode;
use listener::{Head, Limits, Response, UnreadBody, serve};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

const SHORT: Duration = Duration::from_millis(200);

fn short() -> Limits {
    Limits {
        header_time: SHORT,
        body_time: SHORT,
        idle_time: SHORT,
        request_time: SHORT * 3,
        ..Limits::default()
    }
}

/// A server that echoes bodies, answers `/head` from the head alone, never
/// answers `/hang`, and sends 64 MiB for `/large`.
async fn start(limits: Limits) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
    let socket = TcpListener::bind("127.0.0.1:0").await.expect("bind");
    let address = socket.local_addr().expect("address");
    let (stop, stopped) = oneshot::channel();
    let service = |head: Head, body: UnreadBody| async move {
        match head.target.as_str() {
            "/head" => Response::new(StatusCode::FORBIDDEN),
            "/hang" => std::future::pending().await,
            "/large" => Response::new(StatusCode::OK).with_body(vec![0; 64 << 20]),
            _ => match body.read().await {
                Ok(body) => Response::new(StatusCode::OK).with_body(body.into_bytes()),
                Err(problem) => problem.into_response(),
            },
        }
    };
    let task = tokio::spawn(async move {
        serve(socket, limits, service, async {
            let _ = stopped.await;
        })
        .await;
    });
    (address, stop, task)
}

async fn raw(address: SocketAddr, bytes: &[u8]) -> (String, Duration) {
    let mut client = TcpStream::connect(address).await.expect("connect");
    let start = Instant::now();
    let _ = client.write_all(bytes).await;
    let mut answer = Vec::new();
    let _ = client.read_to_end(&mut answer).await;
    (String::from_utf8_lossy(&answer).into_owned(), start.elapsed())
}

#[tokio::test]
async fn every_slow_client_is_closed_within_its_limit() {
    let (address, _stop, _) = start(short()).await;
    for (request, expected) in [
        ("", ""),
        ("POST / HTTP/1.1\r\nHost", ""),
        ("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab", "HTTP/1.1 408"),
        ("POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nab", "HTTP/1.1 200"),
        ("GET /hang HTTP/1.1\r\n\r\n", ""),
    ] {
        let (answer, time) = raw(address, request.as_bytes()).await;
        assert!(
            answer.starts_with(expected) && answer.is_empty() == expected.is_empty(),
            "{answer}"
        );
        assert!(time < SHORT * 3 + Duration::from_secs(1), "{request}: {time:?}");
    }
}

#[tokio::test]
async fn dripping_does_not_extend_a_limit() {
    let (address, _stop, _) = start(short()).await;
    for first in ["GET / HTTP/1.1\r\n", "POST / HTTP/1.1\r\nContent-Length: 50000\r\n\r\n"] {
        let mut client = TcpStream::connect(address).await.expect("connect");
        client.write_all(first.as_bytes()).await.expect("write");
        let begin = Instant::now();
        let mut tick = tokio::time::interval(SHORT / 10);
        let mut byte = [0];
        loop {
            tokio::select! {
                _ = tick.tick() => if client.write_all(b"a").await.is_err() { break },
                read = client.read(&mut byte) => if !matches!(read, Ok(1)) { break },
            }
            assert!(begin.elapsed() < SHORT + Duration::from_secs(1), "{first}");
        }
    }
}

#[tokio::test]
async fn a_reader_that_does_not_read_is_closed() {
    let (address, _stop, _) = start(short()).await;
    let mut client = TcpStream::connect(address).await.expect("connect");
    client.write_all(b"GET /large HTTP/1.1\r\n\r\n").await.expect("write");
    tokio::time::sleep(SHORT * 6).await;
    let mut answer = Vec::new();
    let _ = client.read_to_end(&mut answer).await;
    assert!(answer.len() < 64 << 20, "cut off at the limit: {}", answer.len());
}

#[tokio::test]
async fn a_refusal_from_the_head_arrives_although_the_body_is_still_coming() {
    let (address, _stop, _) = start(Limits::default()).await;
    let mut request = b"POST /head HTTP/1.1\r\nContent-Length: 60000\r\n\r\n".to_vec();
    request.extend(vec![b'x'; 60_000]);
    let (answer, _) = raw(address, &request).await;
    assert!(answer.starts_with("HTTP/1.1 403") && answer.contains("connection: close"), "{answer}");
}

#[tokio::test]
async fn connections_beyond_the_limit_wait_for_a_place() {
    let (address, _stop, _) = start(Limits { connections: 1, ..short() }).await;
    let _silent = TcpStream::connect(address).await.expect("connect");
    let (answer, time) = raw(address, b"POST / HTTP/1.1\r\nConnection: close\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(time < SHORT + Duration::from_secs(1), "{time:?}");
}

#[tokio::test]
async fn told_to_stop_it_closes_idle_connections_and_returns() {
    let limits = Limits { stop_time: SHORT, ..Limits::default() };
    let (address, stop, task) = start(limits).await;
    let mut idle = TcpStream::connect(address).await.expect("connect");
    idle.write_all(b"POST / HTTP/1.1\r\n\r\n").await.expect("write");
    let mut first = [0; 12];
    idle.read_exact(&mut first).await.expect("an answer");
    let mut hanging = TcpStream::connect(address).await.expect("connect");
    hanging.write_all(b"GET /hang HTTP/1.1\r\n\r\n").await.expect("write");
    let begin = Instant::now();
    stop.send(()).expect("running");
    task.await.expect("no panic");
    assert!(begin.elapsed() < SHORT + Duration::from_secs(1));
    assert!(TcpStream::connect(address).await.is_err());
}
