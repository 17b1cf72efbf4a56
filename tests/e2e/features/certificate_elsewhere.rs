//! What the page signs is good for other libraries, and what they sign wrongly is
//! refused in the page. Needs `jose` and `PyJWT`, which the test command installs.

use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};

use super::certificate::{at_the_socket, pem, upload};
use crate::support::{Stage, example, provided};

/// Checks signature, times, names and thumbprint, each from the certificate alone.
const JOSE_VERIFIES: &str = "
    import { importX509, jwtVerify } from 'jose';
    import { createHash, X509Certificate } from 'node:crypto';
    const { token, pem, audience, client, algorithm } = JSON.parse(process.argv[1]);
    const key = await importX509(pem, algorithm);
    const names = { audience, issuer: client, subject: client, algorithms: [algorithm] };
    const { protectedHeader } = await jwtVerify(token, key, names);
    const [member, hash] = algorithm === 'PS256' ? ['x5t#S256', 'sha256'] : ['x5t', 'sha1'];
    const thumbprint = createHash(hash).update(new X509Certificate(pem).raw).digest('base64url');
    console.log(protectedHeader[member] === thumbprint ? 'good' : 'another thumbprint');";

/// The same in Python.
const PYJWT_VERIFIES: &str = "
import base64, hashlib, json, sys
import jwt
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
order = json.loads(sys.argv[1])
certificate = x509.load_pem_x509_certificate(order['pem'].encode())
client, algorithm = order['client'], order['algorithm']
claims = jwt.decode(order['token'], certificate.public_key(), algorithms=[algorithm],
    audience=order['audience'], issuer=client, options={'require': ['exp', 'nbf', 'jti', 'sub']})
member, digest = ('x5t#S256', hashlib.sha256) if algorithm == 'PS256' else ('x5t', hashlib.sha1)
digest = digest(certificate.public_bytes(Encoding.DER)).digest()
thumbprint = base64.urlsafe_b64encode(digest).rstrip(b'=').decode()
same = jwt.get_unverified_header(order['token'])[member] == thumbprint and claims['sub'] == client
print('good' if same else 'another thumbprint or subject')
";

/// An assertion with the wrong parts that the order names.
const JOSE_SIGNS: &str = "
    import { importPKCS8, SignJWT } from 'jose';
    import { createHash, X509Certificate } from 'node:crypto';
    const { key, certificate, audience, client, algorithm, until } = JSON.parse(process.argv[1]);
    const digest = createHash('sha256').update(new X509Certificate(certificate).raw);
    const now = Math.floor(Date.now() / 1000);
    const assertion = new SignJWT({ jti: crypto.randomUUID() })
        .setProtectedHeader({ alg: algorithm, typ: 'JWT', 'x5t#S256': digest.digest('base64url') })
        .setIssuer(client).setSubject(client).setAudience(audience)
        .setNotBefore(now + until - 600).setExpirationTime(now + until);
    console.log(await assertion.sign(await importPKCS8(key, algorithm)));";

fn node(script: &str, order: &Value) -> String {
    let folder: PathBuf = provided("PLAYGROUND_JOSE");
    let mut node = Command::new("node");
    said(node.current_dir(folder).args(["--input-type=module", "-e", script, &order.to_string()]))
}

fn python(script: &str, order: &Value) -> String {
    said(Command::new(provided("PLAYGROUND_PYTHON")).args(["-c", script, &order.to_string()]))
}

fn said(command: &mut Command) -> String {
    let output = command.output().expect("it is installed");
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{wrong}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// The token endpoint that the request on show goes to.
async fn endpoint(stage: &Stage) -> String {
    let line = stage.request_lines().await.remove(0);
    line.strip_prefix("POST ").expect("a token request").to_owned()
}

#[tokio::test]
async fn jose_and_pyjwt_accept_what_the_page_signs() {
    let stage = at_the_socket().await;
    let pem = pem();
    upload(&stage, &pem).await;
    stage.paste("#field-client_assertion", &pem).await;
    let audience = endpoint(&stage).await;
    let client = &example()["blueprint_id"];
    let certificate = &pem[..pem.find("-----BEGIN PRIVATE KEY").expect("a key")];
    for algorithm in ["PS256", "RS256"] {
        if algorithm == "RS256" {
            stage.press("Sign anew, RS256").await;
        }
        stage.read(&format!("\"alg\": \"{algorithm}\"")).await;
        let field = stage.see("#field-client_assertion").await;
        let token = field.prop("value").await.expect("a property").expect("an assertion");
        let order = json!({
            "token": token, "pem": certificate, "audience": audience, "client": client,
            "algorithm": algorithm,
        });
        assert_eq!(node(JOSE_VERIFIES, &order), "good", "jose, {algorithm}");
        assert_eq!(python(PYJWT_VERIFIES, &order), "good", "PyJWT, {algorithm}");
        stage.press("Run this step").await;
        stage.see(".chain-token[data-state=done]").await;
    }
    stage.close().await;
}

#[tokio::test]
async fn an_assertion_with_one_thing_wrong_is_refused_with_its_number() {
    let stage = at_the_socket().await;
    let (ours, another) = (pem(), pem());
    upload(&stage, &ours).await;
    let parts = |pem: &str| {
        let at = pem.find("-----BEGIN PRIVATE KEY").expect("a key");
        (pem[..at].to_owned(), pem[at..].to_owned())
    };
    let ((certificate, key), (other_certificate, other_key)) = (parts(&ours), parts(&another));
    let audience = endpoint(&stage).await;
    let elsewhere = "https://login.microsoftonline.com/common/oauth2/v2.0/token".to_owned();
    for (wrong, key, certificate, audience, until, number) in [
        ("key", &other_key, &certificate, &audience, 300, "AADSTS700027"),
        ("thumbprint", &key, &other_certificate, &audience, 300, "AADSTS700027"),
        ("audience", &key, &certificate, &elsewhere, 300, "AADSTS700023"),
        ("time", &key, &certificate, &audience, -900, "AADSTS700024"),
        ("nothing", &key, &certificate, &audience, 300, ""),
    ] {
        let order = json!({
            "key": key, "certificate": certificate, "audience": audience, "until": until,
            "client": example()["blueprint_id"], "algorithm": "PS256",
        });
        let assertion = node(JOSE_SIGNS, &order);
        let script = "
            const field = document.querySelector('#field-client_assertion');
            field.focus(); field.select();
            document.execCommand('insertText', false, arguments[0]);";
        stage.ask(script, vec![json!(assertion)]).await;
        stage.press("Run this step").await;
        if number.is_empty() {
            stage.see(".chain-token[data-state=done]").await;
        } else {
            stage.read(number).await;
            assert!(!stage.text(".refusal").await.is_empty(), "{wrong}");
        }
    }
    stage.close_after_a_refused_request().await;
}
