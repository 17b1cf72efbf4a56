//! What the playground does, told as scripts: something happens, the effects
//! are looked at, an answer is given, the state is looked at.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use playground::action::{Action, Copied};
use playground::deployment::{Deployment, Proxy, Route};
use playground::destination::Destination;
use playground::effect::{Carrier, Effect};
use playground::preferences::{Preferences, Theme};
use playground::select::{self, FieldValue, Status};
use playground::state::{Attempt, Progress, State, TransportError};
use playground::update::update;
use proptest::prelude::*;
use protocol::endpoint::Authority;
use protocol::flows::FLOWS;
use protocol::identity::Names;
use protocol::inputs::{INPUTS, InputId, Inputs};
use protocol::render::{Format, Reveal, render};
use protocol::request::HttpResponse;
use protocol::secret::Secret;

fn examples() -> Inputs {
    let mut inputs = Inputs::default();
    for (id, text) in [
        (InputId::Tenant, "contoso.example"),
        (InputId::BlueprintId, "9c0e7a52-4b1d-4f0e-8d3a-6a2f5b7c41d7"),
        (InputId::AgentIdentityId, "5b1f0c9e-64d2-4a43-9f0e-2a7d3c11e8b4"),
        (InputId::ClientSecret, "example~secret"),
        (InputId::Scope, "https://graph.microsoft.com/.default"),
    ] {
        inputs.set(id, text.to_owned());
    }
    inputs
}

fn opened() -> State {
    State::new(examples(), Names::default(), Preferences::default())
}

fn deployed() -> State {
    let mut state = opened();
    let route = |name: &str, origin: &str| Route {
        name: name.to_owned(),
        authority: Authority::parse(origin).expect("an origin"),
        authorization: false,
    };
    let routes = vec![
        route("entra", "https://login.microsoftonline.com"),
        route("simulated", "http://127.0.0.1:9001"),
    ];
    let proxy = Some(Proxy { base: String::new(), routes });
    update(&mut state, Action::Deployed(Deployment { proxy, problem: None }));
    state
}

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

fn token(text: &str) -> HttpResponse {
    HttpResponse {
        status: 200,
        headers: vec![("x-ms-request-id".to_owned(), "r-1".to_owned())],
        body: secret(&format!(
            r#"{{"token_type":"Bearer","expires_in":3599,"access_token":"{text}"}}"#
        )),
    }
}

fn refusal() -> HttpResponse {
    HttpResponse {
        status: 401,
        headers: Vec::new(),
        body: secret(
            r#"{"error":"invalid_client","error_description":"AADSTS7000215: no","error_codes":[7000215],"correlation_id":"c-1"}"#,
        ),
    }
}

/// The one request that is to be sent.
fn sent(effects: &[Effect]) -> (Attempt, String) {
    let sends: Vec<_> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Send { attempt, request, .. } => {
                Some((*attempt, request.body.expose().to_owned()))
            }
            _ => None,
        })
        .collect();
    assert_eq!(sends.len(), 1, "one request is sent: {effects:?}");
    sends.into_iter().next().expect("one")
}

fn answer(state: &mut State, attempt: Attempt, response: HttpResponse) -> Vec<Effect> {
    update(state, Action::Answered { attempt, result: Ok(response), now: 1_000 })
}

fn edit(state: &mut State, input: InputId, text: &str) {
    update(state, Action::FieldEdited { input, text: secret(text) });
}

fn statuses(state: &State) -> Vec<Status> {
    select::chain(state).nodes.iter().map(|node| node.status).collect()
}

#[test]
fn run_all_on_the_examples_ends_in_the_resource_token() {
    let mut state = opened();
    assert_eq!(statuses(&state), [Status::Ready, Status::Waiting]);
    let (first, body) = sent(&update(&mut state, Action::RunAll));
    assert!(body.contains("fmi_path=5b1f0c9e"));
    assert_eq!(statuses(&state), [Status::Sending, Status::Waiting]);

    let (second, body) = sent(&answer(&mut state, first, token("t-one")));
    assert!(body.contains("client_assertion=t-one"), "the exchange token feeds the next step");
    let effects = answer(&mut state, second, token("t-two"));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Send { .. })));
    assert_eq!(statuses(&state), [Status::Done, Status::Done]);
    assert_eq!(state.step, 1);
    assert!(!state.running_all);
}

