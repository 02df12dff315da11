//! When the program fails: tells the console, and the script that shows the recovery page.

use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit};

/// The event on `window` for which the start script waits.
const EVENT: &str = "certdeck-panic";

/// From now on a panic shows the recovery page, from which progress can be downloaded without this program.
pub fn install() {
    // Through Yew, which would otherwise set a hook of its own when it starts.
    yew::set_custom_panic_hook(Box::new(|info| {
        let message = info.to_string();
        web_sys::console::error_1(&JsValue::from_str(&message));
        let init = CustomEventInit::new();
        init.set_detail(&JsValue::from_str(&message));
        if let (Some(window), Ok(event)) = (web_sys::window(), CustomEvent::new_with_event_init_dict(EVENT, &init)) {
            // Nothing is left to be done where even this fails.
            let _ = window.dispatch_event(&event);
        }
    }));
}
