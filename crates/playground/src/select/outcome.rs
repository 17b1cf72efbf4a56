//! What came back, in the words of the page.

use protocol::response::Outcome;

use crate::state::{Progress, Received, State};

/// The line above an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// `HTTP 200`, or that the answer was pasted.
    pub status: String,
    /// Whether the status says that all is well.
    pub good: bool,
    /// How long it took, in milliseconds.
    pub took: Option<u64>,
    /// The server's id of the request, for Microsoft's support.
    pub request_id: Option<String>,
}

/// The line above the answer of a step.
#[must_use]
pub fn meta(state: &State, step: usize) -> Option<Meta> {
    let exchange = state.exchange(step)?;
    Some(match &exchange.response {
        Received::Carried { response, took } => Meta {
            status: format!("HTTP {}", response.status),
            good: (200..300).contains(&response.status),
            took: Some(*took),
            request_id: response.header("x-ms-request-id").map(str::to_owned),
        },
        Received::Pasted { .. } => Meta {
            status: "Pasted answer".to_owned(),
            good: exchange.token().is_some(),
            took: None,
            request_id: None,
        },
    })
}

/// One sentence for a screen reader: what a step brought.
#[must_use]
pub fn announcement(state: &State, step: usize) -> String {
    let role = state.flow.steps[step].role();
    match state.progress(step) {
        Some(Progress::Answered(exchange)) => match &exchange.outcome {
            Outcome::Token(_) => format!("{} received.", role.name()),
            Outcome::Refused(error) => match error.code() {
                Some(code) => format!("Entra refused with AADSTS {code}."),
                None => format!("Entra refused: {}.", error.error),
            },
            Outcome::Proxy(refusal) => format!("The proxy refused: {}", refusal.description),
            Outcome::Unreadable(cause) => cause.to_string(),
        },
        Some(Progress::Unsent(error)) => error.to_string(),
        _ => String::new(),
    }
}
