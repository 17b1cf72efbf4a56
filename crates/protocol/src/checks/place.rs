//! Checks that follow from where a step goes.

use super::warning;
use crate::catalog::ids;
use crate::client_auth::Credential;
use crate::endpoint::Cloud;
use crate::finding::{Finding, Severity};
use crate::flows::{Place, Row, Segment, Source, Step};
use crate::guid::Guid;
use crate::inputs::{InputId, Inputs};
use crate::token::json::Members;
use crate::token::kind::is_token_exchange;
use crate::token::{ReadToken, TokenKind};

pub(crate) fn of_place(step: &Step, inputs: &Inputs, cloud: Cloud) -> Vec<Finding> {
    let mut findings = Vec::new();
    let agents = step.params.iter().any(|row| {
        matches!(row, Row::AssertionFrom(_))
            || row.single().is_some_and(|row| matches!(row.source, Source::ExchangeScope))
    });
    if agents && cloud != Cloud::Public {
        findings.push(Finding::new(
            "agents-outside-public-cloud",
            Severity::Info,
            "Whether this cloud has Agent ID yet is uncertain; its exchange audience is from Microsoft's libraries.",
        ));
    }
    if let Place::Graph(_, path) | Place::ResourceManager(path) = step.place
        && path.iter().any(|segment| matches!(segment, Segment::Or(InputId::BlueprintObjectId, _)))
        && !inputs.has(InputId::BlueprintObjectId)
        && inputs.has(InputId::BlueprintId)
    {
        findings.extend(warning(
            "object-id-assumed",
            "The path takes the application's object ID. The blueprint's client ID stands in; the two can differ.",
        ));
    }
    let optional_token = step
        .params
        .iter()
        .any(|row| row.single().is_some_and(|row| matches!(row.source, Source::Bearer(_, true))));
    if optional_token && !inputs.has(InputId::AccessToken) && !inputs.has(InputId::AzureToken) {
        findings.push(Finding::new(
            "no-access-token",
            Severity::Info,
            "Without an access token this is a request to copy: add the Authorization header there.",
        ));
    }
    findings.extend(of_api(step.place, inputs));
    findings
}

/// A ready assertion belongs to this client: by its certificate, or by what the
/// federated credential names.
pub(crate) fn of_assertion(step: &Step, inputs: &Inputs, cloud: Cloud) -> Option<Finding> {
    let token = ReadToken::read(inputs.secret(step.proof()?.assertion)?.expose())?;
    let claims = &token.claims;
    match step.credential(inputs)? {
        Credential::Federated => {
            let audience = cloud.row().exchange_audience?;
            let named = claims.strings("aud").unwrap_or_default();
            if named.iter().any(|aud| {
                aud == audience || (Guid::parse(aud).is_some() && is_token_exchange(aud))
            }) {
                return None;
            }
            warning(
                "federated-token-for-another-audience",
                "The federated token's aud is not this cloud's token exchange (AADSTS700212).",
            )
        }
        Credential::Certificate => {
            let client = step.params.iter().find_map(|row| match row {
                Row::ClientId(row) => row.source.inputs().first().copied(),
                _ => None,
            })?;
            let client = Guid::parse(inputs.plain(client))?;
            let names = |claim| claims.str(claim).and_then(|id| Guid::parse(&id)) == Some(client);
            if names("iss") && names("sub") {
                return None;
            }
            warning(
                "assertion-of-another-client",
                "iss and sub of the assertion are not this client's ID (AADSTS700021).",
            )
        }
        _ => None,
    }
}

/// A token opens the API that it names, and no other.
fn of_api(place: Place, inputs: &Inputs) -> Option<Finding> {
    let (input, api) = match place {
        Place::Graph(..) => (InputId::AccessToken, "00000003-0000-0000-c000-000000000000"),
        Place::ResourceManager(_) => (InputId::AzureToken, "797f4846-ba00-4fd7-ba43-dac1f8f63013"),
        _ => return None,
    };
    let token = ReadToken::read(inputs.secret(input)?.expose())?;
    let audience = token.claims.str("aud")?;
    if ids::app(&audience).is_some_and(|app| app.id != api) || audience.starts_with("api://") {
        return warning(
            "token-for-another-api",
            "This token is for another API, and will be refused with 401.",
        );
    }
    None
}

/// Azure takes three further tokens at most.
pub(crate) fn auxiliary_tokens_are_few(inputs: &Inputs) -> Option<Finding> {
    let tokens = inputs.secret(InputId::AuxiliaryTokens)?.expose();
    if tokens.split(',').filter(|token| !token.trim().is_empty()).count() > 3 {
        return warning(
            "too-many-auxiliary-tokens",
            "Azure takes at most 3 auxiliary tokens, one for each further tenant.",
        );
    }
    None
}

/// What is sent as JSON should be JSON.
pub(crate) fn body_is_json(inputs: &Inputs) -> Option<Finding> {
    let body = inputs.secret(InputId::JsonBody)?.expose();
    if Members::read(body.as_bytes()).is_err() {
        return warning(
            "body-is-not-json",
            "The body is no JSON object, and Azure will not read it.",
        );
    }
    None
}

/// An app-only token has no `me`.
pub(crate) fn me_needs_a_user(inputs: &Inputs) -> Option<Finding> {
    let token = ReadToken::read(inputs.secret(InputId::AccessToken)?.expose())?;
    match TokenKind::of(&token.claims) {
        TokenKind::AppOnly | TokenKind::AgentAppOnly | TokenKind::ManagedIdentity => warning(
            "me-without-a-user",
            "This token is an app's own, so there is no me; Graph answers 400. Try the users.",
        ),
        _ => None,
    }
}

/// The `claims` parameter is JSON.
pub(crate) fn claims_are_json(inputs: &Inputs) -> Option<Finding> {
    let claims = inputs.plain(InputId::Claims);
    if claims.is_empty() || Members::read(claims.as_bytes()).is_ok() {
        return None;
    }
    warning(
        "claims-are-not-json",
        "claims is no JSON object. A challenge from a header is in base64: decode it first.",
    )
}
