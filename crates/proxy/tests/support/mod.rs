//! The stage of the hostile suite: the real program, an upstream that records
//! every byte, and raw sockets as clients.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub(crate) const PAGE: &str = "http://page.example";
pub(crate) const SECRET: &str = "marker-secret-8f2e61";
pub(crate) const TOKEN: &str = "marker-token-77c0aa";
pub(crate) const TENANT: &str = "marker-tenant.example";

/// A server that keeps what it hears and says one thing.
pub(crate) struct Recorder {
    pub(crate) address: SocketAddr,
    heard: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Recorder {
    /// Answers each request with these bytes; with none, it never answers.
    pub(crate) fn answering(answer: impl Into<Vec<u8>>) -> Self {
        let answer = Arc::new(answer.into());
        let socket = TcpListener::bind("127.0.0.1:0").expect("bind");
        let address = socket.local_addr().expect("address");
        let heard = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&heard);
        std::thread::spawn(move || {
            for client in socket.incoming().flatten() {
                let (answer, record) = (Arc::clone(&answer), Arc::clone(&record));
                std::thread::spawn(move || converse(client, &answer, &record));
            }
        });
        Self { address, heard }
    }

    pub(crate) fn json() -> Self {
        Self::answering(ok_json())
    }

    /// The requests so far, each with its body.
    pub(crate) fn heard(&self) -> Vec<String> {
        let heard = self.heard.lock().expect("record");
        heard.iter().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect()
    }
}

pub(crate) fn ok_json() -> String {
    let body = format!("{{\"access_token\":\"{TOKEN}\"}}");
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {}\r\n\
         Set-Cookie: fpc=1\r\nAccess-Control-Allow-Origin: *\r\nServer: other\r\n\
         x-ms-request-id: 42\r\n\r\n{body}",
        body.len()
    )
}

fn converse(mut client: TcpStream, answer: &[u8], record: &Mutex<Vec<Vec<u8>>>) {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    while let Ok(count @ 1..) = client.read(&mut piece) {
        bytes.extend_from_slice(&piece[..count]);
        while let Some(length) = request_length(&bytes) {
            record.lock().expect("record").push(bytes.drain(..length).collect());
            if client.write_all(answer).is_err() {
                return;
            }
        }
    }
    if !bytes.is_empty() {
        record.lock().expect("record").push(bytes);
    }
}

fn request_length(bytes: &[u8]) -> Option<usize> {
    let head = bytes.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let text = String::from_utf8_lossy(&bytes[..head]).to_ascii_lowercase();
    let body = text.split("content-length: ").nth(1).map_or(0, |rest| {
        rest.split("\r\n").next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
    });
    (bytes.len() >= head + body).then_some(head + body)
}

/// The running program. Dropping it ends it.
pub(crate) struct Proxy {
    child: Child,
    pub(crate) address: SocketAddr,
}

impl Proxy {
    pub(crate) fn start(upstream: SocketAddr, more: &[&str]) -> Self {
        let route = format!("u=http://{upstream}");
        let mut arguments = vec!["--listen", "127.0.0.1:0", "--origin", PAGE, "--route", &route];
        arguments.extend(["--route-allow-private", "u"]);
        arguments.extend(more);
        Self::run(&arguments, &[])
    }

    pub(crate) fn run(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_token-playground-proxy"))
            .args(arguments)
            .env("RUST_LOG", "trace")
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("stdout");
        BufReader::new(out).read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("listening on http://").expect("the line");
        Self { address: address.parse().expect("an address"), child }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to end and returns its exit status and all it logged.
    pub(crate) fn stop(mut self) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().expect("kill");
        let mut log = String::new();
        let mut err = self.child.stderr.take().expect("stderr");
        err.read_to_string(&mut log).expect("log");
        (self.child.wait().expect("wait").code(), log)
    }

    /// Sends bytes on a new connection and reads until the proxy closes it.
    pub(crate) fn raw(&self, bytes: &[u8]) -> String {
        let mut client = self.connect();
        let _ = client.write_all(bytes);
        let mut answer = Vec::new();
        let _ = client.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let client = TcpStream::connect(self.address).expect("connect");
        client.set_read_timeout(Some(Duration::from_secs(10))).expect("timeout");
        client
    }

    /// A good token request, with lines added to its head.
    pub(crate) fn post(&self, lines: &str) -> String {
        self.raw(good(self.address, lines).as_bytes())
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn good(proxy: SocketAddr, lines: &str) -> String {
    let body = format!("client_secret={SECRET}");
    format!(
        "POST /u/{TENANT}/oauth2/v2.0/token HTTP/1.1\r\nHost: {proxy}\r\nOrigin: {PAGE}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\
         Connection: close\r\n{lines}\r\n{body}",
        body.len()
    )
}

pub(crate) fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|word| word.parse().ok()).unwrap_or(0)
}
