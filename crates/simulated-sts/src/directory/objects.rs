//! Clients, people and their credentials.

use protocol::guid::Guid;
use protocol::secret::Secret;

use super::Inherited;
use crate::certificate::Certificate;

/// An ordinary application.
#[derive(Clone, Debug)]
pub struct Application {
    /// Its application (client) id.
    pub app_id: Guid,
    /// The object id of its principal in this tenant.
    pub object_id: Guid,
    /// Its display name.
    pub name: String,
    /// How it proves itself, where it must.
    pub credentials: Credentials,
    /// Where answers of a sign-in may go.
    pub redirect_uris: Vec<RedirectUri>,
    /// "Allow public client flows": device code without a credential.
    pub public_client_flows: bool,
    /// Whether the authorize endpoint may answer with an id token.
    pub id_tokens: bool,
    /// Whether people of other tenants may use it, so that `common` works.
    pub multi_tenant: bool,
    /// Its application permissions.
    pub roles: Vec<RoleAssignment>,
}

/// An agent identity blueprint: holds the credential of its agents.
#[derive(Clone, Debug)]
pub struct Blueprint {
    /// Its application (client) id, and the object id of the application too.
    pub app_id: Guid,
    /// The object id of its principal in this tenant, a GUID of its own.
    pub object_id: Guid,
    /// Whether the principal exists; without it there are no tokens.
    pub has_principal: bool,
    /// Its display name.
    pub name: String,
    /// How it proves itself.
    pub credentials: Credentials,
    /// Where answers to consent may go; always of the type web.
    pub redirect_uris: Vec<RedirectUri>,
    /// What it may do itself, without an agent.
    pub roles: Vec<RoleAssignment>,
    /// Which of its own permissions its agents inherit.
    pub inherited: Vec<Inherited>,
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

/// A person, or an agent user.
#[derive(Clone, Debug)]
pub struct User {
    /// The object id.
    pub id: Guid,
    /// The display name.
    pub name: String,
    /// The sign-in name.
    pub upn: String,
    /// Whether this person may consent for everyone and set up agents.
    pub admin: bool,
    /// The agent identity whose user this is (`identityParentId`).
    pub parent: Option<Guid>,
}

/// An identity that Azure gives to a machine.
#[derive(Clone, Debug)]
pub struct ManagedIdentity {
    /// The client id.
    pub client_id: Guid,
    /// The object id of its principal: the subject of its tokens.
    pub object_id: Guid,
    /// The name of the Azure resource.
    pub name: String,
    /// The Azure resource id (`xms_mirid`).
    pub resource_id: String,
}

/// What an application proves itself with.
#[derive(Clone, Debug, Default)]
pub struct Credentials {
    /// Client secrets.
    pub secrets: Vec<Secret>,
    /// Certificates.
    pub certificates: Vec<Certificate>,
    /// Federated identity credentials; Entra allows 20.
    pub federated: Vec<FederatedCredential>,
}

/// A federated identity credential: whose tokens count as proof. All three are
/// compared with their case.
#[derive(Clone, Debug)]
pub struct FederatedCredential {
    /// Its name.
    pub name: String,
    /// `iss` of the token.
    pub issuer: String,
    /// `sub` of the token.
    pub subject: String,
    /// `aud` of the token.
    pub audience: String,
}

/// An application permission that was granted.
#[derive(Clone, Debug)]
pub struct RoleAssignment {
    /// The application id of the API.
    pub api: Guid,
    /// The value of the app role, as it stands in `roles`.
    pub role: String,
}

/// What kind of program waits at a redirect URI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// A page: redeems across origins, with PKCE, without a secret.
    Spa,
    /// A program on a device: no secret.
    Native,
    /// A server: proves itself.
    Web,
}

/// A registered redirect URI.
#[derive(Clone, Debug)]
pub struct RedirectUri {
    /// Its type.
    pub platform: Platform,
    /// The address, compared exactly; only the port of `http://localhost` is
    /// ignored (RFC 8252 7.3).
    pub uri: String,
}

