//! The form of the chosen step.

use protocol::client_auth::Credential;
use protocol::endpoint::CLOUDS;
use protocol::flows::{ParamRow, Row};
use protocol::inputs::{InputId, InputKind, InputRow};
use protocol::request::Draft;
use protocol::secret::Secret;

use super::{carried, credential, pretty, step};
use crate::certificate;
use crate::state::State;

/// One field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its row in the table of inputs.
    pub row: &'static InputRow,
    /// The label: the parameter in the words of this step.
    pub label: &'static str,
    /// The parameter that it fills, as on the wire.
    pub param: Option<&'static str>,
    /// One line under it: what belongs here, and why.
    pub hint: &'static str,
    /// What it holds.
    pub value: FieldValue,
    /// What is wrong with it, in one sentence.
    pub problem: Option<String>,
    /// Seldom needed: folded away.
    pub folded: bool,
    /// For an assertion.
    pub assertion: Option<AssertionView>,
}

/// What is said of an assertion beside its field.
#[derive(Clone, Debug, PartialEq)]
pub struct AssertionView {
    /// The thumbprint of the certificate whose key the browser keeps.
    pub thumbprint: Option<String>,
    /// Its header and claims, laid out.
    pub decoded: Option<String>,
}

/// What a field holds, and so how it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldValue {
    /// Text in clear.
    Plain(String),
    /// A credential or token, masked unless it is to be shown.
    Secret {
        /// The text.
        text: Secret,
        /// Whether it is shown.
        shown: bool,
        /// The role of a result that could fill it instead.
        instead_of: Option<&'static str>,
    },
    /// The token of an earlier step.
    Carried {
        /// The sign of the token, such as `T1`.
        symbol: &'static str,
        /// The step that made it, counted from 1.
        step: usize,
        /// Its length; `None` while there is none yet.
        characters: Option<usize>,
    },
    /// One of a few choices.
    Choice {
        /// Id, label and hint of each.
        options: Vec<(&'static str, &'static str, &'static str)>,
        /// The id of the chosen one.
        chosen: &'static str,
    },
    /// Lines of text.
    Lines(Secret),
}

/// The fields of the chosen step, in the order of the table of its parameters.
#[must_use]
pub fn fields(state: &State, draft: &Draft) -> Vec<Field> {
    let step = step(state);
    let inputs = step.inputs(&state.session().inputs);
    let ordered = inputs.into_iter().map(|id| field(state, draft, id)).collect::<Vec<_>>();
    let (folded, plain): (Vec<_>, Vec<_>) = ordered.into_iter().partition(|field| field.folded);
    plain.into_iter().chain(folded).collect()
}

fn field(state: &State, draft: &Draft, id: InputId) -> Field {
    let row = id.row();
    Field {
        row,
        label: row.label,
        param: param_of(state, id),
        hint: row.hint,
        value: value(state, row),
        problem: problem(state, draft, id),
        folded: is_seldom_needed(id),
        assertion: assertion(state, id),
    }
}

/// What a client's own assertion says; `None` for other fields.
fn assertion(state: &State, id: InputId) -> Option<AssertionView> {
    let proof = step(state).proof().filter(|proof| proof.assertion == id)?;
    let session = state.session();
    let key = session.keys.iter().find(|key| key.input == proof.assertion);
    let decoded = session.inputs.secret(id).and_then(certificate::decoded);
    Some(AssertionView {
        thumbprint: key.map(|key| key.thumbprint.clone()),
        decoded: decoded.map(|parts| parts.map(|part| pretty(&part)).join("\n")),
    })
}

