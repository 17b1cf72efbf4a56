//! Saving a file, on a click: the browser asks the reader where.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast as _;

/// Hands bytes to the browser as a file. The address that this takes is dropped
/// as soon as the browser has begun.
pub fn save(name: &str, bytes: &[u8]) {
    let array = Uint8Array::from(bytes);
    let parts = Array::of1(&array);
    let saved = web_sys::Blob::new_with_u8_array_sequence(&parts).and_then(|blob| {
        let url = web_sys::Url::create_object_url_with_blob(&blob)?;
        let link = web_sys::window().and_then(|window| window.document()).and_then(|document| {
            document.create_element("a").ok()?.dyn_into::<web_sys::HtmlElement>().ok()
        });
        if let Some(link) = link {
            link.set_attribute("href", &url)?;
            link.set_attribute("download", name)?;
            link.click();
        }
        web_sys::Url::revoke_object_url(&url)
    });
    array.fill(0, 0, array.length());
    // A browser that refuses saves nothing; the text can still be copied.
    drop(saved);
}
