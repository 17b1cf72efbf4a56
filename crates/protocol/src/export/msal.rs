//! The requests for which MSAL for Python has a call, told by their parameters.
//!
//! MSAL 1.39 or later: `fmi_path` and the agent user's grant are recent. It keeps
//! its own order of parameters, and asks for `openid profile offline_access` where
//! a user is involved, so those words are left out of its scopes.

use super::Part;
use super::add;
use super::expression::{Expression, answer_name, param};
use super::program::Syntax;
use crate::endpoint::EndpointKind;
use crate::flows::{Place, Travel};
use crate::form::Param;
use crate::render::Reveal;
use crate::request::PathPiece;
use crate::wire;

/// What the calls have in common.
pub(super) const TOKEN: &str = r#"

def client(client_id, credential, authority):
    return msal.ConfidentialClientApplication(
        client_id, client_credential=credential, authority=authority
    )


def token(answer):
    if "access_token" not in answer:
        sys.exit(answer.get("error_description", answer))
    return answer
"#;

/// The call of a grant: its name, its arguments with their parameters, and the
/// name of the argument with the scopes.
struct Call {
    grant: &'static str,
    function: &'static str,
    arguments: &'static [(&'static str, &'static str)],
}

const CALLS: &[Call] = &[
    Call {
        grant: wire::GRANT_CLIENT_CREDENTIALS,
        function: "acquire_token_for_client",
        arguments: &[(wire::FMI_PATH, "fmi_path"), (wire::CLAIMS, "claims_challenge")],
    },
    Call {
        grant: wire::GRANT_USER_FIC,
        function: "acquire_token_by_user_federated_identity_credential",
        arguments: &[
            (wire::USER_FEDERATED_IDENTITY_CREDENTIAL, "assertion"),
            (wire::USER_ID, "user_object_id"),
            (wire::USERNAME, "username"),
            (wire::CLAIMS, "claims_challenge"),
        ],
    },
    Call {
        grant: wire::GRANT_JWT_BEARER,
        function: "acquire_token_on_behalf_of",
        arguments: &[(wire::ASSERTION, "user_assertion"), (wire::CLAIMS, "claims_challenge")],
    },
    Call {
        grant: wire::GRANT_REFRESH_TOKEN,
        function: "acquire_token_by_refresh_token",
        arguments: &[(wire::REFRESH_TOKEN, "refresh_token")],
    },
];

/// The call for a part; `None` where MSAL has none, or would not send the same.
pub(super) fn call(
    syntax: &Syntax,
    parts: &[Part<'_>],
    at: usize,
    reveal: Reveal,
) -> Option<String> {
    let write = |value: &Expression<'_>| syntax.write(value, parts);
    let part = parts.get(at)?;
    let draft = part.draft;
    if part.step.place != Place::Entra(EndpointKind::Token)
        || part.travel != Travel::BackChannel
        // A header of one's own, such as Basic credentials, is not MSAL's.
        || draft.headers.iter().any(|header| header.name != wire::CONTENT_TYPE)
    {
        return None;
    }
    let named = |name: &str| draft.params.iter().find(|param| param.name == name);
    let grant = named(wire::GRANT_TYPE)?.value.text()?;
    let call = CALLS.iter().find(|call| call.grant == grant)?;
    let argument = |param: &Param| call.arguments.iter().find(|(name, _)| param.name == *name);
    let mut arguments = String::new();
    let mut credential = None;
    let mut scopes = None;
    for found in &draft.params {
        let value = param(parts, at, found, reveal);
        match &*found.name {
            _ if found.extra => return None,
            wire::CLIENT_ID | wire::GRANT_TYPE | wire::CLIENT_ASSERTION_TYPE => {}
            // MSAL sends it with every call on behalf of a user.
            wire::REQUESTED_TOKEN_USE if grant == wire::GRANT_JWT_BEARER => {}
            wire::CLIENT_SECRET => credential = Some(write(&value)),
            wire::CLIENT_ASSERTION => {
                let assertion = write(&value);
                credential = Some(["{\"client_assertion\": ", &assertion, "}"].concat());
            }
            wire::SCOPE => scopes = Some(scopes_of(syntax, &value, parts)),
            _ => {
                let (_, name) = argument(found)?;
                add(&mut arguments, &["    ", name, "=", &write(&value), ",\n"]);
            }
        }
    }
    let mut authority = Vec::new();
    for piece in &draft.address.path {
        match piece {
            PathPiece::Text(_) => {}
            PathPiece::Value(tenant, _) => {
                let text = [&*draft.address.origin, "/", tenant].concat();
                authority.push(Expression::Text(text.into()));
            }
            // Without a tenant there is nothing to ask.
            PathPiece::Missing(_) => return None,
        }
    }
    let client_id = write(&param(parts, at, named(wire::CLIENT_ID)?, reveal));
    let answer = answer_name(parts, at);
    Some(
        [
            &*answer,
            " = token(client(\n    ",
            &client_id,
            ",\n    ",
            &credential?,
            ",\n    ",
            &syntax.concat(&authority, parts),
            ",\n).",
            call.function,
            "(\n    scopes=",
            &scopes?,
            ",\n",
            &arguments,
            "))\n",
        ]
        .concat(),
    )
}

/// The scopes as a list, without those that MSAL adds itself.
fn scopes_of(syntax: &Syntax, value: &Expression<'_>, parts: &[Part<'_>]) -> String {
    let Expression::Text(text) = value else {
        return [&syntax.write(value, parts), ".split()"].concat();
    };
    let words: Vec<_> = text
        .split_whitespace()
        .filter(|word| !matches!(*word, "openid" | "profile" | "offline_access"))
        .map(super::expression::quoted)
        .collect();
    ["[", &words.join(", "), "]"].concat()
}
