//! The frame: bar, rail, flow head, and the two panes. Left is what you send,
//! right is what came back.

use playground::action::Action;
use playground::select;
use yew::prelude::*;

use super::Ui;
use super::answer::answer_pane;
use super::chain::chain;
use super::form::form;
use super::rail::rail;
use super::request::request;
use super::top_bar::top_bar;
use crate::components::{Tone, identity, notice};

/// The whole page.
#[must_use]
pub fn page(ui: Ui<'_>) -> Html {
    let state = ui.state;
    let step = select::step(state);
    let draft = select::draft(state);
    let title = format!("{} of {} · What you send", state.step + 1, state.flow.steps.len());
    html! {
        <div class="app">
            if state.view.menu_open || state.view.help_open {
                // What is open closes when the page beside it is clicked, as with Escape.
                <div class="beside" aria-hidden="true" onclick={ui.click(Action::Escaped)}></div>
            }
            { top_bar(ui) }
            { rail(ui) }
            <main class="flow" id="main" tabindex="-1">
                { flow_head(ui) }
                <div class="panes">
                    <section class="pane pane-request" aria-labelledby="send-title">
                        <div class="pane-head">
                            <h2 id="send-title">{ title }</h2>
                            <span class="badge">{ step.grant }</span>
                        </div>
                        { form(ui, &draft) }
                        { request(ui, &draft) }
                    </section>
                    { answer_pane(ui) }
                </div>
            </main>
        </div>
    }
}

/// Heading, who takes part, the chain, and the buttons that run it.
fn flow_head(ui: Ui<'_>) -> Html {
    let state = ui.state;
    let chips = select::chips(state).into_iter();
    let leaving = select::leaving(state).map(|leaving| {
        let understood = html! {
            <button
                type="button" class="button button-small"
                onclick={ui.click(Action::NoticeDismissed)}
            >{ "Understood" }</button>
        };
        notice(Tone::Info, "", html! { { leaving.words } }, understood)
    });
    html! {
        <header class="flow-head">
            <div class="flow-title">
                <h1>{ state.flow.heading }</h1>
                <div class="flow-actors">
                    { for chips.map(|chip| {
                        // "Agent identity agent identity" while no name is known.
                        let word = !chip.name.eq_ignore_ascii_case(chip.kind.word());
                        identity(chip.kind, &chip.name, "", word)
                    }) }
                </div>
            </div>
            <p class="flow-purpose">{ state.flow.purpose }</p>
            { leaving.unwrap_or_default() }
            { chain(ui) }
            { run_bar(ui) }
        </header>
    }
}

fn run_bar(ui: Ui<'_>) -> Html {
    let cancel = select::is_sending(ui.state).then(|| {
        html! {
            <button type="button" class="button" onclick={ui.click(Action::Cancel)}>
                { "Cancel " }<kbd>{ "Esc" }</kbd>
            </button>
        }
    });
    html! {
        <div class="runbar">
            <button type="button" class="button button-primary" onclick={ui.click(Action::RunStep)}>
                { "Run this step " }<kbd>{ "Ctrl ⏎" }</kbd>
            </button>
            <button type="button" class="button" onclick={ui.click(Action::RunAll)}>
                { "Run all" }
            </button>
            { cancel.unwrap_or_default() }
            <p class="runbar-status">{ select::way(ui.state) }</p>
        </div>
    }
}
