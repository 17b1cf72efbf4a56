//! Checks that follow from where a step goes.

use super::warning;
use crate::endpoint::Cloud;
use crate::finding::{Finding, Severity};
use crate::flows::{Place, Row, Segment, Source, Step};
use crate::inputs::{InputId, Inputs};
use crate::token::json::Members;
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
    findings
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
        return warning("body-is-not-json", "The body is no JSON object, and Azure will not read it.");
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
