//! The fields of the chosen step.

use playground::action::Action;
use playground::select::{self, AssertionView, Field, FieldValue};
use protocol::certificate::AssertionAlgorithm;
use protocol::inputs::{InputId, InputKind, InputRow};
use protocol::request::Draft;
use protocol::secret::Secret;

use super::Ui;
use super::documents::notes_link;
use crate::components::{
    Heard, Markup, Picture, TextField, button, code, div, element, field_id, icon, list, on_off, p,
    radio, select_field, span, text_field,
};

/// The form.
pub(super) fn form(ui: Ui<'_>, draft: &Draft) -> Markup {
    let (mut plain, mut folded) = (div("fields"), div("fields"));
    // What is folded away must not hide a problem.
    let mut open = false;
    for field in select::fields(ui.state, draft) {
        if field.folded {
            open |= field.problem.is_some();
            folded = folded.child(row(ui, &field));
        } else {
            plain = plain.child(row(ui, &field));
        }
    }
    // Keyed as the fields are: else Yew would match them by their place from the
    // end, and the next step would take the focus away from a field of both.
    let fold = element("details", "fold")
        .key("fold")
        .child(element("summary", "").text("Cloud, request ID, and what is seldom needed"))
        .child(folded);
    plain.child(if open { fold.attr("open", "open") } else { fold })
}

fn why_id(input: InputId) -> String {
    format!("{}-why", field_id(input))
}

fn problem_id(input: InputId) -> String {
    format!("{}-problem", field_id(input))
}

fn row(ui: Ui<'_>, field: &Field) -> Markup {
    let input = field.row.id;
    let id = field_id(input);
    // Always one node, if an empty one: with a sibling more or less Yew would make
    // the control anew, and whoever types in it would lose the focus.
    let problem = field.problem.as_ref().map(|problem| {
        p("problem")
            .id(&problem_id(input))
            .child(icon(Picture::Cross))
            .child(span("").text(problem))
    });
    let (row, label) = match &field.value {
        FieldValue::Choice { options, chosen } if field.row.kind == InputKind::Credential => {
            return choice(ui, field, options, chosen);
        }
        FieldValue::Carried { .. } => {
            let label_id = format!("{id}-label");
            let row = div("field")
                .attr("role", "group")
                .set("aria-labelledby", &label_id)
                .set("aria-describedby", &why_id(input));
            (row, span("field-label").id(&label_id))
        }
        _ => (div("field"), element("label", "").set("for", &id)),
    };
    let body = div("field-body")
        .child(control(ui, field))
        .maybe(problem)
        .child(p("why").id(&why_id(input)).text(field.hint))
        .maybe(field.assertion.as_ref().map(|view| assertion(ui, input, view)));
    row.key(field.row.name).child(label.text(field.label)).child(body)
}

/// The control itself, with the buttons beside it.
fn control(ui: Ui<'_>, field: &Field) -> Markup {
    let input = field.row.id;
    let id = field_id(input);
    let invalid = field.problem.is_some();
    let described_by =
        if invalid { format!("{} {}", problem_id(input), why_id(input)) } else { why_id(input) };
    let row = div("field-row");
    let (text, masked, lines) = match &field.value {
        FieldValue::Plain(value) => (value.as_str(), false, false),
        FieldValue::Lines(secret) => (secret.expose(), false, true),
        FieldValue::Secret { text, shown, .. } => (text.expose(), !shown, false),
        FieldValue::Carried { symbol, step, characters } => {
            let (size, paste) = match characters {
                Some(characters) => (format!("{characters} characters · masked"), "Paste another"),
                None => ("not there yet".to_owned(), "Paste one"),
            };
            let carried = span("carried")
                .id(&id)
                .attr("tabindex", "-1")
                .child(span("token-tag").text(symbol))
                .child(span("").text(&format!("from step {step}")))
                .child(span("muted").text(&size));
            let paste = button("button button-small", ui, Action::PasteInstead(input)).text(paste);
            return row.child(carried).child(paste);
        }
        FieldValue::Choice { options, chosen } => {
            return row.child(select_field(ui, input, options, chosen, &described_by));
        }
    };
    let placeholder = placeholder(field.row);
    let row = row.child(text_field(
        ui,
        TextField { input, text, masked, lines, placeholder, invalid, described_by },
    ));
    let FieldValue::Secret { text, shown, instead_of } = &field.value else { return row };
    let reveal = button("button button-small", ui, Action::FieldRevealToggled(input))
        .attr("aria-pressed", on_off(*shown))
        .set("aria-controls", &id)
        .text(if *shown { "Hide" } else { "Show" })
        .child(span("visually-hidden").text(" ").text(field.label));
    let carry = instead_of.map(|symbol| {
        button("button button-small", ui, Action::CarryOver(input)).text("Use ").text(symbol)
    });
    let loan = select::loan(ui.state, input).filter(|loan| loan.token != *text).map(|loan| {
        let take = Action::FieldEdited { input, text: loan.token };
        button("button button-small", ui, take).text("Use that of ").text(loan.flow.title)
    });
    let example = (text.is_empty() && select::has_example(ui.state, input)).then(|| {
        button("button button-small", ui, Action::TokenWanted(input))
            .text("Get one in the simulated tenant")
    });
    row.child(reveal).maybe(carry).maybe(loan).maybe(example)
}

