//! Pictures of a flow: what is drawn, when it is asked for, and how it is copied.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::rc::Rc;

use playground::action::{Action, Copied};
use playground::effect::Effect;
use playground::explanations::{self, NOT_LOADED};
use playground::page::{self, Picture, Screen};
use playground::pictures;
use playground::preferences::Preferences;
use playground::select::chain;
use playground::state::State;
use playground::update::update;
use protocol::crossing;
use protocol::explanation::{Answer, Asked, Question, Simulated, explain};
use protocol::flows::FLOWS;
use protocol::identity::Names;
use protocol::inputs::{InputId, Inputs};
use protocol::picture::{
    Medium, Shape, chain_drawing, chain_mermaid, sequence, sequence_drawing, sequence_mermaid, svg,
};
use protocol::secret::Secret;
use protocol::sheet::Sheet;

fn opened() -> State {
    State::new(Inputs::default(), Names::default(), Preferences::default())
}

/// Every flow of the registry, with nothing filled in.
fn each_flow(check: impl Fn(&State)) {
    for flow in FLOWS {
        let mut state = opened();
        state.flow = flow;
        check(&state);
    }
}

#[test]
fn every_flow_has_a_node_for_each_step_in_both_pictures() {
    each_flow(|state| {
        let chain = chain(state);
        assert_eq!(chain.nodes.len(), state.flow.steps.len());
        let sequence = sequence(&chain);
        for step in 0..state.flow.steps.len() {
            let messages = sequence.messages.iter().filter(|message| message.step == step).count();
            assert!(messages >= 2, "a request and its answer of step {step}");
        }
        assert!(sequence.messages.iter().all(|m| m.from != m.to), "{}", state.flow.id.as_str());
        assert!(sequence.messages.iter().all(|m| m.from.max(m.to) < sequence.lanes.len()));
    });
}

#[test]
fn nothing_is_drawn_outside_of_the_picture_and_no_texts_collide() {
    each_flow(|state| {
        let chain = chain(state);
        for drawing in [chain_drawing(&chain), sequence_drawing(&sequence(&chain))] {
            let mut texts: Vec<[usize; 4]> = Vec::new();
            for shape in &drawing.shapes {
                let [left, top, right, bottom] = match shape {
                    Shape::Box { at: [x, y, w, h], .. } => [*x, *y, x + w, y + h],
                    Shape::Line { points, .. } => {
                        let (x, y) = (points.iter().map(|p| p[0]), points.iter().map(|p| p[1]));
                        let (x2, y2) = (x.clone().max(), y.clone().max());
                        [x.min(), y.min(), x2, y2].map(|edge| edge.expect("points"))
                    }
                    Shape::Sign { at: [x, y], .. } => [x - 8, y - 8, x + 8, y + 8],
                    Shape::Text { at: [x, y], centred, words, .. } => {
                        let width = words.chars().count() * 7;
                        let left = if *centred { x.saturating_sub(width / 2) } else { *x };
                        let area = [left, y - 12, left + width, *y];
                        assert!(
                            texts.iter().all(|other| apart(&area, other)),
                            "{}: {words}",
                            state.flow.id.as_str()
                        );
                        texts.push(area);
                        area
                    }
                };
                assert!(right <= drawing.width, "{}: {left} {right}", state.flow.id.as_str());
                assert!(bottom <= drawing.height, "{}: {top} {bottom}", state.flow.id.as_str());
            }
        }
    });
}

fn apart(a: &[usize; 4], b: &[usize; 4]) -> bool {
    a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1]
}

#[test]
fn a_token_that_enters_two_requests_has_two_edges() {
    each_flow(|state| {
        if state.flow.id.as_str() == "agent-user" {
            let chain = chain(state);
            let takers = chain.nodes.iter().enumerate().flat_map(|(at, node)| {
                let t1 = node.takes.iter().filter(|taken| taken.symbol() == Some("T1"));
                t1.map(move |taken| (at, taken.from_far(at)))
            });
            assert_eq!(takers.collect::<Vec<_>>(), [(1, None), (2, Some(0))]);
        }
    });
}

