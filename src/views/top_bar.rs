//! The bar on top: where requests go, clear all, theme, help.

use playground::action::Action;
use yew::prelude::*;

use super::Ui;
use super::destination::destination_menu;
use super::help::help;
use crate::components::{Picture, icon};

/// The bar.
pub(super) fn top_bar(ui: Ui<'_>) -> Html {
    let state = ui.state;
    let theme = state.preferences.theme;
    html! {
        <header class="topbar">
            <span class="brand">
                { icon(Picture::Sign) }<span>{ "Entra Token Playground" }</span>
            </span>
            <div class="topbar-actions">
                { destination_menu(ui) }
                <button
                    type="button" class="button"
                    title="Forget everything typed and received"
                    onclick={ui.click(Action::ClearAll)}
                >{ "Clear" }<span class="narrow-hidden">{ " all" }</span></button>
                <button
                    type="button" class="button button-icon narrow-hidden"
                    aria-label={format!("Theme: {}", theme.id())} title={format!("Theme: {}", theme.id())}
                    onclick={ui.click(Action::ThemeChosen(theme.next()))}
                >{ icon(Picture::Theme) }</button>
                { help(ui) }
            </div>
        </header>
    }
}
