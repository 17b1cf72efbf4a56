//! Somebody who signs tokens that are not Entra's.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use rcgen::{CertificateParams, KeyPair, PublicKeyData as _};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use serde_json::{Value, json};

/// A key for ES256.
pub(crate) struct Signer {
    key: KeyPair,
}

impl Signer {
    pub(crate) fn new() -> Self {
        Self { key: KeyPair::generate().expect("a key") }
    }

    /// A signed token with these claims, whose header names the key `own`.
    pub(crate) fn token(&self, claims: &Value) -> String {
        self.token_by("own", claims)
    }

    /// The same with another name of the key.
    pub(crate) fn token_by(&self, kid: &str, claims: &Value) -> String {
        let header = json!({"alg": "ES256", "typ": "JWT", "kid": kid}).to_string();
        let input = format!("{}.{}", B64.encode(header), B64.encode(claims.to_string()));
        let random = SystemRandom::new();
        let pkcs8 = self.key.serialize_der();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &pkcs8, &random);
        let signature = key.expect("its own key").sign(&random, input.as_bytes()).expect("signed");
        format!("{input}.{}", B64.encode(signature))
    }

    /// The public key as a JWK (RFC 7517).
    pub(crate) fn jwk(&self) -> Value {
        let point = self.key.der_bytes();
        let (x, y) = (B64.encode(&point[1..33]), B64.encode(&point[33..]));
        json!({"kty": "EC", "crv": "P-256", "use": "sig", "kid": "own", "x": x, "y": y})
    }

    /// A set with another key first.
    pub(crate) fn jwk_set(&self) -> String {
        let mut other = Self::new().jwk();
        other["kid"] = json!("other");
        json!({"keys": [other, self.jwk()]}).to_string()
    }

    pub(crate) fn public_pem(&self) -> String {
        self.key.public_key_pem()
    }

    pub(crate) fn private_pem(&self) -> String {
        self.key.serialize_pem()
    }

    pub(crate) fn certificate(&self) -> String {
        let params = CertificateParams::new(vec!["signer.example".to_owned()]).expect("a name");
        params.self_signed(&self.key).expect("a certificate").pem()
    }
}
