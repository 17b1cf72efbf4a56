//! Where people sign in and consent: states as data, and the same states as HTML.
//!
//! # The little language
//!
//! A page that asks with `Accept: application/json` gets one JSON object and draws
//! it; everybody else gets HTML with forms and without script. The addresses are
//! those of Entra: `authorize`, `adminconsent`, `logout`, and
//! `/{tenant}/oauth2/deviceauth` for the code of a device. The person's answers
//! are sent as `POST` to the very same address, query included, as a form:
//!
//! | name | value |
//! |---|---|
//! | `person` | object id of who signs in |
//! | `answer` | `accept`, `deny`, or `cancel` (also without a person) |
//! | `everyone` | `true`: an administrator accepts for all people of the tenant |
//! | `user_code` | device page only, in every step: the code that the device shows |
//!
//! Nothing is remembered in between: a `POST` with `person` alone is a sign-in,
//! one with `person` and `answer=accept` is a sign-in and the consent. The member
//! `page` says which state an answer is:
//!
//! - `sign-in`: `app` (`id`, `name`), `people` (list of `id`, `name`, `upn`,
//!   `admin`), `hint` (the id that `login_hint` means, or absent). Next: `person`.
//! - `consent`: `app`, `person` (as above), `api` (name of the first API),
//!   `scopes` (list of `api`, `value`, `description`, `admin`), `everyone`
//!   (whether the person may accept for all; with administrator consent it is
//!   implied). Next: `person` again, and `answer`.
//! - `device`: asks for the code. Next: `user_code`.
//! - `redirect`: the end. `location` is the complete address (of `form_post` the
//!   bare one), `mode` is `query`, `fragment` or `form_post`, `fields` is an
//!   object of what is handed back: `code`, `id_token`, `state`, `session_state`,
//!   `client_info`; or `error`, `error_description`, `error_uri`, `error_subcode`,
//!   `state`; or `admin_consent`, `tenant`, `scope`, `state`.
//! - `done`: the end, and nowhere to go; `message` is for the person.
//! - `error`: Entra shows it on its own page and sends nobody anywhere. `code`,
//!   `error`, `description`. The status is that of the refusal; all other states
//!   have 200.
//!
//! There is no cookie. `prompt=none` finds who signed in at this engine last.

mod admin_consent;
mod authorize;
mod consent;
mod device;
mod html;
mod logout;
mod page;
mod question;

use protocol::guid::Guid;
use protocol::request::{HttpRequest, HttpResponse, Method};
use protocol::secret::Secret;
use protocol::wire;

use crate::answer::Trail;
use crate::context::Context;
use crate::directory::{Client, User};
use crate::parameters::Parameters;
use crate::refusals::{Refusal, RefusalId};
use crate::signer::{SignError, Signer};

pub(crate) use consent::{agree, check_scopes};
use page::Page;

/// The pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Authorize,
    AdminConsent,
    Device,
    Logout,
}

/// The path of the device page behind its tenant.
pub(crate) const DEVICE_PATH: &str = "/oauth2/deviceauth";

/// A visit to one of the pages.
pub(crate) struct Visit<'a> {
    pub(crate) context: Context<'a>,
    pub(crate) trail: &'a Trail,
    /// The tenant segment, as written.
    pub(crate) tenant: &'a str,
    /// What the client asks: the query.
    pub(crate) query: Parameters,
    /// What the person answers: the form.
    pub(crate) form: Parameters,
}

/// Answers a visit.
pub(crate) async fn answer(
    place: Place,
    context: Context<'_>,
    trail: &Trail,
    tenant: &str,
    request: &HttpRequest,
    signer: &impl Signer,
) -> Result<HttpResponse, SignError> {
    let read = |text: &Secret| Parameters::read(text);
    let form =
        if request.method == Method::Post { request.body.clone() } else { Secret::default() };
    let page = match (read(&Secret::new(request.url.query.clone())), read(&form)) {
        (Ok(query), Ok(form)) => {
            let visit = Visit { context, trail, tenant, query, form };
            match place {
                Place::Authorize => authorize::visit(&visit, signer).await?,
                Place::AdminConsent => admin_consent::visit(&visit),
                Place::Device => device::visit(&visit),
                Place::Logout => logout::visit(&visit),
            }
        }
        (Err(refusal), _) | (_, Err(refusal)) => Page::Error(refusal),
    };
    let wants_json =
        request.header("Accept").is_some_and(|accept| accept.expose().contains("application/json"));
    Ok(if wants_json { page.json(trail) } else { html::page(&page, trail) })
}

impl<'a> Visit<'a> {
    /// What the person answered.
    fn said(&self) -> &str {
        self.form.get("answer").map(Secret::expose).unwrap_or_default()
    }

    /// The client of the query.
    fn client(&self) -> Result<Client<'a>, Refusal> {
        let id = self.query.required(wire::CLIENT_ID)?.expose();
        self.context.directory.client(id).ok_or_else(|| {
            Refusal::new(RefusalId::ClientUnknown)
                .with("client", id)
                .with("tenant", &self.context.directory.tenant.name)
        })
    }

    /// Who signed in just now; `None` while nobody has.
    fn person(&self) -> Result<Option<&'a User>, Refusal> {
        let Some(id) = self.form.filled("person") else { return Ok(None) };
        let directory = self.context.directory;
        let found = Guid::parse(id.expose())
            .and_then(|id| directory.people().find(|person| person.id == id));
        found.map(Some).ok_or_else(|| {
            Refusal::new(RefusalId::PersonUnknown)
                .with_value("user", id)
                .with("tenant", &directory.tenant.name)
        })
    }

    /// The sign-in page for a client.
    fn sign_in(&self, client: Client<'a>) -> Page<'a> {
        let people: Vec<&User> = self.context.directory.people().collect();
        let hint = self.query.filled("login_hint").or_else(|| self.query.filled("logout_hint"));
        let hint = hint.and_then(|hint| {
            people.iter().find(|person| person.upn.eq_ignore_ascii_case(hint.expose()))
        });
        let hint = match self.query.get("prompt").map(Secret::expose) {
            // The two do not go together: the person shall choose.
            Some("select_account") => None,
            _ => hint.map(|person| person.id),
        };
        Page::SignIn { client, people, hint, user_code: None }
    }
}
