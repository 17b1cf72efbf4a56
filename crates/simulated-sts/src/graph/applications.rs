//! Blueprints as applications: creating one, its credentials, what it exposes and
//! what its agents inherit. Its object id and its client id are the same here, as
//! in Microsoft's newer samples.
//!
//! | request | permission, one of them |
//! |---|---|
//! | `POST /applications` with the blueprint's type | `AgentIdentityBlueprint.Create`, `….ReadWrite.All` |
//! | `PATCH /applications/{id}` | `….UpdateAuthProperties.All`, `….ReadWrite.All`; certificates `….AddRemoveCreds.All` |
//! | `POST …/addPassword`, `…/federatedIdentityCredentials` | `….AddRemoveCreds.All`, `….ReadWrite.All` |
//! | `POST …/inheritablePermissions` | `….Create`, `….ReadWrite.All` |
//! | `GET /applications/{id}` | `Application.Read.All`, `….ReadWrite.All` |

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use protocol::guid::Guid;
use protocol::secret::Secret;
use protocol::token::json::Members;

use super::{
    Done, GraphCall, GraphProblem, bad_request, full, nested, not_found, objects, problem,
};
use crate::certificate::Certificate;
use crate::control::add_certificate;
use crate::directory::{
    Api, ApiKind, Blueprint, Credentials, Directory, FederatedCredential, Inherited,
    InheritedScopes, Platform, PreAuthorized, RedirectUri, Scope, TokenVersion,
};
use crate::json::Object;
use crate::state::OBJECTS;

const ALL: &str = "AgentIdentityBlueprint.ReadWrite.All";
const CREATE: &str = "AgentIdentityBlueprint.Create";
const CREDENTIALS: &str = "AgentIdentityBlueprint.AddRemoveCreds.All";
const SIGN_IN: &str = "AgentIdentityBlueprint.UpdateAuthProperties.All";

/// Entra's limits for one application.
const FEDERATED: usize = 20;
const INHERITED: usize = 10;

pub(super) fn route(call: &GraphCall<'_>, rest: &[&str]) -> Done {
    match (call.method, rest) {
        ("POST", []) => create(call),
        ("GET", [id]) => {
            call.allow(&["Application.Read.All", ALL, CREATE], false)?;
            let blueprint = find(call, id)?;
            Ok((200, Some(shown(blueprint))))
        }
        ("PATCH", [id]) => patch(call, find(call, id)?.app_id),
        ("POST", [id, "addpassword"]) => add_password(call, find(call, id)?.app_id),
        ("POST", [id, "federatedidentitycredentials"]) => federate(call, find(call, id)?.app_id),
        ("POST", [id, "inheritablepermissions"]) => inherit(call, find(call, id)?.app_id),
        _ => Err(problem(405, "Request_BadRequest", "The simulated Graph does not do this.")),
    }
}

fn find<'a>(call: &GraphCall<'a>, id: &str) -> Result<&'a Blueprint, GraphProblem> {
    let app_id = Guid::parse(id);
    let found = call.context.directory.blueprints.iter().find(|b| Some(b.app_id) == app_id);
    found.ok_or_else(|| not_found(id))
}

fn shown(blueprint: &Blueprint) -> String {
    let mut body = Object::new();
    body.string("@odata.type", "#microsoft.graph.agentIdentityBlueprint");
    body.text("id", blueprint.app_id);
    body.text("appId", blueprint.app_id);
    body.string("displayName", &blueprint.name);
    body.string("signInAudience", "AzureADMyOrg");
    body.finish()
}

/// Changes the blueprint of the directory as it is now.
fn change<T>(
    call: &GraphCall<'_>,
    id: Guid,
    work: impl FnOnce(&mut Blueprint) -> Result<T, GraphProblem>,
) -> Result<T, GraphProblem> {
    call.context.store.change(|directory| {
        let found = directory.blueprints.iter_mut().find(|b| b.app_id == id);
        found.ok_or_else(|| not_found(&id.to_string())).and_then(work)
    })
}

fn create(call: &GraphCall<'_>) -> Done {
    if call.cast != "agentidentityblueprint" {
        return Err(bad_request(
            "The simulated Graph creates blueprints only: use the cast microsoft.graph.agentIdentityBlueprint.",
        ));
    }
    call.allow_setup(&[CREATE, ALL])?;
    let name = call.text("displayName")?;
    sponsored(call)?;
    let blueprint = Blueprint {
        app_id: call.context.seed.guid("application"),
        object_id: call.context.seed.guid("principal"),
        has_principal: false,
        name,
        credentials: Credentials::default(),
        redirect_uris: Vec::new(),
        roles: Vec::new(),
        inherited: Vec::new(),
    };
    let body = shown(&blueprint);
    call.context.store.change(|directory| {
        if directory.blueprints.len() >= OBJECTS {
            return Err(full());
        }
        directory.blueprints.push(blueprint);
        Ok((201, Some(body)))
    })
}

