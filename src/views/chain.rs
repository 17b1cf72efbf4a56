//! The picture above the panes. As a chain, a token is a node and a request is
//! the edge that leads to it: stepper, progress and provenance in one. A long
//! flow is a row of steps.

use playground::action::Action;
use playground::page::Picture as Drawn;
use playground::select::{self, Chain, Node, Status};

use super::Ui;
use super::sequence::{equivalent, sequence};
use crate::components::{
    Heard, Markup, Picture, button, code, div, element, icon, identity, li, list, span,
};
use crate::platform::document;

/// The longest flow that is drawn as a chain; at 1280 pixels more nodes than
/// these would leave no room for the words on their edges.
const LONGEST: usize = 5;

/// The chosen flow as the reader wants it drawn.
pub(super) fn picture(ui: Ui<'_>) -> Markup {
    let chain = select::chain(ui.state);
    let drawn = match ui.state.view.page.picture {
        Drawn::Sequence => sequence(ui, &chain),
        Drawn::Chain if chain.nodes.len() > LONGEST => stepper(ui, &chain),
        Drawn::Chain => nodes(ui, &chain),
    };
    list().child(drawn).child(equivalent(&chain))
}

fn nodes(ui: Ui<'_>, chain: &Chain) -> Markup {
    let mut row = element("ol", "chain")
        .key("chain")
        .attr("aria-label", "Chain of tokens")
        .set("data-steps", &chain.nodes.len().to_string());
    if let Some(node) = chain.nodes.first() {
        let origin = div("origin")
            .child(identity(node.sender.kind, &node.sender.name, "", false))
            .child(span("origin-status").text(chain.origin));
        row = row.child(li("chain-origin").child(origin));
    }
    for node in &chain.nodes {
        row = row.child(list().child(request(ui, chain, node)).child(far(chain, node)));
        row = row.child(token(ui, node));
    }
    row
}

/// The request that leads to a token. A click shows its form, as far as the
/// window is too low to show both.
fn request(ui: Ui<'_>, chain: &Chain, node: &Node) -> Markup {
    let edges: Vec<_> = chain.edges.iter().filter(|edge| edge.to == node.step).collect();
    let words = edges.first().map_or(&node.words, |edge| &edge.words);
    let mut params = span("request-labels");
    for edge in &edges {
        let mut param = code(if edge.is_far() { "far-label" } else { "" }).key(edge.param);
        // A long parameter breaks where its words end, and nowhere else.
        for (at, word) in edge.param.split_inclusive('_').enumerate() {
            param = param.maybe((at > 0).then(|| element("wbr", ""))).text(word);
        }
        // Two tokens may enter one request: say which by which parameter.
        if let Some(symbol) = edge.from_symbol.filter(|_| edges.len() > 1) {
            let note = if edge.is_far() { "" } else { "near-label" };
            param = param.child(span(note).text(" = ").text(symbol));
        }
        params = params.child(param.child(span("visually-hidden").text(", ")));
    }
    if edges.is_empty() {
        params = params.child(code("").text(&node.sent));
    }
    let number = format!("Request {}: ", node.step + 1);
    li("chain-request").attr("data-state", node.status.id()).child(
        chooser("request-edge", ui, node.step, "send-title")
            .child(span("visually-hidden").text(&number))
            .child(params)
            .child(span("arrow"))
            .child(span("request-status").text(words)),
    )
}

/// Chooses a step, and scrolls to what belongs to it where that is out of sight.
fn chooser(class: &'static str, ui: Ui<'_>, step: usize, shows: &'static str) -> Markup {
    let dispatch = ui.dispatch.clone();
    element("button", class).attr("type", "button").on(
        Heard::Click,
        Box::new(move |_| {
            dispatch.emit(Action::StepChosen(step));
            document::reveal(shows);
        }),
    )
}

/// Tokens of earlier steps than the one before, which enter this request too.
/// The button of the request names them as well, so this is for the eye.
fn far(chain: &Chain, node: &Node) -> Markup {
    let mut edges = list();
    for edge in chain.edges.iter().filter(|edge| edge.to == node.step && edge.is_far()) {
        let (Some(from), Some(symbol)) = (edge.from, edge.from_symbol) else { continue };
        edges = edges.child(
            li("chain-far")
                .key(edge.param)
                .attr("aria-hidden", "true")
                .attr("data-state", edge.status.id())
                .set("data-from", &from.to_string())
                .set("data-to", &edge.to.to_string())
                .child(code("").text(edge.param).text(" = ").text(symbol)),
        );
    }
    edges
}

fn token(ui: Ui<'_>, node: &Node) -> Markup {
    let name =
        span("token-name").child(span("token-tag").text(node.role.symbol())).text(node.title);
    let mut status =
        span("token-status").maybe(sign(node.status).map(icon)).child(span("").text(&node.words));
    for symbol in &node.beside {
        status = status.child(span("token-tag token-beside").text("+ ").text(symbol));
    }
    let token = chooser("token", ui, node.step, "answer-title").child(name).child(status);
    let token = if node.chosen { token.attr("aria-current", "step") } else { token };
    li("chain-token").attr("data-state", node.status.id()).child(token)
}

const fn sign(status: Status) -> Option<Picture> {
    match status {
        Status::Done => Some(Picture::Check),
        Status::Refused | Status::Unsent => Some(Picture::Cross),
        Status::Stale => Some(Picture::Warning),
        _ => None,
    }
}

fn stepper(ui: Ui<'_>, chain: &Chain) -> Markup {
    let mut row = element("ol", "stepper").key("stepper").attr("aria-label", "Steps");
    for node in &chain.nodes {
        let number = (node.step + 1).to_string();
        let step = button("stepper-step", ui, Action::StepChosen(node.step))
            .set("title", &node.words)
            .child(match sign(node.status) {
                Some(picture) => span("stepper-sign").child(icon(picture)),
                None => span("stepper-sign").text(&number),
            })
            .child(span("").text(node.title))
            .child(span("visually-hidden").text(", ").text(&node.words));
        let step = if node.chosen { step.attr("aria-current", "step") } else { step };
        row = row.child(li("chain-token").attr("data-state", node.status.id()).child(step));
    }
    row
}
