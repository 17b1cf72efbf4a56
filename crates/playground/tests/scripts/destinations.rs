//! Where requests go, and what stays behind when that changes.

use playground::action::Action;
use playground::deployment::Route;
use playground::destination::Destination;
use playground::effect::{Carrier, Effect};
use playground::select::{self, Status};
use playground::state::{Progress, State, TransportError};
use playground::update::update;
use protocol::endpoint::Authority;
use protocol::inputs::InputId;
use protocol::render::{Format, Reveal, render};

use super::{answer, deployed, edit, examples, secret, sent, statuses, token};

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
fn secrets_that_were_shown_are_masked_for_the_next_destination() {
    let mut state = deployed();
    update(&mut state, Action::RevealToggled);
    update(&mut state, Action::FieldRevealToggled(InputId::ClientSecret));
    update(&mut state, Action::DestinationChosen(Destination::CopyPaste { route: None }));
    assert_eq!(state.view.reveal, Reveal::No);
    assert!(state.view.revealed_fields.is_empty());
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
