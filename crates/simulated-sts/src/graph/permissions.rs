//! What principals may do: application permissions, delegated permissions, and
//! access packages.

use protocol::guid::Guid;

use super::{Done, GraphCall, GraphProblem, bad_request, collection, full, not_found, problem};
use crate::directory::{Api, DelegatedGrant, Directory, GRANTS, RoleAssignment};
use crate::json::Object;

/// Permissions that agents cannot hold (a part of Microsoft's list).
const BLOCKED: &[&str] = &[
    "AgentIdentity.Create.All",
    "AgentIdentity.CreateAsManager",
    "AgentIdentityBlueprint.Create",
    "AgentIdentityBlueprint.ReadWrite.All",
    "AppRoleAssignment.ReadWrite.All",
    "DelegatedPermissionGrant.ReadWrite.All",
    "EntitlementManagement.ReadWrite.All",
    "Group.Create",
    "Sites.Read.All",
];

/// The roles of a principal by its object id.
fn roles_mut(directory: &mut Directory, id: Guid) -> Option<&mut Vec<RoleAssignment>> {
    let apps = directory.applications.iter_mut().map(|app| (app.object_id, &mut app.roles));
    let blueprints = directory.blueprints.iter_mut().map(|b| (b.object_id, &mut b.roles));
    let agents = directory.agent_identities.iter_mut().map(|a| (a.id, &mut a.roles));
    apps.chain(blueprints).chain(agents).find(|(own, _)| *own == id).map(|(_, roles)| roles)
}

fn api_of<'a>(call: &GraphCall<'a>, id: Guid) -> Result<&'a Api, GraphProblem> {
    let found = call.context.directory.apis.iter().find(|api| api.object_id == id);
    found.ok_or_else(|| not_found(&id.to_string()))
}

/// `…/appRoleAssignments` of a principal.
pub(super) fn app_roles(call: &GraphCall<'_>, id: &str) -> Done {
    call.allow_setup(&["AppRoleAssignment.ReadWrite.All"])?;
    let Some(principal) = Guid::parse(id) else { return Err(not_found(id)) };
    let directory = call.context.directory;
    if call.method == "GET" {
        let client = directory.clients().find(|client| client.object_id() == principal);
        let Some(client) = client else { return Err(not_found(id)) };
        let assigned = directory.apis.iter().flat_map(|api| {
            let held = client.roles(api.app_id);
            held.filter_map(|held| api.roles.iter().find(|role| role.value == held))
                .map(|role| assignment(principal, api, role.id))
                .collect::<Vec<_>>()
        });
        return collection(assigned);
    }
    if call.id("principalId")? != principal {
        return Err(bad_request("principalId is not the principal of the address."));
    }
    let (api, role) = (api_of(call, call.id("resourceId")?)?, call.id("appRoleId")?);
    let Some(role) = api.roles.iter().find(|one| one.id == role) else {
        return Err(bad_request(
            "Permission being assigned was not found on application resource.",
        ));
    };
    let is_agent = directory.agent_identities.iter().any(|agent| agent.id == principal);
    if is_agent && BLOCKED.contains(&role.value.as_str()) {
        return Err(bad_request("One or more properties are invalid."));
    }
    let body = assignment(principal, api, role.id);
    let new = RoleAssignment { api: api.app_id, role: role.value.clone() };
    call.context.store.change(|directory| {
        let Some(roles) = roles_mut(directory, principal) else { return Err(not_found(id)) };
        if roles.iter().any(|one| one.api == new.api && one.role == new.role) {
            return Err(bad_request("Permission being assigned already exists on the object."));
        }
        roles.push(new);
        Ok((201, Some(body)))
    })
}

fn assignment(principal: Guid, api: &Api, role: Guid) -> String {
    let mut body = Object::new();
    body.text("principalId", principal);
    body.text("resourceId", api.object_id);
    body.string("resourceDisplayName", &api.name);
    body.text("appRoleId", role);
    body.finish()
}

