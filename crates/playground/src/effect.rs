//! What a shell must do: values, performed elsewhere, answered with actions.

use std::rc::Rc;

use protocol::certificate::Assertion;
use protocol::explanation::Asked;
use protocol::inputs::InputId;
use protocol::request::HttpRequest;
use protocol::secret::Secret;

use crate::decoder::Job;
use crate::documents::Bytes;
use crate::preferences::Preferences;
use crate::state::Attempt;

/// Something to be done outside of the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Send a request, and answer with
    /// [`Answered`](crate::action::Action::Answered).
    Send {
        /// The number that the answer must carry.
        attempt: Attempt,
        /// The way.
        carrier: Carrier,
        /// What to send.
        request: HttpRequest,
    },
    /// Give up what is under way: a sending, a waiting, or listening for a
    /// sign-in.
    Abort {
        /// Its number.
        attempt: Attempt,
    },
    /// Open the window of a sign-in, without a way back to this one, and listen
    /// for what the redirect page hands on: answer with
    /// [`Redirected`](crate::action::Action::Redirected), and with
    /// [`PopupBlocked`](crate::action::Action::PopupBlocked) when the browser
    /// opens none.
    OpenSignIn {
        /// The number that the answer must carry.
        attempt: Attempt,
        /// Where a person signs in.
        url: String,
        /// The name of the channel.
        channel: String,
    },
    /// Answer with [`Waited`](crate::action::Action::Waited) after some time.
    Wait {
        /// The number that the answer must carry.
        attempt: Attempt,
        /// How long.
        seconds: u64,
    },
    /// Hand a pasted key over to the browser, in a form that cannot be taken out
    /// again, and answer with
    /// [`KeyImported`](crate::action::Action::KeyImported).
    ImportKey {
        /// The input that its assertions are for.
        input: InputId,
        /// Certificate and key as PEM.
        pem: Secret,
    },
    /// Sign with the key of an input, and answer with
    /// [`Signed`](crate::action::Action::Signed).
    Sign {
        /// The input.
        input: InputId,
        /// What: it is shown, and no secret by itself.
        assertion: Assertion,
    },
    /// Move the focus into the dialog that is about to be drawn, and back to
    /// where it was when nothing [covers](crate::select::is_covered) the page.
    ShowDialog,
    /// Put a text on the clipboard.
    Copy {
        /// The text; it may hold a secret that the reader asked for.
        text: Secret,
    },
    /// Write a document, and answer with
    /// [`Written`](crate::documents::Action::Written).
    WriteDocument {
        /// The number that the answer must carry.
        serial: u32,
        /// What it is written from.
        order: Bytes,
    },
    /// Hand a file to the browser, which saves it where the reader wants.
    Save {
        /// Its name.
        name: String,
        /// What it holds.
        bytes: Bytes,
    },
    /// Keep the preferences between visits.
    Remember(Preferences),
    /// Let go of every key: of the simulated Entra, and of certificates.
    Forget,
    /// Tell a screen reader.
    Announce(String),
    /// Move the focus to the field of an input.
    Focus(InputId),
    /// Move the focus to the element with this id.
    FocusOn(&'static str),
    /// The same in something that opens over the page; the focus goes back as
    /// after [`ShowDialog`](Self::ShowDialog).
    FocusInto(&'static str),
    /// Ask what explains, all at once, and answer with
    /// [`Answered`](crate::explanations::Action::Answered).
    Explain(Vec<Rc<Asked>>),
    /// Stop reading a file, and drop what was read of it.
    CloseFile,
    /// Work for the decoder.
    Decoder(Job),
}

/// What carries a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// The simulated Entra in the page.
    Simulated,
    /// The server itself, because it answers pages (CORS).
    Direct,
    /// A route of the proxy: the address that the page calls.
    Proxy {
        /// Base, route and path, such as `/entra/{tenant}/oauth2/v2.0/token`.
        url: String,
    },
}
