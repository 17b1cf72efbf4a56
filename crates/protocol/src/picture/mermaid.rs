//! A picture as Mermaid text, for documentation that draws it itself.

use super::sequence::{Sequence, Way};
use super::{Chain, heading};

/// The chain as a flow chart.
#[must_use]
pub fn chain_mermaid(chain: &Chain) -> String {
    let mut out = "flowchart LR\n".to_owned();
    if let Some(first) = chain.nodes.first() {
        out.push_str(&format!("  start[\"{}\"]\n", plain(&first.sender.name)));
    }
    for (at, (step, _)) in chain.steps().enumerate() {
        out.push_str(&format!("  t{}[\"{}\"]\n", at + 1, plain(&heading(step))));
    }
    for (at, node) in chain.nodes.iter().enumerate() {
        let to = at + 1;
        for taken in &node.takes {
            let from =
                taken.from.map_or_else(|| "start".to_owned(), |(from, _)| format!("t{}", from + 1));
            out.push_str(&format!("  {from} -- \"{}\" --> t{to}\n", plain(&taken.param)));
        }
    }
    out
}

/// The sequence diagram.
#[must_use]
pub fn sequence_mermaid(sequence: &Sequence) -> String {
    let mut out = "sequenceDiagram\n".to_owned();
    for (at, lane) in sequence.lanes.iter().enumerate() {
        out.push_str(&format!("  participant p{at} as {}\n", plain(&lane.name)));
    }
    for message in &sequence.messages {
        let arrow = if message.way == Way::Answer { "-->>" } else { "->>" };
        let (from, to, words) = (message.from, message.to, plain(&message.words));
        out.push_str(&format!("  p{from}{arrow}p{to}: {words}\n"));
    }
    out
}

/// A text without the characters that mean something to Mermaid.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() || matches!(c, '"' | ';' | '#' | '<' | '>') { ' ' } else { c })
        .collect()
}
