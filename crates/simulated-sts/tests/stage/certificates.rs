//! Certificates and assertions, made by libraries that we did not write.

use std::sync::OnceLock;

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use protocol::secret::Secret;
use rsa::pkcs1::EncodeRsaPrivateKey as _;
use rsa::pkcs8::{EncodePrivateKey as _, LineEnding};
use serde_json::{Value, json};
use simulated_sts::directory::{Blueprint, FederatedCredential};
use simulated_sts::{Certificate, Directory};

use super::{NOW, Stage};

pub struct Identity {
    pub certificate: Certificate,
    pub pem: String,
    key: EncodingKey,
}

fn identity(not_after: i32) -> Identity {
    let key = rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048).expect("a key");
    let pkcs8 = key.to_pkcs8_pem(LineEnding::LF).expect("PKCS#8");
    let pair = rcgen::KeyPair::from_pem(&pkcs8).expect("an RSA key");
    let mut parameters = rcgen::CertificateParams::new(Vec::new()).expect("parameters");
    parameters.not_before = rcgen::date_time_ymd(2020, 1, 1);
    parameters.not_after = rcgen::date_time_ymd(not_after, 1, 1);
    let pem = parameters.self_signed(&pair).expect("a certificate").pem();
    let pkcs1 = key.to_pkcs1_der().expect("PKCS#1");
    Identity {
        certificate: Certificate::from_text(&pem).expect("a certificate"),
        pem,
        key: EncodingKey::from_rsa_der(pkcs1.as_bytes()),
    }
}

pub fn valid() -> &'static Identity {
    static IDENTITY: OnceLock<Identity> = OnceLock::new();
    IDENTITY.get_or_init(|| identity(2099))
}

pub fn expired() -> &'static Identity {
    static IDENTITY: OnceLock<Identity> = OnceLock::new();
    IDENTITY.get_or_init(|| identity(2025))
}

/// A client assertion that is being written.
pub struct Assertion {
    pub header: Header,
    pub claims: Value,
    key: &'static EncodingKey,
}

impl Assertion {
    pub fn for_blueprint(stage: &Stage) -> Self {
        let blueprint = stage.blueprint(0);
        let mut assertion = Self {
            header: Header::new(Algorithm::PS256),
            claims: json!({
                "aud": "https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token",
                "iss": blueprint,
                "sub": blueprint,
                "jti": "9f1c3a57-62de-4b80-8d94-0e7b5f2a6c13",
                "nbf": NOW,
                "exp": NOW + 600,
            }),
            key: &valid().key,
        };
        assertion.use_certificate(valid());
        assertion
    }

    pub fn use_certificate(&mut self, identity: &'static Identity) {
        self.header.x5t_s256 = Some(identity.certificate.thumbprint());
        self.key = &identity.key;
    }

    pub fn sign(&self) -> Secret {
        Secret::new(encode(&self.header, &self.claims, self.key).expect("it signs"))
    }
}

/// Contoso with what the lessons need: certificates, more federated credentials,
/// and a blueprint without a principal.
pub fn workshop() -> Directory {
    let mut directory = Directory::contoso();
    let tenant = directory.tenant.id;
    let issuer = format!("https://login.microsoftonline.com/{tenant}/v2.0");
    let portal = directory.applications[1].object_id.to_string();
    let federated = |issuer: &str, subject: &str| FederatedCredential {
        name: "workshop".to_owned(),
        issuer: issuer.to_owned(),
        subject: subject.to_owned(),
        audience: "api://AzureADTokenExchange".to_owned(),
    };
    let bare = Blueprint {
        app_id: protocol::guid::Guid::from_bytes([7; 16]),
        object_id: protocol::guid::Guid::from_bytes([8; 16]),
        has_principal: false,
        ..directory.blueprints[1].clone()
    };
    let person = {
        let stage = Stage::with(directory.clone());
        let (_, claims) = super::parts(&stage.user_token());
        FederatedCredential {
            audience: stage.blueprint(0),
            ..federated(&issuer, claims["sub"].as_str().expect("a subject"))
        }
    };
    let credentials = &mut directory.blueprints[0].credentials;
    credentials.federated.push(person);
    credentials.certificates = vec![valid().certificate.clone(), expired().certificate.clone()];
    credentials.federated.push(federated("https://issuer.elsewhere.example", "machine"));
    credentials.federated.push(federated(&issuer, &portal));
    // Proof of the portal by a workload, so that its own tokens are chained.
    directory.applications[1].credentials.federated =
        vec![federated("https://workloads.contoso.example", "portal")];
    directory.blueprints.push(bare);
    directory
}
