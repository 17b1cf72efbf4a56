//! The page: a thin Yew shell around the `playground` room.
//!
//! [`app`] owns the state, hands slices of it to the [`views`] and performs
//! effects; [`transport`] carries requests; [`platform`] is the browser.

pub mod app;
pub mod components;
mod effects;
pub mod platform;
pub mod transport;
pub mod views;

/// Memory that is given back is wiped first, so that what "Clear all" drops is
/// gone from the linear memory, which never shrinks. The standard library's allocator
/// does the same work as this one and weighs 1.4 kB more.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<rlsf::SmallGlobalTlsf> =
    zeroizing_alloc::ZeroAlloc(rlsf::SmallGlobalTlsf::new());

/// Puts the app in the place of the static shell.
pub fn mount() {
    platform::panic::set_hook();
    if let Some(root) = platform::document::root() {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
