//! Requests, answers and tokens of Microsoft Entra, as pure data and functions.
//!
//! Three promises: nothing in this crate reads a clock, a random source, a
//! file or the network; nothing it prints of its own accord holds a secret; and
//! wire names, endpoints and explanations stand here once, for everyone.

pub mod catalog;
pub mod finding;
pub mod guid;
pub mod identity;
pub mod secret;
pub mod token;
