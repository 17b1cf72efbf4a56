//! Requests with a person in them, written by hand as the wire has them.

use protocol::endpoint::EndpointKind;
use protocol::form;
use protocol::request::{HttpRequest, HttpResponse, Method, Url};
use protocol::secret::Secret;
use protocol::wire;
use serde_json::Value;

use super::{NOW, Stage, body, header, set};

pub const ADA: &str = "9e035d7b-c1a6-4f88-b24d-08e761f5ca39";
pub const BEN: &str = "36d8f1b4-7e05-4c9a-8d13-f5a20c69b7e1";
pub const AGENT_USER: &str = "1c7de840-936b-4b52-a0f9-d36e57b184ca";
pub const GRAPH: &str = "https://graph.microsoft.com/.default";
pub const USER_READ: &str = "https://graph.microsoft.com/User.Read";
pub const EXCHANGE: &str = "api://AzureADTokenExchange/.default";
/// RFC 7636 appendix B.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
pub const PAGE: &str = "https://play.contoso.example";

pub type Pairs<'a> = &'a [(&'a str, &'a str)];

fn encoded(pairs: Pairs<'_>) -> Secret {
    form::encode_pairs(pairs.iter().map(|(name, value)| (*name, *value)))
}

/// A form to an endpoint of the tenant.
pub fn post(kind: EndpointKind, pairs: Pairs<'_>) -> HttpRequest {
    let request = HttpRequest {
        method: Method::Post,
        url: Url {
            origin: "https://login.microsoftonline.com".to_owned(),
            path: format!("/contoso.example{}", kind.path()),
            query: String::new(),
        },
        headers: Vec::new(),
        body: encoded(pairs),
    };
    header(request, wire::CONTENT_TYPE, wire::FORM_URLENCODED)
}

/// A token request.
pub fn token_request(pairs: Pairs<'_>) -> HttpRequest {
    post(EndpointKind::Token, pairs)
}

/// A visit to a page, asking for JSON.
pub fn visit(kind: EndpointKind, query: Pairs<'_>) -> HttpRequest {
    let mut request = post(kind, &[]);
    request.method = Method::Get;
    request.headers.clear();
    request.url.query = encoded(query).expose().to_owned();
    header(request, "Accept", "application/json")
}

/// The same address, with the person's answers.
pub fn answering(request: &HttpRequest, answers: Pairs<'_>) -> HttpRequest {
    HttpRequest { method: Method::Post, body: encoded(answers), ..request.clone() }
}

/// Changes one parameter of the query.
pub fn query(mut request: HttpRequest, name: &str, value: Option<&str>) -> HttpRequest {
    let swapped = HttpRequest { body: Secret::new(request.url.query.clone()), ..request.clone() };
    let swapped = match value {
        Some(value) => set(swapped, name, value),
        None => super::without(swapped, name),
    };
    request.url.query = swapped.body.expose().to_owned();
    request
}

/// What is handed back.
pub fn fields(response: &HttpResponse) -> Value {
    let page = body(response);
    assert_eq!(page["page"], "redirect", "{page}");
    page["fields"].clone()
}

impl Stage {
    /// The client app's question for a code, as a page asks.
    pub fn page_question(&self, scope: &str) -> HttpRequest {
        let examples = self.engine.directory().examples();
        visit(
            EndpointKind::Authorize,
            &[
                ("client_id", &examples.client_id),
                ("response_type", "code"),
                ("redirect_uri", &examples.spa_redirect_uri),
                ("scope", scope),
                ("state", "the state"),
                ("code_challenge", CHALLENGE),
                ("code_challenge_method", "S256"),
            ],
        )
    }

    /// The portal's question for a code.
    pub fn web_question(&self, scope: &str) -> HttpRequest {
        let examples = self.engine.directory().examples();
        visit(
            EndpointKind::Authorize,
            &[
                ("client_id", &examples.web_client_id),
                ("response_type", "code"),
                ("redirect_uri", &examples.web_redirect_uri),
                ("scope", scope),
                ("nonce", "the nonce"),
            ],
        )
    }

    /// Signs in, consents, and gives the code.
    pub fn code_at(&self, question: &HttpRequest, now: i64) -> String {
        let answer = answering(question, &[("person", BEN), ("answer", "accept")]);
        let fields = fields(&self.send_at(&answer, now));
        fields["code"].as_str().unwrap_or_else(|| panic!("{fields}")).to_owned()
    }

