//! What clients may do for people: grants, what agents inherit, and clients
//! that an API trusts beforehand.

use protocol::guid::Guid;

use super::{Api, Client, Directory};

/// How many consents a tenant remembers.
pub(crate) const GRANTS: usize = 1000;

/// A consent (`oauth2PermissionGrant`).
#[derive(Clone, Debug)]
pub struct DelegatedGrant {
    /// Its id.
    pub id: Guid,
    /// The object id of the client's principal.
    pub client: Guid,
    /// The application id of the API.
    pub api: Guid,
    /// The one person whom it is for; `None` for everyone.
    pub principal: Option<Guid>,
    /// The values of the scopes.
    pub scopes: Vec<String>,
}

/// What the agents of a blueprint inherit at one API.
#[derive(Clone, Debug)]
pub struct Inherited {
    /// The application id of the API.
    pub api: Guid,
    /// Which of the blueprint's scopes.
    pub scopes: InheritedScopes,
    /// Whether the blueprint's application permissions too.
    pub roles: bool,
}

/// The three kinds of `inheritableScopes`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InheritedScopes {
    /// `allAllowedScopes`.
    All,
    /// `enumeratedScopes`.
    Listed(Vec<String>),
    /// `noScopes`.
    None,
}

impl Directory {
    /// The scopes that a client has at an API for a person, in the API's order.
    #[must_use]
    pub fn consented(&self, client: &Client<'_>, api: &Api, user: Guid) -> Vec<String> {
        let granted = |client: Guid, value: &str| {
            self.grants.iter().any(|grant| {
                grant.client == client
                    && grant.api == api.app_id
                    && grant.principal.is_none_or(|principal| principal == user)
                    && grant.scopes.iter().any(|scope| scope.eq_ignore_ascii_case(value))
            })
        };
        let parent = client.parent().and_then(|id| self.blueprints.iter().find(|b| b.app_id == id));
        let inherits = |value: &str| {
            parent.is_some_and(|blueprint| {
                let passes_on = |inherited: &Inherited| match &inherited.scopes {
                    InheritedScopes::All => true,
                    InheritedScopes::Listed(list) => list.iter().any(|one| one == value),
                    InheritedScopes::None => false,
                };
                let rule = blueprint.inherited.iter().find(|rule| rule.api == api.app_id);
                rule.is_some_and(passes_on) && granted(blueprint.object_id, value)
            })
        };
        let trusted = |id: Guid| {
            api.pre_authorized
                .iter()
                .any(|trusted| trusted.client == client.app_id() && trusted.scopes.contains(&id))
        };
        let has = |value: &str, id: Guid| {
            granted(client.object_id(), value) || inherits(value) || trusted(id)
        };
        let scopes = api.scopes.iter().filter(|scope| has(&scope.value, scope.id));
        scopes.map(|scope| scope.value.clone()).collect()
    }

    /// The application permissions of a client at an API, then those that an
    /// agent inherits from its blueprint.
    #[must_use]
    pub fn roles<'a>(&'a self, client: &Client<'a>, api: Guid) -> Vec<&'a str> {
        let mut roles: Vec<&str> = client.roles(api).collect();
        let parent = client.parent().and_then(|id| self.blueprints.iter().find(|b| b.app_id == id));
        if let Some(blueprint) = parent
            && blueprint.inherited.iter().any(|rule| rule.api == api && rule.roles)
        {
            for role in Client::Blueprint(blueprint).roles(api) {
                if !roles.contains(&role) {
                    roles.push(role);
                }
            }
        }
        roles
    }

    /// Writes a consent down: added to the one that this client has for the same
    /// API and person.
    pub fn consent(&mut self, grant: DelegatedGrant) {
        let same = |other: &&mut DelegatedGrant| {
            (other.client, other.api, other.principal) == (grant.client, grant.api, grant.principal)
        };
        let is_full = self.grants.len() >= GRANTS;
        match self.grants.iter_mut().find(same) {
            Some(existing) => {
                for scope in grant.scopes {
                    if !existing.scopes.contains(&scope) {
                        existing.scopes.push(scope);
                    }
                }
            }
            None if !is_full => self.grants.push(grant),
            // Full: the person is asked again next time.
            None => {}
        }
    }
}