impl RedirectUri {
    /// Whether an address in a request is this one.
    #[must_use]
    pub fn accepts(&self, uri: &str) -> bool {
        self.uri == uri || {
            let parts = |uri: &str| {
                let rest = uri
                    .strip_prefix("http://localhost")
                    .or_else(|| uri.strip_prefix("http://127.0.0.1"))?;
                let rest = match rest.strip_prefix(':') {
                    Some(port) => port.trim_start_matches(|c: char| c.is_ascii_digit()),
                    None => rest,
                };
                let host = uri.get(7..11)?.to_owned();
                // `http://localhost` and `http://localhost/` are one address.
                Some((host, if rest == "/" { "" } else { rest }.to_owned()))
            };
            parts(&self.uri).is_some_and(|own| {
                (own.1.is_empty() || own.1.starts_with('/')) && Some(own) == parts(uri)
            })
        }
    }
}

/// Who asks for a token.
#[derive(Clone, Copy, Debug)]
pub enum Client<'a> {
    /// An ordinary application.
    Application(&'a Application),
    /// A blueprint.
    Blueprint(&'a Blueprint),
    /// An agent identity.
    AgentIdentity(&'a AgentIdentity),
}

impl<'a> Client<'a> {
    /// The client id.
    #[must_use]
    pub const fn app_id(&self) -> Guid {
        match self {
            Self::Application(application) => application.app_id,
            Self::Blueprint(blueprint) => blueprint.app_id,
            Self::AgentIdentity(agent) => agent.id,
        }
    }

    /// The object id of its service principal.
    #[must_use]
    pub const fn object_id(&self) -> Guid {
        match self {
            Self::Application(application) => application.object_id,
            Self::Blueprint(blueprint) => blueprint.object_id,
            Self::AgentIdentity(agent) => agent.id,
        }
    }

    /// The display name.
    #[must_use]
    pub fn name(&self) -> &'a str {
        match self {
            Self::Application(application) => &application.name,
            Self::Blueprint(blueprint) => &blueprint.name,
            Self::AgentIdentity(agent) => &agent.name,
        }
    }

    /// What it may prove itself with; an agent identity holds no credential.
    #[must_use]
    pub const fn credentials(&self) -> Option<&'a Credentials> {
        match self {
            Self::Application(application) => Some(&application.credentials),
            Self::Blueprint(blueprint) => Some(&blueprint.credentials),
            Self::AgentIdentity(_) => None,
        }
    }

    /// The application id of the blueprint of an agent identity.
    #[must_use]
    pub const fn parent(&self) -> Option<Guid> {
        match self {
            Self::AgentIdentity(agent) => Some(agent.blueprint),
            Self::Application(_) | Self::Blueprint(_) => None,
        }
    }

    /// The application permissions granted at one API.
    pub fn roles(&self, api: Guid) -> impl Iterator<Item = &'a str> {
        let roles = match self {
            Self::Application(application) => &application.roles,
            Self::Blueprint(blueprint) => &blueprint.roles,
            Self::AgentIdentity(agent) => &agent.roles,
        };
        roles.iter().filter(move |granted| granted.api == api).map(|granted| granted.role.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_port_of_this_machine_is_ignored_in_a_redirect_uri() {
        let accepts = |uri: &str, asked: &str| {
            RedirectUri { platform: Platform::Native, uri: uri.to_owned() }.accepts(asked)
        };
        assert!(accepts("http://localhost", "http://localhost"));
        assert!(accepts("http://localhost", "http://localhost:8400/"));
        assert!(accepts("http://localhost/bridge", "http://localhost:1234/bridge"));
        assert!(accepts("http://127.0.0.1/bridge", "http://127.0.0.1:1234/bridge"));
        assert!(!accepts("http://localhost", "http://localhost:8400/other"));
        assert!(!accepts("http://localhost/bridge", "http://127.0.0.1/bridge"));
        assert!(!accepts("http://localhost", "http://localhost.attacker.example"));
        assert!(!accepts("http://localhost", "http://localhost@attacker.example"));
        assert!(!accepts("https://a.example/b", "https://a.example:444/b"));
        assert!(!accepts("https://a.example/b", "https://a.example/b/"));
    }
}
