//! A picture as Mermaid text, for documentation that draws it itself.

use super::sequence::{Sequence, Way};
use crate::select::Chain;

/// The chain as a flow chart.
#[must_use]
pub fn chain_mermaid(chain: &Chain) -> String {
    let mut out = "flowchart LR\n".to_owned();
    if let Some(first) = chain.nodes.first() {
        out.push_str(&format!("  start[\"{}\"]\n", plain(&first.sender.name)));
    }
    for node in &chain.nodes {
        out.push_str(&format!("  t{}[\"{}\"]\n", node.step + 1, plain(&node.heading())));
    }
    for node in &chain.nodes {
        let edges: Vec<_> = chain.edges.iter().filter(|edge| edge.to == node.step).collect();
        for edge in &edges {
            let from =
                edge.from.map_or_else(|| "start".to_owned(), |from| format!("t{}", from + 1));
            out.push_str(&format!("  {from} -- \"{}\" --> t{}\n", plain(edge.param), edge.to + 1));
        }
        if edges.is_empty() {
            let from = if node.step == 0 { "start".to_owned() } else { format!("t{}", node.step) };
            out.push_str(&format!("  {from} --> t{}\n", node.step + 1));
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
