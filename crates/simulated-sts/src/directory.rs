//! The simulated tenant: who is in it, what they may do, which APIs there are.
//!
//! Everything in it is invented, except the ids of Microsoft's own APIs, which
//! are the same in every tenant.

use protocol::endpoint::{Authority, CLOUDS, CloudRow};
use protocol::guid::Guid;
use protocol::identity::Names;
use protocol::secret::Secret;

/// One tenant with its objects.
#[derive(Clone, Debug)]
pub struct Directory {
    /// The tenant.
    pub tenant: Tenant,
    /// Agent identity blueprints, each with its principal in this tenant.
    pub blueprints: Vec<Blueprint>,
    /// Agent identities, children of the blueprints.
    pub agent_identities: Vec<AgentIdentity>,
    /// The APIs that are installed in this tenant.
    pub apis: Vec<Api>,
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

/// An agent identity blueprint: holds the credential of its agents.
#[derive(Clone, Debug)]
pub struct Blueprint {
    /// Its application (client) id.
    pub app_id: Guid,
    /// The object id of its principal in this tenant, a GUID of its own.
    pub object_id: Guid,
    /// Its display name.
    pub name: String,
    /// Its one client secret.
    pub secret: Secret,
    /// What it may do itself, without an agent.
    pub roles: Vec<RoleAssignment>,
}

/// An agent identity: has no credential, and one id for client and object.
#[derive(Clone, Debug)]
pub struct AgentIdentity {
    /// Its client id, which is its object id too.
    pub id: Guid,
    /// Its display name.
    pub name: String,
    /// The application id of its blueprint.
    pub blueprint: Guid,
    /// What it may do.
    pub roles: Vec<RoleAssignment>,
}

/// An application permission that was granted.
#[derive(Clone, Debug)]
pub struct RoleAssignment {
    /// The application id of the API.
    pub api: Guid,
    /// The value of the app role, as it stands in `roles`.
    pub role: String,
}

/// An API that tokens can be asked for.
#[derive(Clone, Debug)]
pub struct Api {
    /// Its application id.
    pub app_id: Guid,
    /// Its display name.
    pub name: String,
    /// What decides the form of its tokens.
    pub kind: ApiKind,
}

/// The kinds of API, which decide the form of a token: the API decides it, not
/// the endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiKind {
    /// Entra's own token exchange.
    TokenExchange,
    /// Microsoft Graph.
    Graph,
    /// Azure Resource Manager.
    ResourceManager,
    /// An API of the tenant's own.
    Custom {
        /// Its App ID URI.
        identifier_uri: String,
        /// The version of the tokens that it asks for.
        version: TokenVersion,
        /// Whether its registration lists the agent claims as optional claims;
        /// without that they are missing from its tokens.
        agent_claims: bool,
    },
}

/// The two forms of access tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenVersion {
    /// `ver` `1.0`: `appid`, issuer `sts.windows.net`.
    V1,
    /// `ver` `2.0`: `azp`, issuer of the endpoint.
    V2,
}

impl Api {
    /// The form of its tokens.
    #[must_use]
    pub fn version(&self) -> TokenVersion {
        match self.kind {
            ApiKind::TokenExchange => TokenVersion::V2,
            ApiKind::Graph | ApiKind::ResourceManager => TokenVersion::V1,
            ApiKind::Custom { version, .. } => version,
        }
    }

    /// Whether this text names the API at this authority: its application id, or
    /// one of its App ID URIs, with or without a slash at the end. Case does not
    /// matter: Microsoft's libraries write the exchange audience in two ways.
    fn is_named(&self, identifier: &str, authority: &Authority) -> bool {
        if Guid::parse(identifier) == Some(self.app_id) {
            return true;
        }
        let same = |uri: &str| {
            let end = |text: &str| text.strip_suffix('/').unwrap_or(text).to_ascii_lowercase();
            end(uri) == end(identifier)
        };
        match &self.kind {
            ApiKind::TokenExchange => {
                clouds(authority).any(|row| row.exchange_audience.is_some_and(same))
            }
            ApiKind::Graph => clouds(authority).any(|row| same(row.graph)),
            ApiKind::ResourceManager => {
                clouds(authority).any(|row| row.resource_manager.is_some_and(same))
                    || same("https://management.core.windows.net/")
            }
            ApiKind::Custom { identifier_uri, .. } => same(identifier_uri),
        }
    }
}

