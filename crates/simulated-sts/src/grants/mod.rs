//! One file per grant. Each checks in the order of the
//! [refusals](crate::refusals) and answers with a signed token.

mod client_credentials;

use protocol::secret::Secret;
use protocol::wire;

use crate::engine::{Call, Stop};
use crate::refusals::{Refusal, RefusalId};
use crate::signer::Signer;

/// The grants that the simulated tenant answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grant {
    /// RFC 6749 4.4.
    ClientCredentials,
}

/// The grant of a `grant_type`.
pub(crate) fn find(grant_type: &Secret) -> Result<Grant, Refusal> {
    match grant_type.expose() {
        wire::GRANT_CLIENT_CREDENTIALS => Ok(Grant::ClientCredentials),
        _ => Err(Refusal::new(RefusalId::UnsupportedGrant).with_value("grant", grant_type)),
    }
}

impl Grant {
    /// Checks the rest of the request and mints the token.
    pub(crate) async fn answer(
        self,
        call: &Call<'_>,
        signer: &impl Signer,
    ) -> Result<Secret, Stop> {
        match self {
            Self::ClientCredentials => client_credentials::answer(call, signer).await,
        }
    }
}
