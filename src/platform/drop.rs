//! Pastes and dropped files that no field takes.

use gloo_events::{EventListener, EventListenerOptions};
use protocol::secret::Secret;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// The largest file that is read, in bytes. The decoder says what is wrong with
/// one byte more.
const FILE_LIMIT: f64 = 1_048_577.0;

/// Listens until the values are dropped.
#[must_use]
pub fn listen(heard: impl Fn(Secret) + Clone + 'static) -> [Option<EventListener>; 3] {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return [None, None, None];
    };
    let options = EventListenerOptions::enable_prevent_default();
    let pasted = heard.clone();
    let paste = EventListener::new(&document, "paste", move |event| {
        if !super::document::focus_is_in_a_field()
            && let Some(text) = super::field::paste(event)
        {
            pasted(text);
        }
    });
    // A browser that is not told otherwise leaves the page for the file.
    let over = EventListener::new_with_options(&document, "dragover", options, |event| {
        if is_file_drag(event) {
            event.prevent_default();
        }
    });
    let drop = EventListener::new_with_options(&document, "drop", options, move |event| {
        let Some(file) = files(event).and_then(|files| files.get(0)) else { return };
        event.prevent_default();
        let heard = heard.clone();
        spawn_local(async move {
            let part = file.slice_with_i32_and_f64(0, FILE_LIMIT);
            let text = match part {
                Ok(part) => JsFuture::from(part.text()).await.ok(),
                Err(_) => None,
            };
            if let Some(text) = text.and_then(|text| text.as_string()) {
                heard(Secret::new(text));
            }
        });
    });
    [Some(paste), Some(over), Some(drop)]
}

fn files(event: &web_sys::Event) -> Option<web_sys::FileList> {
    event.dyn_ref::<web_sys::DragEvent>()?.data_transfer()?.files()
}

/// While it is dragged, a browser says that there are files, not which.
fn is_file_drag(event: &web_sys::Event) -> bool {
    event
        .dyn_ref::<web_sys::DragEvent>()
        .and_then(web_sys::DragEvent::data_transfer)
        .is_some_and(|data| data.types().includes(&"Files".into(), 0))
}
