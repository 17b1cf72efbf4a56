//! The one key that can check a token, out of what a reader has: a JWK Set, a
//! JWK, PEM, or the base64 that stands inside PEM.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use thiserror::Error;

use super::der::{self, KeyKind, PublicKey};
use crate::token::algorithm::{Algorithm, Family};
use crate::token::json::{self, Members};

/// A public key in one of the forms that WebCrypto imports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyMaterial {
    /// `importKey("jwk", …)`: the members that make the public key, and no others.
    Jwk(String),
    /// `importKey("spki", …)`.
    Spki(Vec<u8>),
}

/// Why no key could be taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeyProblem {
    /// Neither JSON nor PEM, or broken.
    #[error(
        "This is no key that can be read. Paste a JWK Set, a JWK, or a public key or certificate in PEM."
    )]
    Unreadable,
    /// A private key in PEM, from which no public key is made.
    #[error(
        "This is a private key. A signature is checked with the public key or the certificate; paste that."
    )]
    Private,
    /// The set has keys, but not the one that the token names.
    #[error(
        "No key of the set has the id that the token names (kid). The token is of another issuer, or the keys are old."
    )]
    NotInSet,
    /// The token names no key, and several would fit.
    #[error("The token names no key (kid), and several of the set would fit. Paste one key alone.")]
    Ambiguous,
    /// Another type of key than the algorithm takes.
    #[error("The key does not fit the algorithm {0} that the token names.")]
    WrongKind(&'static str),
    /// RFC 7518 sections 3.3 and 3.5.
    #[error("The RSA key has {0} bits. Fewer than 2048 prove nothing.")]
    Weak(usize),
}

impl KeyProblem {
    /// Stable, in kebab case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable => "key-unreadable",
            Self::Private => "key-private",
            Self::NotInSet => "key-not-in-set",
            Self::Ambiguous => "key-ambiguous",
            Self::WrongKind(_) => "key-wrong-kind",
            Self::Weak(_) => "key-weak",
        }
    }
}

/// A key, with what is notable about it.
pub(super) struct Chosen {
    pub(super) key: KeyMaterial,
    /// The paste holds the private part.
    pub(super) private: bool,
    /// The key has another id than the token names.
    pub(super) other_id: bool,
}

/// The shortest RSA key, in bits.
const RSA_LEAST: usize = 2048;

pub(super) fn choose(
    text: &str,
    algorithm: Algorithm,
    wanted: Option<&str>,
) -> Result<Chosen, KeyProblem> {
    let text = text.trim();
    if !text.starts_with('{') {
        let key = of_pem(text)?;
        fits(key.kind, algorithm)?;
        let key = KeyMaterial::Spki(key.spki);
        return Ok(Chosen { key, private: false, other_id: false });
    }
    let object = Members::read(text.as_bytes()).map_err(|_| KeyProblem::Unreadable)?;
    let Some(set) = object.get("keys") else { return of_jwk(&object, algorithm, wanted) };
    let mut fitting = Vec::new();
    let mut problem = KeyProblem::NotInSet;
    for entry in json::list(&set.literal).ok_or(KeyProblem::Unreadable)? {
        let Ok(key) = Members::read(entry.as_bytes()) else { continue };
        let named = |name| key.str(name).is_some_and(|id| Some(&*id) == wanted);
        if wanted.is_some() && !named("kid") && !named("x5t") {
            continue;
        }
        match of_jwk(&key, algorithm, wanted) {
            Ok(chosen) => fitting.push(chosen),
            // A key that was named is worth its own reason.
            Err(reason) if wanted.is_some() => problem = reason,
            Err(_) => {}
        }
    }
    match fitting.pop() {
        Some(_) if !fitting.is_empty() && wanted.is_none() => Err(KeyProblem::Ambiguous),
        Some(chosen) => Ok(chosen),
        None => Err(problem),
    }
}

