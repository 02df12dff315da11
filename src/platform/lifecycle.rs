//! The life of the page: whether it is seen, and when it comes back after it was hidden, frozen, or kept aside for the
//! way back.

use gloo_events::EventListener;
use wasm_bindgen::JsValue;

/// Whether the page is hidden: timers are slow then, and the browser may freeze it at any moment.
#[must_use]
pub fn hidden() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    // Read by name: the binding for it would bring in a type of its own.
    let state = document.and_then(|document| js_sys::Reflect::get(&document, &JsValue::from_str("hidden")).ok());
    state.is_some_and(|hidden| hidden.is_truthy())
}

/// Calls `then` whenever the page is seen again or is taken out of the cache for the way back; for as long as it lives.
pub fn on_return(then: impl Fn() + Clone + 'static) {
    let Some(window) = web_sys::window() else { return };
    if let Some(document) = window.document() {
        let seen = then.clone();
        EventListener::new(&document, "visibilitychange", move |_| {
            if !hidden() {
                seen();
            }
        })
        .forget();
    }
    EventListener::new(&window, "pageshow", move |event| {
        let kept = js_sys::Reflect::get(event, &JsValue::from_str("persisted"));
        if kept.is_ok_and(|kept| kept.is_truthy()) {
            then();
        }
    })
    .forget();
}
