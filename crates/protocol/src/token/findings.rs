//! What is notable about a token. Codes are stable. Sources: RFC 8725
//! sections 2.1, 3.1 and 3.2; RFC 7519 sections 4 and 6; RFC 7515 section
//! 4.1.11.

use super::algorithm::Algorithm;
use super::fmi::SubjectPath;
use super::hints;
use super::integer::Integer;
use super::issuer::{entra_issuer, is_lookalike, is_version_2};
use super::json::Members;
use super::jws::ReadToken;
use super::kind::{self, TokenKind};
use super::visible;
use super::when;
use crate::finding::{Finding, Severity};
use crate::guid::Guid;
use Severity::{Error, Info, Warning};

/// Entra's ordinary tokens live 60 to 90 minutes; longer ones belong to
/// clients with continuous access evaluation.
const LONG_LIFE_SECONDS: i64 = 5400;
/// The difference between clocks that most APIs forgive.
pub(super) const SKEW_SECONDS: i64 = 300;

/// Everything notable about a token; `now` in seconds since 1970, without it
/// nothing is said about expiry. Notes of the reading come first.
#[must_use]
pub fn of(token: &ReadToken, now: Option<i64>) -> Vec<Finding> {
    let mut list = token.notes.clone();
    algorithm(token, &mut list);
    keys_in_header(&token.header, &mut list);
    origin(token, &mut list);
    writing(token, &mut list);
    times(&token.claims, now, &mut list);
    agents(&token.claims, &mut list);
    hints::add_to(&mut list, &token.claims);
    list
}

fn add(list: &mut Vec<Finding>, code: &'static str, severity: Severity, message: &str) {
    list.push(Finding::new(code, severity, message));
}

fn algorithm(token: &ReadToken, list: &mut Vec<Finding>) {
    let alg = token.header.str("alg");
    match alg.as_deref() {
        Some(alg) if alg.trim().eq_ignore_ascii_case("none") => add(
            list,
            "alg-none",
            Error,
            "The header says alg none: nobody signed this token, so anyone can have written it. Entra never issues such tokens.",
        ),
        None => add(
            list,
            "alg-missing",
            Error,
            "The header names no algorithm (alg) as text, so the signature cannot be checked. Entra always names one.",
        ),
        Some(alg) => {
            if !token.signed {
                add(
                    list,
                    "signature-missing",
                    Error,
                    "The signature is missing, so no API can accept this token. Copy the whole token, with all three parts.",
                );
            }
            if !alg.starts_with("HS") && Algorithm::named(alg).is_none() {
                add(
                    list,
                    "alg-unknown",
                    Warning,
                    "The header names an algorithm (alg) that is no signature of a token's. Entra signs with RS256.",
                );
            }
            if alg.starts_with("HS") {
                add(
                    list,
                    "alg-symmetric",
                    Warning,
                    "The algorithm signs with a shared secret. Entra signs with RS256, so this token is not Entra's.",
                );
            }
        }
    }
}

fn keys_in_header(header: &Members, list: &mut Vec<Finding>) {
    let kid = header.str("kid").unwrap_or_default();
    let tricky = ["..", "://", "\\", "'", "\"", ";", "|", "$(", "`"];
    if kid.starts_with('/') || tricky.iter().any(|trick| kid.contains(trick)) {
        add(
            list,
            "header-kid",
            Warning,
            "The key id (kid) looks like a path or a command. An API that uses it as one can be tricked; Entra's is a thumbprint.",
        );
    }
    for (name, code, message) in [
        (
            "jwk",
            "header-jwk",
            "The header brings its own key (jwk). A token must never be checked with a key from inside it.",
        ),
        (
            "jku",
            "header-jku",
            "The header names an address of keys (jku). Whoever wrote the token chose it; it is not fetched.",
        ),
        (
            "x5u",
            "header-x5u",
            "The header names an address of a certificate (x5u). Whoever wrote the token chose it; it is not fetched.",
        ),
        (
            "crit",
            "header-crit",
            "The header lists parameters that a reader must understand (crit). Entra uses none, and a reader that does not know them must refuse the token.",
        ),
        (
            "zip",
            "header-zip",
            "The header says that the content is compressed (zip). Entra does not do this for signed tokens.",
        ),
    ] {
        if header.has(name) {
            add(list, code, Warning, message);
        }
    }
}

