//! Waiting and failing, designed.

use crate::ui::dom::Dom;
use yew::prelude::*;

/// Something is on its way: rarely more than a moment.
pub fn waiting(d: &mut Dom, what: &str) {
    d.el("h1[tabindex=-1]", what).el("p.quiet[role=status]", "One moment …");
}

/// Something could not be had: what, why, and what to do next.
pub fn failed(d: &mut Dom, what: &str, why: &str, again: Callback<MouseEvent>) {
    d.el("h1[tabindex=-1]", what).el("p[role=alert]", why).open("p.row");
    d.button("button.primary", "Try again", again).link("a.button", "#/", "Go to Today").close();
}
