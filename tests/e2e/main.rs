//! The built page in a real browser, behind the real proxy. See `README.md` in
//! the folder above.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed"
)]

mod features;
mod support;
