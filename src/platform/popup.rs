//! The window of a sign-in, and the channel on which its answer comes.
//!
//! Nothing here holds on to the window: sign-in pages cut every tie to the page
//! that opened them, so that asking whether it is still open gives a wrong
//! answer.

use js_sys::Reflect;
use protocol::secret::Secret;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

/// Large enough for Entra's pages.
const FEATURES: &str = "popup,width=520,height=720";

/// The longest answer that is read, in UTF-16 units: the redirect page sends none
/// that is longer.
const LIMIT: u32 = 100_000;

/// The version of the message that the redirect page posts.
const VERSION: f64 = 1.0;

/// A channel that is listened to until this is dropped.
pub struct Channel {
    channel: BroadcastChannel,
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

impl Channel {
    /// Listens on a channel for the query and the fragment of a redirect. Messages
    /// of any other form are not heard.
    #[must_use]
    pub fn listen(name: &str, heard: impl Fn(Secret, Secret) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some((query, fragment)) = read(&event.data()) {
                heard(query, fragment);
            }
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        Some(Self { channel, _heard: heard })
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}

fn read(message: &JsValue) -> Option<(Secret, Secret)> {
    let member = |name: &str| Reflect::get(message, &name.into()).ok();
    if member("v")?.as_f64()? != VERSION {
        return None;
    }
    let text = |name: &str| {
        let text = member(name)?.dyn_into::<js_sys::JsString>().ok()?;
        (text.length() <= LIMIT).then(|| Secret::new(text.into()))
    };
    Some((text("query")?, text("fragment")?))
}

/// Opens a window at an address, from within a click; `false` when the browser
/// opened none.
#[must_use]
pub fn open(url: &str) -> bool {
    // Without `noopener`, with which a browser does not say whether it opened one.
    let opened = web_sys::window().and_then(|window| {
        window.open_with_url_and_target_and_features(url, "_blank", FEATURES).ok()
    });
    match opened.flatten() {
        Some(popup) => {
            let _ = Reflect::set(&popup, &"opener".into(), &JsValue::NULL);
            true
        }
        None => false,
    }
}
