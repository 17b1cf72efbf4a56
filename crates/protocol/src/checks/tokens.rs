//! Rules about tokens that were pasted or carried over.

use super::Found;
use super::seen::Seen;
use crate::catalog::ids;
use crate::flows::{Place, Row, Segment};
use crate::guid::Guid;
use crate::inputs::{InputId, InputKind};
use crate::token::facts::audience;
use crate::token::{TokenKind, kind, verdict};

/// Entra takes a bare token; what stands around it comes from the clipboard.
pub(super) fn not_bare(seen: &Seen<'_>, found: &mut Vec<Found>) {
    for &input in seen.used {
        let row = input.row();
        // Several tokens, separated by commas and perhaps spaces.
        if row.kind != InputKind::Token || input == InputId::AuxiliaryTokens {
            continue;
        }
        let text = seen.secret(input);
        let quoted = |mark| text.starts_with(mark) || text.ends_with(mark);
        let bearer = text.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("bearer "));
        let dirt = if quoted('"') || quoted('\'') || quoted('`') {
            " has quotes around it."
        } else if bearer {
            " has the word Bearer in front."
        } else if text.contains(' ') {
            " has a space in it."
        } else {
            continue;
        };
        let mut bare = text.trim_matches([' ', '"', '\'', '`']);
        if bare.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("bearer ")) {
            bare = bare.get(7..).unwrap_or(bare).trim_matches([' ', '"', '\'', '`']);
        }
        let mut one = Found::at([row.label, dirt].concat());
        if !bare.contains(' ') {
            one = one.repaired("Take the bare token", input, bare.to_owned());
        }
        found.push(one);
    }
}

pub(super) fn not_an_exchange_token(seen: &Seen<'_>, found: &mut Vec<Found>) {
    if seen
        .token(InputId::BlueprintToken)
        .is_some_and(|token| TokenKind::of(&token.claims) != TokenKind::BlueprintExchange)
    {
        found.push(Found::default());
    }
}

pub(super) fn exchange_token_for_another_agent(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let Some(token) = seen.token(InputId::BlueprintToken) else { return };
    let agent = seen.plain(InputId::AgentIdentityId);
    if agent.is_empty() || TokenKind::of(&token.claims) != TokenKind::BlueprintExchange {
        return;
    }
    let Some(target) = kind::target_agent(&token.claims) else { return };
    if target.eq_ignore_ascii_case(agent) {
        return;
    }
    let (made, said) = (verdict::short(&target), verdict::short(agent));
    let mut one = Found::at([&*made, ", and this request says ", &said].concat());
    if Guid::parse(&target).is_some() {
        one = one.repaired(["Use ", &*made].concat(), InputId::AgentIdentityId, target);
    }
    found.push(one);
}

pub(super) fn not_an_agent_exchange_token(seen: &Seen<'_>, found: &mut Vec<Found>) {
    if seen
        .token(InputId::AgentToken)
        .is_some_and(|token| TokenKind::of(&token.claims) != TokenKind::AgentExchange)
    {
        found.push(Found::default());
    }
}

/// The inputs whose token stands for a user.
const OF_A_USER: [InputId; 2] = [InputId::UserToken, InputId::Assertion];

pub(super) fn of_an_app(seen: &Seen<'_>, found: &mut Vec<Found>) {
    for input in OF_A_USER {
        if seen.token(input).is_some_and(|token| is_an_apps(TokenKind::of(&token.claims))) {
            found.push(Found::default());
        }
    }
}

const fn is_an_apps(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::AppOnly
            | TokenKind::AgentAppOnly
            | TokenKind::ManagedIdentity
            | TokenKind::BlueprintExchange
            | TokenKind::AgentExchange
            | TokenKind::FederatedSource
    )
}

