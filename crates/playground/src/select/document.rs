//! A JSON document, laid out for reading.

/// The same document with a member or entry a line. Order, names, numbers and
/// escapes stay as they came: nothing is parsed but strings and brackets.
#[must_use]
pub fn pretty(json: &str) -> String {
    let mut text = String::with_capacity(json.len() * 5 / 4);
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    let mut characters = json.trim_ascii().chars().peekable();
    while let Some(c) = characters.next() {
        if in_string {
            text.push(c);
            in_string = escaped || c != '"';
            escaped = !escaped && c == '\\';
            continue;
        }
        match c {
            '{' | '[' => {
                text.push(c);
                while characters.next_if(|c| c.is_ascii_whitespace()).is_some() {}
                // Empty ones stay on their line.
                if let Some(end) = characters.next_if(|c| matches!(c, '}' | ']')) {
                    text.push(end);
                } else {
                    depth += 1;
                    new_line(&mut text, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                new_line(&mut text, depth);
                text.push(c);
            }
            ',' => {
                text.push(c);
                new_line(&mut text, depth);
            }
            ':' => text.push_str(": "),
            c if c.is_ascii_whitespace() => {}
            c => {
                in_string = c == '"';
                text.push(c);
            }
        }
    }
    text
}

fn new_line(text: &mut String, depth: usize) {
    text.push('\n');
    // Deeper than this, the indentation would hide the text.
    for _ in 0..depth.min(32) {
        text.push_str("  ");
    }
}

#[cfg(test)]
mod tests {
    use super::pretty;
    use proptest::prelude::*;

    #[test]
    fn order_numbers_and_escapes_stay_as_they_came() {
        let json = r#"{"b":1.0e2,"a":["x{,:\"\\",{}, [ ] ],"b":null}"#;
        assert_eq!(
            pretty(json),
            "{\n  \"b\": 1.0e2,\n  \"a\": [\n    \"x{,:\\\"\\\\\",\n    {},\n    []\n  ],\n  \"b\": null\n}"
        );
    }

    /// JSON knows fewer blanks than Unicode: what else stands around a text is no
    /// JSON, and is shown.
    #[test]
    fn blanks_that_json_does_not_know_stay() {
        assert_eq!(pretty("\u{3000}[1]\u{a0}\u{b}"), "\u{3000}[\n  1\n]\u{a0}\u{b}");
        assert_eq!(pretty(" \r\n\t1 \n"), "1");
    }

    proptest! {
        #[test]
        fn any_text_can_be_laid_out_and_nothing_but_blanks_changes(text in any::<String>()) {
            let solid = |text: &str| text.split_ascii_whitespace().collect::<String>();
            prop_assert_eq!(solid(&pretty(&text)), solid(&text));
        }
    }
}
