//! People and agent users.

use protocol::guid::Guid;

use super::{Done, GraphCall, bad_request, collection, full, not_found, problem};
use crate::directory::User;
use crate::json::Object;
use crate::state::OBJECTS;

fn person(user: &User) -> String {
    let mut body = Object::new();
    if user.parent.is_some() {
        body.string("@odata.type", "#microsoft.graph.agentUser");
    }
    body.text("id", user.id);
    body.string("displayName", &user.name);
    body.string("userPrincipalName", &user.upn);
    body.string("mail", &user.upn);
    if let Some(parent) = user.parent {
        body.text("identityParentId", parent);
    }
    body.finish()
}

/// The caller itself, which must be a person or an agent user.
fn myself<'a>(call: &GraphCall<'a>, permission: &str) -> Result<&'a User, super::GraphProblem> {
    let Some(user) = call.caller.user else {
        return Err(problem(
            400,
            "BadRequest",
            "/me request is only valid with delegated authentication flow.",
        ));
    };
    call.allow(&[permission], false)?;
    Ok(user)
}

pub(super) fn me(call: &GraphCall<'_>) -> Done {
    Ok((200, Some(person(myself(call, "User.Read")?))))
}

pub(super) fn messages(call: &GraphCall<'_>) -> Done {
    let user = myself(call, "Mail.Read")?;
    let mut one = Object::new();
    one.string("id", "AAMkAD-simulated");
    one.string("subject", &format!("Welcome, {}", user.name));
    collection([one.finish()])
}

pub(super) fn userinfo(call: &GraphCall<'_>) -> Done {
    let user = myself(call, "openid")?;
    let mut body = Object::new();
    body.text("sub", user.id);
    body.string("name", &user.name);
    body.string("email", &user.upn);
    Ok((200, Some(body.finish())))
}

const READ: &[&str] = &["User.ReadBasic.All", "User.Read.All", "AgentIdUser.ReadWrite.All"];

pub(super) fn list(call: &GraphCall<'_>) -> Done {
    call.allow(READ, false)?;
    collection(call.context.directory.users.iter().map(person))
}

pub(super) fn one(call: &GraphCall<'_>, id: &str) -> Done {
    let directory = call.context.directory;
    let user = match Guid::parse(id) {
        Some(id) => directory.user(id),
        None => directory.user_named(id),
    };
    if user.map(|user| user.id) != call.caller.object || !call.caller.has(&["User.Read"]) {
        call.allow(READ, false)?;
    }
    user.map(|user| (200, Some(person(user)))).ok_or_else(|| not_found(id))
}

/// `agentUser`: tied to one agent identity, and only one for each.
pub(super) fn create_agent_user(call: &GraphCall<'_>) -> Done {
    if call.cast != "agentuser" {
        return Err(bad_request(
            "The simulated Graph creates agent users only: send @odata.type microsoft.graph.agentUser.",
        ));
    }
    call.allow_setup(&["AgentIdUser.ReadWrite.IdentityParentedBy", "AgentIdUser.ReadWrite.All"])?;
    let parent = call.id("identityParentId")?;
    let (name, upn) = (call.text("displayName")?, call.text("userPrincipalName")?);
    call.text("mailNickname")?;
    let directory = call.context.directory;
    let Some(agent) = directory.agent_identities.iter().find(|agent| agent.id == parent) else {
        return Err(not_found(&parent.to_string()));
    };
    let own = call.caller.app == Some(agent.blueprint);
    if !own && !call.caller.has(&["AgentIdUser.ReadWrite.All"]) {
        return Err(problem(
            403,
            "Authorization_RequestDenied",
            "Insufficient privileges to complete the operation. Only the parent blueprint may do this.",
        ));
    }
    if !upn.to_ascii_lowercase().ends_with(&format!("@{}", directory.tenant.domain)) {
        return Err(bad_request(
            "The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.",
        ));
    }
    if directory.user_named(&upn).is_some() {
        return Err(bad_request(
            "Another object with the same value for property userPrincipalName already exists.",
        ));
    }
    if directory.users.iter().any(|user| user.parent == Some(parent)) {
        return Err(bad_request("The agent identity already has an agent user."));
    }
    let id = call.context.seed.guid("user");
    let user = User { id, name, upn, admin: false, parent: Some(parent) };
    let body = person(&user);
    call.context.store.change(|directory| {
        if directory.users.len() >= OBJECTS {
            return Err(full());
        }
        directory.users.push(user);
        Ok((201, Some(body)))
    })
}
