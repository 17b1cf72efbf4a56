//! The simulated Entra: a second WebAssembly module, which `static/boot.js`
//! loads when it is first asked.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = __tokenPlaygroundSimulated, js_name = answer)]
    async fn ask(message: &Uint8Array) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = __tokenPlaygroundSimulated, js_name = forget)]
    fn drop_all();
}

/// The module did not come; asking again tries again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

/// Answers the bytes of an HTTP message with those of another; `None` where the
/// browser does not let the page sign.
///
/// # Errors
/// [`NotLoaded`] when the module could not be loaded.
pub async fn answer(message: &[u8]) -> Result<Option<Zeroizing<Vec<u8>>>, NotLoaded> {
    // Bytes, not a string: a JavaScript string would stay until the collector
    // comes; arrays are emptied as soon as they are read.
    let request = Uint8Array::from(message);
    let asked = ask(&request).await;
    request.fill(0, 0, request.length());
    let Ok(response) = asked.map_err(|_| NotLoaded)?.dyn_into::<Uint8Array>() else {
        return Ok(None);
    };
    let message = Zeroizing::new(response.to_vec());
    response.fill(0, 0, response.length());
    Ok(Some(message))
}

/// Drops its tenant and key, where it has been loaded.
pub fn forget() {
    drop_all();
}
