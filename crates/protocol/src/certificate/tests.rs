use super::*;

const CERTIFICATE: &str = include_str!("../../tests/data/certificates/certificate.pem");

fn block(label: &str, inside: &str) -> String {
    format!("-----BEGIN {label}-----\n{inside}\n-----END {label}-----\n")
}

fn problem(text: &str) -> Option<PemProblem> {
    KeyPair::read(text).err()
}

#[test]
fn certificate_and_key_are_found_in_either_order_and_between_other_text() {
    let key = block("PRIVATE KEY", "a2V5\r\nIGJ5dGVz");
    for text in [[CERTIFICATE, &key].concat(), [&key, "Bag Attributes\n", CERTIFICATE].concat()] {
        let Ok(pair) = KeyPair::read(&text) else { panic!("no pair in {text}") };
        assert_eq!(pair.private_key.as_slice(), b"key bytes");
        assert_eq!(pair.certificate.first(), Some(&0x30));
    }
}

#[test]
fn every_other_paste_gets_a_sentence_with_what_to_do() {
    let key = block("PRIVATE KEY", "a2V5");
    for (text, expected) in [
        (String::new(), PemProblem::NotPem),
        ("MIIJ".repeat(100), PemProblem::NotPem),
        (key.clone(), PemProblem::NoCertificate),
        (CERTIFICATE.to_owned(), PemProblem::NoKey),
        ([CERTIFICATE, CERTIFICATE, &key].concat(), PemProblem::Several),
        (block("RSA PRIVATE KEY", "a2V5"), PemProblem::Pkcs1),
        (block("ENCRYPTED PRIVATE KEY", "a2V5"), PemProblem::Encrypted),
        (block("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\n\na2V5"), PemProblem::Encrypted),
        (block("EC PRIVATE KEY", "a2V5"), PemProblem::EllipticCurve),
        (block("PRIVATE KEY", "not base64!"), PemProblem::Damaged),
        ("-----BEGIN PRIVATE KEY-----\na2V5".to_owned(), PemProblem::Damaged),
    ] {
        assert_eq!(problem(&text), Some(expected), "{text}");
    }
}

#[test]
fn an_assertion_says_what_entra_documents_and_names_the_certificate_by_its_thumbprint() {
    let thumbprints = Thumbprints { sha1: [0xab; 20], sha256: [1; 32] };
    let assertion = |algorithm| Assertion {
        algorithm,
        client_id: "8b1d6f07-52ce-4a38-9d64-e0a73c95b1f2".to_owned(),
        endpoint: "https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token".to_owned(),
        id: Guid::from_bytes([7; 16]),
        now: 1_770_040_865,
    };
    let ps256 = assertion(AssertionAlgorithm::Ps256);
    insta::assert_snapshot!(format!("{}\n{}", ps256.header(&thumbprints), ps256.claims()), @r#"
    {"alg":"PS256","typ":"JWT","x5t#S256":"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE"}
    {"aud":"https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token","iss":"8b1d6f07-52ce-4a38-9d64-e0a73c95b1f2","sub":"8b1d6f07-52ce-4a38-9d64-e0a73c95b1f2","jti":"07070707-0707-0707-0707-070707070707","nbf":1770040865,"exp":1770041465,"iat":1770040865}
    "#);
    assert_eq!(
        assertion(AssertionAlgorithm::Rs256).header(&thumbprints),
        r#"{"alg":"RS256","typ":"JWT","x5t":"q6urq6urq6urq6urq6urq6urq6s"}"#
    );
    assert_eq!(thumbprints.portal(), "AB".repeat(20));
}

#[test]
fn what_was_typed_as_client_id_cannot_add_claims() {
    let thumbprints = Thumbprints { sha1: [0; 20], sha256: [0; 32] };
    let assertion = Assertion {
        algorithm: AssertionAlgorithm::Ps256,
        client_id: "x\",\"sub\":\"y".to_owned(),
        endpoint: "https://a.example/".to_owned(),
        id: Guid::from_bytes([0; 16]),
        now: 0,
    };
    let claims: serde_json::Value =
        serde_json::from_str(&assertion.claims()).expect("the claims are JSON");
    assert_eq!(claims["sub"], "x\",\"sub\":\"y");
    let parts = assertion.signing_input(&thumbprints);
    assert_eq!(signed(&parts, b"sig").expose(), format!("{parts}.c2ln"));
}
