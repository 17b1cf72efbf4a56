//! Reading what was typed or pasted into a field.

use protocol::secret::Secret;
use wasm_bindgen::JsCast as _;

/// The text of the field that an event came from. The browser keeps its own
/// copies of it; ours is a secret from the first moment.
#[must_use]
pub fn text(event: &yew::events::InputEvent) -> Secret {
    let Some(target) = event.target() else { return Secret::default() };
    let text = if let Some(input) = target.dyn_ref::<web_sys::HtmlInputElement>() {
        input.value()
    } else if let Some(area) = target.dyn_ref::<web_sys::HtmlTextAreaElement>() {
        area.value()
    } else {
        String::new()
    };
    Secret::new(text)
}

/// The id of the option that was chosen in a `<select>`.
#[must_use]
pub fn choice(event: &yew::events::Event) -> String {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlSelectElement>().ok())
        .map(|select| select.value())
        .unwrap_or_default()
}

/// The length of a paste in UTF-16 units, without taking the text over.
#[must_use]
pub fn paste_length(event: &yew::events::Event) -> usize {
    pasted(event).map_or(0, |text| text.length() as usize)
}

/// The text of a paste.
#[must_use]
pub fn paste(event: &yew::events::Event) -> Option<Secret> {
    pasted(event).map(|text| Secret::new(text.into()))
}

fn pasted(event: &yew::events::Event) -> Option<js_sys::JsString> {
    let event = event.dyn_ref::<web_sys::ClipboardEvent>()?;
    let text = event.clipboard_data()?.get_data("text/plain").ok()?;
    Some(js_sys::JsString::from(text))
}

/// The name of the key of an event, as `KeyboardEvent.key` has it.
#[must_use]
pub fn key(event: &yew::events::KeyboardEvent) -> String {
    event.key()
}
