//! The shape of the table of inputs, and the macro that writes it.

use super::InputId;
use crate::flows::Role;

/// What an input holds, and so how it is edited and checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// Free text.
    Text,
    /// A GUID is expected; anything else is sent with a finding.
    Guid,
    /// A GUID that is made for each object; the page can fill one in.
    NewGuid,
    /// Random text that belongs to one attempt: the page makes it, and no link
    /// or preset holds it.
    Random,
    /// The tenant segment.
    Tenant,
    /// One of the clouds.
    Cloud,
    /// One of the credentials that the step offers.
    Credential,
    /// One of these; the first is what an empty input means, unless the step
    /// says otherwise.
    Choice(&'static [Choice]),
    /// Usually one of these; any other text is sent as it is, with a finding.
    Suggestion(&'static [Choice]),
    /// A client secret.
    Secret,
    /// A token or assertion, pasted or carried over from an earlier step.
    Token,
    /// Several path segments with slashes between them.
    Path,
    /// An https address.
    Url,
    /// JSON text.
    Json,
    /// Lines of `name=value`.
    Lines,
}

impl InputKind {
    /// The values that are offered, where there are any.
    #[must_use]
    pub const fn choices(self) -> Option<&'static [Choice]> {
        match self {
            Self::Choice(choices) | Self::Suggestion(choices) => Some(choices),
            _ => None,
        }
    }

    /// Whether a text may hold line breaks.
    #[must_use]
    pub const fn has_lines(self) -> bool {
        matches!(self, Self::Json | Self::Lines)
    }
}

/// One value of an input that offers a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value, as in links and mostly on the wire.
    pub value: &'static str,
    /// The words of the choice.
    pub label: &'static str,
    /// What it means, in one line; may be empty.
    pub hint: &'static str,
}

/// One row of the table of inputs.
#[derive(Debug, PartialEq, Eq)]
pub struct InputRow {
    /// The input.
    pub id: InputId,
    /// Its public name. Inputs that never meet in one step may share it.
    pub name: &'static str,
    /// The label of the field.
    pub label: &'static str,
    /// One line under the field: what belongs here and why.
    pub hint: &'static str,
    /// What it holds.
    pub kind: InputKind,
    /// Whether its text is held as a [`Secret`](crate::secret::Secret) and masked.
    pub secret: bool,
    /// The result of an earlier step that fills it.
    pub role: Option<Role>,
}

impl InputRow {
    pub(super) const fn plain(
        id: InputId,
        name: &'static str,
        label: &'static str,
        kind: InputKind,
        hint: &'static str,
    ) -> Self {
        Self { id, name, label, hint, kind, secret: false, role: None }
    }

    pub(super) const fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    pub(super) const fn from(self, role: Role) -> Self {
        Self { role: Some(role), secret: true, ..self }
    }
}

/// Writes the ids and their rows from one list, so that they are in one order.
macro_rules! inputs {
    ($($id:ident $name:literal $label:literal $kind:expr, $hint:literal $(, $flag:ident($($role:ident)?))*;)*) => {
        /// One input of a step. The hints of the table say what each holds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum InputId { $(#[doc = $hint] $id,)* }

        const COUNT: usize = [$(InputId::$id),*].len();

        /// Every input, in the order of [`InputId`].
        pub static INPUTS: [InputRow; COUNT] = [$(
            InputRow::plain(InputId::$id, $name, $label, $kind, $hint)$(.$flag($(Role::$role)?))*,
        )*];
    };
}
pub(super) use inputs;
