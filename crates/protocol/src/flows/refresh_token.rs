//! A new token without a new sign-in.

use super::rows::{
    APP, CLAIMS, CLIENT_APP, PERSON, PLATFORM_PROOF, REDEEM, REFRESH_GRANT, REFRESH_TOKEN,
};
use super::{Flow, FlowGroup, FlowId, Forbidden, Made, Notes, Role, Row, Source, Step};
use crate::inputs::InputId;
use crate::spec;
use crate::wire;

pub(super) const FLOW: Flow = Flow {
    id: FlowId("refresh-token"),
    group: FlowGroup::Apps,
    title: "Refresh",
    subtitle: "refresh token",
    heading: "Refresh token",
    purpose: "An app gets new tokens for a person who signed in earlier, for the same or another API.",
    actors: &[PERSON, APP],
    steps: &[Step {
        id: "refresh",
        title: "New tokens",
        purpose: "The app gives the refresh token and gets new tokens.",
        grant: "refresh token",
        params: &[
            CLIENT_APP,
            REFRESH_GRANT,
            REFRESH_TOKEN,
            Row::param(
                wire::SCOPE,
                Source::Optional(InputId::UserScope),
                "Another API if it was consented to; left out, as before.",
                spec::RFC6749_6,
            ),
            PLATFORM_PROOF,
            CLAIMS,
        ],
        forbidden: Forbidden::all(&[
            Forbidden::new(wire::REDIRECT_URI, "It belongs to the code; Entra ignores it here."),
            Forbidden::new(wire::CODE, "A code is redeemed, not refreshed."),
        ]),
        makes: &[Made::access(Role::AccessToken), Made::REFRESH, Made::ID],
        ..REDEEM
    }],
};

pub(super) const NOTES: Notes = Notes {
    links: &[spec::RFC6749_6, spec::ENTRA_REFRESH_TOKENS],
    pitfalls: &[
        "A single-page app's refresh token lives 24 hours, then the person signs in (AADSTS700084).",
        "Others live 90 days after their last use (AADSTS700082) or until revoked (AADSTS50173).",
        "The old refresh token keeps working. Store the new one and forget the old.",
    ],
};
