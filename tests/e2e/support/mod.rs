//! The vocabulary of the stories.

pub(crate) mod har;
mod processes;
mod recorder;
mod signer;
mod stage;

pub(crate) use processes::provided;
pub(crate) use recorder::Recorder;
pub(crate) use signer::Signer;
pub(crate) use stage::{Stage, example};
