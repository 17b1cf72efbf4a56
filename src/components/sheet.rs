//! What the module that explains has laid out, as elements of the page.

use protocol::sheet::Sheet;

use super::{Markup, element, text};

/// A sheet as it stands.
pub fn sheet(laid_out: &Sheet) -> Markup {
    let part = match laid_out {
        Sheet::Text(words) => return text(words),
        Sheet::Element(part) => part,
    };
    let mut markup = element(part.tag.as_str(), "");
    for (name, value) in &part.attributes {
        markup = markup.set(name.as_str(), value);
    }
    part.inside.iter().fold(markup, |markup, inside| markup.child(sheet(inside)))
}
