//! Rules about ids, names and the tenant.

use super::Found;
use super::seen::Seen;
use crate::endpoint::{EndpointKind, TenantSegment};
use crate::flows::Place;
use crate::guid::Guid;
use crate::inputs::{InputId, InputKind};
use crate::wire;

pub(super) fn not_a_guid(seen: &Seen<'_>, found: &mut Vec<Found>) {
    for &input in seen.used {
        let row = input.row();
        let text = seen.inputs.plain(input);
        let wanted = matches!(row.kind, InputKind::Guid | InputKind::NewGuid);
        if wanted && !text.is_empty() && Guid::parse(text).is_none() {
            found.push(Found::at(row.label));
        }
    }
}

pub(super) fn tenant_must_be_specific(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let text = seen.plain(InputId::Tenant);
    if many(text) && !seen.step.tenant_may_stand_for_many {
        found.push(Found::at(text));
    }
}

pub(super) fn consent_needs_a_tenant(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let consent = seen.step.place == Place::Entra(EndpointKind::AdminConsent);
    if consent && matches!(seen.plain(InputId::Tenant), "common" | "consumers") {
        found.push(Found::default());
    }
}

fn many(text: &str) -> bool {
    TenantSegment::parse(text).is_ok_and(|tenant| tenant.stands_for_many())
}

pub(super) fn tenant_not_guid_or_domain(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let text = seen.plain(InputId::Tenant);
    let known = TenantSegment::parse(text).is_err()
        || many(text)
        || text.contains('.')
        || Guid::parse(text).is_some();
    if !known {
        found.push(Found::default());
    }
}

pub(super) fn agent_is_the_blueprint(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let blueprint = seen.guid(InputId::BlueprintId);
    if seen.param(wire::FMI_PATH).is_some()
        && blueprint.is_some()
        && blueprint == seen.guid(InputId::AgentIdentityId)
    {
        found.push(Found::default());
    }
}

/// The sign-in page serves ordinary apps.
pub(super) fn app_is_the_blueprint(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let app = seen.guid(InputId::ClientId);
    let agents = [InputId::BlueprintId, InputId::AgentIdentityId];
    if seen.step.place == Place::Entra(EndpointKind::Authorize)
        && app.is_some()
        && agents.into_iter().any(|agent| seen.guid(agent) == app)
    {
        found.push(Found::default());
    }
}

pub(super) fn agents_sign_nobody_in(seen: &Seen<'_>, found: &mut Vec<Found>) {
    if !matches!(seen.plain(InputId::ConsentResponseType), "" | "none") {
        found.push(Found::default());
    }
}

pub(super) fn secret_looks_like_its_id(seen: &Seen<'_>, found: &mut Vec<Found>) {
    for &input in seen.used {
        if input.row().kind == InputKind::Secret && Guid::parse(seen.secret(input)).is_some() {
            found.push(Found::default());
        }
    }
}

pub(super) fn user_id_is_a_name(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let user = seen.plain(InputId::AgentUser);
    if seen.param(wire::USER_ID).is_some() && user.contains('@') {
        let variant = InputId::AgentUserVariant;
        found.push(Found::default().repaired("Send username", variant, "username".to_owned()));
    }
}

pub(super) fn username_is_not_a_name(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let user = seen.plain(InputId::AgentUser);
    if seen.param(wire::USERNAME).is_some() && !user.is_empty() && !user.contains('@') {
        let mut one = Found::default();
        if Guid::parse(user).is_some() {
            one = one.repaired("Send user_id", InputId::AgentUserVariant, "user-id".to_owned());
        }
        found.push(one);
    }
}

pub(super) fn agent_user_is_neither(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let user = seen.plain(InputId::AgentUser);
    if seen.param(wire::USER_ID).is_some()
        && !user.is_empty()
        && !user.contains('@')
        && Guid::parse(user).is_none()
    {
        found.push(Found::default());
    }
}

pub(super) fn superseded_form(seen: &Seen<'_>, found: &mut Vec<Found>) {
    if seen.plain(InputId::AgentUserVariant) == "legacy-jwt-bearer" {
        let variant = InputId::AgentUserVariant;
        found.push(Found::default().repaired("Use user_fic", variant, "auto".to_owned()));
    }
}

/// The id of a client is an object id that one of its own tokens names.
pub(super) fn object_id_for_client_id(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let ids =
        [InputId::ClientId, InputId::BlueprintId, InputId::AgentIdentityId, InputId::ServiceId];
    for input in ids.into_iter().filter(|input| seen.guid(*input).is_some()) {
        for (_, token) in &seen.tokens {
            let guid = |name| token.claims.str(name).and_then(|text| Guid::parse(&text));
            let app = guid("azp").or_else(|| guid("appid"));
            // The subject of a user's token is a person, and no client.
            let own = token.claims.str("idtyp").as_deref() == Some("app");
            if let Some(app) = app
                && own
                && guid("oid") == seen.guid(input)
                && Some(app) != seen.guid(input)
            {
                let mut one = Found::at(input.row().label);
                // An agent that goes by its blueprint's object id is not the blueprint.
                if input != InputId::AgentIdentityId {
                    one = one.repaired("Use the client ID", input, app.to_string());
                }
                found.push(one);
                break;
            }
        }
    }
}
