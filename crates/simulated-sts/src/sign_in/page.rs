//! The states of the pages, and their JSON; see [the language](super).

use protocol::form;
use protocol::guid::Guid;
use protocol::request::HttpResponse;
use protocol::secret::Secret;

use super::consent::Ask;
use crate::answer::Trail;
use crate::context::Context;
use crate::directory::{Client, User, clouds};
use crate::json::Object;
use crate::refusals::{Refusal, RefusalId};

/// What the person sees.
pub(crate) enum Page<'a> {
    /// Choose who you are. With the code of a device, if it is about one.
    SignIn {
        client: Client<'a>,
        people: Vec<&'a User>,
        hint: Option<Guid>,
        user_code: Option<String>,
    },
    /// Agree or not.
    Consent {
        client: Client<'a>,
        person: &'a User,
        asks: Vec<Ask<'a>>,
        everyone: bool,
        user_code: Option<String>,
    },
    /// Type the code of a device.
    Device,
    /// Back to the client.
    Redirect { location: String, mode: &'static str, fields: Vec<(&'static str, Secret)> },
    /// The end.
    Done { message: &'static str },
    /// An error on Entra's own page.
    Error(Refusal),
}

/// Where the answer goes.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) redirect_uri: String,
    /// `query`, `fragment` or `form_post`.
    pub(crate) mode: &'static str,
    /// The client's own text, repeated.
    pub(crate) state: Option<String>,
}

impl Target {
    /// The way back with these fields, and with `state`.
    pub(crate) fn hand_back<'a>(&self, mut fields: Vec<(&'static str, Secret)>) -> Page<'a> {
        if let Some(state) = &self.state {
            fields.push(("state", Secret::new(state.clone())));
        }
        let pairs = form::encode_pairs(fields.iter().map(|(name, value)| (*name, value.expose())));
        let separator = match self.mode {
            "fragment" => "#",
            _ if self.redirect_uri.contains('?') => "&",
            _ => "?",
        };
        let location = match self.mode {
            "form_post" => self.redirect_uri.clone(),
            _ if fields.is_empty() => self.redirect_uri.clone(),
            _ => format!("{}{separator}{}", self.redirect_uri, pairs.expose()),
        };
        Page::Redirect { location, mode: self.mode, fields }
    }
}

impl Page<'_> {
    /// The way back with an error (RFC 6749 4.1.2.1).
    pub(crate) fn refused(
        refusal: Refusal,
        target: &Target,
        trail: &Trail,
        context: Context<'_>,
    ) -> Self {
        let row = refusal.id.row();
        let mut fields = vec![
            ("error", Secret::new(row.error.to_owned())),
            ("error_description", Secret::new(trail.description(&refusal))),
        ];
        if refusal.id == RefusalId::SignInCancelled {
            fields.push(("error_subcode", Secret::new("cancel".to_owned())));
        }
        if let Some(cloud) = clouds(context.authority).next() {
            let uri = format!("{}/error?code={}", cloud.authority, row.code);
            fields.push(("error_uri", Secret::new(uri)));
        }
        target.hand_back(fields)
    }

    pub(super) fn json(&self, trail: &Trail) -> HttpResponse {
        let mut body = Object::new();
        let mut status = 200;
        match self {
            Self::SignIn { client, people, hint, .. } => {
                body.string("page", "sign-in");
                body.raw("app", app(client));
                body.list("people", people.iter().map(|person| user(person)));
                if let Some(hint) = hint {
                    body.text("hint", hint);
                }
            }
            Self::Consent { client, person, asks, everyone, .. } => {
                body.string("page", "consent");
                body.raw("app", app(client));
                body.raw("person", user(person));
                body.string("api", asks.first().map(|ask| &*ask.api.name).unwrap_or_default());
                body.list("scopes", asks.iter().map(scope));
                body.raw("everyone", everyone);
            }
            Self::Device => body.string("page", "device"),
            Self::Redirect { location, mode, fields } => {
                body.string("page", "redirect");
                body.string("location", location);
                body.string("mode", mode);
                let mut members = Object::new();
                for (name, value) in fields {
                    members.string(name, value.expose());
                }
                body.raw("fields", members.finish());
            }
            Self::Done { message } => {
                body.string("page", "done");
                body.string("message", message);
            }
            Self::Error(refusal) => {
                let row = refusal.id.row();
                status = row.status;
                body.string("page", "error");
                body.raw("code", row.code);
                body.string("error", row.error);
                body.string("description", &trail.description(refusal));
            }
        }
        trail.respond(status, body)
    }
}

fn app(client: &Client<'_>) -> String {
    let mut app = Object::new();
    app.text("id", client.app_id());
    app.string("name", client.name());
    app.finish()
}

fn user(person: &User) -> String {
    let mut user = Object::new();
    user.text("id", person.id);
    user.string("name", &person.name);
    user.string("upn", &person.upn);
    user.raw("admin", person.admin);
    user.finish()
}

fn scope(ask: &Ask<'_>) -> String {
    let mut scope = Object::new();
    scope.string("api", &ask.api.name);
    scope.string("value", ask.value);
    scope.string("description", ask.description);
    scope.raw("admin", ask.scope.is_some_and(|scope| scope.admin));
    scope.finish()
}