#[test]
fn exports_are_whole_and_hold_no_markup_from_names() {
    each_flow(|state| {
        let mut chain = chain(state);
        chain.nodes[0].sender.name = "<b>&\"; #".to_owned();
        let sequence = sequence(&chain);
        for text in
            [svg(&chain_drawing(&chain), "a & b"), svg(&sequence_drawing(&sequence), "a & b")]
        {
            assert!(text.starts_with("<svg ") && text.ends_with("</svg>\n"));
            assert!(!text.contains("<b>") && text.contains("a &amp; b"));
        }
        for text in [chain_mermaid(&chain), sequence_mermaid(&sequence)] {
            assert!(!text.contains("<b>") && !text.contains("#"), "{text}");
        }
    });
}

/// The pictures that are asked for.
fn asked(effects: &[Effect]) -> Vec<Rc<Asked>> {
    let questions = effects.iter().flat_map(|effect| match effect {
        Effect::Explain(asked) => asked.clone(),
        _ => Vec::new(),
    });
    questions.filter(|asked| matches!(asked.question, Question::Picture(_))).collect()
}

/// Where they go.
fn media(effects: &[Effect]) -> Vec<Medium> {
    let medium = |asked: &Rc<Asked>| match &asked.question {
        Question::Picture(picture) => picture.medium,
        other => panic!("{other:?}"),
    };
    asked(effects).iter().map(medium).collect()
}

/// Answers in bytes, as the page's other module does; gives back what is copied.
fn answer(state: &mut State, asked: Vec<Rc<Asked>>) -> Option<String> {
    let bytes = explain(&crossing::to_bytes(&asked), &Simulated::default()).expect("answers");
    let answers: Option<Vec<Rc<Answer>>> = crossing::from_bytes(&bytes);
    assert!(answers.is_some(), "what is drawn crosses");
    copied(answered(state, asked, answers))
}

fn answered(
    state: &mut State,
    asked: Vec<Rc<Asked>>,
    answers: Option<Vec<Rc<Answer>>>,
) -> Vec<Effect> {
    update(state, Action::Explanations(explanations::Action::Answered { asked, answers }))
}

fn copied(effects: Vec<Effect>) -> Option<String> {
    effects.into_iter().find_map(|effect| match effect {
        Effect::Copy { text } => Some(text.expose().to_owned()),
        _ => None,
    })
}

fn choose(state: &mut State, picture: Picture) -> Vec<Effect> {
    update(state, Action::Page(page::Action::PictureChosen(picture)))
}

fn edit(state: &mut State, text: &str) -> Vec<Effect> {
    let text = Secret::new(text.to_owned());
    update(state, Action::FieldEdited { input: InputId::Tenant, text })
}

/// The state of every part that is shown.
fn states(sheet: &Sheet) -> Vec<String> {
    let Sheet::Element(element) = sheet else { return Vec::new() };
    let own = element.attributes.iter().filter(|(name, _)| name.as_str() == "data-state");
    own.map(|(_, value)| value.clone()).chain(element.inside.iter().flat_map(states)).collect()
}

#[test]
fn a_picture_is_asked_for_only_while_the_sequence_is_on_show_or_one_is_to_be_copied() {
    let mut state = opened();
    assert_eq!(media(&update(&mut state, Action::Ticked { now: 60_000 })), []);
    assert_eq!(media(&choose(&mut state, Picture::Sequence)), [Medium::Page]);
    assert_eq!(media(&update(&mut state, Action::StepChosen(1))), [], "it looks the same");
    let screen = |screen| Action::Page(page::Action::ScreenChosen(screen));
    assert_eq!(media(&update(&mut state, screen(Screen::Errors))), []);
    assert_eq!(media(&update(&mut state, screen(Screen::Flow))), [Medium::Page]);
    assert_eq!(media(&choose(&mut state, Picture::Chain)), []);
    assert_eq!(media(&edit(&mut state, "a b")), []);
    let copy = update(&mut state, Action::CopyRequested(Copied::Drawing));
    assert_eq!(media(&copy), [Medium::File]);
}

#[test]
fn the_sequence_stays_on_show_while_a_newer_one_is_drawn() {
    let mut state = opened();
    let first = asked(&choose(&mut state, Picture::Sequence));
    assert_eq!(pictures::sequence(&state), None);
    assert_eq!(answer(&mut state, first), None, "nothing is copied");
    let drawn = pictures::sequence(&state).expect("it is drawn").clone();
    assert!(states(&drawn).iter().any(|state| state == "incomplete"), "{:?}", states(&drawn));
    let second = asked(&edit(&mut state, "contoso.onmicrosoft.com"));
    assert_eq!(second.len(), 1, "fewer fields are to be filled in");
    assert_eq!(pictures::sequence(&state), Some(&drawn));
    answer(&mut state, second);
    assert_ne!(pictures::sequence(&state).expect("the newer one"), &drawn);
}

