//! The keys of certificates that the reader pasted, in the browser's keeping.

use std::cell::RefCell;
use std::rc::Rc;

use protocol::certificate::{Assertion, KeyPair, NotKept, Order, Report, Thumbprints, signed};
use protocol::inputs::InputId;
use protocol::secret::Secret;

use crate::platform::certificate::{SigningKey, digest};
use crate::platform::webcrypto::NoCryptography;

struct Held {
    holder: InputId,
    key: SigningKey,
    thumbprints: Thumbprints,
}

thread_local! {
    static KEYS: RefCell<Vec<Rc<Held>>> = const { RefCell::new(Vec::new()) };
}

/// Drops every key.
pub(crate) fn forget() {
    KEYS.take();
}

/// Carries out an order.
pub(crate) async fn report(order: Order) -> Report {
    match order {
        Order::Keep { holder, pem } => match keep(holder, &pem).await {
            Ok(thumbprint) => Report::Kept(thumbprint),
            Err(reason) => Report::NotKept(reason.to_string()),
        },
        Order::Sign { holder, assertion } => match sign(holder, &assertion).await {
            Ok(assertion) => Report::Signed(assertion),
            Err(NoCryptography) => Report::NotSigned,
        },
    }
}

/// Hands a key over to the browser; the certificate's SHA-1 comes back.
async fn keep(holder: InputId, pem: &Secret) -> Result<String, NotKept> {
    let pair = KeyPair::read(pem.expose())?;
    let key = SigningKey::import(&pair.private_key).await.map_err(|_| NotKept::Browser)?;
    let thumbprints = thumbprints(&pair.certificate).await.map_err(|_| NotKept::Browser)?;
    let portal = thumbprints.portal();
    KEYS.with_borrow_mut(|keys| {
        keys.retain(|held| held.holder != holder);
        keys.push(Rc::new(Held { holder, key, thumbprints }));
    });
    Ok(portal)
}

async fn thumbprints(certificate: &[u8]) -> Result<Thumbprints, NoCryptography> {
    Ok(Thumbprints {
        sha1: digest("SHA-1", certificate).await?,
        sha256: digest("SHA-256", certificate).await?,
    })
}

async fn sign(holder: InputId, assertion: &Assertion) -> Result<Secret, NoCryptography> {
    let held = KEYS
        .with_borrow(|keys| keys.iter().find(|held| held.holder == holder).cloned())
        .ok_or(NoCryptography)?;
    let text = assertion.signing_input(&held.thumbprints);
    let signature = held.key.sign(assertion.algorithm, &text).await?;
    Ok(signed(&text, &signature))
}
