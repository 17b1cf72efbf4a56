//! The few structures of DER (X.690) that keys are packed in: a public key (RFC
//! 5280 section 4.1, SubjectPublicKeyInfo) alone or in a certificate. Every
//! input has an answer; lengths are checked before anything is cut.

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OBJECT_ID: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
/// `[0] EXPLICIT`: the version of a certificate.
const VERSION: u8 = 0xa0;

const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const RSA_PSS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a];
const EC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];
const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
const P384: &[u8] = &[0x2b, 0x81, 0x04, 0x00, 0x22];
const P521: &[u8] = &[0x2b, 0x81, 0x04, 0x00, 0x23];

/// What a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyKind {
    /// With the length of its modulus in bits.
    Rsa(usize),
    /// With the curve's name.
    Ec(&'static str),
    /// Ed25519.
    Ed25519,
}

/// A public key, as `SubjectPublicKeyInfo`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PublicKey {
    pub(super) kind: KeyKind,
    pub(super) spki: Vec<u8>,
}

/// Reads one element; the rest stays in `input`.
fn element<'a>(input: &mut &'a [u8]) -> Option<(u8, &'a [u8])> {
    let (&tag, rest) = input.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        // Four bytes of length are more than any paste has.
        let count = usize::from(first & 0x7f);
        if !(1..=4).contains(&count) {
            return None;
        }
        let (bytes, rest) = rest.split_at_checked(count)?;
        (
            bytes
                .iter()
                .try_fold(0_usize, |n, b| n.checked_mul(256)?.checked_add(usize::from(*b)))?,
            rest,
        )
    };
    let (content, rest) = rest.split_at_checked(length)?;
    *input = rest;
    Some((tag, content))
}

fn expect<'a>(input: &mut &'a [u8], tag: u8) -> Option<&'a [u8]> {
    element(input).filter(|(found, _)| *found == tag).map(|(_, content)| content)
}

/// Writes one element.
fn write(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    let length = content.len().to_be_bytes();
    let skip = length.iter().take_while(|byte| **byte == 0).count();
    let bytes = length.get(skip..).unwrap_or_default();
    match bytes {
        [] => out.push(0),
        [short] if *short < 0x80 => out.push(*short),
        _ => {
            out.push(0x80 | u8::try_from(bytes.len()).unwrap_or(0));
            out.extend_from_slice(bytes);
        }
    }
    out.extend_from_slice(content);
    out
}

/// The key of an X.509 certificate.
pub(super) fn of_certificate(mut der: &[u8]) -> Option<PublicKey> {
    let mut certificate = expect(&mut der, SEQUENCE)?;
    let mut signed = expect(&mut certificate, SEQUENCE)?;
    if signed.first() == Some(&VERSION) {
        element(&mut signed)?;
    }
    expect(&mut signed, INTEGER)?;
    // Signature algorithm, issuer, validity, subject.
    for _ in 0..4 {
        expect(&mut signed, SEQUENCE)?;
    }
    of_info_content(expect(&mut signed, SEQUENCE)?)
}

/// A `SubjectPublicKeyInfo`.
pub(super) fn of_info(mut der: &[u8]) -> Option<PublicKey> {
    let content = expect(&mut der, SEQUENCE)?;
    of_info_content(content).filter(|_| der.is_empty())
}

/// An `RSAPublicKey` of PKCS #1 (RFC 8017 appendix A.1.1).
pub(super) fn of_rsa(der: &[u8]) -> Option<PublicKey> {
    let bits = rsa_bits(der)?;
    let algorithm = write(SEQUENCE, &[&write(OBJECT_ID, RSA)[..], &[0x05, 0x00]].concat());
    let key = write(BIT_STRING, &[&[0], der].concat());
    let spki = write(SEQUENCE, &[algorithm, key].concat());
    Some(PublicKey { kind: KeyKind::Rsa(bits), spki })
}

fn of_info_content(content: &[u8]) -> Option<PublicKey> {
    let mut rest = content;
    let mut algorithm = expect(&mut rest, SEQUENCE)?;
    let id = expect(&mut algorithm, OBJECT_ID)?;
    // No unused bits at the end: keys are whole bytes.
    let key = expect(&mut rest, BIT_STRING)?.strip_prefix(&[0])?;
    let kind = match id {
        // Browsers know the general name only.
        RSA | RSA_PSS => return of_rsa(key),
        EC => KeyKind::Ec(match expect(&mut algorithm, OBJECT_ID)? {
            P256 => "P-256",
            P384 => "P-384",
            P521 => "P-521",
            _ => return None,
        }),
        ED25519 if key.len() == 32 => KeyKind::Ed25519,
        _ => return None,
    };
    Some(PublicKey { kind, spki: write(SEQUENCE, content) })
}

fn rsa_bits(mut der: &[u8]) -> Option<usize> {
    let mut numbers = expect(&mut der, SEQUENCE)?;
    let modulus = expect(&mut numbers, INTEGER)?;
    expect(&mut numbers, INTEGER)?;
    Some(bits(modulus))
}

/// The length of a number in bits, leading zeros left out.
pub(super) fn bits(number: &[u8]) -> usize {
    let skip = number.iter().take_while(|byte| **byte == 0).count();
    let rest = number.get(skip..).unwrap_or_default();
    let lead = rest.first().map_or(0, |byte| byte.leading_zeros() as usize);
    rest.len() * 8 - lead
}
