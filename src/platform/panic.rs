//! What is said when the app itself fails: a fixed sentence and the place in
//! the source, never the message, which may hold what somebody typed.

/// Replaces Yew's hook, which would print the message.
pub fn set_hook() {
    yew::set_custom_panic_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, |at| {
            let file = at.file().rsplit('/').next().unwrap_or_default();
            format!(" at {file}:{}", at.line())
        });
        let words = format!(
            "The playground has stopped because of a mistake in it{place}. Reload the page; nothing was kept."
        );
        super::document::say_stopped(&words);
        web_sys::console::error_1(&words.into());
    }));
}
