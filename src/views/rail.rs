//! The rail: every flow, by group.

use playground::action::Action;
use playground::page::{self, Screen};
use protocol::flows::{FLOWS, FlowGroup};

use super::Ui;
use crate::components::{Markup, Picture, button, div, element, h2, icon, li, list, on_off, ul};

/// The rail; on a narrow window one line that opens.
pub(super) fn rail(ui: Ui<'_>) -> Markup {
    let state = ui.state;
    let mut groups = div("rail-groups").id("rail-groups");
    for group in FlowGroup::ALL {
        groups = groups.maybe(flows(ui, group));
    }
    groups = groups.child(read(ui));
    let toggle = button("rail-toggle", ui, Action::RailToggled)
        .attr("aria-expanded", on_off(state.view.rail_open))
        .attr("aria-controls", "rail-groups")
        .text(match state.view.page.screen {
            Screen::Flow => state.flow.title,
            screen => screen.title(),
        })
        .child(icon(Picture::Down));
    element("nav", "rail").attr("aria-label", "Flows").child(toggle).child(groups)
}

fn flows(ui: Ui<'_>, group: FlowGroup) -> Option<Markup> {
    if !FLOWS.iter().any(|flow| flow.group == group) {
        return None;
    }
    let on_show = ui.state.view.page.screen == Screen::Flow;
    let id = format!("rail-{}", group.title().to_ascii_lowercase().replace(' ', "-"));
    let mut flows = ul("").set("aria-labelledby", &id);
    for flow in FLOWS.into_iter().filter(|flow| flow.group == group) {
        let link = button("rail-link", ui, Action::FlowChosen(flow))
            .text(flow.title)
            .child(element("small", "").text(flow.subtitle));
        let link =
            if on_show && flow == ui.state.flow { link.attr("aria-current", "page") } else { link };
        flows = flows.child(li("").key(flow.id.as_str()).child(link));
    }
    Some(list().child(h2("rail-heading").id(&id).text(group.title())).child(flows))
}

/// What needs no flow.
fn read(ui: Ui<'_>) -> Markup {
    let mut screens = ul("").attr("aria-labelledby", "rail-read");
    for screen in Screen::READ {
        let chosen = Action::Page(page::Action::ScreenChosen(screen));
        let link = button("rail-link", ui, chosen).text(screen.title());
        let on_show = screen == ui.state.view.page.screen;
        let link = if on_show { link.attr("aria-current", "page") } else { link };
        screens = screens.child(li("").child(link));
    }
    list().child(h2("rail-heading").id("rail-read").text("Read")).child(screens)
}
