//! Checks of requests in which a person takes part.

use super::warning;
use crate::finding::{Finding, Severity};
use crate::guid::Guid;
use crate::inputs::{InputId, Inputs};
use crate::wire;

/// A delegated request is for one API, and `/.default` stands alone.
fn of_one_resource(scope: &str) -> Option<Finding> {
    const STANDARD: [&str; 4] = ["openid", "profile", "email", "offline_access"];
    let mut resource: Option<&str> = None;
    let (mut default, mut named) = (false, false);
    for scope in scope.split_whitespace() {
        if STANDARD.contains(&scope) {
            continue;
        }
        // A bare name such as User.Read belongs to Microsoft Graph.
        let of = scope.rsplit_once('/').map_or("https://graph.microsoft.com", |(of, _)| of);
        if resource.is_some_and(|other| other.trim_end_matches('/') != of.trim_end_matches('/')) {
            return warning(
                "scopes-of-two-apis",
                "A token is for one API. Entra refuses scopes of two (AADSTS28000).",
            );
        }
        resource = Some(of);
        if scope.ends_with(wire::DEFAULT_SCOPE_SUFFIX) {
            default = true;
        } else {
            named = true;
        }
    }
    if default && named {
        return warning(
            "default-beside-names",
            "/.default stands for all permissions of an API. Entra refuses names beside it (AADSTS70011).",
        );
    }
    None
}

/// For the scope of an exchange.
pub(crate) fn scopes_are_of_one_resource(inputs: &Inputs) -> Option<Finding> {
    of_one_resource(inputs.plain(InputId::Scope))
}

/// For the scope that a person is asked for.
pub(crate) fn user_scopes_are_of_one_resource(inputs: &Inputs) -> Option<Finding> {
    of_one_resource(inputs.plain(InputId::UserScope))
}

/// A picker would ignore the hint.
pub(crate) fn login_hint_is_not_beside_a_picker(inputs: &Inputs) -> Option<Finding> {
    if inputs.plain(InputId::Prompt) == "select_account" && inputs.has(InputId::LoginHint) {
        return warning(
            "hint-beside-picker",
            "prompt=select_account asks who signs in, so login_hint has no place beside it.",
        );
    }
    None
}

/// A static page reads no POST, and Entra puts no ID token into a query.
pub(crate) fn form_post_cannot_come_back_here(inputs: &Inputs) -> Option<Finding> {
    let id_token = inputs.plain(InputId::ResponseType).contains("id_token");
    match inputs.plain(InputId::ResponseMode) {
        "form_post" => Some(Finding::new(
            "form-post-is-for-servers",
            Severity::Info,
            "form_post goes to a server. A page cannot read it, so this request is shown and not run.",
        )),
        "query" if id_token => warning(
            "id-token-in-query",
            "Entra puts no ID token into a query. Choose fragment or form_post (AADSTS70007).",
        ),
        _ => None,
    }
}

/// RFC 7636 4.1: 43 to 128 unreserved characters.
pub(crate) fn verifier_is_strong(inputs: &Inputs) -> Option<Finding> {
    let verifier = inputs.secret(InputId::CodeVerifier)?.expose();
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    if (43..=128).contains(&verifier.len()) && verifier.bytes().all(allowed) {
        return None;
    }
    warning(
        "verifier-not-allowed",
        "A PKCE verifier has 43 to 128 letters, digits, hyphens, dots, underscores or tildes.",
    )
}

/// Blueprints sign nobody in (AADSTS82018).
pub(crate) fn app_is_not_the_blueprint(inputs: &Inputs) -> Option<Finding> {
    let app = Guid::parse(inputs.plain(InputId::ClientId))?;
    let agent = [InputId::BlueprintId, InputId::AgentIdentityId];
    if agent.into_iter().any(|id| Guid::parse(inputs.plain(id)) == Some(app)) {
        return warning(
            "app-is-the-blueprint",
            "A blueprint signs nobody in (AADSTS82018). The person signs in to an ordinary app.",
        );
    }
    None
}

/// The consent page of an administrator is a tenant's.
pub(crate) fn consent_tenant_is_not_common(inputs: &Inputs) -> Option<Finding> {
    match inputs.plain(InputId::Tenant) {
        "common" | "consumers" => warning(
            "consent-needs-a-tenant",
            "Admin consent is for one tenant, or organizations; common does not work.",
        ),
        _ => None,
    }
}

/// Agents and blueprints get nothing from the sign-in page.
pub(crate) fn consent_asks_for_nothing_else(inputs: &Inputs) -> Option<Finding> {
    match inputs.plain(InputId::ConsentResponseType) {
        "" | "none" => None,
        _ => warning(
            "agents-sign-nobody-in",
            "Blueprints and agents may only use response_type=none (AADSTS82018).",
        ),
    }
}