/// Blueprints and agent identities need somebody who answers for them.
pub(super) fn sponsored(call: &GraphCall<'_>) -> Result<(), GraphProblem> {
    let sponsors = call.body.strings("sponsors@odata.bind").unwrap_or_default();
    let is_person = |address: &String| {
        let id = address.rsplit('/').next().and_then(Guid::parse);
        call.context.directory.people().any(|person| Some(person.id) == id)
    };
    match sponsors.first() {
        None => Err(bad_request("At least one sponsor is required: sponsors@odata.bind.")),
        Some(_) if sponsors.iter().all(is_person) => Ok(()),
        Some(address) => Err(not_found(address)),
    }
}

fn add_password(call: &GraphCall<'_>, id: Guid) -> Done {
    call.allow_setup(&[CREDENTIALS, ALL])?;
    let random = URL_SAFE_NO_PAD.encode(call.context.seed.bytes::<24>("secret"));
    let text = format!("sim.Q~{random}");
    let secret = Secret::new(text);
    change(call, id, |blueprint| {
        if blueprint.credentials.secrets.len() >= FEDERATED {
            return Err(full());
        }
        blueprint.credentials.secrets.push(secret.clone());
        Ok(())
    })?;
    let name = nested(&call.body, "passwordCredential")
        .and_then(|credential| credential.str("displayName").map(std::borrow::Cow::into_owned));
    let mut body = Object::new();
    body.string("displayName", &name.unwrap_or_default());
    body.text("keyId", call.context.seed.guid("key"));
    body.string("hint", secret.expose().get(..3).unwrap_or_default());
    body.string("secretText", secret.expose());
    Ok((200, Some(body.finish())))
}

fn federate(call: &GraphCall<'_>, id: Guid) -> Done {
    call.allow_setup(&[CREDENTIALS, ALL])?;
    let audiences = call.body.strings("audiences").unwrap_or_default();
    let [audience] = audiences.as_slice() else {
        return Err(bad_request("A federated identity credential has exactly one audience."));
    };
    let credential = FederatedCredential {
        name: call.text("name")?,
        issuer: call.text("issuer")?,
        subject: call.text("subject")?,
        audience: audience.clone(),
    };
    let mut body = Object::new();
    body.text("id", call.context.seed.guid("federated"));
    body.string("name", &credential.name);
    body.string("issuer", &credential.issuer);
    body.string("subject", &credential.subject);
    body.strings("audiences", [audience.as_str()]);
    change(call, id, |blueprint| {
        let list = &mut blueprint.credentials.federated;
        if list.len() >= FEDERATED {
            return Err(bad_request("At most 20 federated identity credentials are allowed."));
        }
        let same = |one: &FederatedCredential| {
            one.name == credential.name
                || (&one.issuer, &one.subject) == (&credential.issuer, &credential.subject)
        };
        if list.iter().any(same) {
            return Err(problem(
                409,
                "Request_MultipleObjectsWithSameKeyValue",
                "FederatedIdentityCredential with this name, or this issuer and subject, already exists on the application.",
            ));
        }
        list.push(credential);
        Ok((201, Some(body.finish())))
    })
}

fn inherit(call: &GraphCall<'_>, id: Guid) -> Done {
    call.allow_setup(&[CREATE, ALL])?;
    let api = call.id("resourceAppId")?;
    if call.context.directory.api_of(api).is_none() {
        return Err(not_found(&api.to_string()));
    }
    let kind = |name: &str| {
        let inner = nested(&call.body, name)?;
        let kind = inner.str("@odata.type")?.to_ascii_lowercase();
        Some((kind.rsplit('.').next().unwrap_or_default().to_owned(), inner))
    };
    let scopes = match kind("inheritableScopes") {
        Some((kind, _)) if kind == "allallowedscopes" => InheritedScopes::All,
        Some((kind, inner)) if kind == "enumeratedscopes" => {
            InheritedScopes::Listed(inner.strings("scopes").unwrap_or_default())
        }
        _ => InheritedScopes::None,
    };
    let roles = kind("inheritableRoles").is_some_and(|(kind, _)| kind == "allallowedroles");
    let mut body = Object::new();
    body.text("resourceAppId", api);
    change(call, id, |blueprint| {
        if blueprint.inherited.iter().any(|one| one.api == api) {
            return Err(problem(
                409,
                "Request_MultipleObjectsWithSameKeyValue",
                "Inheritable permissions for this resource exist already; update them.",
            ));
        }
        if blueprint.inherited.len() >= INHERITED {
            return Err(bad_request("At most 10 resources can have inheritable permissions."));
        }
        blueprint.inherited.push(Inherited { api, scopes, roles });
        Ok((201, Some(body.finish())))
    })
}

