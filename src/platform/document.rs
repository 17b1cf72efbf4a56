//! The document around the app: theme, focus, the line for screen readers.

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
    if let Some(element) = by_id(id) {
        take_focus(&element);
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

/// What has the focus, if anything has.
#[must_use]
pub fn focused() -> Option<Focused> {
    let element = document()?.active_element()?;
    (element.tag_name() != "BODY").then(|| Focused {
        around: element.parent_element().and_then(|parent| parent.closest(AROUND).ok()?),
        element,
    })
}

/// An element that had the focus.
pub struct Focused {
    element: web_sys::Element,
    /// The part of the page that it belongs to.
    around: Option<web_sys::Element>,
}

/// The parts of the page in which something is left to go on with when the
/// button that was pressed is gone, such as Cancel.
const AROUND: &str = ".destination, .runbar, .pane, #main";

impl Focused {
    /// Gives it the focus back, if it is still there.
    pub fn focus(&self) {
        take_focus(&self.element);
    }

    /// If nothing has the focus any more, because what had it is gone: gives it
    /// to the first button that is left around it.
    pub fn pass_on_if_lost(&self) {
        if focused().is_some() {
            return;
        }
        if let Some(around) = &self.around
            && let Ok(Some(next)) = around.query_selector("button")
        {
            take_focus(&next);
        }
        if focused().is_none() {
            focus("main");
        }
    }
}

fn take_focus(element: &web_sys::Element) {
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        let _ = element.focus();
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
