//! What the module that explains has laid out for the eye: elements, attributes and
//! texts as data, of which the page makes elements and text nodes. How something is
//! laid out then weighs nothing where the page starts.
//!
//! A sheet cannot do anything: it knows a few names and no others, among them no
//! script, no style, no event and no address.

use std::fmt;

use crate::crossing::{Crossing, Reader, Writer, crossing};
use crate::explanation::Place;
use crate::identity::IdentityKind;
use crate::search;

/// The names that a sheet knows, of elements and of attributes, with a space between
/// them. None makes a browser load, run or send anything.
const WORDS: &str = "aria-hidden aria-label b bdi caption class code col colgroup colspan d data-of data-state dd details div dl dt focusable g h2 h3 height id key li ol p path pre preserveAspectRatio rect role rx scope section span strong summary svg tabindex table tbody td text text-anchor th thead time title tr transform ul viewBox width x y";

/// One of the names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word(&'static str);

impl Word {
    /// The name as the page's documents write it; `None` for one that no sheet may
    /// hold.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        WORDS.split(' ').find(|word| *word == name).map(Self)
    }

    /// The same while the program is compiled, which ends there for another name:
    /// [`word!`] calls it so.
    pub(crate) const fn of(name: &'static str) -> Self {
        let (words, name_bytes) = (WORDS.as_bytes(), name.as_bytes());
        let (mut at, mut same) = (0, 0);
        while at <= words.len() {
            if at == words.len() || words[at] == b' ' {
                if same == name_bytes.len() {
                    return Self(name);
                }
                same = 0;
            } else if same < name_bytes.len() && words[at] == name_bytes[same] {
                same += 1;
            } else {
                same = usize::MAX;
            }
            at += 1;
        }
        panic!("a sheet knows no such name")
    }

    /// The name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl Crossing for Word {
    fn put(&self, to: &mut Writer) {
        to.bytes(self.0.as_bytes());
    }

    fn take(from: &mut Reader<'_>) -> Self {
        let word = from.text().and_then(Self::parse);
        from.or_fail(word, Self(""))
    }
}

/// Something laid out.
#[derive(Clone, PartialEq, Eq)]
pub enum Sheet {
    /// A text of this page's own.
    Text(String),
    /// An element.
    Element(Element),
    /// A text that somebody else wrote, such as a claim: it is isolated, and what
    /// hides or reorders in it is made visible.
    Plain(String),
    /// Who, with shape, letter and hue.
    Identity {
        /// What it is.
        kind: IdentityKind,
        /// What to call it.
        name: String,
        /// Its id as written; may be empty.
        id: String,
    },
    /// An element that is there if what is searched for stands in it; a group of
    /// those is one itself.
    Sought(Element),
    /// A button that opens a place of the page.
    Way {
        /// The place.
        place: Place,
        /// What the button says.
        words: String,
    },
    /// A button that looks a refusal up by its number.
    Number(u32),
    /// A link to what Microsoft says of the number.
    LookUp(u32),
    /// The picture of what did not work.
    Cross,
}

/// A sheet may hold what a token says, which is nobody's but the reader's.
impl fmt::Debug for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sheet([redacted])")
    }
}

impl Sheet {
    /// In how many places a text of lower case stands: texts that somebody else
    /// wrote, or rather [`Sought`](Self::Sought) elements that have such.
    #[must_use]
    pub fn found(&self, query: &str) -> usize {
        match self {
            Self::Plain(text) => {
                let text = text.to_ascii_lowercase();
                usize::from(query.is_empty() || search::contains(&text, query))
            }
            Self::Element(element) => element.found(query),
            Self::Sought(element) => element.found(query).min(1),
            _ => 0,
        }
    }
}

/// An element with what is in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Element {
    /// Its tag.
    pub tag: Word,
    /// Its attributes, each at most once.
    pub attributes: Vec<(Word, String)>,
    /// What is in it, in order.
    pub inside: Vec<Sheet>,
}

