//! What carries a request: the simulated Entra in this page, or the network.

mod simulated;

use playground::effect::Carrier;
use playground::state::TransportError;
use protocol::request::{HttpRequest, HttpResponse};

use crate::platform::http::{self, Abort};

/// Carries one request and brings its answer, or says why there is none.
///
/// # Errors
/// Whatever the carrier met; see [`TransportError`].
pub async fn carry(
    carrier: &Carrier,
    request: &HttpRequest,
    abort: &Abort,
) -> Result<HttpResponse, TransportError> {
    match carrier {
        Carrier::Simulated => simulated::answer(request).await,
        Carrier::Proxy { url } => http::send(url, request, abort).await,
    }
}
