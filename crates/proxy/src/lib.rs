//! A CORS proxy that reaches a fixed list of token services and nothing else.
//!
//! Confidential requests to Entra must not carry `Origin`, and a browser always
//! sends it; so a page needs somebody to send them. Proxies that take any
//! address from the caller are open relays. This one is a table from routes to
//! upstreams, compiled from its configuration at start:
//!
//! - [`config`]: file and arguments to a checked configuration, or one sentence;
//! - [`policy`]: the head of a request to "forward" or a [`refusal`], without I/O;
//! - [`upstream`]: writes a request from nothing, to a checked [`address`], and
//!   reads the whole answer;
//! - [`files`]: the page and its headers, when the proxy serves it too;
//! - [`service`]: the three together, as a service for the listener;
//! - [`rate`]: how often one client may ask;
//! - [`process`]: log, panic hook and core dumps of the program.
//!
//! It keeps nothing, follows no redirect, reads no proxy variable of the
//! environment, sends nothing twice, and logs neither path nor header nor body.

pub mod address;
pub mod config;
pub mod files;
pub mod page;
pub mod policy;
pub mod process;
pub mod rate;
pub mod refusal;
pub mod service;
pub mod upstream;
