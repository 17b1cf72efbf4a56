//! The token of a managed identity, to be used as a federated credential: only
//! a machine in Azure can ask for it, so the request is one to copy.

use super::{
    Actor, Flow, FlowGroup, FlowId, Forbidden, Made, Notes, Place, Role, Row, Source, Step,
};
use crate::identity::IdentityKind;
use crate::inputs::InputId;
use crate::request::Method;
use crate::spec;
use crate::wire;

pub(super) const FLOW: Flow = Flow {
    id: FlowId("managed-identity"),
    group: FlowGroup::Help,
    title: "Managed identity",
    subtitle: "IMDS and App Service",
    heading: "Token of a managed identity",
    purpose: "A machine in Azure gets a token that a blueprint or app can present instead of a secret.",
    actors: &[
        Actor::new(IdentityKind::Client, InputId::UserAssignedClientId, "Managed identity"),
        Actor::unnamed(IdentityKind::Entra, "Entra"),
    ],
    steps: &[
        Step {
            id: "imds",
            title: "Virtual machine",
            purpose: "Run this on the machine, and paste the token where a client assertion is asked for.",
            place: Place::Imds,
            params: &[
                version("2018-02-01"),
                RESOURCE,
                IDENTITY,
                Row::header(
                    "Metadata",
                    Source::Constant("true"),
                    "Shows that no redirect led here.",
                    spec::ENTRA_MANAGED_IDENTITY,
                ),
            ],
            ..MACHINE
        },
        Step {
            id: "app-service",
            title: "App Service",
            purpose: "The same in App Service and Functions, whose environment knows the address.",
            place: Place::AppService,
            params: &[
                RESOURCE,
                version("2019-08-01"),
                IDENTITY,
                Row::header(
                    "X-IDENTITY-HEADER",
                    Source::Environment("{IDENTITY_HEADER}"),
                    "Known to the app alone.",
                    spec::AZURE_APP_SERVICE_IDENTITY,
                ),
            ],
            ..MACHINE
        },
    ],
};

pub(super) const NOTES: Notes = Notes {
    links: &[
        spec::ENTRA_MANAGED_IDENTITY,
        spec::AZURE_APP_SERVICE_IDENTITY,
        spec::ENTRA_FEDERATION,
    ],
    pitfalls: &[
        "Only a user-assigned identity can be a federated credential of an app.",
        "resource is the bare audience here, without /.default: this is a version 1 endpoint.",
        "The credential's subject is the identity's object (principal) ID, not its client ID.",
        "A token that came from a federated credential cannot be one again (AADSTS700231).",
    ],
};

const MACHINE: Step = Step {
    grant: "managed identity",
    method: Method::Get,
    forbidden: Forbidden::all(&[Forbidden::new(wire::SCOPE, "This endpoint takes resource.")]),
    makes: &[Made::access(Role::AccessToken)],
    run_all: false,
    ..Step::TOKEN
};

const RESOURCE: Row = Row::param(
    wire::RESOURCE,
    Source::ExchangeAudience,
    "The audience that the federated credential names.",
    spec::ENTRA_FEDERATION,
);

const IDENTITY: Row = Row::param(
    wire::CLIENT_ID,
    Source::Optional(InputId::UserAssignedClientId),
    "Which identity, where several are attached.",
    spec::ENTRA_MANAGED_IDENTITY,
);

const fn version(version: &'static str) -> Row {
    Row::param(
        wire::API_VERSION,
        Source::Constant(version),
        "The version of this endpoint.",
        spec::ENTRA_MANAGED_IDENTITY,
    )
}
