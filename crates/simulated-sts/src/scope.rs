//! Scopes of flows with a person in them (RFC 6749 3.3, with Entra's rules):
//! those of OpenID Connect, and permissions of an API by its App ID URI.

use protocol::wire;

use crate::context::Context;
use crate::directory::{Api, Client, GRAPH};
use crate::refusals::{Refusal, RefusalId};

/// A scope, read.
#[derive(Debug, Default)]
pub(crate) struct Asked<'a> {
    pub(crate) openid: bool,
    pub(crate) profile: bool,
    pub(crate) email: bool,
    pub(crate) offline_access: bool,
    /// The APIs, in the order in which they are named.
    pub(crate) wanted: Vec<Wanted<'a>>,
}

/// What is asked of one API.
#[derive(Debug)]
pub(crate) struct Wanted<'a> {
    pub(crate) api: &'a Api,
    /// The API as the scope names it; empty for the short form of Graph's.
    pub(crate) identifier: String,
    /// `/.default`: all that was consented to.
    pub(crate) everything: bool,
    /// The permissions named.
    pub(crate) named: Vec<String>,
}

impl<'a> Asked<'a> {
    /// Reads a scope.
    ///
    /// # Errors
    /// An API that is not there, or `/.default` beside a named permission.
    pub(crate) fn read(scope: &str, context: Context<'a>) -> Result<Self, Refusal> {
        let refuse = |id| Refusal::new(id).with("scope", scope);
        let mut asked = Self::default();
        for word in scope.split(' ').filter(|word| !word.is_empty()) {
            let flag = match word {
                "openid" => &mut asked.openid,
                "profile" => &mut asked.profile,
                "email" => &mut asked.email,
                "offline_access" => &mut asked.offline_access,
                _ => {
                    asked.want(word, context)?;
                    continue;
                }
            };
            *flag = true;
        }
        if asked.wanted.iter().any(|wanted| wanted.everything && !wanted.named.is_empty()) {
            return Err(refuse(RefusalId::ScopeInvalid));
        }
        if asked.wanted.is_empty() {
            // A token for userinfo, which Graph answers.
            if !asked.openid && !asked.profile && !asked.email && !asked.offline_access {
                return Err(refuse(RefusalId::ScopeInvalid));
            }
            asked.want("", context)?;
        }
        Ok(asked)
    }

    fn want(&mut self, word: &str, context: Context<'a>) -> Result<(), Refusal> {
        let (identifier, value) = match word.strip_suffix(wire::DEFAULT_SCOPE_SUFFIX) {
            Some(identifier) => (identifier, ".default"),
            None => word.rsplit_once('/').unwrap_or(("", word)),
        };
        let named = if identifier.is_empty() { GRAPH.to_string() } else { identifier.to_owned() };
        let Some(api) = context.directory.api(&named, context.authority) else {
            return Err(Refusal::new(RefusalId::ApiUnknown)
                .with("resource", identifier)
                .with("tenant", &context.directory.tenant.name));
        };
        let at = self.wanted.iter().position(|wanted| wanted.api.app_id == api.app_id);
        let mut wanted = match at {
            Some(at) => self.wanted.remove(at),
            None => {
                let identifier = identifier.to_owned();
                Wanted { api, identifier, everything: false, named: Vec::new() }
            }
        };
        match value {
            "" => {}
            ".default" => wanted.everything = true,
            value => wanted.named.push(value.to_owned()),
        }
        self.wanted.insert(at.unwrap_or(self.wanted.len()), wanted);
        Ok(())
    }

    /// The one API that a token is for.
    ///
    /// # Errors
    /// Two APIs.
    pub(crate) fn one(&self, scope: &str) -> Result<&Wanted<'a>, Refusal> {
        match self.wanted.as_slice() {
            [only] => Ok(only),
            _ => Err(Refusal::new(RefusalId::TwoResources).with("scope", scope)),
        }
    }
}

impl Wanted<'_> {
    /// The permissions that the client gets for this person: those named, or all
    /// that it has.
    ///
    /// # Errors
    /// Not all of them were consented to.
    pub(crate) fn granted(
        &self,
        context: Context<'_>,
        client: &Client<'_>,
        user: protocol::guid::Guid,
    ) -> Result<Vec<String>, Refusal> {
        let consented = context.directory.consented(client, self.api, user);
        let missing = self
            .named
            .iter()
            .any(|value| !consented.iter().any(|consented| consented.eq_ignore_ascii_case(value)));
        if missing || (self.everything && consented.is_empty()) {
            return Err(Refusal::new(RefusalId::ConsentMissing)
                .with("client", &client.app_id().to_string())
                .with("name", client.name()));
        }
        let has = |scope: &String| {
            self.everything || self.named.iter().any(|value| value.eq_ignore_ascii_case(scope))
        };
        Ok(consented.into_iter().filter(has).collect())
    }
}
