//! A client's certificate: what was pasted, taken apart, and the assertion that
//! its key signs (`private_key_jwt`; RFC 7523 2.2, Entra: certificate
//! credentials).
//!
//! The signature itself is made elsewhere, by a key that cannot be taken out of
//! the browser again: here are only the bytes to sign. All of it stands in the
//! module that loads later, which is asked with an [`Order`].

mod order;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

pub use order::{NotKept, Order, Report};

use crate::guid::Guid;
use crate::secret::Secret;

/// A certificate with its private key, both in DER.
pub struct KeyPair {
    /// X.509 (RFC 5280 4.1).
    pub certificate: Vec<u8>,
    /// PKCS #8 (RFC 5208 5), unencrypted: the only form that WebCrypto imports.
    pub private_key: Zeroizing<Vec<u8>>,
}

/// What is wrong with a paste, as a sentence with the command that mends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PemProblem {
    /// No PEM block at all.
    #[error(
        "This is no PEM. Paste the blocks BEGIN CERTIFICATE and BEGIN PRIVATE KEY. From a PFX file: openssl pkcs12 -in file.pfx -noenc -out both.pem"
    )]
    NotPem,
    /// A key alone.
    #[error("The certificate is missing: paste the block BEGIN CERTIFICATE as well.")]
    NoCertificate,
    /// A certificate alone.
    #[error("The private key is missing: paste the block BEGIN PRIVATE KEY as well.")]
    NoKey,
    /// Several certificates or keys.
    #[error("There are several certificates or keys. Paste one certificate and its key.")]
    Several,
    /// `RSA PRIVATE KEY`.
    #[error(
        "This key is in the older form PKCS#1, which browsers do not import. Convert it: openssl pkcs8 -topk8 -nocrypt -in key.pem -out key8.pem"
    )]
    Pkcs1,
    /// A key behind a passphrase.
    #[error(
        "This key is encrypted, and the page asks for no passphrase. Decrypt it: openssl pkcs8 -topk8 -nocrypt -in key.pem -out key8.pem"
    )]
    Encrypted,
    /// An elliptic curve's key.
    #[error("This is a key of an elliptic curve. Entra documents RSA keys for client assertions.")]
    EllipticCurve,
    /// Text between the lines that is no base64.
    #[error("A block is cut off or damaged: what stands between its lines is not base64.")]
    Damaged,
}

const BEGIN: &str = "-----BEGIN ";
const DASHES: &str = "-----";

impl KeyPair {
    /// Takes a paste of PEM blocks (RFC 7468) apart, in whatever order they
    /// stand.
    ///
    /// # Errors
    /// [`PemProblem`] is a sentence for the reader.
    pub fn read(text: &str) -> Result<Self, PemProblem> {
        let (mut certificate, mut private_key) = (None, None);
        let mut blocks = text.split(BEGIN);
        blocks.next();
        let mut any = false;
        for block in blocks {
            any = true;
            let (label, rest) = block.split_once(DASHES).ok_or(PemProblem::Damaged)?;
            let (inside, _) = rest.split_once("-----END ").ok_or(PemProblem::Damaged)?;
            let taken = match label {
                "CERTIFICATE" => certificate.replace(decode(inside)?.to_vec()).is_some(),
                "PRIVATE KEY" => private_key.replace(decode(inside)?).is_some(),
                "ENCRYPTED PRIVATE KEY" => return Err(PemProblem::Encrypted),
                _ if inside.contains("ENCRYPTED") => return Err(PemProblem::Encrypted),
                "RSA PRIVATE KEY" => return Err(PemProblem::Pkcs1),
                "EC PRIVATE KEY" => return Err(PemProblem::EllipticCurve),
                // Such as DH PARAMETERS: nothing that is needed.
                _ => false,
            };
            if taken {
                return Err(PemProblem::Several);
            }
        }
        match (certificate, private_key) {
            _ if !any => Err(PemProblem::NotPem),
            (None, _) => Err(PemProblem::NoCertificate),
            (_, None) => Err(PemProblem::NoKey),
            (Some(certificate), Some(private_key)) => Ok(Self { certificate, private_key }),
        }
    }
}

