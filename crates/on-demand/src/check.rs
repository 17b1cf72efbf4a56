//! The check of a signature, and what it says.

use protocol::finding::{Finding, Severity};
use protocol::token::ReadToken;
use protocol::token::signature::crossing::{Order, Report};
use protocol::token::signature::{self, CannotVerify};

use crate::platform::verify::verify;

/// Checks what is ordered.
pub(crate) async fn report(order: &Order) -> Report {
    let plan = ReadToken::read(order.token.expose())
        .ok_or(CannotVerify::Unsigned)
        .and_then(|token| signature::plan(&token, order.keys.expose(), order.source()));
    let plan = match plan {
        Ok(plan) => plan,
        Err(reason) => {
            let finding = Finding::new(reason.code(), Severity::Warning, reason.to_string());
            return Report { good: false, findings: vec![finding] };
        }
    };
    let checked = verify(&plan).await.ok();
    let mut findings = match checked {
        Some(true) => vec![
            Finding::new(
                "signature-good",
                Severity::Info,
                format!("The signature is good. {}", plan.what_is_checked),
            ),
            Finding::new("not-checked", Severity::Info, plan.what_is_not),
        ],
        Some(false) => vec![Finding::new(
            "signature-bad",
            Severity::Error,
            "The signature is bad: the token was changed after signing, or another key signed it. Nothing in it can be relied on.",
        )],
        None => vec![Finding::new(
            "signature-not-checked",
            Severity::Warning,
            "This browser cannot check this algorithm with this key.",
        )],
    };
    findings.extend(plan.notes);
    Report { good: checked == Some(true), findings }
}
