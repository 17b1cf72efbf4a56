//! The claims of access tokens, of applications and of people.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use protocol::guid::Guid;

use super::{
    BACKDATED_S, EXPIRES_IN, REGION, SERVICE_PRINCIPAL_MARKER, decoy, fmi_subject, issuer_v1,
    issuer_v2, pairwise, rh, shuffled, uti, xms_ftd,
};
use crate::authentication::Proof;
use crate::context::Context;
use crate::directory::{Api, ApiKind, Client, TokenVersion, User};
use crate::json::Object;
use crate::requested_claims::RequestedClaims;

/// In `wids` of every member, though it is no role.
const MEMBER_MARKER: &str = "b79fbf4d-3ef9-4689-8143-76b194e85509";
/// The role template of Agent ID Administrator.
const AGENT_ID_ADMINISTRATOR: &str = "db506228-d27e-4b7d-95e5-295956d6615f";

/// An access token that was granted.
pub(crate) struct AccessToken<'a> {
    /// The API that it opens.
    pub(crate) api: &'a Api,
    /// The API as the scope named it: `aud` of version 1.0.
    pub(crate) identifier: &'a str,
    /// Who asked.
    pub(crate) client: Client<'a>,
    /// How it proved itself.
    pub(crate) proof: Proof,
    /// Whom it is about.
    pub(crate) subject: Subject<'a>,
    /// `xms_cc` and `acrs`.
    pub(crate) requested: &'a RequestedClaims,
}

/// Whom a token is about.
#[derive(Clone, Copy)]
pub(crate) enum Subject<'a> {
    /// The client itself; with the agent that it is bound to.
    Application(Option<&'a str>),
    /// A person, or an agent user.
    User {
        user: &'a User,
        /// `scp`, in order.
        scopes: &'a [String],
        /// `sid`.
        session: Guid,
    },
}

impl AccessToken<'_> {
    /// `expires_in`, in seconds. Entra draws those of people between 60 and 90
    /// minutes; clients that can be called back get a day.
    pub(crate) fn lifetime(&self, context: Context<'_>) -> i64 {
        let [high, low] = context.seed.bytes::<2>("lifetime");
        let random = i64::from(u16::from_be_bytes([high, low]));
        match self.subject {
            Subject::Application(_) => EXPIRES_IN,
            Subject::User { .. } if self.requested.capable => 86_399 + random % 14_400,
            Subject::User { .. } => 3599 + random % 1800,
        }
    }
}

/// What decides whether a claim is there.
struct Shape<'a> {
    version: TokenVersion,
    is_graph: bool,
    is_custom: bool,
    agent_claims: bool,
    user: Option<&'a User>,
}

pub(super) fn claims(context: Context<'_>, token: &AccessToken<'_>) -> String {
    let (seed, tenant, client, api) = (context.seed, context.tenant(), token.client, token.api);
    let (is_custom, agent_claims) = match api.kind {
        ApiKind::Custom { agent_claims, .. } => (true, agent_claims),
        _ => (false, true),
    };
    let user = match token.subject {
        Subject::User { user, .. } => Some(user),
        Subject::Application(_) => None,
    };
    let version = api.version();
    let is_graph = api.kind == ApiKind::Graph;
    let shape = Shape { version, is_graph, is_custom, agent_claims, user };
    let is_v1 = version == TokenVersion::V1;
    let issued = context.now - BACKDATED_S;

    let mut claims = Object::new();
    match version {
        TokenVersion::V1 => {
            claims.string("aud", token.identifier);
            claims.string("iss", &issuer_v1(context.authority, tenant));
        }
        TokenVersion::V2 => {
            claims.text("aud", api.app_id);
            claims.string("iss", &issuer_v2(context.authority, tenant));
        }
    }
    claims.raw("iat", issued);
    claims.raw("nbf", issued);
    claims.raw("exp", context.now + token.lifetime(context) + 1);
    if user.is_some() && is_v1 {
        if is_graph {
            claims.raw("acct", 0);
        }
        claims.string("acr", "1");
    }
    // Only a person can step up.
    if let (Some(acrs), Some(_)) = (&token.requested.context, user) {
        claims.strings("acrs", [acrs.as_str()]);
    }
    claims.string("aio", &STANDARD.encode(seed.bytes::<40>("aio")));
    if let Some(user) = user
        && is_v1
    {
        // An agent user has it too, though nobody proved anything.
        claims.strings("amr", if user.parent.is_some() { vec!["mfa"] } else { vec!["pwd", "mfa"] });
    }
    if is_graph {
        claims.string("app_displayname", client.name());
    }
    let (id, acr) = if is_v1 { ("appid", "appidacr") } else { ("azp", "azpacr") };
    claims.text(id, client.app_id());
    claims.string(acr, token.proof.acr());
    if is_v1 && user.is_none() {
        claims.string("idp", &issuer_v1(context.authority, tenant));
    }
    if agent_claims {
        claims.string("idtyp", if user.is_some() { "user" } else { "app" });
    }
    identity(&mut claims, context, token, &shape);
    claims.text("tid", tenant);
    if let Some(user) = user
        && is_v1
    {
        claims.string("unique_name", &user.upn);
        claims.string("upn", &user.upn);
    }
    claims.string("uti", &uti(seed));
    claims.string("ver", if is_v1 { "1.0" } else { "2.0" });
    if is_graph {
        let wids = match user {
            None => vec![SERVICE_PRINCIPAL_MARKER],
            Some(user) if user.admin => vec![AGENT_ID_ADMINISTRATOR, MEMBER_MARKER],
            Some(_) => vec![MEMBER_MARKER],
        };
        claims.strings("wids", wids);
    }
    internals(&mut claims, context, token, &shape);
    claims.finish()
}

