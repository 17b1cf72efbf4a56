//! Service principals: of blueprints, of APIs, and agent identities, which are
//! nothing else.
//!
//! | request | permission, one of them |
//! |---|---|
//! | `POST` with the type `agentIdentityBlueprintPrincipal` | `AgentIdentityBlueprintPrincipal.Create` |
//! | `POST` with the type `agentIdentity` | the parent blueprint with `AgentIdentity.CreateAsManager`; `AgentIdentity.Create.All` |
//! | `GET` with the type `agentIdentity` | `AgentIdentity.Read.All`, `Application.Read.All` |
//! | `GET ?$filter=appId eq '…'`, `GET /{id}` | `Application.Read.All`; an agent itself |
//! | `POST`, `GET …/appRoleAssignments` | `AppRoleAssignment.ReadWrite.All` |
//! | `GET …/oauth2PermissionGrants` | `DelegatedPermissionGrant.ReadWrite.All` |

use protocol::guid::Guid;

use super::applications::sponsored;
use super::{Done, GraphCall, bad_request, collection, full, not_found, permissions, problem};
use crate::directory::{AgentIdentity, BLUEPRINT_ROLES, Client, GRAPH, role_assignments};
use crate::json::Object;
use crate::state::OBJECTS;

pub(super) fn route(call: &GraphCall<'_>, rest: &[&str]) -> Done {
    match (call.method, rest) {
        ("POST", []) if call.cast == "agentidentityblueprintprincipal" => create_principal(call),
        ("POST", []) if call.cast == "agentidentity" => create_agent(call),
        ("POST", []) => Err(bad_request(
            "The simulated Graph creates blueprint principals and agent identities only: use a cast.",
        )),
        ("GET", []) if call.cast == "agentidentity" => {
            call.allow(&["AgentIdentity.Read.All", "Application.Read.All"], true)?;
            collection(call.context.directory.agent_identities.iter().map(agent))
        }
        ("GET", []) => list(call),
        ("GET", [id]) => one(call, id),
        ("DELETE", [id]) => delete(call, id),
        ("POST" | "GET", [id, "approleassignments"]) => permissions::app_roles(call, id),
        ("GET", [id, "oauth2permissiongrants"]) => permissions::grants_of(call, id),
        _ => Err(problem(405, "Request_BadRequest", "The simulated Graph does not do this.")),
    }
}

fn agent(identity: &AgentIdentity) -> String {
    let mut body = Object::new();
    body.string("@odata.type", "#microsoft.graph.agentIdentity");
    body.text("id", identity.id);
    body.string("displayName", &identity.name);
    body.string("servicePrincipalType", "ServiceIdentity");
    body.text("agentIdentityBlueprintId", identity.blueprint);
    body.raw("accountEnabled", true);
    body.finish()
}

/// Every principal but the agents': id, client id, name, and what it offers.
fn principals(call: &GraphCall<'_>) -> Vec<(Guid, Guid, String)> {
    let directory = call.context.directory;
    let offers = |app_id: Guid| directory.api_of(app_id);
    let mut found: Vec<(Guid, Guid, &str)> = Vec::new();
    for client in directory.clients() {
        let exists = match client {
            Client::AgentIdentity(_) => false,
            Client::Blueprint(blueprint) => blueprint.has_principal,
            Client::Application(_) => true,
        };
        if exists {
            found.push((client.object_id(), client.app_id(), client.name()));
        }
    }
    for api in &directory.apis {
        if !found.iter().any(|(_, app_id, _)| *app_id == api.app_id) {
            found.push((api.object_id, api.app_id, &api.name));
        }
    }
    let describe = |(id, app_id, name): (Guid, Guid, &str)| {
        let mut body = Object::new();
        body.text("id", id);
        body.text("appId", app_id);
        body.string("displayName", name);
        body.string("servicePrincipalType", "Application");
        if let Some(api) = offers(app_id) {
            body.list("appRoles", api.roles.iter().map(|role| entry(role.id, &role.value)));
            let scopes = api.scopes.iter().map(|scope| entry(scope.id, &scope.value));
            body.list("oauth2PermissionScopes", scopes);
        }
        (id, app_id, body.finish())
    };
    found.into_iter().map(describe).collect()
}

fn entry(id: Guid, value: &str) -> String {
    let mut body = Object::new();
    body.text("id", id);
    body.string("value", value);
    body.finish()
}

