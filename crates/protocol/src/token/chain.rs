//! Checks across the tokens of one run: whether each was made for the next.
//! Every check that can be made answers with a finding, a note where all is
//! well. Source: Microsoft's agent protocols; see `claims` of each token kind.

use super::facts::{self, Facts};
use super::integer::Integer;
use super::jws::ReadToken;
use super::kind::TokenKind;
use super::verdict::short;
use crate::finding::{Finding, Severity};
use Severity::{Error, Info, Warning};

/// What was entered for the run. A text that is empty was not entered.
#[derive(Clone, Copy, Debug, Default)]
pub struct Entered<'a> {
    /// The tenant's id; a domain is not compared.
    pub tenant: &'a str,
    /// The blueprint's client id.
    pub blueprint_id: &'a str,
    /// The agent identity's client id.
    pub agent_identity_id: &'a str,
    /// The agent user's object id or user name.
    pub agent_user: &'a str,
    /// The client that signs people in.
    pub client_id: &'a str,
    /// The nonce of the sign-in.
    pub nonce: &'a str,
    /// The time, in seconds since 1970, where it is known.
    pub now: Option<i64>,
}

/// The most tokens that are compared with each other.
pub const TOKEN_LIMIT: usize = 24;

/// Checks the tokens of a run, in the order in which they came.
#[must_use]
pub fn check(tokens: &[&ReadToken], entered: &Entered<'_>) -> Vec<Finding> {
    let links: Vec<Link<'_>> =
        tokens.iter().take(TOKEN_LIMIT).map(|token| Link::of(token)).collect();
    let mut chain = Chain { links: &links, list: Vec::new() };
    chain.tenants(entered);
    for link in &links {
        match link.kind {
            TokenKind::BlueprintExchange => chain.blueprint_token(link, entered),
            TokenKind::AgentExchange => chain.agent_token(link),
            TokenKind::AgentAppOnly | TokenKind::AgentOnBehalfOf | TokenKind::AgentUser => {
                chain.resource_token(link, entered);
            }
            TokenKind::User => chain.user_token(link, entered),
            TokenKind::IdToken => chain.id_token(link, entered),
            _ => {}
        }
    }
    chain.list
}

struct Link<'a> {
    token: &'a ReadToken,
    kind: TokenKind,
    facts: Facts,
}

impl<'a> Link<'a> {
    fn of(token: &'a ReadToken) -> Self {
        Self { token, kind: TokenKind::of(&token.claims), facts: Facts::of(token) }
    }

    fn client(&self) -> &str {
        self.facts.actor_app.as_deref().unwrap_or_default()
    }

    fn object(&self) -> &str {
        self.facts.subject_object.as_deref().unwrap_or_default()
    }

    fn target(&self) -> &str {
        self.facts.target_agent.as_deref().unwrap_or_default()
    }

    fn is_called(&self, name: &str) -> bool {
        same(self.object(), name)
            || ["upn", "preferred_username", "unique_name"].iter().any(|claim| {
                self.token.claims.str(claim).is_some_and(|said| said.eq_ignore_ascii_case(name))
            })
    }
}

struct Chain<'a> {
    links: &'a [Link<'a>],
    list: Vec<Finding>,
}

fn same(one: &str, two: &str) -> bool {
    !one.is_empty() && one.eq_ignore_ascii_case(two)
}

