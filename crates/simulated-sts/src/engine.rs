//! The one entrance: a request in, an answer out.

use protocol::client_auth::read_basic;
use protocol::endpoint::{Authority, CLOUDS, Cloud, EndpointKind};
use protocol::guid::Guid;
use protocol::identity::Names;
use protocol::request::{HttpRequest, HttpResponse, Method};
use protocol::secret::Secret;
use protocol::wire;

use crate::answer::{Granted, Trail};
use crate::context::{Call, Context, Stop};
use crate::directory::Directory;
use crate::parameters::Parameters;
use crate::refusals::{Refusal, RefusalId};
use crate::seed::Seed;
use crate::sign_in::{self, Place};
use crate::signer::{SignError, Signer};
use crate::state::Store;
use crate::{control, echo, grants, graph, managed_identity, metadata, resource_manager};

/// The simulated Entra: a tenant and a signing key.
///
/// Answers through `&self`, because a page cannot hold a borrow over the time in
/// which WebCrypto signs. What it remembers in between (codes, refresh tokens,
/// consents, created objects) is bounded, in memory only, and gone after
/// [`forget`](Self::forget).
#[derive(Debug)]
pub struct Engine<S> {
    start: Directory,
    store: Store,
    signer: S,
}

impl<S: Signer> Engine<S> {
    /// An engine for this tenant, signing with this key.
    pub fn new(directory: Directory, signer: S) -> Self {
        Self { store: Store::new(directory.clone()), start: directory, signer }
    }

    /// The tenant as it was at the start. Set-up calls change a copy.
    pub const fn directory(&self) -> &Directory {
        &self.start
    }

    /// The display names of everything in the tenant now, created objects
    /// included.
    pub fn names(&self) -> Names {
        self.store.directory().names()
    }

    /// Goes back to the start: no codes, no tokens, no consents, no created
    /// objects. Tokens that were issued stay valid until they expire, as the key
    /// stays.
    pub fn forget(&self) {
        self.store.reset(self.start.clone());
    }

    /// Answers a request: with what Entra, Graph, Azure Resource Manager or the
    /// [echo API](crate::echo) would answer, or with a refusal in their form.
    ///
    /// The origin decides who is meant; every origin that is none of theirs is
    /// the sign-in host. `now` is in epoch seconds; `seed` must be fresh for every
    /// request. Headers that count: `Accept`, `Authorization`,
    /// `client-request-id`, `Content-Type`, `Metadata`, `Origin` and
    /// `x-ms-authorization-auxiliary`.
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
        let mut response = self.routed(request, now, seed, &trail).await?;
        if request.header(ORIGIN).is_some() && is_open(request, &response) {
            let name = "access-control-allow-origin".to_owned();
            response.headers.push((name, "*".to_owned()));
        }
        Ok(response)
    }

    async fn routed(
        &self,
        request: &HttpRequest,
        now: i64,
        seed: &Seed,
        trail: &Trail,
    ) -> Result<HttpResponse, SignError> {
        let authority =
            Authority::parse(&request.url.origin).unwrap_or_else(|_| Authority::of(Cloud::Public));
        let directory = self.store.directory();
        let host = Host::of(&request.url.origin);
        let public = Authority::of(Cloud::Public);
        let context = Context {
            directory: &directory,
            store: &self.store,
            authority: if host == Host::Entra { &authority } else { &public },
            now,
            seed,
        };
        match host {
            Host::Entra => self.entra(request, context, trail).await,
            Host::Graph => graph::answer(request, context, trail, &self.signer).await,
            Host::ResourceManager => {
                resource_manager::answer(request, context, trail, &self.signer).await
            }
            Host::Echo => echo::answer(request, context, trail, &self.signer).await,
            Host::Machine => managed_identity::answer(request, context, trail, &self.signer).await,
        }
    }

    /// The sign-in host.
    async fn entra(
        &self,
        request: &HttpRequest,
        context: Context<'_>,
        trail: &Trail,
    ) -> Result<HttpResponse, SignError> {
        let path = request.url.path.as_str();
        if path.starts_with(control::PATH) {
            let (response, after) = control::answer(request, context, trail, &self.signer).await?;
            if let control::After::Forget = after {
                self.forget();
            }
            return Ok(response);
        }
        if let Some(tenant) = device_page(path) {
            let place = Place::Device;
            return sign_in::answer(place, context, trail, tenant, request, &self.signer).await;
        }
        let Some((tenant, kind)) = EndpointKind::of_path(path) else {
            return Ok(Trail::nothing_here());
        };
        let tenant = tenant.as_str();
        let place = match kind {
            EndpointKind::Authorize => Place::Authorize,
            EndpointKind::AdminConsent => Place::AdminConsent,
            EndpointKind::Logout => Place::Logout,
            EndpointKind::Keys => return Ok(metadata::keys(context, trail, tenant, &self.signer)),
            EndpointKind::Metadata => return Ok(metadata::metadata(context, trail, tenant)),
            EndpointKind::Token | EndpointKind::DeviceCode => {
                let answered = match kind {
                    EndpointKind::Token => self
                        .token(request, context, tenant)
                        .await
                        .map(|granted| trail.granted(&granted)),
                    _ => device(request, context, trail, tenant).map_err(Stop::from),
                };
                return match answered {
                    Ok(response) => Ok(response),
                    Err(Stop::Refused(refusal)) => Ok(trail.refusal(&refusal, context.authority)),
                    Err(Stop::Failed(error)) => Err(error),
                };
            }
        };
        sign_in::answer(place, context, trail, tenant, request, &self.signer).await
    }

    /// The token endpoint (RFC 6749 3.2).
    async fn token(
        &self,
        request: &HttpRequest,
        context: Context<'_>,
        tenant: &str,
    ) -> Result<Granted, Stop> {
        let parameters = form(request)?;
        if parameters.get(wire::RESOURCE).is_some() {
            return Err(Refusal::new(RefusalId::ResourceParameter).into());
        }
        let grant = grants::find(parameters.required(wire::GRANT_TYPE)?)?;
        let basic = basic_credentials(request)?;
        let client_id = match &basic {
            Some((id, _)) => id.as_str(),
            None => parameters.required(wire::CLIENT_ID)?.expose(),
        };
        let any_tenant = grant.is_interactive() && matches!(tenant, "common" | "organizations");
        if !any_tenant {
            check_tenant(context.directory, tenant)?;
        }
        let client = client_of(context, client_id)?;
        let origin = request.header(ORIGIN);
        if let (Some(origin), false) = (origin, grant.knows_pages()) {
            let refusal = Refusal::new(RefusalId::OriginOnConfidential);
            return Err(refusal.with_value("origin", origin).into());
        }
        let call = Call {
            context,
            parameters: &parameters,
            client,
            basic_secret: basic.as_ref().map(|(_, secret)| secret),
            origin,
            tenant_segment: tenant,
        };
        grant.answer(&call, &self.signer).await
    }
}

