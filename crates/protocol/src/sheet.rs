//! What the module that explains has laid out for the eye: elements, attributes and
//! texts as data, of which the page makes elements and text nodes. How something is
//! laid out then weighs nothing where the page starts.
//!
//! A sheet cannot do anything: it knows a few names and no others, among them no
//! script, no style, no event and no address.

use crate::crossing::{Crossing, Reader, Writer, crossing};

/// The names that a sheet knows, of elements and of attributes, with a space between
/// them. None makes a browser load, run or send anything.
const WORDS: &str = "aria-hidden aria-label bdi caption class code col colgroup colspan d data-state details dd div dl dt g h3 height id key li ol p path pre rect role rx scope section span strong summary svg tabindex table tbody td text text-anchor th thead time title tr transform ul viewBox width x y";

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// A text.
    Text(String),
    /// An element.
    Element(Element),
}

/// An element with what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    enum Sheet { Text(words), Element(element) }
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
    fn no_name_makes_a_browser_do_anything() {
        for word in WORDS.split(' ') {
            assert_eq!(Word::parse(word).map(Word::as_str), Some(word));
            let harmful = ["script", "style", "iframe", "object", "embed", "img", "image", "use"];
            assert!(!harmful.contains(&word) && !word.starts_with("on"), "{word}");
            assert!(!["href", "src", "srcdoc", "action", "formaction"].contains(&word), "{word}");
        }
    }
}
