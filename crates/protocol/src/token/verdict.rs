//! What a token is, in one or a few plain sentences: who acts, for whom, at
//! which API, with which powers.

use super::facts::{self, ClientProof, Facts};
use super::json::Members;
use super::jws::ReadToken;
use super::kind::TokenKind;
use super::when;
use crate::catalog::ids;
use crate::guid::Guid;
use crate::identity::{IdentityKind, Names};

/// How many permissions are named before the rest is counted.
const NAMED_POWERS: usize = 6;

/// A piece of a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Plain words.
    Text(String),
    /// Words that matter.
    Strong(String),
    /// Someone or something with a shape and a colour.
    Identity {
        /// What it is.
        kind: IdentityKind,
        /// What to call it.
        name: String,
        /// Its id as written in the token; empty when the token has none.
        id: String,
    },
}

/// The verdict about a token, with the names known for its identities.
#[must_use]
pub fn of(token: &ReadToken, names: &Names) -> Vec<Span> {
    let facts = Facts::of(token);
    let kind = TokenKind::of(&token.claims);
    let mut verdict = Verdict { spans: Vec::new(), names, claims: &token.claims, facts: &facts };
    let article = if matches!(
        kind,
        TokenKind::AgentUser
            | TokenKind::AgentExchange
            | TokenKind::AgentAppOnly
            | TokenKind::AppOnly
            | TokenKind::IdToken
    ) {
        "An "
    } else {
        "A "
    };
    verdict.text(article).strong(kind.title()).text(". ");
    verdict.body(kind);
    verdict.spans
}

/// The same, followed by how the app proved itself and how long the token is
/// still valid at `now`.
#[must_use]
pub fn at(token: &ReadToken, names: &Names, now: Option<i64>) -> Vec<Span> {
    let mut spans = of(token, names);
    let kind = TokenKind::of(&token.claims);
    let told = matches!(kind, TokenKind::BlueprintExchange | TokenKind::IdToken);
    let proof = Facts::of(token).client_auth.filter(|_| !told);
    spans.extend(proof.map(|proof| {
        Span::Text(
            match proof {
                ClientProof::Secret => " The app proved itself with a client secret.",
                ClientProof::Assertion => {
                    " The app proved itself with a certificate or an assertion."
                }
                ClientProof::None => " The app is public and proved nothing.",
            }
            .to_owned(),
        )
    }));
    let time = |name| token.claims.integer(name)?.value();
    if let (Some(now), Some(expires)) = (now, time("exp")) {
        let text = match time("nbf").filter(|start| *start > now) {
            _ if expires <= now => format!(" It expired {}.", when::relative(expires, now)),
            Some(start) => format!(" It becomes valid {}.", when::relative(start, now)),
            None => format!(" It is valid for {} more.", when::span(expires.saturating_sub(now))),
        };
        spans.push(Span::Text(text));
    }
    spans
}

/// The verdict as plain text, for screen readers and programs.
#[must_use]
pub fn plain(spans: &[Span]) -> String {
    spans
        .iter()
        .map(|span| match span {
            Span::Text(text) | Span::Strong(text) => text.as_str(),
            Span::Identity { name, .. } => name,
        })
        .collect()
}

/// An id short enough for a sentence: `cd77c677…694c`.
#[must_use]
pub fn short(id: &str) -> String {
    if Guid::parse(id).is_some() { format!("{}…{}", &id[..8], &id[32..]) } else { cut(id) }
}

/// Keeps a sentence a sentence, whatever a claim holds.
fn cut(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

struct Verdict<'a> {
    spans: Vec<Span>,
    names: &'a Names,
    claims: &'a Members,
    facts: &'a Facts,
}