#[test]
fn run_all_stops_at_the_step_that_is_refused() {
    let mut state = opened();
    let (first, _) = sent(&update(&mut state, Action::RunAll));
    let effects = answer(&mut state, first, refusal());
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Send { .. })));
    assert_eq!(statuses(&state), [Status::Refused, Status::Waiting]);
    assert_eq!(state.step, 0);
    assert!(!state.running_all);
    assert_eq!(select::chain(&state).nodes[0].words, "AADSTS7000215");
}

#[test]
fn an_answer_that_comes_after_cancel_is_ignored() {
    let mut state = opened();
    let (attempt, _) = sent(&update(&mut state, Action::RunStep));
    let effects = update(&mut state, Action::Cancel);
    assert!(effects.contains(&Effect::Abort { attempt }));
    answer(&mut state, attempt, token("late"));
    assert_eq!(state.progress(0), Some(&Progress::Unsent(TransportError::Cancelled)));
}

#[test]
fn escape_closes_what_is_open_before_it_gives_up_what_is_under_way() {
    let mut state = opened();
    let (attempt, _) = sent(&update(&mut state, Action::RunStep));
    update(&mut state, Action::MenuToggled);
    assert_eq!(update(&mut state, Action::Escaped), []);
    assert!(!state.view.menu_open);
    assert!(update(&mut state, Action::Escaped).contains(&Effect::Abort { attempt }));
}

#[test]
fn a_double_click_sends_again_and_only_the_second_answer_counts() {
    let mut state = opened();
    let (first, _) = sent(&update(&mut state, Action::RunStep));
    let effects = update(&mut state, Action::RunStep);
    assert!(effects.contains(&Effect::Abort { attempt: first }));
    let (second, _) = sent(&effects);
    answer(&mut state, first, refusal());
    assert_eq!(statuses(&state)[0], Status::Sending);
    answer(&mut state, second, token("t"));
    assert_eq!(statuses(&state)[0], Status::Done);
}

#[test]
fn an_answer_for_an_earlier_form_is_marked_not_silently_kept() {
    let mut state = opened();
    let (attempt, _) = sent(&update(&mut state, Action::RunStep));
    answer(&mut state, attempt, token("t"));
    edit(&mut state, InputId::AgentIdentityId, "0c77aaaa-64d2-4a43-9f0e-2a7d3c11e8b4");
    assert_eq!(statuses(&state)[0], Status::Stale);
    edit(&mut state, InputId::AgentIdentityId, "5b1f0c9e-64d2-4a43-9f0e-2a7d3c11e8b4");
    assert_eq!(statuses(&state)[0], Status::Done);
}

#[test]
fn empty_fields_are_named_after_a_try_and_the_first_gets_the_focus() {
    let mut state = deployed();
    update(&mut state, Action::DestinationChosen(Destination::Proxy { route: "entra".to_owned() }));
    let problems = |state: &State| {
        let fields = select::fields(state, &select::draft(state));
        fields
            .into_iter()
            .filter_map(|field| field.problem.map(|_| field.row.id))
            .collect::<Vec<_>>()
    };
    assert_eq!(problems(&state), []);
    let effects = update(&mut state, Action::RunStep);
    assert_eq!(effects[0], Effect::Focus(InputId::Tenant));
    assert_eq!(
        problems(&state),
        [InputId::Tenant, InputId::BlueprintId, InputId::AgentIdentityId, InputId::ClientSecret]
    );
    edit(&mut state, InputId::Tenant, "a/b");
    assert!(problems(&state).contains(&InputId::Tenant));
}

#[test]
fn leaving_the_simulated_tenant_leaves_its_values_and_tokens_behind() {
    let mut state = deployed();
    let (attempt, _) = sent(&update(&mut state, Action::RunStep));
    answer(&mut state, attempt, token("t"));
    let proxy = Destination::Proxy { route: "entra".to_owned() };
    update(&mut state, Action::DestinationChosen(proxy));
    assert_eq!(state.session().inputs.ids().count(), 0);
    assert_eq!(statuses(&state), [Status::Incomplete, Status::Waiting]);
    let notice = select::leaving(&state).expect("a notice").words;
    assert!(notice.contains("login.microsoftonline.com"), "{notice}");
    edit(&mut state, InputId::Tenant, "fabrikam.example");
    update(&mut state, Action::DestinationChosen(Destination::Simulated));
    assert_eq!(state.session().inputs.plain(InputId::Tenant), "contoso.example");
    assert_eq!(select::leaving(&state), None);
    update(&mut state, Action::DestinationChosen(Destination::CopyPaste { route: None }));
    assert_eq!(
        state.session().inputs.plain(InputId::Tenant),
        "fabrikam.example",
        "nothing is lost"
    );
}

