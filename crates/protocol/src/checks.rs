//! What is looked at before a request is sent. Every check answers with a
//! finding: it warns, it does not block.

use crate::catalog::ids;
use crate::endpoint::TenantSegment;
use crate::finding::{Finding, Fix, Severity};
use crate::flows::Step;
use crate::guid::Guid;
use crate::inputs::{InputId, InputKind, Inputs};
use crate::token::{ReadToken, TokenKind, kind, verdict};
use crate::wire;

mod people;
mod place;

pub(crate) use people::*;
pub(crate) use place::*;

/// The checks that follow from what an input holds, for any step.
pub(crate) fn of_inputs(step: &Step, used: &[InputId], inputs: &Inputs) -> Vec<Finding> {
    let mut findings = Vec::new();
    for &id in used {
        let row = id.row();
        match row.kind {
            InputKind::Guid | InputKind::NewGuid => {
                findings.extend(guid(row.label, inputs.plain(id)))
            }
            InputKind::Tenant => {
                findings.extend(tenant(inputs.plain(id), step.tenant_may_stand_for_many));
            }
            InputKind::Suggestion(offered) => {
                let text = inputs.plain(id);
                if !text.is_empty() && offered.iter().all(|choice| choice.value != text) {
                    findings.extend(warning(
                        "unusual-value",
                        &[row.label, " has a value that Entra does not list."].concat(),
                    ));
                }
            }
            InputKind::Json if id == InputId::Claims => findings.extend(claims_are_json(inputs)),
            // Several tokens, separated by commas and perhaps spaces.
            InputKind::Token if id == InputId::AuxiliaryTokens => {}
            InputKind::Token => {
                if let Some(secret) = inputs.secret(id) {
                    findings.extend(bare_token(row.label, secret.expose()));
                }
            }
            _ => {}
        }
    }
    findings
}

fn guid(label: &str, text: &str) -> Option<Finding> {
    (!text.is_empty() && Guid::parse(text).is_none()).then(|| {
        Finding::new(
            "not-a-guid",
            Severity::Warning,
            format!("{label} is not a GUID. Entra expects the form xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx."),
        )
    })
}

fn tenant(text: &str, may_stand_for_many: bool) -> Option<Finding> {
    let tenant = TenantSegment::parse(text).ok()?;
    if tenant.stands_for_many() {
        return (!may_stand_for_many).then(|| {
            Finding::new(
                "tenant-must-be-specific",
                Severity::Warning,
                format!("{text} stands for many tenants, and nobody signs in to choose one. Enter one tenant; for agents, the agent identity's."),
            )
        });
    }
    (Guid::parse(text).is_none() && !text.contains('.')).then(|| {
        Finding::new(
            "tenant-not-guid-or-domain",
            Severity::Warning,
            "The tenant is neither a GUID nor a domain. Entra will not know it (AADSTS900023).",
        )
    })
}

fn bare_token(label: &str, text: &str) -> Option<Finding> {
    let quoted = |mark| text.starts_with(mark) || text.ends_with(mark);
    let dirt = if quoted('"') || quoted('\'') || quoted('`') {
        "quotes around it"
    } else if text.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("bearer ")) {
        "the word Bearer in front"
    } else if text.contains(' ') {
        "a space in it"
    } else {
        return None;
    };
    Some(Finding::new(
        "token-not-bare",
        Severity::Warning,
        format!(
            "{label} has {dirt}. Entra takes the bare token and calls this one malformed (AADSTS50027)."
        ),
    ))
}

/// `fmi_path` names the agent; a blueprint cannot be its own agent.
pub(crate) fn agent_is_not_its_blueprint(inputs: &Inputs) -> Option<Finding> {
    let blueprint = Guid::parse(inputs.plain(InputId::BlueprintId))?;
    (Guid::parse(inputs.plain(InputId::AgentIdentityId))? == blueprint).then(|| {
        Finding::new(
            "agent-is-the-blueprint",
            Severity::Warning,
            "Agent identity and blueprint have the same ID. fmi_path takes the ID of the agent identity.",
        )
    })
}

