//! The frame: bar, rail, flow head, and the two panes. Left is what you send,
//! right is what came back.

use playground::action::Action;
use playground::select;
use yew::prelude::*;

use super::answer::AnswerPane;
use super::chain::ChainView;
use super::form::Form;
use super::rail::Rail;
use super::request::RequestPane;
use super::top_bar::TopBar;
use crate::app::Shared;
use crate::components::{Identity, Notice, Tone};

/// What a pane gets: the state, and where actions go.
#[derive(PartialEq, Properties)]
pub struct PaneProps {
    /// The state.
    pub state: Shared,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

/// The whole page.
#[component]
pub fn Page(props: &PaneProps) -> Html {
    let (state, dispatch) = (&props.state, &props.dispatch);
    let step = select::step(state);
    let title = format!("{} of {} · What you send", state.step + 1, state.flow.steps.len());
    html! {
        <div class="app">
            <TopBar state={state.clone()} dispatch={dispatch.clone()} />
            <Rail state={state.clone()} dispatch={dispatch.clone()} />
            <main class="flow" id="main" tabindex="-1">
                <FlowHead state={state.clone()} dispatch={dispatch.clone()} />
                <div class="panes">
                    <section class="pane pane-request" aria-labelledby="send-title">
                        <div class="pane-head">
                            <h2 id="send-title">{ title }</h2>
                            <span class="badge">{ step.grant }</span>
                        </div>
                        <p class="why pane-purpose">{ step.purpose }</p>
                        <Form state={state.clone()} dispatch={dispatch.clone()} />
                        <RequestPane state={state.clone()} dispatch={dispatch.clone()} />
                    </section>
                    <AnswerPane state={state.clone()} dispatch={dispatch.clone()} />
                </div>
            </main>
        </div>
    }
}

/// Heading, who takes part, the chain, and the buttons that run it.
#[component]
fn FlowHead(props: &PaneProps) -> Html {
    let (state, dispatch) = (&props.state, &props.dispatch);
    let chips = select::chips(state).into_iter().map(|chip| {
        html! { <Identity key={chip.kind.word()} kind={chip.kind} name={chip.name} word=true /> }
    });
    html! {
        <header class="flow-head">
            <div class="flow-title">
                <h1>{ state.flow.heading }</h1>
                <div class="flow-actors">{ for chips }</div>
            </div>
            <p class="flow-purpose">{ state.flow.purpose }</p>
            if let Some(leaving) = select::leaving(state) {
                <Notice
                    tone={Tone::Info}
                    tools={html! {
                        <button
                            type="button" class="button button-small"
                            onclick={dispatch.reform(|_| Action::NoticeDismissed)}
                        >{ "Understood" }</button>
                    }}
                >
                    { leaving.words }
                </Notice>
            }
            <ChainView state={state.clone()} dispatch={dispatch.clone()} />
            <RunBar state={state.clone()} dispatch={dispatch.clone()} />
        </header>
    }
}

#[component]
fn RunBar(props: &PaneProps) -> Html {
    let (state, dispatch) = (&props.state, &props.dispatch);
    let cancel = select::is_sending(state).then(|| {
        html! {
            <button type="button" class="button" onclick={dispatch.reform(|_| Action::Cancel)}>
                { "Cancel " }<kbd>{ "Esc" }</kbd>
            </button>
        }
    });
    html! {
        <div class="runbar">
            <button
                type="button" class="button button-primary"
                onclick={dispatch.reform(|_| Action::RunStep)}
            >{ "Run this step " }<kbd>{ "Ctrl ⏎" }</kbd></button>
            <button type="button" class="button" onclick={dispatch.reform(|_| Action::RunAll)}>
                { "Run all" }
            </button>
            { cancel }
            <p class="runbar-status">{ select::way(state) }</p>
        </div>
    }
}
