//! The rail: every flow, by group.

use playground::action::Action;
use protocol::flows::{FLOWS, FlowGroup};
use yew::prelude::*;

use super::Ui;
use crate::components::{Picture, icon};

/// The rail; on a narrow window one line that opens.
pub(super) fn rail(ui: Ui<'_>) -> Html {
    let state = ui.state;
    let open = state.view.rail_open;
    let groups = FlowGroup::ALL.into_iter().map(|group| {
        let id = format!("rail-{}", group.title().to_ascii_lowercase().replace(' ', "-"));
        let flows = FLOWS.into_iter().filter(|flow| flow.group == group).map(|flow| {
            let current = (flow == state.flow).then_some("page");
            html! {
                <li key={flow.id.as_str()}>
                    <button
                        type="button" class="rail-link" aria-current={current}
                        onclick={ui.click(Action::FlowChosen(flow))}
                    >
                        { flow.title }<small>{ flow.subtitle }</small>
                    </button>
                </li>
            }
        });
        html! {
            <>
                <h2 class="rail-heading" id={id.clone()}>{ group.title() }</h2>
                <ul aria-labelledby={id}>{ for flows }</ul>
            </>
        }
    });
    html! {
        <nav class="rail" aria-label="Flows">
            <button
                type="button" class="rail-toggle"
                aria-expanded={open.to_string()} aria-controls="rail-groups"
                onclick={ui.click(Action::RailToggled)}
            >
                { "Flow: " }{ state.flow.title }{ icon(Picture::Down) }
            </button>
            <div class="rail-groups" id="rail-groups">{ for groups }</div>
        </nav>
    }
}
