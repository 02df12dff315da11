//! Files with which the system has opened the installed app. They wait at the queue itself, where whichever program
//! draws the page that takes them finds them.

use super::script;
use super::upload::Chosen;
use js_sys::{Array, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

const WAITING: &str = "certdeck";

/// Calls `then` at every launch that brings files, from now on and as long as the page lives; also for those that were
/// waiting.
pub fn watch(then: impl Fn() + 'static) {
    let Some(queue) = queue() else { return };
    let held = queue.clone();
    let consumer = Closure::<dyn Fn(JsValue)>::new(move |launch: JsValue| {
        let files = script::get(&launch, "files");
        if Array::from(&files).length() > 0 {
            // The queue is an object like any other.
            let _ = Reflect::set(&held, &JsValue::from_str(WAITING), &files);
            then();
        }
    });
    // It is called as long as the page lives.
    let _ = script::call(&queue, "setConsumer", &[consumer.into_js_value()]);
}

/// Takes the files that wait.
pub async fn take() -> Vec<Chosen> {
    let mut files = Vec::new();
    let Some(queue) = queue() else { return files };
    let handles = script::get(&queue, WAITING);
    if !handles.is_object() {
        return files;
    }
    let _ = Reflect::set(&queue, &JsValue::from_str(WAITING), &JsValue::UNDEFINED);
    for handle in Array::from(&handles).iter() {
        // A file that can't be had any more brings nothing.
        let file = script::wait(&handle, "getFile", &[]).await.ok().and_then(|file| file.dyn_into().ok());
        files.extend(file.map(Chosen::file));
    }
    files
}

fn queue() -> Option<JsValue> {
    let window = web_sys::window()?;
    let queue = script::get(&window, "launchQueue");
    queue.is_object().then_some(queue)
}
