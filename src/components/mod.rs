//! Small parts that know no protocol flow: icons, identities, fields, tabs.
//!
//! They are functions, not Yew components: each component type costs four
//! kilobytes of WebAssembly. The app is one, and the claims of a token, which are half of
//! the page and seldom change.

mod copy_button;
mod field;
mod icon;
mod identity;
mod markup;
mod notice;
mod plain_text;
mod sheet;
mod tabs;

pub use copy_button::copy_button;
pub(crate) use field::private;
pub use field::{TextField, field_id, on_paste, radio, select_field, text_box, text_field};
pub use icon::{Picture, drawing, icon};
pub use identity::identity;
pub use markup::{
    Heard, Markup, button, code, dd, div, dt, element, h2, h3, header, li, list, on_off, p,
    section, span, strong, td, text, th, tr, ul,
};
pub use notice::{Tone, finding, notice, refusal_box, section_title};
pub use plain_text::plain_text;
pub use sheet::{look_up, searched, sheet, sheets};
pub use tabs::{Tab, tabs};
