//! What the system prefers: colours, motion, width.

use gloo_events::EventListener;
use web_sys::MediaQueryList;

/// Whether a media query (`(prefers-color-scheme: dark)`) holds now.
#[must_use]
pub fn matches(query: &str) -> bool {
    list(query).is_some_and(|list| list.matches())
}

/// Calls `then` whenever the answer changes, until dropped; `None` where the browser cannot say.
pub fn watch(query: &str, then: impl Fn(bool) + 'static) -> Option<Watch> {
    let list = list(query)?;
    let asked = list.clone();
    let listener = EventListener::new(&list, "change", move |_| then(asked.matches()));
    Some(Watch { _listener: listener })
}

/// A watch on a media query; dropping it ends it.
#[must_use = "dropping a watch ends it"]
pub struct Watch {
    _listener: EventListener,
}

fn list(query: &str) -> Option<MediaQueryList> {
    web_sys::window()?.match_media(query).ok()?
}
