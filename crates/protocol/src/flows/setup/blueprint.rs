//! The blueprint: application, principal, credentials, and what people sign in
//! for.

use super::super::{Derivation, Made, Place, Role, Row, Segment, Source, Step};
use super::{APPLICATION, CALL, ODATA, SPONSOR, TOKEN, display_name, member, user};
use crate::inputs::InputId;
use crate::request::Method;
use crate::spec;

pub(super) const BLUEPRINT: Step = Step {
    id: "blueprint",
    title: "Blueprint",
    purpose: "The application from which agents are made; it holds their credential.",
    grant: "AgentIdentityBlueprint.Create",
    place: Place::Graph(
        "v1.0",
        &[Segment::Text("/applications/microsoft.graph.agentIdentityBlueprint")],
    ),
    params: &[
        display_name(InputId::DisplayName),
        SPONSOR,
        member(
            "owners@odata.bind/0",
            Source::Derived(&Derivation {
                inputs: &[InputId::Owner],
                asks_for: None,
                value: |inputs, cloud| user(InputId::Owner, inputs, cloud),
            }),
            "The user who may change it.",
        ),
        member(
            "signInAudience",
            Source::Optional(InputId::SignInAudience),
            "Lets other tenants have a principal of it.",
        ),
        TOKEN,
        ODATA,
    ],
    makes: &[Made::id("appId", InputId::BlueprintId), Made::id("id", InputId::BlueprintObjectId)],
    ..CALL
};

pub(super) const PRINCIPAL: Step = Step {
    id: "blueprint-principal",
    title: "Blueprint principal",
    purpose: "The blueprint's presence in this tenant. It is not made by itself.",
    grant: "AgentIdentityBlueprintPrincipal.Create",
    place: Place::Graph(
        "v1.0",
        &[Segment::Text("/servicePrincipals/microsoft.graph.agentIdentityBlueprintPrincipal")],
    ),
    params: &[
        member("appId", Source::Input(InputId::BlueprintId), "The blueprint's client ID."),
        TOKEN,
        ODATA,
    ],
    ..CALL
};

pub(super) const ADD_SECRET: Step = Step {
    id: "add-secret",
    title: "Secret",
    purpose: "A client secret for tests. Its text is shown once, in this answer.",
    grant: "AgentIdentityBlueprint.AddRemoveCreds.All",
    place: Place::Graph(
        "v1.0",
        &[
            Segment::Text("/applications/"),
            APPLICATION,
            Segment::Text("/microsoft.graph.agentIdentityBlueprint/addPassword"),
        ],
    ),
    params: &[
        member(
            "passwordCredential/displayName",
            Source::Input(InputId::CredentialName),
            "Tells it from others.",
        ),
        member(
            "passwordCredential/endDateTime",
            Source::Optional(InputId::EndDateTime),
            "When it stops working.",
        ),
        TOKEN,
        ODATA,
    ],
    makes: &[Made {
        role: Role::ClientSecret,
        member: "secretText",
        fills: Some(InputId::ClientSecret),
    }],
    ..CALL
};

pub(super) const ADD_CERTIFICATE: Step = Step {
    id: "add-certificate",
    title: "Certificate",
    purpose: "The public part of a certificate. It replaces the certificates that are there.",
    grant: "AgentIdentityBlueprint.AddRemoveCreds.All",
    method: Method::Patch,
    place: Place::Graph("v1.0", &[Segment::Text("/applications/"), APPLICATION]),
    params: &[
        member("keyCredentials/0/type", Source::Constant("AsymmetricX509Cert"), "A certificate."),
        member("keyCredentials/0/usage", Source::Constant("Verify"), "It checks signatures."),
        member("keyCredentials/0/key", Source::Input(InputId::Key), "Its DER bytes in base64."),
        member(
            "keyCredentials/0/displayName",
            Source::Optional(InputId::CredentialName),
            "Tells it from others.",
        ),
        TOKEN,
        ODATA,
    ],
    ..CALL
};

