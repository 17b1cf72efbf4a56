//! Every step in every form that its choices give it, filled with valid values.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(unreachable_pub, reason = "a module of the tests is reached by nobody else")]
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]
use protocol::checks;
use protocol::client_auth::Credential;
use protocol::finding::Finding;
use protocol::flows::{FLOWS, FlowId, Step};
use protocol::inputs::{InputId, InputKind, Inputs};
use protocol::request::Draft;

/// Made for the agent identity of [`text_for`]: the subject ends in its id.
const EXCHANGE_TOKEN: &str = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJmYjYwZjk5Yy03YTM0LTQxOTAtODE0OS0zMDJmNzc0Njk5MzYiLCJzdWIiOiIvZWlkMS9jL3B1Yi90L0Rtc2NmNW90VTA2YllReGRPbzVQY2cvYS9Vbm9PbkIxTERrLU5PbW92VzN4QjF3LzViMWYwYzllLTY0ZDItNGE0My05ZjBlLTJhN2QzYzExZThiNCIsImF6cCI6IjljMGU3YTUyLTRiMWQtNGYwZS04ZDNhLTZhMmY1YjdjNDFkNyJ9.c2ln";
/// Of that agent identity, for the token exchange, with the agent's facet.
const AGENT_TOKEN: &str = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJmYjYwZjk5Yy03YTM0LTQxOTAtODE0OS0zMDJmNzc0Njk5MzYiLCJpZHR5cCI6ImFwcCIsImF6cCI6IjViMWYwYzllLTY0ZDItNGE0My05ZjBlLTJhN2QzYzExZThiNCIsInN1YiI6IjViMWYwYzllLTY0ZDItNGE0My05ZjBlLTJhN2QzYzExZThiNCIsIm9pZCI6IjViMWYwYzllLTY0ZDItNGE0My05ZjBlLTJhN2QzYzExZThiNCIsInhtc19hY3RfZmN0IjoiMTEgOSAzIiwieG1zX3N1Yl9mY3QiOiIxMSA5IDMiLCJ4bXNfcGFyX2FwcF9henAiOiI5YzBlN2E1Mi00YjFkLTRmMGUtOGQzYS02YTJmNWI3YzQxZDciLCJ2ZXIiOiIyLjAifQ.c2ln";
pub const TENANT: &str = "7f1c6b0e-2d9a-4e53-9b61-0c5d3a8e4f72";
pub const BLUEPRINT: &str = "9c0e7a52-4b1d-4f0e-8d3a-6a2f5b7c41d7";
pub const AGENT: &str = "5b1f0c9e-64d2-4a43-9f0e-2a7d3c11e8b4";
/// From RFC 7636, appendix B.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/// A draft with what is notable of its inputs.
pub struct Examined {
    pub draft: Draft,
    pub findings: Vec<Finding>,
}

impl std::ops::Deref for Examined {
    type Target = Draft;

    fn deref(&self) -> &Draft {
        &self.draft
    }
}

/// Builds and looks at a step, at a cloud's own sign-in host.
pub fn examined(step: &Step, inputs: &Inputs) -> Examined {
    let draft = protocol::build::draft(step, inputs, None);
    Examined { draft, findings: checks::of(step, inputs) }
}

/// One step with its choices made.
pub struct Case {
    pub name: String,
    pub step: &'static Step,
    pub choices: Vec<(InputId, &'static str)>,
}

impl Case {
    /// Valid values for every input that the step uses.
    pub fn filled(&self) -> Inputs {
        let mut inputs = self.chosen();
        for id in self.step.inputs(&inputs) {
            if !inputs.has(id)
                && let Some(text) = text_for(id)
            {
                inputs.set(id, text);
            }
        }
        inputs
    }

    /// The choices alone.
    pub fn chosen(&self) -> Inputs {
        let mut inputs = Inputs::default();
        for (id, value) in &self.choices {
            inputs.set(*id, (*value).to_owned());
        }
        inputs
    }

    /// What the empty form says that it lacks, and nothing else.
    pub fn least(&self) -> Inputs {
        let mut inputs = self.chosen();
        for id in examined(self.step, &inputs).missing().collect::<Vec<_>>() {
            inputs.set(id, text_for(id).expect("a required input has a value"));
        }
        inputs
    }

