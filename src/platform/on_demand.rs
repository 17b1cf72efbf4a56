//! What loads later: a second WebAssembly module, which `static/boot.js` loads
//! when it is first asked.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = __tokenPlaygroundOnDemand, js_name = answer)]
    async fn ask(message: &Uint8Array) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = __tokenPlaygroundOnDemand)]
    async fn write_document(order: &Uint8Array) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = __tokenPlaygroundOnDemand)]
    async fn check_signature(order: &Uint8Array) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = __tokenPlaygroundOnDemand, js_name = explain)]
    async fn explained(question: &Uint8Array) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = __tokenPlaygroundOnDemand, js_name = read_har)]
    async fn next_of_har(file: u32, chunk: &Uint8Array, last: bool) -> Result<JsValue, JsValue>;

    /// Drops what was read of a HAR file so far.
    #[wasm_bindgen(js_namespace = __tokenPlaygroundOnDemand)]
    pub fn close_har();
    #[wasm_bindgen(catch, js_namespace = __tokenPlaygroundOnDemand, js_name = use_key)]
    async fn use_key_of(order: &Uint8Array) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = __tokenPlaygroundOnDemand, js_name = forget)]
    fn drop_all();
}

/// The module did not come; asking again tries again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

/// What the simulated Entra answers: the bytes of an HTTP message to those of
/// another; `None` where the browser does not let the page sign.
///
/// # Errors
/// [`NotLoaded`] when the module could not be loaded.
pub async fn answer(message: &[u8]) -> Result<Option<Zeroizing<Vec<u8>>>, NotLoaded> {
    let request = Uint8Array::from(message);
    taken(&request, ask(&request).await)
}

/// The files of a document that is ordered.
///
/// # Errors
/// [`NotLoaded`] when the module could not be loaded.
pub async fn document(order: &[u8]) -> Result<Option<Zeroizing<Vec<u8>>>, NotLoaded> {
    let order = Uint8Array::from(order);
    taken(&order, write_document(&order).await)
}

/// What the check of a signature found.
///
/// # Errors
/// [`NotLoaded`] when the module could not be loaded.
pub async fn check(order: &[u8]) -> Result<Option<Zeroizing<Vec<u8>>>, NotLoaded> {
    let order = Uint8Array::from(order);
    taken(&order, check_signature(&order).await)
}

/// What is said of a token or a paste.
///
/// # Errors
/// [`NotLoaded`] when the module could not be loaded.
pub async fn explain(question: &[u8]) -> Result<Option<Zeroizing<Vec<u8>>>, NotLoaded> {
    let question = Uint8Array::from(question);
    taken(&question, explained(&question).await)
}

/// Has the next bytes of a HAR file read, which are zeros afterwards; `None` while
/// more are to come.
///
/// # Errors
/// [`NotLoaded`] when the module could not be loaded.
pub async fn read_har(
    file: u32,
    chunk: &Uint8Array,
    last: bool,
) -> Result<Option<Zeroizing<Vec<u8>>>, NotLoaded> {
    taken(chunk, next_of_har(file, chunk, last).await)
}

/// What came of an order about the key of a certificate.
///
/// # Errors
/// [`NotLoaded`] when the module could not be loaded.
pub async fn use_key(order: &[u8]) -> Result<Option<Zeroizing<Vec<u8>>>, NotLoaded> {
    let order = Uint8Array::from(order);
    taken(&order, use_key_of(&order).await)
}

/// Bytes, not a string: a JavaScript string would stay until the collector
/// comes; arrays are emptied as soon as they are read.
fn taken(
    sent: &Uint8Array,
    came: Result<JsValue, JsValue>,
) -> Result<Option<Zeroizing<Vec<u8>>>, NotLoaded> {
    sent.fill(0, 0, sent.length());
    let Ok(came) = came.map_err(|_| NotLoaded)?.dyn_into::<Uint8Array>() else {
        return Ok(None);
    };
    let bytes = Zeroizing::new(came.to_vec());
    came.fill(0, 0, came.length());
    Ok(Some(bytes))
}

/// Drops the simulated tenant and every key, where it has been loaded.
pub fn forget() {
    drop_all();
}