/// `oauth2PermissionGrants`.
pub(super) fn route(call: &GraphCall<'_>, rest: &[&str]) -> Done {
    call.allow_setup(&["DelegatedPermissionGrant.ReadWrite.All"])?;
    match (call.method, rest) {
        ("GET", []) => collection(call.context.directory.grants.iter().map(|one| grant(call, one))),
        ("POST", []) => create(call),
        ("PATCH", [id]) => {
            let scopes = words(&call.text("scope")?);
            let wanted = Guid::parse(id);
            call.context.store.change(|directory| {
                let found = directory.grants.iter_mut().find(|one| Some(one.id) == wanted);
                found.map(|one| one.scopes = scopes).ok_or_else(|| not_found(id))
            })?;
            Ok((204, None))
        }
        _ => Err(problem(405, "Request_BadRequest", "The simulated Graph does not do this.")),
    }
}

/// `…/oauth2PermissionGrants` of a principal.
pub(super) fn grants_of(call: &GraphCall<'_>, id: &str) -> Done {
    call.allow_setup(&["DelegatedPermissionGrant.ReadWrite.All"])?;
    let client = Guid::parse(id);
    let own = call.context.directory.grants.iter().filter(|one| Some(one.client) == client);
    collection(own.map(|one| grant(call, one)))
}

fn words(scope: &str) -> Vec<String> {
    scope.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn grant(call: &GraphCall<'_>, one: &DelegatedGrant) -> String {
    let api = call.context.directory.api_of(one.api);
    let mut body = Object::new();
    body.text("id", one.id);
    body.text("clientId", one.client);
    body.string("consentType", if one.principal.is_some() { "Principal" } else { "AllPrincipals" });
    match one.principal {
        Some(principal) => body.text("principalId", principal),
        None => body.raw("principalId", "null"),
    }
    body.text("resourceId", api.map_or(one.api, |api| api.object_id));
    body.string("scope", &one.scopes.join(" "));
    body.finish()
}

fn create(call: &GraphCall<'_>) -> Done {
    let (client, api) = (call.id("clientId")?, api_of(call, call.id("resourceId")?)?);
    let directory = call.context.directory;
    if directory.clients().all(|one| one.object_id() != client) {
        return Err(not_found(&client.to_string()));
    }
    let principal = match call.text("consentType")?.as_str() {
        "AllPrincipals" => None,
        "Principal" => {
            let id = call.id("principalId")?;
            if directory.user(id).is_none() {
                return Err(not_found(&id.to_string()));
            }
            Some(id)
        }
        _ => return Err(bad_request("consentType is AllPrincipals or Principal.")),
    };
    let id = call.context.seed.guid("grant");
    let scopes = words(&call.text("scope")?);
    let new = DelegatedGrant { id, client, api: api.app_id, principal, scopes };
    let body = grant(call, &new);
    call.context.store.change(|directory| {
        let same = |one: &DelegatedGrant| {
            (one.client, one.api, one.principal) == (new.client, new.api, new.principal)
        };
        if directory.grants.iter().any(same) {
            return Err(problem(
                409,
                "Request_MultipleObjectsWithSameKeyValue",
                "Permission entry already exists; update it with the merged scope.",
            ));
        }
        if directory.grants.len() >= GRANTS {
            return Err(full());
        }
        directory.grants.push(new);
        Ok((201, Some(body)))
    })
}

/// Access packages: the request is taken, and nothing is delivered.
pub(super) fn request_access(call: &GraphCall<'_>) -> Done {
    call.allow_setup(&["EntitlementManagement.ReadWrite.All"])?;
    let kind = call.text("requestType")?;
    if super::nested(&call.body, "assignment").is_none() {
        return Err(bad_request("A value is required for property 'assignment' of resource."));
    }
    let mut body = Object::new();
    body.text("id", call.context.seed.guid("request"));
    body.string("requestType", &kind);
    body.string("state", "submitted");
    body.string("status", "Accepted");
    Ok((201, Some(body.finish())))
}
