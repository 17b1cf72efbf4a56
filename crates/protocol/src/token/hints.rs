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

#[cfg(test)]
mod tests {
    use super::add_to;
    use crate::token::json::Members;

    const ISSUER: &str = r#""iss":"https://sts.windows.net/t/","exp":1"#;
    const GRAPH: &str = r#""aud":"https://graph.microsoft.com""#;

    fn codes(claims: &str) -> Vec<&'static str> {
        let claims = Members::read(format!("{{{claims}}}").as_bytes()).expect("an object");
        let mut list = Vec::new();
        add_to(&mut list, &claims);
        list.iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn an_app_only_token_without_roles_hears_why_and_where_to_look() {
        let app = format!(r#"{ISSUER},{GRAPH},"idtyp":"app","oid":"o","sub":"o""#);
        assert_eq!(codes(&app), ["no-roles", "no-scp"]);
        assert_eq!(codes(&format!(r#"{app},"roles":["a"]"#)), ["no-scp"]);
    }

    #[test]
    fn agent_claims_are_missed_in_tokens_for_an_api_of_ones_own_only() {
        let user = format!(r#"{ISSUER},"aud":"api://mine","scp":"a","azp":"c""#);
        assert_eq!(codes(&user), ["no-agent-claims"]);
        assert_eq!(codes(&format!(r#"{user},"xms_act_fct":"3""#)), Vec::<&str>::new());
        assert_eq!(codes(&format!(r#"{ISSUER},{GRAPH},"scp":"a","azp":"c""#)), Vec::<&str>::new());
    }

    #[test]
    fn a_user_token_without_any_power_hears_how_to_ask_for_one() {
        assert_eq!(codes(&format!(r#"{ISSUER},{GRAPH},"azp":"c","sub":"s""#)), ["no-scp"]);
    }

    #[test]
    fn a_token_without_an_end_is_told_and_other_issuers_are_left_alone() {
        let endless = r#""iss":"https://sts.windows.net/t/","scp":"a","azp":"c""#;
        assert_eq!(codes(&format!("{endless},{GRAPH}")), ["no-exp"]);
        assert_eq!(codes(r#""iss":"https://issuer.example/","azp":"c""#), Vec::<&str>::new());
        assert_eq!(codes(r#""azp":"c""#), Vec::<&str>::new());
    }
}
