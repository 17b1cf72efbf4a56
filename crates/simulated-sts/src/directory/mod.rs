//! The simulated tenant: who is in it, what they may do, which APIs there are.
//!
//! Everything in it is invented, except the ids of Microsoft's own APIs, which
//! are the same in every tenant. Set-up calls change a copy of it; every answer
//! is given from the directory as it stood when the request came in.

mod api;
mod consent;
mod contoso;
mod examples;
mod graph_permissions;
mod objects;

use protocol::endpoint::{Authority, CLOUDS, CloudRow};
use protocol::guid::Guid;
use protocol::identity::Names;

pub use api::{Api, ApiKind, AppRole, PreAuthorized, Scope, TokenVersion};
pub(crate) use consent::GRANTS;
pub use consent::{DelegatedGrant, Inherited, InheritedScopes};
pub(crate) use contoso::{
    BLUEPRINT_ROLES, GRAPH, WORKLOAD_ISSUER, id_of, roles as role_assignments,
};
pub use examples::Examples;
pub use objects::{
    AgentIdentity, Application, Blueprint, Client, Credentials, FederatedCredential,
    ManagedIdentity, Platform, RedirectUri, RoleAssignment, User,
};

/// One tenant with its objects.
#[derive(Clone, Debug)]
pub struct Directory {
    /// The tenant.
    pub tenant: Tenant,
    /// Ordinary applications, each with its principal in this tenant.
    pub applications: Vec<Application>,
    /// Agent identity blueprints.
    pub blueprints: Vec<Blueprint>,
    /// Agent identities, children of the blueprints.
    pub agent_identities: Vec<AgentIdentity>,
    /// People and agent users.
    pub users: Vec<User>,
    /// Managed identities of Azure resources.
    pub managed_identities: Vec<ManagedIdentity>,
    /// The APIs that are installed in this tenant.
    pub apis: Vec<Api>,
    /// Consents: which client may do what for whom (`oauth2PermissionGrants`).
    pub grants: Vec<DelegatedGrant>,
}

/// The tenant itself.
#[derive(Clone, Debug)]
pub struct Tenant {
    /// Its id.
    pub id: Guid,
    /// Its display name.
    pub name: String,
    /// Its verified domain.
    pub domain: String,
    /// When it was made, in epoch seconds (`xms_tcdt`).
    pub created: i64,
}

/// The clouds of a sign-in host; an authority that is no cloud's counts as the
/// public one.
pub(crate) fn clouds(authority: &Authority) -> impl Iterator<Item = &'static CloudRow> {
    let known = CLOUDS.iter().any(|row| row.authority == authority.origin());
    let host = if known { authority.origin() } else { CLOUDS[0].authority };
    CLOUDS.iter().filter(move |row| row.authority == host)
}

impl Directory {
    /// Whether the tenant segment of an address, a GUID or a domain, means this
    /// tenant.
    #[must_use]
    pub fn is_tenant(&self, segment: &str) -> bool {
        Guid::parse(segment) == Some(self.tenant.id)
            || segment.eq_ignore_ascii_case(&self.tenant.domain)
    }

    /// The client of an application id. The object id of a principal finds
    /// nothing, as in Entra.
    #[must_use]
    pub fn client(&self, app_id: &str) -> Option<Client<'_>> {
        let id = Guid::parse(app_id)?;
        self.clients().find(|client| client.app_id() == id)
    }

    /// Everything that may ask for tokens.
    pub fn clients(&self) -> impl Iterator<Item = Client<'_>> {
        let applications = self.applications.iter().map(Client::Application);
        let blueprints = self.blueprints.iter().map(Client::Blueprint);
        let agents = self.agent_identities.iter().map(Client::AgentIdentity);
        applications.chain(blueprints).chain(agents)
    }

    /// The API of an identifier URI or application id, as the clouds of this
    /// authority write it.
    #[must_use]
    pub fn api(&self, identifier: &str, authority: &Authority) -> Option<&Api> {
        self.apis.iter().find(|api| api.is_named(identifier, authority))
    }

    /// The API of an application id.
    #[must_use]
    pub fn api_of(&self, app_id: Guid) -> Option<&Api> {
        self.apis.iter().find(|api| api.app_id == app_id)
    }

    /// A person or agent user by object id.
    #[must_use]
    pub fn user(&self, id: Guid) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    /// A person or agent user by sign-in name, in any case.
    #[must_use]
    pub fn user_named(&self, upn: &str) -> Option<&User> {
        self.users.iter().find(|user| user.upn.eq_ignore_ascii_case(upn))
    }

    /// Those who can sign in: agent users cannot.
    pub fn people(&self) -> impl Iterator<Item = &User> {
        self.users.iter().filter(|user| user.parent.is_none())
    }

    /// Registers one more redirect URI for the client app, such as the bridge
    /// page of a deployment.
    pub fn add_redirect_uri(&mut self, platform: Platform, uri: &str) {
        if let Some(app) = self.applications.first_mut() {
            app.redirect_uris.push(RedirectUri { platform, uri: uri.to_owned() });
        }
    }

    /// The display names of everything in the tenant.
    #[must_use]
    pub fn names(&self) -> Names {
        let mut names = Names::default();
        names.insert(self.tenant.id, &self.tenant.name);
        for client in self.clients() {
            names.insert(client.app_id(), client.name());
            if client.object_id() != client.app_id() {
                names.insert(client.object_id(), format!("{} (principal)", client.name()));
            }
        }
        for user in &self.users {
            names.insert(user.id, &user.name);
        }
        for identity in &self.managed_identities {
            names.insert(identity.object_id, &identity.name);
            names.insert(identity.client_id, format!("{} (client)", identity.name));
        }
        for api in &self.apis {
            names.insert(api.app_id, &api.name);
            if self.clients().all(|client| client.object_id() != api.object_id) {
                names.insert(api.object_id, format!("{} (principal)", api.name));
            }
        }
        names
    }
}
