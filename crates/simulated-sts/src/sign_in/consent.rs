//! What a person is asked to agree to, and writing the answer down.

use protocol::guid::Guid;

use crate::context::Context;
use crate::directory::{Api, Client, DelegatedGrant, Scope, User};
use crate::refusals::{Refusal, RefusalId};
use crate::scope::{Asked, Wanted};

/// One line of the consent page.
pub(crate) struct Ask<'a> {
    /// The API.
    pub(crate) api: &'a Api,
    /// The delegated permission; `None` for the other kinds.
    pub(crate) scope: Option<&'a Scope>,
    /// The value, as it stands in `scp` or `roles`.
    pub(crate) value: &'a str,
    /// What a person reads.
    pub(crate) description: &'a str,
}

impl<'a> Ask<'a> {
    pub(crate) fn scope(api: &'a Api, scope: &'a Scope) -> Self {
        Self { api, scope: Some(scope), value: &scope.value, description: &scope.description }
    }
}

/// Whether every permission named is one that its API offers.
pub(crate) fn check_scopes(
    context: Context<'_>,
    client: &Client<'_>,
    asked: &Asked<'_>,
) -> Result<(), Refusal> {
    for wanted in &asked.wanted {
        if let Some(value) = wanted.named.iter().find(|value| wanted.api.scope(value).is_none()) {
            return Err(Refusal::new(RefusalId::ScopeUnknown)
                .with("name", client.name())
                .with("scope", value)
                .with("resource", &wanted.api.app_id.to_string())
                .with("tenant", &context.directory.tenant.name));
        }
    }
    Ok(())
}

/// What this person has not agreed to yet; with `again`, all that is asked.
pub(super) fn missing<'a>(
    context: Context<'a>,
    client: &Client<'_>,
    asked: &Asked<'a>,
    person: &User,
    again: bool,
) -> Vec<Ask<'a>> {
    let mut asks = Vec::new();
    for wanted in &asked.wanted {
        let has = context.directory.consented(client, wanted.api, person.id);
        for scope in scopes_of(wanted, person, has.is_empty() || again) {
            if again || !has.contains(&scope.value) {
                asks.push(Ask::scope(wanted.api, scope));
            }
        }
    }
    asks
}

/// The permissions meant: those named, or with `/.default`, and nothing agreed
/// on so far, all that the person can agree to.
fn scopes_of<'a>(wanted: &Wanted<'a>, person: &User, first: bool) -> Vec<&'a Scope> {
    let api = wanted.api;
    if wanted.everything {
        let can = |scope: &&Scope| first && (person.admin || !scope.admin);
        return api.scopes.iter().filter(can).collect();
    }
    wanted.named.iter().filter_map(|value| api.scope(value)).collect()
}

/// The lines of the consent page: the permissions, and the scopes of OpenID
/// Connect that come with them.
pub(super) fn shown<'a>(
    context: Context<'a>,
    asked: &Asked<'_>,
    mut asks: Vec<Ask<'a>>,
) -> Vec<Ask<'a>> {
    let Some(graph) = context.directory.api_of(crate::directory::GRAPH) else { return asks };
    let oidc = [
        (asked.openid, "openid", "Sign you in"),
        (asked.profile, "profile", "View your basic profile"),
        (asked.email, "email", "View your email address"),
        (
            asked.offline_access,
            "offline_access",
            "Maintain access to data you have given it access to",
        ),
    ];
    for (on, value, description) in oidc {
        if on {
            asks.push(Ask { api: graph, scope: None, value, description });
        }
    }
    asks
}

/// Writes down that a person accepts all that is asked.
pub(crate) fn agree(context: Context<'_>, client: &Client<'_>, asked: &Asked<'_>, person: &User) {
    let missing = missing(context, client, asked, person, false);
    record(context, client, &missing, Some(person.id));
}

/// Writes a consent down: for one person, or for everyone.
pub(super) fn record(
    context: Context<'_>,
    client: &Client<'_>,
    asks: &[Ask<'_>],
    principal: Option<Guid>,
) {
    context.store.change(|directory| {
        for ask in asks {
            directory.consent(DelegatedGrant {
                id: context.seed.guid(&format!("grant {}", ask.api.app_id)),
                client: client.object_id(),
                api: ask.api.app_id,
                principal,
                scopes: vec![ask.value.to_owned()],
            });
        }
    });
}
