//! The values of the inputs that offer a choice.

use super::Choice;
use crate::wire;

const fn choice(value: &'static str, label: &'static str, hint: &'static str) -> Choice {
    Choice { value, label, hint }
}

const fn word(value: &'static str) -> Choice {
    choice(value, value, "")
}

pub(super) const PLATFORM: &[Choice] = &[
    choice(wire::PLATFORM_SPA, "Single-page", "Redeems in the browser; no credential."),
    choice(wire::PLATFORM_NATIVE, "Native", "Desktop, phone or command line; no credential."),
    choice(wire::PLATFORM_WEB, "Web", "A server with a credential."),
];

pub(super) const RESPONSE_TYPE: &[Choice] = &[
    choice("code", "code", "A code to redeem: the flow to use."),
    choice("code id_token", "code id_token", "Hybrid: an ID token beside the code."),
    choice("id_token", "id_token", "Sign-in only; the app must allow it."),
    choice("none", "none", "Consent only: nothing comes back but state."),
];

pub(super) const CONSENT_RESPONSE_TYPE: &[Choice] = &[
    choice("none", "none", "Nothing comes back but state."),
    choice("code", "code", "Refused for agents and blueprints (AADSTS82018)."),
];

pub(super) const RESPONSE_MODE: &[Choice] = &[
    choice("", "default", "query for a code, fragment for an ID token."),
    word("query"),
    word("fragment"),
    choice("form_post", "form_post", "Posted to a server; a page cannot read it."),
];

pub(super) const PROMPT: &[Choice] = &[
    choice("", "default", "Entra decides."),
    choice("login", "login", "Signs in again."),
    choice("select_account", "select_account", "Shows the accounts."),
    choice("consent", "consent", "Asks for consent again."),
    choice("none", "none", "Shows nothing, or fails."),
];

pub(super) const AGENT_USER_VARIANT: &[Choice] = &[
    choice("auto", "By content", "user_id for a GUID, username for a name with @."),
    choice("user-id", "user_id", "The object ID."),
    choice("username", "username", "The sign-in name."),
    choice("legacy-jwt-bearer", "Older jwt-bearer form", "Superseded; still found in blogs."),
];

pub(super) const REQUESTED_TOKEN_USE: &[Choice] = &[
    choice("omit", "Leave out", "As the newer documentation and the SDKs do."),
    choice("send", "on_behalf_of", "As the protocol page does. Both work."),
];

pub(super) const GRAPH_VERSION: &[Choice] =
    &[choice("", "as documented", ""), word("v1.0"), word("beta")];

pub(super) const METHOD: &[Choice] =
    &[word("GET"), word("POST"), word("PUT"), word("PATCH"), word("DELETE")];

pub(super) const ECHO: &[Choice] = &[
    choice("invoices", "Invoice API", "Version 2.0, with the claims of agents."),
    choice("ledger", "Ledger API", "Version 1.0, without them."),
    choice("payments", "Payments", "The Invoice API, with a step up for people."),
];

pub(super) const SIGN_IN_AUDIENCE: &[Choice] = &[
    choice("", "One tenant", ""),
    choice("AzureADMultipleOrgs", "Many tenants", "Principals in customers' tenants."),
];

pub(super) const CONSENT_TYPE: &[Choice] = &[
    choice("", "By principal", "For one user when one is named, else for all."),
    choice("AllPrincipals", "All users", ""),
    choice("Principal", "One user", ""),
];

pub(super) const PRINCIPAL_TYPE: &[Choice] =
    &[word("ServicePrincipal"), choice("User", "User", "For an agent user.")];

pub(super) const REQUEST_TYPE: &[Choice] = &[
    choice("", "By target", "adminAdd when somebody else is named."),
    choice("userAdd", "userAdd", "For the caller."),
    choice("adminAdd", "adminAdd", "An administrator, for another."),
];
