//! The picture above the panes. As a chain, a token is a node and a request is
//! the edge that leads to it: stepper, progress and provenance in one. A long
//! flow is a row of steps.

use playground::action::Action;
use playground::page::Picture as Drawn;
use playground::pictures;
use playground::select::{self, Chain, Node, Status};
use protocol::flows::Step;

use super::Ui;
use super::sequence::{equivalent, sequence};
use super::token::not_loaded;
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
    let failed = pictures::failed(ui.state);
    let drawn = match ui.state.view.page.picture {
        Drawn::Sequence => sequence(ui, failed),
        Drawn::Chain if chain.nodes.len() > LONGEST => stepper(ui, &chain),
        Drawn::Chain => nodes(ui, &chain),
    };
    list().maybe(failed.then(|| not_loaded(ui))).child(drawn).child(equivalent(&chain))
}

fn nodes(ui: Ui<'_>, chain: &Chain) -> Markup {
    let mut row = element("ol", "chain")
        .key("chain")
        .attr("aria-label", "Chain of tokens")
        .set("data-steps", &chain.nodes.len().to_string());
    if let Some(node) = chain.nodes.first() {
        let origin = div("origin")
            .child(identity(node.sender.kind, &node.sender.name, "", false))
            .child(span("origin-status").text(&chain.origin));
        row = row.child(li("chain-origin").child(origin));
    }
    for (at, (step, node)) in chain.steps().enumerate() {
        row = row.child(list().child(request(ui, at, node)).child(far(at, node)));
        row = row.child(token(ui, at, step, node));
    }
    row
}

/// The request that leads to a token. A click shows its form, as far as the
/// window is too low to show both.
fn request(ui: Ui<'_>, at: usize, node: &Node) -> Markup {
    let mut params = span("request-labels");
    for taken in &node.takes {
        let far = taken.from_far(at).is_some();
        let mut param = code(if far { "far-label" } else { "" }).key(&taken.param);
        // A long parameter breaks where its words end, and nowhere else.
        for (at, word) in taken.param.split_inclusive('_').enumerate() {
            param = param.maybe((at > 0).then(|| element("wbr", ""))).text(word);
        }
        // Two tokens may enter one request: say which by which parameter.
        if let Some(symbol) = taken.symbol().filter(|_| node.takes.len() > 1) {
            let note = if far { "" } else { "near-label" };
            param = param.child(span(note).text(" = ").text(symbol));
        }
        params = params.child(param.child(span("visually-hidden").text(", ")));
    }
    let number = format!("Request {}: ", at + 1);
    li("chain-request").attr("data-state", node.status.id()).child(
        chooser("request-edge", ui, at, "send-title")
            .child(span("visually-hidden").text(&number))
            .child(params)
            .child(span("arrow"))
            .child(span("request-status").text(&node.request)),
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
fn far(at: usize, node: &Node) -> Markup {
    let mut edges = list();
    for taken in &node.takes {
        let (Some(from), Some(symbol)) = (taken.from_far(at), taken.symbol()) else { continue };
        edges = edges.child(
            li("chain-far")
                .key(&taken.param)
                .attr("aria-hidden", "true")
                .attr("data-state", node.status.id())
                .set("data-from", &from.to_string())
                .set("data-to", &at.to_string())
                .child(code("").text(&taken.param).text(" = ").text(symbol)),
        );
    }
    edges
}

fn token(ui: Ui<'_>, at: usize, step: &Step, node: &Node) -> Markup {
    let name =
        span("token-name").child(span("token-tag").text(step.role().symbol())).text(step.title);
    let mut status =
        span("token-status").maybe(sign(node.status).map(icon)).child(span("").text(&node.words));
    for made in step.makes.iter().skip(1) {
        status = status.child(span("token-tag token-beside").text("+ ").text(made.role.symbol()));
    }
    let token = chooser("token", ui, at, "answer-title").child(name).child(status);
    let token = if_chosen(ui, at, token);
    li("chain-token").attr("data-state", node.status.id()).child(token)
}

fn if_chosen(ui: Ui<'_>, at: usize, step: Markup) -> Markup {
    if at == ui.state.step { step.attr("aria-current", "step") } else { step }
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
    for (at, (step, node)) in chain.steps().enumerate() {
        let number = (at + 1).to_string();
        let step = button("stepper-step", ui, Action::StepChosen(at))
            .set("title", &node.words)
            .child(match sign(node.status) {
                Some(picture) => span("stepper-sign").child(icon(picture)),
                None => span("stepper-sign").text(&number),
            })
            .child(span("").text(step.title))
            .child(span("visually-hidden").text(", ").text(&node.words));
        let step = if_chosen(ui, at, step);
        row = row.child(li("chain-token").attr("data-state", node.status.id()).child(step));
    }
    row
}
