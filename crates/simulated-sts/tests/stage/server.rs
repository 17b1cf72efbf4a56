//! The program itself, behind a socket.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use protocol::request::HttpRequest;
use serde_json::Value;

/// The program itself, ended when the test is over.
pub struct Server {
    pub child: Child,
    pub lines: BufReader<std::process::ChildStdout>,
    pub address: String,
}

impl Server {
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    pub fn start_with(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_simulated-entra"))
            .args(["--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped"));
        let mut line = String::new();
        lines.read_line(&mut line).expect("a line");
        let address = line
            .trim_end()
            .strip_prefix("listening on http://")
            .unwrap_or_else(|| panic!("{line:?}"))
            .to_owned();
        Self { child, lines, address }
    }

    /// Sends a request and gives status, head and body.
    pub fn send(&self, head: &str, body: &str) -> (u16, String, String) {
        let mut socket = TcpStream::connect(&self.address).expect("it listens");
        let length = body.len();
        write!(
            socket,
            "{head}\r\nHost: {}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}",
            self.address
        )
        .expect("it reads");
        let mut answer = String::new();
        socket.read_to_string(&mut answer).expect("it answers");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
        (status.expect("a status"), head.to_owned(), body.to_owned())
    }

    pub fn post(&self, request: &HttpRequest) -> (u16, Value) {
        let head = format!(
            "POST {} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded",
            request.url.target()
        );
        let (status, _, body) = self.send(&head, request.body.expose());
        (status, serde_json::from_str(&body).expect("JSON"))
    }

    pub fn get(&self, path: &str) -> (u16, String) {
        let (status, _, body) = self.send(&format!("GET {path} HTTP/1.1"), "");
        (status, body)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
