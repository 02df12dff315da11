//! The document: its title, where the focus is, how far it is scrolled.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};

/// The element into which the page is rendered.
#[must_use]
pub fn mount_point(id: &str) -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}

/// Sets the title of the document.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Moves the focus to the element of this id; `false` where there is none.
pub fn focus(id: &str) -> bool {
    focus_on(mount_point(id))
}

/// Moves the focus to the first element that the selector fits; `false` where there is none.
pub fn focus_first(selector: &str) -> bool {
    focus_on(first(selector))
}

/// Clicks the first element that the selector fits, as a key that stands for it does; `false` where there is none.
pub fn click_first(selector: &str) -> bool {
    let element = first(selector).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    element.map(|element| element.click()).is_some()
}

/// Scrolls to the top, at once.
pub fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Scrolls as little as is needed to show the element of this id; `false` where there is none.
pub fn reveal(id: &str) -> bool {
    let options = ScrollIntoViewOptions::new();
    options.set_behavior(ScrollBehavior::Auto);
    options.set_block(ScrollLogicalPosition::Nearest);
    mount_point(id).map(|element| element.scroll_into_view_with_scroll_into_view_options(&options)).is_some()
}

/// Opens the system's print dialog.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // A browser that cannot print has said so itself.
        let _ = window.print();
    }
}

fn first(selector: &str) -> Option<Element> {
    web_sys::window()?.document()?.query_selector(selector).ok()?
}

fn focus_on(element: Option<Element>) -> bool {
    element.and_then(|element| element.dyn_into::<HtmlElement>().ok()).is_some_and(|element| element.focus().is_ok())
}

/// Opens the dialog of this id above everything else; `false` where there is none.
pub fn show_dialog(id: &str) -> bool {
    dialog(id).is_some_and(|dialog| dialog.open() || dialog.show_modal().is_ok())
}

/// Closes the dialog of this id.
pub fn close_dialog(id: &str) {
    if let Some(dialog) = dialog(id) {
        dialog.close();
    }
}

/// Whether the dialog of this id is open.
#[must_use]
pub fn dialog_shows(id: &str) -> bool {
    dialog(id).is_some_and(|dialog| dialog.open())
}

fn dialog(id: &str) -> Option<web_sys::HtmlDialogElement> {
    web_sys::window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Whether nothing has the focus: what had it is gone.
#[must_use]
pub fn focus_is_lost() -> bool {
    let active = web_sys::window().and_then(|window| window.document()).and_then(|document| document.active_element());
    active.is_none_or(|element| element.tag_name().eq_ignore_ascii_case("body"))
}

/// Whether what has the focus lies within the element of this id.
#[must_use]
pub fn focus_is_within(id: &str) -> bool {
    let active = web_sys::window().and_then(|window| window.document()).and_then(|document| document.active_element());
    mount_point(id).is_some_and(|element| element.contains(active.as_deref()))
}

/// Whether a dialog is open above the page.
#[must_use]
pub fn dialog_is_open() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| document.query_selector("dialog[open]").ok().flatten().is_some())
}

/// Calls `then` whenever the page is shown (`true`) or hidden (`false`), as long as it lives.
pub fn watch_shown(then: impl Fn(bool) + 'static) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let asked = document.clone();
    EventListener::new(&document, "visibilitychange", move |_| then(!asked.hidden())).forget();
}
