//! One file for each user's story.

mod accessibility;
mod by_hand;
mod certificate;
mod decoder;
mod first_request;
mod flow_runs;
mod keyboard;
mod leaks;
mod quiet_fields;
mod same_bytes;
mod sign_in;
mod speed;
mod states;
mod tree;
mod wrong_input;
