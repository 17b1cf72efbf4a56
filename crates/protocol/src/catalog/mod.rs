//! Explanations as tables: one row for each claim, AADSTS number and
//! well-known id, printable as it stands.

mod claim_values;
pub mod claims;
pub mod errors;
pub mod ids;
