//! What not every visit needs: a WebAssembly module of its own, which
//! `static/boot.js` loads when it is first asked, so that whoever only opens the
//! page does not wait for it. It holds the simulated Entra, explains tokens and
//! pastes, reads HAR files, writes a whole flow as a document for other tools, checks
//! signatures, and keeps the keys of certificates.
//!
//! Requests and answers cross as HTTP messages in bytes
//! ([`protocol::message`]). No secret becomes a JavaScript string, which nobody
//! could wipe, and each array of bytes is emptied by whoever has read it.
//! Nothing leaves the page: the engine answers, and the browser's own
//! cryptography signs.

mod certificates;
mod check;
mod platform;
mod recording;
mod signer;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Uint8Array;
use protocol::crossing;
use protocol::explanation::Simulated;
use protocol::request::{HttpRequest, HttpResponse};
use simulated_sts::{Directory, Engine, Seed};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use platform::{clock, entropy, panic};
use signer::PageSigner;

/// Memory that is given back is wiped first, so that what [`forget`] drops is
/// gone from the linear memory, which never shrinks.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

thread_local! {
    /// The tenant with its key, from the first request on: making a key takes
    /// the browser a moment.
    static ENGINE: RefCell<Option<Rc<Engine<PageSigner>>>> = const { RefCell::new(None) };
}

/// Runs when the module is loaded.
#[wasm_bindgen(start)]
pub fn start() {
    panic::set_hook();
}

/// Answers a request: the bytes of an HTTP message in, which are zeros when this
/// returns, and those of an HTTP message out. `undefined` where the browser does
/// not let this page sign: outside of secure contexts.
#[wasm_bindgen]
pub async fn answer(request: Uint8Array) -> Option<Uint8Array> {
    let message = Zeroizing::new(request.to_vec());
    request.fill(0, 0, request.length());
    let request = HttpRequest::from_message(&message)?;
    let response = respond(&request).await?;
    Some(Uint8Array::from(&**response.to_message()))
}

/// Writes a document ([`protocol::export::order`]): the bytes of an order in,
/// which are zeros when this returns, and those of the files out.
#[wasm_bindgen]
pub fn write_document(order: &Uint8Array) -> Option<Uint8Array> {
    let bytes = Zeroizing::new(order.to_vec());
    order.fill(0, 0, order.length());
    let files = protocol::export::order::carry_out(&bytes)?;
    Some(Uint8Array::from(&**files))
}

/// Checks a signature ([`protocol::token::signature::crossing`]): the bytes of an
/// order in, which are zeros when this returns, and those of a report out.
#[wasm_bindgen]
pub async fn check_signature(order: Uint8Array) -> Option<Uint8Array> {
    let bytes = Zeroizing::new(order.to_vec());
    order.fill(0, 0, order.length());
    let report = check::report(&crossing::from_bytes(&bytes)?).await;
    Some(Uint8Array::from(&**crossing::to_bytes(&report)))
}

const SIMULATED: Simulated = Simulated {
    earned: Some(simulated_sts::refusals::earned),
    consents: Some(simulated_sts::examples::CONSENTS),
};

/// Answers a question ([`protocol::explanation`]): its bytes in, which are zeros
/// when this returns, and those of the answer out.
#[wasm_bindgen]
pub fn explain(question: &Uint8Array) -> Option<Uint8Array> {
    let bytes = Zeroizing::new(question.to_vec());
    question.fill(0, 0, question.length());
    let answer = protocol::explanation::explain(&bytes, &SIMULATED)?;
    Some(Uint8Array::from(&**answer))
}

/// Reads the next bytes of a HAR file ([`protocol::har`]), which are zeros when
/// this returns: those of what it held out, and `undefined` while more is to
/// come. `file` tells one file from the next.
#[wasm_bindgen]
pub fn read_har(file: u32, chunk: &Uint8Array, last: bool) -> Option<Uint8Array> {
    let bytes = Zeroizing::new(chunk.to_vec());
    chunk.fill(0, 0, chunk.length());
    let opened = recording::read(file, &bytes, last)?;
    Some(Uint8Array::from(&**crossing::to_bytes(&opened)))
}

/// Drops what was read of a HAR file so far.
#[wasm_bindgen]
pub fn close_har() {
    recording::close();
}

/// Keeps the key of a certificate or signs with it
/// ([`protocol::certificate::Order`]): the bytes of an order in, which are zeros
/// when this returns, and those of a report out.
#[wasm_bindgen]
pub async fn use_key(order: Uint8Array) -> Option<Uint8Array> {
    let bytes = Zeroizing::new(order.to_vec());
    order.fill(0, 0, order.length());
    let report = certificates::report(crossing::from_bytes(&bytes)?).await;
    Some(Uint8Array::from(&**crossing::to_bytes(&report)))
}

/// Drops the tenant and its key, the keys of certificates, and the file that is
/// being read. The next request finds a new tenant.
#[wasm_bindgen]
pub fn forget() {
    recording::close();
    ENGINE.take();
    certificates::forget();
}

async fn respond(request: &HttpRequest) -> Option<HttpResponse> {
    let engine = engine().await?;
    let mut seed = [0; 32];
    if !entropy::fill(&mut seed) {
        return None;
    }
    engine.answer(request, clock::seconds(), &Seed::new(seed)).await.ok()
}

async fn engine() -> Option<Rc<Engine<PageSigner>>> {
    if let Some(engine) = ENGINE.with_borrow(Clone::clone) {
        return Some(engine);
    }
    let signer = PageSigner::generate().await.ok()?;
    let engine = Rc::new(Engine::new(Directory::contoso(), signer));
    ENGINE.set(Some(engine.clone()));
    Some(engine)
}
