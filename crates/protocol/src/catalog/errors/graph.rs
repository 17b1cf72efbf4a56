//! Refusals of Microsoft Graph and Azure Resource Manager, by the code they
//! write as a word: those of setting up agents, and those of a first call.
//! Source: Microsoft Graph reference, "Agent ID error codes".

use crate::joined::{self, Joined};

/// One word, or one message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GraphRow {
    /// The code as written; empty for any.
    pub code: &'static str,
    /// What the message must hold; empty for any.
    pub message: &'static str,
    /// Why it was refused.
    pub cause: &'static str,
    /// What to change.
    pub fix: &'static str,
    /// The public names of the inputs it can come from, separated by spaces, the
    /// likeliest first.
    pub inputs: &'static str,
}

/// The row of a refusal; `None` for one that is not explained here.
#[must_use]
pub fn error(code: &str, message: &str) -> Option<GraphRow> {
    // OAuth's codes are lower case; their messages are another matter.
    let of_graph = code.starts_with(|c: char| c.is_ascii_uppercase());
    let fits =
        |row: &GraphRow| (row.code == code || row.code.is_empty()) && message.contains(row.message);
    let mut rows = joined::rows(JOINED.as_str())
        .map(|[code, message, cause, fix, inputs]| GraphRow { code, message, cause, fix, inputs });
    rows.find(fits).filter(|_| of_graph)
}

static JOINED: Joined<{ joined::<0>().length }> = joined();

const fn joined<const LENGTH: usize>() -> Joined<LENGTH> {
    let mut joined = Joined::new();
    let mut at = 0;
    while at < GRAPH.len() {
        let row = &GRAPH[at];
        joined = joined.text(row.code).text(row.message).text(row.cause).text(row.fix);
        joined = joined.text(row.inputs);
        at += 1;
    }
    joined
}

const fn row(
    code: &'static str,
    message: &'static str,
    cause: &'static str,
    fix: &'static str,
    inputs: &'static str,
) -> GraphRow {
    GraphRow { code, message, cause, fix, inputs }
}

const LIMIT: &str =
    "The limit is reached: about 250 blueprints for a tenant, 250 agents for a blueprint.";
const PURGE: &str = "Delete some, and purge the deleted items.";
const VERSION: &str = "This version of Microsoft Graph does not know agents here.";
const PROPERTY: &str =
    "The object cannot have a property that was sent, such as a credential on an agent identity.";
const REMOVE: &str = "Leave the property out. Credentials belong on the blueprint.";
const CALLER: &str = "The caller may not create this agent identity.";
const CREATE: &str = "Call as its own blueprint, with AgentIdentity.CreateAsManager, or with AgentIdentity.Create.All.";
const SPREAD: &str =
    "The object is not there, or not everywhere yet: right after creation it takes a while.";
const WAIT: &str = "If it is new, try again in 30 to 120 seconds. Else check the ids.";
const EXISTS: &str = "It exists already.";
const PATCH: &str = "Change the one that is there, with PATCH.";

