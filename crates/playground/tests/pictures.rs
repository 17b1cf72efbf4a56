use protocol::flows::FLOWS;
use protocol::identity::Names;
use protocol::inputs::Inputs;

use super::{
    Shape, chain_drawing, chain_mermaid, sequence, sequence_drawing, sequence_mermaid, svg,
};
use crate::preferences::Preferences;
use crate::select::chain;
use crate::state::State;

/// Every flow of the registry, with nothing filled in.
fn each_flow(check: impl Fn(&State)) {
    for flow in FLOWS {
        let mut state = State::new(Inputs::default(), Names::default(), Preferences::default());
        state.flow = flow;
        check(&state);
    }
}

#[test]
fn every_flow_has_a_node_for_each_step_in_both_pictures() {
    each_flow(|state| {
        let chain = chain(state);
        assert_eq!(chain.nodes.len(), state.flow.steps.len());
        let sequence = sequence(state, &chain);
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
        for drawing in [chain_drawing(&chain), sequence_drawing(&sequence(state, &chain))] {
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
            let t1: Vec<_> = chain.edges.iter().filter(|edge| edge.from == Some(0)).collect();
            assert_eq!(t1.iter().map(|edge| edge.to).collect::<Vec<_>>(), [1, 2]);
            assert!(!t1[0].is_far() && t1[1].is_far());
        }
    });
}

#[test]
fn exports_are_whole_and_hold_no_markup_from_names() {
    each_flow(|state| {
        let mut chain = chain(state);
        chain.nodes[0].sender.name = "<b>&\"; #".to_owned();
        let sequence = sequence(state, &chain);
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
