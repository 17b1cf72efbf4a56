//! Fields that browsers, password managers, spell checkers and translators
//! leave alone: what is typed here is nobody's business but the page's.

use playground::action::Action;
use playground::select::FIELD_LIMIT;
use protocol::inputs::InputId;
use protocol::secret::Secret;
use yew::prelude::*;
use yew::virtual_dom::VNode;

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
pub(crate) fn private(node: Html) -> Html {
    match node {
        VNode::VTag(tag) => {
            let mut tag = (*tag).clone();
            for (name, value) in PRIVATE {
                tag.add_attribute(name, value);
            }
            tag.into()
        }
        other => other,
    }
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
#[must_use]
pub fn text_field(ui: Ui<'_>, props: TextField<'_>) -> Html {
    let input = props.input;
    let oninput = ui
        .dispatch
        .reform(move |event: InputEvent| Action::FieldEdited { input, text: field::text(&event) });
    let onfocus = ui.dispatch.reform(move |_| Action::FieldFocused(Some(input)));
    let onblur = ui.dispatch.reform(|_| Action::FieldFocused(None));
    let onpaste = {
        let dispatch = ui.dispatch.clone();
        Callback::from(move |event: Event| {
            // A browser lays out a megabyte in a field for most of a second.
            let characters = field::paste_length(&event);
            if characters > FIELD_LIMIT {
                event.prevent_default();
                dispatch.emit(Action::PasteRefused { input, characters });
            }
        })
    };
    let id = field_id(input);
    let text = AttrValue::from(props.text.to_owned());
    let invalid = props.invalid.then_some("true");
    let describedby = props.described_by;
    let field = if props.lines {
        html! {
            <textarea
                {id} class="input" wrap="off" rows="3" value={text} placeholder={props.placeholder}
                aria-invalid={invalid} aria-describedby={describedby}
                {oninput} {onfocus} {onblur} {onpaste}
            />
        }
    } else {
        html! {
            <input
                {id} class="input" type={if props.masked { "password" } else { "text" }}
                value={text} placeholder={props.placeholder}
                aria-invalid={invalid} aria-describedby={describedby}
                {oninput} {onfocus} {onblur} {onpaste}
            />
        }
    };
    private(field)
}

/// A choice among many: id and label of each.
#[must_use]
pub fn select_field(
    ui: Ui<'_>,
    input: InputId,
    options: &[(&'static str, &'static str)],
    chosen: &str,
    described_by: String,
) -> Html {
    let onchange = ui.dispatch.reform(move |event: Event| Action::FieldEdited {
        input,
        text: Secret::new(field::choice(&event)),
    });
    let options = options.iter().map(|(id, label)| {
        html! { <option key={*id} value={*id} selected={*id == chosen}>{ *label }</option> }
    });
    private(html! {
        <select id={field_id(input)} class="input" aria-describedby={described_by} {onchange}>
            { for options }
        </select>
    })
}
