//! What the simulated Entra remembers between two requests.
//!
//! All of it is bounded, and all of it is in memory only. The lock is held for
//! moments, never while something is signed.

use std::sync::{Arc, Mutex, PoisonError};

use protocol::guid::Guid;
use protocol::secret::Secret;

use crate::directory::{Directory, Platform};
use crate::shelf::Shelf;

/// A code lives for ten minutes.
pub(crate) const CODE_LIFETIME_S: i64 = 600;
/// A device code lives for a quarter of an hour.
pub(crate) const DEVICE_LIFETIME_S: i64 = 900;
/// A refresh token dies of 90 days without use.
pub(crate) const REFRESH_LIFETIME_S: i64 = 90 * 86_400;
/// A page's refresh token dies a day after the sign-in.
pub(crate) const PAGE_REFRESH_LIFETIME_S: i64 = 86_400;

const CODES: usize = 200;
const REFRESH_TOKENS: usize = 500;
const DEVICES: usize = 50;
const SIGNED_IN: usize = 20;
/// What set-up calls may add of each kind of object.
pub(crate) const OBJECTS: usize = 250;

/// What a client may do for a person, as agreed at sign-in: what a code and a
/// refresh token stand for.
#[derive(Clone, Debug)]
pub(crate) struct Delegation {
    /// The application id of the client.
    pub(crate) client: Guid,
    /// The object id of the person or agent user.
    pub(crate) user: Guid,
    /// The scope as it was asked for.
    pub(crate) scope: String,
    /// The kind of program that the codes and tokens belong to; `None` for
    /// agents and APIs.
    pub(crate) platform: Option<Platform>,
    /// `sid`.
    pub(crate) session: Guid,
    /// Of OpenID Connect; for the first id token alone.
    pub(crate) nonce: Option<String>,
    /// When the person signed in, in epoch seconds.
    pub(crate) started: i64,
}

/// An authorization code.
#[derive(Debug)]
pub(crate) struct Code {
    pub(crate) delegation: Delegation,
    pub(crate) redirect_uri: String,
    pub(crate) challenge: Option<Challenge>,
    pub(crate) issued: i64,
    pub(crate) redeemed: bool,
}

/// What a verifier must fit (RFC 7636 4.6).
#[derive(Clone, Debug)]
pub(crate) enum Challenge {
    /// The SHA-256 of the verifier, in base64url.
    S256(String),
    /// The verifier itself.
    Plain(String),
}

/// A refresh token.
#[derive(Clone, Debug)]
pub(crate) struct Refresh {
    pub(crate) delegation: Delegation,
    pub(crate) issued: i64,
}

/// A device that waits (RFC 8628).
#[derive(Clone, Debug)]
pub(crate) struct Device {
    pub(crate) client: Guid,
    pub(crate) scope: String,
    pub(crate) user_code: Secret,
    pub(crate) issued: i64,
    /// Seconds between two polls.
    pub(crate) interval: i64,
    pub(crate) polled: Option<i64>,
    pub(crate) decision: Decision,
}

/// What the person at the device page said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    Pending,
    Accepted(Guid),
    Declined,
}

/// Everything.
#[derive(Debug)]
pub(crate) struct State {
    /// Replaced, never changed in place, while somebody reads it.
    pub(crate) directory: Arc<Directory>,
    pub(crate) codes: Shelf<Code>,
    pub(crate) refresh_tokens: Shelf<Refresh>,
    pub(crate) devices: Shelf<Device>,
    /// Who has signed in, the last one last: what `prompt=none` finds.
    pub(crate) signed_in: Vec<Guid>,
}

impl State {
    fn new(directory: Arc<Directory>) -> Self {
        Self {
            directory,
            codes: Shelf::new(CODES),
            refresh_tokens: Shelf::new(REFRESH_TOKENS),
            devices: Shelf::new(DEVICES),
            signed_in: Vec::new(),
        }
    }

    pub(crate) fn sign_in(&mut self, user: Guid) {
        self.signed_in.retain(|other| *other != user);
        if self.signed_in.len() >= SIGNED_IN {
            self.signed_in.remove(0);
        }
        self.signed_in.push(user);
    }
}

/// The state behind its lock.
#[derive(Debug)]
pub(crate) struct Store(Mutex<State>);

impl Store {
    pub(crate) fn new(directory: Directory) -> Self {
        Self(Mutex::new(State::new(Arc::new(directory))))
    }

    /// Looks at the state, or changes it.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        // Nothing below panics, and what it leaves behind is whole.
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The directory as it is now.
    pub(crate) fn directory(&self) -> Arc<Directory> {
        self.with(|state| Arc::clone(&state.directory))
    }

    /// Changes the directory.
    pub(crate) fn change<T>(&self, work: impl FnOnce(&mut Directory) -> T) -> T {
        self.with(|state| work(Arc::make_mut(&mut state.directory)))
    }

    /// Back to a directory, with nothing remembered.
    pub(crate) fn reset(&self, directory: Directory) {
        self.with(|state| *state = State::new(Arc::new(directory)));
    }
}
