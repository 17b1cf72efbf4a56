//! The browser's abilities, one file each: the only files that name web-sys or
//! js-sys.

pub mod clipboard;
pub mod clock;
pub mod document;
pub mod download;
pub mod drop;
pub mod entropy;
pub mod field;
pub mod file;
pub mod http;
pub mod keyboard;
pub mod on_demand;
pub mod panic;
pub mod popup;
pub mod storage;
