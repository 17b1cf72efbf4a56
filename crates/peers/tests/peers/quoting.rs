//! Whatever stands in a value arrives as it is. Bash, Python and Node run for real.

use proptest::prelude::*;
use protocol::build::draft;
use protocol::export::{Document, Options, Part, document, request};
use protocol::flows::FlowId;
use protocol::form::{self, Value};
use protocol::inputs::InputId;
use protocol::render::{Format, Reveal};
use protocol::request::Draft;
use protocol::secret::Secret;

use crate::cases::{Case, step};
use crate::message::Message;
use crate::program::{bare, file, node, python, run};
use crate::recorder::Recorder;

/// What shells, languages and templates are known to stumble over.
const HOSTILE: [&str; 12] = [
    "'",
    "\"",
    "'\\''\"\\\"",
    "$(touch owned) `touch owned` ${HOME} $HOME %PATH% !!",
    "line\nbreak\r\nand\ttab",
    "\u{1b}[31mred\u{7}\u{0}",
    "s~p ce+plus&and=is;semi#hash%41",
    "{{secret}} {% x %} <% y %> ${`z`}",
    "\u{2018}curly\u{2019} \u{201c}double\u{201d} \u{e4}\u{6f22}\u{1f600}",
    "\u{202e}turned\u{2066} \u{2028} \u{feff}",
    "\\ \\n \\u0041 \\",
    " blanks around ",
];

/// T1's request with this secret and this further parameter.
fn filled(recorder: &Recorder, secret: &str, extra: &str) -> Draft {
    let case = Case {
        name: String::new(),
        step: step("agent-autonomous", "blueprint-token"),
        choices: vec![(InputId::Credential, "secret")],
    };
    let mut inputs = case.filled();
    inputs.set(InputId::Extra, "extra=x".to_owned());
    let mut draft = draft(case.step, &inputs, Some(&recorder.authority()));
    for param in &mut draft.params {
        // Past the checks of the form, which keep control characters out.
        match &*param.name {
            "client_secret" => param.value = Value::Secret(Secret::new(secret.to_owned())),
            "extra" => param.value = Value::Text(extra.to_owned()),
            _ => {}
        }
    }
    draft
}

fn options(reveal: Reveal) -> Options {
    Options { reveal, simulated: true }
}

fn program(draft: &Draft, form: Document, reveal: Reveal) -> String {
    let flow = FlowId::parse("agent-autonomous").expect("registered");
    let step = step("agent-autonomous", "blueprint-token");
    let travel = protocol::flows::Travel::BackChannel;
    let mut files = document(form, flow, &[Part { step, draft, travel }], options(reveal));
    files.remove(0).text
}

/// Runs the export in each program; gives the bodies that arrived, by program.
fn bodies(
    recorder: &Recorder,
    draft: &Draft,
    secret: &str,
    reveal: Reveal,
) -> Vec<(&'static str, String)> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let bash = file(path, "request.sh", &request(draft, Format::Curl, options(reveal)));
    let py = file(path, "request.py", &program(draft, Document::Python, reveal));
    let js = file(path, "request.mjs", &program(draft, Document::JavaScript, reveal));
    let mut arrived = Vec::new();
    for (name, mut command, script) in
        [("bash", bare("bash"), bash), ("python", python(), py), ("node", node(), js)]
    {
        command.arg(script).current_dir(path);
        if reveal == Reveal::No {
            command.env("CLIENT_SECRET", secret);
        }
        run(&mut command);
        let requests = recorder.take();
        let [request] = requests.as_slice() else { panic!("{name}: {requests:?}") };
        check_head(request);
        arrived.push((name, String::from_utf8(request.body.clone()).expect("ASCII")));
    }
    assert!(!path.join("owned").exists(), "a value was run");
    arrived
}

fn check_head(request: &Message) {
    let tenant = crate::cases::TENANT;
    assert_eq!(request.first, format!("POST /{tenant}/oauth2/v2.0/token HTTP/1.1"));
    assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
}

fn expected(draft: &Draft) -> String {
    let pairs = draft.params.iter().map(|p| (&*p.name, p.value.text().expect("filled")));
    form::encode_pairs(pairs).expose().to_owned()
}

/// Written out, the bytes are the page's.
fn check_literal(recorder: &Recorder, secret: &str, extra: &str) {
    let draft = filled(recorder, secret, extra);
    for (program, body) in bodies(recorder, &draft, secret, Reveal::Yes) {
        assert_eq!(body, expected(&draft), "{program}");
    }
}

/// With variables, the pairs are the page's.
fn check_variable(recorder: &Recorder, secret: &str, extra: &str) {
    let draft = filled(recorder, secret, extra);
    for (program, body) in bodies(recorder, &draft, secret, Reveal::No) {
        assert_eq!(form::decode(&body), form::decode(&expected(&draft)), "{program}");
    }
}

#[test]
fn a_literal_export_sends_the_bytes_of_the_page_whatever_the_values() {
    let recorder = Recorder::start();
    for text in HOSTILE {
        check_literal(&recorder, text, text);
    }
}

#[test]
fn an_export_with_variables_sends_the_pairs_of_the_page_whatever_the_values() {
    let recorder = Recorder::start();
    // No environment holds a zero byte.
    for text in HOSTILE.map(|text| text.replace('\0', "")) {
        check_variable(&recorder, &text, &text);
    }
}

#[test]
fn sixty_four_kibibytes_pass() {
    let recorder = Recorder::start();
    // A shell hands one argument of at most 128 KiB on, so most of these stay one
    // byte each.
    let text = "aB3".repeat(21_845) + "~'";
    assert!(text.len() >= 64 << 10);
    check_literal(&recorder, &text, "x");
    check_variable(&recorder, &text, "x");
    let large = "aB3~'\"$\u{e4}".repeat(7282);
    assert!(large.len() >= 64 << 10);
    let draft = filled(&recorder, &large, "x");
    for (form, mut command, name) in
        [(Document::Python, python(), "large.py"), (Document::JavaScript, node(), "large.mjs")]
    {
        let folder = tempfile::tempdir().expect("a folder");
        let script = file(folder.path(), name, &program(&draft, form, Reveal::Yes));
        run(command.arg(script));
        let requests = recorder.take();
        assert_eq!(String::from_utf8_lossy(&requests[0].body), expected(&draft));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn any_text_arrives_as_it_is(secret in "[^\0]{1,60}", extra in "\\PC{0,40}") {
        let recorder = Recorder::start();
        check_literal(&recorder, &secret, &extra);
        check_variable(&recorder, &secret, &extra);
    }
}
