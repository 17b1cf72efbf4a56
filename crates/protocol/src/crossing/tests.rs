use std::borrow::Cow;

use proptest::prelude::*;

use super::{Crossing, from_bytes, to_bytes};
use crate::secret::Secret;

#[derive(Clone, Debug, PartialEq)]
struct Everything {
    small: u8,
    numbers: (u16, u32),
    large: (u64, i64),
    size: usize,
    flag: bool,
    text: String,
    words: Cow<'static, str>,
    secret: Secret,
    rows: Vec<(Row, Option<Box<Row>>)>,
}

#[derive(Clone, Debug, PartialEq)]
enum Row {
    Bare,
    Pair(String, bool),
    Named { sign: Sign, note: Option<String> },
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Sign {
    Plus,
    Minus,
}

crossing! {
    struct Everything { small, numbers, large, size, flag, text, words, secret, rows }
    enum Row { Bare, Pair(text, flag), Named { sign, note } }
    enum Sign { Plus, Minus }
}

fn row() -> impl Strategy<Value = Row> {
    prop_oneof![
        Just(Row::Bare),
        (".{0,9}", any::<bool>()).prop_map(|(text, flag)| Row::Pair(text, flag)),
        (any::<bool>(), proptest::option::of(".{0,9}")).prop_map(|(plus, note)| Row::Named {
            sign: if plus { Sign::Plus } else { Sign::Minus },
            note,
        }),
    ]
}

fn everything() -> impl Strategy<Value = Everything> {
    let rows =
        proptest::collection::vec((row(), proptest::option::of(row().prop_map(Box::new))), 0..5);
    let numbers = (any::<u8>(), any::<(u16, u32)>(), any::<(u64, i64)>(), any::<u32>());
    (numbers, any::<bool>(), ".{0,20}", ".{0,20}", rows).prop_map(
        |((small, numbers, large, size), flag, text, secret, rows)| Everything {
            small,
            numbers,
            large,
            size: size as usize,
            flag,
            words: Cow::Owned(text.clone()),
            text,
            secret: Secret::new(secret),
            rows,
        },
    )
}

proptest! {
    #[test]
    fn what_crosses_arrives_as_it_was(sent in everything()) {
        prop_assert_eq!(from_bytes::<Everything>(&to_bytes(&sent)), Some(sent));
    }

    #[test]
    fn what_is_cut_off_or_has_more_behind_it_is_refused(sent in everything(), cut: usize) {
        let mut bytes = to_bytes(&sent).to_vec();
        prop_assert_eq!(from_bytes::<Everything>(&bytes[..cut % bytes.len()]), None);
        bytes.push(0);
        prop_assert_eq!(from_bytes::<Everything>(&bytes), None);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        // What is read is what would be written: no two texts of one value.
        if let Some(read) = from_bytes::<Everything>(&bytes) {
            prop_assert_eq!(&**to_bytes(&read), &*bytes);
        }
    }

    #[test]
    fn a_changed_byte_is_read_or_refused(sent in everything(), at: usize, byte: u8) {
        let mut bytes = to_bytes(&sent).to_vec();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Some(read) = from_bytes::<Everything>(&bytes) {
            prop_assert_eq!(&**to_bytes(&read), &*bytes);
        }
    }
}

#[test]
fn a_count_that_lies_takes_no_memory() {
    let mut bytes = u32::MAX.to_le_bytes().to_vec();
    assert_eq!(from_bytes::<Vec<u8>>(&bytes), None);
    bytes.extend([1; 40]);
    assert_eq!(from_bytes::<Vec<String>>(&bytes), None);
    assert_eq!(from_bytes::<String>(&bytes), None);
}

#[test]
fn flags_and_places_have_one_form_each() {
    assert_eq!(from_bytes::<bool>(&[2]), None);
    assert_eq!(from_bytes::<Option<u8>>(&[2, 0]), None);
    assert_eq!(from_bytes::<Sign>(&[1]), Some(Sign::Minus));
    assert_eq!(from_bytes::<Sign>(&[2]), None);
    let mut writer = super::Writer::default();
    Sign::Plus.put(&mut writer);
    assert_eq!(&**writer.finish(), &[0]);
}
