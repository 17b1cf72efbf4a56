//! Signed tokens with the keys to check them, one JSON object per line, for
//! comparing verifiers with each other.
//!
//! ```text
//! cargo run -q -p protocol --example signed_tokens -- 1000
//! {"token":"eyJ…","keys":"{\"keys\":[…]}","alg":"RS256","damage":"none","valid":true}
//! ```
//!
//! Half are as they were signed. The others have a wrong key, a flipped bit in
//! signature or claims, another algorithm in the header, or a key id that the
//! set does not have. Keys are made anew for each run; `keys` is a JWK Set.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256,
    RSA_PSS_SHA256, RsaKeyPair,
};
use rsa::pkcs8::EncodePrivateKey as _;
use serde_json::{Value, json};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let count = std::env::args().nth(1).map_or(Ok(1000), |count| count.parse())?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for token in signed(count)? {
        let Signed { token, keys, alg, damage } = token;
        let valid = damage == "none";
        let line =
            json!({"token": token, "keys": keys, "alg": alg, "damage": damage, "valid": valid});
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}

/// A token and the JWK Set that it is to be checked with.
pub(crate) struct Signed {
    pub(crate) token: String,
    pub(crate) keys: String,
    pub(crate) alg: &'static str,
    /// `none` for a token whose signature is good.
    pub(crate) damage: &'static str,
}

const ALGORITHMS: [&str; 4] = ["RS256", "PS256", "ES256", "EdDSA"];
const DAMAGES: [&str; 10] = [
    "none",
    "wrong-key",
    "none",
    "signature-bit",
    "none",
    "claims-bit",
    "none",
    "other-algorithm",
    "none",
    "unknown-kid",
];

/// Makes tokens: every algorithm with every damage in turn.
pub(crate) fn signed(count: usize) -> Result<Vec<Signed>, Failure> {
    let (own, other) = (Keys::new()?, Keys::new()?);
    let (mine, theirs) = (own.set("k"), other.set("k"));
    let mut list = Vec::with_capacity(count);
    for at in 0..count {
        let alg = ALGORITHMS[at % ALGORITHMS.len()];
        let damage = DAMAGES[at / ALGORITHMS.len() % DAMAGES.len()];
        let kid = if damage == "unknown-kid" { "else".to_owned() } else { format!("k-{alg}") };
        let header = json!({"alg": alg, "typ": "JWT", "kid": kid}).to_string();
        let claims = json!({"sub": format!("subject {at}"), "exp": 4_000_000_000_u32}).to_string();
        let input = format!("{}.{}", B64.encode(header), B64.encode(&claims));
        let mut signature = own.sign(alg, input.as_bytes())?;
        let mut token = match damage {
            "signature-bit" => {
                let place = at % signature.len();
                signature[place] ^= 1 << (at % 8);
                format!("{input}.{}", B64.encode(&signature))
            }
            _ => format!("{input}.{}", B64.encode(&signature)),
        };
        let parts: Vec<&str> = token.split('.').collect();
        match damage {
            "claims-bit" => {
                let changed = B64.encode(claims.replacen("subject", "subjecu", 1));
                token = format!("{}.{changed}.{}", parts[0], parts[2]);
            }
            "other-algorithm" => {
                let other = ALGORITHMS[(at + 1) % ALGORITHMS.len()];
                let changed = B64.encode(json!({"alg": other, "kid": kid}).to_string());
                token = format!("{changed}.{}.{}", parts[1], parts[2]);
            }
            _ => {}
        }
        let keys = if damage == "wrong-key" { &theirs } else { &mine };
        list.push(Signed { token, keys: keys.to_string(), alg, damage });
    }
    Ok(list)
}

struct Keys {
    rsa: RsaKeyPair,
    ec: EcdsaKeyPair,
    ed: Ed25519KeyPair,
    random: SystemRandom,
}

impl Keys {
    fn new() -> Result<Self, Failure> {
        let random = SystemRandom::new();
        let private = rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048)?;
        let rsa = RsaKeyPair::from_pkcs8(private.to_pkcs8_der()?.as_bytes())?;
        let ec = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random)?;
        let ec = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, ec.as_ref(), &random)?;
        let ed = Ed25519KeyPair::from_pkcs8(Ed25519KeyPair::generate_pkcs8(&random)?.as_ref())?;
        Ok(Self { rsa, ec, ed, random })
    }

    fn sign(&self, alg: &str, input: &[u8]) -> Result<Vec<u8>, Failure> {
        let mut signature = vec![0; self.rsa.public().modulus_len()];
        match alg {
            "RS256" => self.rsa.sign(&RSA_PKCS1_SHA256, &self.random, input, &mut signature)?,
            "PS256" => self.rsa.sign(&RSA_PSS_SHA256, &self.random, input, &mut signature)?,
            "ES256" => signature = self.ec.sign(&self.random, input)?.as_ref().to_vec(),
            _ => signature = self.ed.sign(input).as_ref().to_vec(),
        }
        Ok(signature)
    }

    /// The public keys, one for each algorithm.
    fn set(&self, name: &str) -> Value {
        let public: ring::rsa::PublicKeyComponents<Vec<u8>> = self.rsa.public_key().into();
        let rsa = |alg: &str| {
            json!({"kty": "RSA", "kid": format!("{name}-{alg}"), "use": "sig",
                "n": B64.encode(&public.n), "e": B64.encode(&public.e)})
        };
        let point = self.ec.public_key().as_ref();
        let (x, y) = (B64.encode(&point[1..33]), B64.encode(&point[33..]));
        json!({"keys": [
            rsa("RS256"),
            rsa("PS256"),
            {"kty": "EC", "crv": "P-256", "kid": format!("{name}-ES256"), "x": x, "y": y},
            {"kty": "OKP", "crv": "Ed25519", "kid": format!("{name}-EdDSA"),
                "x": B64.encode(self.ed.public_key())},
        ]})
    }
}