fn origin(token: &ReadToken, list: &mut Vec<Finding>) {
    let (header, claims) = (&token.header, &token.claims);
    if header.str("kid").is_some_and(|kid| kid.starts_with("simulated-")) {
        add(
            list,
            "simulated-token",
            Info,
            "The simulated Entra of this page made this token. It opens nothing real.",
        );
    }
    if header.has("nonce") {
        add(
            list,
            "graph-nonce",
            Info,
            "The header holds a nonce, so only Microsoft Graph can verify this token. It cannot be verified by others, and that is right.",
        );
    }
    let Some(issuer) = claims.str("iss") else { return };
    if let Some(tenant) = entra_issuer(&issuer) {
        let stated = claims.str("tid").unwrap_or_default();
        if !tenant.starts_with('<') && !stated.is_empty() && !stated.eq_ignore_ascii_case(tenant) {
            add(
                list,
                "issuer-tenant-mismatch",
                Error,
                "The issuer (iss) names another tenant than tid. In Entra's tokens they are the same; do not trust this one.",
            );
        }
        let ver = claims.str("ver").unwrap_or_default();
        if (ver == "1.0" && is_version_2(&issuer)) || (ver == "2.0" && !is_version_2(&issuer)) {
            add(
                list,
                "issuer-version-mismatch",
                Warning,
                "The form of the issuer (iss) belongs to another token version than ver says.",
            );
        }
    }
    if is_lookalike(&issuer) {
        add(
            list,
            "issuer-lookalike",
            Warning,
            "The issuer's host may only look like another one. Compare it with https://login.microsoftonline.com letter by letter.",
        );
    }
}

fn writing(token: &ReadToken, list: &mut Vec<Finding>) {
    for (members, place) in [(&token.header, "header"), (&token.claims, "claims")] {
        let doubles = members.duplicates();
        if !doubles.is_empty() {
            let names = doubles.iter().take(3).copied().collect::<Vec<_>>().join(", ");
            list.push(Finding::new("duplicate-name", Warning, format!(
                "The {place} hold a name more than once ({names}). Readers disagree about which one counts, so do not trust this token.",
            )));
        }
        let decoded = || members.iter().map(|member| (member, member.str()));
        if decoded().any(|(member, text)| {
            visible::has_hidden(&member.name) || text.is_some_and(|text| visible::has_hidden(&text))
        }) {
            list.push(Finding::new("hidden-characters", Warning, format!(
                "The {place} hold invisible or reordering characters. They are shown as marks with their code points.",
            )));
        }
        if decoded().any(|(member, text)| member.literal.starts_with('"') && text.is_none()) {
            list.push(Finding::new("broken-text", Warning, format!(
                "The {place} hold a text with half a character (a lone surrogate), which many readers refuse. It is shown as written.",
            )));
        }
    }
}

