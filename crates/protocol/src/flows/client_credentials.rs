//! An ordinary app acts as itself.

use super::rows::{
    API, CLAIMS, GRANT_CLIENT_CREDENTIALS, NO_ASSERTION, NO_RESOURCE, NO_USER_FIC, NO_USER_ID,
    NO_USERNAME, RESOURCE_SCOPE, SERVICE_PROOF,
};
use super::{Actor, Flow, FlowGroup, FlowId, Forbidden, Notes, Row, Step};
use crate::identity::IdentityKind;
use crate::inputs::InputId;
use crate::spec;
use crate::wire;

pub(super) const FLOW: Flow = Flow {
    id: FlowId("client-credentials"),
    group: FlowGroup::Apps,
    title: "App on its own",
    subtitle: "client credentials",
    heading: "Client credentials",
    purpose: "An app calls an API as itself, with application permissions. Nobody signs in.",
    actors: &[Actor::new(IdentityKind::Client, InputId::ServiceId, "App"), API],
    steps: &[Step {
        id: "token",
        title: "Access token",
        purpose: "The app proves itself and asks for a token for one API.",
        params: &[CLIENT, RESOURCE_SCOPE, GRANT_CLIENT_CREDENTIALS, SERVICE_PROOF, CLAIMS],
        forbidden: Forbidden::all(&[
            NO_ASSERTION,
            NO_USER_ID,
            NO_USERNAME,
            NO_USER_FIC,
            NO_RESOURCE,
            Forbidden::new(wire::REDIRECT_URI, "There is no browser to send back."),
        ]),
        ..Step::TOKEN
    }],
};

pub(super) const NOTES: Notes = Notes {
    links: &[spec::ENTRA_CLIENT_CREDENTIALS, spec::RFC6749_4_4_2, spec::RFC7523_2_2],
    pitfalls: &[
        "The scope is one API with /.default (AADSTS1002012).",
        "A resource that ends in a slash gives a double one: https://host//.default.",
        "The tenant is the one whose data is asked for; common does not work.",
        "For a blueprint this token serves only to create its agents (AADSTS82001).",
    ],
};

const CLIENT: Row = Row::client_id(InputId::ServiceId, "The app that asks.");
