//! Who a token speaks for, told from its claims. The claims are Microsoft's
//! observable ones; the order of the questions matters, because a token of an
//! agent also fits the description of an ordinary one.

use super::fmi;
use super::json::Members;

/// The application id of Entra's token exchange.
pub const TOKEN_EXCHANGE: &str = "fb60f99c-7a34-4190-8149-302f77469936";

/// Facet of an agent identity.
pub const FACET_AGENT_IDENTITY: i64 = 11;
/// Facet of an agent's user account.
pub const FACET_AGENT_USER: i64 = 13;

/// The kinds of token Entra issues, as far as the claims tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A blueprint's exchange token for one agent identity (T1).
    BlueprintExchange,
    /// An agent identity's exchange token (T2).
    AgentExchange,
    /// Another token for the exchange: a credential without a secret.
    FederatedSource,
    /// An agent acts through its own user account.
    AgentUser,
    /// An agent acts for a human.
    AgentOnBehalfOf,
    /// An agent identity acts on its own.
    AgentAppOnly,
    /// A managed identity acts on its own.
    ManagedIdentity,
    /// An ordinary app acts on its own.
    AppOnly,
    /// Tells a client who signed in.
    IdToken,
    /// An app acts for a signed-in user.
    User,
    /// The claims do not say.
    Unknown,
}

impl TokenKind {
    /// The fixed id, in kebab case.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::BlueprintExchange => "blueprint-exchange",
            Self::AgentExchange => "agent-exchange",
            Self::FederatedSource => "federated-source",
            Self::AgentUser => "agent-user",
            Self::AgentOnBehalfOf => "agent-on-behalf-of",
            Self::AgentAppOnly => "agent-app-only",
            Self::ManagedIdentity => "managed-identity",
            Self::AppOnly => "app-only",
            Self::IdToken => "id-token",
            Self::User => "user",
            Self::Unknown => "unknown",
        }
    }

    /// The name by role, with its article left off: `blueprint exchange
    /// token`.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::BlueprintExchange => "blueprint exchange token",
            Self::AgentExchange => "agent identity exchange token",
            Self::FederatedSource => "federated credential",
            Self::AgentUser => "agent user token",
            Self::AgentOnBehalfOf => "token of an agent on behalf of a person",
            Self::AgentAppOnly => "agent identity token",
            Self::ManagedIdentity => "managed identity token",
            Self::AppOnly => "app-only token",
            Self::IdToken => "ID token",
            Self::User => "user token",
            Self::Unknown => "token of unknown kind",
        }
    }

    /// Whether the token is good for Entra's token exchange only.
    #[must_use]
    pub const fn is_for_exchange(self) -> bool {
        matches!(self, Self::BlueprintExchange | Self::AgentExchange | Self::FederatedSource)
    }

    /// Tells the kind from the claims. Absent agent claims never prove that
    /// no agent is involved: APIs have to ask for them.
    #[must_use]
    pub fn of(claims: &Members) -> Self {
        let text = |name| claims.str(name).unwrap_or_default();
        let has = |name| claims.has(name);
        let actor = facets(claims, "xms_act_fct").unwrap_or_default();
        let subject = facets(claims, "xms_sub_fct").unwrap_or_default();
        let parent = has("xms_par_app_azp");
        let scope = text("scp");
        let has_scope = !matches!(scope.trim(), "" | "/");
        let idtyp = text("idtyp");

        if claims.strings("aud").is_some_and(|list| list.iter().any(|aud| is_token_exchange(aud))) {
            if text("sub").starts_with("/eid1/") {
                return Self::BlueprintExchange;
            }
            if parent || subject.contains(&FACET_AGENT_IDENTITY) {
                return Self::AgentExchange;
            }
            return Self::FederatedSource;
        }
        if subject.contains(&FACET_AGENT_USER) {
            return Self::AgentUser;
        }
        let for_user = idtyp == "user" || (idtyp.is_empty() && has_scope);
        if for_user && (parent || actor.contains(&FACET_AGENT_IDENTITY)) {
            return Self::AgentOnBehalfOf;
        }
        if idtyp == "app" && (parent || subject.contains(&FACET_AGENT_IDENTITY)) {
            return Self::AgentAppOnly;
        }
        if has("xms_mirid") {
            return Self::ManagedIdentity;
        }
        // Without `idtyp`: an app is its own subject, a user never is.
        let own_subject = has("oid") && text("oid") == text("sub");
        if idtyp == "app" || (idtyp.is_empty() && !has_scope && own_subject) {
            return Self::AppOnly;
        }
        if has_scope || has("roles") || has("appid") || has("azp") {
            return if idtyp == "device" { Self::Unknown } else { Self::User };
        }
        // A client assertion is issued by its own subject.
        let about_someone = has("sub") && text("iss") != text("sub");
        if about_someone && has("iss") && has("aud") { Self::IdToken } else { Self::Unknown }
    }
}