/// Who is meant by an origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Host {
    Entra,
    Graph,
    ResourceManager,
    Echo,
    /// The metadata address of a machine.
    Machine,
}

impl Host {
    fn of(origin: &str) -> Self {
        match origin {
            echo::ORIGIN => Self::Echo,
            managed_identity::ORIGIN => Self::Machine,
            _ if CLOUDS.iter().any(|row| row.graph == origin) => Self::Graph,
            _ if CLOUDS.iter().any(|row| row.resource_manager == Some(origin)) => {
                Self::ResourceManager
            }
            _ => Self::Entra,
        }
    }
}

/// The host that a path begins with, and the rest: how a server of one origin
/// reaches the others. `None` for the paths of the sign-in host.
#[must_use]
pub fn origin_of_prefix(path: &str) -> Option<(&'static str, &str)> {
    let rest = path.strip_prefix('/')?;
    let (host, _) = rest.split_once('/').unwrap_or((rest, ""));
    let clouds = CLOUDS.iter().flat_map(|row| [Some(row.graph), row.resource_manager]);
    let origins = clouds.flatten().chain([echo::ORIGIN, managed_identity::ORIGIN]);
    let mut named =
        origins.filter(|origin| origin.split_once("://").is_some_and(|(_, own)| own == host));
    Some((named.next()?, rest.get(host.len()..)?))
}

/// The tenant segment of the device page's path.
fn device_page(path: &str) -> Option<&str> {
    let tenant = path.strip_prefix('/')?.strip_suffix(sign_in::DEVICE_PATH)?;
    (!tenant.contains('/')).then_some(tenant)
}

/// The device authorization endpoint (RFC 8628 3.1).
fn device(
    request: &HttpRequest,
    context: Context<'_>,
    trail: &Trail,
    tenant: &str,
) -> Result<HttpResponse, Refusal> {
    let parameters = form(request)?;
    let client_id = parameters.required(wire::CLIENT_ID)?.expose();
    if !matches!(tenant, "common" | "organizations") {
        check_tenant(context.directory, tenant)?;
    }
    let call = Call {
        context,
        parameters: &parameters,
        client: client_of(context, client_id)?,
        basic_secret: None,
        origin: None,
        tenant_segment: tenant,
    };
    grants::start_device(&call, trail)
}

fn client_of<'a>(
    context: Context<'a>,
    client_id: &str,
) -> Result<crate::directory::Client<'a>, Refusal> {
    context.directory.client(client_id).ok_or_else(|| {
        Refusal::new(RefusalId::ClientUnknown)
            .with("client", client_id)
            .with("tenant", &context.directory.tenant.name)
    })
}

/// Whether a tenant segment means this tenant.
pub(crate) fn check_tenant(directory: &Directory, text: &str) -> Result<(), Refusal> {
    let id = match text {
        _ if directory.is_tenant(text) => return Ok(()),
        "common" | "consumers" => RefusalId::TenantOfMany,
        "organizations" => RefusalId::TenantImplied,
        _ if Guid::parse(text).is_none() && !text.contains('.') => RefusalId::TenantUnreadable,
        _ => RefusalId::TenantUnknown,
    };
    Err(Refusal::new(id).with("tenant", text))
}

/// Whether a page of another origin may read the answer: documents, APIs, and
/// tokens, but not the refusal of a request that no page should make.
fn is_open(request: &HttpRequest, response: &HttpResponse) -> bool {
    if Host::of(&request.url.origin) != Host::Entra {
        return true;
    }
    match EndpointKind::of_path(&request.url.path) {
        Some((_, EndpointKind::Keys | EndpointKind::Metadata)) => true,
        Some((_, EndpointKind::Token)) => {
            let code = RefusalId::OriginOnConfidential.row().code;
            !response.body.expose().contains(&format!("AADSTS{code}:"))
        }
        _ => false,
    }
}

/// RFC 6454 7: sent by browsers, and by nothing else.
const ORIGIN: &str = "Origin";

/// The form of a POST.
fn form(request: &HttpRequest) -> Result<Parameters, Refusal> {
    if request.method != Method::Post {
        let refusal = Refusal::new(RefusalId::MethodNotPost);
        return Err(refusal.with("method", request.method.as_str()));
    }
    if !declares_a_form(request) {
        return Err(Refusal::new(RefusalId::NotAForm));
    }
    Parameters::read(&request.body)
}

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