pub(super) const ADD_FEDERATED_CREDENTIAL: Step = Step {
    id: "add-federated-credential",
    title: "Federated credential",
    purpose: "Lets tokens of another issuer prove the blueprint; no secret is kept.",
    grant: "AgentIdentityBlueprint.AddRemoveCreds.All",
    place: Place::Graph(
        "v1.0",
        &[
            Segment::Text("/applications/"),
            APPLICATION,
            Segment::Text("/microsoft.graph.agentIdentityBlueprint/federatedIdentityCredentials"),
        ],
    ),
    params: &[
        member("name", Source::Input(InputId::FederatedName), "Unique on this application."),
        federated("issuer", Source::Input(InputId::Issuer), "Compared with iss, case included."),
        federated("subject", Source::Input(InputId::Subject), "Compared with sub, case included."),
        federated(
            "audiences/0",
            Source::Derived(&Derivation {
                inputs: &[InputId::Audience, InputId::Cloud],
                asks_for: Some(InputId::Audience),
                value: |inputs, cloud| match inputs.plain(InputId::Audience) {
                    "" => cloud.exchange_audience.map(str::to_owned),
                    audience => Some(audience.to_owned()),
                },
            }),
            "Compared with aud; exactly one.",
        ),
        TOKEN,
        ODATA,
    ],
    ..CALL
};

const fn federated(name: &'static str, source: Source, why: &'static str) -> Row {
    Row::param(name, source, why, spec::ENTRA_FEDERATION)
}

pub(super) const IDENTIFIER_URI: Step = Step {
    id: "identifier-uri",
    title: "Identifier URI",
    purpose: "The name by which sign-ins ask for the blueprint.",
    grant: "AgentIdentityBlueprint.UpdateAuthProperties.All",
    method: Method::Patch,
    place: Place::Graph("v1.0", &[Segment::Text("/applications/"), APPLICATION]),
    params: &[
        member(
            "identifierUris/0",
            Source::Derived(&Derivation {
                inputs: &[InputId::IdentifierUri, InputId::BlueprintId],
                asks_for: Some(InputId::BlueprintId),
                value: |inputs, _| {
                    let blueprint = inputs.plain(InputId::BlueprintId);
                    match inputs.plain(InputId::IdentifierUri) {
                        "" if blueprint.is_empty() => None,
                        "" => Some(["api://", blueprint].concat()),
                        uri => Some(uri.to_owned()),
                    }
                },
            }),
            "api:// and the client ID.",
        ),
        TOKEN,
        ODATA,
    ],
    ..CALL
};

pub(super) const EXPOSE_SCOPE: Step = Step {
    id: "expose-scope",
    title: "Scope",
    purpose: "The permission that a person gives an app to reach the blueprint.",
    grant: "AgentIdentityBlueprint.UpdateAuthProperties.All",
    method: Method::Patch,
    place: Place::Graph("v1.0", &[Segment::Text("/applications/"), APPLICATION]),
    params: &[
        member(
            "api/requestedAccessTokenVersion",
            Source::Literal("2"),
            "Tokens for the blueprint in version 2.0.",
        ),
        member(
            "api/oauth2PermissionScopes/0/id",
            Source::Input(InputId::ScopeId),
            "A new GUID names it.",
        ),
        consent_text("api/oauth2PermissionScopes/0/adminConsentDisplayName", "Access agent"),
        consent_text(
            "api/oauth2PermissionScopes/0/adminConsentDescription",
            "Allow the application to access the agent on behalf of the signed-in user.",
        ),
        consent_text("api/oauth2PermissionScopes/0/userConsentDisplayName", "Access agent"),
        consent_text(
            "api/oauth2PermissionScopes/0/userConsentDescription",
            "Allow the application to access the agent on your behalf",
        ),
        member(
            "api/oauth2PermissionScopes/0/isEnabled",
            Source::Literal("true"),
            "It can be asked for.",
        ),
        member(
            "api/oauth2PermissionScopes/0/type",
            Source::Constant("User"),
            "People can consent for themselves.",
        ),
        member(
            "api/oauth2PermissionScopes/0/value",
            Source::Derived(&Derivation {
                inputs: &[InputId::ScopeValue],
                asks_for: None,
                value: |inputs, _| {
                    Some(match inputs.plain(InputId::ScopeValue) {
                        "" => "access_as_user".to_owned(),
                        value => value.to_owned(),
                    })
                },
            }),
            "The name in scp, and in the sign-in's scope.",
        ),
        member(
            "optionalClaims/accessToken/0/name",
            Source::Constant("idtyp"),
            "Tokens say whether they are an app's or a user's.",
        ),
        member(
            "optionalClaims/accessToken/0/additionalProperties/0",
            Source::Constant("include_user_token"),
            "In user tokens as well.",
        ),
        TOKEN,
        ODATA,
    ],
    ..CALL
};

const fn consent_text(name: &'static str, text: &'static str) -> Row {
    member(name, Source::Constant(text), "On the consent page.")
}
