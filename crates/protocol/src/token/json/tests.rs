//! Members as written, and every way in which a text is none.

use super::{JsonProblem, Members, list, unquote};

fn read(text: &str) -> Result<Members, JsonProblem> {
    Members::read(text.as_bytes())
}

fn pairs(text: &str) -> Vec<(String, String)> {
    let members = read(text).expect("an object");
    members.iter().map(|m| (m.name.clone(), m.literal.clone())).collect()
}

#[test]
fn order_duplicates_and_literals_stay_as_written() {
    let text =
        r#"{"b": 9007199254740993, "a":1e400,"b":[1, 2 ], "__proto__":{"x":1}, "s":"\u0041"}"#;
    let expected = [
        ("b", "9007199254740993"),
        ("a", "1e400"),
        ("b", "[1, 2 ]"),
        ("__proto__", r#"{"x":1}"#),
        ("s", r#""\u0041""#),
    ];
    assert_eq!(pairs(text), expected.map(|(n, v)| (n.to_owned(), v.to_owned())));
    let members = read(text).expect("an object");
    assert_eq!(members.duplicates(), ["b"]);
    assert_eq!(members.str("s").as_deref(), Some("A"));
    assert_eq!(members.get("b").map(|m| m.literal.as_str()), Some("[1, 2 ]"));
}

#[test]
fn each_kind_of_broken_text_has_its_own_reason() {
    assert_eq!(read("  "), Err(JsonProblem::Empty));
    assert_eq!(read("{\"a\":1"), Err(JsonProblem::Truncated));
    assert_eq!(read("{} x"), Err(JsonProblem::TrailingData));
    assert_eq!(read("{}{}"), Err(JsonProblem::TrailingData));
    assert_eq!(read("[1]"), Err(JsonProblem::NotAnObject("a list")));
    assert_eq!(read("\"a\""), Err(JsonProblem::NotAnObject("a string")));
    assert_eq!(read("null"), Err(JsonProblem::NotAnObject("a bare word")));
    assert_eq!(read("{'a':1}"), Err(JsonProblem::Syntax { line: 1, column: 2 }));
    assert_eq!(Members::read(b"{\"a\":\"\xff\"}"), Err(JsonProblem::NotUtf8(6)));
}

#[test]
fn nesting_is_read_to_the_limit_and_refused_beyond() {
    let nested =
        |levels: usize| format!("{{\"a\":{}{}}}", "[".repeat(levels - 1), "]".repeat(levels - 1));
    assert!(read(&nested(128)).is_ok());
    assert_eq!(read(&nested(129)), Err(JsonProblem::TooDeep));
    assert_eq!(read(&"[".repeat(100_000)), Err(JsonProblem::TooDeep));
    assert!(read(&format!("{{\"a\":\"{}\"}}", "[".repeat(500))).is_ok(), "inside a string");
}

#[test]
fn a_byte_order_mark_is_skipped_and_remembered() {
    assert!(read("\u{feff}{\"a\":1}").expect("an object").byte_order_mark);
}

#[test]
fn a_lone_surrogate_hides_nothing_but_itself() {
    let members = read(r#"{"\ud800":1,"v":"\udc00","ok":"yes"}"#).expect("an object");
    assert_eq!(members.iter().next().map(|m| m.name.as_str()), Some("\\ud800"));
    assert_eq!(members.str("v"), None);
    assert_eq!(members.str("ok").as_deref(), Some("yes"));
}

#[test]
fn any_text_comes_back_from_its_literal() {
    let text = "\u{8}\u{c}\n\r\t\"\\/é😀\u{0}\u{7f}";
    let literal = serde_json::to_string(text).expect("a literal");
    assert_eq!(unquote(&literal).as_deref(), Some(text));
    assert_eq!(unquote(r#""\ud83d\ude00\/\u00e9""#).as_deref(), Some("😀/é"));
    for broken in [r#""\ud83d""#, r#""\ud83d\u0041""#, r#""\ude00""#, "1", "\""] {
        assert_eq!(unquote(broken), None, "{broken}");
    }
}

#[test]
fn commas_colons_and_brackets_in_texts_cut_nothing() {
    let members = read(r#" { "a,:]}\"{" : [ 1 , "x,]" , {"y":[2,3]} ] , "b":{} } "#);
    let members = members.expect("an object");
    let literals: Vec<_> = members.iter().map(|m| (&*m.name, &*m.literal)).collect();
    assert_eq!(literals, [("a,:]}\"{", r#"[ 1 , "x,]" , {"y":[2,3]} ]"#), ("b", "{}")]);
    let entries = list(literals[0].1).expect("a list");
    assert_eq!(entries, ["1", "\"x,]\"", r#"{"y":[2,3]}"#]);
    assert_eq!(list("[ ]"), Some(Vec::new()));
    assert_eq!(list("{}"), None);
}

#[test]
fn strings_take_a_list_or_one_string() {
    let members = read(r#"{"one":"a","many":["a",1,"b"],"none":5}"#).expect("an object");
    assert_eq!(members.strings("one"), Some(vec!["a".to_owned()]));
    assert_eq!(members.strings("many"), Some(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(members.strings("none"), None);
    assert_eq!(members.strings("absent"), None);
}

#[test]
fn debug_output_holds_no_claim() {
    let members = read(r#"{"name":"marker"}"#).expect("an object");
    assert_eq!(format!("{members:?}"), "Members(1)");
}
