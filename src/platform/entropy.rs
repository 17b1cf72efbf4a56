//! Random bytes of the browser's own generator.

use playground::fresh::Seed;

/// A seed; `None` where the browser has no generator.
#[must_use]
pub fn seed() -> Option<Seed> {
    let mut bytes = [0; 32];
    let crypto = web_sys::window()?.crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(Seed::new(bytes))
}
