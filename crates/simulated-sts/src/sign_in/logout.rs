//! The end of a session (OpenID Connect RP-Initiated Logout).

use super::Visit;
use super::page::{Page, Target};
use protocol::secret::Secret;

/// Signs out whom `logout_hint` names, or everyone, and goes back if the address
/// is registered; Entra stays on its own page otherwise.
pub(super) fn visit<'a>(visit: &Visit<'a>) -> Page<'a> {
    let directory = visit.context.directory;
    let hint = visit.query.filled("logout_hint").map(Secret::expose);
    let named = hint.and_then(|hint| directory.user_named(hint)).map(|person| person.id);
    visit.context.store.with(|state| {
        state.signed_in.retain(|id| named.is_some_and(|named| named != *id));
    });
    let uri = visit.query.filled("post_logout_redirect_uri").map(Secret::expose);
    let registered = |uri: &&str| {
        directory.applications.iter().any(|application| {
            application.redirect_uris.iter().any(|registered| registered.accepts(uri))
        })
    };
    match uri.filter(registered) {
        None => Page::Done { message: "You signed out of your account." },
        Some(uri) => {
            let state = visit.query.get("state").map(|state| state.expose().to_owned());
            Target { redirect_uri: uri.to_owned(), mode: "query", state }.hand_back(Vec::new())
        }
    }
}
