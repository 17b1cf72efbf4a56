//! A certificate's key in the browser's keeping, told as scripts.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use playground::action::Action;
use playground::certificate::KeyProblem;
use playground::effect::Effect;
use playground::fresh::Seed;
use playground::preferences::Preferences;
use playground::select;
use playground::state::State;
use playground::update::update;
use protocol::certificate::{
    Assertion, AssertionAlgorithm, NotKept, PemProblem, Thumbprints, signed,
};
use protocol::identity::Names;
use protocol::inputs::{InputId, Inputs};
use protocol::secret::Secret;
use protocol::token::ReadToken;

const PEM: &str = "-----BEGIN CERTIFICATE-----\nmarker\n-----END CERTIFICATE-----";
const THUMBPRINTS: Thumbprints = Thumbprints { sha1: [0xab; 20], sha256: [7; 32] };
const BLUEPRINT: &str = "9c0e7a52-4b1d-4f0e-8d3a-6a2f5b7c41d7";

fn opened() -> State {
    let mut examples = Inputs::default();
    examples.set(InputId::Tenant, "contoso.example".to_owned());
    examples.set(InputId::BlueprintId, BLUEPRINT.to_owned());
    examples.set(InputId::Credential, "certificate".to_owned());
    let mut state = State::new(examples, Names::default(), Preferences::default());
    let seed = Some(Seed::new([7; 32]));
    update(&mut state, Action::Opened { seed, address: "http://127.0.0.1:8080/".to_owned() });
    update(&mut state, Action::Ticked { now: 1_770_000_000_000 });
    state
}

fn paste(state: &mut State) -> Vec<Effect> {
    let text = Secret::new(PEM.to_owned());
    update(state, Action::FieldEdited { input: InputId::ClientAssertion, text })
}

fn import(state: &mut State, result: Result<Thumbprints, KeyProblem>) -> Vec<Effect> {
    let result = result.map(|thumbprints| thumbprints.portal());
    update(state, Action::KeyImported { input: InputId::ClientAssertion, result })
}

/// What the module that keeps keys makes of an assertion.
fn finished(assertion: &Assertion) -> Secret {
    signed(&assertion.signing_input(&THUMBPRINTS), &[1, 2, 3])
}

fn field(state: &State) -> select::Field {
    let fields = select::fields(state, &select::draft(state));
    fields.into_iter().find(|field| field.row.id == InputId::ClientAssertion).expect("the field")
}

#[test]
fn a_pasted_key_goes_to_the_browser_and_stays_out_of_the_form() {
    let mut state = opened();
    let pem = Secret::new(PEM.to_owned());
    assert_eq!(paste(&mut state), [Effect::ImportKey { input: InputId::ClientAssertion, pem }]);
    assert!(!state.session().inputs.has(InputId::ClientAssertion));
}

#[test]
fn an_assertion_is_signed_for_this_client_and_endpoint_and_shown_before_it_is_sent() {
    let mut state = opened();
    let effects = import(&mut state, Ok(THUMBPRINTS));
    let [Effect::Sign { input, assertion }] = effects.as_slice() else { panic!("{effects:?}") };
    let assertion = Some(finished(assertion));
    update(&mut state, Action::Signed { input: *input, assertion });
    let view = field(&state).assertion.expect("a view");
    assert_eq!(view.thumbprint.as_deref(), Some("AB".repeat(20).as_str()));
    let decoded = view.decoded.expect("an assertion");
    for words in [
        "\"alg\": \"PS256\"",
        "x5t#S256",
        BLUEPRINT,
        "https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token",
        "\"exp\": 1770000600",
    ] {
        assert!(decoded.contains(words), "{words} is not in {decoded}");
    }
    let held = state.session().inputs.secret(InputId::ClientAssertion).expect("an assertion");
    assert!(ReadToken::read(held.expose()).is_some());
}

#[test]
fn every_assertion_has_an_id_of_its_own() {
    let mut state = opened();
    let first = import(&mut state, Ok(THUMBPRINTS));
    let wanted = Action::AssertionWanted(InputId::ClientAssertion, AssertionAlgorithm::Rs256);
    let (second, third) = (update(&mut state, wanted.clone()), update(&mut state, wanted));
    assert!(first != second && second != third);
}

#[test]
fn a_paste_that_is_no_key_says_what_to_do() {
    let mut state = opened();
    import(&mut state, Err(KeyProblem::NotKept(NotKept::Pem(PemProblem::Encrypted).to_string())));
    let problem = field(&state).problem.expect("a sentence");
    assert!(problem.contains("openssl"), "{problem}");
    import(&mut state, Ok(THUMBPRINTS));
    assert!(state.session().inputs.ids().all(|id| id != InputId::ClientAssertion));
}

#[test]
fn a_signature_that_comes_after_clear_all_is_dropped() {
    let mut state = opened();
    import(&mut state, Ok(THUMBPRINTS));
    assert!(update(&mut state, Action::ClearAll).contains(&Effect::Forget));
    let (input, assertion) = (InputId::ClientAssertion, Secret::new("a.b.c".to_owned()));
    update(&mut state, Action::Signed { input, assertion: Some(assertion) });
    assert!(!state.session().inputs.has(InputId::ClientAssertion));
    assert_eq!(field(&state).assertion.expect("a view").thumbprint, None);
}
