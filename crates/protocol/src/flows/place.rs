//! Where a step goes. How it travels, how its parameters are written and what
//! comes back follow from the place and the method, so none of them can
//! contradict another.

use crate::endpoint::EndpointKind;
use crate::inputs::InputId;

/// Where a step goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// An endpoint of the authority, for one tenant.
    Entra(EndpointKind),
    /// Microsoft Graph: the version that the step uses unless the reader chooses
    /// the other, and the path behind it.
    Graph(&'static str, &'static [Segment]),
    /// Azure Resource Manager.
    ResourceManager(&'static [Segment]),
    /// The instance metadata service of an Azure virtual machine.
    Imds,
    /// The identity endpoint of App Service and Functions, known only there.
    AppService,
    /// The address in the `url` input, on a Graph or Resource Manager host.
    Chosen,
    /// The API of the simulated tenant that says whom it takes its caller for:
    /// [`ECHO`](crate::endpoint::ECHO), which no real tenant has.
    Echo,
}

/// A piece of a path. A piece of text holds slashes as needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Fixed text.
    Text(&'static str),
    /// Fixed text that stands here in this version of Graph alone.
    InVersion(&'static str, &'static str),
    /// One segment, or several for [`InputKind::Path`](crate::inputs::InputKind).
    Input(InputId),
    /// The first input, or the second while the first is empty.
    Or(InputId, InputId),
}

/// How a request can travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Travel {
    /// The front channel: a browser window goes there.
    Navigation,
    /// The token endpoint answers no browser: a proxy, or copy & paste.
    BackChannel,
    /// The token endpoint answers the pages of a single-page app, told by
    /// `Origin`.
    SinglePage,
    /// The server answers any page (CORS).
    Direct,
    /// Reachable from inside Azure only: a command to copy.
    ByHand,
}

/// How the parameters of a step are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// In the query string.
    Query,
    /// As a form in the body.
    Form,
    /// As JSON in the body; names are JSON pointers (RFC 6901).
    Json,
}

/// What a step brings when all is well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A token response (RFC 6749 5.1).
    Token,
    /// Parameters of a redirect (RFC 6749 4.1.2).
    Redirect,
    /// A device authorization response (RFC 8628 3.2).
    DeviceAuthorization,
    /// A JSON document.
    Document,
    /// A status alone.
    Nothing,
}
