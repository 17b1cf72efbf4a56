//! The rail: every flow, by group.

use playground::action::Action;
use protocol::flows::{FLOWS, FlowGroup};
use yew::prelude::*;

use super::page::PaneProps;
use crate::components::{Icon, Picture};

/// The rail; on a narrow window one line that opens.
#[component]
pub(super) fn Rail(props: &PaneProps) -> Html {
    let (state, dispatch) = (&props.state, &props.dispatch);
    let open = state.view.rail_open;
    let groups = FlowGroup::ALL.into_iter().map(|group| {
        let id = format!("rail-{}", group.title().to_lowercase().replace(' ', "-"));
        let flows = FLOWS.into_iter().filter(|flow| flow.group == group).map(|flow| {
            let current = (flow == state.flow).then_some("page");
            html! {
                <li key={flow.id.as_str()}>
                    <button
                        type="button" class="rail-link" aria-current={current}
                        onclick={dispatch.reform(move |_| Action::FlowChosen(flow))}
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
                onclick={dispatch.reform(|_| Action::RailToggled)}
            >
                { "Flow: " }{ state.flow.title }<Icon picture={Picture::Down} />
            </button>
            <div class="rail-groups" id="rail-groups">{ for groups }</div>
        </nav>
    }
}
