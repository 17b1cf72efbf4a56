//! One file for each user's story.

mod accessibility;
mod agreement;
mod borrowed_tokens;
mod by_hand;
mod certificate;
mod certificate_elsewhere;
mod decoder;
mod device;
mod first_request;
mod flow_runs;
mod gallery;
mod keyboard;
mod leaks;
mod notes;
mod pictures;
mod quiet_fields;
mod recordings;
mod refusals;
mod same_bytes;
mod set_up;
mod sign_in;
mod signatures;
mod speed;
mod states;
mod tree;
mod wrong_input;