fn times(claims: &Members, now: Option<i64>, list: &mut Vec<Finding>) {
    for name in ["iat", "nbf", "exp"] {
        let note = match claims.integer(name) {
            None => continue,
            Some(Integer::Exact(value) | Integer::Rounded(value)) if value < 0 => {
                "it is before 1970"
            }
            Some(Integer::Exact(value) | Integer::Rounded(value) | Integer::InText(value))
                if value >= 100_000_000_000 =>
            {
                "it is far too large and looks like milliseconds; tokens count seconds"
            }
            Some(Integer::Exact(_)) => continue,
            Some(Integer::Rounded(_)) => "it has a fraction; Entra writes whole seconds",
            Some(Integer::InText(_)) => "it is a text; Entra writes a number",
            Some(Integer::OutOfRange) => "it is too large for a time",
            Some(Integer::NotANumber) => "it is not a number, so the time is unknown",
        };
        list.push(Finding::new("odd-time", Warning, format!("The time {name} is odd: {note}.")));
    }
    let at = |name| claims.integer(name).and_then(Integer::value);
    if let (Some(issued), Some(expires)) = (at("iat"), at("exp")) {
        let lifetime = expires.saturating_sub(issued);
        if lifetime <= 0 {
            add(
                list,
                "expires-before-issued",
                Error,
                "The token expires before it was issued, so it was never valid.",
            );
        } else if lifetime > LONG_LIFE_SECONDS {
            list.push(Finding::new("long-lifetime", Info, format!(
                "The token lives {}, longer than the usual 60 to 90 minutes. Clients with continuous access evaluation get such tokens.",
                when::span(lifetime),
            )));
        }
    }
    let Some(now) = now else { return };
    if at("iat").is_some_and(|issued| issued > now.saturating_add(SKEW_SECONDS)) {
        add(
            list,
            "issued-in-future",
            Warning,
            "The token was issued in the future. Check the clock of this machine.",
        );
    }
    if let Some(expires) = at("exp").filter(|expires| *expires <= now) {
        let ago = now.saturating_sub(expires);
        let advice = if ago <= SKEW_SECONDS {
            "Some APIs still accept it, because they forgive 5 minutes of difference between clocks."
        } else {
            "Request a new one."
        };
        list.push(Finding::new(
            "token-expired",
            Warning,
            format!("The token expired {} ago. {advice}", when::span(ago),),
        ));
    }
    if let Some(start) = at("nbf").filter(|start| *start > now) {
        let ahead = start.saturating_sub(now);
        let advice = if ahead <= SKEW_SECONDS {
            "Most APIs accept it all the same, because they forgive 5 minutes of difference between clocks."
        } else {
            "Check the clock of this machine."
        };
        list.push(Finding::new(
            "token-not-yet-valid",
            Warning,
            format!("The token becomes valid in {}. {advice}", when::span(ahead),),
        ));
    }
}

fn agents(claims: &Members, list: &mut Vec<Finding>) {
    let kind = TokenKind::of(claims);
    let client = claims.str("appid").or_else(|| claims.str("azp")).unwrap_or_default();
    if kind == TokenKind::BlueprintExchange
        && let Some(path) = claims.str("sub").as_deref().and_then(SubjectPath::parse)
    {
        let tenant = claims.str("tid").unwrap_or_default();
        let differs = |text: &str, packed: Guid| Guid::parse(text).is_some_and(|id| id != packed);
        if differs(&tenant, path.tenant) || differs(&client, path.application) {
            add(
                list,
                "subject-path-mismatch",
                Error,
                "The subject path (sub) names another tenant or blueprint than tid and azp. In Entra's tokens they are the same; do not trust this one.",
            );
        }
    }
    let marked =
        ["xms_act_fct", "xms_sub_fct", "xms_par_app_azp"].iter().any(|name| claims.has(name));
    let own_object = !client.is_empty() && claims.str("oid").is_some_and(|oid| oid == client);
    if kind == TokenKind::AppOnly && own_object && !marked {
        add(
            list,
            "probably-agent-identity",
            Info,
            "Client id and object id are the same, as only agent identities have it. The API did not ask for the agent claims (optionalClaims), so they are missing.",
        );
    }
    for name in ["xms_act_fct", "xms_sub_fct", "xms_idrel"] {
        if claims.has(name) && kind::facets(claims, name).is_none() {
            list.push(Finding::new("facets-unreadable", Warning, format!(
                "The claim {name} is not a list of integers with spaces between, so it is left out of account.",
            )));
        }
    }
    if claims.has("hasgroups") || claims.str("_claim_names").is_none() && claims.has("_claim_names")
    {
        add(
            list,
            "groups-overage",
            Info,
            "The subject is in more groups than fit into a token. An API must ask Microsoft Graph for them.",
        );
    }
}

#[cfg(test)]
mod tests;
