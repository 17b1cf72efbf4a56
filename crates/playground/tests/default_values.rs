//! Every flow as the page opens it, against the simulated Entra's engine: each
//! step is answered, and nothing is found fault with before it is sent.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]
#![cfg(not(target_arch = "wasm32"))]

use std::pin::pin;
use std::rc::Rc;
use std::sync::OnceLock;
use std::task::{Context, Poll, Waker};

use playground::action::{Action, DialogAnswer};
use playground::destination::Destination;
use playground::effect::{Carrier, Effect};
use playground::explanations;
use playground::fresh::Seed;
use playground::preferences::Preferences;
use playground::select;
use playground::sign_in::Dialog;
use playground::state::{Progress, State};
use playground::update::update;
use protocol::explanation::{self, Asked, Simulated};
use protocol::flows::{FLOWS, FlowId};
use protocol::inputs::InputId;
use protocol::request::{HttpRequest, HttpResponse};
use protocol::secret::Secret;
use simulated_sts::native::{self, NativeSigner};
use simulated_sts::{Directory, Engine, examples};

const NOW: i64 = 1_770_040_865;

/// The page and the engine behind it.
struct Page {
    state: State,
    engine: Engine<&'static NativeSigner>,
}

impl Page {
    fn opened() -> Self {
        static SIGNER: OnceLock<NativeSigner> = OnceLock::new();
        let signer = SIGNER.get_or_init(|| NativeSigner::generate().expect("random bytes"));
        let mut state = State::new(examples::inputs(), examples::names(), Preferences::default());
        let seed = Some(Seed::new([7; 32]));
        let address = "https://play.contoso.example/".to_owned();
        update(&mut state, Action::Opened { seed, address });
        update(&mut state, Action::Ticked { now: millis() });
        Self { state, engine: Engine::new(Directory::contoso(), signer) }
    }

    fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let seed = native::seed().expect("random bytes");
        match pin!(self.engine.answer(request, NOW, &seed))
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            Poll::Ready(answer) => answer.expect("the key signs"),
            Poll::Pending => panic!("native signing waited"),
        }
    }

    /// Does what happened, and what a shell and an obliging person do then.
    fn act(&mut self, action: Action) {
        let mut effects = update(&mut self.state, action);
        while !effects.is_empty() {
            let effect = effects.remove(0);
            effects.extend(self.perform(effect));
        }
    }

    fn perform(&mut self, effect: Effect) -> Vec<Effect> {
        let action = match effect {
            Effect::Send { attempt, carrier: Carrier::Simulated, request } => {
                let result = Ok(self.answer(&request));
                Action::Answered { attempt, result: result.into(), now: millis() }
            }
            Effect::Send { carrier, .. } => panic!("left the simulated tenant: {carrier:?}"),
            Effect::ShowDialog => match select::dialog(&self.state).expect("a page is open") {
                Dialog::People { people, .. } => {
                    Action::DialogAnswered(DialogAnswer::Person(people[0].id.clone()))
                }
                Dialog::Consent { .. } => Action::DialogAnswered(DialogAnswer::Accept),
                Dialog::Done(_) => Action::DialogAnswered(DialogAnswer::Cancel),
                Dialog::Refused(refusal) => panic!("{refusal:?}"),
            },
            // The first poll found nobody: somebody comes, and the next one does.
            Effect::Wait { attempt, .. } => {
                self.act(Action::DevicePageOpened);
                Action::Waited { attempt, now: millis() }
            }
            Effect::Explain(asked) => {
                let simulated = Simulated { earned: None, consents: Some(examples::CONSENTS) };
                let answer = |asked: &Rc<Asked>| {
                    Rc::new(explanation::answer(&asked.question, asked.at, &simulated))
                };
                let answers = Some(asked.iter().map(answer).collect());
                Action::Explanations(explanations::Action::Answered { asked, answers })
            }
            Effect::Forget => {
                self.engine.forget();
                return Vec::new();
            }
            _ => return Vec::new(),
        };
        update(&mut self.state, action)
    }

    fn choose(&mut self, flow: &str) {
        self.act(Action::FlowChosen(FlowId::parse(flow).expect("a flow")));
    }

    fn edit(&mut self, input: InputId, text: &str) {
        self.act(Action::FieldEdited { input, text: Secret::new(text.to_owned()) });
    }

    /// Chooses a step, in which nothing is found; whether it can be sent.
    fn is_ready(&mut self, step: usize) -> bool {
        self.act(Action::StepChosen(step));
        let draft = select::draft(&self.state);
        assert_eq!(select::findings(&self.state), [], "{}", self.name(step));
        draft.problems.is_empty()
    }

    /// Runs the chosen step, which is answered as it should be.
    fn run(&mut self) {
        let step = self.state.step;
        self.act(Action::RunStep);
        if matches!(self.state.progress(step), Some(Progress::AwaitingPaste { .. })) {
            // Only a machine in Azure can send it.
            return;
        }
        let name = self.name(step);
        let exchange = self.state.exchange(step);
        let exchange =
            exchange.unwrap_or_else(|| panic!("{name}: {:?}", self.state.progress(step)));
        assert!(exchange.outcome.is_good(), "{name}: {:?}", exchange.outcome);
    }

    fn name(&self, step: usize) -> String {
        let flow = self.state.flow;
        format!("{}/{}", flow.id.as_str(), flow.steps[step].id)
    }

    /// Every step of a flow, one after the other.
    fn run_all_of(&mut self, flow: &str) {
        self.choose(flow);
        for step in 0..self.state.flow.steps.len() {
            assert!(self.is_ready(step), "{} lacks something", self.name(step));
            self.run();
        }
    }

    /// What the form lends to an input from another flow.
    fn lend(&mut self, input: InputId) {
        let loan = select::loan(&self.state, input).expect("a token of another flow");
        self.edit(input, loan.token.expose());
    }
}

