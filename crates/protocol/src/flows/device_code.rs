//! A device without a browser asks its user to sign in elsewhere.

use super::rows::{APP, CLAIMS, CLIENT_APP, PERSON};
use super::{Flow, FlowGroup, FlowId, Forbidden, Made, Notes, Place, Role, Row, Source, Step};
use crate::client_auth::{Credential, Proof};
use crate::endpoint::EndpointKind;
use crate::inputs::InputId;
use crate::spec;
use crate::wire;

pub(super) const FLOW: Flow = Flow {
    id: FlowId("device-code"),
    group: FlowGroup::Apps,
    title: "Device code",
    subtitle: "sign-in on another screen",
    heading: "Device code",
    purpose: "A device shows a code; the person enters it in a browser elsewhere and signs in there.",
    actors: &[PERSON, APP],
    steps: &[
        Step {
            id: "start",
            title: "Codes",
            purpose: "The device asks for a code to show and one to wait with.",
            grant: "device authorization",
            place: Place::Entra(EndpointKind::DeviceCode),
            tenant_may_stand_for_many: true,
            params: &[
                CLIENT_APP,
                Row::param(
                    wire::SCOPE,
                    Source::Input(InputId::UserScope),
                    "What the person is asked to allow.",
                    spec::ENTRA_SCOPES,
                ),
                PUBLIC,
                CLAIMS,
            ],
            forbidden: Forbidden::all(&[NO_CREDENTIAL]),
            makes: &[Made::of(Role::DeviceCode, wire::DEVICE_CODE)],
            ..Step::TOKEN
        },
        Step {
            id: "poll",
            title: "Tokens",
            purpose: "The device asks every few seconds until the person is done.",
            grant: "device code",
            tenant_may_stand_for_many: true,
            params: &[
                Row::param(
                    wire::GRANT_TYPE,
                    Source::Constant(wire::GRANT_DEVICE_CODE),
                    "A device waits for its user.",
                    spec::RFC8628_3,
                ),
                CLIENT_APP,
                Row::param(
                    wire::DEVICE_CODE,
                    Source::Input(InputId::DeviceCode),
                    "Tells which sign-in is waited for.",
                    spec::RFC8628_3,
                ),
                PUBLIC,
                CLAIMS,
            ],
            forbidden: Forbidden::all(&[NO_CREDENTIAL]),
            makes: &[Made::access(Role::AccessToken), Made::REFRESH, Made::ID],
            ..Step::TOKEN
        },
    ],
};

pub(super) const NOTES: Notes = Notes {
    links: &[spec::ENTRA_DEVICE_CODE, spec::RFC8628_3],
    pitfalls: &[
        "Never enter a code that somebody sent you: this flow is made use of for phishing.",
        "The app must allow public client flows (AADSTS7000218).",
        "Ask no faster than interval says; after slow_down, 5 seconds slower.",
        "Many tenants block this flow (AADSTS53003, AADSTS530035).",
    ],
};

const NO_CREDENTIAL: Forbidden =
    Forbidden::new(wire::CLIENT_SECRET, "A device is a public client and keeps no secret.");

const PUBLIC: Row = Row::ChosenCredential(&Proof::APP, &[Credential::None]);
