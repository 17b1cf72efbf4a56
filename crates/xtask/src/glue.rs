//! The JavaScript that wasm-bindgen writes around a module.
//!
//! It ends the name of each import with a hash, so that modules of many makers
//! never mix theirs up. Here a script meets one module, so numbers of the same
//! length do, and those compress: the hashes are 2 kB of what the page loads.

use std::collections::BTreeMap;

/// How the names of imports begin.
const PREFIX: &[u8] = b"__wbg_";
/// How many hexadecimal digits end them.
const DIGITS: usize = 16;

/// Numbers the imports of every module in `files`, which has each `NAME.js`
/// beside its `NAME_bg.wasm`.
pub(crate) fn number_imports(files: &mut BTreeMap<String, Vec<u8>>) {
    let names: Vec<String> =
        files.keys().filter_map(|name| name.strip_suffix("_bg.wasm").map(str::to_owned)).collect();
    for name in names {
        let (script, module) = (format!("{name}.js"), format!("{name}_bg.wasm"));
        let Some(mut text) = files.get(&script).cloned() else { continue };
        if let Some(module) = files.get_mut(&module) {
            number(&mut text, module);
        }
        files.insert(script, text);
    }
}

/// Puts the same numbers into both, in the order in which the script names the
/// imports.
fn number(script: &mut [u8], module: &mut [u8]) {
    let mut numbers = BTreeMap::new();
    rename(script, |name| {
        let next = numbers.len();
        Some(*numbers.entry(name.to_vec()).or_insert(next))
    });
    rename(module, |name| numbers.get(name).copied());
}

/// Replaces the hash of every import that gets a number.
fn rename(content: &mut [u8], mut number_of: impl FnMut(&[u8]) -> Option<usize>) {
    let mut start = 0;
    while let Some(name) = content.get(start..).filter(|rest| !rest.is_empty()) {
        let length = if name.starts_with(PREFIX) {
            name.iter().take_while(|byte| is_of_a_name(**byte)).count()
        } else {
            0
        };
        let name = &name[..length];
        let hashed = length > DIGITS && name[length - DIGITS..].iter().all(u8::is_ascii_hexdigit);
        if let Some(number) = hashed.then(|| number_of(name)).flatten() {
            let digits = format!("{number:0DIGITS$x}");
            content[start + length - DIGITS..start + length].copy_from_slice(digits.as_bytes());
        }
        start += length.max(1);
    }
}

const fn is_of_a_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_and_its_module_get_the_same_numbers_and_keep_their_lengths() {
        let script = "f = { __wbg_get_0a1b2c3d4e5f6071() {}, __wbg_get_ffffffffffffffff() {}, \
            __wbg_get_imports() {}, __wbg_finalize_init() {}, a: __wbg_get_0a1b2c3d4e5f6071 };";
        let module =
            "\0asm__wbg_get_ffffffffffffffff\0__wbg_get_0a1b2c3d4e5f6071\0ffffffffffffffff";
        let mut files = BTreeMap::from([
            ("a.js".to_owned(), script.into()),
            ("a_bg.wasm".to_owned(), module.into()),
            ("boot.js".to_owned(), script.into()),
        ]);
        number_imports(&mut files);
        let expected = |text: &str| {
            let first = text.replace("0a1b2c3d4e5f6071", "0000000000000000");
            first.replace("get_ffffffffffffffff", "get_0000000000000001").into_bytes()
        };
        assert_eq!(files["a.js"], expected(script));
        assert_eq!(files["a_bg.wasm"], expected(module));
        assert_eq!(files["boot.js"], script.as_bytes(), "no module's script");
    }
}
