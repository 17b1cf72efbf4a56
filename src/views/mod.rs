//! The panes of the page: slices of the state in, actions out.

mod answer;
mod by_hand;
mod chain;
mod destination;
mod form;
mod help;
pub mod page;
mod rail;
mod refused;
mod request;
mod token;
mod top_bar;
