//! Everything that can happen.

use protocol::certificate::AssertionAlgorithm;
use protocol::flows::{Flow, Role};
use protocol::inputs::InputId;
use protocol::render::Format;
use protocol::request::HttpResponse;
use protocol::secret::Secret;

use crate::certificate::KeyProblem;
use crate::decoder;
use crate::deployment::Deployment;
use crate::destination::Destination;
use crate::documents;
use crate::explanations;
use crate::fresh::Seed;
use crate::gallery;
use crate::once::Once;
use crate::page;
use crate::palette::PaletteAction;
use crate::preferences::Theme;
use crate::state::{Attempt, Millis, TokenTab, TransportError};

/// One thing that happened.
#[derive(Clone, Debug)]
pub enum Action {
    /// The page is there.
    Opened {
        /// What chance gives it; `None` where the browser has no random source.
        seed: Option<Seed>,
        /// Where it is, up to and with the last slash of the path.
        address: String,
    },
    /// The deployment's configuration was read.
    Deployed(Once<Deployment>),
    /// The clock moved on.
    Ticked {
        /// Milliseconds since 1970.
        now: Millis,
    },
    /// A flow was chosen in the rail.
    FlowChosen(&'static Flow),
    /// A step was chosen in the chain.
    StepChosen(usize),
    /// A step of a flow was chosen elsewhere, and a field of it if there is one.
    PlaceWanted(gallery::Destination),
    /// A field was edited.
    FieldEdited {
        /// The input.
        input: InputId,
        /// The whole text. Held as a secret until the table of inputs says
        /// that it is none.
        text: Secret,
    },
    /// A text too long for a field was pasted, and not taken.
    PasteRefused {
        /// The input.
        input: InputId,
        /// How many characters it had.
        characters: usize,
    },
    /// The browser took a key over, or did not.
    KeyImported {
        /// The input that its assertions are for.
        input: InputId,
        /// The SHA-1 of its certificate, as the portal shows it.
        result: Result<String, KeyProblem>,
    },
    /// An assertion is to be signed.
    AssertionWanted(InputId, AssertionAlgorithm),
    /// The browser signed, or did not.
    Signed {
        /// The input that takes the assertion.
        input: InputId,
        /// The assertion with its signature.
        assertion: Option<Secret>,
    },
    /// A field got or lost the focus.
    FieldFocused(Option<InputId>),
    /// A token is to be pasted instead of the one carried over.
    PasteInstead(InputId),
    /// The token carried over is to be used again.
    CarryOver(InputId),
    /// The simulated tenant is to give the token of an input.
    TokenWanted(InputId),
    /// Run the chosen step.
    RunStep,
    /// Run every step, from the first.
    RunAll,
    /// Give up what is under way.
    Cancel,
    /// An answer, or the reason why there is none.
    Answered {
        /// The attempt it belongs to.
        attempt: Attempt,
        /// What came back.
        result: Once<Result<HttpResponse, TransportError>>,
        /// When, in milliseconds since 1970.
        now: Millis,
    },
    /// The browser did not open the window of a sign-in.
    PopupBlocked {
        /// The sign-in.
        attempt: Attempt,
    },
    /// The window of the sign-in is to be opened again.
    PopupReopened,
    /// The redirect page handed on what it got.
    Redirected {
        /// The sign-in.
        attempt: Attempt,
        /// The query, without its question mark.
        query: Secret,
        /// The fragment, without its hash sign.
        fragment: Secret,
        /// When, in milliseconds since 1970.
        now: Millis,
    },
    /// The reader answered a page of the simulated Entra.
    DialogAnswered(DialogAnswer),
    /// The device page of the simulated Entra is to be opened.
    DevicePageOpened,
    /// The time until the next poll is over.
    Waited {
        /// The poll.
        attempt: Attempt,
        /// When, in milliseconds since 1970.
        now: Millis,
    },
    /// The claims challenge of a refusal is to be answered.
    ChallengeTaken,
    /// The reader pasted an answer.
    AnswerPasted {
        /// The text.
        text: Secret,
        /// When, in milliseconds since 1970.
        now: Millis,
    },
    /// The menu of destinations was opened or closed.
    MenuToggled,
    /// A destination was chosen.
    DestinationChosen(Destination),
    /// A notice was read.
    NoticeDismissed,
    /// A form of the request was chosen.
    FormatChosen(Format),
    /// The pointer or the focus came to the request.
    RequestLookedAt,
    /// Secrets are to be shown in the request, or masked again.
    RevealToggled,
    /// A secret field is to be shown, or masked again.
    FieldRevealToggled(InputId),
    /// A tab of the token was chosen.
    TokenTabChosen(TokenTab),
    /// A token of the answer was chosen.
    TokenChosen(Role),
    /// Something is to be copied.
    CopyRequested(Copied),
    /// The clipboard took it, or not.
    CopyEnded {
        /// Whether it did.
        copied: bool,
    },
    /// The theme button was pressed.
    ThemeChosen(Theme),
    /// The list of flows was opened or closed, on a narrow window.
    RailToggled,
    /// The help was opened or closed.
    HelpToggled,
    /// Escape: closes what is open, else gives up what is under way.
    Escaped,
    /// Forget everything that was typed and received.
    ClearAll,
    /// The field of an input is to get the focus.
    FieldWanted(InputId),
    /// Something was pasted, or dropped as a file, where no field took it.
    PastedAnywhere(Secret),
    /// What the window shows.
    Page(page::Action),
    /// The palette.
    Palette(PaletteAction),
    /// The decoder.
    Decoder(decoder::Action),
    /// Documents of the whole flow.
    Documents(documents::Action),
    /// What is explained.
    Explanations(explanations::Action),
}

/// What a reader says at a page of the simulated Entra.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DialogAnswer {
    /// This person signs in, by the object id.
    Person(String),
    /// The app may.
    Accept,
    /// It may not.
    Deny,
    /// Nobody signs in.
    Cancel,
}

/// What can be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// The document on show.
    Document,
    /// The request, in the form that is shown.
    Request,
    /// The token of the chosen step.
    Token,
    /// The code that a person types at the device page.
    UserCode,
    /// The correlation id of the refusal.
    CorrelationId,
    /// The trace id of the refusal.
    TraceId,
    /// The token on show in the decoder.
    Shown,
    /// The same without identities and signature.
    Redacted,
    /// The picture of the flow as Mermaid text.
    Mermaid,
    /// The picture of the flow as an SVG file.
    Drawing,
}
