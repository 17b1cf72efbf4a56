//! The vocabulary of these tests: requests as the playground builds them,
//! changed in one place, and answers as it reads them.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(unreachable_pub, reason = "shared by test crates")]

use std::pin::pin;
use std::sync::OnceLock;
use std::task::{Context, Poll, Waker};

use protocol::build::draft;
use protocol::endpoint::{EndpointKind, TenantSegment};
use protocol::flows::FlowId;
use protocol::form;
use protocol::inputs::{InputId, Inputs};
use protocol::request::{HttpRequest, HttpResponse};
use protocol::response::{self, Outcome};
use protocol::secret::Secret;
use serde_json::Value;
use simulated_sts::native::{self, NativeSigner};
use simulated_sts::{Directory, Engine, Seed};

pub mod certificates;
pub mod people;
pub mod server;

pub const NOW: i64 = 1_770_040_865;

pub fn signer() -> &'static NativeSigner {
    static SIGNER: OnceLock<NativeSigner> = OnceLock::new();
    SIGNER.get_or_init(|| NativeSigner::generate().expect("the system has random bytes"))
}

/// Native signing never waits.
pub fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("native signing waited"),
    }
}

pub struct Stage {
    pub engine: Engine<&'static NativeSigner>,
}

impl Stage {
    pub fn contoso() -> Self {
        Self::with(Directory::contoso())
    }

    pub fn with(directory: Directory) -> Self {
        Self { engine: Engine::new(directory, signer()) }
    }

    pub fn send(&self, request: &HttpRequest) -> HttpResponse {
        self.send_at(request, NOW)
    }

    pub fn send_at(&self, request: &HttpRequest, now: i64) -> HttpResponse {
        let seed = native::seed().expect("the system has random bytes");
        at_once(self.engine.answer(request, now, &seed)).expect("the key signs")
    }

    pub fn send_with(&self, request: &HttpRequest, seed: [u8; 32]) -> HttpResponse {
        at_once(self.engine.answer(request, NOW, &Seed::new(seed))).expect("the key signs")
    }

    pub fn token(&self, request: &HttpRequest) -> Secret {
        self.token_at(request, NOW)
    }

    pub fn token_at(&self, request: &HttpRequest, now: i64) -> Secret {
        token_of(&self.send_at(request, now))
    }

    pub fn inputs(&self) -> Inputs {
        let examples = self.engine.directory().examples();
        let mut inputs = Inputs::default();
        inputs.set(InputId::Tenant, examples.tenant);
        inputs.set(InputId::BlueprintId, examples.blueprint_id);
        inputs.set(InputId::AgentIdentityId, examples.agent_identity_id);
        inputs.set_secret(InputId::ClientSecret, examples.client_secret);
        inputs.set(InputId::Scope, examples.scope);
        inputs
    }

    /// The blueprint's request for an exchange token for the first agent.
    pub fn t1_request(&self) -> HttpRequest {
        let mut inputs = self.inputs();
        inputs.remove(InputId::Scope);
        build("blueprint-token", &inputs)
    }

    pub fn basic_t1_request(&self) -> HttpRequest {
        let mut inputs = self.inputs();
        inputs.remove(InputId::Scope);
        inputs.set(InputId::Credential, "secret-basic".to_owned());
        build("blueprint-token", &inputs)
    }

    pub fn t1(&self) -> Secret {
        self.token(&self.t1_request())
    }

    /// The first agent's request for a token for this scope.
    pub fn tr_request_for(&self, scope: &str) -> HttpRequest {
        self.tr_request_with(&self.t1(), scope)
    }

    pub fn tr_request(&self) -> HttpRequest {
        self.tr_request_for("https://graph.microsoft.com/.default")
    }

    pub fn tr_request_with(&self, t1: &Secret, scope: &str) -> HttpRequest {
        let mut inputs = self.inputs();
        inputs.remove(InputId::BlueprintId);
        inputs.remove(InputId::ClientSecret);
        inputs.set(InputId::Scope, scope.to_owned());
        inputs.set_secret(InputId::BlueprintToken, t1.clone());
        build("resource-token", &inputs)
    }

    pub fn agent(&self, at: usize) -> String {
        self.engine.directory().agent_identities[at].id.to_string()
    }

    pub fn blueprint(&self, at: usize) -> String {
        self.engine.directory().blueprints[at].app_id.to_string()
    }

    pub fn api(&self, name: &str) -> String {
        let apis = &self.engine.directory().apis;
        apis.iter().find(|api| api.name == name).expect("an API of this name").app_id.to_string()
    }
}

pub fn build(step: &str, inputs: &Inputs) -> HttpRequest {
    let flow = FlowId::parse("agent-autonomous").expect("a flow");
    let (_, step) = flow.step(step).expect("a step");
    let draft = draft(step, inputs, None);
    draft.finish().unwrap_or_else(|| panic!("{:?}", draft.problems))
}

/// Changes the parameters of a request, as one edits a form.
pub fn edit(
    mut request: HttpRequest,
    change: impl FnOnce(&mut Vec<(String, String)>),
) -> HttpRequest {
    let mut pairs: Vec<(String, String)> = form::decode(request.body.expose())
        .into_iter()
        .map(|(name, value)| (name, value.expose().to_owned()))
        .collect();
    change(&mut pairs);
    request.body = form::encode_pairs(pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())));
    request
}

pub fn set(request: HttpRequest, name: &str, value: &str) -> HttpRequest {
    edit(request, |pairs| match pairs.iter_mut().find(|(n, _)| n == name) {
        Some((_, old)) => value.clone_into(old),
        None => pairs.push((name.to_owned(), value.to_owned())),
    })
}

pub fn without(request: HttpRequest, name: &str) -> HttpRequest {
    edit(request, |pairs| pairs.retain(|(n, _)| n != name))
}

pub fn header(mut request: HttpRequest, name: &'static str, value: &str) -> HttpRequest {
    request.headers.retain(|(n, _)| *n != name);
    request.headers.push((name.into(), Secret::new(value.to_owned())));
    request
}

/// Sends a request to another tenant.
pub fn to_tenant(mut request: HttpRequest, tenant: &TenantSegment) -> HttpRequest {
    request.url.path = format!("/{}{}", tenant.as_str(), EndpointKind::Token.path());
    request
}

pub fn token_of(response: &HttpResponse) -> Secret {
    match response::read(response) {
        Outcome::Token(token) => token.access_token,
        other => panic!("no token but {other:?}"),
    }
}

pub fn body(response: &HttpResponse) -> Value {
    serde_json::from_str(response.body.expose()).expect("every answer is JSON")
}

/// Header and payload of a token.
pub fn parts(token: &Secret) -> (Value, Value) {
    use base64::Engine as _;
    let read = |part: &str| {
        let bytes =
            base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(part).expect("base64url");
        serde_json::from_slice(&bytes).expect("JSON")
    };
    let mut parts = token.expose().split('.');
    let (header, payload) = (parts.next().expect("header"), parts.next().expect("payload"));
    (read(header), read(payload))
}