/// The claims that say who it is, between `name` and `tenant_region_scope`.
fn identity(claims: &mut Object, context: Context<'_>, token: &AccessToken<'_>, shape: &Shape<'_>) {
    let (tenant, client, api) = (context.tenant(), token.client, token.api);
    if let Some(user) = shape.user {
        claims.string("name", &user.name);
    }
    claims.text("oid", shape.user.map_or(client.object_id(), |user| user.id));
    if let Some(user) = shape.user
        && shape.version == TokenVersion::V2
    {
        claims.string("preferred_username", &user.upn);
    }
    claims.string("rh", &rh(tenant, api.app_id));
    match token.subject {
        Subject::Application(path) => {
            // A token that is bound to an agent is proof, not power: no roles.
            let roles = match path {
                Some(_) => Vec::new(),
                None => context.directory.roles(&client, api.app_id),
            };
            if !roles.is_empty() {
                claims.strings("roles", roles);
            }
            match path {
                Some(path) => {
                    let subject = fmi_subject(context.authority, tenant, client.app_id(), path);
                    claims.string("sub", &subject);
                }
                None => claims.text("sub", client.object_id()),
            }
        }
        Subject::User { user, scopes, session } => {
            claims.string("scp", &scopes.join(" "));
            claims.text("sid", session);
            claims.string("sub", &pairwise(tenant, user.id, api.app_id));
        }
    }
    if shape.is_graph {
        claims.string("tenant_region_scope", REGION);
    }
}

/// The claims that begin with `xms_`.
fn internals(
    claims: &mut Object,
    context: Context<'_>,
    token: &AccessToken<'_>,
    shape: &Shape<'_>,
) {
    let (seed, parent) = (context.seed, token.client.parent());
    let Shape { version, is_graph, is_custom, agent_claims, user } = *shape;
    // 3 follows the tenant, 9 is every service principal, 11 an agent identity,
    // 13 an agent user.
    let actor: &[u8] = if parent.is_some() { &[3, 9, 11] } else { &[3, 9] };
    let subject = match user {
        None => actor,
        Some(user) if user.parent.is_some() => &[3, 13],
        Some(_) => &[3],
    };
    if agent_claims {
        claims.string("xms_act_fct", &shuffled(actor, seed, "xms_act_fct"));
    }
    if token.requested.capable {
        claims.strings("xms_cc", ["cp1"]);
    }
    if token.api.kind == ApiKind::TokenExchange {
        // Published values; their meaning is not documented.
        let chained = parent.is_some();
        let info = if chained { "CAAQABgAIAAoAzAAOAE" } else { "CAAQABgAIAAoAjAA" };
        claims.string("xms_ficinfo", info);
    }
    claims.string("xms_ftd", &xms_ftd(seed));
    if agent_claims {
        // 1 is "member user", 7 is "service principal".
        let relation = if user.is_some() { 1 } else { 7 };
        claims.string("xms_idrel", &shuffled(&[relation, decoy(seed)], seed, "xms_idrel"));
        if let Some(parent) = parent {
            claims.text("xms_par_app_azp", parent);
        }
    }
    if is_graph && parent.is_some() {
        let opaque = seed.bytes::<64>("xms_rd");
        claims.string("xms_rd", &format!("0.{}", URL_SAFE_NO_PAD.encode(opaque)));
    }
    if let Some(user) = user
        && is_graph
    {
        let mut second = Object::new();
        second.string("sub", &pairwise(context.tenant(), user.id, token.client.app_id()));
        claims.raw("xms_st", second.finish());
    }
    if agent_claims {
        claims.string("xms_sub_fct", &shuffled(subject, seed, "xms_sub_fct"));
    }
    if version == TokenVersion::V1 && !is_custom {
        claims.raw("xms_tcdt", context.directory.tenant.created);
        claims.string("xms_tdbr", REGION);
    }
    if version == TokenVersion::V1 && agent_claims {
        claims.string("xms_tnt_fct", &shuffled(&[3, 6], seed, "xms_tnt_fct"));
    }
}