/// Whether an audience is Entra's token exchange, in any cloud.
#[must_use]
pub fn is_token_exchange(aud: &str) -> bool {
    const START: &str = "api://AzureADTokenExchange";
    aud.eq_ignore_ascii_case(TOKEN_EXCHANGE)
        || aud.get(..START.len()).is_some_and(|start| start.eq_ignore_ascii_case(START))
}

/// The integers of a facet claim as written; `None` when the claim is absent
/// or a piece of it is no integer.
#[must_use]
pub fn facets(claims: &Members, name: &str) -> Option<Vec<i64>> {
    claims.str(name)?.split_whitespace().map(|piece| piece.parse().ok()).collect()
}

/// The agent identity that a blueprint exchange token is for.
#[must_use]
pub fn target_agent(claims: &Members) -> Option<String> {
    fmi::target(&claims.str("sub")?).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::TokenKind;
    use crate::token::json::Members;

    fn kind(claims: &str) -> TokenKind {
        TokenKind::of(&Members::read(claims.as_bytes()).expect("an object"))
    }

    #[test]
    fn exchange_tokens_are_told_by_audience_first() {
        let exchange = "fb60f99c-7a34-4190-8149-302f77469936";
        for (rest, expected) in [
            (r#""sub":"/eid1/c/pub/t/a/a/b/c""#, TokenKind::BlueprintExchange),
            (r#""sub":"x","xms_par_app_azp":"b""#, TokenKind::AgentExchange),
            (r#""sub":"x","xms_sub_fct":"9 3 11""#, TokenKind::AgentExchange),
            (r#""sub":"x","idtyp":"app""#, TokenKind::FederatedSource),
            (r#""sub":"x","xms_mirid":"/subscriptions/x""#, TokenKind::FederatedSource),
        ] {
            assert_eq!(kind(&format!(r#"{{"aud":"{exchange}",{rest}}}"#)), expected);
            assert_eq!(
                kind(&format!(r#"{{"aud":"API://azureadTokenexchange",{rest}}}"#)),
                expected
            );
            assert_eq!(
                kind(&format!(r#"{{"aud":["api://AzureADTokenExchangeChina"],{rest}}}"#)),
                expected
            );
        }
    }

    #[test]
    fn access_tokens_are_told_by_facets_and_parent_before_the_ordinary_claims() {
        for (claims, expected) in [
            (
                r#"{"idtyp":"user","scp":"a","xms_sub_fct":"3 13","xms_act_fct":"11"}"#,
                TokenKind::AgentUser,
            ),
            (r#"{"idtyp":"user","scp":"a","xms_act_fct":"9 11"}"#, TokenKind::AgentOnBehalfOf),
            (r#"{"scp":"a","xms_par_app_azp":"b"}"#, TokenKind::AgentOnBehalfOf),
            (r#"{"idtyp":"app","xms_par_app_azp":"b"}"#, TokenKind::AgentAppOnly),
            (r#"{"idtyp":"app","xms_sub_fct":"11"}"#, TokenKind::AgentAppOnly),
            (r#"{"idtyp":"app","xms_sub_fct":"9 x 11"}"#, TokenKind::AppOnly),
            (r#"{"idtyp":"app","xms_mirid":"/s"}"#, TokenKind::ManagedIdentity),
            (r#"{"idtyp":"app"}"#, TokenKind::AppOnly),
            (r#"{"azp":"a","oid":"o","sub":"o"}"#, TokenKind::AppOnly),
            (r#"{"azp":"a","oid":"o","sub":"p","scp":"x"}"#, TokenKind::User),
            (r#"{"azp":"a","oid":"o","sub":"p"}"#, TokenKind::User),
            (r#"{"iss":"i","aud":"a","sub":"s"}"#, TokenKind::IdToken),
            (r#"{"iss":"c","aud":"https://x/token","sub":"c","jti":"1"}"#, TokenKind::Unknown),
            (r#"{"sub":"1234567890","name":"John"}"#, TokenKind::Unknown),
            (r#"{"appid":"a","idtyp":"device"}"#, TokenKind::Unknown),
            ("{}", TokenKind::Unknown),
        ] {
            assert_eq!(kind(claims), expected, "{claims}");
        }
    }
}
