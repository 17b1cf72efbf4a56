//! What every answer is made from.

use protocol::endpoint::Authority;
use protocol::guid::Guid;
use protocol::secret::Secret;

use crate::directory::{Client, Directory};
use crate::parameters::Parameters;
use crate::refusals::Refusal;
use crate::seed::Seed;
use crate::signer::SignError;
use crate::state::Store;

/// The tenant, the moment, and what is random.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    /// As it stood when the request came in.
    pub(crate) directory: &'a Directory,
    pub(crate) store: &'a Store,
    /// The host that was asked: the issuer of the tokens.
    pub(crate) authority: &'a Authority,
    /// Epoch seconds.
    pub(crate) now: i64,
    pub(crate) seed: &'a Seed,
}

impl Context<'_> {
    pub(crate) const fn tenant(&self) -> Guid {
        self.directory.tenant.id
    }
}

/// A token request whose client is known: what a grant works with.
pub(crate) struct Call<'a> {
    pub(crate) context: Context<'a>,
    pub(crate) parameters: &'a Parameters,
    pub(crate) client: Client<'a>,
    /// The secret of `client_secret_basic`.
    pub(crate) basic_secret: Option<&'a Secret>,
    /// The header of RFC 6454, which browsers alone send.
    pub(crate) origin: Option<&'a Secret>,
    /// The tenant segment of the path, as written.
    pub(crate) tenant_segment: &'a str,
}

/// Why a request gets no token.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Entra says no.
    Refused(Refusal),
    /// The host cannot sign.
    Failed(SignError),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<SignError> for Stop {
    fn from(error: SignError) -> Self {
        Self::Failed(error)
    }
}