const fn millis() -> u64 {
    NOW.unsigned_abs() * 1000
}

/// Steps for which a reader has to bring something: a token from elsewhere.
const MORE_NEEDED: [&str; 8] = [
    "agent-on-behalf-of/refresh",
    "refresh-token/refresh",
    "on-behalf-of/token",
    "resource-call/graph-me",
    "resource-call/graph-users",
    "resource-call/arm-subscriptions",
    "resource-call/arm-cross-tenant",
    "resource-call/echo",
];

#[test]
fn a_run_of_every_flow_with_the_default_values_has_no_finding() {
    let mut waiting = Vec::new();
    for flow in FLOWS.iter().filter(|flow| flow.id.as_str() != "setup") {
        let mut page = Page::opened();
        page.choose(flow.id.as_str());
        for step in 0..flow.steps.len() {
            if page.is_ready(step) {
                page.run();
            } else {
                waiting.push(page.name(step));
            }
        }
    }
    waiting.sort();
    let mut expected = MORE_NEEDED;
    expected.sort();
    assert_eq!(waiting, expected);
}

#[test]
fn a_refresh_with_a_token_that_was_asked_for_has_no_finding() {
    let mut page = Page::opened();
    page.edit(InputId::Scope, "https://graph.microsoft.com/.default offline_access");
    page.run_all_of("agent-on-behalf-of");
    page.run_all_of("authorization-code");
    page.choose("refresh-token");
    page.lend(InputId::RefreshToken);
    page.run_all_of("refresh-token");
}

#[test]
fn an_api_in_the_middle_with_its_callers_token_has_no_finding() {
    let mut page = Page::opened();
    let examples = page.engine.directory().examples();
    let api = format!("api://{}", examples.api_client_id);
    page.edit(InputId::UserScope, &format!("{api}/Orders.Read"));
    page.run_all_of("authorization-code");
    page.choose("on-behalf-of");
    page.edit(InputId::ServiceId, &examples.api_client_id);
    page.edit(InputId::ServiceSecret, examples.api_client_secret.expose());
    page.lend(InputId::Assertion);
    page.run_all_of("on-behalf-of");
}

#[test]
fn calls_with_a_token_for_their_api_have_no_finding() {
    let mut page = Page::opened();
    for (scope, input) in [
        ("api://6d3af815-c29b-4076-9be8-3f5407c1da2e/Invoices.Read", InputId::ApiToken),
        ("https://management.azure.com/user_impersonation", InputId::AzureToken),
        (
            "https://graph.microsoft.com/User.Read https://graph.microsoft.com/User.Read.All",
            InputId::AccessToken,
        ),
    ] {
        page.edit(InputId::UserScope, scope);
        page.run_all_of("authorization-code");
        page.choose("resource-call");
        page.lend(input);
    }
    page.run_all_of("resource-call");
}

