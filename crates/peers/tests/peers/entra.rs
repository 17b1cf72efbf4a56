//! The simulated Entra's server, and TLS before it with an authority of its own.

use std::io::{BufRead as _, BufReader};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned, crypto};

use crate::message::Message;

/// The program, ended when the test is over.
pub(crate) struct Entra {
    child: Child,
    pub(crate) origin: String,
}

impl Entra {
    pub(crate) fn start() -> Self {
        let program = std::env::var_os("PLAYGROUND_SIMULATED_ENTRA").unwrap_or_else(|| {
            panic!(
                "PLAYGROUND_SIMULATED_ENTRA is not set; `cargo xtask test --only peers` builds it"
            )
        });
        let mut child = Command::new(program)
            .args(["--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
        let origin = line.trim_end().strip_prefix("listening on ").expect("its line").to_owned();
        Self { child, origin }
    }

    /// The same behind TLS: its address, and the certificate of the authority.
    /// Where answers name their server, they name this one.
    pub(crate) fn behind_tls(&self) -> (String, String) {
        let mut authority = CertificateParams::new(Vec::<String>::new()).expect("parameters");
        // A name of its own: with the same one the certificate below would look like
        // one that signs itself.
        authority.distinguished_name.push(DnType::CommonName, "Test authority");
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().expect("key"))
            .expect("authority");
        let mut params = CertificateParams::new(vec!["localhost".to_owned()]).expect("parameters");
        params.use_authority_key_identifier_extension = true;
        let key = KeyPair::generate().expect("key");
        let certificate = params.signed_by(&key, &authority).expect("signed");
        let config =
            ServerConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
                .with_safe_default_protocol_versions()
                .expect("versions")
                .with_no_client_auth()
                .with_single_cert(
                    vec![certificate.der().clone()],
                    PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der())),
                )
                .expect("certificate");
        let config = Arc::new(config);
        let socket = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let origin = format!("https://localhost:{}", socket.local_addr().expect("address").port());
        let (plain, secure) = (self.origin.clone(), origin.clone());
        std::thread::spawn(move || {
            for client in socket.incoming().flatten() {
                let session = ServerConnection::new(Arc::clone(&config)).expect("session");
                // A client that hangs up is its own affair.
                let _ = forward(StreamOwned::new(session, client), &plain, &secure);
            }
        });
        (origin, authority.pem())
    }
}

impl Drop for Entra {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn forward(
    client: StreamOwned<ServerConnection, TcpStream>,
    plain: &str,
    secure: &str,
) -> Option<()> {
    let mut client = BufReader::new(client);
    let request = Message::read(&mut client)?;
    let mut server = TcpStream::connect(plain.strip_prefix("http://")?).ok()?;
    request.write(&mut server).ok()?;
    let mut answer = Message::read(&mut BufReader::new(server))?;
    let body = String::from_utf8(answer.body).ok()?;
    answer.body = body.replace(plain, secure).into_bytes();
    answer.write(client.get_mut()).ok()?;
    client.get_mut().conn.send_close_notify();
    client.get_mut().flush_all()
}

/// What `StreamOwned` writes only with the next data.
trait FlushAll {
    fn flush_all(&mut self) -> Option<()>;
}

impl FlushAll for StreamOwned<ServerConnection, TcpStream> {
    fn flush_all(&mut self) -> Option<()> {
        while self.conn.wants_write() {
            self.conn.write_tls(&mut self.sock).ok()?;
        }
        Some(())
    }
}
