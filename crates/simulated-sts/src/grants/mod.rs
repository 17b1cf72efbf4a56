//! One file per grant. Each checks in the order of the
//! [refusals](crate::refusals) and answers with signed tokens.

mod authorization_code;
mod client_credentials;
mod device_code;
mod on_behalf_of;
mod refresh_token;
mod user_fic;

pub(crate) use device_code::start as start_device;
use protocol::secret::Secret;
use protocol::wire;

use crate::answer::Granted;
use crate::context::{Call, Stop};
use crate::refusals::{Refusal, RefusalId};
use crate::signer::Signer;

/// The grants that the simulated tenant answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grant {
    /// RFC 6749 4.1.
    AuthorizationCode,
    /// RFC 6749 4.4.
    ClientCredentials,
    /// RFC 8628 3.4.
    DeviceCode,
    /// RFC 7523 2.1, as Entra's on-behalf-of.
    OnBehalfOf,
    /// RFC 6749 6.
    RefreshToken,
    /// Entra's agent users.
    UserFic,
}

/// The `grant_type` values; Microsoft's libraries send the short `device_code`.
const GRANTS: [(&str, Grant); 7] = [
    (wire::GRANT_CLIENT_CREDENTIALS, Grant::ClientCredentials),
    ("authorization_code", Grant::AuthorizationCode),
    ("refresh_token", Grant::RefreshToken),
    ("urn:ietf:params:oauth:grant-type:jwt-bearer", Grant::OnBehalfOf),
    ("user_fic", Grant::UserFic),
    ("urn:ietf:params:oauth:grant-type:device_code", Grant::DeviceCode),
    ("device_code", Grant::DeviceCode),
];

/// The grant of a `grant_type`.
pub(crate) fn find(grant_type: &Secret) -> Result<Grant, Refusal> {
    let found = GRANTS.iter().find(|(name, _)| *name == grant_type.expose());
    let unknown = || Refusal::new(RefusalId::UnsupportedGrant).with_value("grant", grant_type);
    found.map(|(_, grant)| *grant).ok_or_else(unknown)
}

impl Grant {
    /// Whether a person signed in for it, so that any tenant may be named.
    pub(crate) const fn is_interactive(self) -> bool {
        matches!(self, Self::AuthorizationCode | Self::DeviceCode | Self::RefreshToken)
    }

    /// Whether it depends on the code or token if a browser may send it.
    pub(crate) const fn knows_pages(self) -> bool {
        matches!(self, Self::AuthorizationCode | Self::RefreshToken)
    }

    /// Checks the rest of the request and mints the tokens.
    pub(crate) async fn answer(
        self,
        call: &Call<'_>,
        signer: &impl Signer,
    ) -> Result<Granted, Stop> {
        match self {
            Self::AuthorizationCode => authorization_code::answer(call, signer).await,
            Self::ClientCredentials => client_credentials::answer(call, signer).await,
            Self::DeviceCode => device_code::answer(call, signer).await,
            Self::OnBehalfOf => on_behalf_of::answer(call, signer).await,
            Self::RefreshToken => refresh_token::answer(call, signer).await,
            Self::UserFic => user_fic::answer(call, signer).await,
        }
    }
}
