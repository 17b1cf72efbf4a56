//! How a client proves itself, as a value that edits a request: independent of
//! the grant, exactly one per request (RFC 6749 2.3).

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::base64url;
use crate::form::{Param, Value, encode};
use crate::inputs::InputId;
use crate::reason::Reason;
use crate::request::Header;
use crate::secret::Secret;
use crate::spec;
use crate::wire;

/// The credentials that an input can choose, by their public ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// `client_secret_post`.
    Secret,
    /// `client_secret_basic`.
    SecretBasic,
    /// `private_key_jwt`: an assertion signed with the client's certificate.
    Certificate,
    /// An assertion issued by a federated identity.
    Federated,
    /// A public client: no proof.
    None,
}

impl Credential {
    /// Every credential.
    pub const ALL: [Self; 5] =
        [Self::Secret, Self::SecretBasic, Self::Certificate, Self::Federated, Self::None];

    /// The public id.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Secret => "secret",
            Self::SecretBasic => "secret-basic",
            Self::Certificate => "certificate",
            Self::Federated => "federated",
            Self::None => "none",
        }
    }

    /// The words of the choice.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Secret => "Secret",
            Self::SecretBasic => "Secret as Basic",
            Self::Certificate => "Certificate",
            Self::Federated => "Federated",
            Self::None => "None",
        }
    }

    /// What the choice means, in one line.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Secret => "client_secret_post: a parameter of the body.",
            Self::SecretBasic => "client_secret_basic: in the Authorization header.",
            Self::Certificate => "private_key_jwt: a JWT signed with its key.",
            Self::Federated => "A token of a managed identity or another issuer.",
            Self::None => "A public client proves nothing.",
        }
    }

    /// The credential of a public id.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|credential| credential.id() == id)
    }

    /// The input that holds the credential's text, for whoever proves itself.
    #[must_use]
    pub const fn input(self, proof: &Proof) -> Option<InputId> {
        match self {
            Self::Secret | Self::SecretBasic => Some(proof.secret),
            Self::Certificate | Self::Federated => Some(proof.assertion),
            Self::None => None,
        }
    }
}

/// The inputs that hold somebody's credential. A blueprint and an app that
/// take part in one flow have each their own, under the same public names.
#[derive(Debug, PartialEq, Eq)]
pub struct Proof {
    /// Which credential it is.
    pub credential: InputId,
    /// The client secret.
    pub secret: InputId,
    /// The ready assertion.
    pub assertion: InputId,
}

impl Proof {
    /// The blueprint's.
    pub const BLUEPRINT: Self = Self {
        credential: InputId::Credential,
        secret: InputId::ClientSecret,
        assertion: InputId::ClientAssertion,
    };

    /// The app's.
    pub const APP: Self = Self {
        credential: InputId::AppCredential,
        secret: InputId::AppSecret,
        assertion: InputId::AppAssertion,
    };

    /// A service's: an app or API without a person in front of it.
    pub const SERVICE: Self = Self {
        credential: InputId::ServiceCredential,
        secret: InputId::ServiceSecret,
        assertion: InputId::ServiceAssertion,
    };

    /// All of them.
    #[must_use]
    pub const fn inputs(&self) -> [InputId; 3] {
        [self.credential, self.secret, self.assertion]
    }
}

/// The proof of a client, ready to be put into a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientAuth {
    /// A public client: `client_id` alone.
    None,
    /// The secret as a parameter of the body, from the input named.
    SecretPost(Value, InputId),
    /// The secret in the `Authorization` header; `client_id` is not repeated in
    /// the body.
    SecretBasic(Value, InputId),
    /// A JWT that proves the client, from the input named.
    Assertion(Value, InputId),
}

impl ClientAuth {
    /// Whether `client_id` stands in the body.
    #[must_use]
    pub const fn client_id_in_body(&self) -> bool {
        !matches!(self, Self::SecretBasic(..))
    }

