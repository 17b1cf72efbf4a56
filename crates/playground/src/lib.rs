//! What the playground does, without a page.
//!
//! One [`State`](state::State) holds what the reader did and what came back.
//! An [`Action`](action::Action) is everything that can happen;
//! [`update`](update::update) answers it by changing the state and naming the
//! [`Effect`](effect::Effect)s that a shell has to perform; [`select`] computes
//! all that a view shows. Nothing here reads a clock, a random source or the
//! network: times and answers arrive as actions.

pub mod action;
pub mod certificate;
pub mod command;
pub mod decoder;
pub mod deployment;
pub mod destination;
pub mod documents;
pub mod effect;
pub mod explanations;
pub mod fresh;
pub mod gallery;
pub mod once;
pub mod outcome;
pub mod page;
pub mod palette;
pub mod pictures;
pub mod preferences;
pub mod redirect;
pub mod select;
pub mod sign_in;
pub mod state;
pub mod update;
