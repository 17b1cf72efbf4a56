//! The files of the built page: named by their content, with the hashes that
//! the browser checks and the compressed copies that the server sends.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha384};

use crate::failure::{Failure, OrFail};

/// Kinds of files that get compressed copies; the others are compressed already.
const COMPRESSED: &[&str] = &["html", "js", "css", "wasm", "svg", "json", "txt", "webmanifest"];

/// `sha384-…`, as the attribute `integrity` wants it (W3C Subresource Integrity).
pub(crate) fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

/// The name `stem-0123456789abcdef.extension` for the file `name`: it changes
/// with the content, so that servers may let it be cached forever.
pub(crate) fn hashed_name(name: &str, content: &[u8]) -> String {
    let hash = &fingerprint(content)[..16];
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash}.{extension}"),
        None => format!("{name}-{hash}"),
    }
}

/// The SHA-384 of `content` in hexadecimal digits.
pub(crate) fn fingerprint(content: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha384::digest(content).iter().fold(String::new(), |mut digits, byte| {
        // Writing to a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// A script or stylesheet without what only people read: lines that hold nothing
/// but a comment, empty lines, and indentation. What stands on the other lines
/// stays as it is. A script with a text over several lines is not touched: there,
/// indentation may mean something.
pub(crate) fn without_comments(content: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(content) else { return content.to_vec() };
    let mut kept = String::with_capacity(text.len());
    let mut in_comment = false;
    for line in text.lines().map(str::trim) {
        if line.matches('`').count() % 2 == 1 && !in_comment {
            return content.to_vec();
        }
        let opens = line.starts_with("/*");
        if in_comment || opens {
            let after_opening = if in_comment { line } else { &line[2..] };
            match after_opening.split_once("*/") {
                None => in_comment = true,
                Some((_, "")) => in_comment = false,
                // Something follows on the same line.
                Some(_) => return content.to_vec(),
            }
        } else if !line.is_empty() && !line.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept.into_bytes()
}

/// Writes `content` to `folder/name`, with `.br` and `.gz` beside it where the
/// kind of file is worth it.
pub(crate) fn write(folder: &Path, name: &str, content: &[u8]) -> Result<(), Failure> {
    let path = folder.join(name);
    let cannot = || format!("cannot write {}", path.display());
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).or_fail(cannot())?;
    }
    fs::write(&path, content).or_fail(cannot())?;
    let extension = name.rsplit('.').next().unwrap_or_default();
    if COMPRESSED.contains(&extension) {
        fs::write(folder.join(format!("{name}.br")), brotli(content).or_fail(cannot())?)
            .or_fail(cannot())?;
        fs::write(folder.join(format!("{name}.gz")), gzip(content).or_fail(cannot())?)
            .or_fail(cannot())?;
    }
    Ok(())
}

/// The files in `folder` and below it, as sorted paths relative to it, with `/`
/// on every platform; hidden ones are left out.
pub(crate) fn files_in(folder: &Path) -> Result<Vec<String>, Failure> {
    let cannot = || format!("cannot read the folder {}", folder.display());
    let mut names = Vec::new();
    let mut waiting = vec![String::new()];
    while let Some(prefix) = waiting.pop() {
        for entry in fs::read_dir(folder.join(&prefix)).or_fail(cannot())? {
            let entry = entry.or_fail(cannot())?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let path = format!("{prefix}{name}");
            if entry.path().is_dir() {
                waiting.push(format!("{path}/"));
            } else {
                names.push(path);
            }
        }
    }
    names.sort_unstable();
    Ok(names)
}

/// Brotli (RFC 7932) at its highest quality.
fn brotli(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &parameters)?;
    Ok(compressed)
}

/// gzip (RFC 1952) at its highest level.
fn gzip(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn the_integrity_of_the_specification_example_comes_out() {
        // W3C Subresource Integrity, section 3.1.
        assert_eq!(
            integrity(b"alert('Hello, world.');"),
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
        );
    }

    #[test]
    fn a_name_changes_with_the_content_and_keeps_its_ending() {
        let name = hashed_name("icons/favicon.svg", b"<svg/>");
        assert!(name.starts_with("icons/favicon-") && name.ends_with(".svg"), "{name}");
        assert_eq!(name.len(), "icons/favicon-0123456789abcdef.svg".len());
        assert_ne!(name, hashed_name("icons/favicon.svg", b"<svg />"));
    }

    #[test]
    fn only_lines_that_are_comments_and_indentation_go() {
        let script = b"/* one */\n/**\n * two\n */\nf(\"// no comment\");\n\n    // three\n    g(`/*`); // stays\n";
        let kept = b"f(\"// no comment\");\ng(`/*`); // stays\n";
        assert_eq!(without_comments(script), kept);
    }

    #[test]
    fn a_script_that_is_not_understood_stays_as_it_is() {
        for script in ["a = `\n    b`;\n", "/* one */ f();\n", "/*\n one */ f();\n"] {
            assert_eq!(without_comments(script.as_bytes()), script.as_bytes());
        }
    }

    #[test]
    fn compressed_copies_hold_the_same_bytes() {
        let content = b"the same words, the same words, the same words".repeat(9);
        let mut unzipped = Vec::new();
        flate2::read::GzDecoder::new(&gzip(&content).unwrap()[..])
            .read_to_end(&mut unzipped)
            .unwrap();
        assert_eq!(unzipped, content);
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &brotli(&content).unwrap()[..], &mut unpacked).unwrap();
        assert_eq!(unpacked, content);
    }
}
