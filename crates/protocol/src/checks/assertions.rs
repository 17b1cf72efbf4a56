//! Rules about the assertion by which a client proves itself: signed with its
//! certificate (RFC 7523 3), or issued to a federated identity.

use super::Found;
use super::seen::Seen;
use crate::client_auth::Credential;
use crate::guid::Guid;
use crate::inputs::InputId;
use crate::token::facts::audience;
use crate::token::{ReadToken, TokenKind, kind};

/// The client's assertion, and whether the client signed it itself.
fn assertion<'a>(seen: &'a Seen<'_>) -> Option<(&'a ReadToken, bool)> {
    let token = seen.token(seen.step.proof()?.assertion)?;
    match seen.step.credential(seen.inputs)? {
        Credential::Certificate => Some((token, true)),
        Credential::Federated => Some((token, false)),
        _ => None,
    }
}

/// The client id, with the input that holds it.
fn client(seen: &Seen<'_>) -> Option<(InputId, Guid)> {
    let input = seen.client()?;
    Some((input, seen.guid(input)?))
}

pub(super) fn of_another_client(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let (Some((token, true)), Some((input, client))) = (assertion(seen), client(seen)) else {
        return;
    };
    let id = |name| token.claims.str(name).and_then(|text| Guid::parse(&text));
    let (issuer, subject) = (id("iss"), id("sub"));
    if issuer == Some(client) && subject == issuer {
        return;
    }
    let mut one = Found::default();
    if let Some(id) = issuer.filter(|_| issuer == subject) {
        one = one.repaired("Use its client ID", input, id.to_string());
    }
    found.push(one);
}

pub(super) fn for_another_endpoint(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let Some((token, true)) = assertion(seen) else { return };
    let Some(aud) = audience(&token.claims) else { return };
    let tenant = seen.plain(InputId::Tenant);
    let of_tenant = aud.split('/').nth(3);
    // A domain and a GUID may be one tenant.
    let other =
        of_tenant.and_then(Guid::parse).zip(Guid::parse(tenant)).is_some_and(|(a, b)| a != b);
    if other || !aud.ends_with("/token") {
        found.push(Found::default());
    }
}

pub(super) fn without_thumbprint(seen: &Seen<'_>, found: &mut Vec<Found>) {
    if let Some((token, true)) = assertion(seen)
        && token.claims.has("aud")
        && !["x5t", "x5t#S256", "x5c"].iter().any(|name| token.header.has(name))
    {
        found.push(Found::default());
    }
}

/// Federated: the audience is the exchange.
pub(super) fn not_for_the_exchange(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let Some((token, false)) = assertion(seen) else { return };
    let named = token.claims.strings("aud").unwrap_or_default();
    if !is_a_users(token) && !named.iter().any(|aud| kind::is_token_exchange(aud)) {
        found.push(Found::default());
    }
}

/// The audience of an exchange in another cloud, in a token or for a credential.
pub(super) fn exchange_of_another_cloud(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let Some(ours) = seen.cloud.row().exchange_audience else { return };
    let typed = seen.plain(InputId::Audience);
    let of_token = assertion(seen).and_then(|(token, _)| audience(&token.claims));
    let exchange = |aud: &str| aud.starts_with("api://") && kind::is_token_exchange(aud);
    let differs = |aud: &str| exchange(aud) && !aud.eq_ignore_ascii_case(ours);
    if differs(typed) {
        let text = ours.to_owned();
        found.push(Found::default().repaired(["Use ", ours].concat(), InputId::Audience, text));
    } else if of_token.is_some_and(|aud| differs(&aud)) {
        found.push(Found::default());
    }
}

/// A token that itself came from a federated credential (AADSTS700231), or T1
/// where it has no place.
pub(super) fn from_a_federated_credential(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let Some((token, _)) = assertion(seen) else { return };
    let exchange = [TokenKind::BlueprintExchange, TokenKind::AgentExchange];
    if token.claims.has("xms_ficinfo") || exchange.contains(&TokenKind::of(&token.claims)) {
        found.push(Found::default());
    }
}

/// Of Entra's own tokens, a managed identity's is taken and no other.
pub(super) fn of_entra_itself(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let Some((token, false)) = assertion(seen) else { return };
    let claims = &token.claims;
    let issuer = claims.str("iss").unwrap_or_default();
    let entras = ["https://login.microsoftonline.", "https://sts.windows.net/"];
    let other = claims.has("xms_ficinfo") || is_a_users(token);
    if entras.iter().any(|host| issuer.starts_with(host))
        && TokenKind::of(claims) != TokenKind::ManagedIdentity
        && !claims.has("xms_mirid")
        && (claims.has("appid") || claims.has("azp"))
        && !other
    {
        found.push(Found::default());
    }
}

pub(super) fn of_a_user(seen: &Seen<'_>, found: &mut Vec<Found>) {
    if assertion(seen).is_some_and(|(token, _)| is_a_users(token)) {
        found.push(Found::default());
    }
}

fn is_a_users(token: &ReadToken) -> bool {
    token.claims.has("scp") || token.claims.str("idtyp").as_deref() == Some("user")
}
