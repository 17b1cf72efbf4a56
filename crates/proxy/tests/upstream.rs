//! Names, addresses and certificates of upstreams. A resolver of the test
//! answers, so that names can lead anywhere.

#![allow(clippy::expect_used, reason = "a failed set-up should end the test")]

#[allow(dead_code, reason = "every suite uses a part of it")]
mod support;

use std::io::{Read as _, Write as _};
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use http::header::{CONTENT_TYPE, HOST, ORIGIN};
use http::{HeaderValue, Method};
use listener::{Head, Limits, Response, Service as _, UnreadBody};
use proxy::config::{Arguments, Config};
use proxy::service::Proxy;
use proxy::upstream::Resolver;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use support::{PAGE, Recorder, SECRET};
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::{ServerConfig, ServerConnection, StreamOwned, crypto};

fn start(upstream: &str, allow_private: bool, roots: Option<&Path>, resolver: &Resolver) -> Proxy {
    let arguments = Arguments {
        route: vec![format!("u={upstream}")],
        route_allow_private: if allow_private { vec!["u".into()] } else { vec![] },
        trusted_roots: roots.map(Path::to_owned),
        origin: vec![PAGE.into()],
        ..Arguments::default()
    };
    let settings = arguments.settings().expect("settings");
    let config = Config::check(settings, ([127, 0, 0, 1], 8080).into()).expect("config");
    Proxy::new(config, resolver).expect("proxy")
}

async fn post(proxy: &Proxy, body: String) -> Response {
    let headers = [
        (HOST, HeaderValue::from_static("localhost:8080")),
        (ORIGIN, HeaderValue::from_static(PAGE)),
        (CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded")),
    ];
    let head = Head {
        method: Method::POST,
        target: "/u/common/oauth2/v2.0/token".into(),
        headers: headers.into_iter().collect(),
        peer: ([127, 0, 0, 1], 1).into(),
    };
    proxy.answer(head, UnreadBody::from(body.into_bytes())).await
}

async fn ask(
    upstream: &str,
    allow_private: bool,
    roots: Option<&Path>,
    resolver: &Resolver,
) -> Response {
    let proxy = start(upstream, allow_private, roots, resolver);
    post(&proxy, format!("client_secret={SECRET}")).await
}

fn text(response: &Response) -> String {
    String::from_utf8_lossy(&response.body).into_owned()
}

/// Answers each question with the next list, and the last one again.
fn resolver(answers: &[&[&str]]) -> Resolver {
    let answers: Vec<Vec<IpAddr>> = answers
        .iter()
        .map(|list| list.iter().map(|address| address.parse().expect("address")).collect())
        .collect();
    let asked = AtomicUsize::new(0);
    Arc::new(move |_| {
        let at = asked.fetch_add(1, Ordering::Relaxed).min(answers.len() - 1);
        let list = answers[at].clone();
        Box::pin(async move { Ok(list) })
    })
}

#[tokio::test]
async fn names_that_lead_to_private_addresses_are_not_connected() {
    let server = Recorder::json();
    let upstream = format!("https://login.example:{}", server.address.port());
    for answers in [
        &["127.0.0.1"][..],
        &["::1"],
        &["::ffff:127.0.0.1"],
        &["169.254.169.254"],
        &["64:ff9b::7f00:1"],
        // A public address first, then one that must not be tried next.
        &["192.0.1.1", "127.0.0.1"],
    ] {
        let response = ask(&upstream, false, None, &resolver(&[answers])).await;
        assert!(text(&response).contains("proxy_upstream_address"), "{answers:?} {response:?}");
    }
    assert_eq!(server.heard(), [""; 0]);
}

#[tokio::test]
async fn plain_http_reaches_loopback_only_whatever_localhost_means_today() {
    let server = Recorder::json();
    let upstream = format!("http://localhost:{}", server.address.port());
    let response = ask(&upstream, true, None, &resolver(&[&["10.0.0.1"]])).await;
    assert!(text(&response).contains("proxy_upstream_address"));
    let response = ask(&upstream, true, None, &resolver(&[&["127.0.0.1"]])).await;
    assert_eq!(response.status, 200);
}

#[tokio::test]
async fn a_name_is_resolved_once_and_the_checked_address_is_the_one_connected() {
    let server = Recorder::json();
    let upstream = format!("http://localhost:{}", server.address.port());
    // A second question would get an address that is refused.
    let rebinding = resolver(&[&["127.0.0.1"], &["10.0.0.1"]]);
    assert_eq!(ask(&upstream, true, None, &rebinding).await.status, 200);
    assert_eq!(server.heard().len(), 1);
}

/// A TLS server with this certificate, and what it heard after handshakes.
fn tls_server(
    certificate: &rcgen::Certificate,
    key: &KeyPair,
) -> (SocketAddr, Arc<Mutex<Vec<u8>>>) {
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .expect("certificate");
    let config = Arc::new(config);
    let socket = TcpListener::bind("127.0.0.1:0").expect("bind");
    let address = socket.local_addr().expect("address");
    let heard = Arc::new(Mutex::new(Vec::new()));
    let record = Arc::clone(&heard);
    std::thread::spawn(move || {
        for client in socket.incoming().flatten() {
            let session = ServerConnection::new(Arc::clone(&config)).expect("session");
            let mut stream = StreamOwned::new(session, client);
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = stream.read(&mut bytes) {
                record.lock().expect("record").extend_from_slice(&bytes[..count]);
                if bytes[..count].windows(SECRET.len()).any(|part| part == SECRET.as_bytes()) {
                    let _ = stream.write_all(support::ok_json().as_bytes());
                }
            }
        }
    });
    (address, heard)
}

#[tokio::test]
async fn only_a_trusted_current_certificate_of_the_right_name_gets_the_secret() {
    let mut authority = CertificateParams::new(Vec::<String>::new()).expect("parameters");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().expect("key"))
        .expect("authority");
    let folder = tempfile::tempdir().expect("folder");
    let roots = folder.path().join("roots.pem");
    std::fs::write(&roots, authority.pem()).expect("write");

    let certificate = |name: &str, is_expired: bool, is_signed: bool| {
        let key = KeyPair::generate().expect("key");
        let mut parameters = CertificateParams::new([name.to_owned()]).expect("parameters");
        if is_expired {
            parameters.not_after = date_time_ymd(2020, 1, 1);
        }
        let certificate = if is_signed {
            parameters.signed_by(&key, &authority)
        } else {
            parameters.self_signed(&key)
        };
        tls_server(&certificate.expect("certificate"), &key)
    };
    for (name, is_expired, is_signed, is_rooted, passes) in [
        ("login.example", false, true, true, true),
        ("login.example", false, true, false, false),
        ("login.example", false, false, true, false),
        ("other.example", false, true, true, false),
        ("login.example", true, true, true, false),
    ] {
        let (address, heard) = certificate(name, is_expired, is_signed);
        let upstream = format!("https://login.example:{}", address.port());
        let roots = is_rooted.then_some(roots.as_path());
        let response = ask(&upstream, true, roots, &resolver(&[&["127.0.0.1"]])).await;
        let case = format!("{name} {is_expired} {is_signed} {is_rooted}: {}", text(&response));
        assert_eq!(response.status == 200, passes, "{case}");
        assert_eq!(text(&response).contains("proxy_upstream_tls"), !passes, "{case}");
        assert_eq!(heard.lock().expect("record").is_empty(), !passes, "{case}");
    }
}

