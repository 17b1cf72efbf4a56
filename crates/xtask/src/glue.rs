//! The JavaScript that wasm-bindgen writes around a module.
//!
//! The names of what both give each other are made for modules of many makers, which
//! must never mix theirs up, and end with a hash. Here a script meets one module, so
//! a letter or two do: the names are 3 kB of what the page loads. And it can load its
//! module in every way that there is; static/boot.js needs one.

use std::collections::BTreeMap;

use crate::failure::Failure;
use crate::wasm::{self, Name};

/// How the names begin that wasm-bindgen makes; the others are our own functions,
/// which static/boot.js calls.
const MADE: [&str; 2] = ["__", "wasm_bindgen__"];

/// What a script gives to whoever imports it: two ways to load its module.
const LOADERS: &str = "export { initSync, __wbg_init as default };";
/// What both are made of, and static/boot.js calls: what the module imports, and what
/// is to be done with the instance.
const PARTS: &str = "export { __wbg_get_imports as imports, __wbg_finalize_init as begin };";

/// Prepares the script of every module in `files` for the page: it gives its parts
/// instead of its loaders, and both have short names for each other. Each module has
/// its `NAME.js` beside its `NAME_bg.wasm`.
pub(crate) fn prepare(files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), Failure> {
    let names: Vec<String> =
        files.keys().filter_map(|name| name.strip_suffix("_bg.wasm").map(str::to_owned)).collect();
    for name in names {
        let (script, module) = (format!("{name}.js"), format!("{name}_bg.wasm"));
        let (Some(text), Some(content)) = (files.get(&script), files.get(&module)) else {
            continue;
        };
        let text = String::from_utf8_lossy(text);
        if !text.contains(LOADERS) {
            return Err(Failure::new(format!(
                "{script} does not end as wasm-bindgen ends its scripts; look at LOADERS in crates/xtask/src/glue.rs"
            )));
        }
        let Some((text, content)) = shorten(&text.replace(LOADERS, PARTS), content) else {
            return Err(Failure::new(format!("{module} cannot be read as a wasm file")));
        };
        files.insert(script, text.into_bytes());
        files.insert(module, content);
    }
    Ok(())
}

/// The script and the module with short names.
fn shorten(script: &str, module: &[u8]) -> Option<(String, Vec<u8>)> {
    let mut script = script.to_owned();
    let mut short = BTreeMap::new();
    let module = wasm::renamed(module, |name| {
        let name = match name {
            Name::Origin(name) => {
                // An address in the script, where the others are words.
                script = script.replace(&format!("\"{name}\""), "\"_\"");
                return Some("_".to_owned());
            }
            Name::Import(name) => name,
            Name::Export(name) if MADE.iter().any(|prefix| name.starts_with(prefix)) => name,
            Name::Export(_) => return None,
        };
        let next = short.len();
        Some(short.entry(name.to_owned()).or_insert_with(|| letters(next)).clone())
    })?;
    let mut text = String::with_capacity(script.len());
    let mut rest = &*script;
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c| !is_of_a_word(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(if word == 0 { first.len_utf8() } else { word });
        text.push_str(short.get(word).map_or(word, |short| short));
        rest = after;
    }
    Some((text, module))
}

const fn is_of_a_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '$')
}

/// `a` to `z`, then `ba`, `bb` and so on: a name for each number.
fn letters(number: usize) -> String {
    let last = char::from(b'a' + (number % 26) as u8);
    if number < 26 { last.to_string() } else { letters(number / 26) + &last.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Imports `__wbg_get_0a1b`, a function, and exports `__wbindgen_start` and `answer`.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\x02\x1e\x01\x0b./a_bg.jsxx\x0e__wbg_get_0a1b\0\0\
        \x07\x1d\x02\x10__wbindgen_start\0\x01\x06answer\0\x02";
    const SCRIPT: &str =
        "const import0 = { __wbg_get_0a1b: function() { return '__wbg_get_0a1bc' } };
        return { \"./a_bg.jsxx\": import0 }; wasm.__wbindgen_start(); wasm.answer();
        export { initSync, __wbg_init as default };";

    fn files(module: &[u8]) -> BTreeMap<String, Vec<u8>> {
        BTreeMap::from([
            ("a.js".to_owned(), SCRIPT.into()),
            ("a_bg.wasm".to_owned(), module.to_vec()),
            ("boot.js".to_owned(), SCRIPT.into()),
        ])
    }

    #[test]
    fn a_script_that_ends_in_another_way_is_told() {
        let mut files = files(MODULE);
        files.insert("a.js".to_owned(), b"export default 1;".to_vec());
        let problem = prepare(&mut files).unwrap_err();
        assert!(problem.to_string().starts_with("a.js does not end as"), "{problem}");
    }

    #[test]
    fn a_script_and_its_module_get_the_same_short_names() {
        let mut files = files(MODULE);
        prepare(&mut files).unwrap();
        assert_eq!(
            String::from_utf8_lossy(&files["a.js"]),
            "const import0 = { a: function() { return '__wbg_get_0a1bc' } };
        return { \"_\": import0 }; wasm.b(); wasm.answer();
        export { __wbg_get_imports as imports, __wbg_finalize_init as begin };"
        );
        let mut names = Vec::new();
        wasm::renamed(&files["a_bg.wasm"], |name| {
            names.push(format!("{name:?}"));
            None
        })
        .unwrap();
        let expected = ["Origin(\"_\")", "Import(\"a\")", "Export(\"b\")", "Export(\"answer\")"];
        assert_eq!(names, expected);
        assert_eq!(files["boot.js"], SCRIPT.as_bytes(), "no module's script");
    }

    #[test]
    fn a_module_that_cannot_be_read_is_told() {
        let problem = prepare(&mut files(&MODULE[..20])).unwrap_err();
        assert!(problem.to_string().starts_with("a_bg.wasm cannot be read"), "{problem}");
    }

    #[test]
    fn no_two_names_are_the_same() {
        let mut names: Vec<_> = (0..2_000).map(letters).collect();
        assert_eq!(
            [&*names[25], &*names[26], &*names[675], &*names[676]],
            ["z", "ba", "zz", "baa"]
        );
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 2_000);
    }
}