#[test]
fn the_proxy_gets_its_route_and_the_address_stays_the_authoritys() {
    let mut state = deployed();
    let proxy = Destination::Proxy { route: "simulated".to_owned() };
    update(&mut state, Action::DestinationChosen(proxy));
    for (id, text) in examples().plain_texts() {
        edit(&mut state, id, text);
    }
    edit(&mut state, InputId::ClientSecret, "s");
    let effects = update(&mut state, Action::RunStep);
    let url = effects.iter().find_map(|effect| match effect {
        Effect::Send { carrier: Carrier::Proxy { url }, request, .. } => {
            Some((url.clone(), request.url.to_string()))
        }
        _ => None,
    });
    let (called, shown) = url.expect("sent through the proxy");
    assert_eq!(called, "/simulated/contoso.example/oauth2/v2.0/token");
    assert_eq!(shown, "http://127.0.0.1:9001/contoso.example/oauth2/v2.0/token");
}

#[test]
fn what_the_route_cannot_carry_is_said_before_anything_is_sent() {
    let mut state = deployed();
    let proxy = Destination::Proxy { route: "entra".to_owned() };
    update(&mut state, Action::DestinationChosen(proxy));
    for (id, text) in examples().plain_texts() {
        edit(&mut state, id, text);
    }
    edit(&mut state, InputId::ClientSecret, "s");
    edit(&mut state, InputId::Credential, "secret-basic");
    update(&mut state, Action::RunStep);
    assert_eq!(state.progress(0), Some(&Progress::Unsent(TransportError::NoAuthorization)));
    edit(&mut state, InputId::Credential, "secret");
    edit(&mut state, InputId::Cloud, "china");
    update(&mut state, Action::RunStep);
    assert!(matches!(state.progress(0), Some(Progress::Unsent(TransportError::NoRoute { .. }))));
}

#[test]
fn copy_and_paste_waits_for_the_answer_and_goes_on() {
    let mut state = deployed();
    let by_hand = Destination::CopyPaste { route: Some("simulated".to_owned()) };
    update(&mut state, Action::DestinationChosen(by_hand));
    for (id, text) in examples().plain_texts() {
        edit(&mut state, id, text);
    }
    edit(&mut state, InputId::ClientSecret, "s");
    let effects = update(&mut state, Action::RunAll);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Send { .. })));
    assert_eq!(statuses(&state), [Status::AwaitingPaste, Status::Waiting]);
    let shown = render(&select::draft(&state), Format::Curl, Reveal::No).text();
    assert!(shown.contains("http://127.0.0.1:9001/contoso.example/oauth2/v2.0/token"), "{shown}");

    let paste = |state: &mut State, text: &str| {
        update(state, Action::AnswerPasted { text: secret(text), now: 5 });
    };
    paste(&mut state, "not an answer");
    assert_eq!(statuses(&state)[0], Status::Refused);
    paste(&mut state, token("t-one").body.expose());
    assert_eq!(statuses(&state)[0], Status::Done, "a bad paste can be repaired");
    update(&mut state, Action::StepChosen(1));
    update(&mut state, Action::RunStep);
    paste(&mut state, "eyJh.eyJi.c");
    assert_eq!(statuses(&state), [Status::Done, Status::Done]);
}

#[test]
fn an_answer_pasted_after_an_edit_belongs_to_the_form_as_it_is() {
    let mut state = deployed();
    update(&mut state, Action::DestinationChosen(Destination::CopyPaste { route: None }));
    for (id, text) in examples().plain_texts() {
        edit(&mut state, id, text);
    }
    edit(&mut state, InputId::ClientSecret, "s");
    update(&mut state, Action::RunStep);
    edit(&mut state, InputId::Tenant, "fabrikam.example");
    let shown = render(&select::draft(&state), Format::Curl, Reveal::No).text();
    assert!(shown.contains("fabrikam.example"), "the command follows the form");
    update(&mut state, Action::AnswerPasted { text: token("t").body, now: 5 });
    assert_eq!(statuses(&state)[0], Status::Done);
}

