//! The second program of the page, and what passes from the first to it: asked for by the first, fetched by the start
//! script. The second dispatches an event when it is ready to draw; at this the first gives up what it has not saved
//! and its place in the document.

use super::records::Record;
use crate::platform::timer;
use gloo_events::EventListener;
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit};

/// The event on `window`; its detail is an array that listeners fill: name, text, name, text …
const EVENT: &str = "certdeck-handover";

#[wasm_bindgen]
extern "C" {
    /// Of the start script: resolves when the second program runs.
    #[wasm_bindgen(js_namespace = certdeck, catch)]
    async fn rooms() -> Result<JsValue, JsValue>;

    /// Of the start script: resolves when the part for Study is here, or all parts.
    #[wasm_bindgen(js_namespace = certdeck, catch)]
    async fn study(all: bool) -> Result<JsValue, JsValue>;

    /// Of the start script: waits for the late parts of the first program where they are not here yet. Stubs call it
    /// too: see `tools/split`.
    #[wasm_bindgen(js_namespace = certdeck)]
    fn late();
}

/// Fetches and starts the second program; where that fails, `then` gets a sentence for the learner.
pub fn open(failed: impl FnOnce(String) + 'static) {
    timer::spawn(async move {
        if rooms().await.is_err() {
            failed("A part of Certdeck did not arrive. What you did is safe. Try again while online.".to_owned());
        }
    });
}

/// Waits for the part of the first program that a first visit's Study runs, or for all of it; `false` where it did not
/// arrive. Where all was wanted the start script then loads the page once more, or says what to do.
pub async fn ready(all: bool) -> bool {
    study(all).await.is_ok()
}

/// Gives way to the second program, once: `leave` ends this one and returns what is not saved.
pub fn give_way(leave: impl FnOnce() -> Vec<Record> + 'static) {
    let Some(window) = web_sys::window() else { return };
    EventListener::once(&window, EVENT, move |event| {
        let Some(event) = event.dyn_ref::<CustomEvent>() else { return };
        let list: js_sys::Array = event.detail().unchecked_into();
        // Leaving is not part of a first visit.
        late();
        // Something in the list says that there was somebody.
        list.push(&JsValue::NULL);
        for Record { name, text } in leave() {
            list.push(&JsValue::from_str(&name));
            list.push(&JsValue::from_str(&text));
        }
    })
    .forget();
}

/// Takes the place of whatever program was here before; `None` where there was none, else what it had not saved.
#[must_use]
pub fn take_over() -> Option<Vec<Record>> {
    let list = js_sys::Array::new();
    let init = CustomEventInit::new();
    init.set_detail(&list);
    let event = CustomEvent::new_with_event_init_dict(EVENT, &init).ok()?;
    web_sys::window()?.dispatch_event(&event).ok()?;
    if list.length() == 0 {
        return None;
    }
    let mut texts = list.iter().filter_map(|text| text.as_string());
    let mut records = Vec::new();
    while let (Some(name), Some(text)) = (texts.next(), texts.next()) {
        records.push(Record { name, text });
    }
    Some(records)
}
