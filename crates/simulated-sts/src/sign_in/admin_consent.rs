//! Consent of an administrator for everyone in the tenant: delegated permissions
//! with `scope`, application permissions with `role`.

use protocol::secret::Secret;
use protocol::wire;

use super::consent::{self, Ask};
use super::page::{Page, Target};
use super::{Visit, question};
use crate::directory::{Api, Client, GRAPH, RoleAssignment};
use crate::refusals::{Refusal, RefusalId};
use crate::scope::Asked;

/// Where Microsoft's own how-to lets the answer go.
const MICROSOFT_REDIRECT: &str = "https://entra.microsoft.com/TokenAuthorize";

pub(super) fn visit<'a>(visit: &Visit<'a>) -> Page<'a> {
    let (client, target) = match who(visit) {
        Ok(who) => who,
        Err(refusal) => return Page::Error(refusal),
    };
    match steps(visit, client, &target) {
        Ok(page) => page,
        Err(refusal) if refusal.id == RefusalId::PersonUnknown => Page::Error(refusal),
        Err(refusal) => Page::refused(refusal, &target, visit.trail, visit.context),
    }
}

fn who<'a>(visit: &Visit<'a>) -> Result<(Client<'a>, Target), Refusal> {
    if visit.tenant != "organizations" {
        crate::engine::check_tenant(visit.context.directory, visit.tenant)?;
    }
    let client = visit.client()?;
    if let Client::AgentIdentity(agent) = client {
        let refusal = Refusal::new(RefusalId::AgentConsent);
        return Err(refusal.with("client", &agent.id.to_string()));
    }
    let uri = visit.query.required("redirect_uri")?.expose();
    let redirect_uri = match uri {
        MICROSOFT_REDIRECT => uri.to_owned(),
        _ => question::redirect_of(visit, client)?.uri,
    };
    let state = visit.query.get("state").map(|state| state.expose().to_owned());
    Ok((client, Target { redirect_uri, mode: "query", state }))
}

fn steps<'a>(visit: &Visit<'a>, client: Client<'a>, target: &Target) -> Result<Page<'a>, Refusal> {
    let context = visit.context;
    let role = visit.query.filled("role").map(Secret::expose);
    let scope = match (visit.query.filled(wire::SCOPE), role) {
        (None, Some(_)) => None,
        _ => Some(visit.query.required(wire::SCOPE)?.expose()),
    };
    let asked = match scope {
        Some(scope) => Asked::read(scope, context)?,
        None => Asked::default(),
    };
    consent::check_scopes(context, &client, &asked)?;
    let roles = roles(visit, &client, role.unwrap_or_default())?;
    if visit.said() == "cancel" {
        return Err(Refusal::new(RefusalId::SignInCancelled));
    }
    let Some(person) = visit.person()? else { return Ok(visit.sign_in(client)) };
    if !person.admin {
        return Err(Refusal::new(RefusalId::AdminNeeded)
            .with("name", client.name())
            .with("tenant", &context.directory.tenant.name));
    }
    let scopes = consent::missing(context, &client, &asked, person, true);
    match visit.said() {
        "accept" => {}
        "deny" => return Err(Refusal::new(RefusalId::ConsentDeclined)),
        _ => {
            let mut asks = consent::shown(context, &asked, scopes);
            asks.extend(roles.iter().map(|(api, role)| Ask {
                api,
                scope: None,
                value: role,
                description: "Application permission, without a person",
            }));
            return Ok(Page::Consent { client, person, asks, everyone: true, user_code: None });
        }
    }
    consent::record(context, &client, &scopes, None);
    assign(visit, &client, &roles);
    let mut fields = vec![
        ("admin_consent", Secret::new("True".to_owned())),
        ("tenant", Secret::new(context.tenant().to_string())),
    ];
    if let Some(scope) = scope {
        fields.push(("scope", Secret::new(scope.to_owned())));
    }
    Ok(target.hand_back(fields))
}

/// The application permissions of `role`: with the API's URI before, or bare for
/// Graph's.
fn roles<'a>(
    visit: &Visit<'a>,
    client: &Client<'_>,
    text: &str,
) -> Result<Vec<(&'a Api, &'a str)>, Refusal> {
    let context = visit.context;
    let mut roles = Vec::new();
    for word in text.split([' ', ',']).filter(|word| !word.is_empty()) {
        let (identifier, value) = match word.rsplit_once('/') {
            Some((identifier, value)) => (identifier.to_owned(), value),
            None => (GRAPH.to_string(), word),
        };
        let api = context.directory.api(&identifier, context.authority);
        let role = api.and_then(|api| {
            let role = api.roles.iter().find(|role| role.value.eq_ignore_ascii_case(value))?;
            Some((api, role.value.as_str()))
        });
        let Some(role) = role else {
            return Err(Refusal::new(RefusalId::ScopeUnknown)
                .with("name", client.name())
                .with("scope", value)
                .with("resource", &identifier));
        };
        roles.push(role);
    }
    Ok(roles)
}

fn assign(visit: &Visit<'_>, client: &Client<'_>, roles: &[(&Api, &str)]) {
    let id = client.app_id();
    visit.context.store.change(|directory| {
        let applications = directory.applications.iter_mut();
        let own = applications.map(|app| (app.app_id, &mut app.roles));
        let blueprints = directory.blueprints.iter_mut().map(|b| (b.app_id, &mut b.roles));
        for (_, list) in own.chain(blueprints).filter(|(app_id, _)| *app_id == id) {
            for (api, role) in roles {
                if !list.iter().any(|one| one.api == api.app_id && one.role == *role) {
                    list.push(RoleAssignment { api: api.app_id, role: (*role).to_owned() });
                }
            }
        }
    });
}
