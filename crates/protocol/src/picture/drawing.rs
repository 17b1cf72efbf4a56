//! Geometry: from a chain or a sequence to boxes, arrows and texts on a plane,
//! in CSS pixels from the top left.

use super::sequence::{Sequence, Way};
use super::{Chain, Status, heading};
use crate::identity::IdentityKind;

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Pixels.
    pub width: usize,
    /// Pixels.
    pub height: usize,
    /// What it is made of, the backmost first.
    pub shapes: Vec<Shape>,
}

/// A part of a picture. `state` is the id of the step's status, or empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A box with round corners: left, top, width, height.
    Box {
        /// Left, top, width, height.
        at: [usize; 4],
        /// The status.
        state: &'static str,
    },
    /// A line through points; an arrow when it has a head.
    Line {
        /// Each as x, y.
        points: Vec<[usize; 2]>,
        /// Whether it ends in a head.
        head: bool,
        /// Whether it is dashed.
        dashed: bool,
        /// The status.
        state: &'static str,
    },
    /// The sign of somebody.
    Sign {
        /// Of the middle.
        at: [usize; 2],
        /// Who.
        kind: IdentityKind,
    },
    /// A text on one line.
    Text {
        /// Of the anchor and the base line.
        at: [usize; 2],
        /// Whether it is centred on `at`; else it starts there.
        centred: bool,
        /// `name`, `param` or `note`.
        look: &'static str,
        /// The text.
        words: String,
    },
}

/// The room that a text takes: a wide guess, so that nothing collides.
fn room(words: &str, look: &str) -> usize {
    words.chars().count() * if look == "name" { 8 } else { 7 }
}

const MARGIN: usize = 16;
const LANE_HEAD: usize = 30;

/// Lanes with messages between them, downwards in time.
#[must_use]
pub fn sequence_drawing(sequence: &Sequence) -> Drawing {
    let words = sequence.messages.iter().map(|message| {
        room(&message.words, "param") / message.from.abs_diff(message.to).max(1) + 32
    });
    let names = sequence.lanes.iter().map(|lane| room(&lane.name, "name") + 60);
    let apart = words.chain(names).max().unwrap_or(0).clamp(180, 420);
    let width = apart * sequence.lanes.len() + 2 * MARGIN;
    let middle = |lane: usize| MARGIN + apart / 2 + lane * apart;
    let mut shapes = Vec::new();
    let mut y = LANE_HEAD + 12;
    for message in &sequence.messages {
        let (from, to) = (middle(message.from), middle(message.to));
        y += if message.way == Way::Request { 34 } else { 28 };
        let end = if from < to { to - 4 } else { to + 4 };
        let answer = message.way == Way::Answer;
        let state = if answer || message.way == Way::Request { message.status.id() } else { "" };
        shapes.push(Shape::Line {
            points: vec![[from, y], [end, y]],
            head: true,
            dashed: answer,
            state,
        });
        let centre = (from + to) / 2;
        let look = if answer { "note" } else { "param" };
        let words = match answer {
            true => format!("{} · {}", message.words, message.status_words),
            false => message.words.clone(),
        };
        shapes.push(Shape::Text { at: [centre, y - 7], centred: true, look, words });
    }
    let height = y + 20;
    for (at, lane) in sequence.lanes.iter().enumerate() {
        let x = middle(at);
        let half = (room(&lane.name, "name") + 44) / 2;
        let life = vec![[x, LANE_HEAD + 4], [x, height - 4]];
        shapes.insert(0, Shape::Line { points: life, head: false, dashed: true, state: "life" });
        shapes.push(Shape::Box { at: [x - half, 4, half * 2, LANE_HEAD], state: "" });
        let words = lane.name.clone();
        shapes.push(Shape::Sign { at: [x - half + 17, 19], kind: lane.kind });
        shapes.push(Shape::Text { at: [x + 10, 24], centred: true, look: "name", words });
    }
    Drawing { width, height, shapes }
}

const NODE_TOP: usize = 52;
const NODE_HEIGHT: usize = 52;
const NODE_MIDDLE: usize = NODE_TOP + NODE_HEIGHT / 2;

/// Tokens in a row, requests as arrows; a token that enters a later request too
/// has an arrow below.
#[must_use]
pub fn chain_drawing(chain: &Chain) -> Drawing {
    let mut shapes = Vec::new();
    let mut x = MARGIN;
    let mut node = |x: usize, name: &str, note: &str, state| {
        let width = room(name, "name").max(room(note, "note")) + 24;
        shapes.push(Shape::Box { at: [x, NODE_TOP, width, NODE_HEIGHT], state });
        for (y, look, words) in [(22, "name", name), (41, "note", note)] {
            let at = [x + 12, NODE_TOP + y];
            shapes.push(Shape::Text { at, centred: false, look, words: words.to_owned() });
        }
        x + width
    };
    if let Some(first) = chain.nodes.first() {
        x = node(x, &first.sender.name, &chain.origin, "");
    }
    // Where each node stands, and the middle of the request that leads to it.
    let mut places: Vec<[usize; 2]> = Vec::new();
    let mut arrows = Vec::new();
    for (at, (step, one)) in chain.steps().enumerate() {
        let near = one.takes.iter().filter(|taken| taken.from_far(at).is_none());
        let words = near.map(|taken| &*taken.param).collect::<Vec<_>>().join(", ");
        let length = (room(&words, "param") + 32).max(110);
        arrows.push((x, length, words, one.status));
        let start = x + length;
        places.push([start, x + length / 2]);
        x = node(start, &heading(step), &one.words, one.status.id());
    }
    let mut below = NODE_TOP + NODE_HEIGHT;
    for (x, length, words, status) in arrows {
        let state = status.id();
        let dashed = status == Status::Waiting;
        let points = vec![[x + 4, NODE_MIDDLE], [x + length - 4, NODE_MIDDLE]];
        shapes.push(Shape::Line { points, head: true, dashed, state });
        let at = [x + length / 2, NODE_MIDDLE - 8];
        shapes.push(Shape::Text { at, centred: true, look: "param", words });
    }
    for (at, (one, place)) in chain.nodes.iter().zip(&places).enumerate() {
        for taken in &one.takes {
            let Some(from) = taken.from_far(at).and_then(|from| places.get(from)) else { continue };
            let (from, to) = (from[0], place[1]);
            below += 30;
            let points = vec![
                [from + 20, NODE_TOP + NODE_HEIGHT],
                [from + 20, below],
                [to, below],
                [to, NODE_MIDDLE + 6],
            ];
            shapes.push(Shape::Line { points, head: true, dashed: false, state: one.status.id() });
            let at = [(from + to) / 2, below - 6];
            let words = taken.param.to_string();
            shapes.push(Shape::Text { at, centred: true, look: "param", words });
        }
    }
    Drawing { width: x + MARGIN, height: below + MARGIN, shapes }
}
