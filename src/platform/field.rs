//! Reading what was typed or pasted into a field.

use js_sys::Reflect;
use protocol::secret::Secret;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::*;

/// The text of the field that an event came from. The browser keeps its own
/// copies of it; ours is a secret from the first moment.
#[must_use]
pub fn text(event: &yew::events::InputEvent) -> Secret {
    Secret::new(value(event))
}

/// The id of the option that was chosen in a `<select>`.
#[must_use]
pub fn choice(event: &yew::events::Event) -> String {
    value(event)
}

/// The property `value`, which `<input>`, `<textarea>` and `<select>` all have.
/// Asked for by name: a typed getter for each would be glue for three.
fn value(event: &yew::events::Event) -> String {
    let value = event.target().and_then(|target| Reflect::get(&target, &"value".into()).ok());
    value.and_then(|value| value.as_string()).unwrap_or_default()
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

/// The same, still in the browser's hands.
pub(super) fn pasted(event: &yew::events::Event) -> Option<js_sys::JsString> {
    let data = event.dyn_ref::<web_sys::ClipboardEvent>()?.clipboard_data()?;
    data.unchecked_ref::<Clipboard>().text("text/plain").ok()
}

#[wasm_bindgen]
extern "C" {
    /// A `DataTransfer`, whose text stays outside: web-sys copies every paste in,
    /// which takes a frame for a mebibyte.
    type Clipboard;

    #[wasm_bindgen(method, catch, js_name = getData)]
    fn text(this: &Clipboard, format: &str) -> Result<js_sys::JsString, JsValue>;
}

/// The name of the key of an event, as `KeyboardEvent.key` has it.
#[must_use]
pub fn key(event: &yew::events::KeyboardEvent) -> String {
    event.key()
}
