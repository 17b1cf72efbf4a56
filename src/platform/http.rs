//! Sending over the network.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use playground::state::TransportError;
use protocol::request::{HttpRequest, HttpResponse};
use protocol::response::ANSWER_LIMIT;
use protocol::secret::Secret;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    ReferrerPolicy, RequestCache, RequestCredentials, RequestInit, RequestRedirect, Response,
};

/// The headers of an answer that a page may see through the proxy.
const SEEN: [&str; 5] =
    ["content-type", "x-ms-request-id", "client-request-id", "retry-after", "www-authenticate"];

/// How long an answer may take.
const LIMIT_SECONDS: u32 = 40;

/// Ends a sending, once: by the reader, by time, or by being dropped.
#[derive(Clone)]
pub struct Abort(Rc<AbortOnDrop>);

struct AbortOnDrop {
    controller: Option<web_sys::AbortController>,
    timed_out: RefCell<bool>,
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }
}

impl Abort {
    /// A way to end a sending that has not begun.
    #[must_use]
    pub fn new() -> Self {
        let controller = web_sys::AbortController::new().ok();
        Self(Rc::new(AbortOnDrop { controller, timed_out: RefCell::new(false) }))
    }

    /// Ends it.
    pub fn abort(&self) {
        if let Some(controller) = &self.0.controller {
            controller.abort();
        }
    }

    fn after_limit(&self) -> Timeout {
        let abort = self.clone();
        Timeout::new(LIMIT_SECONDS * 1000, move || {
            abort.0.timed_out.replace(true);
            abort.abort();
        })
    }
}

impl Default for Abort {
    fn default() -> Self {
        Self::new()
    }
}

/// Sends a request to `url` with the headers and the exact body it has, and
/// reads the whole answer.
///
/// # Errors
/// [`TransportError::Network`] for all that a browser calls "failed to fetch":
/// it does not tell a page why.
pub async fn send(
    url: &str,
    request: &HttpRequest,
    abort: &Abort,
) -> Result<HttpResponse, TransportError> {
    let limit = abort.after_limit();
    let answer = exchange(url, request, abort).await;
    drop(limit);
    answer.ok_or_else(|| {
        if *abort.0.timed_out.borrow() {
            TransportError::TimedOut { seconds: LIMIT_SECONDS }
        } else {
            TransportError::Network { at: place(url) }
        }
    })?
}

async fn exchange(
    url: &str,
    request: &HttpRequest,
    abort: &Abort,
) -> Option<Result<HttpResponse, TransportError>> {
    let headers = web_sys::Headers::new().ok()?;
    for (name, value) in &request.headers {
        headers.set(name, value.expose()).ok()?;
    }
    // Bytes, not a string: a JavaScript string of the body would stay until
    // the collector comes; the array is emptied as soon as it is sent.
    let body = js_sys::Uint8Array::from(request.body.expose().as_bytes());
    let init = RequestInit::new();
    init.set_method(request.method.as_str());
    init.set_headers(&headers);
    // With an empty body a browser sends no GET at all.
    if body.length() > 0 {
        init.set_body(&body);
    }
    init.set_cache(RequestCache::NoStore);
    init.set_credentials(RequestCredentials::Omit);
    init.set_redirect(RequestRedirect::Error);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    init.set_signal(abort.0.controller.as_ref().map(web_sys::AbortController::signal).as_ref());
    let sent = fetch(url, &init).await;
    body.fill(0, 0, body.length());
    let response = sent?;
    let headers = response.headers();
    let seen = |name: &&str| Some(((*name).to_owned(), headers.get(name).ok()??));
    let (status, headers) = (response.status(), SEEN.iter().filter_map(seen).collect());
    let bytes = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    let bytes = js_sys::Uint8Array::new(&bytes).to_vec();
    if bytes.len() > ANSWER_LIMIT {
        return Some(Err(TransportError::TooLarge));
    }
    let body = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    };
    Some(Ok(HttpResponse { status, headers, body: Secret::new(body) }))
}

/// Reads a small public file beside the page, such as its configuration.
pub async fn read(url: &str) -> Option<String> {
    let init = RequestInit::new();
    init.set_cache(RequestCache::NoStore);
    let response = fetch(url, &init).await.filter(Response::ok)?;
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}

/// The browser's `fetch`; `None` for whatever it rejects.
async fn fetch(url: &str, init: &RequestInit) -> Option<Response> {
    let sent = web_sys::window()?.fetch_with_str_and_init(url, init);
    JsFuture::from(sent).await.ok()?.dyn_into().ok()
}

/// The origin that an address leads to; the page's own for a path.
fn place(url: &str) -> String {
    if url.starts_with('/') {
        let origin = web_sys::window().and_then(|window| window.location().origin().ok());
        return origin.unwrap_or_else(|| "this page's own address".to_owned());
    }
    let end = url.match_indices('/').nth(2).map_or(url.len(), |(at, _)| at);
    url[..end].to_owned()
}
