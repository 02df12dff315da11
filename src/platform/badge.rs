//! The number on the app's icon, where the system shows one.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Whether the browser has such a number.
#[must_use]
pub fn there() -> bool {
    setter().is_some()
}

/// Shows a number on the icon; none for 0. Does nothing where the browser has none, or where the app was not installed.
pub fn show(number: u32) {
    let Some((navigator, set)) = setter() else { return };
    // A browser that refuses says so in a promise that nobody waits for: there is nothing to be done about it.
    if let Ok(promise) = set.call1(&navigator, &JsValue::from(number))
        && let Ok(promise) = promise.dyn_into::<js_sys::Promise>()
    {
        wasm_bindgen_futures::spawn_local(async move {
            let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
        });
    }
}

fn setter() -> Option<(JsValue, Function)> {
    let navigator = JsValue::from(web_sys::window()?.navigator());
    let set = Reflect::get(&navigator, &JsValue::from_str("setAppBadge")).ok()?.dyn_into().ok()?;
    Some((navigator, set))
}
