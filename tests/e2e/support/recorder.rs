//! An upstream that keeps the bytes it gets, and refuses everything.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// A server that records.
pub(crate) struct Recorder {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    requests: Receiver<Vec<u8>>,
}

const REFUSAL: &str = r#"{"error":"invalid_client","error_description":"AADSTS7000215: recorded","error_codes":[7000215]}"#;

impl Recorder {
    pub(crate) fn start() -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = socket.local_addr().expect("bound");
        let (sender, requests) = channel();
        std::thread::spawn(move || {
            for stream in socket.incoming() {
                let mut stream = stream.expect("a connection");
                let request = read(&mut stream);
                let answer = format!(
                    "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{REFUSAL}",
                    REFUSAL.len()
                );
                let _ = stream.write_all(answer.as_bytes());
                if sender.send(request).is_err() {
                    return;
                }
            }
        });
        Self { address, requests }
    }

    /// The next request: its head, and the exact bytes of its body.
    pub(crate) fn next(&self) -> (String, Vec<u8>) {
        let bytes = self.requests.recv_timeout(Duration::from_secs(30)).expect("a request arrives");
        let end = head_end(&bytes).expect("a whole head");
        (String::from_utf8_lossy(&bytes[..end]).into_owned(), bytes[end + 4..].to_vec())
    }
}

fn head_end(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|window| window == b"\r\n\r\n")
}

fn read(stream: &mut std::net::TcpStream) -> Vec<u8> {
    let mut request = Vec::new();
    let mut bytes = [0; 4096];
    loop {
        if let Some(end) = head_end(&request) {
            let head = String::from_utf8_lossy(&request[..end]).to_ascii_lowercase();
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok())
                .unwrap_or(0);
            if request.len() >= end + 4 + length {
                return request;
            }
        }
        match stream.read(&mut bytes) {
            Ok(count @ 1..) => request.extend_from_slice(&bytes[..count]),
            _ => return request,
        }
    }
}
