//! Rules about scopes.

use super::Found;
use super::seen::Seen;
use crate::endpoint::{CLOUDS, EndpointKind};
use crate::flows::Place;
use crate::inputs::InputId;
use crate::wire::{self, DEFAULT_SCOPE_SUFFIX};

/// The scopes of OpenID Connect, which belong to no API.
pub(super) const STANDARD: [&str; 4] = ["openid", "profile", "email", "offline_access"];

/// The scope of a request without a user.
fn app_only<'a>(seen: &Seen<'a>) -> Option<(InputId, &'a str)> {
    let input = seen.scope()?;
    (seen.grant() == wire::GRANT_CLIENT_CREDENTIALS).then(|| (input, seen.plain(input)))
}

pub(super) fn more_than_one(seen: &Seen<'_>, found: &mut Vec<Found>) {
    if app_only(seen).is_some_and(|(_, scope)| scope.split_whitespace().nth(1).is_some()) {
        found.push(Found::default());
    }
}

pub(super) fn without_default(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let Some((input, scope)) = app_only(seen) else { return };
    let mut words = scope.split_whitespace();
    let (Some(scope), None) = (words.next(), words.next()) else { return };
    if !scope.ends_with(DEFAULT_SCOPE_SUFFIX) {
        let resource = resource_of(scope, seen);
        let text = [resource, DEFAULT_SCOPE_SUFFIX].concat();
        found.push(Found::default().repaired(["Use ", &*text].concat(), input, text));
    }
}

/// The API of a scope: what stands before the permission, or all of it.
fn resource_of<'a>(scope: &'a str, seen: &Seen<'_>) -> &'a str {
    match scope.split_once("://") {
        Some((scheme, rest)) => match rest.rfind('/') {
            Some(end) => scope.get(..scheme.len() + 3 + end).unwrap_or(scope),
            None => scope,
        },
        // A bare name is a permission of Graph; an id is an API.
        None if crate::guid::Guid::parse(scope).is_some() => scope,
        None => seen.cloud.row().graph,
    }
}

pub(super) fn default_doubled(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let Some(input) = seen.scope() else { return };
    let scope = seen.plain(input);
    let twice = [DEFAULT_SCOPE_SUFFIX, DEFAULT_SCOPE_SUFFIX].concat();
    if scope.contains(&twice) {
        let mut text = scope.replace(&twice, DEFAULT_SCOPE_SUFFIX);
        while text.contains(&twice) {
            text = text.replace(&twice, DEFAULT_SCOPE_SUFFIX);
        }
        found.push(Found::default().repaired("Keep one", input, text));
    }
}

/// The older name of Resource Manager ends in a slash, which the scope keeps.
pub(super) fn one_slash(seen: &Seen<'_>, found: &mut Vec<Found>) {
    const ONE: &str = "https://management.core.windows.net/.default";
    const TWO: &str = "https://management.core.windows.net//.default";
    let Some(input) = seen.scope() else { return };
    let scope = seen.plain(input);
    if scope.split_whitespace().any(|word| word == ONE) {
        found.push(Found::default().repaired("Use two slashes", input, scope.replace(ONE, TWO)));
    }
}

/// Delegated requests are for one API, and `/.default` stands alone. A sign-in may
/// name more than the code is redeemed for.
fn delegated<'a>(seen: &Seen<'a>) -> Option<(&'a str, bool, bool)> {
    let exchange = [wire::GRANT_USER_FIC, wire::GRANT_JWT_BEARER, wire::GRANT_REFRESH_TOKEN]
        .contains(&seen.grant());
    if !exchange && seen.step.place != Place::Entra(EndpointKind::DeviceCode) {
        return None;
    }
    let mut resource: Option<&str> = None;
    let (mut two, mut default, mut named) = (false, false, false);
    for scope in seen.plain(seen.scope()?).split_whitespace().filter(|s| !STANDARD.contains(s)) {
        let of = scope.rsplit_once('/').map_or(seen.cloud.row().graph, |(of, _)| of);
        two |=
            resource.is_some_and(|other| other.trim_end_matches('/') != of.trim_end_matches('/'));
        resource = Some(of);
        if scope.ends_with(DEFAULT_SCOPE_SUFFIX) {
            default = true;
        } else {
            named = true;
        }
    }
    Some((resource?, two, default && named))
}

pub(super) fn of_two_apis(seen: &Seen<'_>, found: &mut Vec<Found>) {
    if delegated(seen).is_some_and(|(_, two, _)| two) {
        found.push(Found::default());
    }
}

pub(super) fn default_beside_names(seen: &Seen<'_>, found: &mut Vec<Found>) {
    if delegated(seen).is_some_and(|(_, two, mixed)| mixed && !two) {
        found.push(Found::default());
    }
}

pub(super) fn of_another_cloud(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let Some(input) = seen.scope() else { return };
    let scope = seen.plain(input);
    let here = seen.cloud.row();
    for row in &CLOUDS {
        for host in [Some(row.graph), row.resource_manager, row.exchange_audience] {
            let Some(host) = host else { continue };
            let ours = [Some(here.graph), here.resource_manager, here.exchange_audience];
            let named = scope
                .split_whitespace()
                .any(|word| word.strip_prefix(host).is_some_and(|rest| rest.starts_with('/')));
            if named && !ours.contains(&Some(host)) {
                found.push(Found::at(row.name));
                return;
            }
        }
    }
}

/// The exchange is no API: its token opens nothing.
pub(super) fn exchange_as_api(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let Some(input) = seen.scope() else { return };
    let scope = seen.plain(input);
    if seen.cloud.row().exchange_audience.is_some_and(|audience| {
        scope.strip_prefix(audience).is_some_and(|rest| rest.starts_with('/'))
    }) {
        found.push(Found::default());
    }
}
