//! Characters that hide or reorder text, made visible. A claim that reads
//! `alice` on screen and something else in the bytes is a lie the page would
//! tell for its author.

/// A piece of a text to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text that shows as it is.
    Text(&'a str),
    /// A character to show as a mark with its code point; see [`mark`].
    Hidden(char),
}

/// Splits a text into pieces; joined again they are the text.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut list = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| is_hidden(*c)) {
        if start < at {
            list.push(Piece::Text(&text[start..at]));
        }
        list.push(Piece::Hidden(c));
        start = at + c.len_utf8();
    }
    if start < text.len() {
        list.push(Piece::Text(&text[start..]));
    }
    list
}

/// Whether the text holds a character that [`pieces`] would mark.
#[must_use]
pub fn has_hidden(text: &str) -> bool {
    let plain = |byte: u8| matches!(byte, b' '..=b'~');
    !text.bytes().all(plain) && text.chars().any(is_hidden)
}

/// The mark's text: `U+202E`.
#[must_use]
pub fn mark(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// What a hidden character does, in words.
#[must_use]
pub const fn name(c: char) -> &'static str {
    match c {
        '\u{202a}' | '\u{202b}' | '\u{2066}'..='\u{2068}' => "changes the reading direction",
        '\u{202d}' | '\u{202e}' => "forces the reading direction",
        '\u{202c}' | '\u{2069}' => "ends a change of the reading direction",
        '\u{200e}' | '\u{200f}' | '\u{61c}' => "mark of reading direction",
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => "takes no space",
        '\u{ad}' => "soft hyphen",
        '\u{e0000}'..='\u{e007f}' => "invisible tag",
        _ => "control character",
    }
}

/// Line breaks and tabs count too: a claim has no business with them.
const fn is_hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::{Piece, has_hidden, mark, pieces};

    #[test]
    fn reordering_and_zero_width_characters_become_marks() {
        assert_eq!(
            pieces("alice\u{202e}moc"),
            [Piece::Text("alice"), Piece::Hidden('\u{202e}'), Piece::Text("moc")]
        );
        assert_eq!(
            pieces("\u{200b}a\u{e0041}"),
            [Piece::Hidden('\u{200b}'), Piece::Text("a"), Piece::Hidden('\u{e0041}')]
        );
        assert_eq!(mark('\u{202e}'), "U+202E");
        assert_eq!(mark('\u{e0041}'), "U+E0041");
    }

    #[test]
    fn ordinary_text_of_any_script_is_one_piece() {
        for text in ["plain", "žluťoučký", "日本語", "עברית", "é"] {
            assert_eq!(pieces(text), [Piece::Text(text)]);
            assert!(!has_hidden(text));
        }
        assert!(pieces("").is_empty());
    }
}