fn patch(call: &GraphCall<'_>, id: Guid) -> Done {
    if call.body.has("keyCredentials") {
        call.allow_setup(&[CREDENTIALS, ALL])?;
        let keys = objects(&call.body, "keyCredentials");
        let read = |key: &Members| Certificate::from_text(&key.str("key").unwrap_or_default());
        let certificates: Result<Vec<_>, _> = keys.iter().map(read).collect();
        let certificates = certificates.map_err(|error| bad_request(error.to_string()))?;
        change(call, id, |blueprint| {
            // The list is replaced, not added to.
            blueprint.credentials.certificates.clear();
            let mut add = certificates.into_iter();
            add.try_for_each(|one| add_certificate(&mut blueprint.credentials, one))
                .map_err(bad_request)
        })?;
    }
    let web = nested(&call.body, "web").and_then(|web| web.strings("redirectUris"));
    if web.is_some() || call.body.has("api") || call.body.has("identifierUris") {
        call.allow_setup(&[SIGN_IN, ALL])?;
    }
    if ["spa", "publicClient"].iter().any(|name| call.body.has(name)) {
        return Err(problem(
            400,
            "AgentBlueprint_IncompatibleProperty",
            "Blueprints have redirect URIs of the type web only.",
        ));
    }
    if let Some(uris) = web {
        let web = |uri: String| RedirectUri { platform: Platform::Web, uri };
        change(call, id, |blueprint| {
            blueprint.redirect_uris = uris.into_iter().take(FEDERATED).map(web).collect();
            Ok(())
        })?;
    }
    let uris = call.body.strings("identifierUris");
    let api = nested(&call.body, "api");
    call.context.store.change(|directory| expose(directory, id, uris, api.as_ref()))?;
    Ok((204, None))
}

/// Makes the blueprint an API, or changes the one that it is.
fn expose(
    directory: &mut Directory,
    id: Guid,
    uris: Option<Vec<String>>,
    settings: Option<&Members>,
) -> Result<(), GraphProblem> {
    let uri = uris.and_then(|uris| uris.into_iter().next());
    let taken = |one: &Api| {
        let ApiKind::Custom { identifier_uri, .. } = &one.kind else { return false };
        one.app_id != id && Some(identifier_uri) == uri.as_ref()
    };
    if directory.apis.iter().any(taken) {
        return Err(bad_request(
            "Another object with the same value for property identifierUris already exists.",
        ));
    }
    let Some(blueprint) = directory.blueprints.iter().find(|b| b.app_id == id) else {
        return Err(not_found(&id.to_string()));
    };
    let (name, object_id) = (blueprint.name.clone(), blueprint.object_id);
    if directory.api_of(id).is_none() {
        if uri.is_none() && settings.is_none() {
            return Ok(());
        }
        directory.apis.push(Api {
            app_id: id,
            object_id,
            name,
            kind: ApiKind::Custom {
                identifier_uri: format!("api://{id}"),
                version: TokenVersion::V1,
                agent_claims: false,
            },
            scopes: Vec::new(),
            roles: Vec::new(),
            pre_authorized: Vec::new(),
        });
    }
    let Some(api) = directory.apis.iter_mut().find(|api| api.app_id == id) else { return Ok(()) };
    if let ApiKind::Custom { identifier_uri, version, .. } = &mut api.kind {
        if let Some(uri) = uri {
            *identifier_uri = uri;
        }
        match settings.and_then(|s| s.integer("requestedAccessTokenVersion")?.value()) {
            Some(2) => *version = TokenVersion::V2,
            Some(_) => *version = TokenVersion::V1,
            None => {}
        }
    }
    let Some(settings) = settings else { return Ok(()) };
    if settings.has("oauth2PermissionScopes") {
        let text = |one: &Members, name: &str| one.str(name).unwrap_or_default().into_owned();
        let read = |one: &Members| {
            Some(Scope {
                id: Guid::parse(&text(one, "id"))?,
                value: Some(text(one, "value")).filter(|value| !value.is_empty())?,
                description: text(one, "userConsentDescription"),
                admin: text(one, "type") == "Admin",
            })
        };
        let scopes: Option<Vec<Scope>> =
            objects(settings, "oauth2PermissionScopes").iter().take(OBJECTS).map(read).collect();
        api.scopes =
            scopes.ok_or_else(|| bad_request("A scope needs an id (a GUID) and a value."))?;
    }
    for trusted in objects(settings, "preAuthorizedApplications") {
        let Some(client) = trusted.str("appId").as_deref().and_then(Guid::parse) else {
            return Err(bad_request("preAuthorizedApplications needs an appId."));
        };
        let ids =
            trusted.strings("delegatedPermissionIds").or_else(|| trusted.strings("permissionIds"));
        let ids: Vec<Guid> =
            ids.unwrap_or_default().iter().filter_map(|id| Guid::parse(id)).collect();
        if !ids.iter().all(|id| api.scopes.iter().any(|scope| scope.id == *id)) {
            return Err(bad_request(
                "preAuthorizedApplications names a scope that does not exist yet.",
            ));
        }
        api.pre_authorized.retain(|one| one.client != client);
        api.pre_authorized.push(PreAuthorized { client, scopes: ids });
    }
    Ok(())
}