/// A [`Word`] that is known when the program is compiled.
macro_rules! word {
    ($name:literal) => {
        const { $crate::sheet::Word::of($name) }
    };
}
pub(crate) use word;

impl Element {
    fn found(&self, query: &str) -> usize {
        self.inside.iter().map(|inside| inside.found(query)).sum()
    }

    /// An element of a class; of none, if the class is empty.
    pub(crate) fn new(tag: Word, class: &str) -> Self {
        let element = Self { tag, attributes: Vec::new(), inside: Vec::new() };
        if class.is_empty() { element } else { element.with(word!("class"), class) }
    }

    /// Sets an attribute.
    pub(crate) fn with(mut self, name: Word, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// Puts something inside, behind what is there.
    pub(crate) fn child(mut self, child: impl Into<Sheet>) -> Self {
        self.inside.push(child.into());
        self
    }

    /// Puts several things inside.
    pub(crate) fn children<T: Into<Sheet>>(self, children: impl IntoIterator<Item = T>) -> Self {
        children.into_iter().fold(self, Self::child)
    }

    /// Puts a text inside.
    pub(crate) fn text(self, words: impl Into<String>) -> Self {
        self.child(Sheet::Text(words.into()))
    }
}

impl From<Element> for Sheet {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

crossing! {
    enum Sheet {
        Text(words),
        Element(element),
        Plain(text),
        Identity { kind, name, id },
        Sought(element),
        Way { place, words },
        Number(number),
        LookUp(number),
        Cross,
    }
    struct Element { tag, attributes, inside }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crossing::{from_bytes, to_bytes};

    fn sheet() -> Sheet {
        let cell = Element::new(word!("td"), "").with(word!("title"), "a note").text("<b>");
        Element::new(word!("tr"), "row").child(cell).into()
    }

    #[test]
    fn a_sheet_crosses_as_it_is() {
        assert_eq!(from_bytes::<Sheet>(&to_bytes(&sheet())), Some(sheet()));
    }

    #[test]
    fn a_sheet_with_another_name_does_not_cross() {
        for name in ["script", "style", "onclick", "href", "src", "aria", "", "td "] {
            assert_eq!(Word::parse(name), None, "{name}");
            let mut bytes = to_bytes(&sheet()).to_vec();
            let at = bytes.windows(6).position(|part| part == b"\x02\0\0\0td").unwrap();
            let other = [&u32::try_from(name.len()).unwrap().to_le_bytes(), name.as_bytes()];
            bytes.splice(at..at + 6, other.concat());
            assert_eq!(from_bytes::<Sheet>(&bytes), None, "{name}");
        }
    }

    #[test]
    fn a_sheet_is_not_printed() {
        assert_eq!(format!("{:?}", sheet()), "Sheet([redacted])");
    }

    #[test]
    fn what_others_wrote_is_searched_and_nothing_else() {
        let row = |name: &str, note: &str| {
            let name = Element::new(word!("th"), "").child(Sheet::Plain(name.to_owned()));
            Sheet::Sought(Element::new(word!("tr"), "").child(name.clone()).child(name).text(note))
        };
        let heading = Element::new(word!("tr"), "").text("Powers");
        let body = Element::new(word!("tbody"), "").child(heading);
        let body = body.children([row("Roles", "uncertain"), row("scp", "uncertain")]);
        let (all, group) = (Sheet::Element(body.clone()), Sheet::Sought(body));
        for (query, rows) in [("roles", 1), ("s", 2), ("", 2), ("powers", 0), ("uncertain", 0)] {
            assert_eq!((all.found(query), group.found(query)), (rows, rows.min(1)), "{query}");
        }
    }

    #[test]
    fn no_name_makes_a_browser_do_anything() {
        for word in WORDS.split(' ') {
            assert_eq!(Word::parse(word).map(Word::as_str), Some(word));
            let harmful = ["script", "style", "iframe", "object", "embed", "img", "image", "use"];
            assert!(!harmful.contains(&word) && !word.starts_with("on"), "{word}");
            assert!(!["href", "src", "srcdoc", "action", "formaction"].contains(&word), "{word}");
        }
    }
}
