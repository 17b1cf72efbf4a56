//! Who asks whom, in order: one lane for everybody who sends or answers.

use super::{Chain, Chip, Status, sent};
use crate::flows::Place;
use crate::identity::IdentityKind;

/// One who sends or answers.
pub type Lane = Chip;

/// The flow as messages between lanes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sequence {
    /// From left to right.
    pub lanes: Vec<Lane>,
    /// In order of time.
    pub messages: Vec<Message>,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The step it belongs to, counted from 0.
    pub step: usize,
    /// The lane it leaves.
    pub from: usize,
    /// The lane it comes to.
    pub to: usize,
    /// What it is.
    pub way: Way,
    /// What it carries: `client_assertion = T1`.
    pub words: String,
    /// How far its step is.
    pub status: Status,
    /// The same in a few words.
    pub status_words: String,
}

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A request.
    Request,
    /// Its answer.
    Answer,
    /// A token that goes from the one who got it to the one who uses it.
    HandOver,
}

/// A flow as messages.
#[must_use]
pub fn sequence(chain: &Chain) -> Sequence {
    let mut lanes = Vec::new();
    let mut messages = Vec::new();
    for (at, (step, node)) in chain.steps().enumerate() {
        let answerer = match step.place {
            Place::Graph(..) | Place::ResourceManager(_) | Place::Chosen => IdentityKind::Resource,
            _ => IdentityKind::Entra,
        };
        let name = match step.place {
            Place::Graph(..) => "Microsoft Graph",
            Place::ResourceManager(_) => "Azure Resource Manager",
            Place::Chosen => "API",
            Place::Imds | Place::AppService => "Azure host",
            Place::Entra(_) => "Entra",
            Place::Echo => "Echo API",
        };
        let from = lane(&mut lanes, &node.sender);
        let mut add = |from, to, way, words: String| {
            let (status, status_words) = (node.status, node.words.clone());
            messages.push(Message { step: at, from, to, way, words, status, status_words });
        };
        let mut carried = Vec::new();
        for taken in &node.takes {
            match taken.symbol() {
                Some(symbol) => carried.push(format!("{} = {symbol}", taken.param)),
                None => carried.push(taken.param.to_string()),
            }
            let giver = taken.from.and_then(|(giver, _)| chain.steps().nth(giver));
            if let Some((made, giver)) = giver.filter(|(_, giver)| giver.sender != node.sender) {
                let giver_lane = lane(&mut lanes, &giver.sender);
                add(giver_lane, from, Way::HandOver, made.role().symbol().to_owned());
            }
        }
        let to = lane(&mut lanes, &Chip { kind: answerer, name: name.to_owned() });
        let what = format!("{} · {}", at + 1, sent(step));
        add(
            from,
            to,
            Way::Request,
            match carried.is_empty() {
                true => what,
                false => format!("{what} · {}", carried.join(", ")),
            },
        );
        let made = step.makes.iter().map(|made| made.role.symbol()).collect::<Vec<_>>();
        add(to, from, Way::Answer, format!("{} · {}", made.join(", "), step.title));
    }
    servers_last(&mut lanes, &mut messages);
    Sequence { lanes, messages }
}

/// The lane of somebody, new where there is none yet.
fn lane(lanes: &mut Vec<Lane>, chip: &Chip) -> usize {
    lanes.iter().position(|lane| lane == chip).unwrap_or_else(|| {
        lanes.push(chip.clone());
        lanes.len() - 1
    })
}

/// Those who ask stand on the left, those who answer on the right.
fn servers_last(lanes: &mut Vec<Lane>, messages: &mut [Message]) {
    let answers = |lane: &Lane| matches!(lane.kind, IdentityKind::Entra | IdentityKind::Resource);
    let asking = (0..lanes.len()).filter(|at| !answers(&lanes[*at]));
    let order: Vec<_> = asking.chain((0..lanes.len()).filter(|at| answers(&lanes[*at]))).collect();
    let place = |old: usize| order.iter().position(|at| *at == old).unwrap_or(old);
    for message in messages {
        message.from = place(message.from);
        message.to = place(message.to);
    }
    *lanes = order.iter().map(|at| lanes[*at].clone()).collect();
}
