//! The page where a person enters the code that a device shows (RFC 8628 3.3).

use protocol::secret::Secret;

use super::page::Page;
use super::{Visit, consent};
use crate::refusals::{Refusal, RefusalId};
use crate::scope::Asked;
use crate::state::{DEVICE_LIFETIME_S, Decision, Device};

pub(super) fn visit<'a>(visit: &Visit<'a>) -> Page<'a> {
    match steps(visit) {
        Ok(page) => page,
        Err(refusal) => Page::Error(refusal),
    }
}

fn steps<'a>(visit: &Visit<'a>) -> Result<Page<'a>, Refusal> {
    let context = visit.context;
    let Some(typed) = visit.form.filled("user_code").map(Secret::expose) else {
        return Ok(Page::Device);
    };
    let typed = typed.trim().to_ascii_uppercase();
    let now = context.now;
    let is_meant = |device: &Device| {
        device.user_code.expose() == typed
            && device.decision == Decision::Pending
            && now <= device.issued + DEVICE_LIFETIME_S
    };
    let found = context.store.with(|state| state.devices.values().find(|d| is_meant(d)).cloned());
    let Some(device) = found else { return Err(Refusal::new(RefusalId::DeviceCodeUnknown)) };
    let Some(client) = context.directory.client(&device.client.to_string()) else {
        return Err(Refusal::new(RefusalId::DeviceCodeUnknown));
    };
    let decide = |decision: Decision, message: &'static str| {
        context.store.with(|state| {
            if let Some(device) = state.devices.values().find(|d| is_meant(d)) {
                device.decision = decision;
            }
        });
        Ok(Page::Done { message })
    };
    const DECLINED: &str = "You declined. You can close this window.";
    if matches!(visit.said(), "cancel" | "deny") {
        return decide(Decision::Declined, DECLINED);
    }
    let Some(person) = visit.person()? else {
        let Page::SignIn { client, people, hint, .. } = visit.sign_in(client) else {
            return Ok(Page::Device);
        };
        return Ok(Page::SignIn { client, people, hint, user_code: Some(typed) });
    };
    if visit.said() != "accept" {
        let asked = Asked::read(&device.scope, context)?;
        let asks = consent::missing(context, &client, &asked, person, true);
        return Ok(Page::Consent {
            client,
            person,
            asks: consent::shown(context, &asked, asks),
            everyone: false,
            user_code: Some(typed),
        });
    }
    let asked = Asked::read(&device.scope, context)?;
    let missing = consent::missing(context, &client, &asked, person, false);
    if !person.admin && missing.iter().any(|ask| ask.scope.is_some_and(|scope| scope.admin)) {
        return Err(Refusal::new(RefusalId::AdminNeeded)
            .with("name", client.name())
            .with("tenant", &context.directory.tenant.name));
    }
    consent::record(context, &client, &missing, Some(person.id));
    decide(
        Decision::Accepted(person.id),
        "You have signed in on your device. You can close this window.",
    )
}
