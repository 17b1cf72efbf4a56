//! The public mistakes, each with the right thing beside it.

mod forms;
mod requests;
mod tokens;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use protocol::inputs::InputId;
use serde_json::{Value, json};

use crate::cases::{AGENT, BLUEPRINT, TENANT};

const OTHER: &str = "0c77aaaa-64d2-4a43-9f0e-2a7d3c11e8b4";
const APP: &str = "2e9d1f60-7a43-4c8b-b5d2-0f6a8c3e1b97";
const GRAPH: &str = "https://graph.microsoft.com";
const EXCHANGE: &str = "fb60f99c-7a34-4190-8149-302f77469936";

fn token_with(header: Value, claims: Value) -> String {
    let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    [part(header), part(claims), "c2ln".to_owned()].join(".")
}

fn token(claims: Value) -> String {
    token_with(json!({"alg": "RS256", "typ": "JWT"}), claims)
}

/// T1 for our agent, with changes.
pub(crate) fn t1(more: Value) -> String {
    let subject = format!("/eid1/c/pub/t/AAAA/a/BBBB/{AGENT}");
    let mut claims = json!({"aud": EXCHANGE, "sub": subject, "azp": BLUEPRINT, "idtyp": "app"});
    for (name, value) in more.as_object().expect("an object") {
        claims[name] = value.clone();
    }
    token(claims)
}

fn signed(claims: Value) -> String {
    token_with(json!({"alg": "PS256", "x5t#S256": "AAAA"}), claims)
}

/// A mistake, the right thing beside it, and what each is entered into.
pub(crate) struct Example {
    pub(crate) code: &'static str,
    pub(crate) at: (&'static str, &'static str),
    pub(crate) wrong: Vec<(InputId, String)>,
    pub(crate) right: Vec<(InputId, String)>,
}

fn example(
    code: &'static str,
    at: (&'static str, &'static str),
    wrong: &[(InputId, &str)],
    right: &[(InputId, &str)],
) -> Example {
    let owned = |pairs: &[(InputId, &str)]| {
        pairs.iter().map(|(input, text)| (*input, (*text).to_owned())).collect()
    };
    Example { code, at, wrong: owned(wrong), right: owned(right) }
}

/// With a certificate or a federated identity instead of a secret.
fn proved<'a>(kind: &'a str, assertion: &'a str) -> [(InputId, &'a str); 3] {
    [
        (InputId::ServiceSecret, ""),
        (InputId::ServiceCredential, kind),
        (InputId::ServiceAssertion, assertion),
    ]
}

type At = (&'static str, &'static str);

const T1: At = ("agent-autonomous", "blueprint-token");
const TR: At = ("agent-autonomous", "resource-token");
const OBO: At = ("agent-on-behalf-of", "resource-token");
const AS_USER: At = ("agent-user", "resource-token");
const ALONE: At = ("client-credentials", "token");
const SIGN_IN: At = ("authorization-code", "authorize");
const ME: At = ("resource-call", "graph-me");
const UPN: &str = "agent@contoso.example";

/// Everything granted at an API.
fn all_of(resource: &str) -> String {
    [resource, "/.default"].concat()
}

fn user_token(aud: &str) -> String {
    token(json!({"aud": aud, "scp": "access", "azp": APP, "idtyp": "user"}))
}

fn app_token(aud: &str) -> String {
    token(json!({"aud": aud, "appid": APP, "idtyp": "app", "roles": []}))
}

pub(crate) fn examples() -> Vec<Example> {
    [forms::forms(), tokens::tokens(), requests::requests()].into_iter().flatten().collect()
}
