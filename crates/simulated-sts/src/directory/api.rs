//! The APIs of the tenant: they decide the form of their tokens.

use protocol::endpoint::Authority;
use protocol::guid::Guid;

use super::clouds;

/// An API that tokens can be asked for.
#[derive(Clone, Debug)]
pub struct Api {
    /// Its application id.
    pub app_id: Guid,
    /// The object id of its principal in this tenant.
    pub object_id: Guid,
    /// Its display name.
    pub name: String,
    /// What decides the form of its tokens.
    pub kind: ApiKind,
    /// The delegated permissions that it offers.
    pub scopes: Vec<Scope>,
    /// The application permissions that it offers.
    pub roles: Vec<AppRole>,
    /// Clients that need no consent.
    pub pre_authorized: Vec<PreAuthorized>,
}

/// A delegated permission that an API offers.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Its id.
    pub id: Guid,
    /// As it stands in `scp`.
    pub value: String,
    /// What a person reads when asked to consent.
    pub description: String,
    /// Whether only an administrator can consent.
    pub admin: bool,
}

/// An application permission that an API offers.
#[derive(Clone, Debug)]
pub struct AppRole {
    /// Its id.
    pub id: Guid,
    /// As it stands in `roles`.
    pub value: String,
}

/// A client that the API trusts with some of its scopes.
#[derive(Clone, Debug)]
pub struct PreAuthorized {
    /// The application id of the client.
    pub client: Guid,
    /// The ids of the scopes.
    pub scopes: Vec<Guid>,
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

    /// The delegated permission of this value, in any case.
    #[must_use]
    pub fn scope(&self, value: &str) -> Option<&Scope> {
        self.scopes.iter().find(|scope| scope.value.eq_ignore_ascii_case(value))
    }

    /// Whether a token with this `aud` is for this API.
    #[must_use]
    pub fn is_audience(&self, audience: &str) -> bool {
        let authority = Authority::of(protocol::endpoint::Cloud::Public);
        self.is_named(audience, &authority)
            || protocol::endpoint::CLOUDS
                .iter()
                .any(|row| self.is_named(audience, &Authority::of(row.cloud)))
    }

    /// Whether this text names the API at this authority: its application id, or
    /// one of its App ID URIs, with or without a slash at the end. Case does not
    /// matter: Microsoft's libraries write the exchange audience in two ways.
    pub(super) fn is_named(&self, identifier: &str, authority: &Authority) -> bool {
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
