//! Every way in which a request is refused, in one table.
//!
//! The order of the rows is the order of the checks. Entra does not publish its
//! order; at the token endpoint this one is the form, then the tenant, the
//! client, the origin, the scope, the proof of the client, the API, and last
//! what this client may have. The rows of the other endpoints and grants follow,
//! each group in its own order.

use protocol::secret::Secret;

/// Where a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// Microsoft documents the number for this cause.
    Documented,
    /// Seen in public answers of Entra to this cause.
    Observed,
    /// Entra refuses this, or must, but what it answers is not public: the
    /// number is the one that fits best.
    OurChoice,
}

impl Provenance {
    /// `documented`, `observed` or `our-choice`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Observed => "observed",
            Self::OurChoice => "our-choice",
        }
    }
}

impl Provenance {
    /// The same for a reader.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Documented => "Microsoft documents this number for it.",
            Self::Observed => {
                "This number was seen in public answers of Entra; it is not documented for this."
            }
            Self::OurChoice => {
                "What Entra answers is not public: this number is the simulation's choice."
            }
        }
    }
}

/// One refusal.
#[derive(Debug)]
pub struct RefusalRow {
    /// Which one.
    pub id: RefusalId,
    /// The AADSTS number.
    pub code: u32,
    /// The OAuth error (RFC 6749 5.2).
    pub error: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// The sentence behind the number; `{name}` is replaced.
    pub message: &'static str,
}

/// Declares [`RefusalId`] and [`REFUSALS`] from the same rows, so that neither
/// can miss one. What explains a row to its reader, and is not part of an
/// answer, is a method: it takes no room where nobody asks.
macro_rules! refusals {
    ($($(#[$doc:meta])* $id:ident: $code:literal $error:literal $status:literal $provenance:ident,
        $message:literal, $earned_by:literal;)*) => {
        /// The causes of a refusal.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum RefusalId { $($(#[$doc])* $id,)* }

        /// Every refusal, in the order of the checks.
        pub const REFUSALS: &[RefusalRow] = &[$(RefusalRow {
            id: RefusalId::$id,
            code: $code,
            error: $error,
            status: $status,
            message: $message,
        },)*];

        impl RefusalId {
            /// Where the number comes from.
            #[must_use]
            pub const fn provenance(self) -> Provenance {
                match self { $(Self::$id => $provenance,)* }
            }

            /// How a reader earns it: one sentence.
            #[must_use]
            pub const fn earned_by(self) -> &'static str {
                match self { $(Self::$id => $earned_by,)* }
            }
        }
    };
}

mod met;
mod table;

pub use met::{By, Met, earned};
pub use table::{REFUSALS, RefusalId};

impl RefusalId {
    /// The `suberror` of Entra's answer, where it has one.
    #[must_use]
    pub const fn suberror(self) -> Option<&'static str> {
        match self {
            Self::ConsentMissing => Some("consent_required"),
            _ => None,
        }
    }

    /// The row of this refusal.
    #[must_use]
    pub fn row(self) -> &'static RefusalRow {
        // The table is declared from the same rows as this enum, in its order.
        &REFUSALS[self as usize]
    }
}

/// A refusal with its sentence filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Which one.
    pub id: RefusalId,
    message: String,
}

impl Refusal {
    pub(crate) fn new(id: RefusalId) -> Self {
        Self { id, message: id.row().message.to_owned() }
    }

    /// Fills a gap of the sentence with a text from the request, cut at 300
    /// characters. Never a credential.
    pub(crate) fn with(mut self, name: &str, text: &str) -> Self {
        let text: String = text.chars().filter(|c| !c.is_control()).take(300).collect();
        self.message = self.message.replace(&format!("{{{name}}}"), &text);
        self
    }

    /// Like [`with`](Self::with), for a parameter that is no credential.
    pub(crate) fn with_value(self, name: &str, value: &Secret) -> Self {
        self.with(name, value.expose())
    }

    /// The sentence behind the number.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_of_errors_explains_every_number() {
        for row in REFUSALS {
            assert!(protocol::catalog::errors::error(row.code).is_some(), "{}", row.code);
        }
    }

    #[test]
    fn every_refusal_has_its_own_row_and_a_sentence_on_how_to_earn_it() {
        for row in REFUSALS {
            assert_eq!(row.id.row().id, row.id);
            assert!(row.id.earned_by().ends_with('.'), "{:?}", row.id);
            assert!(row.message.len() > 20, "{:?}", row.id);
            let status = match row.error {
                "invalid_client" => 401,
                "server_error" => 500,
                _ => 400,
            };
            assert_eq!(row.status, status, "{:?}", row.id);
        }
    }
}
