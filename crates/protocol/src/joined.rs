//! The texts of a table, joined into one while the page is compiled.
//!
//! A row of texts is a pointer and a length for each of them, and no two are
//! alike, so they do not compress: they weigh half as much again as the texts.
//! Joined, a whole table is one text, which is taken apart where it is read.

/// Texts, each with a line feed behind it. Joining the same texts into a
/// `Joined<0>` first tells the `LENGTH` that they take.
pub(crate) struct Joined<const LENGTH: usize> {
    bytes: [u8; LENGTH],
    /// How many bytes the texts take, whether or not they fit.
    pub(crate) length: usize,
}

impl<const LENGTH: usize> Joined<LENGTH> {
    pub(crate) const fn new() -> Self {
        Self { bytes: [0; LENGTH], length: 0 }
    }

    /// Adds a text without line feeds.
    pub(crate) const fn text(mut self, text: &str) -> Self {
        let mut at = 0;
        while at < text.len() {
            self = self.byte(text.as_bytes()[at]);
            at += 1;
        }
        self.byte(b'\n')
    }

    /// Adds a number as a text.
    pub(crate) const fn number(mut self, number: u32) -> Self {
        let mut unit = 1;
        while number / unit >= 10 {
            unit *= 10;
        }
        while unit > 0 {
            self = self.byte(b'0' + (number / unit % 10) as u8);
            unit /= 10;
        }
        self.byte(b'\n')
    }

    /// Adds one ASCII character to the text that comes next.
    pub(crate) const fn byte(mut self, byte: u8) -> Self {
        if self.length < LENGTH {
            self.bytes[self.length] = byte;
        }
        self.length += 1;
        self
    }

    /// All of it.
    pub(crate) const fn as_str(&self) -> &str {
        match str::from_utf8(&self.bytes) {
            Ok(text) => text,
            Err(_) => panic!("texts joined are a text"),
        }
    }
}

/// The rows of a joined table, `TEXTS` texts each.
pub(crate) fn rows<const TEXTS: usize>(
    joined: &'static str,
) -> impl Iterator<Item = [&'static str; TEXTS]> {
    let mut texts = joined.split_terminator('\n');
    std::iter::from_fn(move || {
        let mut row = [""; TEXTS];
        for text in &mut row {
            *text = texts.next()?;
        }
        Some(row)
    })
}

#[cfg(test)]
mod tests {
    use super::{Joined, rows};

    const fn joined<const LENGTH: usize>() -> Joined<LENGTH> {
        Joined::new().text("one").text("").text("zwölf").byte(b'?').number(4050)
    }

    #[test]
    fn what_is_joined_comes_apart_again() {
        static JOINED: Joined<{ joined::<0>().length }> = joined();
        let read: Vec<_> = rows::<2>(JOINED.as_str()).collect();
        assert_eq!(read, [["one", ""], ["zwölf", "?4050"]]);
    }
}