#[test]
fn a_route_to_another_cloud_brings_its_cloud_along_and_says_where_the_secret_goes() {
    let mut state = deployed();
    let gov = Route {
        name: "entra-us-gov".to_owned(),
        authority: Authority::parse("https://login.microsoftonline.us").expect("an origin"),
        authorization: false,
    };
    state.deployment.proxy.as_mut().expect("a proxy").routes.push(gov);
    let go = |state: &mut State, route: &str| {
        update(state, Action::DestinationChosen(Destination::Proxy { route: route.to_owned() }));
        select::leaving(state).expect("a notice").words
    };
    assert!(go(&mut state, "entra").contains("example values are cleared"));
    let words = go(&mut state, "entra-us-gov");
    assert!(words.contains("still here") && words.contains("login.microsoftonline.us"), "{words}");
    update(&mut state, Action::RunStep);
    assert!(select::leaving(&state).is_some(), "a run that was not sent does not end the notice");
    for (id, text) in examples().plain_texts() {
        edit(&mut state, id, text);
    }
    edit(&mut state, InputId::ClientSecret, "s");
    sent(&update(&mut state, Action::RunStep));
    assert_eq!(select::leaving(&state), None);
}

#[test]
fn a_pasted_token_replaces_the_one_carried_over_until_it_is_taken_back() {
    let mut state = opened();
    let (attempt, _) = sent(&update(&mut state, Action::RunStep));
    answer(&mut state, attempt, token("t-one"));
    update(&mut state, Action::StepChosen(1));
    let field = |state: &State| {
        let fields = select::fields(state, &select::draft(state));
        fields.into_iter().find(|f| f.row.id == InputId::BlueprintToken).expect("a field").value
    };
    assert_eq!(field(&state), FieldValue::Carried { symbol: "T1", step: 1, characters: Some(5) });
    update(&mut state, Action::PasteInstead(InputId::BlueprintToken));
    assert_eq!(statuses(&state)[1], Status::Waiting);
    edit(&mut state, InputId::BlueprintToken, "another");
    let (_, body) = sent(&update(&mut state, Action::RunStep));
    assert!(body.ends_with("client_assertion=another"));
    update(&mut state, Action::CarryOver(InputId::BlueprintToken));
    assert!(matches!(field(&state), FieldValue::Carried { .. }));
}

#[test]
fn clear_all_leaves_nothing_typed_and_nothing_received() {
    let mut state = deployed();
    edit(&mut state, InputId::Tenant, "marker.example");
    edit(&mut state, InputId::ClientSecret, "marker");
    let (attempt, _) = sent(&update(&mut state, Action::RunStep));
    answer(&mut state, attempt, token("marker"));
    update(&mut state, Action::ThemeChosen(Theme::Dark));
    let (sending, _) = sent(&update(&mut state, Action::RunStep));
    let effects = update(&mut state, Action::ClearAll);
    assert!(effects.contains(&Effect::Abort { attempt: sending }));
    assert!(effects.contains(&Effect::Forget));
    assert_eq!(state.simulated.inputs, examples());
    assert!(state.simulated.steps.is_empty() && state.real.steps.is_empty());
    assert_eq!(state.preferences.theme, Theme::Dark, "a choice of the page stays");
    answer(&mut state, sending, token("late"));
    assert!(state.simulated.steps.is_empty(), "a late answer brings nothing back");
}

#[test]
fn secrets_that_were_shown_are_masked_for_the_next_destination() {
    let mut state = deployed();
    update(&mut state, Action::RevealToggled);
    update(&mut state, Action::FieldRevealToggled(InputId::ClientSecret));
    update(&mut state, Action::DestinationChosen(Destination::CopyPaste { route: None }));
    assert_eq!(state.view.reveal, Reveal::No);
    assert!(state.view.revealed_fields.is_empty());
}

#[test]
fn copying_gives_what_is_shown_and_the_token_as_it_is() {
    let mut state = opened();
    let copied = |state: &mut State, what| match update(state, Action::CopyRequested(what)).pop() {
        Some(Effect::Copy { text }) => text.expose().to_owned(),
        other => panic!("{other:?}"),
    };
    assert!(copied(&mut state, Copied::Request).contains("‹secret, 14 characters›"));
    update(&mut state, Action::RevealToggled);
    assert!(copied(&mut state, Copied::Request).ends_with("client_secret=example%7Esecret"));
    let (attempt, _) = sent(&update(&mut state, Action::RunStep));
    answer(&mut state, attempt, token("t-one"));
    assert_eq!(copied(&mut state, Copied::Token), "t-one");
    let (attempt, _) = sent(&update(&mut state, Action::RunStep));
    answer(&mut state, attempt, refusal());
    assert_eq!(copied(&mut state, Copied::CorrelationId), "c-1");
}

