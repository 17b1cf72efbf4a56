//! The chain: a token is a node, a request is the edge that leads to it.
//! Stepper, progress and provenance in one.

use playground::action::Action;
use playground::select::{self, Chain, Node, Status};

use super::Ui;
use crate::components::{
    Markup, Picture, button, code, div, element, icon, identity, li, list, span,
};

/// The chain of the chosen flow.
pub(super) fn chain(ui: Ui<'_>) -> Markup {
    let chain = select::chain(ui.state);
    let mut row = element("ol", "chain").attr("aria-label", "Chain of tokens");
    if let Some(node) = chain.nodes.first() {
        let origin = div("origin")
            .child(identity(node.sender.kind, &node.sender.name, "", false))
            .child(span("origin-status").text(chain.origin));
        row = row.child(li("chain-origin").child(origin));
    }
    for node in &chain.nodes {
        row = row.child(list().child(request(ui, &chain, node)).child(token(ui, node)));
    }
    row
}

fn request(ui: Ui<'_>, chain: &Chain, node: &Node) -> Markup {
    let step = node.step;
    let edges: Vec<_> = chain.edges.iter().filter(|edge| edge.to == step).collect();
    let mut params = span("request-labels");
    for edge in &edges {
        let mut param = code("").key(edge.param).text(edge.param);
        // Two tokens may enter one request: say which by which parameter.
        if let Some(symbol) = edge.from_symbol.filter(|_| edges.len() > 1) {
            param = param.text(" = ").text(symbol);
        }
        params = params.child(param);
    }
    let words = edges.first().map_or("", |edge| &edge.words);
    li("chain-request").attr("data-state", node.status.id()).child(
        button("request-edge", ui, Action::StepChosen(step))
            .set("aria-label", &format!("Request {}: {words}", step + 1))
            .child(params)
            .child(span("arrow"))
            .child(span("request-status").text(words)),
    )
}

fn token(ui: Ui<'_>, node: &Node) -> Markup {
    let picture = match node.status {
        Status::Done => Some(Picture::Check),
        Status::Refused | Status::Unsent => Some(Picture::Cross),
        Status::Stale => Some(Picture::Warning),
        _ => None,
    };
    let name =
        span("token-name").child(span("token-tag").text(node.role.symbol())).text(node.title);
    let status = span("token-status").maybe(picture.map(icon)).child(span("").text(&node.words));
    let token = button("token", ui, Action::StepChosen(node.step)).child(name).child(status);
    let token = if node.chosen { token.attr("aria-current", "step") } else { token };
    li("chain-token").attr("data-state", node.status.id()).child(token)
}
