//! Calls that prove a token.

use super::{
    Actor, Flow, FlowGroup, FlowId, Forbidden, Made, Notes, Place, Row, Segment, Source, Step,
};
use crate::identity::IdentityKind;
use crate::inputs::InputId;
use crate::request::Method;
use crate::spec::{self, Spec};
use crate::wire;

pub(super) const FLOW: Flow = Flow {
    id: FlowId("resource-call"),
    group: FlowGroup::Help,
    title: "Call an API",
    subtitle: "Graph and Azure",
    heading: "Call an API with a token",
    purpose: "A call to Microsoft Graph or Azure shows what a token is good for.",
    actors: &[
        Actor::unnamed(IdentityKind::Client, "Caller"),
        Actor::unnamed(IdentityKind::Resource, "API"),
    ],
    steps: &[
        Step {
            id: "graph-me",
            title: "Who am I",
            purpose: "Graph tells for whom the token is.",
            grant: "User.Read",
            place: Place::Graph("v1.0", &[Segment::Text("/me")]),
            params: &[TOKEN],
            ..CALL
        },
        Step {
            id: "graph-users",
            title: "Users",
            purpose: "The first five users of the tenant.",
            grant: "User.Read.All",
            place: Place::Graph("v1.0", &[Segment::Text("/users")]),
            params: &[
                constant("$select", "id,displayName", "These members only.", spec::GRAPH_USER),
                constant("$top", "5", "So many at most.", spec::GRAPH_USER),
                TOKEN,
            ],
            ..CALL
        },
        Step {
            id: "arm-subscriptions",
            title: "Subscriptions",
            purpose: "The subscriptions that the token can see; none is an answer as well.",
            grant: "an Azure role",
            place: Place::ResourceManager(&[Segment::Text("/subscriptions")]),
            params: &[
                constant(
                    wire::API_VERSION,
                    "2020-01-01",
                    "Azure asks for one in every call.",
                    spec::ARM_SUBSCRIPTIONS,
                ),
                AZURE_TOKEN,
            ],
            ..CALL
        },
        Step {
            id: "arm-cross-tenant",
            title: "Across tenants",
            purpose: "A call that touches resources of several tenants, with a token for each.",
            grant: "Azure roles in each tenant",
            place: Place::Chosen,
            params: &[
                AZURE_TOKEN,
                Row::header(
                    wire::AUXILIARY,
                    Source::Bearers(InputId::AuxiliaryTokens),
                    "Tokens of the further tenants, for the same audience.",
                    spec::ARM_CROSS_TENANT,
                ),
                Row::param(
                    "",
                    Source::Whole(InputId::JsonBody),
                    "Sent as you typed it.",
                    spec::ARM_CROSS_TENANT,
                ),
            ],
            ..CALL
        },
        Step {
            id: "echo",
            title: "Echo API",
            purpose: "An API of the simulated tenant tells, check by check, whom it takes the caller for.",
            grant: "a permission of that API",
            place: Place::Echo,
            params: &[token(InputId::ApiToken)],
            ..CALL
        },
    ],
};

pub(super) const NOTES: Notes = Notes {
    links: &[spec::RFC6750_2_1, spec::GRAPH_USER, spec::ARM_CROSS_TENANT],
    pitfalls: &[
        "A token is for one API: Graph takes none of Azure's and the other way round.",
        "An app-only token has no me: Graph answers 400.",
        "One bad auxiliary token fails the whole call with 401.",
        "Without auxiliary tokens Azure answers 403 LinkedAuthorizationFailed.",
    ],
};

const CALL: Step = Step {
    sender: IdentityKind::Client,
    method: Method::Get,
    forbidden: Forbidden::all(&[Forbidden::new(
        "access_token",
        "A token in the address ends up in logs.",
    )]),
    makes: &[Made::DOCUMENT],
    // The steps need tokens for different APIs.
    run_all: false,
    ..Step::TOKEN
};

const TOKEN: Row = token(InputId::AccessToken);
const AZURE_TOKEN: Row = token(InputId::AzureToken);

const fn token(input: InputId) -> Row {
    Row::header(
        wire::AUTHORIZATION,
        Source::Bearer(input, false),
        "Whoever bears the token is let in.",
        spec::RFC6750_2_1,
    )
}

const fn constant(name: &'static str, value: &'static str, why: &'static str, spec: Spec) -> Row {
    Row::param(name, Source::Constant(value), why, spec)
}
