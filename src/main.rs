//! Mounts the page where `static/index.html` keeps its shell.

use token_playground::App;
use wasm_bindgen::{JsCast, JsValue};

/// What the address held after its path when the page was opened, handed over
/// once by `static/boot.js`, which has already taken it off the address bar.
fn landing() -> Option<String> {
    let global = js_sys::global();
    let take =
        js_sys::Reflect::get(&global, &JsValue::from_str("__tokenPlaygroundLanding")).ok()?;
    take.dyn_ref::<js_sys::Function>()?.call0(&JsValue::UNDEFINED).ok()?.as_string()
}

fn main() {
    drop(landing());
    let shell = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"));
    if let Some(shell) = shell {
        yew::Renderer::<App>::with_root(shell).render();
    }
}
