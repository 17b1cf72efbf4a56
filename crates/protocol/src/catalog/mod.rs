//! Explanations as tables: one row for each claim, AADSTS number and
//! well-known id, printable as it stands.

pub mod claims;
mod claim_values;
pub mod errors;
pub mod ids;
