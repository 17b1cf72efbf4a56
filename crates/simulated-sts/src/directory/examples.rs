//! Values that work together.

use protocol::secret::Secret;

/// Values with which the page opens: each works as it stands.
#[derive(Clone, Debug)]
pub struct Examples {
    /// The tenant's domain.
    pub tenant: String,
    /// The client id of the blueprint.
    pub blueprint_id: String,
    /// The client id of an agent identity of that blueprint.
    pub agent_identity_id: String,
    /// The blueprint's secret.
    pub client_secret: Secret,
    /// An API that the agent has permissions at.
    pub scope: String,
    /// The app that signs people in: public, or with `web_client_id` confidential.
    pub client_id: String,
    /// The blueprint's own scope, for the user token.
    pub user_scope: String,
    /// A redirect URI of the client app for a page.
    pub spa_redirect_uri: String,
    /// A redirect URI of the client app for a program.
    pub native_redirect_uri: String,
    /// An app with a server.
    pub web_client_id: String,
    /// Its redirect URI.
    pub web_redirect_uri: String,
    /// Its secret.
    pub web_client_secret: Secret,
    /// An app that may make every set-up request.
    pub setup_client_id: String,
    /// Its secret.
    pub setup_client_secret: Secret,
    /// An API that calls another on behalf of its callers.
    pub api_client_id: String,
    /// Its secret.
    pub api_client_secret: Secret,
    /// The object id of the agent user of the agent identity.
    pub agent_user_id: String,
    /// Its sign-in name.
    pub agent_user: String,
}
