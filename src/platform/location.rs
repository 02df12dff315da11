//! The address: only the part after `#` is ours.

use gloo_events::EventListener;
use wasm_bindgen::JsValue;

/// What stands after `#`, without it (`/study`); empty where there is nothing.
#[must_use]
pub fn hash() -> String {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.strip_prefix('#').map(str::to_owned).unwrap_or(hash)
}

/// Goes to `#<hash>`: one step more in the history.
pub fn go(hash: &str) {
    if let Some(window) = web_sys::window() {
        // Only navigations away from the document can be refused.
        let _ = window.location().set_hash(hash);
    }
}

/// Puts `#<hash>` in the place of the current address, without a step in the history and without telling the
/// listeners.
pub fn replace(hash: &str) {
    let mut address = String::from("#");
    address.push_str(hash);
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        // Refused only to pages that do this hundreds of times a second.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}

/// One step back in the history.
pub fn back() {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let _ = history.back();
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// Calls `then` with the new [`hash`] whenever it changes, until dropped; `None` outside a page.
pub fn listen(then: impl Fn(String) + 'static) -> Option<Listening> {
    let window = web_sys::window()?;
    let listener = EventListener::new(&window, "hashchange", move |_| then(hash()));
    Some(Listening { _listener: listener })
}

/// Listening to the address; dropping it ends it.
#[must_use = "dropping it ends the listening"]
pub struct Listening {
    _listener: EventListener,
}