pub(super) fn id_token(seen: &Seen<'_>, found: &mut Vec<Found>) {
    for input in OF_A_USER {
        if seen.token(input).is_some_and(|t| TokenKind::of(&t.claims) == TokenKind::IdToken) {
            found.push(Found::default());
        }
    }
}

/// The user's token is for the blueprint that made T1.
pub(super) fn user_token_for_another_api(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let blueprint = seen.token(InputId::BlueprintToken).and_then(|token| token.claims.str("azp"));
    let blueprint = blueprint.and_then(|azp| Guid::parse(&azp));
    for_another(seen, InputId::UserToken, blueprint, found);
}

/// The incoming token is for the API that presents it.
pub(super) fn incoming_token_for_another_api(seen: &Seen<'_>, found: &mut Vec<Found>) {
    for_another(seen, InputId::Assertion, seen.guid(InputId::ServiceId), found);
}

fn for_another(seen: &Seen<'_>, input: InputId, own: Option<Guid>, found: &mut Vec<Found>) {
    let Some(token) = seen.token(input) else { return };
    let kind = TokenKind::of(&token.claims);
    if is_an_apps(kind) || kind == TokenKind::IdToken {
        return;
    }
    let Some(aud) = audience(&token.claims) else { return };
    // An App ID URI of another form may name the same API; Microsoft's are known.
    let named = Guid::parse(aud.strip_prefix("api://").unwrap_or(&aud));
    let other = own.is_some() && named.is_some() && named != own;
    if other || ids::app(&aud).is_some_and(|app| Guid::parse(app.id) != own) {
        found.push(Found::default());
    }
}

/// All requests of a flow go to one tenant.
pub(super) fn of_another_tenant(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let Some(tenant) = seen.guid(InputId::Tenant) else { return };
    const CHAINED: [InputId; 4] =
        [InputId::BlueprintToken, InputId::AgentToken, InputId::UserToken, InputId::Assertion];
    for input in CHAINED {
        let tid = seen.token(input).and_then(|token| Guid::parse(&token.claims.str("tid")?));
        if tid.is_some_and(|tid| tid != tenant) {
            found.push(Found::at(input.row().label));
        }
    }
}

/// A token opens the API that it names, and no other.
pub(super) fn for_another_api(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let (input, api) = match seen.step.place {
        Place::Graph(..) => (InputId::AccessToken, ids::GRAPH),
        Place::ResourceManager(_) => (InputId::AzureToken, ids::RESOURCE_MANAGER),
        _ => return,
    };
    let Some(aud) = seen.token(input).and_then(|token| audience(&token.claims)) else { return };
    if aud.starts_with("api://") || ids::app(&aud).is_some_and(|app| app.id != api) {
        found.push(Found::default());
    }
}

/// An app-only token has no `me`.
pub(super) fn me_without_a_user(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let Place::Graph(_, path) = seen.step.place else { return };
    let me = path.contains(&Segment::Text("/me"));
    let token = seen.token(InputId::AccessToken);
    if me && token.is_some_and(|token| is_an_apps(TokenKind::of(&token.claims))) {
        found.push(Found::default());
    }
}

/// Azure takes three further tokens at most.
pub(super) fn too_many_auxiliary(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let tokens = seen.secret(InputId::AuxiliaryTokens);
    if tokens.split(',').filter(|token| !token.trim().is_empty()).count() > 3 {
        found.push(Found::default());
    }
}

/// RFC 7636 4.1: 43 to 128 unreserved characters.
pub(super) fn verifier_not_allowed(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let verifier = seen.secret(InputId::CodeVerifier);
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let strong = (43..=128).contains(&verifier.len()) && verifier.bytes().all(allowed);
    if !verifier.is_empty() && !strong {
        found.push(Found::default());
    }
}

/// Whether the step presents T1 as its proof.
pub(super) fn presents_an_exchange_token(seen: &Seen<'_>) -> bool {
    seen.step.params.iter().any(|row| matches!(row, Row::AssertionFrom(_)))
}