    /// Redeems a code as the page does.
    pub fn page_redemption(&self, code: &str) -> HttpRequest {
        let examples = self.engine.directory().examples();
        let request = token_request(&[
            ("client_id", &examples.client_id),
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &examples.spa_redirect_uri),
            ("code_verifier", VERIFIER),
        ]);
        header(request, "Origin", PAGE)
    }

    /// Redeems a code as the portal does.
    pub fn web_redemption(&self, code: &str) -> HttpRequest {
        let examples = self.engine.directory().examples();
        token_request(&[
            ("client_id", &examples.web_client_id),
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &examples.web_redirect_uri),
            ("client_secret", examples.web_client_secret.expose()),
        ])
    }

    /// All that the page gets for a scope.
    pub fn page_tokens_at(&self, scope: &str, now: i64) -> Value {
        let code = self.code_at(&self.page_question(scope), now);
        let answer = self.send_at(&self.page_redemption(&code), now);
        assert_eq!(answer.status, 200, "{}", answer.body.expose());
        body(&answer)
    }

    pub fn page_tokens(&self, scope: &str) -> Value {
        self.page_tokens_at(scope, NOW)
    }

    /// The user's token for the blueprint (Tc).
    pub fn user_token(&self) -> Secret {
        secret(&self.page_tokens(&self.engine.directory().examples().user_scope), "access_token")
    }

    /// The first agent acts for the person of a token.
    pub fn agent_obo(&self, t1: &Secret, tc: &Secret, scope: &str) -> HttpRequest {
        token_request(&[
            ("client_id", &self.agent(0)),
            ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
            ("client_assertion_type", wire::CLIENT_ASSERTION_TYPE_JWT_BEARER),
            ("client_assertion", t1.expose()),
            ("assertion", tc.expose()),
            ("requested_token_use", "on_behalf_of"),
            ("scope", scope),
        ])
    }

    /// The agent's own exchange token (T2).
    pub fn t2(&self) -> Secret {
        self.token(&self.tr_request_for(EXCHANGE))
    }

    /// The first agent takes the place of its user.
    pub fn user_fic(&self, t1: &Secret, t2: &Secret, scope: &str) -> HttpRequest {
        token_request(&[
            ("client_id", &self.agent(0)),
            ("grant_type", "user_fic"),
            ("client_assertion_type", wire::CLIENT_ASSERTION_TYPE_JWT_BEARER),
            ("client_assertion", t1.expose()),
            ("user_federated_identity_credential", t2.expose()),
            ("user_id", AGENT_USER),
            ("scope", scope),
        ])
    }

    /// A device asks; the answer has its codes.
    pub fn device_at(&self, scope: &str, now: i64) -> Value {
        let client = self.engine.directory().examples().client_id;
        let request = post(EndpointKind::DeviceCode, &[("client_id", &client), ("scope", scope)]);
        let answer = self.send_at(&request, now);
        assert_eq!(answer.status, 200, "{}", answer.body.expose());
        body(&answer)
    }

    pub fn poll(&self, device_code: &str) -> HttpRequest {
        token_request(&[
            ("client_id", &self.engine.directory().examples().client_id),
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("device_code", device_code),
        ])
    }

    /// The person's answers at the device page.
    pub fn at_device_page(&self, answers: Pairs<'_>) -> HttpRequest {
        let mut request = visit(EndpointKind::Authorize, &[]);
        request.url.path = "/common/oauth2/deviceauth".to_owned();
        answering(&request, answers)
    }
}

pub fn secret(body: &Value, name: &str) -> Secret {
    let text = body[name].as_str().unwrap_or_else(|| panic!("no {name} in {body}"));
    Secret::new(text.to_owned())
}

impl Stage {
    pub fn managed_identity_token(&self, resource: &str) -> Secret {
        let mut request =
            visit(EndpointKind::Token, &[("api-version", "2018-02-01"), ("resource", resource)]);
        request.url.origin = "http://169.254.169.254".to_owned();
        request.url.path = "/metadata/identity/oauth2/token".to_owned();
        let answer = self.send(&header(request, "Metadata", "true"));
        secret(&body(&answer), "access_token")
    }

    pub fn workload_token(&self, subject: &str) -> Secret {
        let mut request = token_request(&[("subject", subject)]);
        request.url.path = "/simulated/workload-token".to_owned();
        secret(&body(&self.send(&request)), "value")
    }

    /// An app-only token of the portal, which proves itself with a federated
    /// token or with its secret.
    pub fn portal_token(&self, scope: &str, federated: bool) -> Secret {
        let examples = self.engine.directory().examples();
        let request = token_request(&[
            ("client_id", &examples.web_client_id),
            ("grant_type", "client_credentials"),
            ("scope", scope),
        ]);
        let request = match federated {
            true => {
                let kind = wire::CLIENT_ASSERTION_TYPE_JWT_BEARER;
                let request = set(request, wire::CLIENT_ASSERTION_TYPE, kind);
                set(request, wire::CLIENT_ASSERTION, self.workload_token("portal").expose())
            }
            false => set(request, "client_secret", examples.web_client_secret.expose()),
        };
        self.token(&request)
    }

    /// A request to Graph with a token.
    pub fn graph(&self, method: Method, path: &str, token: &Secret, json: &str) -> HttpResponse {
        self.send(&api_request("https://graph.microsoft.com", method, path, token, json))
    }
}

/// A request to an API with a token.
pub fn api_request(
    origin: &str,
    method: Method,
    path: &str,
    token: &Secret,
    json: &str,
) -> HttpRequest {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let request = HttpRequest {
        method,
        url: Url { origin: origin.to_owned(), path: path.to_owned(), query: query.to_owned() },
        headers: Vec::new(),
        body: Secret::new(json.to_owned()),
    };
    let request = header(request, wire::CONTENT_TYPE, "application/json");
    header(request, "Authorization", &format!("Bearer {}", token.expose()))
}
