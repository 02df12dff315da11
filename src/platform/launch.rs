//! Files with which the system has opened the installed app.

use super::script;
use super::timer;
use super::upload::Chosen;
use js_sys::Array;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

/// Calls `then` with the files of every launch that brings some, from now on and as long as the page lives; also with
/// those that were waiting.
pub fn watch(then: impl Fn(Vec<Chosen>) + 'static) {
    let Some(window) = web_sys::window() else { return };
    let queue = script::get(&window, "launchQueue");
    if !queue.is_object() {
        return;
    }
    let then = Rc::new(then);
    let consumer = Closure::<dyn Fn(JsValue)>::new(move |launch: JsValue| {
        let handles = Array::from(&script::get(&launch, "files"));
        let then = Rc::clone(&then);
        timer::spawn(async move {
            let mut files = Vec::new();
            for handle in handles.iter() {
                // A file that can't be had any more brings nothing.
                let file = script::wait(&handle, "getFile", &[]).await.ok().and_then(|file| file.dyn_into().ok());
                files.extend(file.map(Chosen::file));
            }
            if !files.is_empty() {
                then(files);
            }
        });
    });
    // It is called as long as the page lives.
    let _ = script::call(&queue, "setConsumer", &[consumer.into_js_value()]);
}
