//! Fields that browsers, password managers, spell checkers and translators
//! leave alone: what is typed here is nobody's business but the page's.

use playground::action::Action;
use playground::select::FIELD_LIMIT;
use protocol::inputs::InputId;
use protocol::secret::Secret;
use wasm_bindgen::JsCast as _;

use super::{Heard, Markup, element};
use crate::platform::field;
use crate::views::Ui;

/// The id of the field of an input.
#[must_use]
pub fn field_id(input: InputId) -> String {
    format!("field-{}", input.name())
}

/// What keeps a field to itself. `autocomplete` also stops the browser from
/// restoring the field after a reload; spell checkers of some browsers send
/// text to a server.
const PRIVATE: [(&str, &str); 9] = [
    ("autocomplete", "off"),
    ("spellcheck", "false"),
    ("autocapitalize", "off"),
    ("autocorrect", "off"),
    ("translate", "no"),
    ("data-1p-ignore", "true"),
    ("data-lpignore", "true"),
    ("data-bwignore", "true"),
    ("data-form-type", "other"),
];

/// Gives a field everything in [`PRIVATE`].
pub(crate) fn private(mut field: Markup) -> Markup {
    for (name, value) in PRIVATE {
        field = field.attr(name, value);
    }
    field
}

/// How a field for text is drawn.
pub struct TextField<'a> {
    /// The input.
    pub input: InputId,
    /// What stands in it.
    pub text: &'a str,
    /// Whether it is masked on screen.
    pub masked: bool,
    /// Whether it has several lines.
    pub lines: bool,
    /// An example of its form, shown while it is empty.
    pub placeholder: &'static str,
    /// Whether something is wrong with it.
    pub invalid: bool,
    /// The ids of the texts that describe it.
    pub described_by: String,
}

/// A field for one input.
pub fn text_field(ui: Ui<'_>, props: TextField<'_>) -> Markup {
    let input = props.input;
    let field = if props.lines {
        element("textarea", "input").attr("wrap", "off").attr("rows", "3")
    } else {
        element("input", "input").attr("type", if props.masked { "password" } else { "text" })
    };
    let field = field
        .id(&field_id(input))
        .value(props.text)
        .attr("placeholder", props.placeholder)
        .set("aria-describedby", &props.described_by);
    let field = if props.invalid { field.attr("aria-invalid", "true") } else { field };
    let [edits, focuses, blurs, pastes] = [(); 4].map(|()| ui.dispatch.clone());
    private(field)
        .on(
            Heard::Input,
            Box::new(move |event| {
                edits.emit(Action::FieldEdited { input, text: field::text(event.unchecked_ref()) });
            }),
        )
        .on(Heard::Focus, Box::new(move |_| focuses.emit(Action::FieldFocused(Some(input)))))
        .on(Heard::Blur, Box::new(move |_| blurs.emit(Action::FieldFocused(None))))
        .on(
            Heard::Paste,
            Box::new(move |event| {
                // A browser lays out a megabyte in a field for most of a second.
                let characters = field::paste_length(&event);
                // A field of one line would join the lines of a key, and keep it.
                if props.masked
                    && let Some(text) = field::paste(&event)
                    && playground::certificate::is_pem(text.expose())
                {
                    event.prevent_default();
                    pastes.emit(Action::FieldEdited { input, text });
                    return;
                }
                if characters > FIELD_LIMIT {
                    event.prevent_default();
                    pastes.emit(Action::PasteRefused { input, characters });
                }
            }),
        )
}

/// A box for a text that belongs to no request: a search, or a paste to read.
/// `label` is its name; `changed` says what an edit does.
pub fn text_box(
    ui: Ui<'_>,
    tag: &'static str,
    id: &'static str,
    label: &'static str,
    text: &str,
    changed: fn(Secret) -> Action,
) -> Markup {
    let dispatch = ui.dispatch.clone();
    private(element(tag, "input").id(id).attr("aria-label", label).value(text)).on(
        Heard::Input,
        Box::new(move |event| dispatch.emit(changed(field::text(event.unchecked_ref())))),
    )
}

/// What a paste into a box does, in place of the browser's own doing.
pub fn on_paste(ui: Ui<'_>, field: Markup, pasted: fn(Secret) -> Action) -> Markup {
    let dispatch = ui.dispatch.clone();
    field.on(
        Heard::Paste,
        Box::new(move |event| {
            if let Some(text) = field::paste(&event) {
                event.prevent_default();
                dispatch.emit(pasted(text));
            }
        }),
    )
}

/// A choice among many: id and label of each.
pub fn select_field(
    ui: Ui<'_>,
    input: InputId,
    options: &[(&'static str, &'static str, &'static str)],
    chosen: &str,
    described_by: &str,
) -> Markup {
    let mut select =
        element("select", "input").id(&field_id(input)).set("aria-describedby", described_by);
    for (id, label, _) in options {
        let option = element("option", "").key(id).attr("value", id).text(label);
        select =
            select.child(if *id == chosen { option.attr("selected", "selected") } else { option });
    }
    let dispatch = ui.dispatch.clone();
    private(select).on(
        Heard::Change,
        Box::new(move |event| {
            let text = Secret::new(field::choice(&event));
            dispatch.emit(Action::FieldEdited { input, text });
        }),
    )
}

/// One of the choices named `name`, of which one is chosen.
pub fn radio(name: &str, chosen: bool) -> Markup {
    element("input", "")
        .attr("type", "radio")
        .set("name", name)
        .attr("autocomplete", "off")
        .checked(chosen)
}
