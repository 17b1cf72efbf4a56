//! Texts found in texts. The standard library's search for a text is made for
//! haystacks of megabytes and weighs, in the page, as much as a view; what is looked
//! for here is short, and a search for its first character finds nearly every place.

/// What stands before a text and behind it, where it is found first.
#[must_use]
pub fn split_once<'a>(text: &'a str, wanted: &str) -> Option<(&'a str, &'a str)> {
    let first = wanted.chars().next()?;
    text.match_indices(first).find_map(|(at, _)| {
        let (before, found) = text.split_at_checked(at)?;
        Some((before, found.strip_prefix(wanted)?))
    })
}

/// Whether a text is found; the empty one is nowhere.
#[must_use]
pub fn contains(text: &str, wanted: &str) -> bool {
    split_once(text, wanted).is_some()
}

/// What stands before a text, or all where it is not found.
pub(crate) fn before<'a>(text: &'a str, wanted: &str) -> &'a str {
    split_once(text, wanted).map_or(text, |(before, _)| before)
}

#[cfg(test)]
mod tests {
    use super::{before, contains, split_once};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_text_is_found_where_the_standard_library_finds_it(
            text in "[ab€:]{0,12}", wanted in "[ab€:]{1,3}",
        ) {
            prop_assert_eq!(split_once(&text, &wanted), text.split_once(&*wanted));
            prop_assert_eq!(contains(&text, &wanted), text.contains(&*wanted));
            prop_assert_eq!(before(&text, &wanted), text.split(&*wanted).next().unwrap_or(""));
        }
    }

    #[test]
    fn nothing_is_nowhere() {
        assert!(!contains("a", "") && !contains("", "a"));
    }
}