/// The clouds of a sign-in host; an authority that is no cloud's counts as the
/// public one.
pub(crate) fn clouds(authority: &Authority) -> impl Iterator<Item = &'static CloudRow> {
    let known = CLOUDS.iter().any(|row| row.authority == authority.origin());
    let host = if known { authority.origin() } else { CLOUDS[0].authority };
    CLOUDS.iter().filter(move |row| row.authority == host)
}

/// Who asks for a token.
#[derive(Clone, Copy, Debug)]
pub enum Client<'a> {
    /// A blueprint.
    Blueprint(&'a Blueprint),
    /// An agent identity.
    AgentIdentity(&'a AgentIdentity),
}

impl Client<'_> {
    /// The client id.
    #[must_use]
    pub const fn app_id(&self) -> Guid {
        match self {
            Self::Blueprint(blueprint) => blueprint.app_id,
            Self::AgentIdentity(agent) => agent.id,
        }
    }

    /// The object id of its service principal.
    #[must_use]
    pub const fn object_id(&self) -> Guid {
        match self {
            Self::Blueprint(blueprint) => blueprint.object_id,
            Self::AgentIdentity(agent) => agent.id,
        }
    }

    /// The display name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Blueprint(blueprint) => &blueprint.name,
            Self::AgentIdentity(agent) => &agent.name,
        }
    }

    /// The application permissions granted at one API.
    pub fn roles(&self, api: Guid) -> impl Iterator<Item = &str> {
        let roles = match self {
            Self::Blueprint(blueprint) => &blueprint.roles,
            Self::AgentIdentity(agent) => &agent.roles,
        };
        roles.iter().filter(move |granted| granted.api == api).map(|granted| granted.role.as_str())
    }
}

impl Directory {
    /// Whether the tenant segment of an address, a GUID or a domain, means this
    /// tenant.
    #[must_use]
    pub fn is_tenant(&self, segment: &str) -> bool {
        Guid::parse(segment) == Some(self.tenant.id)
            || segment.eq_ignore_ascii_case(&self.tenant.domain)
    }

    /// The client of an application id. The object id of a blueprint's principal
    /// finds nothing, as in Entra.
    #[must_use]
    pub fn client(&self, app_id: &str) -> Option<Client<'_>> {
        let id = Guid::parse(app_id)?;
        let blueprint = self.blueprints.iter().find(|b| b.app_id == id).map(Client::Blueprint);
        let agent = || self.agent_identities.iter().find(|a| a.id == id).map(Client::AgentIdentity);
        blueprint.or_else(agent)
    }

    /// The API of an identifier URI or application id, as the clouds of this
    /// authority write it.
    #[must_use]
    pub fn api(&self, identifier: &str, authority: &Authority) -> Option<&Api> {
        self.apis.iter().find(|api| api.is_named(identifier, authority))
    }

    /// The display names of everything in the tenant.
    #[must_use]
    pub fn names(&self) -> Names {
        let mut names = Names::default();
        names.insert(self.tenant.id, &self.tenant.name);
        for blueprint in &self.blueprints {
            names.insert(blueprint.app_id, &blueprint.name);
            names.insert(blueprint.object_id, format!("{} (principal)", blueprint.name));
        }
        for agent in &self.agent_identities {
            names.insert(agent.id, &agent.name);
        }
        for api in &self.apis {
            names.insert(api.app_id, &api.name);
        }
        names
    }
}

/// Values with which the page opens: each works as it stands.
#[derive(Clone, Debug)]
pub struct Examples {
    /// The tenant id.
    pub tenant: String,
    /// The client id of the blueprint.
    pub blueprint_id: String,
    /// The client id of an agent identity of that blueprint.
    pub agent_identity_id: String,
    /// The blueprint's secret.
    pub client_secret: Secret,
    /// An API that the agent has permissions at.
    pub scope: String,
}

mod contoso;
