//! The palette: type a few letters, press Enter.

use playground::action::Action;
use playground::palette::{self, Palette, PaletteAction};
use wasm_bindgen::JsCast as _;

use super::Ui;
use crate::components::{Heard, Markup, div, li, list, on_off, p, span, text_box, ul};
use crate::platform::field;

/// The open palette. The focus stays in its one field, so nothing behind it
/// can be reached.
pub(super) fn palette(ui: Ui<'_>, palette: &Palette) -> Markup {
    let entries = palette::entries(ui.state, palette);
    let searched = |text: protocol::secret::Secret| {
        Action::Palette(PaletteAction::Searched(text.expose().to_owned()))
    };
    let label = "Go to a page, flow, step or field, or do something";
    let dispatch = ui.dispatch.clone();
    let field = text_box(ui, "input", "palette-text", label, &palette.query, searched)
        .attr("role", "combobox")
        .attr("aria-expanded", "true")
        .attr("aria-controls", "palette-list")
        .attr("aria-autocomplete", "list")
        .attr("placeholder", "Flow, token, field, action …");
    let field = if entries.is_empty() {
        field
    } else {
        field.set("aria-activedescendant", &entry_id(palette.at))
    };
    let field = field.on(
        Heard::KeyDown,
        Box::new(move |event| {
            let action = match field::key(event.unchecked_ref()).as_str() {
                "ArrowDown" => PaletteAction::Moved { up: false },
                "ArrowUp" => PaletteAction::Moved { up: true },
                "Enter" => PaletteAction::Taken(None),
                "Tab" => return event.prevent_default(),
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            dispatch.emit(Action::Palette(action));
        }),
    );
    let mut options = ul("palette-list")
        .id("palette-list")
        .attr("role", "listbox")
        .attr("aria-label", "What fits");
    for (at, entry) in entries.iter().enumerate() {
        options = options.child(
            li("palette-entry")
                .key(&at.to_string())
                .attr("role", "option")
                .id(&entry_id(at))
                .attr("aria-selected", on_off(at == palette.at))
                .click(ui, Action::Palette(PaletteAction::Taken(Some(at))))
                .child(span("palette-kind").text(entry.kind))
                .child(span("palette-label").text(&entry.label))
                .child(span("palette-hint").text(entry.hint)),
        );
    }
    let none = entries.is_empty().then(|| p("why").attr("role", "status").text("Nothing fits."));
    list()
        .child(div("beside palette-beside").attr("aria-hidden", "true").click(ui, Action::Escaped))
        .child(
            div("palette")
                .attr("role", "dialog")
                .attr("aria-modal", "true")
                .attr("aria-label", "Palette")
                .child(field)
                .child(options)
                .maybe(none),
        )
}

fn entry_id(at: usize) -> String {
    format!("palette-{at}")
}
