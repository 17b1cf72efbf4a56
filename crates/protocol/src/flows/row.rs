//! The parameters of a step as data.

use crate::client_auth::{Credential, Proof};
use crate::endpoint::CloudRow;
use crate::inputs::{InputId, Inputs};
use crate::reason::Reason;
use crate::spec::Spec;
use crate::wire;

/// One or more parameters of a step.
#[derive(Debug)]
pub enum Row {
    /// One parameter, in the query, the form or the JSON body.
    Param(ParamRow),
    /// One parameter of the query, beside a body.
    Query(ParamRow),
    /// One header.
    Header(ParamRow),
    /// `client_id` in the body. Left out when the credential carries it.
    ClientId(ParamRow),
    /// The parameters of the credential that the reader chose, of these.
    ChosenCredential(&'static Proof, &'static [Credential]),
    /// The same where the platform decides: none for a public client
    /// (single-page and native), one of these for a web app.
    CredentialOfPlatform(&'static Proof, &'static [Credential]),
    /// A token of an earlier step as the client's assertion.
    AssertionFrom(InputId),
    /// A choice that sends nothing itself and decides about other rows.
    Decides(InputId),
}

/// One parameter: its name, where its value comes from, and why.
#[derive(Debug)]
pub struct ParamRow {
    /// The name on the wire; in a JSON body a JSON pointer without its first
    /// slash (RFC 6901).
    pub name: &'static str,
    /// Where the value comes from.
    pub source: Source,
    /// Whether the other inputs call for it.
    pub when: fn(&Inputs) -> bool,
    /// Why it is there, or what it does.
    pub reason: Reason,
}

/// Where the value of a parameter comes from.
#[derive(Debug)]
pub enum Source {
    /// A required input.
    Input(InputId),
    /// Sent when the input is set.
    Optional(InputId),
    /// Required when the other inputs say so, optional otherwise.
    RequiredWhen(InputId, fn(&Inputs) -> bool),
    /// The S256 hash of the PKCE verifier; required when the inputs say so.
    Challenge(fn(&Inputs) -> bool),
    /// Always the same.
    Constant(&'static str),
    /// Always the same JSON literal.
    Literal(&'static str),
    /// A required input, its words as a JSON array of strings.
    List(InputId),
    /// The token exchange audience of the cloud.
    ExchangeAudience,
    /// The same with `/.default`.
    ExchangeScope,
    /// `Bearer` and a token. Required unless the flag says otherwise.
    Bearer(InputId, bool),
    /// `Bearer` before each of several tokens, separated by commas; optional.
    Bearers(InputId),
    /// The whole JSON body as it was typed; optional.
    Whole(InputId),
    /// A variable of the machine that runs the command, in braces.
    Environment(&'static str),
    /// Computed from inputs.
    Derived(&'static Derivation),
}

/// A value that is computed.
#[derive(Debug)]
pub struct Derivation {
    /// What it is computed from.
    pub inputs: &'static [InputId],
    /// The input to fill in while there is no value; `None` when the parameter
    /// is simply left out then.
    pub asks_for: Option<InputId>,
    /// The value; `None` while what it takes is missing.
    pub value: fn(&Inputs, &CloudRow) -> Option<String>,
}

/// A parameter that must not be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forbidden {
    /// The name on the wire.
    pub name: &'static str,
    /// What it would do.
    pub why: &'static str,
}

const fn always(_: &Inputs) -> bool {
    true
}

impl Row {
    pub(super) const fn param(
        name: &'static str,
        source: Source,
        why: &'static str,
        spec: Spec,
    ) -> Self {
        Self::Param(ParamRow { name, source, when: always, reason: Reason::new(why, spec) })
    }

    pub(super) const fn header(
        name: &'static str,
        source: Source,
        why: &'static str,
        spec: Spec,
    ) -> Self {
        Self::Header(ParamRow { name, source, when: always, reason: Reason::new(why, spec) })
    }

    pub(super) const fn query(
        name: &'static str,
        source: Source,
        why: &'static str,
        spec: Spec,
    ) -> Self {
        Self::Query(ParamRow { name, source, when: always, reason: Reason::new(why, spec) })
    }

    pub(super) const fn client_id(input: InputId, why: &'static str) -> Self {
        Self::ClientId(ParamRow {
            name: wire::CLIENT_ID,
            source: Source::Input(input),
            when: always,
            reason: Reason::new(why, crate::spec::RFC6749_2_2),
        })
    }

    /// The same parameter, where the inputs call for it.
    pub(super) const fn when(self, when: fn(&Inputs) -> bool) -> Self {
        match self {
            Self::Param(row) => Self::Param(ParamRow { when, ..row }),
            other => other,
        }
    }

    /// The single parameter of this row; `None` for a credential.
    #[must_use]
    pub const fn single(&self) -> Option<&ParamRow> {
        match self {
            Self::Param(row) | Self::Query(row) | Self::Header(row) | Self::ClientId(row) => {
                Some(row)
            }
            Self::ChosenCredential(..)
            | Self::CredentialOfPlatform(..)
            | Self::AssertionFrom(_)
            | Self::Decides(_) => None,
        }
    }
}

impl Source {
    /// The inputs that the value comes from, the one that matters most first.
    #[must_use]
    pub fn inputs(&self) -> Vec<InputId> {
        match self {
            Self::Input(input)
            | Self::Optional(input)
            | Self::RequiredWhen(input, _)
            | Self::List(input)
            | Self::Bearer(input, _)
            | Self::Bearers(input)
            | Self::Whole(input) => vec![*input],
            Self::Derived(derivation) => derivation.inputs.to_vec(),
            Self::Challenge(_) => vec![InputId::CodeVerifier],
            Self::ExchangeAudience | Self::ExchangeScope => vec![InputId::Cloud],
            Self::Constant(_) | Self::Literal(_) | Self::Environment(_) => Vec::new(),
        }
    }
}

impl Forbidden {
    pub(super) const fn new(name: &'static str, why: &'static str) -> Self {
        Self { name, why }
    }

    /// The prohibitions of a step: a text each, which only those read who look a
    /// request over. Like a [`Reason`], nothing without the feature `reasons`.
    pub(super) const fn all(rows: &'static [Self]) -> &'static [Self] {
        if cfg!(feature = "reasons") { rows } else { &[] }
    }
}
