//! A simulated Entra: answers a token request with a signed token, or refuses
//! it as Entra refuses it.
//!
//! It must refuse what Entra refuses, or it teaches lies. So every refusal is a
//! row of one table ([`refusals`]) that says where its number comes from, and
//! where Entra's behaviour is not public the row says that it is our choice.
//!
//! [`Engine::answer`] is pure: the time and the random bytes are arguments, and
//! signing is a [`Signer`] that the caller brings, because a page signs with
//! WebCrypto and a server with a native library. Every simulated token carries a
//! key id that starts with `simulated-`.
//!
//! Reading order: the [`directory`], the [`engine`], one file per grant, what a
//! token says (`mint`), the [`refusals`]. A new grant is a file under `grants`
//! and a line in its `mod.rs`.

mod answer;
mod assertion;
mod authentication;
pub mod directory;
pub mod engine;
pub mod examples;
mod grants;
mod json;
mod mint;
mod parameters;
pub mod refusals;
pub mod seed;
pub mod signer;

#[cfg(feature = "server")]
pub mod native;
#[cfg(feature = "server")]
pub mod server;

pub use directory::Directory;
pub use engine::Engine;
pub use seed::Seed;
pub use signer::{PublicKey, SignError, Signer};
