//! The random bytes of one answer.
//!
//! One draw of 32 bytes by the caller, from which every identifier and opaque
//! value of the answer is derived by name. So the engine needs no random source,
//! and the same seed always gives the same answer.

use std::fmt;

use protocol::guid::Guid;
use sha2::{Digest as _, Sha256};

/// 32 random bytes, fresh for every request.
pub struct Seed([u8; 32]);

impl Seed {
    /// Takes bytes that the caller drew from a cryptographic source.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// `N` bytes for the value of this name; other names give other bytes.
    pub(crate) fn bytes<const N: usize>(&self, name: &str) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(name, &mut bytes);
        bytes
    }

    fn fill(&self, name: &str, bytes: &mut [u8]) {
        for (counter, block) in (0_u32..).zip(bytes.chunks_mut(32)) {
            let digest = Sha256::new()
                .chain_update(self.0)
                .chain_update(counter.to_be_bytes())
                .chain_update(name)
                .finalize();
            block.copy_from_slice(&digest[..block.len()]);
        }
    }

    /// The id of the request in Microsoft's logs. Entra's end with a zero byte.
    pub(crate) fn trace_id(&self) -> Guid {
        let mut bytes: [u8; 16] = self.bytes("trace_id");
        bytes[15] = 0;
        Guid::from_bytes(bytes)
    }

    /// A GUID for the value of this name.
    pub(crate) fn guid(&self, name: &str) -> Guid {
        Guid::from_bytes(self.bytes(name))
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::Seed;

    #[test]
    fn values_of_different_names_are_unrelated_and_repeatable() {
        let seed = Seed::new([7; 32]);
        assert_eq!(seed.bytes::<40>("aio"), seed.bytes::<40>("aio"));
        assert_ne!(seed.bytes::<32>("aio"), seed.bytes::<32>("nonce"));
        let long = seed.bytes::<64>("aio");
        assert_ne!(long[..32], long[32..]);
    }
}
