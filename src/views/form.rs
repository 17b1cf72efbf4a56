//! The fields of the chosen step.

use playground::action::Action;
use playground::select::{self, Field, FieldValue};
use protocol::inputs::{InputId, InputKind};
use protocol::request::Draft;
use protocol::secret::Secret;
use yew::prelude::*;

use super::Ui;
use crate::components::{Picture, TextField, field_id, icon, select_field, text_field};

/// The form.
pub(super) fn form(ui: Ui<'_>, draft: &Draft) -> Html {
    let fields = select::fields(ui.state, draft);
    let (folded, plain): (Vec<_>, Vec<_>) = fields.iter().partition(|field| field.folded);
    // What is folded away must not hide a problem.
    let open = folded.iter().any(|field| field.problem.is_some());
    html! {
        <div class="fields">
            { for plain.into_iter().map(|field| row(ui, field)) }
            <details class="fold" open={open}>
                <summary>{ "Cloud, request ID, extra parameters" }</summary>
                <div class="fields">
                    { for folded.into_iter().map(|field| row(ui, field)) }
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

fn row(ui: Ui<'_>, field: &Field) -> Html {
    let input = field.row.id;
    let why = html! { <p class="why" id={why_id(input)}>{ field.hint }</p> };
    // Always one node, if an empty one: with a sibling more or less Yew would make
    // the control anew, and whoever types in it would lose the focus.
    let problem = field.problem.as_ref().map_or_else(Html::default, |problem| {
        html! {
            <p class="problem" id={problem_id(input)}>
                { icon(Picture::Cross) }<span>{ problem }</span>
            </p>
        }
    });
    match &field.value {
        FieldValue::Choice { options, chosen } if field.row.kind == InputKind::Credential => {
            choice(ui, field, options, chosen)
        }
        FieldValue::Carried { .. } => html! {
            <div
                class="field" key={field.row.name} role="group"
                aria-labelledby={format!("{}-label", field_id(input))}
                aria-describedby={why_id(input)}
            >
                <span class="field-label" id={format!("{}-label", field_id(input))}>{ field.label }</span>
                <div class="field-body">{ control(ui, field) }{ problem }{ why }</div>
            </div>
        },
        _ => html! {
            <div class="field" key={field.row.name}>
                <label for={field_id(input)}>{ field.label }</label>
                <div class="field-body">{ control(ui, field) }{ problem }{ why }</div>
            </div>
        },
    }
}

/// The control itself, with the buttons beside it.
fn control(ui: Ui<'_>, field: &Field) -> Html {
    let input = field.row.id;
    let invalid = field.problem.is_some();
    let described_by =
        if invalid { format!("{} {}", problem_id(input), why_id(input)) } else { why_id(input) };
    let text = |text: &str, masked, lines| {
        let placeholder = placeholder(field.row.kind);
        let described_by = described_by.clone();
        text_field(ui, TextField { input, text, masked, lines, placeholder, invalid, described_by })
    };
    match &field.value {
        FieldValue::Plain(value) => {
            html! { <div class="field-row">{ text(value, false, false) }</div> }
        }
        FieldValue::Lines(secret) => {
            html! { <div class="field-row">{ text(secret.expose(), false, true) }</div> }
        }
        FieldValue::Secret { text: secret, shown, instead_of } => html! {
            <div class="field-row">
                { text(secret.expose(), !shown, false) }
                <button
                    type="button" class="button button-small" aria-pressed={if *shown { "true" } else { "false" }}
                    aria-controls={field_id(input)}
                    onclick={ui.click(Action::FieldRevealToggled(input))}
                >
                    { if *shown { "Hide" } else { "Show" } }
                    <span class="visually-hidden">{ " " }{ field.label }</span>
                </button>
                if let Some(symbol) = instead_of {
                    <button
                        type="button" class="button button-small"
                        onclick={ui.click(Action::CarryOver(input))}
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
                    onclick={ui.click(Action::PasteInstead(input))}
                >{ if characters.is_some() { "Paste another" } else { "Paste one" } }</button>
            </div>
        },
        FieldValue::Choice { options, chosen } => html! {
            <div class="field-row">
                { select_field(
                    ui, input,
                    &options.iter().map(|(id, label, _)| (*id, *label)).collect::<Vec<_>>(),
                    chosen, described_by,
                ) }
            </div>
        },
    }
}

const fn placeholder(kind: InputKind) -> &'static str {
    match kind {
        InputKind::Guid => "00000000-0000-0000-0000-000000000000",
        InputKind::Tenant => "contoso.onmicrosoft.com",
        InputKind::Token => "eyJ…",
        InputKind::Lines => "name=value",
        InputKind::Text => "https://graph.microsoft.com/.default",
        _ => "",
    }
}

/// A few choices side by side.
fn choice(
    ui: Ui<'_>,
    field: &Field,
    options: &[(&'static str, &'static str, &'static str)],
    chosen: &str,
) -> Html {
    let input = field.row.id;
    let hint = options.iter().find(|(id, ..)| *id == chosen).map_or(field.hint, |(.., hint)| hint);
    let segments = options.iter().map(|(id, label, _)| {
        let option = format!("{}-{id}", field_id(input));
        let onchange = ui.dispatch.reform({
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
