//! Takes names out of a wasm file that nobody reads: those of functions, where no
//! wasm-opt does it, which are a quarter of what the page weighs; and long ones of
//! what it imports and exports, for which short ones do.

/// The eight bytes before the first section (WebAssembly 1.0, section 5.5.16).
const HEADER: usize = 8;

/// `module` without its custom section `name`; as it is, where it cannot be
/// read as a wasm file.
pub(crate) fn without_names(module: &[u8]) -> Vec<u8> {
    sections(module).map_or_else(
        || module.to_vec(),
        |sections| {
            let mut kept = module[..HEADER].to_vec();
            for section in sections {
                if !is_name_section(section) {
                    kept.extend_from_slice(section);
                }
            }
            kept
        },
    )
}

/// The identifiers of sections (WebAssembly 1.0, section 5.5.2).
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// A name at the border of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Name<'a> {
    /// Where an import comes from, such as `./page_bg.js`.
    Origin(&'a str),
    /// What is imported from there.
    Import(&'a str),
    /// What others can use.
    Export(&'a str),
}

/// `module` with other names at its border, where `rename` gives one; `None` where
/// it cannot be read as a wasm file.
pub(crate) fn renamed(
    module: &[u8],
    mut rename: impl FnMut(Name<'_>) -> Option<String>,
) -> Option<Vec<u8>> {
    let mut written = module.get(..HEADER)?.to_vec();
    for section in sections(module)? {
        let id = *section.first()?;
        if id != IMPORTS && id != EXPORTS {
            written.extend_from_slice(section);
            continue;
        }
        let (_, prefix) = unsigned(&section[1..])?;
        let mut content = Content { rest: section.get(1 + prefix..)?, written: Vec::new() };
        for _ in 0..content.number()? {
            if id == IMPORTS {
                content.name(|name| rename(Name::Origin(name)))?;
                content.name(|name| rename(Name::Import(name)))?;
                content.import()?;
            } else {
                content.name(|name| rename(Name::Export(name)))?;
                content.bytes(1)?;
                content.number()?;
            }
        }
        if !content.rest.is_empty() {
            return None;
        }
        written.push(id);
        write_unsigned(&mut written, content.written.len());
        written.extend_from_slice(&content.written);
    }
    Some(written)
}

/// What a section holds, while it is copied.
struct Content<'a> {
    rest: &'a [u8],
    written: Vec<u8>,
}

impl<'a> Content<'a> {
    fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (part, rest) = self.rest.split_at_checked(count)?;
        self.written.extend_from_slice(part);
        self.rest = rest;
        Some(part)
    }

    fn number(&mut self) -> Option<usize> {
        let (value, length) = unsigned(self.rest)?;
        self.bytes(length)?;
        Some(value)
    }

    /// A name, or the one that is given for it.
    fn name(&mut self, rename: impl FnOnce(&str) -> Option<String>) -> Option<()> {
        let (length, prefix) = unsigned(self.rest)?;
        let (name, rest) = self.rest.get(prefix..)?.split_at_checked(length)?;
        let name = std::str::from_utf8(name).ok()?;
        let new = rename(name);
        let new = new.as_deref().unwrap_or(name);
        write_unsigned(&mut self.written, new.len());
        self.written.extend_from_slice(new.as_bytes());
        self.rest = rest;
        Some(())
    }

    /// What is said of an import (section 5.5.5): the type of a function, a table, a
    /// memory or a global.
    fn import(&mut self) -> Option<()> {
        match self.bytes(1)? {
            [0] => drop(self.number()?),
            [1] => {
                self.bytes(1)?;
                self.limits()?;
            }
            [2] => self.limits()?,
            [3] => drop(self.bytes(2)?),
            _ => return None,
        }
        Some(())
    }

    fn limits(&mut self) -> Option<()> {
        let [flags] = self.bytes(1)? else { return None };
        for _ in 0..=(flags & 1) {
            self.number()?;
        }
        Some(())
    }
}

fn write_unsigned(to: &mut Vec<u8>, mut number: usize) {
    while number > 0x7f {
        to.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

/// The sections of a module, each with its identifier and length before it.
fn sections(module: &[u8]) -> Option<Vec<&[u8]>> {
    let mut rest = module.strip_prefix(b"\0asm")?.get(4..)?;
    let mut sections = Vec::new();
    while !rest.is_empty() {
        let (length, prefix) = unsigned(&rest[1..])?;
        let (section, after) = rest.split_at_checked(1 + prefix + length)?;
        sections.push(section);
        rest = after;
    }
    Some(sections)
}

fn is_name_section(section: &[u8]) -> bool {
    let content = unsigned(&section[1..]).and_then(|(_, prefix)| section.get(1 + prefix..));
    section[0] == 0 && content.is_some_and(|content| content.starts_with(b"\x04name"))
}

/// Reads an unsigned LEB128 number: its value, and how many bytes it takes.
fn unsigned(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut value = 0;
    for (place, byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Some((value, place + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: &[u8] = b"\0asm\x01\0\0\0\x01\x01\0";
    const NAMES: &[u8] = b"\x00\x87\x00\x04name\x00\x00";
    const OTHER: &[u8] = b"\x00\x06\x05other";

    #[test]
    fn only_the_name_section_goes() {
        let module = [BEFORE, NAMES, OTHER].concat();
        assert_eq!(without_names(&module), [BEFORE, OTHER].concat());
    }

    /// One import of each kind: a function, a table, a memory and a global.
    const IMPORTED: &[u8] = b"\x02\x27\x04\x03env\x01f\x00\x01\x03env\x01t\x01\x6f\x00\x08\
        \x03env\x01m\x02\x01\x01\x80\x02\x03env\x01g\x03\x7f\x00";
    const EXPORTED: &[u8] = b"\x07\x08\x01\x04main\x00\x05";

    #[test]
    fn names_at_the_border_change_and_nothing_else() {
        let module = [BEFORE, IMPORTED, OTHER, EXPORTED].concat();
        assert_eq!(renamed(&module, |_| None).unwrap(), module);

        let long = "x".repeat(200);
        let with_long = renamed(&module, |name| match name {
            Name::Export("main") => Some(long.clone()),
            Name::Import("t") => Some(String::new()),
            _ => None,
        });
        let with_long = with_long.unwrap();
        assert_ne!(with_long, module);
        let mut seen = Vec::new();
        let back = renamed(&with_long, |name| {
            seen.push(match name {
                Name::Origin(name) | Name::Import(name) | Name::Export(name) => name.to_owned(),
            });
            match name {
                Name::Export(_) => Some("main".to_owned()),
                Name::Import("") => Some("t".to_owned()),
                _ => None,
            }
        });
        assert_eq!(back.unwrap(), module);
        assert_eq!(seen, ["env", "f", "env", "", "env", "m", "env", "g", &long]);
    }

    #[test]
    fn what_is_no_wasm_file_has_no_names() {
        for content in [&b""[..], b"\0asm", b"<html>", b"\0asm\x01\0\0\0\x02\x02\x01\x09"] {
            assert_eq!(renamed(content, |_| None), None);
        }
    }

    #[test]
    fn what_is_no_wasm_file_stays_as_it_is() {
        for content in [
            &b""[..],
            b"\0asm",
            b"<html>",
            b"\0asm\x01\0\0\0\x00",
            b"\0asm\x01\0\0\0\x00\x09\x04name",
        ] {
            assert_eq!(without_names(content), content);
        }
    }
}
