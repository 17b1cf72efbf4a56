//! The menu of destinations: where requests go, and so where secrets go.

use playground::action::Action;
use playground::select::{self, DestinationChoice};
use yew::prelude::*;

use super::Ui;
use crate::components::{Picture, icon};

/// The button and its menu.
pub(super) fn destination_menu(ui: Ui<'_>) -> Html {
    let state = ui.state;
    let open = state.view.menu_open;
    html! {
        <div class="destination">
            <button
                type="button" class="button destination-button"
                data-destination={if state.destination.is_simulated() { "simulated" } else { "real" }}
                aria-expanded={open.to_string()} aria-controls="destination-panel"
                onclick={ui.click(Action::MenuToggled)}
            >
                <span class="visually-hidden">{ "Requests go to: " }</span>
                <span>{ select::badge(state) }</span>
                { icon(Picture::Down) }
            </button>
            if open {
                <fieldset class="popover" id="destination-panel" aria-describedby="destination-why">
                    <legend class="visually-hidden">{ "Where requests go" }</legend>
                    <h2>{ "Where requests go" }</h2>
                    <p class="popover-why" id="destination-why">
                        { "Nothing is sent until you run a step. Example values stay in the simulated tenant." }
                    </p>
                    { choices(ui, &select::destinations(state)) }
                    if let Some(problem) = &state.deployment.problem {
                        <p class="popover-why">{ problem }</p>
                    }
                </fieldset>
            }
        </div>
    }
}

fn choices(ui: Ui<'_>, choices: &[DestinationChoice]) -> Html {
    let mut group = "";
    let rows = choices.iter().map(|choice| {
        let heading = (choice.group != group).then_some(choice.group);
        group = choice.group;
        let destination = choice.destination.clone();
        let onchange =
            ui.dispatch.reform(move |_: Event| Action::DestinationChosen(destination.clone()));
        html! {
            <>
                if let Some(heading) = heading {
                    <p class="choice-group">{ heading }</p>
                }
                <label class="choice">
                    <input type="radio" name="destination" autocomplete="off" checked={choice.chosen} {onchange} />
                    <span class="choice-title">{ &choice.title }</span>
                    <span class="choice-why">{ &choice.words }</span>
                </label>
            </>
        }
    });
    html! { { for rows } }
}