/// Whether a field is folded away: what has a good value of its own, or is for
/// rare cases.
const fn is_seldom_needed(id: InputId) -> bool {
    matches!(
        id,
        InputId::Cloud
            | InputId::RequestId
            | InputId::Extra
            | InputId::State
            | InputId::Nonce
            | InputId::CodeVerifier
            | InputId::ResponseType
            | InputId::ResponseMode
            | InputId::Prompt
            | InputId::LoginHint
            | InputId::DomainHint
            | InputId::Claims
            | InputId::AgentUserVariant
            | InputId::RequestedTokenUse
            | InputId::GraphVersion
    )
}

/// The parameter that an input fills in the chosen step.
fn param_of(state: &State, id: InputId) -> Option<&'static str> {
    for row in step(state).params {
        match row {
            Row::AssertionFrom(input) if *input == id => {
                return Some(protocol::wire::CLIENT_ASSERTION);
            }
            row => {
                let applies = |row: &&ParamRow| (row.when)(&state.session().inputs);
                if let Some(row) = row.single().filter(applies)
                    && row.source.inputs().first() == Some(&id)
                {
                    return Some(row.name);
                }
            }
        }
    }
    None
}

fn value(state: &State, row: &'static InputRow) -> FieldValue {
    let session = state.session();
    let text = || session.inputs.secret(row.id).cloned().unwrap_or_default();
    if let Some(role) = carried(state, row.id) {
        let made = state.result(role);
        let step = made.map(|(at, _)| at).or(state.flow.maker(role));
        return FieldValue::Carried {
            symbol: role.symbol(),
            step: step.unwrap_or(0) + 1,
            characters: made.map(|(_, token)| token.len()),
        };
    }
    match row.kind {
        InputKind::Cloud => FieldValue::Choice {
            options: CLOUDS.iter().map(|cloud| (cloud.id, cloud.name, "")).collect(),
            chosen: session.inputs.cloud().unwrap_or_default().row().id,
        },
        InputKind::Credential => {
            let offered = step(state).credentials(&session.inputs);
            FieldValue::Choice {
                options: offered.iter().map(|c| (c.id(), c.label(), c.hint())).collect(),
                chosen: credential(state, step(state)).map_or("", Credential::id),
            }
        }
        InputKind::Choice(offered) | InputKind::Suggestion(offered) => {
            let chosen = session.inputs.plain(row.id);
            let known = offered.iter().find(|choice| choice.value == chosen).or(offered.first());
            FieldValue::Choice {
                options: offered.iter().map(|c| (c.value, c.label, c.hint)).collect(),
                chosen: known.map_or("", |choice| choice.value),
            }
        }
        InputKind::Lines => FieldValue::Lines(text()),
        InputKind::Json if row.secret => FieldValue::Lines(text()),
        InputKind::Json => FieldValue::Lines(Secret::new(session.inputs.plain(row.id).to_owned())),
        _ if row.secret => FieldValue::Secret {
            text: text(),
            shown: state.view.revealed_fields.contains(&row.id),
            instead_of: row.role.and_then(|role| state.flow.maker(role).map(|_| role.symbol())),
        },
        _ => FieldValue::Plain(session.inputs.plain(row.id).to_owned()),
    }
}

/// A field that is empty or half typed is worth a word only after a run was
/// tried; anything else is said at once.
fn problem(state: &State, draft: &Draft, id: InputId) -> Option<String> {
    let session = state.session();
    if let Some((_, problem)) = session.key_problem.as_ref().filter(|(input, _)| *input == id) {
        return Some(problem.to_string());
    }
    if let Some((_, characters)) = session.refused_paste.filter(|(input, _)| *input == id) {
        return Some(format!(
            "This paste has {characters} characters and was not taken; a field takes {FIELD_LIMIT}. What was here before is still here."
        ));
    }
    draft
        .problems
        .iter()
        .filter(|problem| problem.input == Some(id))
        .find(|problem| session.tried || !problem.cause.is_unfinished())
        .map(|problem| problem.cause.to_string())
}

/// The longest text that a field takes by paste, in characters. The longest
/// token of Entra has a few thousand.
pub const FIELD_LIMIT: usize = 65_536;
