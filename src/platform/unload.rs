//! The end of the page: asking before it is closed or loaded anew, and its last moment.

use gloo_events::{EventListener, EventListenerOptions};

/// While it lives the browser does as it was told when the page goes; dropping it ends that.
#[must_use = "dropping it ends it"]
pub struct Guard {
    _listener: EventListener,
}

/// Lets the browser ask, in words of its own, before the page is closed. `None` outside a page.
#[must_use]
pub fn guard() -> Option<Guard> {
    let window = web_sys::window()?;
    let options = EventListenerOptions::enable_prevent_default();
    let listener = EventListener::new_with_options(&window, "beforeunload", options, |event| event.prevent_default());
    Some(Guard { _listener: listener })
}

/// Calls `then` when the page goes: closed, loaded anew or left. A page that is killed has no such moment. `None`
/// outside a page.
#[must_use]
pub fn last(then: impl Fn() + 'static) -> Option<Guard> {
    let window = web_sys::window()?;
    let listener = EventListener::new(&window, "pagehide", move |_| then());
    Some(Guard { _listener: listener })
}
