//! What people paste that cannot be decoded, known by its form, so that the
//! answer is a name and not a shrug.

use crate::guid::Guid;

/// Something known that has no claims to show.
#[derive(Debug, PartialEq, Eq)]
pub struct Stranger {
    /// Stable, in kebab case.
    pub code: &'static str,
    /// What it is and what to do instead.
    pub sentence: &'static str,
}

/// One long word without any form that is known.
pub const UNKNOWN_OPAQUE: Stranger = Stranger {
    code: "opaque",
    sentence: "This is not a JSON Web Token. If it is a token, it is opaque: only the service that issued it can read it.",
};

/// Text that holds nothing known.
pub const UNKNOWN_TEXT: Stranger = Stranger {
    code: "not-a-token",
    sentence: "This holds no token that can be recognised. Paste a token (three parts with dots between, starting with ey), a token answer, a redirect address or an error.",
};

pub(super) const JSON: Stranger = Stranger {
    code: "json-without-token",
    sentence: "This is JSON, but neither a token answer nor an error. Paste the whole answer of the token endpoint, or the token alone.",
};

pub(super) const KEYS: Stranger = Stranger {
    code: "json-web-key",
    sentence: "This is a JSON Web Key or a set of them, not a token. If it holds a private key (d), treat it as known to others now.",
};

pub(super) const DEVICE_CODE: Stranger = Stranger {
    code: "device-code-answer",
    sentence: "This is the answer that starts a device code sign-in, not a token. Enter the user code at the address it names, then poll for the token.",
};

pub(super) const CLAIMS_ONLY: Stranger = Stranger {
    code: "claims-without-token",
    sentence: "These are the claims of a token, without its header and signature. Paste the token itself to have them explained.",
};

pub(super) const PARAMETERS: Stranger = Stranger {
    code: "address-without-token",
    sentence: "This is an address or a form without a token, a code or an error in it. Copy it again right after the redirect.",
};

const ENTRA_OPAQUE: Stranger = Stranger {
    code: "entra-code-or-refresh-token",
    sentence: "This looks like a refresh token or an authorization code of Entra. Both are opaque: only Entra can read them. Redeem it at the token endpoint, and do not share it.",
};

const PERSONAL_CODE: Stranger = Stranger {
    code: "personal-account-code",
    sentence: "This looks like an authorization code or a refresh token of a personal Microsoft account. It is opaque: only Microsoft can read it.",
};

const PERSONAL_TOKEN: Stranger = Stranger {
    code: "personal-account-token",
    sentence: "This looks like an access token of a personal Microsoft account. Those are opaque, not JSON Web Tokens: only the API can read them.",
};

const PASETO: Stranger = Stranger {
    code: "paseto",
    sentence: "This is a PASETO, another token format, which Entra does not use and this page does not read.",
};

const GUID: Stranger = Stranger {
    code: "guid",
    sentence: "This is a GUID: the id of a tenant, an application or an object, not a token.",
};

const CLIENT_SECRET: Stranger = Stranger {
    code: "client-secret",
    sentence: "This looks like a client secret, not a token. It belongs in the client secret field only; if others saw it, replace it.",
};

const PEM: Stranger = Stranger {
    code: "pem",
    sentence: "This is a PEM block (a certificate or a key), not a token. If it is a private key, treat it as known to others now.",
};

const SAML: Stranger = Stranger {
    code: "saml",
    sentence: "This looks like a SAML message, not a JSON Web Token. This page does not read SAML.",
};

/// A record of a browser's requests; [`har`](crate::har) reads it.
pub const HAR: Stranger = Stranger {
    code: "har",
    sentence: "This is a HAR file, a record of a browser's requests. Open it as a file to see its token requests only.",
};

const BASIC: Stranger = Stranger {
    code: "basic-credentials",
    sentence: "This is an Authorization header of the scheme Basic. It holds a client id and its secret; if others saw it, replace the secret.",
};

pub(super) const MARKUP: Stranger = Stranger {
    code: "markup",
    sentence: "This is HTML or XML, not a token. If it is an answer of the token endpoint, something between you and Entra replaced it.",
};

/// Things told by how the whole text starts.
pub(super) fn by_text(text: &str) -> Option<&'static Stranger> {
    let start = text.char_indices().nth(400).and_then(|(end, _)| text.get(..end)).unwrap_or(text);
    if start.contains("-----BEGIN ") {
        return Some(&PEM);
    }
    if start.starts_with('<')
        && (start.contains("urn:oasis:names:tc:SAML") || start.contains("saml"))
    {
        return Some(&SAML);
    }
    let (scheme, rest) = text.split_once(char::is_whitespace)?;
    let alone = !rest.trim().contains(char::is_whitespace);
    (alone && scheme.eq_ignore_ascii_case("basic")).then_some(&BASIC)
}

/// Things told by one word that are no tokens.
pub(super) fn by_word(word: &str) -> Option<&'static Stranger> {
    let bare = word.trim_start_matches('{').trim_end_matches('}');
    if Guid::parse(bare).is_some() {
        return Some(&GUID);
    }
    // Base64 of "<saml", "<?xml" and "<Asse".
    let word = word
        .strip_prefix("SAMLResponse=")
        .or_else(|| word.strip_prefix("SAMLRequest="))
        .unwrap_or(word);
    if ["PHNhbW", "PD94bW", "PEFzc2"].iter().any(|start| word.starts_with(start)) {
        return Some(&SAML);
    }
    // Base64 of a certificate or a key, without the lines around it.
    if word.starts_with("MII") && word.len() >= 100 && !word.contains('.') {
        return Some(&PEM);
    }
    // Entra's secrets have a digit and Q~ after three characters.
    let marks = word.as_bytes().get(3..6);
    let secret = (30..=60).contains(&word.len())
        && marks.is_some_and(|marks| marks[0].is_ascii_digit() && &marks[1..] == b"Q~");
    secret.then_some(&CLIENT_SECRET)
}

/// Tokens and codes that only their issuer can read.
pub(super) fn opaque(word: &str) -> Option<&'static Stranger> {
    let starts = |start: &str| word.starts_with(start);
    // The second pair of marks is of the older form, without the dot.
    let long = word.len() >= 40;
    if long && (starts("0.A") || starts("1.A") || starts("AQABAA") || starts("OAQABAA")) {
        return Some(&ENTRA_OPAQUE);
    }
    if starts("M.C") || starts("M.R") {
        return Some(&PERSONAL_CODE);
    }
    if word.len() >= 100 && starts("Ew") && !word.contains('.') {
        return Some(&PERSONAL_TOKEN);
    }
    let version = word.strip_prefix('v').and_then(|rest| rest.strip_prefix(['1', '2', '3', '4']));
    version
        .is_some_and(|rest| rest.starts_with(".local.") || rest.starts_with(".public."))
        .then_some(&PASETO)
}
