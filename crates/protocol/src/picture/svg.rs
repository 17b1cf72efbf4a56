//! A drawing as a file that stands alone: SVG 1.1 with its own colours, dark
//! text on white.

use super::drawing::{Drawing, Shape};
use crate::identity::IdentityKind;

const STYLE: &str = "text{font:13px system-ui,sans-serif;fill:#18202b}.name{font-weight:600}.param{font:12px ui-monospace,monospace}.note{font-size:12px;fill:#566072}rect{fill:#fff;stroke:#7d889a}path{fill:none;stroke:#7d889a;stroke-width:1.5}.done{stroke:#14703f}.refused,.unsent{stroke:#b3261e}.life{stroke:#dfe3e9}";

/// The text of the file. `title` says what it shows, and whether it is simulated.
#[must_use]
pub fn svg(drawing: &Drawing, title: &str) -> String {
    let (width, height) = (drawing.width, drawing.height + 24);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 -24 {width} {height}\"><title>"
    );
    escape(&mut out, title);
    out.push_str("</title><style>");
    out.push_str(STYLE);
    out.push_str("</style><rect y=\"-24\" width=\"100%\" height=\"100%\" style=\"stroke:none\"/><text class=\"note\" x=\"16\" y=\"-6\">");
    escape(&mut out, title);
    out.push_str("</text>");
    for shape in &drawing.shapes {
        match shape {
            Shape::Box { at: [x, y, width, height], state } => out.push_str(&format!(
                "<rect class=\"{state}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"6\"/>"
            )),
            Shape::Line { dashed, state, .. } => {
                let dashes = if *dashed { " stroke-dasharray=\"5 4\"" } else { "" };
                out.push_str(&format!("<path class=\"{state}\"{dashes} d=\"{}\"/>", shape.path()));
                if let Some(head) = shape.head() {
                    out.push_str(&format!("<path class=\"{state}\" d=\"{head}\"/>"));
                }
            }
            Shape::Sign { at: [x, y], kind } => {
                let (letter, colour) = letter(*kind);
                out.push_str(&format!(
                    "<circle cx=\"{x}\" cy=\"{y}\" r=\"8\" style=\"fill:{colour}\"/><text x=\"{x}\" y=\"{}\" text-anchor=\"middle\" style=\"font-size:11px;fill:#fff\">{letter}</text>",
                    y + 4
                ));
            }
            Shape::Text { at: [x, y], centred, look, words } => {
                let anchor = if *centred { "middle" } else { "start" };
                out.push_str(&format!(
                    "<text class=\"{look}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">"
                ));
                escape(&mut out, words);
                out.push_str("</text>");
            }
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Letter and colour of somebody, as on the page in its light theme.
const fn letter(kind: IdentityKind) -> (&'static str, &'static str) {
    match kind {
        IdentityKind::Blueprint => ("B", "#0b62b8"),
        IdentityKind::AgentIdentity => ("A", "#147044"),
        IdentityKind::AgentUser => ("U", "#8f5200"),
        IdentityKind::Person => ("P", "#7b3cb5"),
        IdentityKind::Client => ("C", "#4c5b70"),
        IdentityKind::Resource => ("R", "#0a6f78"),
        IdentityKind::Entra => ("E", "#5c5f66"),
    }
}

impl Shape {
    /// The line as path data; empty for other shapes.
    #[must_use]
    pub fn path(&self) -> String {
        let Self::Line { points, .. } = self else { return String::new() };
        let mut path = String::new();
        for [x, y] in points {
            path.push_str(&format!("{}{x} {y}", if path.is_empty() { "M" } else { "L" }));
        }
        path
    }

    /// The head of an arrow as path data.
    #[must_use]
    pub fn head(&self) -> Option<String> {
        let Self::Line { points, head: true, .. } = self else { return None };
        let [before, end] = points.last_chunk::<2>()?;
        // Back from the tip, along the last piece and to both sides of it.
        let back = |from: usize, to: usize| match from.cmp(&to) {
            std::cmp::Ordering::Less => (to.saturating_sub(6), to.saturating_sub(6)),
            std::cmp::Ordering::Greater => (to + 6, to + 6),
            std::cmp::Ordering::Equal => (to.saturating_sub(5), to + 5),
        };
        let ((x1, x2), (y1, y2)) = (back(before[0], end[0]), back(before[1], end[1]));
        Some(format!("M{x1} {y1}L{} {}L{x2} {y2}", end[0], end[1]))
    }
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // XML 1.0 has no place for these.
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
}