fn of_jwk(key: &Members, algorithm: Algorithm, wanted: Option<&str>) -> Result<Chosen, KeyProblem> {
    let text = |name| key.str(name).unwrap_or_default();
    let wrong = KeyProblem::WrongKind(algorithm.name);
    if !matches!(&*text("use"), "" | "sig")
        || !matches!(text("alg"), alg if alg.is_empty() || alg == algorithm.name)
    {
        return Err(wrong);
    }
    let names: &[&str] = match &*text("kty") {
        "RSA" => &["n", "e"],
        "EC" => &["x", "y"],
        "OKP" => &["x"],
        _ => return Err(KeyProblem::Unreadable),
    };
    let kind = match &*text("kty") {
        "RSA" => KeyKind::Rsa(der::bits(&URL_SAFE_NO_PAD.decode(&*text("n")).unwrap_or_default())),
        "EC" => ["P-256", "P-384", "P-521"]
            .into_iter()
            .find(|curve| *curve == text("crv"))
            .map(KeyKind::Ec)
            .ok_or(wrong)?,
        _ if text("crv") == "Ed25519" => KeyKind::Ed25519,
        _ => return Err(wrong),
    };
    fits(kind, algorithm)?;
    let mut jwk = format!("{{\"kty\":\"{}\"", text("kty"));
    if !matches!(kind, KeyKind::Rsa(_)) {
        jwk = format!("{jwk},\"crv\":\"{}\"", text("crv"));
    }
    for name in names {
        let value = text(name);
        // Nothing but base64url, so that nothing of the paste becomes JSON.
        if value.is_empty() || URL_SAFE_NO_PAD.decode(&*value).is_err() {
            return Err(KeyProblem::Unreadable);
        }
        jwk = format!("{jwk},\"{name}\":\"{value}\"");
    }
    jwk.push('}');
    let other_id = key.str("kid").is_some_and(|kid| wanted.is_some_and(|wanted| wanted != kid))
        && key.str("x5t").is_none_or(|x5t| Some(&*x5t) != wanted);
    Ok(Chosen { key: KeyMaterial::Jwk(jwk), private: key.has("d"), other_id })
}

fn fits(kind: KeyKind, algorithm: Algorithm) -> Result<(), KeyProblem> {
    match (kind, algorithm.family) {
        (KeyKind::Rsa(bits), Family::Rsa | Family::RsaPss) if bits < RSA_LEAST => {
            Err(KeyProblem::Weak(bits))
        }
        (KeyKind::Rsa(_), Family::Rsa | Family::RsaPss) | (KeyKind::Ed25519, Family::EdDsa) => {
            Ok(())
        }
        (KeyKind::Ec(curve), Family::Ecdsa(wanted, _)) if curve == wanted => Ok(()),
        _ => Err(KeyProblem::WrongKind(algorithm.name)),
    }
}

/// The first block of PEM (RFC 7468), or the base64 of one, as `x5c` has it.
fn of_pem(text: &str) -> Result<PublicKey, KeyProblem> {
    const TOLERANT: GeneralPurpose = GeneralPurpose::new(
        &STANDARD,
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
    );
    let (label, body) = match text.split_once("-----BEGIN ") {
        Some((_, block)) => {
            let (label, rest) = block.split_once("-----").ok_or(KeyProblem::Unreadable)?;
            (label, rest.split("-----").next().unwrap_or_default())
        }
        None => ("", text),
    };
    if label.ends_with("PRIVATE KEY") {
        return Err(KeyProblem::Private);
    }
    // Code and configuration write line breaks as a backslash and an n.
    let body = body.replace("\\r", "").replace("\\n", "");
    let body: String = body.split_ascii_whitespace().collect();
    let bytes = TOLERANT.decode(body).map_err(|_| KeyProblem::Unreadable)?;
    match label {
        "CERTIFICATE" => der::of_certificate(&bytes),
        "PUBLIC KEY" => der::of_info(&bytes),
        "RSA PUBLIC KEY" => der::of_rsa(&bytes),
        "" => der::of_certificate(&bytes).or_else(|| der::of_info(&bytes)),
        _ => None,
    }
    .ok_or(KeyProblem::Unreadable)
}
