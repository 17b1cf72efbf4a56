//! Takes the names of functions out of a wasm file, where no wasm-opt does it.
//! They are a quarter of what the page weighs, and nothing reads them.

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
