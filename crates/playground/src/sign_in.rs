//! A sign-in that is under way: in a window of its own at a real authority, or
//! in a dialog of this page in the simulated tenant.
//!
//! The simulated Entra asks by documents instead of pages of HTML; a
//! [`Dialog`] is one of them, read.

use std::borrow::Cow;

use protocol::request::{HttpRequest, HttpResponse};
use protocol::response::{self, ErrorResponse};
use protocol::token::json::{self, Members};

use crate::state::{Attempt, Millis};

/// How long a person may take, in milliseconds.
pub const LIMIT: Millis = 5 * 60 * 1000;

/// A sign-in that waits for its person.
#[derive(Clone, Debug, PartialEq)]
pub struct SignIn {
    /// Its number.
    pub attempt: Attempt,
    /// What was asked for.
    pub request: HttpRequest,
    /// When it began.
    pub since: Millis,
    /// Where the person is.
    pub stage: Stage,
    /// The code that the person types, at the device page.
    pub user_code: Option<String>,
}

/// Where the person is.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// In a window of its own.
    Window {
        /// Whether the browser did not open it.
        blocked: bool,
    },
    /// The simulated Entra is asked for the next page.
    Asking,
    /// At a page of the simulated Entra.
    Dialog(Box<Dialog>),
}

/// A page of the simulated Entra.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Who signs in.
    People {
        /// The name of the app.
        app: String,
        /// Who can.
        people: Vec<Person>,
    },
    /// What the app may do.
    Consent {
        /// The name of the app.
        app: String,
        /// Who is asked.
        person: Person,
        /// The name of the API.
        api: String,
        /// What it wants.
        scopes: Vec<Permission>,
    },
    /// The person has done everything, and goes nowhere from here.
    Done(String),
    /// The simulated Entra refused on its own page.
    Refused(ErrorResponse),
}

/// Somebody who can sign in.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Person {
    /// The object id.
    pub id: String,
    /// The display name.
    pub name: String,
    /// The sign-in name.
    pub upn: String,
    /// Whether they administer the tenant.
    pub admin: bool,
}

/// A permission that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permission {
    /// The API that offers it.
    pub api: String,
    /// Its value, such as `User.Read`.
    pub value: String,
    /// What it lets the app do.
    pub description: String,
    /// Whether only an administrator can allow it.
    pub admin: bool,
}

/// What the simulated Entra answered.
pub(crate) enum Page {
    /// It asks something.
    Dialog(Dialog),
    /// The browser goes back to this address.
    Redirect(String),
    /// It says no on a page of its own.
    Refused(ErrorResponse),
    /// The person has done everything, and goes nowhere from here.
    Done(String),
}

/// Reads an answer of the simulated Entra; `None` when it is none of its pages.
pub(crate) fn page(response: &HttpResponse) -> Option<Page> {
    let members = Members::read(response.body.expose().as_bytes()).ok()?;
    let text = |name| members.str(name).map(Cow::into_owned).unwrap_or_default();
    Some(match members.str("page").as_deref() {
        Some("sign-in") => {
            let people = entries(&members, "people").iter().map(person).collect();
            Page::Dialog(Dialog::People { app: name(&members, "app"), people })
        }
        Some("consent") => Page::Dialog(Dialog::Consent {
            app: name(&members, "app"),
            person: inner(&members, "person").as_ref().map(person).unwrap_or_default(),
            api: name(&members, "api"),
            scopes: entries(&members, "scopes").iter().map(permission).collect(),
        }),
        Some("redirect") => Page::Redirect(text("location")),
        Some("done") => Page::Done(text("message")),
        Some("error") => {
            let mut refusal = ErrorResponse::from_text(&text("description")).unwrap_or_default();
            refusal.error = text("error");
            Page::Refused(refusal)
        }
        _ => match response::read(response) {
            response::Outcome::Refused(refusal) => Page::Refused(refusal),
            _ => return None,
        },
    })
}

fn inner(members: &Members, name: &str) -> Option<Members> {
    Members::read(members.get(name)?.literal.as_bytes()).ok()
}

/// The name in an object, or the text itself.
fn name(members: &Members, at: &str) -> String {
    let named = inner(members, at).map(|object| text(&object, "name"));
    named.unwrap_or_else(|| text(members, at))
}

fn text(members: &Members, name: &str) -> String {
    members.str(name).map(Cow::into_owned).unwrap_or_default()
}

fn entries(members: &Members, name: &str) -> Vec<Members> {
    let list = members.get(name).and_then(|list| json::list(&list.literal)).unwrap_or_default();
    list.iter().filter_map(|entry| Members::read(entry.as_bytes()).ok()).collect()
}

fn person(entry: &Members) -> Person {
    Person {
        id: text(entry, "id"),
        name: text(entry, "name"),
        upn: text(entry, "upn"),
        admin: is_true(entry, "admin"),
    }
}

fn permission(entry: &Members) -> Permission {
    Permission {
        api: text(entry, "api"),
        value: text(entry, "value"),
        description: text(entry, "description"),
        admin: is_true(entry, "admin"),
    }
}

fn is_true(entry: &Members, name: &str) -> bool {
    entry.get(name).is_some_and(|member| member.literal == "true")
}
