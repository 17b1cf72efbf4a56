//! The chain: a token is a node, a request is the edge that leads to it.
//! Stepper, progress and provenance in one.

use playground::action::Action;
use playground::select::{self, Edge, Node, Status};
use yew::prelude::*;

use super::Ui;
use crate::components::{Picture, icon, identity};

/// The chain of the chosen flow.
pub(super) fn chain(ui: Ui<'_>) -> Html {
    let state = ui.state;
    let chain = select::chain(state);
    let first = chain.nodes.first().map(|node| {
        html! {
            <li class="chain-origin">
                <div class="origin">
                    { identity(node.sender.kind, &node.sender.name, "", false) }
                    <span class="origin-status">{ chain.origin }</span>
                </div>
            </li>
        }
    });
    let steps = chain.nodes.iter().map(|node| {
        let edges: Vec<_> = chain.edges.iter().filter(|edge| edge.to == node.step).collect();
        html! { <>{ request(ui, &edges, node) }{ token(ui, node) }</> }
    });
    html! {
        <ol class="chain" aria-label="Chain of tokens">{ first }{ for steps }</ol>
    }
}

fn request(ui: Ui<'_>, edges: &[&Edge], node: &Node) -> Html {
    let step = node.step;
    let params = edges.iter().map(|edge| {
        // Two tokens may enter one request: say which by which parameter.
        let from = edge.from_symbol.filter(|_| edges.len() > 1);
        html! {
            <code key={edge.param}>
                { edge.param }
                if let Some(symbol) = from { { " = " }{ symbol } }
            </code>
        }
    });
    let words = edges.first().map(|edge| edge.words.clone());
    html! {
        <li class="chain-request" data-state={node.status.id()}>
            <button
                type="button" class="request-edge"
                aria-label={format!("Request {}: {}", step + 1, words.as_deref().unwrap_or_default())}
                onclick={ui.click(Action::StepChosen(step))}
            >
                <span class="request-labels">{ for params }</span>
                <span class="arrow"></span>
                <span class="request-status">{ words }</span>
            </button>
        </li>
    }
}

fn token(ui: Ui<'_>, node: &Node) -> Html {
    let step = node.step;
    let picture = match node.status {
        Status::Done => Some(Picture::Check),
        Status::Refused | Status::Unsent => Some(Picture::Cross),
        Status::Stale => Some(Picture::Warning),
        _ => None,
    };
    html! {
        <li class="chain-token" data-state={node.status.id()}>
            <button
                type="button" class="token" aria-current={node.chosen.then_some("step")}
                onclick={ui.click(Action::StepChosen(step))}
            >
                <span class="token-name">
                    <span class="token-tag">{ node.role.symbol() }</span>{ node.title }
                </span>
                <span class="token-status">
                    { picture.map(icon).unwrap_or_default() }
                    <span>{ &node.words }</span>
                </span>
            </button>
        </li>
    }
}
