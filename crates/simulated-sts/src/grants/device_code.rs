//! Device code (RFC 8628): the codes, and the polls that follow. The person's
//! page is in [`crate::sign_in`].

use protocol::request::HttpResponse;
use protocol::secret::Secret;
use protocol::wire;

use crate::answer::{Granted, Trail};
use crate::authentication::Proof;
use crate::context::{Call, Stop};
use crate::delegated;
use crate::directory::{Client, Platform};
use crate::json::Object;
use crate::refusals::{Refusal, RefusalId};
use crate::signer::Signer;
use crate::state::{DEVICE_LIFETIME_S, Decision, Delegation, Device};

/// Seconds between two polls, and how much a hasty poll adds (RFC 8628 3.5).
const INTERVAL_S: i64 = 5;

/// Letters and digits that nobody mixes up.
const USER_CODE: &[u8] = b"ABCDEFGHJKLMNPQRSTVWXYZ23479";

/// The device authorization endpoint (RFC 8628 3.1).
pub(crate) fn start(call: &Call<'_>, trail: &Trail) -> Result<HttpResponse, Refusal> {
    let context = call.context;
    let scope = call.parameters.required(wire::SCOPE)?.expose().to_owned();
    let Client::Application(application) = call.client else {
        return Err(Refusal::new(RefusalId::AgentInteractive));
    };
    let asked = crate::scope::Asked::read(&scope, context)?;
    asked.one(&scope)?;
    crate::sign_in::check_scopes(context, &call.client, &asked)?;
    let random: [u8; 9] = context.seed.bytes("user code");
    let letter = |byte: u8| char::from(USER_CODE[usize::from(byte) % USER_CODE.len()]);
    let user_code: String = random.into_iter().map(letter).collect();
    let device_code = format!(
        "1.simulated-device-code.{}",
        context.seed.guid("device code one").to_path_segment()
            + &context.seed.guid("device code two").to_path_segment()
    );
    let device = Device {
        client: application.app_id,
        scope,
        user_code: Secret::new(user_code.clone()),
        issued: context.now,
        interval: INTERVAL_S,
        polled: None,
        decision: Decision::Pending,
    };
    context.store.with(|state| state.devices.put(&device_code, device));
    let page = format!("{}/common/oauth2/deviceauth", context.authority.origin());
    let mut body = Object::new();
    body.string("user_code", &user_code);
    body.string("device_code", &device_code);
    body.string("verification_uri", &page);
    body.raw("expires_in", DEVICE_LIFETIME_S);
    body.raw("interval", INTERVAL_S);
    body.string(
        "message",
        &format!("To sign in, use a web browser to open the page {page} and enter the code {user_code} to authenticate."),
    );
    Ok(trail.respond(200, body))
}

pub(super) async fn answer(call: &Call<'_>, signer: &impl Signer) -> Result<Granted, Stop> {
    let name = call.parameters.required(wire::DEVICE_CODE)?;
    if crate::authentication::has_credential(call) {
        return Err(Refusal::new(RefusalId::PublicWithCredential).into());
    }
    let Client::Application(application) = call.client else {
        return Err(Refusal::new(RefusalId::AgentInteractive).into());
    };
    if !application.public_client_flows {
        return Err(Refusal::new(RefusalId::PublicFlowsOff).into());
    }
    let now = call.context.now;
    let (device, user) = call.context.store.with(|state| {
        let Some(device) = state.devices.get(name.expose()) else {
            return Err(Refusal::new(RefusalId::DeviceCodeUnknown));
        };
        if device.client != application.app_id {
            let refusal = Refusal::new(RefusalId::GrantOfAnotherClient);
            return Err(refusal.with("client", &application.app_id.to_string()));
        }
        let user = poll(device, now)?;
        let device = device.clone();
        let _ = state.devices.take(name.expose());
        Ok((device, user))
    })?;
    let delegation = Delegation {
        client: application.app_id,
        user,
        scope: device.scope,
        platform: Some(Platform::Native),
        session: call.context.seed.guid("sid"),
        nonce: None,
        started: now,
    };
    delegated::issue(call, delegation, Proof::Public, signer).await
}

/// The person who accepted.
fn poll(device: &mut Device, now: i64) -> Result<protocol::guid::Guid, Refusal> {
    if now > device.issued + DEVICE_LIFETIME_S {
        return Err(Refusal::new(RefusalId::DeviceExpired));
    }
    let waited = device.polled.map_or(i64::MAX, |polled| now - polled);
    device.polled = Some(now);
    match device.decision {
        Decision::Declined => Err(Refusal::new(RefusalId::DeviceDeclined)),
        Decision::Accepted(user) => Ok(user),
        Decision::Pending if waited < device.interval => {
            // Somebody who asks more slowly now than at first has understood, and may
            // only be behind because another program asked with the same code.
            if waited < INTERVAL_S {
                device.interval += INTERVAL_S;
            }
            let interval = device.interval.to_string();
            Err(Refusal::new(RefusalId::SlowDown).with("interval", &interval))
        }
        Decision::Pending => Err(Refusal::new(RefusalId::DevicePending)),
    }
}