fn decode(inside: &str) -> Result<Zeroizing<Vec<u8>>, PemProblem> {
    let mut packed = Zeroizing::new(Vec::with_capacity(inside.len()));
    packed.extend(inside.bytes().filter(|byte| !byte.is_ascii_whitespace()));
    // As long as it can get: a vector that grows leaves copies of a key behind.
    let mut bytes = Zeroizing::new(vec![0; packed.len()]);
    let length = STANDARD.decode_slice(&*packed, &mut bytes).map_err(|_| PemProblem::Damaged)?;
    bytes.truncate(length);
    if bytes.is_empty() { Err(PemProblem::Damaged) } else { Ok(bytes) }
}

/// The hashes of a certificate's DER bytes, by which Entra finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thumbprints {
    /// SHA-1: what the portal shows, and the header `x5t`.
    pub sha1: [u8; 20],
    /// SHA-256: the header `x5t#S256`.
    pub sha256: [u8; 32],
}

impl Thumbprints {
    /// SHA-1 in capitals and digits, as the portal shows it.
    #[must_use]
    pub fn portal(&self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
        let digit = |value: u8| char::from(DIGITS[usize::from(value & 15)]);
        self.sha1.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
    }
}

/// How an assertion is signed, and so by which thumbprint it names the
/// certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AssertionAlgorithm {
    /// RSASSA-PSS, with `x5t#S256`: what Microsoft recommends.
    #[default]
    Ps256,
    /// RSASSA-PKCS1-v1_5, with `x5t`: the older form, still accepted.
    Rs256,
}

/// What an assertion says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assertion {
    /// How it is signed.
    pub algorithm: AssertionAlgorithm,
    /// `iss` and `sub`.
    pub client_id: String,
    /// `aud`: the token endpoint that is called.
    pub endpoint: String,
    /// `jti`, new for every assertion.
    pub id: Guid,
    /// `nbf` and `iat`, in seconds since 1970.
    pub now: u64,
}

/// Seconds for which an assertion holds: what Microsoft's libraries use.
pub const LIFETIME_S: u64 = 600;

impl Assertion {
    /// The JOSE header, as JSON; it names the certificate by its thumbprint.
    #[must_use]
    pub fn header(&self, thumbprints: &Thumbprints) -> String {
        let Thumbprints { sha1, sha256 } = thumbprints;
        let (algorithm, name, thumbprint) = match self.algorithm {
            AssertionAlgorithm::Ps256 => ("PS256", "x5t#S256", URL_SAFE_NO_PAD.encode(sha256)),
            AssertionAlgorithm::Rs256 => ("RS256", "x5t", URL_SAFE_NO_PAD.encode(sha1)),
        };
        format!(r#"{{"alg":"{algorithm}","typ":"JWT","{name}":"{thumbprint}"}}"#)
    }

    /// The claims, as JSON. Client id and endpoint come from the form: whatever
    /// was typed there stays one JSON string.
    #[must_use]
    pub fn claims(&self) -> String {
        let Self { id, now, .. } = self;
        let (client, endpoint) =
            (crate::json::quoted(&self.client_id), crate::json::quoted(&self.endpoint));
        let end = now.saturating_add(LIFETIME_S);
        format!(
            r#"{{"aud":{endpoint},"iss":{client},"sub":{client},"jti":"{id}","nbf":{now},"exp":{end},"iat":{now}}}"#
        )
    }

    /// The bytes to sign (RFC 7515 5.1), as text.
    #[must_use]
    pub fn signing_input(&self, thumbprints: &Thumbprints) -> String {
        let encode = |json: String| URL_SAFE_NO_PAD.encode(json);
        [encode(self.header(thumbprints)), encode(self.claims())].join(".")
    }
}

/// The finished assertion: what was signed, and its signature.
#[must_use]
pub fn signed(signing_input: &str, signature: &[u8]) -> Secret {
    Secret::new([signing_input, &URL_SAFE_NO_PAD.encode(signature)].join("."))
}

#[cfg(test)]
mod tests;