/// The portal shows a secret's ID beside its value; only the value works.
pub(crate) fn secret_is_not_a_secret_id(inputs: &Inputs) -> Option<Finding> {
    secret_id(InputId::ClientSecret, inputs)
}

/// The same for a service.
pub(crate) fn service_secret_is_not_a_secret_id(inputs: &Inputs) -> Option<Finding> {
    secret_id(InputId::ServiceSecret, inputs)
}

/// The same for an ordinary app.
pub(crate) fn app_secret_is_not_a_secret_id(inputs: &Inputs) -> Option<Finding> {
    secret_id(InputId::AppSecret, inputs)
}

fn secret_id(input: InputId, inputs: &Inputs) -> Option<Finding> {
    Guid::parse(inputs.secret(input)?.expose())?;
    Some(Finding::new(
        "secret-looks-like-its-id",
        Severity::Warning,
        "This client secret is a GUID, so it is probably the secret's ID. Entra wants its value (AADSTS7000215).",
    ))
}

/// Entra checks that the exchange token was made for the client that presents
/// it (AADSTS700213).
pub(crate) fn exchange_token_is_for_this_agent(inputs: &Inputs) -> Option<Finding> {
    let token = ReadToken::read(inputs.secret(InputId::BlueprintToken)?.expose())?;
    let claims = &token.claims;
    if TokenKind::of(claims) != TokenKind::BlueprintExchange {
        return Some(Finding::new(
            "not-an-exchange-token",
            Severity::Warning,
            "The client assertion is not a blueprint's exchange token, so Entra will not take it as the agent's proof. Ask for it with the token exchange as scope.",
        ));
    }
    let target = kind::target_agent(claims)?;
    let agent = inputs.plain(InputId::AgentIdentityId);
    if agent.is_empty() || target.eq_ignore_ascii_case(agent) {
        return None;
    }
    let mut finding = Finding::new(
        "exchange-token-for-another-agent",
        Severity::Warning,
        format!(
            "T1 was made for the agent identity {}, and this request says {}. Entra will refuse it (AADSTS700213).",
            verdict::short(&target),
            verdict::short(agent)
        ),
    );
    finding.fix = Guid::parse(&target).map(|_| Fix {
        label: format!("Use {}", verdict::short(&target)),
        input: InputId::AgentIdentityId,
        text: target,
    });
    Some(finding)
}

/// Client credentials take one resource with `/.default` (AADSTS1002012).
pub(crate) fn scope_is_one_resource_with_default(inputs: &Inputs) -> Option<Finding> {
    let scope = inputs.plain(InputId::Scope);
    let mut scopes = scope.split_whitespace();
    let first = scopes.next()?;
    if scopes.next().is_some() {
        return Some(Finding::new(
            "scope-more-than-one",
            Severity::Warning,
            "An app-only token is for one API: keep one scope that ends with /.default.",
        ));
    }
    (!first.ends_with(wire::DEFAULT_SCOPE_SUFFIX)).then(|| {
        Finding::new(
            "scope-without-default",
            Severity::Warning,
            "An app-only scope ends with /.default. Entra refuses single permissions here (AADSTS1002012).",
        )
    })
}

/// A warning without a repair.
pub(crate) fn warning(code: &'static str, message: &str) -> Option<Finding> {
    Some(Finding::new(code, Severity::Warning, message))
}

/// The second exchange token is the agent identity's own, not the blueprint's.
pub(crate) fn agent_token_is_an_exchange_token(inputs: &Inputs) -> Option<Finding> {
    let token = ReadToken::read(inputs.secret(InputId::AgentToken)?.expose())?;
    if TokenKind::of(&token.claims) == TokenKind::AgentExchange {
        return None;
    }
    warning(
        "not-an-agent-exchange-token",
        "T2 is not an agent identity's exchange token, so Entra will not take it. Run the step before.",
    )
}

