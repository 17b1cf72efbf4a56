//! The simulated Entra in this page. Nothing leaves the page: the engine
//! answers, and the browser's own cryptography signs.

use std::cell::RefCell;
use std::rc::Rc;

use playground::state::TransportError;
use protocol::identity::Names;
use protocol::inputs::{InputId, Inputs};
use protocol::request::{HttpRequest, HttpResponse};
use simulated_sts::{Directory, Engine, PublicKey, Seed, SignError, Signer};

use crate::platform::webcrypto::RsaKey;
use crate::platform::{clock, entropy};

/// A simulated tenant. Its key is made when it is first needed, because that
/// takes the browser a moment.
#[derive(Default)]
pub struct SimulatedEntra {
    engine: RefCell<Option<Rc<Engine<PageSigner>>>>,
}

impl SimulatedEntra {
    /// A tenant with the example directory.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The values that work in it.
    #[must_use]
    pub fn examples(&self) -> Inputs {
        let examples = Directory::contoso().examples();
        let mut inputs = Inputs::default();
        inputs.set(InputId::Tenant, examples.tenant);
        inputs.set(InputId::BlueprintId, examples.blueprint_id);
        inputs.set(InputId::AgentIdentityId, examples.agent_identity_id);
        inputs.set_secret(InputId::ClientSecret, examples.client_secret);
        inputs.set(InputId::Scope, examples.scope);
        inputs
    }

    /// The names of its objects.
    #[must_use]
    pub fn names(&self) -> Names {
        Directory::contoso().names()
    }

    /// Answers a request.
    ///
    /// # Errors
    /// [`TransportError::NoCryptography`] outside of secure contexts.
    pub async fn answer(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let engine = self.engine().await?;
        let mut seed = [0; 32];
        if !entropy::fill(&mut seed) {
            return Err(TransportError::NoCryptography);
        }
        let now = i64::try_from(clock::now() / 1000).unwrap_or(i64::MAX);
        let answer = engine.answer(request, now, &Seed::new(seed)).await;
        answer.map_err(|_| TransportError::NoCryptography)
    }

    async fn engine(&self) -> Result<Rc<Engine<PageSigner>>, TransportError> {
        if let Some(engine) = &*self.engine.borrow() {
            return Ok(engine.clone());
        }
        let key = RsaKey::generate().await.map_err(|_| TransportError::NoCryptography)?;
        let public = PublicKey::from_jwk(key.modulus().to_owned(), key.exponent().to_owned());
        let engine = Rc::new(Engine::new(Directory::contoso(), PageSigner { key, public }));
        self.engine.replace(Some(engine.clone()));
        Ok(engine)
    }
}

/// Signs with a key that cannot be taken out of the browser.
struct PageSigner {
    key: RsaKey,
    public: PublicKey,
}

impl Signer for PageSigner {
    fn key(&self) -> &PublicKey {
        &self.public
    }

    async fn sign(&self, signing_input: &[u8]) -> Result<Vec<u8>, SignError> {
        self.key.sign(signing_input).await.map_err(|_| SignError)
    }

    async fn verify(&self, signing_input: &[u8], signature: &[u8]) -> Result<bool, SignError> {
        self.key.verify(signing_input, signature).await.map_err(|_| SignError)
    }
}
