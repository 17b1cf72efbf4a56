//! Why a claim that readers look for is missing.

use super::facts;
use super::issuer::entra_issuer;
use super::json::Members;
use super::kind::TokenKind;
use crate::catalog::ids;
use crate::finding::{Finding, Severity};

/// Adds the hints that fit a token of Entra's; other issuers have their own
/// rules.
pub(super) fn add_to(list: &mut Vec<Finding>, claims: &Members) {
    if claims.str("iss").as_deref().and_then(entra_issuer).is_none() {
        return;
    }
    let kind = TokenKind::of(claims);
    let app_only =
        matches!(kind, TokenKind::AppOnly | TokenKind::AgentAppOnly | TokenKind::ManagedIdentity);
    let mut hint = |code, message| list.push(Finding::new(code, Severity::Info, message));
    let audience = facts::audience(claims).unwrap_or_default();
    let marked = ["xms_act_fct", "xms_sub_fct", "xms_par_app_azp"].iter().any(|n| claims.has(n));
    if !marked && (app_only || kind == TokenKind::User) && ids::app(&audience).is_none() {
        hint(
            "no-agent-claims",
            "There are no agent claims (xms_…). An API of your own gets them only if its registration lists them in optionalClaims.accessToken, so an agent is not ruled out.",
        );
    }
    if app_only && !claims.has("roles") {
        hint(
            "no-roles",
            "There are no roles, so no application permission of this API was granted. After a grant, request a new token.",
        );
    }
    if app_only && !claims.has("scp") {
        hint(
            "no-scp",
            "There is no scp: without a person there are no delegated permissions. What an app may do stands in roles.",
        );
    }
    if kind == TokenKind::User && !claims.has("scp") && !claims.has("roles") {
        hint(
            "no-scp",
            "There is no scp. Ask for a delegated permission of the API in scope, or for {api}/.default.",
        );
    }
    if kind != TokenKind::Unknown && !claims.has("exp") {
        hint(
            "no-exp",
            "There is no exp, so the token does not say when it ends. Entra always says.",
        );
    }
}
