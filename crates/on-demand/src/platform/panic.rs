//! What is said when this module itself fails, in the page's place for that: a
//! fixed sentence and the place in the source, never the message, which may hold
//! what somebody typed.

/// Sets what a panic does before it ends the module.
pub(crate) fn set_hook() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, |at| {
            let file = at.file().rsplit('/').next().unwrap_or_default();
            format!(" at {file}:{}", at.line())
        });
        let words = format!(
            "What the page loaded later has stopped because of a mistake in it{place}. The next request loads it again; the simulated tenant starts anew."
        );
        let document = web_sys::window().and_then(|window| window.document());
        if let Some(element) = document.and_then(|document| document.get_element_by_id("stopped")) {
            element.set_text_content(Some(&words));
            let _ = element.remove_attribute("hidden");
        }
        web_sys::console::error_1(&words.into());
    }));
}
