//! Values that are made anew for every sign-in: `state`, `nonce`, the PKCE
//! verifier; and the GUIDs of objects that are yet to be made.
//!
//! Chance enters once, as the 32 bytes of a [`Seed`]. Everything else follows
//! from it by SHA-256, so that a test can foresee it and nobody else can. The
//! values are computed when they are needed and kept nowhere.

use std::fmt;

use protocol::base64url;
use protocol::flows::FlowId;
use protocol::guid::Guid;
use protocol::inputs::{InputId, InputKind, Inputs};
use protocol::secret::Secret;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

/// What chance gives the playground when it opens: as secret as what follows
/// from it.
#[derive(Clone, PartialEq, Eq)]
pub struct Seed(Zeroizing<[u8; 32]>);

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed([redacted])")
    }
}

impl Seed {
    /// Takes 32 bytes of the system's random source over.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The seed after everything was cleared. There is no way back to this one.
    pub(crate) fn next(&self) -> Self {
        Self::new(self.hash(&["next"]))
    }

    fn hash(&self, words: &[&str]) -> [u8; 32] {
        let mut hash = Sha256::new_with_prefix(*self.0);
        for word in words {
            hash.update([0]);
            hash.update(word);
        }
        hash.finalize().into()
    }

    /// 43 characters of base64url.
    fn text(&self, words: &[&str]) -> String {
        base64url::encode(&self.hash(words))
    }
}

/// The length of the id in front of the dot of `state`, by which the redirect
/// page finds the window that began the sign-in.
const CHANNEL_LENGTH: usize = 22;

/// Fills an input with a value of its own, if it is one that takes such.
///
/// `run` tells the runs of a flow apart: a sign-in counts it up, and the steps
/// that redeem its answer use the same.
pub(crate) fn fill(inputs: &mut Inputs, id: InputId, seed: &Seed, flow: FlowId, run: u32) {
    let words = [flow.as_str(), id.name(), &run.to_string()];
    match (id.row().kind, id) {
        (InputKind::Random, InputId::State) => {
            let mut state = seed.text(&[flow.as_str(), "channel", words[2]]);
            state.truncate(CHANNEL_LENGTH);
            state.push('.');
            state.push_str(&seed.text(&words));
            inputs.set(id, state);
        }
        (InputKind::Random, _) if id.row().secret => {
            inputs.set_secret(id, Secret::new(seed.text(&words)));
        }
        (InputKind::Random, _) => inputs.set(id, seed.text(&words)),
        // An object keeps its id over all runs.
        (InputKind::NewGuid, _) => inputs.set(id, guid(seed.hash(&[id.name()])).to_string()),
        _ => {}
    }
}

/// A GUID of its own for a numbered attempt.
pub(crate) fn new_guid(seed: &Seed, attempt: u32) -> Guid {
    guid(seed.hash(&["guid", &attempt.to_string()]))
}

/// A GUID of version 4 (RFC 9562 5.4).
fn guid(hash: [u8; 32]) -> Guid {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    Guid::from_bytes(bytes)
}

/// The name of the channel on which the redirect page hands on an answer;
/// `None` for a `state` that the page would not know, such as one that was
/// typed.
#[must_use]
pub fn channel(state: &str) -> Option<String> {
    let (id, rest) = state.split_once('.')?;
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    let known = (CHANNEL_LENGTH..=64).contains(&id.len())
        && !rest.is_empty()
        && id.bytes().chain(rest.bytes()).all(plain);
    known.then(|| ["sign-in-", id].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::flows::FLOWS;

    fn filled(id: InputId, run: u32) -> String {
        let mut inputs = Inputs::default();
        fill(&mut inputs, id, &Seed::new([7; 32]), FLOWS[0].id, run);
        match inputs.secret(id) {
            Some(secret) => secret.expose().to_owned(),
            None => inputs.plain(id).to_owned(),
        }
    }

    #[test]
    fn every_run_has_values_of_its_own_and_one_run_always_the_same() {
        for id in [InputId::State, InputId::Nonce, InputId::CodeVerifier] {
            assert_eq!(filled(id, 1), filled(id, 1));
            assert_ne!(filled(id, 1), filled(id, 2));
        }
        assert_ne!(filled(InputId::Nonce, 1), filled(InputId::CodeVerifier, 1));
        assert_eq!(filled(InputId::CodeVerifier, 1).len(), 43);
    }

    #[test]
    fn the_redirect_page_knows_the_channel_of_a_state() {
        let state = filled(InputId::State, 1);
        let channel = channel(&state).expect("a channel");
        assert_eq!(channel.strip_prefix("sign-in-"), state.split('.').next());
    }

    #[test]
    fn a_typed_state_has_no_channel() {
        for state in [
            "",
            "12345",
            "short.rest",
            "a b.c",
            "0123456789012345678901.",
            "12345678901234567890123/.x",
        ] {
            assert_eq!(channel(state), None, "{state}");
        }
    }

    #[test]
    fn an_object_keeps_its_guid_over_all_runs() {
        let guid = filled(InputId::ScopeId, 1);
        assert_eq!(guid, filled(InputId::ScopeId, 2));
        assert!(Guid::parse(&guid).is_some() && guid.as_bytes()[14] == b'4', "{guid}");
        assert_ne!(guid, filled(InputId::RoleAssignmentId, 1));
    }

    #[test]
    fn a_seed_is_never_printed_and_never_comes_back() {
        let seed = Seed::new([7; 32]);
        assert_eq!(format!("{seed:?}"), "Seed([redacted])");
        assert_ne!(seed.next(), seed);
    }
}
