//! Certificates of applications: their thumbprints, as every client writes
//! them, and the key that must have signed.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};
use x509_cert::der::{Decode as _, Encode as _};

/// `rsaEncryption` (RFC 8017 A.1).
const RSA: &str = "1.2.840.113549.1.1.1";

/// A registered certificate. Only the public half: nobody uploads the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    sha1: [u8; 20],
    sha256: [u8; 32],
    der: Vec<u8>,
    key: VerificationKey,
    expires: i64,
}

/// An RSA public key in the two forms that libraries take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerificationKey {
    /// `SubjectPublicKeyInfo` (RFC 5280 4.1), DER: what WebCrypto imports as
    /// `spki`.
    pub spki: Vec<u8>,
    /// `RSAPublicKey` (RFC 8017 A.1.1), DER: what ring takes.
    pub pkcs1: Vec<u8>,
}

/// Why a text is no certificate that Entra could use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateProblem {
    /// Neither PEM nor base64 nor DER of an X.509 certificate.
    #[error("this is no X.509 certificate in PEM or in base64 of DER")]
    Unreadable,
    /// An elliptic curve, say.
    #[error("the key of this certificate is no RSA key, which Entra needs")]
    NotRsa,
}

impl Certificate {
    /// Reads PEM (`-----BEGIN CERTIFICATE-----`) or base64 of DER, as Graph's
    /// `keyCredentials` has it.
    ///
    /// # Errors
    /// [`CertificateProblem`] is a sentence for the reader.
    pub fn from_text(text: &str) -> Result<Self, CertificateProblem> {
        let inner = match text.split_once("-----BEGIN CERTIFICATE-----") {
            Some((_, rest)) => {
                rest.split_once("-----END CERTIFICATE-----")
                    .ok_or(CertificateProblem::Unreadable)?
                    .0
            }
            None => text,
        };
        let packed: String = inner.chars().filter(|c| !c.is_whitespace()).collect();
        let der = STANDARD.decode(packed).map_err(|_| CertificateProblem::Unreadable)?;
        Self::from_der(&der)
    }

    /// Reads DER.
    ///
    /// # Errors
    /// [`CertificateProblem`] is a sentence for the reader.
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateProblem> {
        let read = x509_cert::Certificate::from_der(der);
        let certificate = read.map_err(|_| CertificateProblem::Unreadable)?.tbs_certificate;
        let info = &certificate.subject_public_key_info;
        if info.algorithm.oid.to_string() != RSA {
            return Err(CertificateProblem::NotRsa);
        }
        let spki = info.to_der().map_err(|_| CertificateProblem::Unreadable)?;
        let pkcs1 = info.subject_public_key.as_bytes().ok_or(CertificateProblem::NotRsa)?;
        let expires = certificate.validity.not_after.to_unix_duration().as_secs();
        Ok(Self {
            sha1: Sha1::digest(der).into(),
            sha256: Sha256::digest(der).into(),
            der: der.to_vec(),
            key: VerificationKey { spki, pkcs1: pkcs1.to_vec() },
            expires: i64::try_from(expires).unwrap_or(i64::MAX),
        })
    }

    /// The key that belongs to it.
    #[must_use]
    pub const fn key(&self) -> &VerificationKey {
        &self.key
    }

    /// `notAfter`, in epoch seconds.
    #[must_use]
    pub const fn expires(&self) -> i64 {
        self.expires
    }

    /// `x5t#S256`: base64url of SHA-256 over DER, without padding.
    #[must_use]
    pub fn thumbprint(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.sha256)
    }

    /// The SHA-1 thumbprint in hexadecimal capitals, as Azure's pages show it.
    #[must_use]
    pub fn hex_thumbprint(&self) -> String {
        self.sha1.iter().map(|byte| format!("{byte:02X}")).collect()
    }

    /// Whether a text of a header is one of its thumbprints: base64url with or
    /// without padding, or hexadecimal in either case.
    #[must_use]
    pub fn is_called(&self, thumbprint: &str) -> bool {
        let hex = |bytes: &[u8]| {
            thumbprint.len() == bytes.len() * 2
                && bytes.iter().zip(0..).all(|(byte, at)| {
                    thumbprint
                        .get(at * 2..at * 2 + 2)
                        .and_then(|two| u8::from_str_radix(two, 16).ok())
                        == Some(*byte)
                })
        };
        hex(&self.sha1)
            || hex(&self.sha256)
            || URL_SAFE_NO_PAD
                .decode(thumbprint.trim_end_matches('='))
                .is_ok_and(|bytes| bytes == self.sha1 || bytes == self.sha256)
    }

    /// Whether this is the certificate of an `x5c` entry: base64 of DER.
    #[must_use]
    pub fn is_encoded_as(&self, base64: &str) -> bool {
        STANDARD.decode(base64).is_ok_and(|der| der == self.der)
    }
}
