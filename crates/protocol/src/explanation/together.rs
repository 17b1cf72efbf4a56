//! Tokens side by side.

use std::borrow::Cow;

use crate::crossing::crossing;
use crate::finding::Finding;
use crate::token::chain::{self, Entered};
use crate::token::{ReadToken, TokenKind};

/// What tokens are, each and together.
#[derive(Clone, PartialEq, Eq)]
pub struct Together {
    /// The kind of each, such as `agent identity token`, in their order.
    pub kinds: Vec<Cow<'static, str>>,
    /// What is notable of them together.
    pub findings: Vec<Finding>,
}

crossing! {
    struct Together { kinds, findings }
}

impl Together {
    /// Tokens in the order in which they came, at `now` in seconds since 1970;
    /// `None` for one that cannot be read.
    pub(super) fn of(tokens: &[Option<ReadToken>], now: i64) -> Self {
        let kind = |token: &Option<ReadToken>| match token {
            Some(token) => TokenKind::of(&token.claims).title(),
            None => "token that cannot be read",
        };
        let kinds = tokens.iter().map(|token| Cow::Borrowed(kind(token))).collect();
        let tokens: Vec<_> = tokens.iter().flatten().collect();
        // The form may be about another tenant than what was pasted; it is not asked.
        let entered = Entered { now: Some(now), ..Entered::default() };
        let findings = if tokens.len() > 1 { chain::check(&tokens, &entered) } else { Vec::new() };
        Self { kinds, findings }
    }
}
