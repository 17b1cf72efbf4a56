//! What a number usually means at one step; told before its general meaning.

use super::ErrorRow;

const fn at(
    code: u32,
    at: &'static str,
    cause: &'static str,
    fix: &'static str,
    inputs: &'static str,
) -> ErrorRow {
    ErrorRow { code, cause, fix, uncertain: false, inputs, at }
}

pub(super) const STEPS: &[ErrorRow] = &[
    at(
        50000,
        "agent-user/resource-token",
        "A user name stands where Entra expects an object id.",
        "Put an object id into user_id and a user name into username.",
        "agent_user agent_user_variant",
    ),
    at(
        700211,
        "resource-token",
        "The blueprint's token comes from another tenant, or was asked for an API instead of the token exchange.",
        "Run the blueprint step again in this tenant, with its own scope.",
        "blueprint_token tenant",
    ),
    at(
        700213,
        "resource-token",
        "The fmi_path of the blueprint step is not the agent identity of this step.",
        "Run the blueprint step again for this agent identity.",
        "agent_identity_id blueprint_token",
    ),
    at(
        700213,
        "agent-token",
        "The fmi_path of the blueprint step is not the agent identity of this step.",
        "Run the blueprint step again for this agent identity.",
        "agent_identity_id blueprint_token",
    ),
    at(
        700213,
        "blueprint-token",
        "No federated credential of the blueprint has this subject.",
        "Register the assertion's sub; for a managed identity that is its object id.",
        "client_assertion blueprint_id",
    ),
    at(
        700024,
        "resource-token",
        "The blueprint's token has expired; it lives about an hour.",
        "Run the blueprint step again.",
        "blueprint_token",
    ),
    at(
        50013,
        "agent-on-behalf-of/resource-token",
        "The person's token is not for the blueprint.",
        "Sign in again with the scope api://{blueprint}/access_as_user.",
        "user_token",
    ),
    at(
        500131,
        "agent-on-behalf-of/resource-token",
        "The person's token is not for the blueprint.",
        "Sign in again with the scope api://{blueprint}/access_as_user.",
        "user_token",
    ),
    at(
        65001,
        "agent-on-behalf-of/resource-token",
        "Nobody granted the agent identity this permission for the person.",
        "Create an oauth2PermissionGrant whose clientId is the agent identity's object id.",
        "scope agent_identity_id",
    ),
    at(
        65001,
        "agent-user/resource-token",
        "Nobody granted the agent identity this permission for the agent user.",
        "Create an oauth2PermissionGrant with principalId set to the agent user.",
        "scope agent_user agent_identity_id",
    ),
    at(
        7000215,
        "blueprint-token",
        "The secret is wrong: often its id instead of its value.",
        "Paste the value of a secret of the blueprint; an agent identity has none.",
        "client_secret blueprint_id",
    ),
    at(
        700016,
        "blueprint-token",
        "The blueprint has no principal in this tenant, or the id is not its client id.",
        "Check the blueprint and the tenant; create the blueprint principal.",
        "blueprint_id tenant",
    ),
    at(
        700016,
        "resource-token",
        "The agent identity is not known in this tenant.",
        "Check the agent identity and the tenant.",
        "agent_identity_id tenant",
    ),
    at(
        82001,
        "blueprint-token",
        "The scope of this step was changed to an API.",
        "Leave the scope at the token exchange; ask for the API in the next step.",
        "scope",
    ),
    at(
        7000229,
        "blueprint-token",
        "The blueprint has no principal in this tenant.",
        "Create the blueprint principal in this tenant.",
        "blueprint_id tenant",
    ),
    at(
        70008,
        "redeem",
        "The code has expired; it lives about 10 minutes.",
        "Sign in again for a new code.",
        "code",
    ),
    at(
        9002326,
        "redeem",
        "The redirect URI is not registered for single-page apps.",
        "Register it as spa, or choose the platform web and send through the proxy.",
        "platform redirect_uri",
    ),
    at(
        53003,
        "agent-user/resource-token",
        "A Conditional Access policy covers the agent user, and it can satisfy no demand.",
        "Have an admin leave the agent user out of the policy.",
        "agent_user",
    ),
];
