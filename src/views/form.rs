//! The fields of the chosen step.

use playground::action::Action;
use playground::select::{self, Field, FieldValue};
use protocol::inputs::{InputId, InputKind};
use protocol::secret::Secret;
use yew::prelude::*;

use super::page::PaneProps;
use crate::components::{Icon, Picture, SelectField, TextField, field_id};

/// The form.
#[component]
pub(super) fn Form(props: &PaneProps) -> Html {
    let draft = select::draft(&props.state);
    let fields = select::fields(&props.state, &draft);
    let (folded, plain): (Vec<_>, Vec<_>) = fields.iter().partition(|field| field.folded);
    // What is folded away must not hide a problem.
    let open = folded.iter().any(|field| field.problem.is_some());
    html! {
        <div class="fields">
            { for plain.into_iter().map(|field| row(field, &props.dispatch)) }
            <details class="fold" open={open}>
                <summary>{ "Cloud, request ID, extra parameters" }</summary>
                <div class="fields">
                    { for folded.into_iter().map(|field| row(field, &props.dispatch)) }
                </div>
            </details>
        </div>
    }
}

fn why_id(input: InputId) -> String {
    format!("{}-why", field_id(input))
}

fn problem_id(input: InputId) -> String {
    format!("{}-problem", field_id(input))
}

fn row(field: &Field, dispatch: &Callback<Action>) -> Html {
    let input = field.row.id;
    let why = html! { <p class="why" id={why_id(input)}>{ field.hint }</p> };
    let problem = field.problem.as_ref().map(|problem| {
        html! {
            <p class="problem" id={problem_id(input)}>
                <Icon picture={Picture::Cross} /><span>{ problem }</span>
            </p>
        }
    });
    match &field.value {
        FieldValue::Choice { options, chosen } if field.row.kind == InputKind::Credential => {
            choice(field, options, chosen, dispatch)
        }
        FieldValue::Carried { .. } => html! {
            <div
                class="field" key={field.row.name} role="group"
                aria-labelledby={format!("{}-label", field_id(input))}
                aria-describedby={why_id(input)}
            >
                <span class="field-label" id={format!("{}-label", field_id(input))}>{ field.label }</span>
                <div class="field-body">{ control(field, dispatch) }{ problem }{ why }</div>
            </div>
        },
        _ => html! {
            <div class="field" key={field.row.name}>
                <label for={field_id(input)}>{ field.label }</label>
                <div class="field-body">{ control(field, dispatch) }{ problem }{ why }</div>
            </div>
        },
    }
}

/// The control itself, with the buttons beside it.
fn control(field: &Field, dispatch: &Callback<Action>) -> Html {
    let input = field.row.id;
    let invalid = field.problem.is_some();
    let described_by =
        if invalid { format!("{} {}", problem_id(input), why_id(input)) } else { why_id(input) };
    let text = |text: AttrValue, masked: bool, lines: bool| {
        html! {
            <TextField
                {input} {text} {masked} {lines} {invalid} {described_by}
                placeholder={placeholder(field.row.kind)} dispatch={dispatch.clone()}
            />
        }
    };
    match &field.value {
        FieldValue::Plain(value) => {
            html! { <div class="field-row">{ text(value.clone().into(), false, false) }</div> }
        }
        FieldValue::Lines(secret) => {
            html! { <div class="field-row">{ text(exposed(secret), false, true) }</div> }
        }
        FieldValue::Secret { text: secret, shown, instead_of } => html! {
            <div class="field-row">
                { text(exposed(secret), !shown, false) }
                <button
                    type="button" class="button button-small" aria-pressed={shown.to_string()}
                    aria-controls={field_id(input)}
                    onclick={dispatch.reform(move |_| Action::FieldRevealToggled(input))}
                >
                    { if *shown { "Hide" } else { "Show" } }
                    <span class="visually-hidden">{ " " }{ field.label }</span>
                </button>
                if let Some(symbol) = instead_of {
                    <button
                        type="button" class="button button-small"
                        onclick={dispatch.reform(move |_| Action::CarryOver(input))}
                    >{ "Use " }{ *symbol }</button>
                }
            </div>
        },
        FieldValue::Carried { symbol, step, characters } => html! {
            <div class="field-row">
                <span class="carried" id={field_id(input)} tabindex="-1">
                    <span class="token-tag">{ *symbol }</span>
                    <span>{ format!("from step {step}") }</span>
                    <span class="muted">{ match characters {
                        Some(characters) => format!("{characters} characters · masked"),
                        None => "not there yet".to_owned(),
                    } }</span>
                </span>
                <button
                    type="button" class="button button-small"
                    onclick={dispatch.reform(move |_| Action::PasteInstead(input))}
                >{ if characters.is_some() { "Paste another" } else { "Paste one" } }</button>
            </div>
        },
        FieldValue::Choice { options, chosen } => html! {
            <div class="field-row">
                <SelectField
                    {input} {chosen} {described_by} dispatch={dispatch.clone()}
                    options={options.iter().map(|(id, label, _)| (*id, *label)).collect::<Vec<_>>()}
                />
            </div>
        },
    }
}

/// A field shows its secret because the reader types into it; it is masked
/// until asked.
fn exposed(secret: &Secret) -> AttrValue {
    AttrValue::from(secret.expose().to_owned())
}

const fn placeholder(kind: InputKind) -> &'static str {
    match kind {
        InputKind::Guid => "00000000-0000-0000-0000-000000000000",
        InputKind::Tenant => "contoso.onmicrosoft.com",
        InputKind::Token => "eyJ…",
        InputKind::Lines => "name=value",
        _ => "",
    }
}

/// A few choices side by side.
fn choice(
    field: &Field,
    options: &[(&'static str, &'static str, &'static str)],
    chosen: &str,
    dispatch: &Callback<Action>,
) -> Html {
    let input = field.row.id;
    let hint = options.iter().find(|(id, ..)| *id == chosen).map_or(field.hint, |(.., hint)| hint);
    let segments = options.iter().map(|(id, label, _)| {
        let option = format!("{}-{id}", field_id(input));
        let onchange = dispatch.reform({
            let id = *id;
            move |_: Event| Action::FieldEdited { input, text: Secret::new(id.to_owned()) }
        });
        html! {
            <span class="segment-option" key={*id}>
                <input
                    type="radio" name={field_id(input)} id={option.clone()} autocomplete="off"
                    checked={*id == chosen} {onchange}
                />
                <label class="segment" for={option}>{ *label }</label>
            </span>
        }
    });
    html! {
        <fieldset class="field" key={field.row.name} aria-describedby={why_id(input)}>
            <legend class="visually-hidden">{ field.label }</legend>
            <span class="field-label" aria-hidden="true">{ field.label }</span>
            <div class="field-body">
                <div class="segmented">{ for segments }</div>
                <p class="why" id={why_id(input)}>{ hint }</p>
            </div>
        </fieldset>
    }
}
