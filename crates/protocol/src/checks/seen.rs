//! What a rule sees of a step, read once for all of them.

use crate::endpoint::Cloud;
use crate::flows::{ParamRow, Place, Row, Source, Step};
use crate::guid::Guid;
use crate::inputs::{InputId, InputKind, Inputs};
use crate::token::ReadToken;
use crate::wire;

/// A step, what it uses of what was entered, and the tokens in that.
pub struct Seen<'a> {
    pub(super) step: &'a Step,
    pub(super) inputs: &'a Inputs,
    pub(super) used: &'a [InputId],
    pub(super) cloud: Cloud,
    /// The tokens that can be read, by their inputs.
    pub(super) tokens: Vec<(InputId, ReadToken)>,
    /// The parameters of the reader's own.
    pub(super) extra: Vec<(&'a str, &'a str)>,
}

impl<'a> Seen<'a> {
    pub(super) fn new(
        step: &'a Step,
        used: &'a [InputId],
        inputs: &'a Inputs,
        cloud: Cloud,
    ) -> Self {
        let mut tokens = Vec::new();
        for &input in used {
            if input.row().kind == InputKind::Token
                && let Some(secret) = inputs.secret(input)
                && let Some(token) = ReadToken::read(secret.expose())
            {
                tokens.push((input, token));
            }
        }
        let mut extra = Vec::new();
        if used.contains(&InputId::Extra)
            && let Some(lines) = inputs.secret(InputId::Extra)
        {
            extra.extend(lines.expose().lines().filter_map(|line| line.split_once('=')));
        }
        Self { step, inputs, used, cloud, tokens, extra }
    }

    /// The plain text of an input that the step uses; empty without one.
    pub(super) fn plain(&self, input: InputId) -> &'a str {
        if self.used.contains(&input) { self.inputs.plain(input) } else { "" }
    }

    /// The secret of an input that the step uses; empty without one.
    pub(super) fn secret(&self, input: InputId) -> &'a str {
        let secret = self.inputs.secret(input).filter(|_| self.used.contains(&input));
        secret.map_or("", |secret| secret.expose())
    }

    pub(super) fn token(&self, input: InputId) -> Option<&ReadToken> {
        self.tokens.iter().find(|(other, _)| *other == input).map(|(_, token)| token)
    }

    pub(super) fn guid(&self, input: InputId) -> Option<Guid> {
        Guid::parse(self.plain(input))
    }

    /// The parameter of a name that applies, as the inputs stand.
    pub(super) fn param(&self, name: &str) -> Option<&'a ParamRow> {
        let step: &'a Step = self.step;
        step.params
            .iter()
            .filter_map(Row::single)
            .find(|row| row.name == name && (row.when)(self.inputs))
    }

    /// The grant type, where it is fixed.
    pub(super) fn grant(&self) -> &'static str {
        match self.param(wire::GRANT_TYPE).map(|row| &row.source) {
            Some(Source::Constant(grant)) => grant,
            _ => "",
        }
    }

    /// The input that holds the scope.
    pub(super) fn scope(&self) -> Option<InputId> {
        let inputs = self.param(wire::SCOPE)?.source.inputs();
        inputs.first().copied().filter(|input| input.name() == wire::SCOPE)
    }

    /// The input with the client id.
    pub(super) fn client(&self) -> Option<InputId> {
        self.step.params.iter().find_map(|row| match row {
            Row::ClientId(row) => row.source.inputs().first().copied(),
            _ => None,
        })
    }

    pub(super) fn is_entra(&self) -> bool {
        matches!(self.step.place, Place::Entra(_))
    }
}
