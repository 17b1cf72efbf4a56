//! What may be kept between visits: the theme, and whether single keys
//! do something; in a window of its own alone.
//! An embedded page keeps nothing.

use playground::preferences::{Preferences, Theme};

const THEME: &str = "theme";
const SINGLE_KEYS: &str = "single-keys";

/// The preferences kept, or the defaults where storage is not to be had.
#[must_use]
pub fn recall() -> Preferences {
    let kept = |name| storage().and_then(|storage| storage.get_item(name).ok()?);
    Preferences {
        theme: kept(THEME).map_or(Theme::System, |id| Theme::parse(&id)),
        no_single_keys: kept(SINGLE_KEYS).is_some(),
    }
}

/// Keeps the preferences. A browser that forbids it loses nothing else.
pub fn remember(preferences: Preferences) {
    if let Some(storage) = storage() {
        let _ = match preferences.theme {
            Theme::System => storage.remove_item(THEME),
            theme => storage.set_item(THEME, theme.id()),
        };
        let _ = if preferences.no_single_keys {
            storage.set_item(SINGLE_KEYS, "off")
        } else {
            storage.remove_item(SINGLE_KEYS)
        };
    }
}

fn storage() -> Option<web_sys::Storage> {
    let window = web_sys::window()?;
    let top = window.top().ok()??;
    if !js_sys::Object::is(&window, &top) {
        return None;
    }
    window.local_storage().ok()?
}
