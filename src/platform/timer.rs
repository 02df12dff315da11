//! Doing something later.

use gloo_timers::callback::Timeout;

/// A thing to be done later; dropping it calls it off.
#[must_use = "dropping a timer calls it off"]
pub struct Timer {
    _timeout: Timeout,
}

/// Calls `then` after so many milliseconds.
pub fn after(ms: u32, then: impl FnOnce() + 'static) -> Timer {
    Timer { _timeout: Timeout::new(ms, then) }
}

/// Waits so many milliseconds.
pub async fn sleep(ms: u32) {
    gloo_timers::future::TimeoutFuture::new(ms).await;
}

/// Runs a task beside the page.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(task);
}
