//! What is looked at before a request is sent. Every check answers with a
//! finding: it warns, it does not block.

use crate::endpoint::TenantSegment;
use crate::finding::{Finding, Fix, Severity};
use crate::flows::Step;
use crate::guid::Guid;
use crate::inputs::{InputId, InputKind, Inputs};
use crate::token::{ReadToken, TokenKind, kind, verdict};
use crate::wire;

/// The checks that follow from what an input holds, for any step.
pub(crate) fn of_inputs(step: &Step, used: &[InputId], inputs: &Inputs) -> Vec<Finding> {
    let mut findings = Vec::new();
    for &id in used {
        let row = id.row();
        match row.kind {
            InputKind::Guid => findings.extend(guid(row.label, inputs.plain(id))),
            InputKind::Tenant => {
                findings.extend(tenant(inputs.plain(id), step.tenant_may_stand_for_many));
            }
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
                format!("{text} stands for many tenants, and nobody signs in to choose one. Enter the agent identity's home tenant."),
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
    Guid::parse(inputs.secret(InputId::ClientSecret)?.expose())?;
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