#[test]
fn a_paste_that_is_too_long_is_refused_and_what_was_typed_stays() {
    let mut state = opened();
    let refused = Action::PasteRefused { input: InputId::Scope, characters: 1 << 20 };
    update(&mut state, Action::StepChosen(1));
    update(&mut state, refused);
    let scope = |state: &State| {
        let fields = select::fields(state, &select::draft(state));
        fields.into_iter().find(|field| field.row.id == InputId::Scope).expect("a field")
    };
    let problem = scope(&state).problem.expect("a sentence");
    assert!(problem.contains("1048576") && problem.contains("65536"), "{problem}");
    assert!(matches!(scope(&state).value, FieldValue::Plain(text) if text.contains("graph")));
    edit(&mut state, InputId::Scope, "a/.default");
    assert_eq!(scope(&state).problem, None);
}

fn any_action() -> impl Strategy<Value = Action> {
    let text = "[ -~]{0,40}".prop_map(Secret::new);
    let input = (0..INPUTS.len()).prop_map(|at| INPUTS[at].id);
    let destination = prop_oneof![
        Just(Destination::Simulated),
        Just(Destination::Proxy { route: "entra".to_owned() }),
        Just(Destination::Proxy { route: "gone".to_owned() }),
        Just(Destination::CopyPaste { route: None }),
    ];
    prop_oneof![
        (input.clone(), text.clone()).prop_map(|(input, text)| Action::FieldEdited { input, text }),
        input.clone().prop_map(Action::PasteInstead),
        input.prop_map(Action::CarryOver),
        (0usize..4).prop_map(Action::StepChosen),
        Just(Action::FlowChosen(FLOWS[0])),
        Just(Action::RunStep),
        Just(Action::RunAll),
        Just(Action::Cancel),
        Just(Action::RevealToggled),
        destination.prop_map(Action::DestinationChosen),
        (0u32..8).prop_map(|n| Action::Answered {
            attempt: Attempt(n),
            result: Ok(token("t")),
            now: 7
        }),
        (0u32..8).prop_map(|n| Action::Answered {
            attempt: Attempt(n),
            result: Ok(refusal()),
            now: 7
        }),
        text.prop_map(|text| Action::AnswerPasted { text, now: 9 }),
        any::<u64>().prop_map(|now| Action::Ticked { now }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Whatever happens, everything can be shown, and what was typed in one
    /// world is what was last typed there.
    #[test]
    fn update_is_total_and_never_loses_what_was_typed(
        actions in prop::collection::vec(any_action(), 0..30)
    ) {
        let mut state = deployed();
        let mut typed = [String::from("contoso.example"), String::new()];
        for action in actions {
            if let Action::FieldEdited { input: InputId::Tenant, text } = &action {
                let world = usize::from(!state.destination.is_simulated());
                typed[world] = text.expose().to_owned();
            }
            if let Action::CarryOver(InputId::Tenant) = &action { continue; }
            update(&mut state, action);
            let draft = select::draft(&state);
            prop_assert!(!select::fields(&state, &draft).is_empty());
            prop_assert_eq!(select::chain(&state).nodes.len(), state.flow.steps.len());
            prop_assert_eq!(select::meta(&state, state.step).is_some(), state.exchange(state.step).is_some());
            let world = usize::from(!state.destination.is_simulated());
            prop_assert_eq!(state.session().inputs.plain(InputId::Tenant), &typed[world]);
        }
    }

    /// Nothing that prints a state prints a secret.
    #[test]
    fn the_debug_output_of_a_state_never_holds_a_secret(marker in "marker[a-z0-9]{8}") {
        let mut state = opened();
        for row in INPUTS.iter().filter(|row| row.secret) {
            edit(&mut state, row.id, &marker);
        }
        let effects = update(&mut state, Action::RunStep);
        if let Some(Effect::Send { attempt, .. }) = effects.first() {
            answer(&mut state, *attempt, token(&marker));
        }
        let printed = format!("{state:?}{effects:?}");
        prop_assert!(!printed.contains(&marker));
    }
}
