//! A client's own assertion (`private_key_jwt`, RFC 7523 3), signed with a
//! certificate that was uploaded to it.

use crate::assertion::Assertion;
use crate::authentication::out_of_time;
use crate::certificate::Certificate;
use crate::context::{Call, Stop};
use crate::directory::Credentials;
use crate::refusals::{Refusal, RefusalId};
use crate::signer::{Algorithm, Signer};
use crate::token_check::is_in_time;
use protocol::guid::Guid;

pub(crate) async fn check(
    call: &Call<'_>,
    credentials: &Credentials,
    assertion: &Assertion<'_>,
    signer: &impl Signer,
) -> Result<(), Stop> {
    let refuse = |id| Err(Refusal::new(id).into());
    let client = call.client.app_id();
    if [&assertion.issuer, &assertion.subject].iter().any(|id| Guid::parse(id) != Some(client)) {
        return refuse(RefusalId::AssertionClient);
    }
    let Some(certificate) = find(credentials, assertion) else {
        return refuse(RefusalId::CertificateUnknown);
    };
    let algorithm = match assertion.algorithm.as_str() {
        "RS256" => Algorithm::Rs256,
        "PS256" => Algorithm::Ps256,
        _ => return refuse(RefusalId::AssertionSignature),
    };
    let input = assertion.signing_input.as_bytes();
    if !signer.verify_with(certificate.key(), algorithm, input, &assertion.signature).await? {
        return refuse(RefusalId::AssertionSignature);
    }
    if certificate.expires() < call.context.now {
        return Err(Refusal::new(RefusalId::CertificateExpired)
            .with("client", &client.to_string())
            .into());
    }
    if !is_in_time(assertion, call.context.now) {
        return Err(out_of_time(RefusalId::AssertionTime, assertion, call.context.now).into());
    }
    check_audience(call, assertion).map_err(Stop::from)
}

/// The certificate that the header names: `x5t#S256`, `x5t`, `kid` or `x5c`.
fn find<'a>(credentials: &'a Credentials, assertion: &Assertion<'_>) -> Option<&'a Certificate> {
    let names: Vec<_> =
        ["x5t#S256", "x5t", "kid"].iter().filter_map(|name| assertion.header.str(name)).collect();
    let chain = assertion.header.strings("x5c").unwrap_or_default();
    credentials.certificates.iter().find(|certificate| {
        names.iter().any(|name| certificate.is_called(name))
            || chain.first().is_some_and(|first| certificate.is_encoded_as(first))
    })
}

/// `aud`: the token endpoint of this tenant, of version 2.0 or 1.0, or the issuer.
fn check_audience(call: &Call<'_>, assertion: &Assertion<'_>) -> Result<(), Refusal> {
    let origin = call.context.authority.origin();
    let tenant = &call.context.directory.tenant;
    let id = tenant.id.to_string();
    let expected = format!("{origin}/{id}/oauth2/v2.0/token");
    let tenants = [id.as_str(), &tenant.domain, call.tenant_segment];
    let fits = tenants.iter().any(|tenant| {
        ["/oauth2/v2.0/token", "/oauth2/token", "/v2.0"]
            .iter()
            .any(|path| assertion.audience == format!("{origin}/{tenant}{path}"))
    });
    if fits {
        return Ok(());
    }
    Err(Refusal::new(RefusalId::AssertionRealm)
        .with("expected", &expected)
        .with("audience", &assertion.audience))
}
