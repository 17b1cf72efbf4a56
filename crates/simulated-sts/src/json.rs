//! JSON objects whose members stand in the order in which they are written,
//! because readers compare an answer with Entra's line by line.

use std::fmt::{Display, Write as _};

/// An object that is being written.
pub(crate) struct Object(String);

impl Object {
    pub(crate) fn new() -> Self {
        // Large enough for an answer with its tokens: a string that grows leaves
        // copies of its content behind.
        let mut text = String::with_capacity(8 * 1024);
        text.push('{');
        Self(text)
    }

    /// A string member.
    pub(crate) fn string(&mut self, name: &str, value: &str) {
        self.name(name);
        quote(&mut self.0, value);
    }

    /// A string member from anything that displays as text.
    pub(crate) fn text(&mut self, name: &str, value: impl Display) {
        self.string(name, &value.to_string());
    }

    /// A number, a boolean or finished JSON.
    pub(crate) fn raw(&mut self, name: &str, json: impl Display) {
        self.name(name);
        // Writing to a String cannot fail.
        let _ = write!(self.0, "{json}");
    }

    /// A list of strings.
    pub(crate) fn strings<'a>(&mut self, name: &str, values: impl IntoIterator<Item = &'a str>) {
        self.name(name);
        self.0.push('[');
        for (at, value) in values.into_iter().enumerate() {
            if at > 0 {
                self.0.push(',');
            }
            quote(&mut self.0, value);
        }
        self.0.push(']');
    }

    /// A list of finished JSON.
    pub(crate) fn list(&mut self, name: &str, values: impl IntoIterator<Item = String>) {
        let values: Vec<String> = values.into_iter().collect();
        self.raw(name, format_args!("[{}]", values.join(",")));
    }

    pub(crate) fn finish(mut self) -> String {
        self.0.push('}');
        self.0
    }

    fn name(&mut self, name: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        quote(&mut self.0, name);
        self.0.push(':');
    }
}

/// RFC 8259 7: quotation mark, reverse solidus and control characters are
/// escaped.
fn quote(text: &mut String, value: &str) {
    text.push('"');
    for character in value.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            control if control < ' ' => {
                let _ = write!(text, "\\u{:04x}", u32::from(control));
            }
            other => text.push(other),
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_is_read_back_unchanged_by_serde_json(name in ".*", value in any::<String>()) {
            let mut object = Object::new();
            object.string(&name, &value);
            object.strings("list", [value.as_str(), ""]);
            let read: serde_json::Value = serde_json::from_str(&object.finish()).expect("JSON");
            if name != "list" {
                prop_assert_eq!(read[&name].as_str(), Some(value.as_str()));
            }
            prop_assert_eq!(read["list"][0].as_str(), Some(value.as_str()));
        }
    }
}
