//! One request of a HAR file, and the step of a flow that it is.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::form::Value;
use crate::secret::Secret;
use crate::token::{ReadToken, TokenKind};

/// Where a request went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// The token endpoint.
    Token,
    /// The device code endpoint.
    DeviceCode,
    /// The authorize endpoint.
    Authorize,
}

/// A request for a token or for what leads to one, with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When, as the browser wrote it.
    pub started: String,
    /// `POST`, mostly.
    pub method: String,
    /// The address without its query, fragment and user.
    pub address: String,
    /// Where it went.
    pub kind: EntryKind,
    /// The parameters of query and body, decoded, in order; what is not known to
    /// be harmless is a secret.
    pub parameters: Vec<(String, Value)>,
    /// The HTTP status; 0 when there was no answer.
    pub status: u16,
    /// The answer's body, or the address that an authorize request led to.
    pub answer: Option<Secret>,
    /// The flow and step it looks like: `agent-autonomous/blueprint-token`.
    pub step: Option<&'static str>,
    /// Whether a text was too long and left out.
    pub cut: bool,
}

/// A request that is still being read.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) started: String,
    pub(super) method: String,
    pub(super) parameters: Vec<(String, Value)>,
    pub(super) body: Zeroizing<String>,
    pub(super) answer: Zeroizing<String>,
    pub(super) base64: bool,
    pub(super) redirect: Zeroizing<String>,
    pub(super) status: u16,
    pub(super) cut: bool,
    address: String,
    query: Vec<(String, Value)>,
}

impl Draft {
    pub(super) const fn has_url(&self) -> bool {
        !self.address.is_empty()
    }

    pub(super) fn set_url(&mut self, url: &str) {
        let end = url.find(['?', '#']).unwrap_or(url.len());
        let (address, rest) = url.split_at_checked(end).unwrap_or((url, ""));
        // Never a password out of `https://user:password@host/`.
        self.address = match address.split_once("://") {
            Some((scheme, after)) => {
                let host = after.split('/').next().unwrap_or_default();
                let user = host.rfind('@').map_or(0, |at| at + 1);
                format!("{scheme}://{}", after.get(user..).unwrap_or_default())
            }
            None => address.to_owned(),
        };
        self.query = pairs(rest.trim_start_matches(['?', '#']));
    }

    pub(super) fn kind(&self) -> Option<EntryKind> {
        let path = self.address.trim_end_matches('/');
        let ends = |end: &str| path.ends_with(end);
        if ends("/oauth2/v2.0/token") || ends("/oauth2/token") {
            Some(EntryKind::Token)
        } else if ends("/oauth2/v2.0/devicecode") || ends("/oauth2/devicecode") {
            Some(EntryKind::DeviceCode)
        } else if ends("/oauth2/v2.0/authorize") || ends("/oauth2/authorize") {
            Some(EntryKind::Authorize)
        } else {
            None
        }
    }

    /// The finished request; `None` for one that is about something else.
    pub(super) fn finish(mut self) -> Option<Entry> {
        // A browser's question before a request to another origin.
        let kind = self.kind().filter(|_| self.method != "OPTIONS")?;
        // Browsers save the body as text, as parameters, or both.
        let mut parameters = std::mem::take(&mut self.query);
        let listed = std::mem::take(&mut self.parameters);
        parameters.extend(if self.body.is_empty() { listed } else { pairs(&self.body) });
        let answer = match kind {
            EntryKind::Authorize => std::mem::take(&mut self.redirect),
            _ => self.answer(),
        };
        Some(Entry {
            step: step(kind, &parameters),
            started: self.started,
            method: self.method,
            address: self.address,
            kind,
            parameters,
            status: self.status,
            answer: (!answer.is_empty()).then(|| Secret::new(answer.to_string())),
            cut: self.cut,
        })
    }

    fn answer(&mut self) -> Zeroizing<String> {
        if self.base64 {
            let bytes = STANDARD.decode(self.answer.as_bytes()).unwrap_or_default();
            return Zeroizing::new(String::from_utf8(bytes).unwrap_or_default());
        }
        std::mem::take(&mut self.answer)
    }
}

fn pairs(text: &str) -> Vec<(String, Value)> {
    form_urlencoded::parse(text.as_bytes())
        .take(100)
        .map(|(name, value)| parameter(&name, &value))
        .collect()
}

/// A parameter, masked unless its name is known to hold nothing secret or
/// personal.
pub(super) fn parameter(name: &str, value: &str) -> (String, Value) {
    const OPEN: [&str; 15] = [
        "client_id",
        "grant_type",
        "scope",
        "resource",
        "redirect_uri",
        "response_type",
        "response_mode",
        "prompt",
        "tenant",
        "fmi_path",
        "requested_token_use",
        "client_assertion_type",
        "code_challenge_method",
        "error",
        "x-client-SKU",
    ];
    let name: String = name.chars().take(80).collect();
    let value = if OPEN.contains(&name.as_str()) {
        Value::Text(value.to_owned())
    } else {
        Value::Secret(Secret::new(value.to_owned()))
    };
    (name, value)
}

/// The step that a request looks like, by what only that step sends.
fn step(kind: EntryKind, parameters: &[(String, Value)]) -> Option<&'static str> {
    let text = |name: &str| {
        let found = parameters.iter().find(|(known, _)| known == name);
        found.and_then(|(_, value)| value.text()).unwrap_or_default()
    };
    let kind_of = |name: &str| ReadToken::read(text(name)).map(|t| TokenKind::of(&t.claims));
    match kind {
        EntryKind::DeviceCode => return Some("device-code/start"),
        EntryKind::Authorize => return Some("authorization-code/authorize"),
        EntryKind::Token => {}
    }
    let by_agent = kind_of("client_assertion") == Some(TokenKind::BlueprintExchange);
    Some(match text("grant_type") {
        "client_credentials" if !text("fmi_path").is_empty() => "agent-autonomous/blueprint-token",
        "client_credentials" if by_agent => {
            let scope = text("scope").to_ascii_lowercase();
            if scope.contains("azureadtokenexchange") {
                "agent-user/agent-token"
            } else {
                "agent-autonomous/resource-token"
            }
        }
        "client_credentials" => "client-credentials/token",
        "user_fic" => "agent-user/resource-token",
        "urn:ietf:params:oauth:grant-type:jwt-bearer" => {
            if kind_of("assertion") == Some(TokenKind::AgentExchange) {
                "agent-user/resource-token"
            } else if by_agent {
                "agent-on-behalf-of/resource-token"
            } else {
                "on-behalf-of/token"
            }
        }
        "authorization_code" => "authorization-code/redeem",
        "refresh_token" if by_agent => "agent-on-behalf-of/refresh",
        "refresh_token" => "refresh-token/refresh",
        "urn:ietf:params:oauth:grant-type:device_code" | "device_code" => "device-code/poll",
        _ => return None,
    })
}
