//! Whose keys are asked for a signature: known once the token is explained, and
//! never a host that only the token names.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use playground::action::Action;
use playground::decoder::{self, Job, verification};
use playground::effect::{Carrier, Effect};
use playground::explanations;
use playground::preferences::Preferences;
use playground::state::State;
use playground::update::update;
use protocol::crossing;
use protocol::explanation::{Simulated, explain};
use protocol::identity::Names;
use protocol::inputs::Inputs;
use protocol::secret::Secret;

fn token(kid: &str, issuer: &str) -> Secret {
    let encode = |json: String| URL_SAFE_NO_PAD.encode(json);
    let header = encode(format!(r#"{{"alg":"RS256","kid":"{kid}"}}"#));
    let claims = encode(format!(r#"{{"iss":"{issuer}","tid":"contoso.example"}}"#));
    Secret::new(format!("{header}.{claims}.c2ln"))
}

/// The decoder with a token of which nothing is told yet, and what it asks.
fn pasted(token: &Secret) -> (State, Vec<Effect>) {
    let mut state = State::new(Inputs::default(), Names::default(), Preferences::default());
    let effects = update(&mut state, Action::PastedAnywhere(token.clone()));
    let effects = answered(&mut state, effects);
    (state, effects)
}

/// Answered in bytes, as the page's other module does.
fn answered(state: &mut State, effects: Vec<Effect>) -> Vec<Effect> {
    let answer = |effect| {
        let Effect::Explain(asked) = effect else { return Vec::new() };
        let bytes = explain(&crossing::to_bytes(&asked), &Simulated::default()).expect("answers");
        let answers = crossing::from_bytes(&bytes);
        let action = explanations::Action::Answered { asked, answers };
        update(state, Action::Explanations(action))
    };
    effects.into_iter().flat_map(answer).collect()
}

fn wanted(state: &mut State, token: &Secret) -> Vec<Effect> {
    update(state, Action::Decoder(decoder::Action::VerifyWanted(token.clone())))
}

/// Where keys are asked for, and how that goes there.
fn fetched(state: &mut State, token: &Secret) -> (Carrier, String) {
    let effects = wanted(state, token);
    let [Effect::Decoder(Job::Fetch { carrier, request, .. })] = &effects[..] else {
        panic!("{effects:?}")
    };
    (carrier.clone(), request.url.to_string())
}

const KEYS: &str = "https://login.microsoftonline.com/contoso.example/discovery/v2.0/keys";

#[test]
fn keys_are_asked_for_at_entras_host_once_the_token_is_explained() {
    let token = token("k", "https://sts.windows.net/contoso.example/");
    let (mut state, effects) = pasted(&token);
    assert!(verification(&state, &token).holder.is_none(), "nothing is told yet");
    assert_eq!(wanted(&mut state, &token), []);
    answered(&mut state, effects);
    let holder = verification(&state, &token).holder.expect("a holder");
    assert_eq!(holder.name, "login.microsoftonline.com");
    assert_eq!(fetched(&mut state, &token), (Carrier::Direct, KEYS.to_owned()));
}

#[test]
fn no_keys_are_asked_for_at_a_host_that_only_the_token_names() {
    for issuer in ["https://evil.example/contoso.example/", "https://sts.windows.net/a%2F/"] {
        let token = token("k", issuer);
        let (mut state, effects) = pasted(&token);
        answered(&mut state, effects);
        assert!(verification(&state, &token).holder.is_none(), "{issuer}");
        assert_eq!(wanted(&mut state, &token), [], "{issuer}");
    }
}

#[test]
fn the_simulated_entra_has_the_keys_of_its_own_tokens() {
    let token = token("simulated-1", "https://sts.windows.net/other.example/");
    let (mut state, effects) = pasted(&token);
    answered(&mut state, effects);
    assert_eq!(fetched(&mut state, &token), (Carrier::Simulated, KEYS.to_owned()));
}