fn list(call: &GraphCall<'_>) -> Done {
    call.allow(&["Application.Read.All"], false)?;
    let wanted = call.query.split_once("appId eq '").and_then(|(_, rest)| rest.split_once('\''));
    let wanted = wanted.map(|(id, _)| Guid::parse(id));
    let fits = |app_id: &Guid| wanted.is_none_or(|wanted| wanted == Some(*app_id));
    collection(principals(call).into_iter().filter(|(_, id, _)| fits(id)).map(|(.., body)| body))
}

fn one(call: &GraphCall<'_>, id: &str) -> Done {
    let wanted = Guid::parse(id);
    if wanted.is_none() || call.caller.object != wanted {
        call.allow(&["Application.Read.All", "AgentIdentity.Read.All"], false)?;
    }
    let agents = &call.context.directory.agent_identities;
    if let Some(found) = agents.iter().find(|agent| Some(agent.id) == wanted) {
        return Ok((200, Some(agent(found))));
    }
    let found = principals(call).into_iter().find(|(own, ..)| Some(*own) == wanted);
    found.map(|(.., body)| (200, Some(body))).ok_or_else(|| not_found(id))
}

fn create_principal(call: &GraphCall<'_>) -> Done {
    call.allow_setup(&["AgentIdentityBlueprintPrincipal.Create"])?;
    let app_id = call.id("appId")?;
    call.context.store.change(|directory| {
        let found = directory.blueprints.iter_mut().find(|b| b.app_id == app_id);
        let Some(blueprint) = found else {
            return Err(problem(
                400,
                "AgentBlueprintPrincipal_RequireAgentBlueprint",
                format!("'{app_id}' is no agent identity blueprint."),
            ));
        };
        if blueprint.has_principal {
            return Err(problem(
                409,
                "Request_MultipleObjectsWithSameKeyValue",
                "The service principal cannot be created because the service principal name is already in use.",
            ));
        }
        blueprint.has_principal = true;
        // Assigned by Entra itself, so that a blueprint can make its agents.
        blueprint.roles.extend(role_assignments(GRAPH, BLUEPRINT_ROLES));
        let mut body = Object::new();
        body.string("@odata.type", "#microsoft.graph.agentIdentityBlueprintPrincipal");
        body.text("id", blueprint.object_id);
        body.text("appId", app_id);
        body.string("displayName", &blueprint.name);
        Ok((201, Some(body.finish())))
    })
}

fn create_agent(call: &GraphCall<'_>) -> Done {
    call.allow_setup(&["AgentIdentity.CreateAsManager", "AgentIdentity.Create.All"])?;
    let (name, blueprint) = (call.text("displayName")?, call.id("agentIdentityBlueprintId")?);
    let parent = call.context.directory.blueprints.iter().find(|b| b.app_id == blueprint);
    let Some(parent) = parent else {
        return Err(problem(
            400,
            "AgentIdentity_IncompatibleParentType",
            format!("'{blueprint}' is no agent identity blueprint."),
        ));
    };
    if !parent.has_principal {
        return Err(problem(
            400,
            "AgentIdentity_AgentBlueprintPrincipalDoesNotExist",
            "The blueprint has no principal in this tenant.",
        ));
    }
    if call.caller.app != Some(blueprint) && !call.caller.has(&["AgentIdentity.Create.All"]) {
        return Err(problem(
            403,
            "Error_AgentIdentitySelfCreateRequired",
            "A blueprint creates its own agent identities only.",
        ));
    }
    sponsored(call)?;
    let id = call.context.seed.guid("agent identity");
    let identity = AgentIdentity { id, name, blueprint, roles: Vec::new() };
    let body = agent(&identity);
    call.context.store.change(|directory| {
        if directory.agent_identities.len() >= OBJECTS {
            return Err(problem(403, "AgentIdentity_LimitExceeded", full().message));
        }
        directory.agent_identities.push(identity);
        Ok((201, Some(body)))
    })
}

/// Deleting an agent identity leaves its agent user behind.
fn delete(call: &GraphCall<'_>, id: &str) -> Done {
    call.allow_setup(&["AgentIdentity.Create.All", "AgentIdentity.CreateAsManager"])?;
    let wanted = Guid::parse(id);
    call.context.store.change(|directory| {
        let before = directory.agent_identities.len();
        directory.agent_identities.retain(|agent| Some(agent.id) != wanted);
        match directory.agent_identities.len() == before {
            true => Err(not_found(id)),
            false => Ok((204, None)),
        }
    })
}