    pub fn draft(&self) -> Examined {
        examined(self.step, &self.filled())
    }
}

/// A valid value; `None` for what is best left out.
fn text_for(id: InputId) -> Option<String> {
    let row = id.row();
    Some(
        match id {
            InputId::Tenant => TENANT,
            InputId::BlueprintId => BLUEPRINT,
            InputId::AgentIdentityId => AGENT,
            InputId::BlueprintToken => EXCHANGE_TOKEN,
            InputId::AgentToken => AGENT_TOKEN,
            InputId::AgentUser => "c3a1e7d4-90b2-4f6e-8a15-7be2d0f4c9a6",
            InputId::Scope => "https://graph.microsoft.com/.default",
            InputId::UserScope => "openid offline_access User.Read",
            InputId::ConsentScope => "https://graph.microsoft.com/User.Read",
            InputId::SignInScope => {
                "api://9c0e7a52-4b1d-4f0e-8d3a-6a2f5b7c41d7/access_agent openid"
            }
            InputId::GrantScope => "User.Read GroupMember.Read.All",
            InputId::RbacScope => "subscriptions/11111111-2222-4333-8444-555555555555",
            InputId::RedirectUri | InputId::ConsentRedirectUri => {
                "http://localhost:8080/bridge.html?a=b"
            }
            InputId::PostLogoutRedirectUri => "https://app.example/bye",
            InputId::CodeVerifier => VERIFIER,
            InputId::Claims => r#"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#,
            InputId::UserPrincipalName | InputId::LoginHint => "agent@contoso.example",
            InputId::DomainHint => "contoso.example",
            InputId::Issuer => "https://token.actions.githubusercontent.com",
            InputId::Subject => "repo:contoso/agents:ref:refs/heads/main",
            InputId::Audience => "api://AzureADTokenExchange",
            InputId::EndDateTime => "2027-01-01T00:00:00Z",
            InputId::ConsentRole => "https://graph.microsoft.com/User.Read.All",
            InputId::IdentifierUri => "api://contoso.example/agents",
            InputId::RequestedTokenType => "urn:ietf:params:oauth:token-type:saml2",
            InputId::Url => "https://management.azure.com/subscriptions/a?api-version=2022-07-01",
            InputId::AuxiliaryTokens => "eyJ.b.c, eyJ.d.e",
            InputId::JsonBody => "{\"location\":\"westeurope\"}",
            InputId::Cloud | InputId::ExchangeClaims | InputId::GrantClientId => return None,
            InputId::RequestId | InputId::Extra => return None,
            _ => match row.kind {
                InputKind::Guid | InputKind::NewGuid => "2e9d1f60-7a43-4c8b-b5d2-0f6a8c3e1b97",
                InputKind::Secret => "s3~cr+e/t=&% value",
                InputKind::Token => "eyJhbGciOiJQUzI1NiJ9.eyJpc3MiOiJhIn0.c2ln",
                InputKind::Choice(_) | InputKind::Suggestion(_) | InputKind::Credential => {
                    return None;
                }
                _ => return Some(format!("some {}", row.name)),
            },
        }
        .to_owned(),
    )
}

/// The inputs whose value changes which parameters are sent.
const FORKS: [(InputId, &[&str]); 5] = [
    (InputId::Platform, &["spa", "native", "web"]),
    (InputId::ResponseType, &["code", "code id_token", "id_token", "none"]),
    (InputId::AgentUserVariant, &["auto", "username", "legacy-jwt-bearer"]),
    (InputId::RequestedTokenUse, &["omit", "send"]),
    (InputId::ConsentType, &["AllPrincipals", "Principal"]),
];

pub fn cases_of(flow: &str) -> Vec<Case> {
    let flow = FlowId::parse(flow).expect("registered");
    let mut cases = Vec::new();
    for step in flow.steps {
        let mut forms: Vec<Vec<(InputId, &'static str)>> = vec![Vec::new()];
        for (fork, values) in FORKS {
            if !step.inputs(&Inputs::default()).contains(&fork) {
                continue;
            }
            forms = forms
                .into_iter()
                .flat_map(|form| {
                    values
                        .iter()
                        .map(move |value| form.iter().copied().chain([(fork, *value)]).collect())
                })
                .collect();
        }
        for form in forms {
            let mut inputs = Inputs::default();
            for (id, value) in &form {
                inputs.set(*id, (*value).to_owned());
            }
            let offered: Vec<_> = step.credentials(&inputs).iter().map(|c| Some(*c)).collect();
            for credential in if offered.is_empty() { vec![None] } else { offered } {
                let mut choices = form.clone();
                if let (Some(proof), Some(credential)) = (step.proof(), credential) {
                    choices.push((proof.credential, Credential::id(credential)));
                }
                let named =
                    choices.iter().any(|(_, v)| matches!(*v, "username" | "legacy-jwt-bearer"));
                let words: Vec<_> = choices.iter().map(|(_, value)| *value).collect();
                let name = [&[step.id], words.as_slice()].concat().join(" · ");
                if named {
                    choices.push((InputId::AgentUser, "agent@contoso.example"));
                }
                cases.push(Case { name, step, choices });
            }
        }
    }
    cases
}

pub fn cases() -> Vec<Case> {
    FLOWS.iter().flat_map(|flow| cases_of(flow.id.as_str())).collect()
}

pub fn step(flow: &str, step: &str) -> &'static Step {
    FlowId::parse(flow).and_then(|flow| flow.step(step)).expect("registered").1
}

/// A filled step with changes; an empty text takes an input away.
pub fn with(flow: &str, id: &str, changes: &[(InputId, &str)]) -> Examined {
    let step = step(flow, id);
    let case = Case { name: String::new(), step, choices: Vec::new() };
    let mut inputs = case.least();
    for (id, text) in changes {
        if text.is_empty() {
            inputs.remove(*id);
        } else {
            inputs.set(*id, (*text).to_owned());
        }
    }
    examined(step, &inputs)
}

/// The value of a parameter of the query, the form or the JSON body.
pub fn sent(draft: &Draft, name: &str) -> Option<String> {
    let param = draft.query.iter().chain(&draft.params).find(|param| param.name == name)?;
    param.value.text().map(str::to_owned)
}

pub fn codes(draft: &Examined) -> Vec<&'static str> {
    draft.findings.iter().map(|finding| finding.code).collect()
}

pub fn problem_codes(draft: &Draft) -> Vec<&'static str> {
    draft.problems.iter().map(|problem| problem.cause.code()).collect()
}
