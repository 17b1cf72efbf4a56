//! Why a step has no answer, and what to do about it.

/// Why nothing came back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// The browser could not reach the proxy, or was not allowed to.
    #[error(
        "The browser got no answer from the proxy at {at}. It is not running, or it does not allow this page's origin."
    )]
    Network {
        /// The proxy's address.
        at: String,
    },
    /// No answer in time.
    #[error("No answer came within {seconds} seconds.")]
    TimedOut {
        /// The limit.
        seconds: u32,
    },
    /// The proxy has no route to this authority.
    #[error("The chosen route leads to {route}, and this request is for {authority}.")]
    NoRoute {
        /// The host that the route leads to.
        route: String,
        /// The host of the request.
        authority: String,
    },
    /// The route lets no `Authorization` header pass.
    #[error(
        "This route of the proxy lets no Authorization header pass, so the secret as Basic credentials cannot get through."
    )]
    NoAuthorization,
    /// The browser has no WebCrypto here.
    #[error(
        "This page is not in a secure context, so the browser gives it no cryptography and the simulated Entra cannot sign."
    )]
    NoCryptography,
    /// The simulated Entra is a part of the page that is loaded when it is first
    /// asked, and it did not come.
    #[error("The simulated Entra could not be loaded from this page's server.")]
    NotLoaded,
    /// The answer is larger than any of Entra's.
    #[error("The answer is larger than 1 MiB and was dropped.")]
    TooLarge,
    /// A server other than the proxy could not be reached, or allows no page.
    #[error(
        "The browser got no answer from {at}, or the server does not allow this page to read it."
    )]
    Direct {
        /// The server's address.
        at: String,
    },
    /// The answer would be posted to a server.
    #[error(
        "With response_mode=form_post Entra posts the answer to a server, and a page cannot receive it."
    )]
    FormPost,
    /// The address is one of the simulated tenant's.
    #[error("Only the simulated tenant has this API.")]
    OnlySimulated,
    /// The person took too long.
    #[error("Nobody signed in within 5 minutes.")]
    NotSignedIn,
    /// Both codes of a device died.
    #[error("The device code has expired before anybody signed in.")]
    DeviceExpired,
    /// The reader gave up.
    #[error("Cancelled. Nothing was received.")]
    Cancelled,
}

impl TransportError {
    /// What to do next.
    #[must_use]
    pub const fn advice(&self) -> &'static str {
        match self {
            Self::Network { .. } => {
                "Start the proxy, or open the page that the proxy itself serves. Copy & paste works without it."
            }
            Self::TimedOut { .. } => {
                "Run the step again. If it happens again, try copy & paste to see what your network says."
            }
            Self::NoRoute { .. } => "Choose the matching cloud, another route, or copy & paste.",
            Self::NoAuthorization => {
                "Send the secret in the body instead, or allow the header in the proxy's configuration."
            }
            Self::NoCryptography => "Open the page over https or on 127.0.0.1.",
            Self::NotLoaded => "Run the step again. If it fails again, reload the page.",
            Self::Direct { .. } => {
                "Check your network. Copy & paste works wherever a command line has a way out."
            }
            Self::FormPost => "Choose another response mode and run the step again.",
            Self::OnlySimulated => "Choose it as the destination.",
            Self::NotSignedIn => "Run the sign-in again when somebody is there.",
            Self::DeviceExpired => "Start again to get a new code.",
            Self::TooLarge => "Check which host the proxy's route leads to.",
            Self::Cancelled => "Run the step again when you are ready.",
        }
    }
}
