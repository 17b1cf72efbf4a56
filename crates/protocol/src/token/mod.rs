//! Any paste becomes an explanation. [`read`] tells what was pasted;
//! [`TokenKind`], [`Facts`], [`findings`], [`verdict`] and [`explain`] each
//! say one thing about a token that was read.
//!
//! Nothing here checks a signature, and nothing here believes a token: what
//! is shown is what the token says.

pub mod algorithm;
pub mod answer;
pub mod chain;
pub mod diff;
pub mod explain;
pub mod facts;
pub mod findings;
pub mod fmi;
mod hints;
pub mod integer;
pub mod issuer;
pub mod json;
pub mod jws;
pub mod kind;
mod paste;
pub mod reading;
pub mod redact;
pub mod shape;
pub mod signature;
pub mod stranger;
pub mod validation;
pub mod verdict;
pub mod visible;
pub mod when;

pub use facts::Facts;
pub use jws::ReadToken;
pub use kind::TokenKind;
pub use reading::{Content, Reading, Shape};
pub use shape::{PASTE_LIMIT, read};
