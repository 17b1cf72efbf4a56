//! Random bytes of the browser's own generator.

/// Fills a buffer with random bytes; `false` where the browser has none.
#[must_use]
pub(crate) fn fill(buffer: &mut [u8]) -> bool {
    web_sys::window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(buffer).is_ok())
}
