//! The person whom the documents send to a browser: signs in at the simulated
//! Entra and says yes to everything.

use std::io::BufReader;
use std::net::TcpStream;

use protocol::form;
use protocol::request::{HttpRequest, Url};
use serde_json::Value;

use crate::message::Message;

/// Ada, who administers the tenant.
pub(crate) const ADA: &str = "9e035d7b-c1a6-4f88-b24d-08e761f5ca39";

/// Signs in at this address; gives the code with which the browser comes back.
pub(crate) fn code_of(address: &Url) -> String {
    let page = visit(address, &[("person", ADA), ("answer", "accept")]);
    page["fields"]["code"].as_str().unwrap_or_else(|| panic!("no code: {page}")).to_owned()
}

/// Types the code that a device shows, and signs in there.
pub(crate) fn enter(origin: &str, tenant: &str, user_code: &str) {
    let address = Url {
        origin: origin.to_owned(),
        path: format!("/{tenant}/oauth2/deviceauth"),
        query: String::new(),
    };
    let page = visit(&address, &[("user_code", user_code), ("person", ADA), ("answer", "accept")]);
    assert_eq!(page["page"], "done", "{page}");
}

fn visit(address: &Url, fields: &[(&str, &str)]) -> Value {
    let fields = form::encode_pairs(fields.iter().copied());
    let headers = [("accept", "application/json"), ("content-type", form_type())];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
    answer(
        &address.origin,
        &Message {
            first: format!("POST {} HTTP/1.1", address.target()),
            headers: headers.to_vec(),
            body: fields.expose().as_bytes().to_vec(),
        },
    )
}

/// What the server says to a request of the page.
pub(crate) fn send(request: &HttpRequest) -> Value {
    let headers = request.headers.iter();
    answer(
        &request.url.origin,
        &Message {
            first: format!("{} {} HTTP/1.1", request.method.as_str(), request.url.target()),
            headers: headers
                .map(|(name, value)| (name.to_string(), value.expose().to_owned()))
                .collect(),
            body: request.body.expose().as_bytes().to_vec(),
        },
    )
}

fn answer(origin: &str, request: &Message) -> Value {
    let host = origin.strip_prefix("http://").expect("the server of this machine");
    let mut request = request.clone();
    request.headers.push(("host".to_owned(), host.to_owned()));
    let mut stream = BufReader::new(TcpStream::connect(host).expect("it listens"));
    request.write(stream.get_mut()).expect("it reads");
    let answer = Message::read(&mut stream).expect("it answers");
    serde_json::from_slice(&answer.body).expect("JSON")
}

const fn form_type() -> &'static str {
    protocol::wire::FORM_URLENCODED
}
