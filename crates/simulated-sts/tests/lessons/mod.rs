//! How each refusal is earned: a request that works, the same with one thing
//! changed, and the first again.
#![allow(unreachable_pub, reason = "shared by test crates")]

mod apps;
mod consent;
mod people;
mod proofs;

use protocol::request::HttpRequest;
use protocol::secret::Secret;
use protocol::wire;
use simulated_sts::refusals::RefusalId;

use crate::stage::{NOW, Stage, set, without};

/// A request at a moment, in epoch seconds.
pub type Sent = (HttpRequest, i64);

/// The three requests. What works is written twice, because a code works once.
pub struct Lesson {
    pub before: Sent,
    pub refused: Sent,
    pub after: Sent,
}

impl Lesson {
    pub fn requests(works: HttpRequest, refused: HttpRequest) -> Self {
        Self { before: (works.clone(), NOW), refused: (refused, NOW), after: (works, NOW) }
    }

    /// From a request that works once.
    pub fn fresh(
        works: &dyn Fn() -> HttpRequest,
        change: &dyn Fn(HttpRequest) -> HttpRequest,
    ) -> Self {
        Self { before: (works(), NOW), refused: (change(works()), NOW), after: (works(), NOW) }
    }

    /// From a request that works once, and later no more.
    pub fn late(works: &dyn Fn() -> HttpRequest, seconds: i64) -> Self {
        Self { before: (works(), NOW), refused: (works(), NOW + seconds), after: (works(), NOW) }
    }
}

pub fn lesson(stage: &Stage, id: RefusalId) -> Lesson {
    apps::lesson(stage, id)
        .or_else(|| proofs::lesson(stage, id))
        .or_else(|| people::lesson(stage, id))
        .or_else(|| consent::lesson(stage, id))
        .unwrap_or_else(|| panic!("nobody shows how {id:?} is earned"))
}

pub fn quoted(token: &Secret) -> Secret {
    Secret::new(format!("\"{}\"", token.expose()))
}

/// The same token with another first byte of its signature.
pub fn forged(token: &Secret) -> Secret {
    let (signed, signature) = token.expose().rsplit_once('.').expect("a signature");
    let first = if signature.starts_with('A') { 'B' } else { 'A' };
    Secret::new(format!("{signed}.{first}{}", &signature[1..]))
}

pub fn with_assertion(request: HttpRequest, token: &Secret) -> HttpRequest {
    let request = without(request, wire::CLIENT_SECRET);
    let kind = wire::CLIENT_ASSERTION_TYPE_JWT_BEARER;
    let request = set(request, wire::CLIENT_ASSERTION_TYPE, kind);
    set(request, wire::CLIENT_ASSERTION, token.expose())
}
