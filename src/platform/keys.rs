//! Keys that are pressed anywhere on the page.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, KeyboardEvent};

/// A key that was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// As the browser names it: `a`, `A`, `1`, `Enter`, ` `, `?`, `ArrowUp`.
    pub name: String,
    /// What has the focus.
    pub target: Target,
    /// Neither Ctrl nor Alt nor Meta is held.
    pub plain: bool,
    /// Shift is held.
    pub shift: bool,
    /// The key is held down and repeats.
    pub repeat: bool,
}

/// What has the focus while a key is pressed: it decides which keys the browser needs itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Nothing that takes keys.
    Page,
    /// A field for text or numbers: letters, digits and Enter belong to it.
    Text,
    /// A radio button or checkbox: Space and, for radios, arrows belong to it.
    Choice,
    /// A list to choose from: letters and arrows belong to it.
    Select,
    /// A button or link: Enter and, for buttons, Space belong to it.
    Control,
}

/// Calls `then` for each key until dropped; where it returns `true` the key was taken and the browser does nothing
/// more with it. `None` outside a page.
pub fn listen(then: impl Fn(&Key) -> bool + 'static) -> Option<Listening> {
    let document = web_sys::window()?.document()?;
    let options = EventListenerOptions::enable_prevent_default();
    let listener = EventListener::new_with_options(&document, "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        // While an input method composes a word its keys are not ours.
        if event.is_composing() || event.default_prevented() {
            return;
        }
        let key = Key {
            name: event.key(),
            target: target(event),
            plain: !(event.ctrl_key() || event.alt_key() || event.meta_key()),
            shift: event.shift_key(),
            repeat: event.repeat(),
        };
        if then(&key) {
            event.prevent_default();
        }
    });
    Some(Listening { _listener: listener })
}

/// Listening to keys; dropping it ends it.
#[must_use = "dropping it ends the listening"]
pub struct Listening {
    _listener: EventListener,
}

fn target(event: &KeyboardEvent) -> Target {
    let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return Target::Page;
    };
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        return match input.type_().as_str() {
            "radio" | "checkbox" => Target::Choice,
            "button" | "submit" | "reset" | "file" => Target::Control,
            _ => Target::Text,
        };
    }
    match element.tag_name().as_str() {
        "TEXTAREA" => Target::Text,
        "SELECT" => Target::Select,
        "BUTTON" | "A" | "SUMMARY" => Target::Control,
        _ if element.closest("[contenteditable]").ok().flatten().is_some() => Target::Text,
        _ if element.closest("button, a[href], summary").ok().flatten().is_some() => Target::Control,
        _ => Target::Page,
    }
}
