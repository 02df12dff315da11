//! What the page runs in: a tab, an installed app, and whether the two share their storage.

use super::{media, script};

/// Where the page runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a tab.
    Tab,
    /// In a tab of an iPhone or iPad: an app on the home screen has a storage of its own.
    TabApart,
    /// As an installed app.
    App,
    /// As an app on the home screen of an iPhone or iPad.
    AppApart,
}

/// Where the page runs now.
#[must_use]
pub fn place() -> Place {
    let navigator = web_sys::window().map(|window| window.navigator());
    // Only iPhones and iPads have this property.
    match navigator.map(|navigator| script::get(&navigator, "standalone")).and_then(|value| value.as_bool()) {
        Some(true) => Place::AppApart,
        Some(false) => Place::TabApart,
        None if media::matches("(display-mode: standalone)") => Place::App,
        None => Place::Tab,
    }
}
