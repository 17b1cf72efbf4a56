//! The bar on top: where requests go, clear all, theme, help.

use playground::action::Action;
use yew::prelude::*;

use super::destination::DestinationMenu;
use super::help::Help;
use super::page::PaneProps;
use crate::components::{Icon, Picture};

/// The bar.
#[component]
pub(super) fn TopBar(props: &PaneProps) -> Html {
    let (state, dispatch) = (&props.state, &props.dispatch);
    let theme = state.preferences.theme;
    html! {
        <header class="topbar">
            <span class="brand">
                <Icon picture={Picture::Sign} /><span>{ "Entra Token Playground" }</span>
            </span>
            <div class="topbar-actions">
                <DestinationMenu state={state.clone()} dispatch={dispatch.clone()} />
                <button
                    type="button" class="button"
                    title="Forget everything typed and received"
                    onclick={dispatch.reform(|_| Action::ClearAll)}
                >{ "Clear" }<span class="narrow-hidden">{ " all" }</span></button>
                <button
                    type="button" class="button button-icon narrow-hidden"
                    aria-label={format!("Theme: {}", theme.id())} title={format!("Theme: {}", theme.id())}
                    onclick={dispatch.reform(move |_| Action::ThemeChosen(theme.next()))}
                ><Icon picture={Picture::Theme} /></button>
                <Help state={state.clone()} dispatch={dispatch.clone()} />
            </div>
        </header>
    }
}
