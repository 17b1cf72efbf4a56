//! Small parts that know no protocol flow: icons, identities, fields, tabs.

mod copy_button;
mod field;
mod icon;
mod identity;
mod notice;
mod plain_text;
mod tabs;

pub use copy_button::CopyButton;
pub(crate) use field::private;
pub use field::{SelectField, TextField, field_id};
pub use icon::{Icon, Picture};
pub use identity::Identity;
pub use notice::{Notice, Tone};
pub use plain_text::PlainText;
pub use tabs::{Tab, TabList, panel_id, tab_id};