#[test]
fn a_set_up_from_nothing_to_an_agent_user_has_no_finding() {
    let mut page = Page::opened();
    page.edit(InputId::UserScope, "https://management.azure.com/user_impersonation");
    page.run_all_of("authorization-code");
    page.choose("setup");
    page.lend(InputId::AzureToken);
    let examples = page.engine.directory().examples();
    page.edit(InputId::ServiceId, &examples.setup_client_id);
    page.edit(InputId::ServiceSecret, examples.setup_client_secret.expose());
    page.run_all_of("client-credentials");
    page.choose("setup");
    page.lend(InputId::AccessToken);
    for (input, text) in [
        (InputId::DisplayName, "My blueprint"),
        (InputId::Sponsor, "9e035d7b-c1a6-4f88-b24d-08e761f5ca39"),
        (InputId::AgentName, "My agent"),
        (InputId::AgentUserName, "My agent's user"),
        (InputId::UserPrincipalName, "my-agent@contoso.example"),
        (InputId::MailNickname, "my-agent"),
        (InputId::CredentialName, "dev"),
        (InputId::FederatedName, "build"),
        (InputId::Issuer, "https://workloads.contoso.example"),
        (InputId::Subject, "repo:contoso/mine:environment:Production"),
        (InputId::GrantScope, "User.Read"),
        (InputId::RbacScope, "subscriptions/5b0c1f6e-94d2-4a37-8e61-c7f3d20a9b58"),
        (InputId::RoleDefinitionId, "acdd72a7-3385-48ef-bd42-f606fba81ae7"),
    ] {
        page.edit(input, text);
    }
    let mut unsent = Vec::new();
    for step in 0..page.state.flow.steps.len() {
        let ready = page.is_ready(step);
        let id = page.state.flow.steps[step].id;
        // The simulated Azure has no roles.
        if ready && id != "role-assignment" {
            page.run();
        } else {
            unsent.push(id);
        }
    }
    assert_eq!(
        unsent,
        ["add-certificate", "role-assignment", "access-package-request"],
        "what needs more than names"
    );
}

/// What is found in the chosen step.
fn found(page: &Page) -> Vec<&'static str> {
    select::findings(&page.state).iter().map(|finding| finding.code).collect()
}

/// The agent on behalf of a person, up to the request for a token for this scope:
/// what is found there.
fn found_before_acting_for_a_person(page: &mut Page, scope: &str) -> Vec<&'static str> {
    page.edit(InputId::Scope, scope);
    page.choose("agent-on-behalf-of");
    for step in 0..3 {
        assert!(page.is_ready(step));
        page.run();
    }
    page.act(Action::StepChosen(3));
    let draft = select::draft(&page.state);
    assert!(draft.finish().is_some(), "it warns and does not block");
    found(page)
}

const LEDGER: &str = "api://92c750eb-3e1d-4f84-a6b9-d805f16c4273";

#[test]
fn an_api_that_nobody_consented_to_is_told_before_entra_refuses() {
    let mut page = Page::opened();
    let scope = format!("{LEDGER}/.default");
    assert_eq!(found_before_acting_for_a_person(&mut page, &scope), ["no-consent"]);
    page.act(Action::RunStep);
    let refusal = select::refusal(&page.state).expect("a refusal");
    assert_eq!(refusal.error.code(), Some(65001));
    page.edit(InputId::Scope, "api://6d3af815-c29b-4076-9be8-3f5407c1da2e/.default");
    assert!(page.is_ready(3));
    page.run();
}

#[test]
fn what_is_consented_to_later_is_not_missed() {
    let mut page = Page::opened();
    page.edit(InputId::ConsentScope, &format!("{LEDGER}/Ledger.Read"));
    page.run_all_of("user-consent");
    let scope = format!("{LEDGER}/Ledger.Read");
    assert_eq!(found_before_acting_for_a_person(&mut page, &scope), [""; 0]);
    page.act(Action::ClearAll);
    assert_eq!(found_before_acting_for_a_person(&mut page, &scope), ["no-consent"]);
}

#[test]
fn a_real_tenants_consents_are_not_known() {
    let mut page = Page::opened();
    page.choose("agent-on-behalf-of");
    for (destination, expected) in [
        (Destination::Simulated, &["no-consent"] as &[_]),
        (Destination::CopyPaste { route: None }, &[]),
    ] {
        page.act(Action::DestinationChosen(destination));
        for (input, text) in examples::inputs().plain_texts() {
            page.edit(input, text);
        }
        page.edit(InputId::Scope, &format!("{LEDGER}/.default"));
        page.act(Action::StepChosen(3));
        // Before the tokens are there: a run of all steps would not stop for it.
        assert_eq!(found(&page), expected);
    }
}
