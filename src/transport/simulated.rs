//! The simulated Entra. Nothing leaves the page: requests and answers cross, as
//! the bytes of HTTP messages, to a module that is loaded for the first of them.

use playground::state::TransportError;
use protocol::request::{HttpRequest, HttpResponse};

use crate::platform::on_demand;

/// Answers a request.
///
/// # Errors
/// [`TransportError::NoCryptography`] outside of secure contexts,
/// [`TransportError::NotLoaded`] when its module did not come.
pub(super) async fn answer(request: &HttpRequest) -> Result<HttpResponse, TransportError> {
    let answered = on_demand::answer(&request.to_message()).await;
    let message = answered.map_err(|_| TransportError::NotLoaded)?;
    message
        .and_then(|message| HttpResponse::from_message(&message))
        .ok_or(TransportError::NoCryptography)
}
