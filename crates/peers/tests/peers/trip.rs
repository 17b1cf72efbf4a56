//! A flow with all that its document takes to run in the simulated tenant.

use protocol::build::draft;
use protocol::endpoint::Authority;
use protocol::export::{Document, File, Options, Part, document};
use protocol::flows::{Flow, FlowId};
use protocol::inputs::{InputId, Inputs};
use protocol::render::Reveal;
use protocol::request::HttpRequest;

use crate::entra::Entra;
use crate::person::{self, ADA};

const AGENT: &str = "a65c2e19-f473-4c80-b05d-1e98d72f3ab6";
const AGENT_USER: &str = "1c7de840-936b-4b52-a0f9-d36e57b184ca";
const CLIENT: &str = "4f6e21d9-80b7-4c35-9a12-c7d35e08f64b";
const ORDERS: &str = "70a4d8e1-5b93-4f2c-a6e8-1d07b45f923c";
const GRAPH: &str = "https://graph.microsoft.com/.default";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/// A flow, what is entered, what its document asks for, and whom its last token
/// is about.
pub(crate) struct Trip {
    pub(crate) flow: &'static Flow,
    inputs: Inputs,
    /// The variables, which are in no document.
    pub(crate) environment: Vec<(&'static str, String)>,
    client: &'static str,
    object: Option<&'static str>,
}

/// Every flow whose document runs from its first request to its last without a
/// person between them. Whoever signs in has done so before: a code works once, so
/// this is for one run of each.
pub(crate) fn trips(entra: &Entra) -> Vec<Trip> {
    vec![
        trip("agent-autonomous", AGENT, Some(AGENT))
            .with_secret("CLIENT_SECRET", InputId::ClientSecret),
        trip("agent-user", AGENT, Some(AGENT_USER))
            .with_secret("CLIENT_SECRET", InputId::ClientSecret),
        trip("agent-on-behalf-of", AGENT, Some(ADA))
            .entered(InputId::Scope, &format!("{GRAPH} offline_access"))
            .with_secret("CLIENT_SECRET", InputId::ClientSecret)
            .signed_in(entra),
        trip("authorization-code", CLIENT, Some(ADA)).signed_in(entra),
        trip("refresh-token", CLIENT, Some(ADA)).entered(InputId::Platform, "native").given(
            "REFRESH_TOKEN",
            InputId::RefreshToken,
            &token_of_ada(entra, "openid offline_access User.Read", "refresh_token"),
        ),
        trip("client-credentials", ORDERS, None).with_secret("APP_SECRET", InputId::ServiceSecret),
        trip("on-behalf-of", ORDERS, Some(ADA))
            .with_secret("APP_SECRET", InputId::ServiceSecret)
            .given(
                "ASSERTION",
                InputId::Assertion,
                &token_of_ada(entra, &format!("api://{ORDERS}/Orders.Read"), "access_token"),
            ),
    ]
}

/// The device's flow, where a person comes while the document runs.
pub(crate) fn device() -> Trip {
    trip("device-code", CLIENT, Some(ADA))
}

fn trip(flow: &str, client: &'static str, object: Option<&'static str>) -> Trip {
    Trip {
        flow: FlowId::parse(flow).expect("registered"),
        inputs: simulated_sts::examples::inputs(),
        environment: Vec::new(),
        client,
        object,
    }
}

/// Something that Ada's sign-in to the client app brings.
fn token_of_ada(entra: &Entra, scope: &str, member: &str) -> String {
    let trip = trip("authorization-code", CLIENT, None)
        .entered(InputId::Platform, "native")
        .entered(InputId::RedirectUri, "http://localhost")
        .entered(InputId::UserScope, scope)
        .signed_in(entra);
    let answer = person::send(&trip.request(1, &entra.origin));
    answer[member].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
}

impl Trip {
    fn entered(mut self, input: InputId, text: &str) -> Self {
        self.inputs.set(input, text.to_owned());
        self
    }

    fn given(mut self, name: &'static str, input: InputId, text: &str) -> Self {
        self.environment.push((name, text.to_owned()));
        self.entered(input, text)
    }

    fn with_secret(mut self, name: &'static str, input: InputId) -> Self {
        let secret = self.inputs.secret(input).expect("an example");
        self.environment.push((name, secret.expose().to_owned()));
        self
    }

    /// Has been to the sign-in page, and come back with a code.
    fn signed_in(self, entra: &Entra) -> Self {
        let before = self.given("CODE_VERIFIER", InputId::CodeVerifier, VERIFIER);
        let code = person::code_of(&before.request(0, &entra.origin).url);
        before.given("CODE", InputId::Code, &code)
    }

    /// The inputs of one step.
    fn used(&self, step: usize) -> Inputs {
        let mut used = Inputs::default();
        for id in self.flow.steps[step].inputs(&self.inputs) {
            match self.inputs.secret(id) {
                Some(secret) => used.set_secret(id, secret.clone()),
                None if self.inputs.has(id) => used.set(id, self.inputs.plain(id).to_owned()),
                None => {}
            }
        }
        used
    }

    fn request(&self, step: usize, origin: &str) -> HttpRequest {
        let authority = Authority::parse(origin).expect("of this machine");
        let draft = draft(&self.flow.steps[step], &self.used(step), Some(&authority));
        draft.finish().unwrap_or_else(|| panic!("{:?}", draft.problems))
    }

    /// The flow's document, with the answers still to come.
    pub(crate) fn exported(&self, form: Document, origin: &str) -> Vec<File> {
        let authority = Authority::parse(origin).expect("of this machine");
        let drafts: Vec<_> = (0..self.flow.steps.len())
            .map(|at| {
                let (step, used) = (&self.flow.steps[at], self.used(at));
                (step, draft(step, &used, Some(&authority)), step.travel(&used))
            })
            .collect();
        let parts: Vec<_> = drafts
            .iter()
            .map(|(step, draft, travel)| Part { step, draft, travel: *travel })
            .collect();
        let files =
            document(form, self.flow, &parts, Options { reveal: Reveal::No, simulated: true });
        for (name, value) in &self.environment {
            assert!(files.iter().all(|file| !file.text.contains(value)), "{name} is written out");
            assert!(files.iter().any(|file| file.text.contains(name)), "{name} is asked for");
        }
        files
    }

    /// A file `.env` with the variables.
    pub(crate) fn env_file(&self) -> String {
        self.environment.iter().map(|(name, value)| format!("{name}={value}\n")).collect()
    }

    /// The last token is for Graph, and about those whom the flow is for.
    pub(crate) fn check_token(&self, text: &str) {
        let id = self.flow.id.as_str();
        let token = text
            .split(|c: char| !c.is_ascii_alphanumeric() && !"._-".contains(c))
            .filter(|word| word.starts_with("eyJ"))
            .filter_map(protocol::token::ReadToken::read)
            .rfind(|token| token.claims.has("appid"))
            .unwrap_or_else(|| panic!("{id}: no token in {text}"));
        let claim = |name: &str| token.claims.str(name).map(|text| text.into_owned());
        assert_eq!(claim("aud").as_deref(), Some("https://graph.microsoft.com"), "{id}");
        assert_eq!(claim("appid").as_deref(), Some(self.client), "{id}");
        if let Some(object) = self.object {
            assert_eq!(claim("oid").as_deref(), Some(object), "{id}");
        }
    }
}
