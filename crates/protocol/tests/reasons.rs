//! Why everything is sent: each request tells it of each of its parts, in whatever
//! form it is shown.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod cases;

use cases::{cases, with};
use protocol::flows::FLOWS;
use protocol::inputs::InputId;
use protocol::reason::reasons;
use protocol::render::{Format, Line, Reveal, render};
use protocol::request::Draft;

/// The inputs of everything that has a reason, in the order of the reasons.
fn parts(draft: &Draft) -> Vec<Option<InputId>> {
    let query = draft.query.iter().map(|param| param.input);
    let headers = draft.headers.iter().map(|header| header.input);
    query.chain(headers).chain(draft.params.iter().map(|param| param.input)).collect()
}

fn line(draft: &Draft, format: Format, words: &str) -> Line {
    let lines = render(draft, format, Reveal::No).0;
    let has = |line: &Line| line.pieces.iter().any(|piece| piece.text.contains(words));
    lines.into_iter().find(has).unwrap_or_else(|| panic!("no line with {words}"))
}

fn title(draft: &Draft, format: Format, words: &str) -> String {
    let place = line(draft, format, words).reason.expect("a line with a reason");
    reasons(draft).swap_remove(place)
}

#[test]
fn everything_that_a_step_sends_has_its_reason() {
    for case in cases() {
        let draft = case.draft();
        let told = reasons(&draft);
        assert_eq!(told.len(), parts(&draft).len() + 1, "{}", case.name);
        for reason in told {
            let sentence = reason.split(" (").next().unwrap_or_default();
            assert!(sentence.len() > 5 && sentence.ends_with('.'), "{}: {reason}", case.name);
        }
    }
}

#[test]
fn every_line_leads_to_the_reason_of_what_it_shows() {
    for case in cases() {
        let draft = case.draft();
        let parts = parts(&draft);
        for format in Format::ALL {
            let lines = render(&draft, format, Reveal::No).0;
            let shown = lines.iter().filter_map(|line| Some((line.reason?, line.input)));
            for (place, input) in shown.clone().filter(|(place, _)| *place < parts.len()) {
                assert_eq!(input, parts[place], "{} as {}", case.name, format.label());
            }
            // PowerShell writes all headers on one line.
            if format != Format::PowerShell {
                let all = (0..parts.len()).all(|part| shown.clone().any(|(at, _)| at == part));
                assert!(all, "{} as {}", case.name, format.label());
            }
        }
    }
}

#[test]
fn a_reason_names_the_section_where_it_is_written_down() {
    let extra = (InputId::Extra, "dc=ESTS");
    let draft = with("agent-autonomous", "blueprint-token", &[extra]);
    let told = |words| title(&draft, Format::Http, words);
    assert_eq!(
        told("fmi_path"),
        "Binds the token to this one agent identity. (Entra: agent autonomous app flow)"
    );
    assert!(told("client_secret").ends_with("(RFC 6749, 2.3.1)"));
    assert_eq!(told("dc"), "You added this parameter.");
    assert_eq!(told("Content-Type"), "Token requests are forms, never JSON.");
}

#[test]
fn a_command_says_why_it_asks_for_a_secret() {
    let draft = with("agent-autonomous", "blueprint-token", &[]);
    assert!(title(&draft, Format::Curl, "stty").starts_with("Asks for the secret"));
}

#[test]
fn what_must_not_be_sent_says_why() {
    let rows = FLOWS.iter().flat_map(|flow| flow.steps).flat_map(|step| step.forbidden);
    assert!(rows.clone().count() > 40);
    for row in rows {
        assert!(row.why.ends_with('.'), "{}", row.name);
    }
}
