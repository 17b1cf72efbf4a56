//! The menu of destinations: where requests go, and so where secrets go.

use playground::action::Action;
use playground::select;

use super::Ui;
use crate::components::{
    Heard, Markup, Picture, button, div, element, h2, icon, list, on_off, p, radio, span,
};

/// The button and its menu.
pub(super) fn destination_menu(ui: Ui<'_>) -> Markup {
    let state = ui.state;
    let open = state.view.menu_open;
    let toggle = button("button destination-button", ui, Action::MenuToggled)
        .attr(
            "data-destination",
            if state.destination.is_simulated() { "simulated" } else { "real" },
        )
        .attr("aria-expanded", on_off(open))
        .attr("aria-controls", "destination-panel")
        .child(span("visually-hidden").text("Requests go to: "))
        .child(span("").text(&select::badge(state)))
        .child(icon(Picture::Down));
    div("destination").child(toggle).maybe(open.then(|| menu(ui)))
}

fn menu(ui: Ui<'_>) -> Markup {
    let title = "Where requests go";
    let why = "Nothing is sent until you run a step. Example values stay in the simulated tenant.";
    let problem = ui.state.deployment.problem.as_ref();
    element("fieldset", "popover")
        .id("destination-panel")
        .attr("aria-describedby", "destination-why")
        .child(element("legend", "visually-hidden").text(title))
        .child(h2("").text(title))
        .child(p("popover-why").id("destination-why").text(why))
        .child(choices(ui))
        .maybe(problem.map(|problem| p("popover-why").text(problem)))
}

fn choices(ui: Ui<'_>) -> Markup {
    let mut group = "";
    let mut rows = list();
    for choice in select::destinations(ui.state) {
        let heading = (choice.group != group).then(|| p("choice-group").text(choice.group));
        group = choice.group;
        let dispatch = ui.dispatch.clone();
        let destination = choice.destination;
        let field = radio("destination", choice.chosen).on(
            Heard::Change,
            Box::new(move |_| dispatch.emit(Action::DestinationChosen(destination.clone()))),
        );
        let label = element("label", "choice")
            .child(field)
            .child(span("choice-title").text(&choice.title))
            .child(span("choice-why").text(&choice.words));
        rows = rows.child(list().maybe(heading).child(label));
    }
    rows
}
