//! The one entrance: a request in, an answer out.

use protocol::client_auth::read_basic;
use protocol::endpoint::{Authority, Cloud, EndpointKind, TenantSegment};
use protocol::guid::Guid;
use protocol::request::{HttpRequest, HttpResponse, Method};
use protocol::secret::Secret;
use protocol::wire;

use crate::answer::Trail;
use crate::directory::{Client, Directory};
use crate::grants;
use crate::json::Object;
use crate::mint;
use crate::parameters::Parameters;
use crate::refusals::{Refusal, RefusalId};
use crate::seed::Seed;
use crate::signer::{SignError, Signer};

/// The simulated Entra: a tenant and a signing key.
///
/// Answers through `&self`, because a page cannot hold a borrow over the time in
/// which WebCrypto signs.
#[derive(Debug)]
pub struct Engine<S> {
    directory: Directory,
    signer: S,
}

/// A request whose client is known: what a grant works with.
pub(crate) struct Call<'a> {
    pub(crate) directory: &'a Directory,
    pub(crate) authority: &'a Authority,
    pub(crate) parameters: &'a Parameters,
    pub(crate) client: Client<'a>,
    /// The secret of `client_secret_basic`.
    pub(crate) basic_secret: Option<&'a Secret>,
    /// Epoch seconds.
    pub(crate) now: i64,
    pub(crate) seed: &'a Seed,
}

impl Call<'_> {
    pub(crate) const fn tenant(&self) -> Guid {
        self.directory.tenant.id
    }
}

/// Why a request gets no token.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Entra says no.
    Refused(Refusal),
    /// The host cannot sign.
    Failed(SignError),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<SignError> for Stop {
    fn from(error: SignError) -> Self {
        Self::Failed(error)
    }
}

impl<S: Signer> Engine<S> {
    /// An engine for this tenant, signing with this key.
    pub const fn new(directory: Directory, signer: S) -> Self {
        Self { directory, signer }
    }

    /// The tenant.
    pub const fn directory(&self) -> &Directory {
        &self.directory
    }

    /// Answers a request: with a token, or with a refusal in Entra's form.
    ///
    /// `now` is in epoch seconds; `seed` must be fresh for every request.
    /// Headers that count: `Content-Type`, `Authorization`, `client-request-id`
    /// and `Origin`.
    ///
    /// # Errors
    /// [`SignError`] when the host's cryptography fails. That is no answer of
    /// Entra: nothing came back.
    pub async fn answer(
        &self,
        request: &HttpRequest,
        now: i64,
        seed: &Seed,
    ) -> Result<HttpResponse, SignError> {
        let trail = Trail::of(request, now, seed);
        let authority =
            Authority::parse(&request.url.origin).unwrap_or_else(|_| Authority::of(Cloud::Public));
        let answered = match EndpointKind::of_path(&request.url.path) {
            Some((tenant, EndpointKind::Token)) => {
                self.token(request, &authority, &tenant, now, seed).await
            }
            Some((tenant, kind @ (EndpointKind::Keys | EndpointKind::Metadata))) => {
                let place = Place { authority: &authority, tenant: &tenant };
                return Ok(match kind {
                    EndpointKind::Keys => self.keys(&place, now, seed),
                    _ => self.metadata(&place, now, seed),
                });
            }
            _ => return Ok(Trail::nothing_here()),
        };
        match answered {
            Ok(token) => Ok(trail.token(&token)),
            Err(Stop::Refused(refusal)) => Ok(trail.refusal(&refusal, &authority)),
            Err(Stop::Failed(error)) => Err(error),
        }
    }

    /// The token endpoint (RFC 6749 3.2).
    async fn token(
        &self,
        request: &HttpRequest,
        authority: &Authority,
        tenant: &TenantSegment,
        now: i64,
        seed: &Seed,
    ) -> Result<Secret, Stop> {
        if request.method != Method::Post {
            let refusal = Refusal::new(RefusalId::MethodNotPost);
            return Err(refusal.with("method", request.method.as_str()).into());
        }
        if !declares_a_form(request) {
            return Err(Refusal::new(RefusalId::NotAForm).into());
        }
        let parameters = Parameters::read(&request.body)?;
        if parameters.get(wire::RESOURCE).is_some() {
            return Err(Refusal::new(RefusalId::ResourceParameter).into());
        }
        let grant = grants::find(parameters.required(wire::GRANT_TYPE)?)?;
        let basic = basic_credentials(request)?;
        let client_id = match &basic {
            Some((id, _)) => id.as_str(),
            None => parameters.required(wire::CLIENT_ID)?.expose(),
        };
        self.check_tenant(tenant)?;
        let Some(client) = self.directory.client(client_id) else {
            return Err(Refusal::new(RefusalId::ClientUnknown)
                .with("client", client_id)
                .with("tenant", &self.directory.tenant.name)
                .into());
        };
        // Every client of the directory is confidential.
        if let Some(origin) = request.header(ORIGIN) {
            let refusal = Refusal::new(RefusalId::OriginOnConfidential);
            return Err(refusal.with_value("origin", origin).into());
        }
        let call = Call {
            directory: &self.directory,
            authority,
            parameters: &parameters,
            client,
            basic_secret: basic.as_ref().map(|(_, secret)| secret),
            now,
            seed,
        };
        grant.answer(&call, &self.signer).await
    }

