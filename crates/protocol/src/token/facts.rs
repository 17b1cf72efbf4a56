//! What a token settles, as plain data. A fact that the claims do not settle
//! is `None`; nothing is guessed, and `tenant` is never taken from `iss`.

use super::json::Members;
use super::jws::ReadToken;
use super::kind::{self, TokenKind};
use crate::catalog::ids;

/// How the client proved itself when it got the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientProof {
    /// A client secret.
    Secret,
    /// A certificate, a federated credential or an exchange token.
    Assertion,
    /// Nothing: a public client.
    None,
}

impl ClientProof {
    /// The word for it, as in JSON and on screen.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Secret => "secret",
            Self::Assertion => "assertion",
            Self::None => "public client",
        }
    }
}

/// The facts of one token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// `tid`, as written.
    pub tenant: Option<String>,
    /// The well-known name of the audience.
    pub audience_name: Option<&'static str>,
    /// The application that asked: `appid` or `azp`.
    pub actor_app: Option<String>,
    /// The directory object of the subject: `oid`.
    pub subject_object: Option<String>,
    /// The blueprint of the acting agent: `xms_par_app_azp`.
    pub parent_blueprint: Option<String>,
    /// The blueprint involved: in an exchange token of a blueprint the actor,
    /// elsewhere the parent.
    pub blueprint: Option<String>,
    /// In an exchange token of a blueprint, the agent identity it is for.
    pub target_agent: Option<String>,
    /// How the client proved itself.
    pub client_auth: Option<ClientProof>,
    /// `ver`.
    pub token_version: Option<String>,
    /// Facets of the actor that carry meaning: odd, sorted, each once.
    pub act_facets: Option<Vec<i64>>,
    /// Facets of the subject, likewise.
    pub sub_facets: Option<Vec<i64>>,
    /// Relations of the subject to the resource's tenant, likewise.
    pub idrel: Option<Vec<i64>>,
    /// Delegated permissions.
    pub scopes: Option<Vec<String>>,
    /// Application permissions, or roles of the user.
    pub roles: Option<Vec<String>>,
    /// `exp` minus `iat`, in seconds.
    pub lifetime_s: Option<i64>,
    /// Whether anyone with Entra's published keys can check the signature.
    pub verifiable_by_third_party: bool,
}

impl Facts {
    /// Reads the facts of a token.
    #[must_use]
    pub fn of(token: &ReadToken) -> Self {
        let claims = &token.claims;
        let kind = TokenKind::of(claims);
        let parent = settled(claims, "xms_par_app_azp");
        let actor = settled(claims, "appid").or_else(|| settled(claims, "azp"));
        let is_t1 = kind == TokenKind::BlueprintExchange;
        Self {
            tenant: settled(claims, "tid"),
            audience_name: audience(claims).and_then(|aud| audience_name(&aud)),
            blueprint: if is_t1 { actor.clone() } else { parent.clone() },
            actor_app: actor,
            subject_object: settled(claims, "oid"),
            parent_blueprint: parent,
            target_agent: if is_t1 { kind::target_agent(claims) } else { None },
            client_auth: client_proof(claims),
            token_version: settled(claims, "ver"),
            act_facets: meaningful(claims, "xms_act_fct"),
            sub_facets: meaningful(claims, "xms_sub_fct"),
            idrel: meaningful(claims, "xms_idrel"),
            scopes: claims.str("scp").map(|scp| {
                scp.split_whitespace().filter(|s| *s != "/").map(str::to_owned).collect()
            }),
            roles: claims.strings("roles"),
            lifetime_s: lifetime(claims),
            verifiable_by_third_party: is_verifiable(token),
        }
    }
}

/// The audience; of a list the first.
#[must_use]
pub fn audience(claims: &Members) -> Option<String> {
    claims.strings("aud")?.into_iter().next()
}

/// The token exchange has an audience of its own in each cloud.
fn audience_name(aud: &str) -> Option<&'static str> {
    let id = if kind::is_token_exchange(aud) { kind::TOKEN_EXCHANGE } else { aud };
    ids::app(id).map(|app| app.name)
}

/// A string claim that says something: articles print `<tenant-id>`.
fn settled(claims: &Members, name: &str) -> Option<String> {
    let value = claims.str(name)?;
    let placeholder = value.starts_with('<') && value.ends_with('>');
    (!value.is_empty() && !placeholder).then(|| value.into_owned())
}

fn client_proof(claims: &Members) -> Option<ClientProof> {
    let value = claims.integer("appidacr").or_else(|| claims.integer("azpacr"))?.value()?;
    match value {
        0 => Some(ClientProof::None),
        1 => Some(ClientProof::Secret),
        2 => Some(ClientProof::Assertion),
        _ => None,
    }
}

/// Even numbers are there to be ignored; see `catalog::claims`.
fn meaningful(claims: &Members, name: &str) -> Option<Vec<i64>> {
    let mut list = Vec::new();
    // Not `sort`: its code weighs more than this list ever will.
    for facet in kind::facets(claims, name)?.into_iter().filter(|facet| facet % 2 != 0) {
        if let Err(place) = list.binary_search(&facet) {
            list.insert(place, facet);
        }
    }
    Some(list)
}

fn lifetime(claims: &Members) -> Option<i64> {
    let (end, start) = (claims.integer("exp")?.value()?, claims.integer("iat")?.value()?);
    end.checked_sub(start)
}

/// Graph signs a transformed header when it holds a nonce, so that nobody
/// else can check the signature; HMAC needs the secret.
fn is_verifiable(token: &ReadToken) -> bool {
    let alg = token.header.str("alg").unwrap_or_default();
    let asymmetric = ["RS", "PS", "ES", "Ed"].iter().any(|start| alg.starts_with(start));
    token.signed && asymmetric && !token.header.has("nonce")
}
