//! The keys that work anywhere in the page.

use std::cell::Cell;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast as _;

/// A key of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortcut {
    /// Ctrl or ⌘ with Enter.
    RunStep,
    /// Ctrl or ⌘ with Shift and Enter.
    RunAll,
    /// Escape.
    Escape,
    /// `?`, outside of fields.
    Help,
    /// Ctrl or ⌘ with K.
    Palette,
    /// `/`, outside of fields.
    Search,
    /// `1` to `9`, outside of fields: a step, counted from 0.
    Step(usize),
}

thread_local! {
    static SINGLE_KEYS: Cell<bool> = const { Cell::new(true) };
}

/// Says whether keys without Ctrl or ⌘ do something.
pub fn allow_single_keys(allowed: bool) {
    SINGLE_KEYS.set(allowed);
}

/// Listens until the value is dropped.
#[must_use]
pub fn listen(heard: impl Fn(Shortcut) + 'static) -> Option<EventListener> {
    let document = web_sys::window()?.document()?;
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(&document, "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>() else { return };
        if let Some(shortcut) = shortcut(event) {
            if !matches!(shortcut, Shortcut::Escape) {
                event.prevent_default();
            }
            heard(shortcut);
        }
    }))
}

fn shortcut(event: &web_sys::KeyboardEvent) -> Option<Shortcut> {
    let key = event.key();
    if (event.ctrl_key() || event.meta_key()) && key == "Enter" {
        return Some(if event.shift_key() { Shortcut::RunAll } else { Shortcut::RunStep });
    }
    if (event.ctrl_key() || event.meta_key()) && key.eq_ignore_ascii_case("k") {
        return Some(Shortcut::Palette);
    }
    if key == "Escape" {
        return Some(Shortcut::Escape);
    }
    // Single characters are text while a field has the focus.
    if !SINGLE_KEYS.get()
        || event.ctrl_key()
        || event.meta_key()
        || event.alt_key()
        || super::document::focus_is_in_a_field()
    {
        return None;
    }
    match key.as_bytes() {
        b"?" => Some(Shortcut::Help),
        b"/" => Some(Shortcut::Search),
        [digit @ b'1'..=b'9'] => Some(Shortcut::Step(usize::from(digit - b'1'))),
        _ => None,
    }
}
