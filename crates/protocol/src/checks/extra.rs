//! Rules about parameters that the reader adds: what blogs and SDK traces are
//! copied from.

use super::Found;
use super::seen::Seen;
use super::tokens::presents_an_exchange_token;
use crate::client_auth::Credential;
use crate::flows::{Forbidden, Source};
use crate::inputs::InputId;
use crate::wire;

fn forbidden<'a>(seen: &Seen<'a>, name: &str) -> Option<&'a Forbidden> {
    let step = seen.step;
    step.forbidden.iter().find(|forbidden| forbidden.name == name)
}

/// Whether the flow sends a parameter of this name already.
fn is_sent(seen: &Seen<'_>, name: &str) -> bool {
    let assertion = presents_an_exchange_token(seen)
        || matches!(
            seen.step.credential(seen.inputs),
            Some(Credential::Certificate | Credential::Federated)
        );
    let secret = seen.step.credential(seen.inputs) == Some(Credential::Secret);
    seen.param(name).is_some()
        || name == wire::CLIENT_ID && seen.client().is_some()
        || assertion && matches!(name, wire::CLIENT_ASSERTION | wire::CLIENT_ASSERTION_TYPE)
        || secret && name == wire::CLIENT_SECRET
}

pub(super) fn forbidden_here(seen: &Seen<'_>, found: &mut Vec<Found>) {
    for (name, _) in &seen.extra {
        // A word of the step's own, so no text of the reader's is repeated.
        if let Some(forbidden) = forbidden(seen, name) {
            found.push(Found::at(
                [forbidden.name, " does not belong here: ", forbidden.why].concat(),
            ));
        }
    }
}

/// Entra takes each parameter once.
pub(super) fn sent_twice(seen: &Seen<'_>, found: &mut Vec<Found>) {
    for (name, _) in &seen.extra {
        let exchange = *name == wire::SCOPE && is_exchange(seen);
        if is_sent(seen, name) && forbidden(seen, name).is_none() && !exchange {
            found.push(Found::at(*name));
        }
    }
}

/// The final API in the blueprint's request.
pub(super) fn api_in_the_exchange(seen: &Seen<'_>, found: &mut Vec<Found>) {
    if is_exchange(seen) && seen.extra.iter().any(|(name, _)| *name == wire::SCOPE) {
        found.push(Found::default());
    }
}

fn is_exchange(seen: &Seen<'_>) -> bool {
    seen.param(wire::SCOPE).is_some_and(|row| matches!(row.source, Source::ExchangeScope))
}

pub(super) fn resource_of_version_one(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let named = seen.extra.iter().any(|(name, _)| *name == wire::RESOURCE);
    if named && seen.is_entra() && forbidden(seen, wire::RESOURCE).is_none() {
        found.push(Found::default());
    }
}

pub(super) fn underscore(seen: &Seen<'_>, found: &mut Vec<Found>) {
    if seen.extra.iter().any(|(_, value)| value.contains("jwt_bearer")) {
        let lines = seen.secret(InputId::Extra).replace("jwt_bearer", "jwt-bearer");
        found.push(Found::default().repaired("Write jwt-bearer", InputId::Extra, lines));
    }
}

/// The two URNs that end in jwt-bearer differ in one word.
pub(super) fn urns_mixed_up(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let mixed = |(name, value): &(&str, &str)| match *name {
        wire::GRANT_TYPE => *value == wire::CLIENT_ASSERTION_TYPE_JWT_BEARER,
        wire::CLIENT_ASSERTION_TYPE => *value == wire::GRANT_JWT_BEARER,
        _ => false,
    };
    if seen.extra.iter().any(mixed) {
        found.push(Found::default());
    }
}

pub(super) fn assertion_without_its_type(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let named = |name: &str| seen.extra.iter().any(|(other, _)| *other == name);
    if named(wire::CLIENT_ASSERTION)
        && !named(wire::CLIENT_ASSERTION_TYPE)
        && !is_sent(seen, wire::CLIENT_ASSERTION_TYPE)
    {
        let mut lines = seen.secret(InputId::Extra).trim_end().to_owned();
        lines += &["\n", wire::CLIENT_ASSERTION_TYPE, "=", wire::CLIENT_ASSERTION_TYPE_JWT_BEARER]
            .concat();
        found.push(Found::default().repaired("Add the type", InputId::Extra, lines));
    }
}

/// RFC 8693, which Entra does not speak.
pub(super) fn token_exchange_grant(seen: &Seen<'_>, found: &mut Vec<Found>) {
    if seen.extra.iter().any(|(_, value)| value.ends_with(":token-exchange")) {
        found.push(Found::default());
    }
}