impl Verdict<'_> {
    fn body(&mut self, kind: TokenKind) {
        match kind {
            TokenKind::BlueprintExchange => {
                self.blueprint().text(" proved itself with ");
                match self.facts.client_auth {
                    Some(ClientProof::Secret) => self.text("a ").strong("client secret"),
                    Some(ClientProof::Assertion) => self.text("an ").strong("assertion"),
                    Some(ClientProof::None) => self.strong("nothing"),
                    None => self.text("a credential"),
                };
                self.text(" and may now act for one agent only: ");
                let target = self.facts.target_agent.clone();
                self.identity(IdentityKind::AgentIdentity, target, None);
                self.text(". It opens no API by itself.");
            }
            TokenKind::AgentExchange => {
                self.agent();
                self.text(" shows it to Entra to get a token as its agent user. It opens no API by itself.");
            }
            TokenKind::FederatedSource => {
                self.subject_app();
                self.text(
                    " can show it to Entra in place of a client secret. It opens no API by itself.",
                );
            }
            TokenKind::AgentUser => {
                self.agent().text(" acts through its own user account ");
                self.user(IdentityKind::AgentUser).at_resource().powers("");
            }
            TokenKind::AgentOnBehalfOf => {
                self.agent().text(" acts for ");
                self.user(IdentityKind::Person).at_resource().powers("");
            }
            TokenKind::AgentAppOnly => {
                self.agent()
                    .text(" acts on its own")
                    .at_resource()
                    .powers("no permission named in the token");
            }
            TokenKind::ManagedIdentity | TokenKind::AppOnly => {
                self.subject_app()
                    .text(" acts on its own")
                    .at_resource()
                    .powers("no permission named in the token");
            }
            TokenKind::IdToken => {
                self.text("It tells ");
                let audience = facts::audience(self.claims);
                self.identity(IdentityKind::Client, audience, None).text(" who signed in: ");
                self.user(IdentityKind::Person).text(". It opens no API.");
            }
            TokenKind::User => {
                self.client(IdentityKind::Client).text(" acts for ");
                self.user(IdentityKind::Person).at_resource().powers("");
            }
            TokenKind::Unknown => {
                self.text("Its claims do not say who acts for whom. It may come from another issuer, or be an assertion that a client signed itself.");
            }
        }
    }

    fn text(&mut self, text: &str) -> &mut Self {
        self.spans.push(Span::Text(text.to_owned()));
        self
    }

    fn strong(&mut self, text: &str) -> &mut Self {
        self.spans.push(Span::Strong(cut(text)));
        self
    }

    /// The reader's names win over the token's, and those over well-known
    /// ones; the id, shortened, is last.
    fn identity(
        &mut self,
        kind: IdentityKind,
        id: Option<String>,
        said: Option<String>,
    ) -> &mut Self {
        let id = id.unwrap_or_default();
        // `api://{guid}` is the usual App ID URI.
        let bare = id.strip_prefix("api://").unwrap_or(&id);
        let name = self
            .names
            .of(bare)
            .map(str::to_owned)
            .or_else(|| said.filter(|name| !name.trim().is_empty()).map(|name| cut(&name)))
            .or_else(|| ids::app(&id).map(|app| app.name.to_owned()))
            .unwrap_or_else(|| self.described(kind, &id));
        self.spans.push(Span::Identity { kind, name, id });
        self
    }

    /// Words for an identity without a name; capital at the start of a
    /// sentence.
    fn described(&self, kind: IdentityKind, id: &str) -> String {
        let described = match (id.is_empty(), Guid::parse(id)) {
            (true, _) => format!("an unnamed {}", kind.word()),
            (false, Some(_)) => format!("{} {}", kind.word(), short(id)),
            (false, None) => return short(id),
        };
        match self.spans.last() {
            Some(Span::Text(text)) if text.ends_with(". ") => {
                let first = described[..1].to_ascii_uppercase();
                format!("{first}{}", &described[1..])
            }
            _ => described,
        }
    }

    fn claim(&self, name: &str) -> Option<String> {
        self.claims.str(name).map(std::borrow::Cow::into_owned)
    }

    fn client(&mut self, kind: IdentityKind) -> &mut Self {
        let (id, said) = (self.facts.actor_app.clone(), self.claim("app_displayname"));
        self.identity(kind, id, said)
    }

    fn blueprint(&mut self) -> &mut Self {
        let id = self.facts.blueprint.clone();
        self.identity(IdentityKind::Blueprint, id, None)
    }

    fn agent(&mut self) -> &mut Self {
        self.client(IdentityKind::AgentIdentity);
        if self.facts.blueprint.is_some() {
            self.text(", an agent identity of ").blueprint().text(",");
        }
        self
    }

    /// The app of an app-only token; a managed identity by its resource name.
    fn subject_app(&mut self) -> &mut Self {
        let resource = self.claim("xms_mirid");
        let named = resource.as_deref().and_then(|path| path.rsplit('/').next()).map(str::to_owned);
        let said = named.or_else(|| self.claim("app_displayname"));
        let id = self
            .facts
            .actor_app
            .clone()
            .or_else(|| self.facts.subject_object.clone())
            .or_else(|| self.claim("sub"));
        self.identity(IdentityKind::Client, id, said)
    }

    fn user(&mut self, kind: IdentityKind) -> &mut Self {
        let said = ["name", "upn", "preferred_username", "unique_name", "email"]
            .iter()
            .find_map(|name| self.claim(name));
        let id = self.facts.subject_object.clone().or_else(|| self.claim("sub"));
        self.identity(kind, id, said)
    }

    fn at_resource(&mut self) -> &mut Self {
        let audience = facts::audience(self.claims);
        self.text(" at ").identity(IdentityKind::Resource, audience, None)
    }

    fn powers(&mut self, none: &str) -> &mut Self {
        let facts = self.facts;
        let wids = self.claims.strings("wids").unwrap_or_default();
        let directory =
            wids.iter().filter_map(|id| ids::role(id)).filter(|name| !ids::is_mark(name));
        let powers: Vec<&str> = [&facts.scopes, &facts.roles]
            .into_iter()
            .flatten()
            .flatten()
            .map(String::as_str)
            .chain(directory)
            .collect();
        if powers.is_empty() {
            if !none.is_empty() {
                self.text(", with ").text(none);
            }
        } else {
            self.text(", with ");
        }
        for (at, power) in powers.iter().take(NAMED_POWERS).enumerate() {
            if at > 0 {
                let last = at + 1 == powers.len();
                self.text(if last { " and " } else { ", " });
            }
            self.strong(power);
        }
        if powers.len() > NAMED_POWERS {
            self.text(&format!(" and {} more", powers.len() - NAMED_POWERS));
        }
        self.text(".")
    }
}
