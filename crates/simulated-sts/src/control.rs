//! What the simulation offers beside Entra, under `/simulated/` of the sign-in
//! host. Nothing here exists in the real world. A `POST` with an `Origin` is refused.
//!
//! | request | answer |
//! |---|---|
//! | `GET refusals` | the table of refusals: `refusals`, a list of `id`, `code`, `error`, `status`, `message`, `earned_by`, `provenance` |
//! | `POST certificates`, form `client_id`, `certificate` (PEM, or base64 of DER) | uploads a certificate to a blueprint or an application: `client_id`, `x5t#S256`, `thumbprint` (SHA-1, hexadecimal) |
//! | `POST redirect-uris`, form `client_id`, `platform` (`spa`, `native`, `web`), `uri` | registers a redirect URI of an application |
//! | `POST workload-token`, form `subject`, `audience` | a token of a workload outside of Azure: `value`, as build pipelines answer |
//! | `POST tokens`, form `client_id` (none: the set-up tool), `scope`, or `api` for all that this one offers; `platform` | what a sign-in of the administrator would give: a token response |
//! | `POST forget` | back to the start |

use protocol::guid::Guid;
use protocol::request::{HttpRequest, HttpResponse, Method};
use protocol::secret::Secret;

use crate::answer::Trail;
use crate::certificate::Certificate;
use crate::context::Context;
use crate::directory::{Credentials, Directory, Platform, RedirectUri};
use crate::example_token;
use crate::json::Object;
use crate::mint::{self, Machine};
use crate::parameters::Parameters;
use crate::refusals::REFUSALS;
use crate::signer::{SignError, Signer};

/// What the paths begin with.
pub(crate) const PATH: &str = "/simulated/";

/// Certificates and redirect URIs of one application.
const LIMIT: usize = 20;

/// What is to be done after the answer.
pub(crate) enum After {
    Nothing,
    Forget,
}

pub(crate) async fn answer(
    request: &HttpRequest,
    context: Context<'_>,
    trail: &Trail,
    signer: &impl Signer,
) -> Result<(HttpResponse, After), SignError> {
    // A server of this machine is in reach of every page that its browser shows.
    if request.method == Method::Post && request.header("Origin").is_some() {
        let sentence = "Pages of other origins may not change the simulation; send no Origin.";
        return Ok((refused(trail, sentence), After::Nothing));
    }
    let Ok(form) = Parameters::read(&request.body) else {
        return Ok((refused(trail, "A parameter is there twice."), After::Nothing));
    };
    let name = request.url.path.strip_prefix(PATH).unwrap_or_default();
    let response = match (request.method, name) {
        (Method::Get, "refusals") => refusals(trail),
        (Method::Post, "certificates") => finish(trail, certificate(context, &form)),
        (Method::Post, "redirect-uris") => finish(trail, redirect_uri(context, &form)),
        (Method::Post, "workload-token") => {
            let text = |name| form.filled(name).map(Secret::expose);
            let audience = text("audience").unwrap_or("api://AzureADTokenExchange");
            match text("subject") {
                None => refused(trail, "Name the workload in the parameter subject."),
                Some(subject) => {
                    let machine = Machine::Workload { subject, audience };
                    let token = mint::machine_token(context, &machine, signer).await?;
                    let mut body = Object::new();
                    body.string("value", token.expose());
                    trail.respond(200, body)
                }
            }
        }
        (Method::Post, "tokens") => {
            match example_token::answer(&form, context, trail, signer).await? {
                Ok(response) => response,
                Err(sentence) => refused(trail, sentence),
            }
        }
        (Method::Post, "forget") => {
            return Ok((trail.respond(200, Object::new()), After::Forget));
        }
        _ => Trail::nothing_here(),
    };
    Ok((response, After::Nothing))
}

fn refusals(trail: &Trail) -> HttpResponse {
    let rows = REFUSALS.iter().map(|row| {
        let mut one = Object::new();
        one.string("id", &format!("{:?}", row.id));
        one.raw("code", row.code);
        one.string("error", row.error);
        one.raw("status", row.status);
        one.string("message", row.message);
        one.string("earned_by", row.id.earned_by());
        one.string("provenance", row.id.provenance().word());
        one.finish()
    });
    let mut body = Object::new();
    body.list("refusals", rows);
    trail.respond(200, body)
}

fn finish(trail: &Trail, done: Result<Object, String>) -> HttpResponse {
    match done {
        Ok(body) => trail.respond(200, body),
        Err(sentence) => refused(trail, &sentence),
    }
}

fn refused(trail: &Trail, sentence: &str) -> HttpResponse {
    let mut body = Object::new();
    body.string("error", "invalid_request");
    body.string("error_description", sentence);
    trail.respond(400, body)
}

fn certificate(context: Context<'_>, form: &Parameters) -> Result<Object, String> {
    let text = |name| form.filled(name).map(Secret::expose).unwrap_or_default();
    let certificate = Certificate::from_text(text("certificate")).map_err(|e| e.to_string())?;
    let mut body = Object::new();
    body.string("client_id", text("client_id"));
    body.string("x5t#S256", &certificate.thumbprint());
    body.string("thumbprint", &certificate.hex_thumbprint());
    let client = Guid::parse(text("client_id"));
    context.store.change(|directory| {
        let Some(credentials) = client.and_then(|id| credentials_of(directory, id)) else {
            return Err("client_id is no application and no blueprint of this tenant.".to_owned());
        };
        add_certificate(credentials, certificate)
    })?;
    Ok(body)
}

/// Adds a certificate, once.
pub(crate) fn add_certificate(
    credentials: &mut Credentials,
    certificate: Certificate,
) -> Result<(), String> {
    if credentials.certificates.contains(&certificate) {
        return Ok(());
    }
    if credentials.certificates.len() >= LIMIT {
        return Err(format!("An application has at most {LIMIT} certificates here."));
    }
    credentials.certificates.push(certificate);
    Ok(())
}

/// The credentials of an application or blueprint.
pub(crate) fn credentials_of(directory: &mut Directory, id: Guid) -> Option<&mut Credentials> {
    let applications = directory.applications.iter_mut();
    let own = applications.map(|app| (app.app_id, &mut app.credentials));
    let blueprints = directory.blueprints.iter_mut().map(|b| (b.app_id, &mut b.credentials));
    own.chain(blueprints).find(|(app_id, _)| *app_id == id).map(|(_, credentials)| credentials)
}

fn redirect_uri(context: Context<'_>, form: &Parameters) -> Result<Object, String> {
    let text = |name| form.filled(name).map(Secret::expose).unwrap_or_default();
    let platform = match text("platform") {
        "spa" => Platform::Spa,
        "native" => Platform::Native,
        "web" => Platform::Web,
        _ => return Err("platform is spa, native or web.".to_owned()),
    };
    let uri = text("uri").to_owned();
    if !uri.starts_with("https://") && !uri.starts_with("http://") {
        return Err("uri is an https address, or an http address of this machine.".to_owned());
    }
    let client = Guid::parse(text("client_id"));
    context.store.change(|directory| {
        let found = directory.applications.iter_mut().find(|app| Some(app.app_id) == client);
        let Some(application) = found else {
            return Err("client_id is no application of this tenant.".to_owned());
        };
        if application.redirect_uris.len() >= LIMIT {
            return Err(format!("An application has at most {LIMIT} redirect URIs here."));
        }
        application.redirect_uris.push(RedirectUri { platform, uri });
        Ok(())
    })?;
    Ok(Object::new())
}
