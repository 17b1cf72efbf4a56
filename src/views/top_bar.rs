//! The bar on top: where requests go, clear all, theme, help.

use playground::action::Action;
use playground::palette::PaletteAction;

use super::Ui;
use super::destination::destination_menu;
use super::help::help;
use crate::components::{Markup, Picture, button, div, element, header, icon, span};

/// The bar.
pub(super) fn top_bar(ui: Ui<'_>) -> Markup {
    let theme = ui.state.preferences.theme;
    let theme_name = format!("Theme: {}", theme.id());
    let clear = button("button", ui, Action::ClearAll)
        .attr("title", "Forget everything typed and received")
        .text("Clear")
        .child(span("narrow-hidden").text(" all"));
    let next_theme =
        button("button button-icon narrow-hidden", ui, Action::ThemeChosen(theme.next()))
            .set("aria-label", &theme_name)
            .set("title", &theme_name)
            .child(icon(Picture::Theme));
    let brand =
        span("brand").child(icon(Picture::Sign)).child(span("").text("Entra Token Playground"));
    let find = button("button narrow-hidden", ui, Action::Palette(PaletteAction::Toggled))
        .attr("aria-haspopup", "dialog")
        .text("Find ")
        .child(element("kbd", "").text("Ctrl K"));
    header("topbar").child(brand).child(
        div("topbar-actions")
            .child(find)
            .child(destination_menu(ui))
            .child(clear)
            .child(next_theme)
            .child(help(ui)),
    )
}
