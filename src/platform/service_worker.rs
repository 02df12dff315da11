//! The service worker: whether a new version of the page waits, and taking it.
//!
//! The start script registers the worker. A version is offered and never taken unasked.

use super::location;
use gloo_events::EventListener;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};

/// What there is to tell about versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    /// A new version is stored, checked and waits: offer it at a natural pause, then [`accept`].
    Ready,
    /// Another tab took a new version: this one should be loaded anew at the next natural pause.
    TakenElsewhere,
}

/// The message for which the worker waits.
const TAKE_OVER: &str = "SKIP_WAITING";

thread_local! {
    /// Whether this tab asked for the new version.
    static ACCEPTED: Cell<bool> = const { Cell::new(false) };
}

/// Calls `then` when there is something to tell, from now until the page ends.
pub fn watch(then: impl Fn(Update) + 'static) {
    let Some(container) = container() else { return };
    let then = Rc::new(then);
    let had_controller = Cell::new(container.controller().is_some());
    let told = Rc::clone(&then);
    EventListener::new(&container, "controllerchange", move |_| {
        if ACCEPTED.get() {
            location::reload();
        } else if had_controller.replace(true) {
            told(Update::TakenElsewhere);
        }
    })
    .forget();
    spawn_local(async move {
        let Some(registration) = ready(&container).await else { return };
        if registration.waiting().is_some() {
            then(Update::Ready);
        }
        if let Some(worker) = registration.installing() {
            follow(worker, Rc::clone(&then));
        }
        let found = registration.clone();
        EventListener::new(&registration, "updatefound", move |_| {
            if let Some(worker) = found.installing() {
                follow(worker, Rc::clone(&then));
            }
        })
        .forget();
    });
}

/// Takes the version that waits; the page is loaded anew as soon as it is in charge.
pub fn accept() {
    spawn_local(async {
        let Some(container) = container() else { return location::reload() };
        ACCEPTED.set(true);
        let waiting = ready(&container).await.and_then(|registration| registration.waiting());
        let told =
            waiting.is_some_and(|worker: ServiceWorker| worker.post_message(&JsValue::from_str(TAKE_OVER)).is_ok());
        if !told {
            location::reload();
        }
    });
}

/// Tells when this worker has all its files.
fn follow(worker: ServiceWorker, then: Rc<impl Fn(Update) + 'static>) {
    let asked = worker.clone();
    EventListener::new(&worker, "statechange", move |_| {
        if asked.state() == ServiceWorkerState::Installed {
            then(Update::Ready);
        }
    })
    .forget();
}

async fn ready(container: &ServiceWorkerContainer) -> Option<ServiceWorkerRegistration> {
    JsFuture::from(container.ready().ok()?).await.ok()?.dyn_into().ok()
}

/// Absent in private windows of Firefox and where the page did not come over https.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    let there = js_sys::Reflect::get(&navigator, &JsValue::from_str("serviceWorker")).ok()?;
    there.dyn_into().ok()
}
