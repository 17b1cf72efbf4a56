//! HTTP/1.1 as far as these tests need it.

use std::io::{BufRead, Write};

/// A message: its first line, its headers with names in lower case, its body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) first: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Message {
    /// Reads one message; `None` at the end of the stream.
    pub(crate) fn read(stream: &mut impl BufRead) -> Option<Self> {
        let mut message = Self { first: line(stream)?, ..Self::default() };
        loop {
            let line = line(stream)?;
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':')?;
            message.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        if message.header("transfer-encoding") == Some("chunked") {
            loop {
                let size = usize::from_str_radix(&line(stream)?, 16).ok()?;
                let mut chunk = vec![0; size];
                stream.read_exact(&mut chunk).ok()?;
                message.body.extend(chunk);
                line(stream)?;
                if size == 0 {
                    return Some(message);
                }
            }
        }
        let length = message.header("content-length").map_or(Some(0), |text| text.parse().ok())?;
        message.body = vec![0; length];
        // A large body is announced, and sent when it is wanted.
        stream.read_exact(&mut message.body).ok()?;
        Some(message)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// Writes it, closing the connection after it.
    pub(crate) fn write(&self, stream: &mut impl Write) -> std::io::Result<()> {
        let mut head = self.first.clone() + "\r\n";
        for (name, value) in &self.headers {
            if !matches!(name.as_str(), "content-length" | "connection" | "transfer-encoding") {
                head += &format!("{name}: {value}\r\n");
            }
        }
        head += &format!("content-length: {}\r\nconnection: close\r\n\r\n", self.body.len());
        stream.write_all(head.as_bytes())?;
        stream.write_all(&self.body)?;
        stream.flush()
    }
}

fn line(stream: &mut impl BufRead) -> Option<String> {
    let mut line = String::new();
    if stream.read_line(&mut line).ok()? == 0 {
        return None;
    }
    Some(line.trim_end_matches(['\r', '\n']).to_owned())
}
