//! Requests, answers and tokens of Microsoft Entra, as pure data and functions.
//!
//! Three promises: nothing in this crate reads a clock, a random source, a
//! file or the network; nothing it prints of its own accord holds a secret; and
//! wire names, endpoints and explanations stand here once, for everyone.

//!
//! Reading order: a flow ([`flows`]) and the [`inputs`] make a draft ([`build`]),
//! which is looked over ([`checks`]), shown ([`render`]), taken elsewhere
//! ([`export`]) or finished ([`request`]) and sent; the answer is
//! read ([`response`]), and its [`token`] explained from the [`catalog`].

pub mod base64url;
pub mod build;
pub mod catalog;
pub mod certificate;
pub mod challenge;
pub mod checks;
pub mod client_auth;
pub mod crossing;
pub mod endpoint;
pub mod explanation;
pub mod export;
pub mod finding;
pub mod flows;
pub mod form;
pub mod guid;
pub mod har;
pub mod identity;
pub mod inputs;
mod joined;
mod json;
pub mod message;
pub mod picture;
pub mod reason;
pub mod render;
pub mod request;
pub mod response;
pub mod search;
pub mod secret;
pub mod sheet;
pub mod spec;
pub mod token;
pub mod wire;
