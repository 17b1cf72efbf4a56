//! What a tenant publishes: its metadata and its signing keys.

use super::rows::SIGN_IN;
use super::{Actor, Flow, FlowGroup, FlowId, Made, Notes, Place, Row, Source, Step};
use crate::endpoint::EndpointKind;
use crate::identity::IdentityKind;
use crate::inputs::InputId;
use crate::spec;

pub(super) const FLOW: Flow = Flow {
    id: FlowId("discovery"),
    group: FlowGroup::Help,
    title: "Discovery",
    subtitle: "metadata and keys",
    heading: "Metadata and signing keys",
    purpose: "Everything a program needs to know before it sends or checks a token.",
    actors: &[Actor::unnamed(IdentityKind::Entra, "Entra")],
    steps: &[
        Step {
            id: "metadata",
            title: "Metadata",
            purpose: "The tenant's addresses, its issuer and what it supports.",
            place: Place::Entra(EndpointKind::Metadata),
            ..DOCUMENT
        },
        Step {
            id: "keys",
            title: "Signing keys",
            purpose: "The public keys with which tokens are checked.",
            place: Place::Entra(EndpointKind::Keys),
            ..DOCUMENT
        },
    ],
};

pub(super) const NOTES: Notes = Notes {
    links: &[spec::OIDC_DISCOVERY_4, spec::ENTRA_OIDC],
    pitfalls: &[
        "The metadata of common has {tenantid} in its issuer: put the token's tid there.",
        "For a domain, the issuer tells the tenant's GUID. Unknown tenants get AADSTS90002.",
        "An app with claims mapping signs with its own keys; they need its client ID.",
    ],
};

const DOCUMENT: Step = Step {
    sender: IdentityKind::Client,
    grant: "no token needed",
    params: &[Row::param(
        "appid",
        Source::Optional(InputId::ClientId),
        "For an app with signing keys of its own.",
        spec::ENTRA_OIDC,
    )],
    forbidden: &[],
    makes: &[Made::DOCUMENT],
    ..SIGN_IN
};
