//! Signed tokens, prepared here and checked by ring: good ones verify, damaged
//! ones do not.
#![expect(clippy::expect_used, reason = "a test may stop on data of its own")]

#[path = "../examples/signed_tokens.rs"]
#[expect(dead_code, reason = "main is the program's; its tokens are what is tested")]
mod signed_tokens;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use protocol::token::ReadToken;
use protocol::token::algorithm::Family;
use protocol::token::json::Members;
use protocol::token::signature::{KeyMaterial, KeySource, VerifyPlan, plan};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256,
    RsaPublicKeyComponents, UnparsedPublicKey,
};

fn verifies(plan: &VerifyPlan) -> bool {
    let KeyMaterial::Jwk(jwk) = &plan.key else { panic!("a set gives JWKs") };
    let jwk = Members::read(jwk.as_bytes()).expect("a JWK");
    let number =
        |name| B64.decode(jwk.str(name).unwrap_or_default().as_bytes()).expect("base64url");
    let (input, signature) = (plan.signing_input.expose().as_bytes(), &plan.signature);
    match plan.algorithm.family {
        Family::Rsa | Family::RsaPss => {
            let rules = match plan.algorithm.family {
                Family::Rsa => &RSA_PKCS1_2048_8192_SHA256,
                _ => &RSA_PSS_2048_8192_SHA256,
            };
            RsaPublicKeyComponents { n: number("n"), e: number("e") }
                .verify(rules, input, signature)
                .is_ok()
        }
        Family::Ecdsa(..) => {
            let point = [vec![4], number("x"), number("y")].concat();
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(input, signature).is_ok()
        }
        Family::EdDsa => {
            UnparsedPublicKey::new(&ED25519, number("x")).verify(input, signature).is_ok()
        }
    }
}

#[test]
fn good_signatures_verify_and_damaged_ones_do_not() {
    let tokens = signed_tokens::signed(400).expect("signed tokens");
    let mut good = 0;
    for signed in &tokens {
        let token = ReadToken::read(&signed.token).expect("a token");
        let verified = plan(&token, &signed.keys, KeySource::Pasted).is_ok_and(|p| verifies(&p));
        assert_eq!(verified, signed.damage == "none", "{} {}", signed.alg, signed.damage);
        good += usize::from(verified);
    }
    assert_eq!(good, 200);
}
