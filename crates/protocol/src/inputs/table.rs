//! The table of inputs: what can be typed or pasted, and what belongs there.

use crate::flows::Role;

/// One input of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InputId {
    /// Which cloud's addresses are used.
    Cloud,
    /// The tenant segment of the address.
    Tenant,
    /// The application (client) id of the agent identity blueprint.
    BlueprintId,
    /// The client id of the agent identity.
    AgentIdentityId,
    /// How the client proves itself.
    Credential,
    /// The shared secret.
    ClientSecret,
    /// A ready JWT that proves the client.
    ClientAssertion,
    /// The scopes, separated by spaces.
    Scope,
    /// The blueprint's exchange token (T1).
    BlueprintToken,
    /// A GUID for `client-request-id`.
    RequestId,
    /// Further parameters, one `name=value` a line.
    Extra,
}

/// What an input holds, and so how it is edited and checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// Free text.
    Text,
    /// A GUID is expected; anything else is sent with a finding.
    Guid,
    /// The tenant segment.
    Tenant,
    /// One of the clouds.
    Cloud,
    /// One of the credentials that the step offers.
    Credential,
    /// A client secret.
    Secret,
    /// A token or assertion, pasted or carried over from an earlier step.
    Token,
    /// Lines of `name=value`.
    Lines,
}

/// One row of the table of inputs.
#[derive(Debug, PartialEq, Eq)]
pub struct InputRow {
    /// The input.
    pub id: InputId,
    /// Its public name.
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
    const fn plain(
        id: InputId,
        name: &'static str,
        label: &'static str,
        kind: InputKind,
        hint: &'static str,
    ) -> Self {
        Self { id, name, label, hint, kind, secret: false, role: None }
    }

    const fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    const fn from(self, role: Role) -> Self {
        Self { role: Some(role), ..self }
    }
}

/// Every input, in the order of [`InputId`].
pub const INPUTS: [InputRow; 11] = [
    InputRow::plain(
        InputId::Cloud,
        "cloud",
        "Cloud",
        InputKind::Cloud,
        "Decides the sign-in host and the audience of exchange tokens.",
    ),
    InputRow::plain(
        InputId::Tenant,
        "tenant",
        "Tenant",
        InputKind::Tenant,
        "GUID or domain of the agent identity's tenant.",
    ),
    InputRow::plain(
        InputId::BlueprintId,
        "blueprint_id",
        "Blueprint",
        InputKind::Guid,
        "Application (client) ID of the agent identity blueprint, which holds the credential.",
    ),
    InputRow::plain(
        InputId::AgentIdentityId,
        "agent_identity_id",
        "Agent identity",
        InputKind::Guid,
        "Client ID of the agent identity; its object ID is the same GUID.",
    ),
    InputRow::plain(
        InputId::Credential,
        "credential",
        "Credential",
        InputKind::Credential,
        "How the blueprint proves itself to Entra.",
    ),
    InputRow::plain(
        InputId::ClientSecret,
        "client_secret",
        "Client secret",
        InputKind::Secret,
        "The secret's value, not its ID. Never stored.",
    )
    .secret(),
    InputRow::plain(
        InputId::ClientAssertion,
        "client_assertion",
        "Client assertion",
        InputKind::Token,
        "A ready JWT: signed with the blueprint's certificate, or issued by a federated identity.",
    )
    .secret(),
    InputRow::plain(
        InputId::Scope,
        "scope",
        "Scope",
        InputKind::Text,
        "The API, followed by /.default: everything already granted there.",
    ),
    InputRow::plain(
        InputId::BlueprintToken,
        "blueprint_token",
        "Assertion (T1)",
        InputKind::Token,
        "The blueprint's exchange token for this agent.",
    )
    .secret()
    .from(Role::BlueprintExchangeToken),
    InputRow::plain(
        InputId::RequestId,
        "request_id",
        "Request ID",
        InputKind::Guid,
        "A GUID of your own; Entra repeats it as correlation_id.",
    ),
    InputRow::plain(
        InputId::Extra,
        "extra",
        "Extra parameters",
        InputKind::Lines,
        "Sent as well, in this order: one name=value a line.",
    )
    .secret(),
];

impl InputId {
    /// The row of this input.
    #[must_use]
    pub fn row(self) -> &'static InputRow {
        // Every variant has a row; a test proves it, so the fallback is never taken.
        INPUTS.iter().find(|row| row.id == self).unwrap_or(&INPUTS[0])
    }

    /// The public name, as in links and the JSON programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The input of a public name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        INPUTS.iter().find(|row| row.name == name).map(|row| row.id)
    }
}
