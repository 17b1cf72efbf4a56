//! PowerShell commands, read by a parser that is not ours: no PowerShell is to be
//! had for these tests. The parser sees whether a command is whole; what its
//! strings mean follows from the two rules of PowerShell's single quotes, which are
//! a table here.
#![allow(clippy::expect_used, reason = "what a test needs and does not get fails it")]
#![cfg(not(target_arch = "wasm32"))]

#[path = "../../protocol/tests/cases/mod.rs"]
mod cases;

use cases::{Case, cases, step};
use proptest::prelude::*;
use protocol::export::{Options, request};
use protocol::form::{self, Value};
use protocol::inputs::InputId;
use protocol::render::{Format, Reveal};
use protocol::request::Draft;
use protocol::secret::Secret;
use tree_sitter::{Node, Parser};

/// The characters that PowerShell takes for a single quote: doubled, each is one
/// of itself. Nothing else is read within single quotes.
const QUOTES: [char; 5] = ['\'', '\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}'];

const HOSTILE: [&str; 9] = [
    "'",
    "'' ' '''",
    "\u{2018}a\u{2019}b\u{201a}c\u{201b}d",
    "\" \u{201c} \u{201d} \u{201e}",
    "$(Remove-Item x) $env:PATH ${x} @{} @( %",
    "` `n `\u{1b} `0",
    "#> <# # ; | & && || -- --%",
    "line\nbreak '@ \n'@",
    "\u{e4}\u{6f22}\u{1f600}\u{1b}",
];

fn options(reveal: Reveal) -> Options {
    Options { reveal, simulated: true }
}

/// Fails when the parser has to skip or to guess anything.
fn parsed<T>(text: &str, read: impl FnOnce(Node<'_>) -> T) -> T {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_powershell::LANGUAGE.into()).expect("fitting versions");
    let tree = parser.parse(text, None).expect("not cancelled");
    assert!(!tree.root_node().has_error(), "{text}\n{}", tree.root_node().to_sexp());
    read(tree.root_node())
}

/// The strings in single quotes, as PowerShell would hold them.
fn strings(node: Node<'_>, text: &str, found: &mut Vec<String>) {
    if node.kind().starts_with("verbatim_string") {
        let inner = &text[node.start_byte() + 1..node.end_byte() - 1];
        let mut chars = inner.chars().peekable();
        let mut string = String::new();
        while let Some(c) = chars.next() {
            if QUOTES.contains(&c) {
                assert_eq!(chars.next(), Some(c), "a quote alone ends the string: {inner}");
            }
            string.push(c);
        }
        found.push(string);
        return;
    }
    let mut cursor = node.walk();
    for child in node.children(&mut cursor) {
        strings(child, text, found);
    }
}

fn strings_of(text: &str) -> Vec<String> {
    parsed(text, |root| {
        let mut found = Vec::new();
        strings(root, text, &mut found);
        found
    })
}

fn blueprint_token(secret: &str, extra: &str) -> Draft {
    let step = step("agent-autonomous", "blueprint-token");
    let choices = vec![(InputId::Credential, "secret")];
    let mut draft = Case { name: String::new(), step, choices }.draft().draft;
    for param in &mut draft.params {
        if param.name == "client_secret" {
            param.value = Value::Secret(Secret::new(secret.to_owned()));
        } else if param.name == "fmi_path" {
            param.value = Value::Text(extra.to_owned());
        }
    }
    draft
}

#[test]
fn every_command_is_whole_with_and_without_secrets() {
    for case in cases() {
        for reveal in [Reveal::No, Reveal::Yes] {
            parsed(&request(&case.draft(), Format::PowerShell, options(reveal)), |_| ());
        }
    }
}

/// Written out, the strings are the page's body; with variables the command is whole.
fn check_form(text: &str) {
    let draft = blueprint_token(text, text);
    let command = request(&draft, Format::PowerShell, options(Reveal::Yes));
    let pairs = draft.params.iter().map(|p| (&*p.name, p.value.text().expect("filled")));
    let body = form::encode_pairs(pairs);
    let strings = strings_of(&command);
    let joint = strings.iter().position(|s| s == "&").expect("what joins the pairs");
    assert_eq!(strings[joint - draft.params.len()..joint].join("&"), body.expose());
    parsed(&request(&draft, Format::PowerShell, options(Reveal::No)), |_| ());
}

/// One of the strings is the page's body.
fn check_json(text: &str) {
    let mut draft = cases::with("setup", "blueprint", &[]).draft;
    let name = draft.params.iter_mut().find(|p| p.name == "displayName").expect("its name");
    name.value = Value::Text(text.to_owned());
    draft.problems.clear();
    let body = draft.finish().expect("complete").body;
    let command = request(&draft, Format::PowerShell, options(Reveal::Yes));
    let strings = strings_of(&command);
    assert!(strings.iter().any(|s| s == body.expose()), "{strings:?}\n{}", body.expose());
}

#[test]
fn a_form_is_the_very_body_whatever_its_values() {
    HOSTILE.into_iter().for_each(check_form);
}

#[test]
fn a_json_body_is_one_string_whatever_its_values() {
    HOSTILE.into_iter().for_each(check_json);
}

#[test]
fn sixty_four_kibibytes_are_one_value() {
    let text = HOSTILE.concat().repeat((64 << 10) / HOSTILE.concat().len() + 1);
    assert!(text.len() >= 64 << 10);
    check_form(&text);
    check_json(&text);
}

proptest! {
    #[test]
    fn any_text_is_one_value(text in any::<String>(), controls in "[\0-\u{1f}'`$\u{80}-\u{9f}]{0,20}") {
        for text in [&text, &controls] {
            check_form(text);
            check_json(text);
        }
    }
}

#[test]
fn quotes_are_doubled_and_nothing_else_is_touched() {
    for (text, written) in [
        ("'", "''"),
        ("\u{2018}", "\u{2018}\u{2018}"),
        ("\u{2019}", "\u{2019}\u{2019}"),
        ("\u{201a}", "\u{201a}\u{201a}"),
        ("\u{201b}", "\u{201b}\u{201b}"),
        ("\u{201c}", "\u{201c}"),
        ("$x", "$x"),
        ("`", "`"),
        ("$(x)", "$(x)"),
    ] {
        let draft = cases::with("setup", "blueprint", &[(InputId::DisplayName, text)]);
        let command = request(&draft, Format::PowerShell, options(Reveal::Yes));
        assert!(command.contains(&format!("\"displayName\": \"{written}\"")), "{command}");
    }
}