#[test]
fn a_picture_is_copied_when_it_comes_and_says_what_is_simulated() {
    let mut state = opened();
    for (what, picture, start) in [
        (Copied::Mermaid, Picture::Chain, "flowchart LR"),
        (Copied::Mermaid, Picture::Sequence, "sequenceDiagram"),
        (Copied::Drawing, Picture::Chain, "<svg "),
        (Copied::Drawing, Picture::Sequence, "<svg "),
    ] {
        let drawn = asked(&choose(&mut state, picture));
        answer(&mut state, drawn);
        let effects = update(&mut state, Action::CopyRequested(what));
        let wanted = asked(&effects);
        assert_eq!(copied(effects), None, "it is not there yet");
        let text = answer(&mut state, wanted).expect("it is copied");
        let title = format!("{} · simulated", state.flow.heading);
        assert!(text.starts_with(start) && text.contains(&title), "{text}");
        assert_eq!(state.view.copied, Some((what, false)));
        update(&mut state, Action::CopyEnded { copied: true });
        assert_eq!(state.view.copied, Some((what, true)));
        // The same again is a click of its own.
        let wanted = asked(&update(&mut state, Action::CopyRequested(what)));
        assert!(answer(&mut state, wanted).is_some());
        if picture == Picture::Sequence {
            assert!(pictures::sequence(&state).is_some(), "it stays on show");
        }
    }
}

#[test]
fn what_is_copied_is_what_the_form_says_when_it_comes() {
    let mut state = opened();
    let first = asked(&update(&mut state, Action::CopyRequested(Copied::Mermaid)));
    let second = asked(&edit(&mut state, "contoso.onmicrosoft.com"));
    assert_eq!(answer(&mut state, first), None, "it is of another form");
    assert!(answer(&mut state, second).is_some());
}

#[test]
fn a_copy_that_did_not_come_is_dropped_when_the_reader_turns_elsewhere() {
    let turns = [
        Action::FlowChosen(FLOWS[1]),
        Action::Page(page::Action::PictureChosen(Picture::Sequence)),
        Action::Page(page::Action::ScreenChosen(Screen::Errors)),
        Action::PastedAnywhere(Secret::new("a word".to_owned())),
        Action::CopyRequested(Copied::Request),
        Action::ClearAll,
    ];
    for turn in turns {
        let mut state = opened();
        let wanted = asked(&update(&mut state, Action::CopyRequested(Copied::Drawing)));
        let later = asked(&update(&mut state, turn.clone()));
        assert_eq!(answer(&mut state, [wanted, later].concat()), None, "{turn:?}");
    }
}

#[test]
fn of_two_pictures_the_one_that_was_wanted_last_is_copied() {
    let mut state = opened();
    let mermaid = asked(&update(&mut state, Action::CopyRequested(Copied::Mermaid)));
    let drawing = asked(&update(&mut state, Action::CopyRequested(Copied::Drawing)));
    let text = answer(&mut state, [mermaid, drawing].concat()).expect("one of them");
    assert!(text.starts_with("<svg "));
    assert_eq!(state.view.copied, Some((Copied::Drawing, false)));
}

#[test]
fn a_picture_that_cannot_be_drawn_is_told_and_wanted_again_on_a_click() {
    let again = || Action::Explanations(explanations::Action::Again);
    for (want, retry) in [
        (Action::Page(page::Action::PictureChosen(Picture::Sequence)), again()),
        (Action::CopyRequested(Copied::Mermaid), again()),
        (Action::CopyRequested(Copied::Mermaid), Action::CopyRequested(Copied::Mermaid)),
    ] {
        let mut state = opened();
        let wanted = asked(&update(&mut state, want));
        assert!(!pictures::failed(&state));
        let effects = answered(&mut state, wanted, None);
        assert!(effects.contains(&Effect::Announce(NOT_LOADED.to_owned())));
        assert_eq!(copied(effects), None);
        assert!(pictures::failed(&state));
        let wanted = asked(&update(&mut state, retry));
        assert_eq!(wanted.len(), 1);
        assert!(!pictures::failed(&state));
        let is_copy = state.view.page.picture == Picture::Chain;
        assert_eq!(answer(&mut state, wanted).is_some(), is_copy);
    }
}
