//! The few pictures of the page. They are decoration: a word always stands
//! beside them. Drawn after the Fluent UI system icons (MIT).

use super::{Markup, element};

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// The sign of the page.
    Sign,
    /// Done.
    Check,
    /// Mind this.
    Warning,
    /// It did not work.
    Cross,
    /// A remark.
    Info,
    /// Something opens below.
    Down,
    /// Light and dark.
    Theme,
    /// Two sheets.
    Copy,
}

impl Picture {
    /// The side of the square it is drawn on, the size it is shown in, and the
    /// path.
    const fn drawing(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Sign => (
                "0 0 32 32",
                "22",
                "M14.2 1.5a3.6 3.6 0 0 1 3.6 0l9.4 5.4A3.6 3.6 0 0 1 29 10v12a3.6 3.6 0 0 1-1.8 3.1l-9.4 5.4a3.6 3.6 0 0 1-3.6 0l-9.4-5.4A3.6 3.6 0 0 1 3 22V10a3.6 3.6 0 0 1 1.8-3.1zM7 14.5v3h10.9L15.3 20.1l2.1 2.1L23.6 16l-6.2-6.2-2.1 2.1 2.6 2.6z",
            ),
            Self::Check => (
                "0 0 16 16",
                "16",
                "M14.05 3.49c.28.3.27.77-.04 1.06l-7.93 7.47A.85.85 0 0 1 4.9 12L2.22 9.28a.75.75 0 1 1 1.06-1.06l2.24 2.27 7.47-7.04a.75.75 0 0 1 1.06.04",
            ),
            Self::Warning => (
                "0 0 16 16",
                "16",
                "M5.82 2.28a2.5 2.5 0 0 1 4.36 0l4.5 8A2.5 2.5 0 0 1 12.5 14h-9a2.5 2.5 0 0 1-2.18-3.72zM8 9.5A.75.75 0 1 0 8 11a.75.75 0 0 0 0-1.5M8 5a.5.5 0 0 0-.5.5V8a.5.5 0 0 0 1 0V5.5A.5.5 0 0 0 8 5",
            ),
            Self::Cross => (
                "0 0 16 16",
                "16",
                "M8 15A7 7 0 1 0 8 1a7 7 0 0 0 0 14M6.35 5.65 8 7.29l1.65-1.64a.5.5 0 0 1 .7.7L8.71 8l1.64 1.65a.5.5 0 0 1-.7.7L8 8.71l-1.65 1.64a.5.5 0 0 1-.7-.7L7.29 8 5.65 6.35a.5.5 0 1 1 .7-.7",
            ),
            Self::Info => (
                "0 0 16 16",
                "16",
                "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1m0 5.25a.75.75 0 1 0 0-1.5.75.75 0 0 0 0 1.5m.5 1.25a.5.5 0 0 0-1 0v3a.5.5 0 0 0 1 0z",
            ),
            Self::Down => (
                "0 0 16 16",
                "16",
                "M3.15 5.65c.2-.2.5-.2.7 0L8 9.79l4.15-4.14a.5.5 0 0 1 .7.7l-4.5 4.5a.5.5 0 0 1-.7 0l-4.5-4.5a.5.5 0 0 1 0-.7",
            ),
            Self::Theme => {
                ("0 0 20 20", "20", "M10 3a7 7 0 1 1 0 14zm0-1a8 8 0 1 0 0 16 8 8 0 0 0 0-16")
            }
            Self::Copy => (
                "0 0 16 16",
                "16",
                "M5 6H4a1 1 0 0 0-1 1v5a1 1 0 0 0 1 1h4a1 1 0 0 0 1-1h1a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V7c0-1.1.9-2 2-2h1zm7-4a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V4c0-1.1.9-2 2-2zM8 3a1 1 0 0 0-1 1v5a1 1 0 0 0 1 1h4a1 1 0 0 0 1-1V4a1 1 0 0 0-1-1z",
            ),
        }
    }
}

/// One picture.
pub fn icon(picture: Picture) -> Markup {
    let (view_box, size, path) = picture.drawing();
    drawing("", view_box)
        .attr("width", size)
        .attr("height", size)
        .child(element("path", "").attr("fill-rule", "evenodd").attr("d", path))
}

/// The frame of a picture that stands beside words.
pub fn drawing(class: &'static str, view_box: &'static str) -> Markup {
    element("svg", class)
        .attr("viewBox", view_box)
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
}
