//! The browser's abilities that this module needs.

pub(crate) mod certificate;
pub(crate) mod clock;
pub(crate) mod entropy;
pub(crate) mod panic;
pub(crate) mod verify;
pub(crate) mod webcrypto;
