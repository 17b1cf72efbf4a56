//! A simulated Entra: answers every request of the playground with signed tokens,
//! pages and documents, or refuses it as Entra refuses it.
//!
//! It must refuse what Entra refuses, or it teaches lies. So every refusal is a
//! row of one table ([`refusals`]) that says where its number comes from, and
//! where Entra's behaviour is not public the row says that it is our choice.
//!
//! Everything is HTTP: [`Engine::answer`] takes a request and finds out by its
//! address who is meant: the token endpoint, the pages where people
//! [sign in](sign_in), [Graph](graph), Azure Resource Manager, an
//! [echo API](echo), the metadata address of a machine, or what the simulation
//! itself [offers](control). The time and the random bytes are arguments, and
//! signing is a [`Signer`] that the caller brings, because a page signs with
//! WebCrypto and a server with a native library. Every simulated token carries a
//! key id that starts with `simulated-`, every code and refresh token the word.
//!
//! Reading order: the [`directory`], the [`engine`], one file per grant, what a
//! token says (`mint`), the [`refusals`]. A new grant is a file under `grants`
//! and a line in its `mod.rs`.

mod answer;
mod assertion;
mod authentication;
mod bearer;
pub mod certificate;
mod certificate_assertion;
mod context;
pub mod control;
mod delegated;
pub mod directory;
pub mod echo;
pub mod engine;
mod example_token;
pub mod examples;
mod federation;
mod grants;
pub mod graph;
mod json;
mod managed_identity;
mod metadata;
mod mint;
mod parameters;
pub mod refusals;
mod requested_claims;
mod resource_manager;
mod scope;
pub mod seed;
mod shelf;
pub mod sign_in;
pub mod signer;
mod state;
mod token_check;

#[cfg(feature = "server")]
pub mod native;
#[cfg(feature = "server")]
pub mod server;

pub use certificate::{Certificate, VerificationKey};
pub use directory::Directory;
pub use engine::Engine;
pub use seed::Seed;
pub use signer::{Algorithm, PublicKey, SignError, Signer};
