//! Asking before the page is closed or loaded anew.

use gloo_events::{EventListener, EventListenerOptions};

/// While it lives the browser asks before the page goes; dropping it ends that.
#[must_use = "dropping it ends the asking"]
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
