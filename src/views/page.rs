//! The frame: bar, rail, flow head, and the two panes. Left is what you send,
//! right is what came back.

use playground::action::Action;
use playground::page::Screen;
use playground::select;
use yew::Html;

use super::Ui;
use super::answer::answer_pane;
use super::chain::picture;
use super::decoder::decoder_screen;
use super::documents::notes_link;
use super::errors::errors_screen;
use super::form::form;
use super::palette::palette;
use super::rail::rail;
use super::request::request;
use super::sequence::picture_tools;
use super::top_bar::top_bar;
use crate::components::{
    Markup, Tone, button, div, element, h2, header, identity, notice, p, section, span,
};

/// The whole page.
pub fn page(ui: Ui<'_>) -> Html {
    let view = &ui.state.view;
    // What is open closes when the page beside it is clicked, as with Escape.
    let beside = (view.menu_open || view.help_open)
        .then(|| div("beside").attr("aria-hidden", "true").click(ui, Action::Escaped));
    div("app")
        .maybe(beside)
        .child(top_bar(ui))
        .child(rail(ui))
        .child(match view.page.screen {
            Screen::Flow => main()
                .key("flow")
                .child(flow_head(ui))
                .child(div("panes").child(request_pane(ui)).child(answer_pane(ui))),
            Screen::Decoder => decoder_screen(ui).key("decoder"),
            Screen::Errors => errors_screen(ui).key("errors"),
        })
        .maybe(view.page.palette.as_ref().map(|open| palette(ui, open)))
        .into_html()
}

fn main() -> Markup {
    element("main", "flow").id("main").attr("tabindex", "-1")
}

/// A screen without a flow: a heading, one sentence, one box, and what comes of
/// it.
pub(super) fn screen(
    title: &'static str,
    purpose: &'static str,
    field: Markup,
    body: Markup,
) -> Markup {
    main()
        .child(
            header("flow-head")
                .child(element("h1", "").text(title))
                .child(p("flow-purpose").text(purpose))
                .child(field),
        )
        .child(
            section("pane screen")
                .attr("aria-label", "What it says")
                .attr("tabindex", "0")
                .child(body),
        )
}

fn request_pane(ui: Ui<'_>) -> Markup {
    let state = ui.state;
    let draft = select::draft(state);
    let title = format!("{} of {} · What you send", state.step + 1, state.flow.steps.len());
    let head = div("pane-head")
        .child(h2("").id("send-title").text(&title))
        .child(span("badge").text(select::step(state).grant));
    section("pane pane-request")
        .attr("aria-labelledby", "send-title")
        .child(head)
        .child(div("pane-form").child(form(ui, &draft)))
        .child(div("pane-wire").child(request(ui, &draft)))
}

/// Heading, who takes part, the chain, and the buttons that run it.
fn flow_head(ui: Ui<'_>) -> Markup {
    let state = ui.state;
    let mut actors = div("flow-actors");
    for chip in select::chips(state) {
        // "Agent identity agent identity" while no name is known.
        let word = !chip.name.eq_ignore_ascii_case(chip.kind.word());
        actors = actors.child(identity(chip.kind, &chip.name, "", word));
    }
    let leaving = select::leaving(state).map(|leaving| {
        let understood =
            button("button button-small", ui, Action::NoticeDismissed).text("Understood");
        notice(Tone::Info, "", &leaving.words, Some(understood))
    });
    header("flow-head")
        .child(div("flow-title").child(element("h1", "").text(state.flow.heading)).child(actors))
        .child(
            p("flow-purpose")
                .text(state.flow.purpose)
                .text(" ")
                .child(notes_link(ui, "What goes wrong, and where to read more")),
        )
        .maybe(leaving)
        .child(picture(ui))
        .child(run_bar(ui))
}

fn run_bar(ui: Ui<'_>) -> Markup {
    let key = |name| element("kbd", "").text(name);
    let cancel = select::is_sending(ui.state)
        .then(|| button("button", ui, Action::Cancel).text("Cancel ").child(key("Esc")));
    div("runbar")
        .child(
            button("button button-primary", ui, Action::RunStep)
                .text("Run this step ")
                .child(key("Ctrl ⏎")),
        )
        .child(button("button", ui, Action::RunAll).text("Run all"))
        .child(p("runbar-status").text(&select::way(ui.state)))
        // Last, so that nothing makes way for it.
        .maybe(cancel)
        .child(picture_tools(ui))
}
