//! Fields that browsers, password managers, spell checkers and translators
//! leave alone: what is typed here is nobody's business but the page's.

use playground::action::Action;
use playground::select::FIELD_LIMIT;
use protocol::inputs::InputId;
use yew::prelude::*;
use yew::virtual_dom::VNode;

use crate::platform::field;

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

/// What a [`TextField`] shows and does.
#[derive(PartialEq, Properties)]
pub struct TextFieldProps {
    /// The input.
    pub input: InputId,
    /// What stands in it.
    pub text: AttrValue,
    /// Masked on screen.
    #[prop_or_default]
    pub masked: bool,
    /// Several lines.
    #[prop_or_default]
    pub lines: bool,
    /// An example of its form, shown while it is empty.
    #[prop_or_default]
    pub placeholder: AttrValue,
    /// Whether something is wrong with it.
    #[prop_or_default]
    pub invalid: bool,
    /// The ids of the texts that describe it.
    pub described_by: AttrValue,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

/// A field for one input.
#[component]
pub fn TextField(props: &TextFieldProps) -> Html {
    let input = props.input;
    let oninput = props
        .dispatch
        .reform(move |event: InputEvent| Action::FieldEdited { input, text: field::text(&event) });
    let onfocus = props.dispatch.reform(move |_| Action::FieldFocused(Some(input)));
    let onblur = props.dispatch.reform(|_| Action::FieldFocused(None));
    let onpaste = {
        let dispatch = props.dispatch.clone();
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
    let invalid = props.invalid.then_some("true");
    let field = if props.lines {
        html! {
            <textarea
                {id} class="input" wrap="off" rows="3" value={props.text.clone()}
                placeholder={props.placeholder.clone()} aria-invalid={invalid}
                aria-describedby={props.described_by.clone()}
                {oninput} {onfocus} {onblur} {onpaste}
            />
        }
    } else {
        html! {
            <input
                {id} class="input" type={if props.masked { "password" } else { "text" }}
                value={props.text.clone()} placeholder={props.placeholder.clone()}
                aria-invalid={invalid} aria-describedby={props.described_by.clone()}
                {oninput} {onfocus} {onblur} {onpaste}
            />
        }
    };
    private(field)
}

/// What a [`SelectField`] shows and does.
#[derive(PartialEq, Properties)]
pub struct SelectFieldProps {
    /// The input.
    pub input: InputId,
    /// Id and label of each choice.
    pub options: Vec<(&'static str, &'static str)>,
    /// The id of the chosen one.
    pub chosen: &'static str,
    /// The ids of the texts that describe it.
    pub described_by: AttrValue,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

/// A choice among many.
#[component]
pub fn SelectField(props: &SelectFieldProps) -> Html {
    let input = props.input;
    let onchange = props.dispatch.reform(move |event: Event| Action::FieldEdited {
        input,
        text: protocol::secret::Secret::new(field::choice(&event)),
    });
    let options = props.options.iter().map(|(id, label)| {
        html! { <option key={*id} value={*id} selected={*id == props.chosen}>{ *label }</option> }
    });
    private(html! {
        <select
            id={field_id(input)} class="input"
            aria-describedby={props.described_by.clone()} {onchange}
        >
            { for options }
        </select>
    })
}
