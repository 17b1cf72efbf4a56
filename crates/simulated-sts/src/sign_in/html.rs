//! The pages as HTML: forms, no script, everything escaped. For people with a
//! browser in front of the server.

use std::fmt::Write as _;

use protocol::request::HttpResponse;
use protocol::secret::Secret;

use super::page::Page;
use crate::answer::Trail;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:3rem auto;padding:0 1rem}button{font:inherit;display:block;margin:.5rem 0;padding:.5rem 1rem}small{color:#555}";

/// The answer that a browser understands: a page, or the way back.
pub(super) fn page(page: &Page<'_>, trail: &Trail) -> HttpResponse {
    let mut status = 200;
    let mut headers = trail.headers("text/html; charset=utf-8");
    let header = |name: &str, value: String| (name.to_owned(), value);
    headers.push(header(
        "content-security-policy",
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
            .to_owned(),
    ));
    // Entra's pages cut every tie to the page that opened them.
    headers.push(header("cross-origin-opener-policy", "same-origin".to_owned()));
    headers.push(header("referrer-policy", "no-referrer".to_owned()));
    let (title, inner) = match page {
        Page::SignIn { client, people, user_code, .. } => {
            let mut form = opening(user_code.as_deref());
            for person in people {
                // Writing to a String cannot fail.
                let _ = write!(
                    form,
                    "<button name=\"person\" value=\"{}\">{}<br><small>{}</small></button>",
                    person.id,
                    escaped(&person.name),
                    escaped(&person.upn)
                );
            }
            form.push_str("<button name=\"answer\" value=\"cancel\">Cancel</button></form>");
            (format!("Sign in to {}", client.name()), form)
        }
        Page::Consent { client, person, asks, everyone, user_code } => {
            let mut form = String::from("<ul>");
            for ask in asks {
                let _ = write!(
                    form,
                    "<li>{} <small>({}, {})</small></li>",
                    escaped(ask.description),
                    escaped(&ask.api.name),
                    escaped(ask.value)
                );
            }
            form.push_str("</ul>");
            form.push_str(&opening(user_code.as_deref()));
            let _ = write!(form, "<input type=\"hidden\" name=\"person\" value=\"{}\">", person.id);
            if *everyone {
                form.push_str("<label><input type=\"checkbox\" name=\"everyone\" value=\"true\"> Consent on behalf of your organization</label>");
            }
            form.push_str("<button name=\"answer\" value=\"accept\">Accept</button><button name=\"answer\" value=\"deny\">Cancel</button></form>");
            (format!("{} asks {} for permission", client.name(), person.name), form)
        }
        Page::Device => (
            "Enter the code of your device".to_owned(),
            "<form method=\"post\"><input name=\"user_code\" aria-label=\"Code\" autocomplete=\"off\"><button>Next</button></form>".to_owned(),
        ),
        Page::Redirect { location, mode: "form_post", fields } => {
            // Entra submits this form by script; here the person does.
            let mut form = format!("<form method=\"post\" action=\"{}\">", escaped(location));
            for (name, value) in fields {
                let value = escaped(value.expose());
                let _ = write!(form, "<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");
            }
            form.push_str("<button>Continue</button></form>");
            ("Back to the app".to_owned(), form)
        }
        Page::Redirect { location, .. } => {
            status = 302;
            headers.push(header("location", location.clone()));
            (String::new(), String::new())
        }
        Page::Done { message } => ((*message).to_owned(), String::new()),
        Page::Error(refusal) => {
            status = refusal.id.row().status;
            let text = escaped(&trail.description(refusal));
            ("Sorry, but we’re having trouble signing you in".to_owned(), format!("<p>{text}</p>"))
        }
    };
    let body = if status == 302 {
        String::new()
    } else {
        let title = escaped(&title);
        format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style><h1>{title}</h1>{inner}<p><small>Simulated Entra: nobody signs in here for real.</small></p></html>"
        )
    };
    HttpResponse { status, headers, body: Secret::new(body) }
}

fn opening(user_code: Option<&str>) -> String {
    let mut form = String::from("<form method=\"post\">");
    if let Some(code) = user_code {
        let code = escaped(code);
        let _ = write!(form, "<input type=\"hidden\" name=\"user_code\" value=\"{code}\">");
    }
    form
}

/// Text inside of an element or a quoted attribute.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
