//! What results are, so that one cannot be put where another belongs.

use crate::crossing::crossing;
use crate::inputs::InputId;

/// What a result is, by its role in the flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The blueprint's token for the token exchange, bound to one agent (T1).
    BlueprintExchangeToken,
    /// The agent identity's token for the token exchange (T2).
    AgentExchangeToken,
    /// The person's token for the blueprint (Tc).
    UserToken,
    /// The token that opens the API (TR).
    ResourceToken,
    /// An access token of an ordinary app.
    AccessToken,
    /// RFC 6749 1.5.
    RefreshToken,
    /// OpenID Connect Core 2.
    IdToken,
    /// RFC 6749 4.1.2: comes back with the redirect.
    AuthorizationCode,
    /// RFC 8628 3.2.
    DeviceCode,
    /// The id of an object that set-up made or found.
    ObjectId,
    /// A secret that set-up made.
    ClientSecret,
    /// The answer itself: a document, a list, or only its status.
    Document,
}

crossing! {
    enum Role {
        BlueprintExchangeToken, AgentExchangeToken, UserToken, ResourceToken, AccessToken,
        RefreshToken, IdToken, AuthorizationCode, DeviceCode, ObjectId, ClientSecret, Document,
    }
}

impl Role {
    /// The name for readers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BlueprintExchangeToken => "Blueprint exchange token",
            Self::AgentExchangeToken => "Agent exchange token",
            Self::UserToken => "User token",
            Self::ResourceToken => "Resource token",
            Self::AccessToken => "Access token",
            Self::RefreshToken => "Refresh token",
            Self::IdToken => "ID token",
            Self::AuthorizationCode => "Authorization code",
            Self::DeviceCode => "Device code",
            Self::ObjectId => "Object ID",
            Self::ClientSecret => "Client secret",
            Self::Document => "Answer",
        }
    }

    /// The short sign: Microsoft's, where its pages have one. Letters and
    /// digits, because shells name variables by it.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::BlueprintExchangeToken => "T1",
            Self::AgentExchangeToken => "T2",
            Self::UserToken => "Tc",
            Self::ResourceToken => "TR",
            Self::AccessToken => "AT",
            Self::RefreshToken => "RT",
            Self::IdToken => "ID",
            Self::AuthorizationCode => "code",
            Self::DeviceCode => "device",
            Self::ObjectId => "GUID",
            Self::ClientSecret => "secret",
            Self::Document => "JSON",
        }
    }
}

/// One result of a step, and where in the answer it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// What it is.
    pub role: Role,
    /// The member of the answer as a JSON pointer without its first slash
    /// (RFC 6901), or the parameter of the redirect; empty for the whole answer.
    pub member: &'static str,
    /// The input that takes it over as if it had been typed. Tokens have none:
    /// they enter a later step by their role.
    pub fills: Option<InputId>,
}

impl Made {
    pub(super) const fn of(role: Role, member: &'static str) -> Self {
        Self { role, member, fills: None }
    }

    pub(super) const fn access(role: Role) -> Self {
        Self::of(role, "access_token")
    }

    pub(super) const fn id(member: &'static str, fills: InputId) -> Self {
        Self { role: Role::ObjectId, member, fills: Some(fills) }
    }

    pub(super) const REFRESH: Self = Self::of(Role::RefreshToken, "refresh_token");
    pub(super) const ID: Self = Self::of(Role::IdToken, "id_token");
    pub(super) const DOCUMENT: Self = Self::of(Role::Document, "");
}
