//! What is exported, run by the programs it is written for: bash, Python and Node
//! against a recorder, whatever stands in a value; httpyac, Bruno and MSAL against
//! the simulated Entra, to the last token.
#![allow(clippy::expect_used, reason = "what a test needs and does not get fails it")]
#![cfg(not(target_arch = "wasm32"))]

#[path = "../../../protocol/tests/cases/mod.rs"]
mod cases;
mod entra;
mod message;
mod person;
mod program;
mod quoting;
mod recorder;
mod runs;
mod trip;
