//! What each flow requires, sends, leaves out and warns of, beyond the golden
//! requests.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod cases;

use cases::{
    AGENT, BLUEPRINT, Case, TENANT, VERIFIER, cases, codes, examined, problem_codes, sent, step,
    with,
};
use protocol::build::draft;
use protocol::flows::{Answer, FLOWS, FlowGroup, NOT_OFFERED, Role, Travel};
use protocol::inputs::{InputId, Inputs};

/// The ids that links and presets hold; changing one breaks them.
#[test]
fn flows_and_steps_have_their_published_ids_in_order() {
    let mut list = String::new();
    for group in FlowGroup::ALL {
        for flow in FLOWS.into_iter().filter(|flow| flow.group == group) {
            let steps: Vec<_> = flow.steps.iter().map(|step| step.id).collect();
            list += &format!("{}: {}\n", flow.id.as_str(), steps.join(" "));
        }
    }
    insta::assert_snapshot!(list);
}

#[test]
fn no_request_holds_a_parameter_that_its_step_forbids() {
    for case in cases() {
        let draft = case.draft();
        for forbidden in case.step.forbidden {
            assert_eq!(sent(&draft, forbidden.name), None, "{}", case.name);
        }
    }
}

/// An optional parameter comes with its input and goes with it.
#[test]
fn optional_parameters_are_sent_only_when_their_input_is_set() {
    for (flow, id, input, name) in [
        ("agent-autonomous", "resource-token", InputId::Claims, "claims"),
        ("agent-on-behalf-of", "refresh", InputId::Scope, "scope"),
        ("agent-on-behalf-of", "user-sign-in", InputId::Prompt, "prompt"),
        ("authorization-code", "authorize", InputId::ResponseMode, "response_mode"),
        ("authorization-code", "authorize", InputId::State, "state"),
        ("authorization-code", "authorize", InputId::Nonce, "nonce"),
        ("authorization-code", "authorize", InputId::CodeVerifier, "code_challenge"),
        ("authorization-code", "authorize", InputId::CodeVerifier, "code_challenge_method"),
        ("authorization-code", "authorize", InputId::LoginHint, "login_hint"),
        ("authorization-code", "authorize", InputId::DomainHint, "domain_hint"),
        ("authorization-code", "redeem", InputId::UserScope, "scope"),
        ("authorization-code", "redeem", InputId::CodeVerifier, "code_verifier"),
        ("refresh-token", "refresh", InputId::UserScope, "scope"),
        ("on-behalf-of", "token", InputId::RequestedTokenType, "requested_token_type"),
        ("admin-consent", "consent", InputId::ConsentRole, "role"),
        ("admin-consent", "consent", InputId::State, "state"),
        ("user-consent", "consent", InputId::Prompt, "prompt"),
        ("managed-identity", "imds", InputId::UserAssignedClientId, "client_id"),
        ("discovery", "keys", InputId::ClientId, "appid"),
        ("sign-out", "sign-out", InputId::LogoutHint, "logout_hint"),
        ("sign-out", "sign-out", InputId::PostLogoutRedirectUri, "post_logout_redirect_uri"),
        ("setup", "blueprint", InputId::SignInAudience, "signInAudience"),
        ("setup", "list-agent-identities", InputId::BlueprintId, "$filter"),
        ("setup", "delegated-grant", InputId::GrantPrincipalId, "principalId"),
        ("setup", "access-package-request", InputId::TargetId, "assignment/targetId"),
    ] {
        let bare = with(flow, id, &[]);
        assert_eq!(sent(&bare, name), None, "{flow} {id} without {name}");
        let text = if input == InputId::Prompt { "login" } else { VERIFIER };
        let full = with(flow, id, &[(input, text)]);
        assert!(full.finish().is_some() && sent(&full, name).is_some(), "{flow} {id} {name}");
    }
}

#[test]
fn the_sign_in_for_an_agent_asks_for_the_blueprints_scope_unless_another_is_typed() {
    for id in ["user-sign-in", "user-token"] {
        let default = with("agent-on-behalf-of", id, &[]);
        let scope = format!("api://{BLUEPRINT}/access_as_user");
        assert_eq!(sent(&default, "scope"), Some(scope));
        let typed = [(InputId::SignInScope, "api://x/access_agent"), (InputId::BlueprintId, "")];
        let typed = with("agent-on-behalf-of", id, &typed);
        assert_eq!(sent(&typed, "scope").as_deref(), Some("api://x/access_agent"));
        assert!(typed.finish().is_some(), "the blueprint is needed for the default alone");
    }
}

