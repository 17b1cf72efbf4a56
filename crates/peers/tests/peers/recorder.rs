//! A server that keeps what it gets, and answers as if all were well.

use std::io::BufReader;
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

use protocol::endpoint::Authority;

use crate::message::Message;

/// The server; every request comes out of its channel.
pub(crate) struct Recorder {
    pub(crate) origin: String,
    requests: Receiver<Message>,
}

impl Recorder {
    pub(crate) fn start() -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let origin = format!("http://{}", socket.local_addr().expect("an address"));
        let (sender, requests) = channel();
        std::thread::spawn(move || {
            for client in socket.incoming().flatten() {
                let mut stream = BufReader::new(client);
                if let Some(request) = Message::read(&mut stream) {
                    let answer = Message {
                        first: "HTTP/1.1 200 OK".to_owned(),
                        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
                        body: br#"{"access_token":"eyJ.recorded.sig"}"#.to_vec(),
                    };
                    let _ = answer.write(stream.get_mut());
                    if sender.send(request).is_err() {
                        return;
                    }
                }
            }
        });
        Self { origin, requests }
    }

    pub(crate) fn authority(&self) -> Authority {
        Authority::parse(&self.origin).expect("of this machine")
    }

    /// Everything that came since the last call: programs have ended by then, so
    /// each request was answered.
    pub(crate) fn take(&self) -> Vec<Message> {
        let mut taken = Vec::new();
        // The answer is written before the request is handed over.
        while let Ok(request) = self.requests.recv_timeout(std::time::Duration::from_secs(5)) {
            taken.push(request);
            if let Ok(more) = self.requests.try_recv() {
                taken.push(more);
                continue;
            }
            break;
        }
        taken
    }
}