/// All rows; a code before a message.
pub const GRAPH: &[GraphRow] = &[
    row(
        "Authorization_RequestDenied",
        "",
        "The token lacks the permission, or holds Directory.AccessAsUser.All, which agents' set-up ignores.",
        "Use a token of a client without Directory.AccessAsUser.All (not Azure CLI), with the permission that this request names.",
        "access_token",
    ),
    row("Agent_Directory_QuotaExceeded", "", LIMIT, PURGE, ""),
    row("AgentBlueprint_LimitExceeded", "", LIMIT, PURGE, ""),
    row("AgentIdentity_LimitExceeded", "", LIMIT, PURGE, "blueprint_id"),
    row(
        "AgentBlueprint_NotSupportedOnApiVersion",
        "",
        VERSION,
        "Switch between v1.0 and beta.",
        "graph_version",
    ),
    row(
        "AgentIdentity_NotSupportedOnApiVersion",
        "",
        VERSION,
        "Switch between v1.0 and beta.",
        "graph_version",
    ),
    row("AgentBlueprint_IncompatibleProperty", "", PROPERTY, REMOVE, "extra"),
    row("PropertyNotCompatibleWithAgentIdentity", "", PROPERTY, REMOVE, "extra"),
    row(
        "AgentBlueprintPrincipal_RequireAgentBlueprint",
        "",
        "The application is no blueprint.",
        "Check the blueprint's application (client) id.",
        "blueprint_id",
    ),
    row(
        "AgentIdentity_AgentBlueprintPrincipalDoesNotExist",
        "",
        "The blueprint has no principal in this tenant yet.",
        "Create the blueprint principal first.",
        "blueprint_id tenant",
    ),
    row(
        "AgentIdentity_IncompatibleParentType",
        "",
        "The parent of the agent identity is no blueprint.",
        "Check the blueprint's application (client) id.",
        "blueprint_id",
    ),
    row("Error_AgentIdentitySelfCreateRequired", "", CALLER, CREATE, "access_token"),
    row("Error_AgentBlueprintCannotCreateAssociatedIdentity", "", CALLER, CREATE, "access_token"),
    row(
        "Error_AgentIdentitiesCreatingAgentIdentitiesNotAllowed",
        "",
        CALLER,
        CREATE,
        "access_token",
    ),
    row("Request_ResourceNotFound", "", SPREAD, WAIT, "blueprint_id agent_identity_id"),
    row(
        "Request_BadRequest",
        "One or more properties are invalid",
        "The permission is probably one that agents may not have.",
        "Choose another: agents may not have Group.Create and others that reach the whole tenant.",
        "app_role_id",
    ),
    row("Request_MultipleObjectsWithSameKeyValue", "", EXISTS, PATCH, ""),
    row("Conflict", "", EXISTS, PATCH, ""),
    row(
        "InvalidAuthenticationToken",
        "",
        "The token is not for this API, has expired, or did not arrive.",
        "Check aud and exp of the token, and that the Authorization header was sent.",
        "access_token",
    ),
    row(
        "InvalidAuthenticationTokenTenant",
        "",
        "The token comes from another tenant than the subscription.",
        "Get a token from the tenant of the subscription.",
        "access_token tenant",
    ),
    row(
        "ExpiredAuthenticationToken",
        "",
        "The token has expired.",
        "Get a new token.",
        "access_token",
    ),
    row(
        "AuthorizationFailed",
        "",
        "The identity has no Azure role for this.",
        "Assign an Azure role to it at this scope.",
        "access_token",
    ),
    row(
        "LinkedAuthorizationFailed",
        "",
        "The request touches another tenant, and no token for it came along.",
        "Send a token of the other tenant as auxiliary token.",
        "auxiliary_tokens",
    ),
    row(
        "TooManyRequests",
        "",
        "There were too many requests.",
        "Wait as long as Retry-After says.",
        "",
    ),
    row("", "not found", SPREAD, WAIT, "blueprint_id agent_identity_id"),
    row("", "does not exist", SPREAD, WAIT, "blueprint_id agent_identity_id"),
];

#[cfg(test)]
mod tests {
    use super::{GRAPH, error};

    #[test]
    fn each_row_is_reached_and_says_what_to_do() {
        for row in GRAPH {
            let code = if row.code.is_empty() { "Any" } else { row.code };
            assert_eq!(error(code, row.message), Some(*row), "{} {}", row.code, row.message);
            assert!(row.cause.ends_with('.') && row.fix.ends_with('.'), "{}", row.code);
        }
        assert_eq!(error("Request_BadRequest", "A value is missing"), None);
        assert_eq!(error("", ""), None);
        assert_eq!(error("invalid_request", "Identity not found"), None);
    }

    #[test]
    fn an_object_that_is_not_found_is_told_by_the_message() {
        let row = error("Request_BadRequest", "Object with id x not found.").expect("a row");
        assert!(row.fix.contains("30 to 120 seconds"), "{}", row.fix);
    }
}
