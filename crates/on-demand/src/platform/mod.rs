//! The browser's abilities that the simulated Entra needs.

pub(crate) mod clock;
pub(crate) mod entropy;
pub(crate) mod panic;
pub(crate) mod verify;
pub(crate) mod webcrypto;
