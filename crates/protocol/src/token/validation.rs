//! What an API must check before it believes a token, for an audience that the
//! reader names. A list to learn from, not a verdict: without the signature no
//! token is valid. Source: RFC 7519 section 7.2, RFC 8725 section 3, and
//! Microsoft's "Validate tokens".

use super::algorithm::Algorithm;
use super::facts::Facts;
use super::findings::SKEW_SECONDS;
use super::integer::Integer;
use super::issuer::entra_issuer;
use super::jws::ReadToken;
use super::kind::{self, TokenKind};
use super::when;
use crate::catalog::ids;

/// What the reader's API expects. A text that is empty is not expected at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Expected<'a> {
    /// The API's application id or App ID URI.
    pub audience: &'a str,
    /// The tenant's id; empty for an API that takes any tenant.
    pub tenant: &'a str,
    /// A scope or an app role that the call needs.
    pub permission: &'a str,
    /// Whether the signature was checked and is good.
    pub verified: bool,
    /// The time, in seconds since 1970.
    pub now: i64,
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// As it should be.
    Pass,
    /// An API must refuse the token.
    Fail,
    /// The token or the reader did not say enough.
    CannotTell,
}

impl Mark {
    /// The word that stands beside the sign and the colour.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pass => "Pass",
            Self::Fail => "Fail",
            Self::CannotTell => "Cannot tell",
        }
    }
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What was looked at: a claim's name, or `signature`, `permission`, `use`.
    pub name: &'static str,
    /// How it ended.
    pub mark: Mark,
    /// Why, in one sentence.
    pub sentence: String,
}

/// The checks, in the order in which an API should make them.
#[must_use]
pub fn checklist(token: &ReadToken, expected: &Expected<'_>) -> Vec<Check> {
    let checks = [
        ("alg", algorithm(token)),
        ("signature", signature(token, expected.verified)),
        ("use", purpose(token)),
        ("iss", issuer(token, expected)),
        ("tid", tenant(token, expected)),
        ("aud", audience(token, expected)),
        ("nbf", start(token, expected.now)),
        ("exp", end(token, expected.now)),
        ("permission", permission(token, expected)),
    ];
    let check = |(name, (mark, sentence))| Check { name, mark, sentence };
    checks.into_iter().map(check).collect()
}

type Answer = (Mark, String);

fn pass(sentence: &str) -> Answer {
    (Mark::Pass, sentence.to_owned())
}

fn fail(sentence: &str) -> Answer {
    (Mark::Fail, sentence.to_owned())
}

fn cannot(sentence: &str) -> Answer {
    (Mark::CannotTell, sentence.to_owned())
}

fn algorithm(token: &ReadToken) -> Answer {
    match token.header.str("alg").as_deref().and_then(Algorithm::named) {
        Some(Algorithm { name: "RS256", .. }) => pass("It is RS256, which Entra signs with."),
        Some(_) => fail("It is a good algorithm, but Entra signs with RS256 only."),
        None => fail("It is none, missing or not an algorithm that an API should accept."),
    }
}

fn signature(token: &ReadToken, verified: bool) -> Answer {
    if verified {
        return pass("It is good, with the keys that you chose.");
    }
    if !token.signed {
        return fail("There is none.");
    }
    if token.header.has("nonce") {
        return cannot("Only Microsoft Graph can check it, and that is right.");
    }
    cannot("Reading proves nothing. Check it with the issuer's key.")
}

fn purpose(token: &ReadToken) -> Answer {
    match TokenKind::of(&token.claims) {
        TokenKind::IdToken => fail("It is an ID token: it is for the client, never for an API."),
        kind if kind.is_for_exchange() => fail("It is good for Entra's token exchange only."),
        TokenKind::Unknown => cannot("Its claims do not say what kind of token it is."),
        _ => pass("It is an access token."),
    }
}

fn issuer(token: &ReadToken, expected: &Expected<'_>) -> Answer {
    let issuer = token.claims.str("iss").unwrap_or_default();
    match entra_issuer(&issuer) {
        _ if issuer.is_empty() => fail("There is none."),
        None => fail("It is no issuer of Entra's that is known here."),
        Some(tenant) if expected.tenant.is_empty() => {
            let own = token.claims.str("tid").is_some_and(|tid| tid.eq_ignore_ascii_case(tenant));
            if own {
                cannot("It is Entra, of the tenant in tid. Name your tenant to compare it.")
            } else {
                fail("Its tenant is not the one in tid.")
            }
        }
        Some(tenant) if tenant.eq_ignore_ascii_case(expected.tenant) => {
            pass("It is Entra, of the tenant you named.")
        }
        Some(_) => fail("It is of another tenant than the one you named."),
    }
}

