//! Base64 for what the page does at its start: values of sign-ins, headers of
//! clients and challenges. It takes the same time whatever the secret is
//! (`base64ct`), and a fraction of the code of the crate that reads tokens, which
//! has to say what it tolerates and where.

use base64ct::{Base64, Base64UrlUnpadded, Encoding as _};
use zeroize::Zeroizing;

/// Base64url without padding (RFC 7515 section 2).
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

/// The bytes of base64url without padding; `None` for all that is not exactly so.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(text).ok()
}

/// The text in base64 of either alphabet, padded or not.
pub(crate) fn text_of_any(text: &str) -> Option<String> {
    let text: String = text.trim_end_matches('=').chars().map(url).collect();
    String::from_utf8(decode(&text)?).ok()
}

const fn url(c: char) -> char {
    match c {
        '+' => '-',
        '/' => '_',
        c => c,
    }
}

/// Standard base64 with padding (RFC 4648 section 4), as HTTP Basic takes it.
pub(crate) fn encode_standard(bytes: &[u8]) -> Zeroizing<String> {
    Zeroizing::new(Base64::encode_string(bytes))
}

#[cfg(test)]
mod tests {
    use super::{decode, encode, encode_standard, text_of_any};

    #[test]
    fn what_is_encoded_comes_out_again_and_is_what_the_other_crate_writes() {
        use ::base64::Engine as _;
        use ::base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
        for length in 0..70_u8 {
            let bytes: Vec<u8> = (0..length).map(|at| at.wrapping_mul(251) ^ length).collect();
            assert_eq!(encode(&bytes), URL_SAFE_NO_PAD.encode(&bytes));
            assert_eq!(decode(&encode(&bytes)), Some(bytes.clone()));
            assert_eq!(*encode_standard(&bytes), STANDARD.encode(&bytes));
        }
    }

    #[test]
    fn nothing_but_base64url_without_padding_is_decoded() {
        for text in ["YQ==", "Y", "YR", "Pz8+", "Pz8/", "Y Q", "YQ\n", "é"] {
            assert_eq!(decode(text), None, "{text}");
        }
        assert_eq!(decode("Pz8-").as_deref(), Some(&b"??>"[..]));
    }

    #[test]
    fn a_text_comes_out_of_either_alphabet_padded_or_not() {
        for text in ["Pz8-YQ", "Pz8+YQ", "Pz8+YQ=="] {
            assert_eq!(text_of_any(text).as_deref(), Some("??>a"), "{text}");
        }
        assert_eq!((text_of_any("%"), text_of_any("_w")), (None, None));
    }
}