/// Where an assertion comes from, and what it says before it is sent.
fn assertion(ui: Ui<'_>, input: InputId, view: &AssertionView) -> Markup {
    let sign = |algorithm, words| {
        button("button button-small", ui, Action::AssertionWanted(input, algorithm)).text(words)
    };
    let key = match &view.thumbprint {
        Some(thumbprint) => list()
            .child(
                p("why")
                    .text("The browser keeps the key of ")
                    .child(code("").text(thumbprint))
                    .text("."),
            )
            .child(
                div("field-row")
                    .child(sign(AssertionAlgorithm::Ps256, "Sign anew, PS256"))
                    .child(sign(AssertionAlgorithm::Rs256, "Sign anew, RS256")),
            ),
        None => p("why").text(
            "Or paste a certificate with its key as PEM: the browser keeps the key and signs.",
        ),
    };
    let decoded = view.decoded.as_ref().map(|text| {
        element("pre", "code")
            .attr("tabindex", "0")
            .attr("role", "group")
            .attr("aria-label", "The assertion")
            .text(text)
    });
    let commands = p("why").child(notes_link(ui, "Commands that make one"));
    list().child(key).child(commands).maybe(decoded)
}

const fn placeholder(row: &InputRow) -> &'static str {
    match row.kind {
        InputKind::Guid => "00000000-0000-0000-0000-000000000000",
        InputKind::Tenant => "contoso.onmicrosoft.com",
        InputKind::Token => "eyJ…",
        InputKind::Lines => "name=value",
        InputKind::Random => "made anew for every run",
        InputKind::NewGuid => "made by this page",
        InputKind::Json => "{ … }",
        InputKind::Text if matches!(row.id, InputId::Scope) => {
            "https://graph.microsoft.com/.default"
        }
        _ => "",
    }
}

/// A few choices side by side.
fn choice(
    ui: Ui<'_>,
    field: &Field,
    options: &[(&'static str, &'static str, &'static str)],
    chosen: &str,
) -> Markup {
    let input = field.row.id;
    let name = field_id(input);
    let mut hint = field.hint;
    let mut segments = div("segmented");
    for &(id, label, words) in options {
        if id == chosen {
            hint = words;
        }
        let option = format!("{name}-{id}");
        let dispatch = ui.dispatch.clone();
        let field = radio(&name, id == chosen).id(&option).on(
            Heard::Change,
            Box::new(move |_| {
                dispatch.emit(Action::FieldEdited { input, text: Secret::new(id.to_owned()) });
            }),
        );
        let label = element("label", "segment").set("for", &option).text(label);
        segments = segments.child(span("segment-option").key(id).child(field).child(label));
    }
    let why = why_id(input);
    element("fieldset", "field")
        .key(field.row.name)
        .set("aria-describedby", &why)
        .child(element("legend", "visually-hidden").text(field.label))
        .child(span("field-label").attr("aria-hidden", "true").text(field.label))
        .child(div("field-body").child(segments).child(p("why").id(&why).text(hint)))
}