fn tenant(token: &ReadToken, expected: &Expected<'_>) -> Answer {
    match token.claims.str("tid") {
        None => fail("There is none."),
        Some(_) if expected.tenant.is_empty() => {
            cannot("Name your tenant, unless your API takes tokens of any.")
        }
        Some(tid) if tid.eq_ignore_ascii_case(expected.tenant) => {
            pass("It is the tenant you named.")
        }
        Some(_) => fail("It is another tenant than the one you named."),
    }
}

fn audience(token: &ReadToken, expected: &Expected<'_>) -> Answer {
    let wanted = expected.audience;
    let listed = token.claims.strings("aud").unwrap_or_default();
    if listed.is_empty() {
        return fail("There is none.");
    }
    if wanted.is_empty() {
        return cannot("Name the audience of your API: its application id or App ID URI.");
    }
    if listed.iter().any(|aud| aud == wanted) {
        return pass("It is the audience you named.");
    }
    let bare = |name: &str| {
        let name = name.strip_prefix("api://").unwrap_or(name);
        ids::app(name).map_or(name, |app| app.id).trim_end_matches('/').to_ascii_lowercase()
    };
    if listed.iter().any(|aud| bare(aud) == bare(wanted)) {
        return cannot(
            "It is the same API by its other name. v1.0 tokens carry the App ID URI, v2.0 tokens the id; accept the form that yours get.",
        );
    }
    fail("The token is for another API. Accepting it would let its holder in through the back.")
}

fn start(token: &ReadToken, now: i64) -> Answer {
    match token.claims.integer("nbf").and_then(Integer::value) {
        None => cannot("The token does not say when it starts."),
        Some(start) if start <= now => pass("It has started."),
        Some(start) if start <= now.saturating_add(SKEW_SECONDS) => {
            pass("It starts within the 5 minutes that clocks may differ.")
        }
        Some(start) => (Mark::Fail, format!("It starts {}.", when::relative(start, now))),
    }
}

fn end(token: &ReadToken, now: i64) -> Answer {
    match token.claims.integer("exp").and_then(Integer::value) {
        None => fail("The token does not say when it ends, so it would never end."),
        Some(end) if end > now => (Mark::Pass, format!("It ends {}.", when::relative(end, now))),
        Some(end) if end > now.saturating_sub(SKEW_SECONDS) => {
            pass("It ended within the 5 minutes that clocks may differ.")
        }
        Some(end) => (Mark::Fail, format!("It ended {}.", when::relative(end, now))),
    }
}

fn permission(token: &ReadToken, expected: &Expected<'_>) -> Answer {
    let facts = Facts::of(token);
    let has = |list: &Option<Vec<String>>, wanted: &str| {
        list.as_ref().is_some_and(|list| list.iter().any(|held| held == wanted))
    };
    let any = |list: &Option<Vec<String>>| list.as_ref().is_some_and(|list| !list.is_empty());
    let wanted = expected.permission;
    if wanted.is_empty() {
        return if any(&facts.scopes) || any(&facts.roles) {
            cannot("Name the scope or role that the call needs.")
        } else {
            fail("There are neither scopes (scp) nor roles, so nothing is allowed.")
        };
    }
    if has(&facts.scopes, wanted) {
        return pass(
            "It is among the scopes: the app may do it for the person, if the person may.",
        );
    }
    if has(&facts.roles, wanted) {
        let user = matches!(TokenKind::of(&token.claims), TokenKind::User);
        return pass(if user {
            "It is among the person's roles."
        } else {
            "It is among the roles: the app may do it by itself."
        });
    }
    let agent = kind::facets(&token.claims, "xms_act_fct").unwrap_or_default();
    if agent.contains(&kind::FACET_AGENT_IDENTITY) {
        return fail(
            "Neither scopes nor roles have it. It must be granted to the agent identity, or inherited from the blueprint.",
        );
    }
    fail("Neither scopes (scp) nor roles have it.")
}

#[cfg(test)]
mod tests;