#[tokio::test]
async fn tls_1_0_is_refused() {
    // A ServerHello of version 3.1 with TLS_RSA_WITH_AES_128_CBC_SHA.
    let mut hello = vec![22, 3, 1, 0, 42, 2, 0, 0, 38, 3, 1];
    hello.extend([7; 32]);
    hello.extend([0, 0, 0x2f, 0]);
    let socket = TcpListener::bind("127.0.0.1:0").expect("bind");
    let port = socket.local_addr().expect("address").port();
    let server = std::thread::spawn(move || {
        let (mut client, _) = socket.accept().expect("accept");
        let mut bytes = [0; 4096];
        let _ = client.read(&mut bytes);
        let _ = client.write_all(&hello);
        let mut rest = Vec::new();
        let _ = client.read_to_end(&mut rest);
        rest
    });
    let upstream = format!("https://login.example:{port}");
    let response = ask(&upstream, true, None, &resolver(&[&["127.0.0.1"]])).await;
    assert!(text(&response).contains("proxy_upstream_tls"), "{}", text(&response));
    let rest = server.join().expect("server");
    assert!(rest.len() < 16, "an alert at most: {rest:?}");
}

#[tokio::test]
async fn thousands_of_parallel_requests_each_get_their_own_answer() {
    let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("bind");
    let upstream = format!("http://{}", socket.local_addr().expect("address"));
    let echo = |_: Head, body: UnreadBody| async {
        let body = body.read().await.expect("a body");
        let json = HeaderValue::from_static("application/json");
        Response::new(http::StatusCode::OK)
            .with_header(CONTENT_TYPE, json)
            .with_body(body.into_bytes())
    };
    tokio::spawn(listener::serve(socket, Limits::default(), echo, std::future::pending()));
    let proxy = Arc::new(start(&upstream, true, None, &resolver(&[&["127.0.0.1"]])));
    let mut clients = tokio::task::JoinSet::new();
    for client in 0..32 {
        let proxy = Arc::clone(&proxy);
        clients.spawn(async move {
            for n in 0..100 {
                let sent = format!("n={client}-{n}");
                let response = post(&proxy, sent.clone()).await;
                assert_eq!((response.status.as_u16(), text(&response)), (200, sent));
            }
        });
    }
    while let Some(client) = clients.join_next().await {
        client.expect("every answer was its own");
    }
}
