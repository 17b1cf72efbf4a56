//! The document around the app: theme, focus, the line for screen readers.

use std::cell::RefCell;

use gloo_events::EventListener;
use playground::preferences::Theme;
use wasm_bindgen::JsCast as _;

/// The element that a screen reader listens to. It stands in the static shell,
/// outside of the app, because it must exist before anything is announced.
const ANNOUNCEMENTS: &str = "announcements";

/// Puts a sentence where a screen reader hears it.
pub fn announce(sentence: &str) {
    if let Some(element) = by_id(ANNOUNCEMENTS) {
        element.set_text_content(Some(sentence));
    }
}

/// Shows for good that the app has stopped.
pub fn say_stopped(sentence: &str) {
    if let Some(element) = by_id("stopped") {
        element.set_text_content(Some(sentence));
        let _ = element.remove_attribute("hidden");
    }
}

/// Listens for the reader leaving the page, until the value is dropped. Browsers
/// keep pages for the way back, even those that ask not to be stored.
#[must_use]
pub fn on_leave(left: impl Fn() + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "pagehide", move |_| left()))
}

/// Sets the theme of the page.
pub fn set_theme(theme: Theme) {
    let Some(root) = document().and_then(|document| document.document_element()) else { return };
    let _ = match theme {
        Theme::System => root.remove_attribute("data-theme"),
        theme => root.set_attribute("data-theme", theme.id()),
    };
}

/// Moves the focus to an element of the page.
pub fn focus(id: &str) {
    if let Some(element) = by_id(id).and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Opens a dialog of the page over the rest, which takes no focus and no click
/// meanwhile; the focus moves into it. A dialog that is open already only takes
/// the focus, because what it shows has changed.
pub fn open_dialog(id: &str) {
    let dialog = by_id(id).and_then(|e| e.dyn_into::<web_sys::HtmlDialogElement>().ok());
    if let Some(dialog) = dialog {
        if !dialog.open() {
            let _ = dialog.show_modal();
        }
        let _ = dialog.focus();
    }
}

/// What has the focus.
#[must_use]
pub fn focused() -> Option<Focused> {
    Some(Focused(document()?.active_element()?.dyn_into().ok()?))
}

/// An element that had the focus.
pub struct Focused(web_sys::HtmlElement);

impl Focused {
    /// Gives it the focus back, if it is still there.
    pub fn focus(&self) {
        let _ = self.0.focus();
    }
}

/// Where the page is, up to and with the last slash of its path.
#[must_use]
pub fn address() -> String {
    let location = web_sys::window().map(|window| window.location());
    let parts = location.and_then(|l| Some([l.origin().ok()?, l.pathname().ok()?].concat()));
    let mut address = parts.unwrap_or_default();
    let end = address.rfind('/').map_or(0, |at| at + 1);
    address.truncate(end);
    address
}

thread_local! {
    static BEFORE: RefCell<Option<web_sys::HtmlElement>> = const { RefCell::new(None) };
}

/// Moves the focus into something that opens over the page, and remembers
/// where it was.
pub fn focus_into(id: &str) {
    let before = document().and_then(|document| document.active_element());
    BEFORE.set(before.and_then(|element| element.dyn_into().ok()));
    focus(id);
}

/// Gives the focus back to where it was before [`focus_into`], unless something
/// else has taken it since.
pub fn focus_back() {
    let taken = document().and_then(|document| document.active_element());
    if let Some(before) = BEFORE.take()
        && taken.is_none_or(|element| element.tag_name() == "BODY")
    {
        let _ = before.focus();
    }
}

/// Scrolls an element into sight, where it is not.
pub fn reveal(id: &str) {
    if let Some(element) = by_id(id) {
        element.scroll_into_view_with_bool(true);
    }
}

/// Whether the element with this id has the focus.
#[must_use]
pub fn focus_is_on(id: &str) -> bool {
    let focused = document().and_then(|document| document.active_element());
    focused.is_some_and(|element| element.id() == id)
}

/// Whether the focus is in a field, where single keys are text.
#[must_use]
pub fn focus_is_in_a_field() -> bool {
    document().and_then(|document| document.active_element()).is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
    })
}

/// The element in which the app is mounted.
#[must_use]
pub fn root() -> Option<web_sys::Element> {
    by_id("app")
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

fn by_id(id: &str) -> Option<web_sys::Element> {
    document()?.get_element_by_id(id)
}
