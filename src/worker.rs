//! The worker's side of the port: says that it is ready, and answers what it is asked.
//!
//! It runs beside the page in a thread of its own, keeps nothing and is ended by the page, also in the middle of its
//! work.

use crate::engine::tuning::words;
use crate::platform::message::{Kind, Message};
use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Where the start script has written the build of its files.
const BUILD: &str = "certdeckBuild";

/// Starts the worker.
pub fn start() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let build = Reflect::get(&scope, &JsValue::from_str(BUILD)).ok().and_then(|build| build.as_string());
    let build = build.unwrap_or_default();
    let (to, from) = (scope.clone(), build.clone());
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let question = Message::read(&event.data()).filter(|message| message.kind == Kind::Question);
        // A page of another build gets no figures. It sees by the message's build whose worker this is.
        let answer = match question {
            Some(question) if question.build == from && question.version == words::VERSION => {
                words::work(&question.words)
            }
            _ => Vec::new(),
        };
        say(&to, &from, Kind::Answer, answer);
    });
    scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    hear.forget();
    say(&scope, &build, Kind::Ready, Vec::new());
}

fn say(scope: &DedicatedWorkerGlobalScope, build: &str, kind: Kind, words: Vec<u32>) {
    let message = Message { build: build.to_owned(), version: words::VERSION, kind, words };
    // The page may be gone: then nobody needs it any more.
    let _unheard = scope.post_message(&message.write());
}
