//! The end of a session.

use super::rows::{PERSON, SIGN_IN};
use super::{Flow, FlowGroup, FlowId, Made, Notes, Place, Row, Source, Step};
use crate::endpoint::EndpointKind;
use crate::inputs::InputId;
use crate::spec;
use crate::wire;

pub(super) const FLOW: Flow = Flow {
    id: FlowId("sign-out"),
    group: FlowGroup::Help,
    title: "Sign-out",
    subtitle: "end the session",
    heading: "Sign-out",
    purpose: "Ends a person's session with Entra; tokens that were issued live on until they expire.",
    actors: &[PERSON],
    steps: &[Step {
        id: "sign-out",
        title: "Sign-out page",
        purpose: "The browser takes the person to the sign-out page.",
        grant: "sign-out",
        place: Place::Entra(EndpointKind::Logout),
        params: &[
            Row::param(
                wire::POST_LOGOUT_REDIRECT_URI,
                Source::Optional(InputId::PostLogoutRedirectUri),
                "Where the browser goes afterwards; registered as a redirect URI.",
                spec::OIDC_LOGOUT_2,
            ),
            Row::param(
                wire::LOGOUT_HINT,
                Source::Optional(InputId::LogoutHint),
                "Whose session ends, without asking.",
                spec::ENTRA_OIDC,
            ),
            Row::param(
                wire::STATE,
                Source::Optional(InputId::State),
                "Part of the standard; its effect at Entra is uncertain.",
                spec::OIDC_LOGOUT_2,
            ),
        ],
        forbidden: &[],
        makes: &[Made::DOCUMENT],
        ..SIGN_IN
    }],
};

pub(super) const NOTES: Notes = Notes {
    links: &[spec::OIDC_LOGOUT_2, spec::ENTRA_OIDC],
    pitfalls: &["Without a registered return address the person stays on Entra's page."],
};