impl Chain<'_> {
    /// One answer to one question. Nothing is asked where a side is missing.
    fn ask(&mut self, code: &'static str, fits: bool, severity: Severity, well: &str, ill: &str) {
        let (severity, text) = if fits { (Info, well) } else { (severity, ill) };
        if !self.list.iter().any(|f| f.code == code && f.severity == severity && f.message == text)
        {
            self.list.push(Finding::new(code, severity, text));
        }
    }

    fn of(&self, kind: TokenKind) -> impl Iterator<Item = &Link<'_>> {
        self.links.iter().filter(move |link| link.kind == kind)
    }

    fn tenants(&mut self, entered: &Entered<'_>) {
        let mut tenants = self.links.iter().filter_map(|link| link.facts.tenant.as_deref());
        let Some(first) = tenants.next() else { return };
        let (one, several) =
            (tenants.clone().all(|tid| same(tid, first)), tenants.next().is_some());
        let entered_guid = crate::guid::Guid::parse(entered.tenant).is_some();
        let wanted = !entered_guid || same(first, entered.tenant);
        if several || entered_guid {
            self.ask(
                "chain-tenant",
                one && wanted,
                Error,
                "All tokens are of one tenant.",
                "The tokens are of different tenants, or of another than you entered. Every step goes to the agent's own tenant.",
            );
        }
    }

    fn blueprint_token(&mut self, t1: &Link<'_>, entered: &Entered<'_>) {
        if !entered.blueprint_id.is_empty() {
            self.ask(
                "chain-blueprint",
                same(t1.client(), entered.blueprint_id),
                Error,
                "The blueprint's token is of the blueprint you entered.",
                "The blueprint's token is of another blueprint than you entered.",
            );
        }
        if !entered.agent_identity_id.is_empty() {
            self.ask(
                "chain-target",
                same(t1.target(), entered.agent_identity_id),
                Error,
                "The blueprint's token is for the agent identity you entered.",
                "The blueprint's token is for another agent identity (fmi_path) than you entered.",
            );
        }
        self.not_expired(t1, entered, "chain-blueprint-expired", "The blueprint's token");
    }

    fn agent_token(&mut self, t2: &Link<'_>) {
        self.came_from_blueprint(t2, "The agent's exchange token");
    }

    /// A token that an agent identity got with a blueprint's token.
    fn came_from_blueprint(&mut self, link: &Link<'_>, name: &str) {
        if self.of(TokenKind::BlueprintExchange).next().is_none() {
            return;
        }
        let made_for = |t1: &&Link<'_>| same(t1.target(), link.client());
        let t1 = self.of(TokenKind::BlueprintExchange).find(made_for);
        let parent = link.facts.parent_blueprint.as_deref();
        let of_parent = parent.zip(t1).map(|(parent, t1)| same(t1.client(), parent));
        let found = t1.is_some();
        self.ask(
            "chain-target",
            found,
            Error,
            &format!("{name} is of the agent identity that the blueprint's token is for."),
            &format!(
                "{name} is of {}, but no blueprint's token here is for that agent identity. One exchange token serves one agent.",
                short(link.client())
            ),
        );
        if let Some(fits) = of_parent {
            self.ask(
                "chain-parent",
                fits,
                Error,
                &format!("{name} names the blueprint that asked first as its parent."),
                &format!(
                    "{name} names another blueprint as its parent than the one that asked first."
                ),
            );
        }
    }

    fn resource_token(&mut self, tr: &Link<'_>, entered: &Entered<'_>) {
        self.came_from_blueprint(tr, "The resource token");
        if tr.kind == TokenKind::AgentAppOnly {
            let sub = tr.token.claims.str("sub").unwrap_or_default();
            let own = same(tr.object(), &sub) && same(tr.object(), tr.client());
            self.ask(
                "chain-agent-object",
                own,
                Warning,
                "Client, object and subject of the resource token are one agent identity.",
                "Client, object and subject of the resource token differ. For an agent on its own they are one id.",
            );
        }
        if tr.kind == TokenKind::AgentOnBehalfOf {
            let fits = |tc: &Link<'_>| same(tc.object(), tr.object());
            if self.of(TokenKind::User).next().is_some() {
                let found = self.of(TokenKind::User).any(fits);
                self.ask(
                    "chain-person",
                    found,
                    Error,
                    "The resource token is about the person who signed in.",
                    "The resource token is about another person than the one who signed in.",
                );
            }
        }
        if tr.kind == TokenKind::AgentUser {
            if self.of(TokenKind::AgentExchange).next().is_some() {
                let found =
                    self.of(TokenKind::AgentExchange).any(|t2| same(t2.client(), tr.client()));
                self.ask(
                    "chain-agent-token",
                    found,
                    Error,
                    "The agent user's token is of the agent whose exchange token was sent.",
                    "The agent user's token is of another agent than the exchange token that was sent.",
                );
            }
            if !entered.agent_user.is_empty() {
                self.ask(
                    "chain-agent-user",
                    tr.is_called(entered.agent_user),
                    Error,
                    "The token is for the agent user you entered.",
                    "The token is for another user than the agent user you entered.",
                );
            }
        }
    }

    /// A person's token, where an agent is about to act for that person.
    fn user_token(&mut self, tc: &Link<'_>, entered: &Entered<'_>) {
        let blueprint = if entered.blueprint_id.is_empty() {
            let t1 = self.of(TokenKind::BlueprintExchange).next();
            t1.map(|t1| t1.client().to_owned()).unwrap_or_default()
        } else {
            entered.blueprint_id.to_owned()
        };
        if blueprint.is_empty() {
            return;
        }
        let audience = facts::audience(&tc.token.claims).unwrap_or_default();
        let bare = audience.strip_prefix("api://").unwrap_or(&audience);
        self.ask(
            "chain-audience",
            same(bare, &blueprint),
            Error,
            "The person's token is for the blueprint, as on-behalf-of needs it.",
            "The person's token is not for the blueprint, so on-behalf-of fails (AADSTS50013). Sign in with the scope api://{blueprint}/….",
        );
        let scopes = tc.facts.scopes.as_ref().is_some_and(|scopes| !scopes.is_empty());
        self.ask(
            "chain-scope",
            scopes,
            Warning,
            "The person's token carries a delegated permission.",
            "The person's token has no scp. On-behalf-of takes only tokens with a delegated permission.",
        );
        self.not_expired(tc, entered, "chain-person-expired", "The person's token");
    }

    fn id_token(&mut self, id: &Link<'_>, entered: &Entered<'_>) {
        if !entered.client_id.is_empty() {
            let audience = facts::audience(&id.token.claims).unwrap_or_default();
            self.ask(
                "chain-id-token-audience",
                same(&audience, entered.client_id),
                Error,
                "The ID token is for the client that signed the person in.",
                "The ID token is for another client than the one that signed the person in. Refuse it.",
            );
        }
        if !entered.nonce.is_empty() {
            let nonce = id.token.claims.str("nonce").unwrap_or_default();
            self.ask(
                "chain-nonce",
                nonce == entered.nonce,
                Error,
                "The ID token repeats the nonce of the sign-in.",
                "The ID token does not repeat the nonce of the sign-in, so it belongs to another one. Refuse it.",
            );
        }
    }

    fn not_expired(
        &mut self,
        link: &Link<'_>,
        entered: &Entered<'_>,
        code: &'static str,
        name: &str,
    ) {
        let end = link.token.claims.integer("exp").and_then(Integer::value);
        if let Some((now, end)) = entered.now.zip(end)
            && end <= now
        {
            let text = format!("{name} has expired, so the next step refuses it. Get a new one.");
            self.ask(code, false, Error, "", &text);
        }
    }
}

#[cfg(test)]
mod tests;
