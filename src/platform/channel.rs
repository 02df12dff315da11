//! What other tabs say: a `BroadcastChannel`, and the storage event of `localStorage`. Neither is needed for
//! anything to be kept; they make two open tabs agree sooner.

use gloo_events::EventListener;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent, StorageEvent};

/// An open line to the other tabs; dropping it closes it.
pub(super) struct Channel {
    line: Option<BroadcastChannel>,
    _listeners: [Option<EventListener>; 2],
}

/// Something that another tab did.
pub(super) enum News {
    /// It said this, in parts.
    Said(Vec<String>),
    /// It set a key of `localStorage` (whole name) to this value, or removed it.
    Stored(String, Option<String>),
    /// It cleared `localStorage`.
    Cleared,
}

impl Channel {
    /// Opens the line of this name, as far as the browser can.
    pub(super) fn open(name: &str, then: impl Fn(News) + Clone + 'static) -> Self {
        let line = BroadcastChannel::new(name).ok();
        let heard = then.clone();
        let said = line.as_ref().map(|line| {
            EventListener::new(line, "message", move |event| {
                let parts = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().dyn_into::<Array>().ok());
                if let Some(parts) = parts {
                    heard(News::Said(parts.iter().filter_map(|part| part.as_string()).collect()));
                }
            })
        });
        let stored = web_sys::window().map(|window| {
            EventListener::new(&window, "storage", move |event| {
                let Some(event) = event.dyn_ref::<StorageEvent>() else { return };
                then(match event.key() {
                    Some(key) => News::Stored(key, event.new_value()),
                    None => News::Cleared,
                });
            })
        });
        Self { line, _listeners: [said, stored] }
    }

    /// Says something to the other tabs.
    pub(super) fn say<'a>(&self, parts: impl Iterator<Item = &'a str>) {
        if let Some(line) = &self.line {
            let parts: Array = parts.map(JsValue::from_str).collect();
            // The other tabs also learn it from the storage event, or at their next start.
            let _ = line.post_message(&parts);
        }
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        if let Some(line) = &self.line {
            line.close();
        }
    }
}