    fn check_tenant(&self, tenant: &TenantSegment) -> Result<(), Refusal> {
        let text = tenant.as_str();
        let id = match text {
            _ if self.directory.is_tenant(text) => return Ok(()),
            "common" | "consumers" => RefusalId::TenantOfMany,
            "organizations" => RefusalId::TenantImplied,
            _ if Guid::parse(text).is_none() && !text.contains('.') => RefusalId::TenantUnreadable,
            _ => RefusalId::TenantUnknown,
        };
        Err(Refusal::new(id).with("tenant", text))
    }

    /// The signing keys (RFC 7517 5), at `/{tenant}/discovery/v2.0/keys`.
    pub fn keys(&self, place: &Place<'_>, now: i64, seed: &Seed) -> HttpResponse {
        self.document(place, now, seed, |document| {
            document.raw("keys", format_args!("[{}]", self.signer.key().jwk()));
        })
    }

    /// The metadata of the endpoints that the simulation has, at
    /// `/{tenant}/v2.0/.well-known/openid-configuration`.
    pub fn metadata(&self, place: &Place<'_>, now: i64, seed: &Seed) -> HttpResponse {
        self.document(place, now, seed, |document| {
            let tenant = self.directory.tenant.id;
            let base = format!("{}/{tenant}", place.authority.origin());
            document.string("token_endpoint", &format!("{base}{}", EndpointKind::Token.path()));
            document.strings(
                "token_endpoint_auth_methods_supported",
                ["client_secret_post", "private_key_jwt", "client_secret_basic"],
            );
            document.string("jwks_uri", &format!("{base}/discovery/v2.0/keys"));
            document.string("issuer", &mint::issuer_v2(place.authority, tenant));
            document.strings("subject_types_supported", ["pairwise"]);
            document.strings("id_token_signing_alg_values_supported", ["RS256"]);
            document.string("tenant_region_scope", mint::REGION);
        })
    }

    fn document(
        &self,
        place: &Place<'_>,
        now: i64,
        seed: &Seed,
        write: impl FnOnce(&mut Object),
    ) -> HttpResponse {
        let trail = Trail::new(None, now, seed);
        if let Err(refusal) = self.check_tenant(place.tenant) {
            return trail.refusal(&refusal, place.authority);
        }
        let mut document = Object::new();
        write(&mut document);
        trail.document(document)
    }
}

/// Whose document is asked for, and where.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The host that was asked.
    pub authority: &'a Authority,
    /// The tenant of the path.
    pub tenant: &'a TenantSegment,
}

/// RFC 6454 7: sent by browsers, and by nothing else.
const ORIGIN: &str = "Origin";

/// Whether the media type is a form; a `charset` beside it does no harm.
fn declares_a_form(request: &HttpRequest) -> bool {
    request.header(wire::CONTENT_TYPE).is_some_and(|value| {
        let value = value.expose();
        let media_type = value.split_once(';').map_or(value, |(media_type, _)| media_type);
        media_type.trim().eq_ignore_ascii_case(wire::FORM_URLENCODED)
    })
}

/// `client_secret_basic` (RFC 6749 2.3.1). Other schemes are not looked at.
fn basic_credentials(request: &HttpRequest) -> Result<Option<(String, Secret)>, Refusal> {
    let Some(header) = request.header(wire::AUTHORIZATION) else { return Ok(None) };
    let scheme = header.expose().split(' ').next().unwrap_or_default();
    if !scheme.eq_ignore_ascii_case("basic") {
        return Ok(None);
    }
    match read_basic(header.expose()) {
        Some(pair) => Ok(Some(pair)),
        None => Err(Refusal::new(RefusalId::BasicMalformed)),
    }
}
