//! What there is to read about a flow, as Markdown of the plainest kind: a line is
//! a heading (`# `), a command (four spaces), a link (`https://` and, behind a blank,
//! its name), or a sentence.

use super::add;
use crate::client_auth::Credential;
use crate::endpoint::{CLOUDS, Cloud};
use crate::flows::{Flow, NOT_OFFERED, Row};
use crate::inputs::Inputs;

/// Makes a key and its certificate, for tests.
const CERTIFICATE: &str = r#"
# A certificate for tests
Each of these prints a certificate and its key as PEM, good for 30 days. Paste both into the field, and upload the certificate alone to the app registration: never the key.
With openssl:
    openssl req -x509 -newkey rsa:2048 -noenc -subj /CN=test -days 30 -keyout key.pem -out certificate.pem
    cat certificate.pem key.pem
With PowerShell 7.4 or later:
    $key = [Security.Cryptography.RSA]::Create(2048)
    $hash = [Security.Cryptography.HashAlgorithmName]::SHA256
    $padding = [Security.Cryptography.RSASignaturePadding]::Pkcs1
    $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=test', $key, $hash, $padding)
    $certificate = $request.CreateSelfSigned([DateTimeOffset]::UtcNow, [DateTimeOffset]::UtcNow.AddDays(30))
    $certificate.ExportCertificatePem(); $key.ExportPkcs8PrivateKeyPem()
"#;

/// Prints a token that a federated credential trusts. `{audience}` stands for the
/// token exchange of the cloud.
const FEDERATED: &str = r#"
# A token for a federated credential
Run one of these where the identity lives, and paste the token. Its issuer, subject and audience must be those of the credential, case included.
Azure virtual machine with a user-assigned identity; the subject is its object (principal) ID:
    curl -s -H Metadata:true 'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource={audience}' | jq -r .access_token
App Service and Functions:
    curl -s -H "X-IDENTITY-HEADER: $IDENTITY_HEADER" "$IDENTITY_ENDPOINT?api-version=2019-08-01&resource={audience}" | jq -r .access_token
GitHub Actions, in a job with the permission id-token: write; good for about 5 minutes, and readable by whoever reads the log:
    curl -s -H "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" "$ACTIONS_ID_TOKEN_REQUEST_URL&audience={audience}" | jq -r .value
Kubernetes with workload identity, in the pod; the subject is system:serviceaccount:{namespace}:{name}:
    cat /var/run/secrets/azure/tokens/azure-identity-token
A token that was itself got by a federated credential is refused (AADSTS700231).
"#;

/// The notes of a flow, for the cloud that its form names.
pub(super) fn text(flow: &Flow, inputs: &Inputs) -> String {
    let mut text = String::new();
    if let Some(notes) = flow.notes() {
        text += "# What goes wrong\n";
        for pitfall in notes.pitfalls {
            add(&mut text, &[*pitfall, "\n"]);
        }
        text += "\n# Read more\n";
        for spec in notes.links {
            add(&mut text, &[spec.url(), " ", spec.name(), "\n"]);
        }
    }
    let cloud = inputs.cloud().unwrap_or_default();
    let offers = |credential| {
        flow.steps.iter().flat_map(|step| step.params).any(|row| match row {
            Row::ChosenCredential(_, offered) | Row::CredentialOfPlatform(_, offered) => {
                offered.contains(&credential)
            }
            _ => false,
        })
    };
    if offers(Credential::Certificate) {
        text += CERTIFICATE;
    }
    if offers(Credential::Federated) {
        let audience = cloud.row().exchange_audience.unwrap_or("{audience}");
        text += &FEDERATED.replace("{audience}", audience);
    }
    text += "\n# Not offered here, and why\n";
    for one in &NOT_OFFERED {
        add(&mut text, &[one.name, ", ", one.request, ": ", one.why]);
        if let Some(code) = one.code {
            add(&mut text, &[" A try gets AADSTS", &code.to_string(), "."]);
        }
        add(&mut text, &["\n", one.spec.url(), " ", one.spec.name(), "\n"]);
    }
    text += "\n# Clouds\n";
    for row in &CLOUDS {
        let unknown = "uncertain";
        add(
            &mut text,
            &[
                row.name,
                if row.cloud == cloud { " (chosen): " } else { ": " },
                row.authority,
                ", Graph ",
                row.graph,
                ", Resource Manager ",
                row.resource_manager.unwrap_or(unknown),
                ", token exchange ",
                row.exchange_audience.unwrap_or(unknown),
                if row.cloud == Cloud::Public { ".\n" } else { "; Agent ID uncertain.\n" },
            ],
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::FLOWS;
    use crate::inputs::InputId;

    #[test]
    fn notes_name_what_goes_wrong_and_what_is_not_offered() {
        for flow in FLOWS {
            let text = text(flow, &Inputs::default());
            let notes = flow.notes().expect("every flow has notes");
            assert!(notes.pitfalls.iter().all(|pitfall| text.contains(pitfall)), "{text}");
            for one in &NOT_OFFERED {
                assert!(text.contains(one.why), "{}", one.name);
            }
            assert!(text.contains("AADSTS70003") && text.contains("AADSTS50126"), "{text}");
        }
    }

    #[test]
    fn commands_stand_where_a_credential_is_chosen_with_the_audience_of_the_cloud() {
        let flow = |id| crate::flows::FlowId::parse(id).expect("a flow");
        let mut inputs = Inputs::default();
        inputs.set(InputId::Cloud, "us-gov".to_owned());
        let with = text(flow("client-credentials"), &inputs);
        for word in [
            "openssl req",
            "CreateSelfSigned",
            "IDENTITY_HEADER",
            "ACTIONS_ID_TOKEN",
            "azure-identity-token",
        ] {
            assert!(with.contains(word), "{word}");
        }
        assert!(with.contains("resource=api://AzureADTokenExchangeUSGov'"), "{with}");
        let without = text(flow("device-code"), &inputs);
        assert!(!without.contains("openssl"), "{without}");
    }

    #[test]
    fn cells_that_nobody_knows_say_so() {
        let text = text(FLOWS[0], &Inputs::default());
        assert!(text.contains("GovSG (Singapore): https://login.sovcloud-identity.sg, Graph https://graph.svc.sovcloud.sg, Resource Manager uncertain, token exchange uncertain"));
    }
}
