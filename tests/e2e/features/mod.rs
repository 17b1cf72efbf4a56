//! One file for each user's story.

mod accessibility;
mod agreement;
mod by_hand;
mod certificate;
mod decoder;
mod first_request;
mod flow_runs;
mod gallery;
mod leaks;
mod quiet_fields;
mod recordings;
mod refusals;
mod same_bytes;
mod sign_in;
mod signatures;
mod speed;
mod states;
mod wrong_input;
