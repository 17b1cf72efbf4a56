//! The rail: every flow, by group.

use playground::action::Action;
use protocol::flows::{FLOWS, FlowGroup};

use super::Ui;
use crate::components::{Markup, Picture, button, div, element, h2, icon, li, list, on_off, ul};

/// The rail; on a narrow window one line that opens.
pub(super) fn rail(ui: Ui<'_>) -> Markup {
    let state = ui.state;
    let mut groups = div("rail-groups").id("rail-groups");
    for group in FlowGroup::ALL {
        groups = groups.child(flows(ui, group));
    }
    let toggle = button("rail-toggle", ui, Action::RailToggled)
        .attr("aria-expanded", on_off(state.view.rail_open))
        .attr("aria-controls", "rail-groups")
        .text("Flow: ")
        .text(state.flow.title)
        .child(icon(Picture::Down));
    element("nav", "rail").attr("aria-label", "Flows").child(toggle).child(groups)
}

fn flows(ui: Ui<'_>, group: FlowGroup) -> Markup {
    let id = format!("rail-{}", group.title().to_ascii_lowercase().replace(' ', "-"));
    let mut flows = ul("").set("aria-labelledby", &id);
    for flow in FLOWS.into_iter().filter(|flow| flow.group == group) {
        let link = button("rail-link", ui, Action::FlowChosen(flow))
            .text(flow.title)
            .child(element("small", "").text(flow.subtitle));
        let link = if flow == ui.state.flow { link.attr("aria-current", "page") } else { link };
        flows = flows.child(li("").key(flow.id.as_str()).child(link));
    }
    list().child(h2("rail-heading").id(&id).text(group.title())).child(flows)
}
