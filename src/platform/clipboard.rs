//! Writing to the clipboard, on the reader's click alone. Nothing here reads
//! it.

use wasm_bindgen_futures::JsFuture;

/// Puts a text on the clipboard; `false` when the browser does not allow it.
pub async fn write(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    // Outside of secure contexts the property is missing, whatever its type says.
    let clipboard = window.navigator().clipboard();
    if clipboard.is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}