    /// Adds the parameters of the body, in the order of the documentation.
    pub fn add_params(&self, params: &mut Vec<Param>) {
        match self {
            Self::None | Self::SecretBasic(..) => {}
            Self::SecretPost(secret, input) => params.push(Param {
                name: Cow::Borrowed(wire::CLIENT_SECRET),
                value: secret.clone(),
                input: Some(*input),
                reason: Reason::new(
                    "Proves the client. For tests; a certificate or a federated identity is safer.",
                    spec::RFC6749_2_3_1,
                ),
                extra: false,
            }),
            Self::Assertion(assertion, input) => {
                params.push(Param {
                    name: Cow::Borrowed(wire::CLIENT_ASSERTION_TYPE),
                    value: Value::Text(wire::CLIENT_ASSERTION_TYPE_JWT_BEARER.to_owned()),
                    input: None,
                    reason: Reason::new(
                        "Tells Entra to read client_assertion as a JWT.",
                        spec::RFC7521_4_2,
                    ),
                    extra: false,
                });
                params.push(Param {
                    name: Cow::Borrowed(wire::CLIENT_ASSERTION),
                    value: assertion.clone(),
                    input: Some(*input),
                    reason: Reason::new(
                        "A signed token proves the client; no secret is sent.",
                        spec::RFC7523_2_2,
                    ),
                    extra: false,
                });
            }
        }
    }

    /// The `Authorization` header of `client_secret_basic`. Both parts are
    /// form-encoded before they are joined (RFC 6749 2.3.1), which many
    /// libraries forget.
    #[must_use]
    pub fn header(&self, client_id: &Value, client_id_input: InputId) -> Option<Header> {
        let Self::SecretBasic(secret, input) = self else { return None };
        let value = match (client_id.text(), secret.text()) {
            (Some(id), Some(secret)) => Value::Secret(basic(id, secret)),
            (None, _) => Value::Missing(client_id_input),
            (_, None) => Value::Missing(*input),
        };
        Some(Header {
            name: wire::AUTHORIZATION,
            value,
            input: Some(*input),
            reason: Reason::own(
                "Client ID and secret, each form-encoded, joined by a colon, in base64.",
            ),
        })
    }
}

/// The value of the `Authorization` header for a client id and its secret.
fn basic(client_id: &str, secret: &str) -> Secret {
    let (id, secret) = (encode(client_id), encode(secret));
    let mut pair = Zeroizing::new(String::with_capacity(id.len() + secret.len() + 1));
    pair.push_str(&id);
    pair.push(':');
    pair.push_str(&secret);
    Secret::new(["Basic ", &base64url::encode_standard(pair.as_bytes())].concat())
}

/// Reads the value of a Basic `Authorization` header back into client id and
/// secret; `None` when it is not of that form.
#[must_use]
pub fn read_basic(value: &str) -> Option<(String, Secret)> {
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = Zeroizing::new(STANDARD.decode(encoded.trim()).ok()?);
    let (id, secret) = std::str::from_utf8(&pair).ok()?.split_once(':')?;
    Some((decode(id), Secret::new(decode(secret))))
}

/// Decodes one form-encoded value. The other characters that separate pairs
/// cannot occur in it: the encoder wrote them as percent escapes.
fn decode(text: &str) -> String {
    form_urlencoded::parse(text.replace('=', "%3D").replace('&', "%26").as_bytes())
        .next()
        .map(|(name, _)| name.into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn basic_credentials_are_form_encoded_before_they_are_joined() {
        let value = basic("id:1", "s~e+c r/et=&%:");
        // id%3A1:s%7Ee%2Bc+r%2Fet%3D%26%25%3A
        assert_eq!(value.expose(), "Basic aWQlM0ExOnMlN0VlJTJCYytyJTJGZXQlM0QlMjYlMjUlM0E=");
        let (id, secret) = read_basic(value.expose()).expect("it was just written");
        assert_eq!((id.as_str(), secret.expose()), ("id:1", "s~e+c r/et=&%:"));
    }
}
