//! Rewrites the page's HTML: its own shell, so only what that uses is read.
//! No character outside tags is touched.

/// A start tag with its attributes in the order they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    /// The element's name, as written.
    pub(crate) name: String,
    attributes: Vec<(String, Option<String>)>,
}

impl Tag {
    /// An attribute's value; empty for one that is written without.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(own, _)| own == name)?;
        Some(value.as_deref().unwrap_or_default())
    }

    /// Sets an attribute where it stands, or at the end.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        match self.attributes.iter_mut().find(|(own, _)| own == name) {
            Some(attribute) => attribute.1 = Some(value.to_owned()),
            None => self.attributes.push((name.to_owned(), Some(value.to_owned()))),
        }
    }

    /// Whether this is a `<link>` with this `rel`.
    pub(crate) fn is_link(&self, rel: &str) -> bool {
        self.name == "link" && self.get("rel") == Some(rel)
    }

    /// The attribute that names the file this tag loads, if it loads one.
    pub(crate) fn address_attribute(&self) -> Option<&'static str> {
        match self.name.as_str() {
            "link" if self.get("href").is_some() => Some("href"),
            "script" | "img" if self.get("src").is_some() => Some("src"),
            _ => None,
        }
    }

    fn parse(inside: &str) -> Self {
        let name_end =
            inside.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(inside.len());
        let mut rest = inside[name_end..].trim_start();
        let mut attributes = Vec::new();
        while !rest.is_empty() && rest != "/" {
            let end =
                rest.find(|c: char| c.is_ascii_whitespace() || c == '=').unwrap_or(rest.len());
            let name = rest[..end].to_owned();
            rest = rest[end..].trim_start();
            let Some(value) = rest.strip_prefix('=').map(str::trim_start) else {
                attributes.push((name, None));
                continue;
            };
            let (value, after) = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    value[1..].split_once(quote).unwrap_or((&value[1..], ""))
                }
                _ => value
                    .split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
            };
            attributes.push((name, Some(value.to_owned())));
            rest = after.trim_start();
        }
        Self { name: inside[..name_end].to_owned(), attributes }
    }

    fn print(&self) -> String {
        let mut text = format!("<{}", self.name);
        for (name, value) in &self.attributes {
            text.push(' ');
            text.push_str(name);
            if let Some(value) = value {
                let quote = if value.contains('"') { '\'' } else { '"' };
                text.extend([
                    "=",
                    quote.encode_utf8(&mut [0; 4]),
                    value,
                    quote.encode_utf8(&mut [0; 4]),
                ]);
            }
        }
        text.push('>');
        text
    }
}

/// Shows each start tag of `html` to `decide`, which may change it and says
/// whether it stays; comments go. A line that is left empty goes too.
pub(crate) fn rewrite<E>(
    html: &str,
    mut decide: impl FnMut(&mut Tag) -> Result<bool, E>,
) -> Result<String, E> {
    let mut written = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        written.push_str(&rest[..start]);
        rest = &rest[start..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            rest = close_gap(&mut written, rest);
            continue;
        }
        let Some(end) = end_of_tag(rest) else { break };
        let (whole, after) = rest.split_at(end + 1);
        rest = after;
        if !whole[1..].starts_with(|first: char| first.is_ascii_alphabetic()) {
            written.push_str(whole);
            continue;
        }
        let read = Tag::parse(&whole[1..end]);
        let mut tag = read.clone();
        if !decide(&mut tag)? {
            rest = close_gap(&mut written, rest);
        } else if tag == read {
            written.push_str(whole);
        } else {
            written.push_str(&tag.print());
        }
    }
    written.push_str(rest);
    Ok(written)
}

/// The place of the `>` that ends the tag at the start of `text`.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    text.char_indices().find_map(|(place, c)| match (quote, c) {
        (None, '>') => Some(place),
        (None, '"' | '\'') => {
            quote = Some(c);
            None
        }
        (Some(open), _) if open == c => {
            quote = None;
            None
        }
        _ => None,
    })
}

/// Drops what remains of a line whose only content has been removed.
fn close_gap<'a>(written: &mut String, rest: &'a str) -> &'a str {
    let line_start = written.rfind('\n').map_or(0, |place| place + 1);
    let Some((line_end, after)) = rest.split_once('\n') else { return rest };
    if written[line_start..].trim().is_empty() && line_end.trim().is_empty() {
        written.truncate(line_start);
        return after;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    fn rewritten(html: &str, mut decide: impl FnMut(&mut Tag) -> bool) -> String {
        rewrite(html, |tag| Ok::<_, Infallible>(decide(tag))).unwrap()
    }

    #[test]
    fn a_page_without_changes_stays_as_it_is() {
        let html = "<!doctype html>\n<html lang=\"en\">\n<p class='a b' hidden>1 < 2 > 0</p><br/>\n</html>\n";
        assert_eq!(rewritten(html, |_| true), html);
    }

    #[test]
    fn a_changed_tag_keeps_its_other_attributes_in_order() {
        let html = "<script type=\"module\" src=\"boot.js\" async></script>";
        let changed = rewritten(html, |tag| {
            tag.set("src", "boot-1.js");
            tag.set("integrity", "sha384-x");
            true
        });
        assert_eq!(
            changed,
            "<script type=\"module\" src=\"boot-1.js\" async integrity=\"sha384-x\"></script>"
        );
    }

    #[test]
    fn a_removed_tag_takes_its_line_with_it() {
        let html = "<head>\n  <link data-trunk rel=\"rust\">\n  <title>T</title>\n</head>";
        let left = rewritten(html, |tag| tag.get("data-trunk").is_none());
        assert_eq!(left, "<head>\n  <title>T</title>\n</head>");
    }

    #[test]
    fn comments_go_and_tags_in_them_are_not_read() {
        let html = "<p>\n  <!-- <link rel=\"x\"> -->\n  a<!-- b -->c\n</p>";
        let mut seen = Vec::new();
        let left = rewritten(html, |tag| {
            seen.push(tag.name.clone());
            true
        });
        assert_eq!(left, "<p>\n  ac\n</p>");
        assert_eq!(seen, ["p"]);
    }

    #[test]
    fn a_greater_sign_inside_quotes_does_not_end_the_tag() {
        let mut seen = None;
        let _ = rewritten("<meta content=\"a > b\" name=x>", |tag| {
            seen = tag.get("content").map(str::to_owned);
            assert_eq!(tag.get("name"), Some("x"));
            true
        });
        assert_eq!(seen.as_deref(), Some("a > b"));
    }
}
