//! Tokens and refusals inside the answers that carry them: the token
//! endpoint's JSON, redirect addresses, form bodies, texts with an AADSTS
//! number. Every secret in them goes straight into [`Secret`].

use zeroize::Zeroizing;

use super::json::{self, Members};
use super::jws::{self, Part};
use super::paste;
use super::reading::{Content, Found, PasteProblem, Reading, Shape, missing};
use super::shape::{FOUND_LIMIT, read_compact};
use super::stranger;
use crate::response::ErrorResponse;
use crate::secret::Secret;

/// What carries a token, a code or a credential, by its wire name.
const CARRIERS: [&str; 13] = [
    "access_token",
    "id_token",
    "refresh_token",
    "client_assertion",
    "assertion",
    "user_federated_identity_credential",
    "subject_token",
    "code",
    "device_code",
    "id_token_hint",
    "client_secret",
    "password",
    "token",
];

/// Names that tell a form body or a query of Entra's by any of its pairs.
const PARAMETERS: [&str; 8] = [
    "error",
    "state",
    "session_state",
    "client_id",
    "grant_type",
    "scope",
    "fmi_path",
    "response_type",
];

/// Reads pasted JSON: an answer, a refusal or a JSON serialization.
pub(super) fn read_json(text: &str) -> Reading {
    let members = match Members::read(text.as_bytes()) {
        Ok(members) => members,
        Err(reason) => return Reading::nothing(PasteProblem::Json(reason)),
    };
    let has = |name| members.has(name);
    if has("ciphertext") {
        return read_serialization(text, &members, Shape::JweJson);
    }
    if has("payload") && (has("signature") || has("signatures")) {
        return read_serialization(text, &members, Shape::JwsJson);
    }
    if ["access_token", "id_token", "refresh_token"].iter().any(|name| has(name)) {
        let mut reading = Reading::new(Shape::TokenResponse, Content::Container);
        for name in CARRIERS {
            if let Some(value) = members.str(name).filter(|value| !value.is_empty()) {
                reading.also.push(found(name, &value));
            }
        }
        if reading.also.is_empty() {
            return Reading::nothing(PasteProblem::Named(&stranger::JSON));
        }
        return reading;
    }
    if let Some(error) = ErrorResponse::from_members(&members) {
        return Reading::new(Shape::ErrorResponse, Content::Error(error));
    }
    Reading::nothing(PasteProblem::Named(if has("device_code") {
        &stranger::DEVICE_CODE
    } else if members.get("log").is_some_and(|log| log.literal.contains("\"entries\"")) {
        &stranger::HAR
    } else if has("keys") || has("kty") {
        &stranger::KEYS
    } else if has("iss") || has("aud") || has("sub") {
        &stranger::CLAIMS_ONLY
    } else {
        &stranger::JSON
    }))
}

/// Reads base64 of a JSON answer; `None` when it is none that is known.
pub(super) fn read_encoded(part: &str) -> Option<Reading> {
    let bytes = Zeroizing::new(jws::decode(part, &mut Vec::new()).ok()?);
    let reading = read_json(std::str::from_utf8(&bytes).ok()?);
    let unknown = match reading.content {
        Content::Nothing(PasteProblem::Json(_)) => true,
        Content::Nothing(PasteProblem::Named(named)) => named == &stranger::JSON,
        _ => false,
    };
    (!unknown).then_some(reading)
}

/// RFC 7515 section 7.2 and RFC 7516 section 7.2; of a list of signatures the
/// first.
fn read_serialization(text: &str, members: &Members, shape: Shape) -> Reading {
    let first = members
        .get("signatures")
        .and_then(|list| {
            let entries = json::list(&list.literal)?;
            Members::read(entries.first()?.as_bytes()).ok()
        })
        .unwrap_or_else(|| members.clone());
    let protected = first.str("protected").or_else(|| members.str("protected")).unwrap_or_default();
    if protected.is_empty() {
        let mut reading = Reading::nothing(PasteProblem::Part(missing(Part::Header)));
        reading.shape = shape;
        return reading;
    }
    if shape == Shape::JweJson {
        return Reading::encrypted(shape, Secret::new(text.to_owned()), &protected);
    }
    let payload = members.str("payload").unwrap_or_default();
    let signature = first.str("signature").unwrap_or_default();
    let raw = Secret::new(format!("{protected}.{payload}.{signature}"));
    Reading::token(shape, raw, &protected, &payload, Some(&signature))
}

/// Reads a redirect address, a query, a fragment or a form body; `None` when
/// the word is none of them.
pub(super) fn read_parameters(word: &str) -> Option<Reading> {
    let is_address = word.contains("://") && !word.starts_with("ey");
    if !is_address && !word.contains('=') {
        return None;
    }
    let start = word.trim_start_matches(['?', '#']);
    let named = start.split(['&', '?', '#']).take(40).any(|pair| {
        let name = pair.split_once('=').map_or("", |(name, _)| name);
        CARRIERS.contains(&name) || PARAMETERS.contains(&name)
    });
    if !is_address && !named {
        return None;
    }
    let parameters =
        if is_address { word.split_once(['?', '#']).map_or("", |(_, after)| after) } else { start };
    let mut reading = Reading::new(Shape::Redirect, Content::Container);
    let mut error = ErrorResponse::default();
    // A query and a fragment may both be there.
    for pairs in parameters.split(['?', '#']) {
        for (name, value) in form_urlencoded::parse(pairs.as_bytes()) {
            let value = Zeroizing::new(value.into_owned());
            if let Some(carrier) = CARRIERS.iter().find(|carrier| **carrier == name)
                && reading.also.len() < FOUND_LIMIT
            {
                reading.also.push(found(carrier, &value));
            }
            match &*name {
                "error" => error.error.clone_from(&value),
                "error_description" => error.describe(&value),
                "error_uri" => error.error_uri = Some(value.to_string()),
                "claims" => error.claims = Some(value.to_string()),
                _ => {}
            }
        }
    }
    if !error.error.is_empty() {
        reading.content = Content::Error(error);
    } else if reading.also.is_empty() {
        return Some(Reading::nothing(PasteProblem::Named(&stranger::PARAMETERS)));
    }
    Some(reading)
}

fn found(name: &'static str, value: &str) -> Found {
    let credential = matches!(name, "client_secret" | "code" | "device_code" | "password");
    let reading = (!credential)
        .then(|| read_compact(paste::strip(value, &mut Vec::new())))
        .flatten()
        .unwrap_or_else(|| {
            let text = Secret::new(value.to_owned());
            let kind = stranger::opaque(value).unwrap_or(&stranger::UNKNOWN_OPAQUE);
            Reading::new(Shape::Opaque, Content::Opaque(kind, text))
        });
    Found { name, reading }
}