/// `user_id` takes an object id; a sign-in name there is refused (AADSTS50000).
pub(crate) fn agent_user_fits_its_parameter(inputs: &Inputs) -> Option<Finding> {
    let user = inputs.plain(InputId::AgentUser);
    let named = user.contains('@');
    match inputs.plain(InputId::AgentUserVariant) {
        "user-id" if named => warning(
            "user-id-is-a-name",
            "user_id takes the object ID. Entra refuses a sign-in name there (AADSTS50000).",
        ),
        "username" | "legacy-jwt-bearer" if !named && !user.is_empty() => warning(
            "username-is-not-a-name",
            "username takes a sign-in name such as agent@contoso.example.",
        ),
        "user-id" | "" | "auto" if !named && !user.is_empty() && Guid::parse(user).is_none() => {
            warning("not-a-guid", "The agent user is neither a GUID nor a sign-in name with @.")
        }
        _ => None,
    }
}

/// The form of older blogs.
pub(crate) fn agent_user_form_is_current(inputs: &Inputs) -> Option<Finding> {
    if inputs.plain(InputId::AgentUserVariant) != "legacy-jwt-bearer" {
        return None;
    }
    warning(
        "superseded-form",
        "This jwt-bearer form is superseded. Use it to understand older code, not for new code.",
    )
}

/// The person's token is for the blueprint, and is a person's.
pub(crate) fn user_token_is_a_persons(inputs: &Inputs) -> Option<Finding> {
    let text = inputs.secret(InputId::UserToken)?.expose();
    if let Some(finding) = stands_for_a_user(text) {
        return Some(finding);
    }
    let audience = ReadToken::read(text)?.claims.str("aud")?.into_owned();
    let agents = ReadToken::read(inputs.secret(InputId::BlueprintToken)?.expose())?;
    let blueprint = Guid::parse(&agents.claims.str("azp")?)?;
    // A blueprint can have an App ID URI that does not hold its client ID.
    let named = Guid::parse(audience.strip_prefix("api://").unwrap_or(&audience));
    if named == Some(blueprint) || (named.is_none() && ids::app(&audience).is_none()) {
        return None;
    }
    warning(
        "user-token-for-another-api",
        "Tc is not for the blueprint that made T1. Its audience is the blueprint (AADSTS500131).",
    )
}

/// The incoming token is for the API that presents it.
pub(crate) fn incoming_token_is_for_this_api(inputs: &Inputs) -> Option<Finding> {
    let text = inputs.secret(InputId::Assertion)?.expose();
    if let Some(finding) = stands_for_a_user(text) {
        return Some(finding);
    }
    let audience = ReadToken::read(text)?.claims.str("aud")?.into_owned();
    let api = inputs.plain(InputId::ServiceId);
    // An App ID URI of another form may name the same API.
    let named = Guid::parse(audience.strip_prefix("api://").unwrap_or(&audience));
    if named.is_some() && Guid::parse(api).is_some() && named != Guid::parse(api) {
        return warning(
            "incoming-token-for-another-api",
            "The incoming token is for another API than this client (AADSTS50013).",
        );
    }
    None
}

fn stands_for_a_user(text: &str) -> Option<Finding> {
    match TokenKind::of(&ReadToken::read(text)?.claims) {
        TokenKind::AppOnly
        | TokenKind::AgentAppOnly
        | TokenKind::ManagedIdentity
        | TokenKind::BlueprintExchange
        | TokenKind::AgentExchange => warning(
            "user-token-is-an-apps",
            "This token is an app's own and stands for no user. Entra refuses it (AADSTS7000114).",
        ),
        TokenKind::IdToken => warning(
            "user-token-is-an-id-token",
            "This is an ID token. An access token for the client belongs here.",
        ),
        _ => None,
    }
}
