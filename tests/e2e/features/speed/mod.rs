//! How quick the page is. Counts are judged; times depend on the machine, so that
//! only `cargo xtask speed` asks for them, and prints them.

mod interaction;
mod paste;
