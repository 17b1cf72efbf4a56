//! Pastes that no field takes, and files: dropped anywhere, or chosen with the
//! page's button.

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use js_sys::Reflect;
use protocol::secret::Secret;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;

use super::file::OpenedFile;
use super::{document, field};

/// The field whose pastes may be files.
const DECODER: &str = "decoder-text";

/// Listens until the values are dropped.
#[must_use]
pub fn listen(
    heard: impl Fn(Secret) + 'static,
    opened: impl Fn(OpenedFile) + Clone + 'static,
) -> [Option<EventListener>; 4] {
    let Some(page) = web_sys::window().and_then(|window| window.document()) else {
        return [None, None, None, None];
    };
    // Before any field: a text of many megabytes in one would stop the page.
    let first = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    let open = opened.clone();
    let paste = EventListener::new_with_options(&page, "paste", first, move |event| {
        let in_field = document::focus_is_in_a_field();
        if in_field && !document::focus_is_on(DECODER) {
            return;
        }
        if let Some(file) = field::pasted(event).and_then(|text| OpenedFile::of_paste(&text)) {
            event.prevent_default();
            event.stop_propagation();
            open(file);
        } else if !in_field && let Some(text) = field::paste(event) {
            heard(text);
        }
    });
    let options = EventListenerOptions::enable_prevent_default();
    // A browser that is not told otherwise leaves the page for the file.
    let over = EventListener::new_with_options(&page, "dragover", options, |event| {
        if is_file_drag(event) {
            event.prevent_default();
        }
    });
    let open = opened.clone();
    let drop = EventListener::new_with_options(&page, "drop", options, move |event| {
        if let Some(file) = dropped(event).and_then(|files| files.get(0)) {
            event.prevent_default();
            sniff(file, open.clone());
        }
    });
    let chosen = EventListener::new(&page, "change", move |event| {
        let Some(target) = event.target() else { return };
        let files = Reflect::get(&target, &"files".into()).ok();
        let files = files.and_then(|files| files.dyn_into::<web_sys::FileList>().ok());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            sniff(file, opened.clone());
            // So that the same file can be chosen again.
            let _ = Reflect::set(&target, &"value".into(), &"".into());
        }
    });
    [Some(paste), Some(over), Some(drop), Some(chosen)]
}

fn sniff(file: web_sys::File, opened: impl Fn(OpenedFile) + 'static) {
    spawn_local(async move { opened(OpenedFile::of(file).await) });
}

fn dropped(event: &web_sys::Event) -> Option<web_sys::FileList> {
    event.dyn_ref::<web_sys::DragEvent>()?.data_transfer()?.files()
}

/// While it is dragged, a browser says that there are files, not which.
fn is_file_drag(event: &web_sys::Event) -> bool {
    event
        .dyn_ref::<web_sys::DragEvent>()
        .and_then(web_sys::DragEvent::data_transfer)
        .is_some_and(|data| data.types().includes(&"Files".into(), 0))
}
