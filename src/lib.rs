//! The page: a thin Yew shell around the `playground` room.
//!
//! [`app`] owns the state, hands slices of it to the [`views`] and performs
//! effects; [`transport`] carries requests; [`platform`] is the browser. The
//! modules are a library so that tests can mount any of them.

#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

pub mod platform;