#[test]
fn the_challenge_is_the_s256_hash_of_the_verifier() {
    // RFC 7636, appendix B.
    let draft = with("authorization-code", "authorize", &[(InputId::CodeVerifier, VERIFIER)]);
    let challenge = sent(&draft, "code_challenge");
    assert_eq!(challenge.as_deref(), Some("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
    assert_eq!(sent(&draft, "code_challenge_method").as_deref(), Some("S256"));
    assert_eq!(sent(&draft, "code_verifier"), None, "the verifier itself stays here");
}

#[test]
fn the_platform_decides_about_credential_verifier_and_way() {
    let redeem = |changes: &[_]| with("authorization-code", "redeem", changes);
    let spa = (InputId::Platform, "spa");
    assert_eq!(problem_codes(&redeem(&[spa])), ["missing"], "a single-page app needs PKCE");
    assert!(redeem(&[spa, (InputId::CodeVerifier, VERIFIER)]).finish().is_some());
    for platform in ["spa", "native"] {
        let refused = redeem(&[
            (InputId::Platform, platform),
            (InputId::CodeVerifier, VERIFIER),
            (InputId::AppSecret, "s"),
        ]);
        assert_eq!(problem_codes(&refused), ["input-not-used"], "{platform}: AADSTS700025");
    }
    let web = redeem(&[(InputId::Platform, "web")]);
    assert_eq!(problem_codes(&web), ["missing"], "AADSTS7000218");
    // Without a platform, a credential tells that it is a web app.
    assert!(sent(&redeem(&[(InputId::AppSecret, "s")]), "client_secret").is_some());

    let way = |platform: &str| {
        let mut inputs = Inputs::default();
        inputs.set(InputId::Platform, platform.to_owned());
        step("refresh-token", "refresh").travel(&inputs)
    };
    assert_eq!(way("spa"), Travel::SinglePage);
    assert_eq!(way("web"), Travel::BackChannel);
}

#[test]
fn nonce_and_challenge_follow_the_response_type() {
    let ask = |kind, more: &[(InputId, &'static str)]| {
        let mut changes = vec![(InputId::ResponseType, kind)];
        changes.extend_from_slice(more);
        with("authorization-code", "authorize", &changes)
    };
    for kind in ["id_token", "code id_token"] {
        assert_eq!(problem_codes(&ask(kind, &[])), ["missing"], "{kind} needs a nonce");
    }
    let hybrid = ask("code id_token", &[(InputId::Nonce, "n"), (InputId::CodeVerifier, VERIFIER)]);
    assert!(sent(&hybrid, "code_challenge").is_some() && sent(&hybrid, "nonce").is_some());
    let mode = (InputId::ResponseMode, "query");
    assert_eq!(codes(&ask("id_token", &[(InputId::Nonce, "n"), mode])), ["id-token-in-query"]);
    assert_eq!(
        codes(&ask("token", &[])),
        ["unusual-value"],
        "shown, so that it can be learnt from"
    );
}

#[test]
fn an_agent_user_is_named_by_exactly_one_parameter() {
    let guid = "c3a1e7d4-90b2-4f6e-8a15-7be2d0f4c9a6";
    let upn = "agent@contoso.example";
    for (variant, user, id, name, finding) in [
        ("", guid, true, false, None),
        ("auto", upn, false, true, None),
        ("user-id", upn, true, false, Some("user-id-is-a-name")),
        ("username", guid, false, true, Some("username-is-not-a-name")),
        ("username", upn, false, true, None),
    ] {
        let changes = [(InputId::AgentUserVariant, variant), (InputId::AgentUser, user)];
        let draft = with("agent-user", "resource-token", &changes);
        assert_eq!(sent(&draft, "user_id").is_some(), id, "{variant} {user}");
        assert_eq!(sent(&draft, "username").is_some(), name, "{variant} {user}");
        assert_eq!(codes(&draft), Vec::from_iter(finding), "{variant} {user}");
    }
    let legacy = [(InputId::AgentUserVariant, "legacy-jwt-bearer"), (InputId::AgentUser, upn)];
    let legacy = with("agent-user", "resource-token", &legacy);
    assert_eq!(sent(&legacy, "requested_token_use").as_deref(), Some("on_behalf_of"));
    assert!(sent(&legacy, "assertion").is_some());
    assert_eq!(sent(&legacy, "user_federated_identity_credential"), None);
    assert_eq!(codes(&legacy), ["superseded-form"]);
}

#[test]
fn what_entra_would_refuse_is_sent_with_a_finding() {
    let app_only = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJhcGk6Ly94IiwiaWR0eXAiOiJhcHAiLCJhcHBpZCI6Ii4uIiwicm9sZXMiOltdfQ.c2ln";
    // Its audience is https://graph.microsoft.com.
    let for_graph = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL2dyYXBoLm1pY3Jvc29mdC5jb20iLCJzY3AiOiJVc2VyLlJlYWQiLCJhcHBpZCI6Ii4uIiwiaWR0eXAiOiJ1c2VyIn0.c2ln";
    for (flow, id, changes, code) in [
        (
            "agent-on-behalf-of",
            "user-sign-in",
            vec![(InputId::ClientId, BLUEPRINT)],
            "app-is-the-blueprint",
        ),
        (
            "agent-on-behalf-of",
            "resource-token",
            vec![(InputId::UserToken, app_only)],
            "user-token-is-an-apps",
        ),
        (
            "agent-on-behalf-of",
            "resource-token",
            vec![(InputId::UserToken, for_graph)],
            "user-token-for-another-api",
        ),
        (
            "agent-on-behalf-of",
            "resource-token",
            vec![(InputId::Scope, "a/.default a/b")],
            "default-beside-names",
        ),
        (
            "agent-on-behalf-of",
            "resource-token",
            vec![(InputId::Scope, "User.Read api://b/c")],
            "scopes-of-two-apis",
        ),
        (
            "agent-user",
            "resource-token",
            vec![(InputId::AgentToken, app_only)],
            "not-an-agent-exchange-token",
        ),
        (
            "authorization-code",
            "authorize",
            vec![(InputId::CodeVerifier, "short")],
            "verifier-not-allowed",
        ),
        (
            "authorization-code",
            "authorize",
            vec![(InputId::ResponseMode, "form_post")],
            "form-post-is-for-servers",
        ),
        (
            "authorization-code",
            "authorize",
            vec![(InputId::Prompt, "select_account"), (InputId::LoginHint, "a@b")],
            "hint-beside-picker",
        ),
        ("authorization-code", "authorize", vec![(InputId::Claims, "eyJ9")], "claims-are-not-json"),
        (
            "refresh-token",
            "refresh",
            vec![(InputId::AppSecret, TENANT)],
            "secret-looks-like-its-id",
        ),
        (
            "client-credentials",
            "token",
            vec![(InputId::Tenant, "organizations")],
            "tenant-must-be-specific",
        ),
        (
            "client-credentials",
            "token",
            vec![(InputId::Scope, "User.Read")],
            "scope-without-default",
        ),
        (
            "client-credentials",
            "token",
            vec![
                (InputId::ServiceSecret, ""),
                (InputId::ServiceCredential, "certificate"),
                (InputId::ServiceAssertion, app_only),
            ],
            "assertion-of-another-client",
        ),
        (
            "client-credentials",
            "token",
            vec![
                (InputId::ServiceSecret, ""),
                (InputId::ServiceCredential, "federated"),
                (InputId::ServiceAssertion, app_only),
            ],
            "federated-token-for-another-audience",
        ),
        ("on-behalf-of", "token", vec![(InputId::Assertion, app_only)], "user-token-is-an-apps"),
        ("admin-consent", "consent", vec![(InputId::Tenant, "common")], "consent-needs-a-tenant"),
        (
            "user-consent",
            "consent",
            vec![(InputId::ConsentResponseType, "code")],
            "agents-sign-nobody-in",
        ),
        (
            "resource-call",
            "graph-me",
            vec![(InputId::AccessToken, app_only)],
            "token-for-another-api",
        ),
        (
            "resource-call",
            "arm-subscriptions",
            vec![(InputId::AzureToken, for_graph)],
            "token-for-another-api",
        ),
        (
            "resource-call",
            "arm-cross-tenant",
            vec![(InputId::AuxiliaryTokens, "a,b,c,d")],
            "too-many-auxiliary-tokens",
        ),
        (
            "resource-call",
            "arm-cross-tenant",
            vec![(InputId::JsonBody, "nonsense")],
            "body-is-not-json",
        ),
        ("setup", "add-secret", vec![(InputId::AccessToken, "eyJ")], "object-id-assumed"),
        ("setup", "blueprint-principal", vec![], "no-access-token"),
    ] {
        let draft = with(flow, id, &changes);
        assert!(codes(&draft).contains(&code), "{flow} {id}: {:?}, not {code}", codes(&draft));
        assert!(draft.finish().is_some(), "{code} does not block: {:?}", draft.problems);
    }
}

#[test]
fn a_filled_form_earns_no_warning() {
    for case in cases().into_iter().filter(|case| !case.name.contains("legacy")) {
        let mut inputs = case.filled();
        // The assertions of these tests belong to no client.
        if let Some(proof) = case.step.proof().filter(|proof| inputs.has(proof.assertion)) {
            inputs.set(proof.assertion, "opaque".to_owned());
        }
        let draft = examined(case.step, &inputs);
        assert_eq!(codes(&draft), Vec::<&str>::new(), "{}", case.name);
    }
}

/// Results find their way by role or into a plain input; none gets lost.
#[test]
fn every_result_has_a_place_in_the_answer_and_enters_where_it_belongs() {
    for flow in FLOWS {
        for step in flow.steps {
            for made in step.makes {
                if let Some(input) = made.fills {
                    let token = made.role == Role::ClientSecret;
                    assert_eq!(input.row().secret, token, "{} {}", step.id, made.member);
                }
                assert_eq!(
                    made.member.is_empty(),
                    made.role == Role::Document && { !matches!(step.answer(), Answer::Redirect) }
                );
            }
        }
    }
    let chain = |flow: &str| {
        let flow = protocol::flows::FlowId::parse(flow).expect("registered");
        flow.maker(Role::AuthorizationCode)
    };
    assert_eq!(chain("authorization-code"), Some(0));
    assert_eq!(chain("refresh-token"), None);
}

#[test]
fn an_input_of_a_shared_name_is_found_by_the_step_that_uses_it() {
    for (flow, id, name, input) in [
        ("agent-on-behalf-of", "user-sign-in", "scope", InputId::SignInScope),
        ("agent-on-behalf-of", "resource-token", "scope", InputId::Scope),
        ("agent-on-behalf-of", "user-token", "client_secret", InputId::AppSecret),
        ("agent-on-behalf-of", "blueprint-token", "client_secret", InputId::ClientSecret),
        ("client-credentials", "token", "client_secret", InputId::ServiceSecret),
        ("setup", "inheritable-permissions", "scope", InputId::GrantScope),
        ("setup", "role-assignment", "scope", InputId::RbacScope),
        ("setup", "delegated-grant", "principal_id", InputId::GrantPrincipalId),
    ] {
        assert_eq!(step(flow, id).input_named(name), Some(input), "{flow} {id} {name}");
    }
}

#[test]
fn an_input_that_a_step_does_not_use_is_refused_by_name_with_all_other_problems() {
    let case =
        Case { name: String::new(), step: step("agent-user", "agent-token"), choices: Vec::new() };
    let mut inputs = case.least();
    inputs.set(InputId::Scope, "x".to_owned());
    inputs.set(InputId::ClientSecret, "x".to_owned());
    inputs.set(InputId::Tenant, "a/b".to_owned());
    inputs.remove(InputId::BlueprintToken);
    let mut found = problem_codes(&draft(case.step, &inputs, None));
    found.sort_unstable();
    assert_eq!(found, ["input-not-used", "input-not-used", "missing", "tenant-unsafe"]);
    assert_eq!(inputs.plain(InputId::AgentIdentityId), AGENT);
}

#[test]
fn what_is_not_offered_says_why() {
    for row in &NOT_OFFERED {
        assert!(row.why.ends_with('.') && row.request.contains('='), "{}", row.name);
    }
}
