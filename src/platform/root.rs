//! The `<html>` element: attributes, classes and custom properties that the style sheets read.
//!
//! The policy of the page forbids `style="…"` in markup; properties are set through the CSSOM.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Sets or, with `None`, removes an attribute such as `data-theme`.
pub fn set_attribute(name: &str, value: Option<&str>) {
    let Some(root) = element() else { return };
    // Names are literals of ours: the browser has no reason to refuse one.
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// Sets or, with `None`, removes a custom property such as `--text-size`.
pub fn set_property(name: &str, value: Option<&str>) {
    let Some(root) = element().and_then(|root| root.dyn_into::<HtmlElement>().ok()) else { return };
    let style = root.style();
    let _ = match value {
        Some(value) => style.set_property(name, value),
        None => style.remove_property(name).map(|_| ()),
    };
}

/// Adds or takes away a class.
pub fn set_class(name: &str, on: bool) {
    if let Some(root) = element() {
        let _ = root.class_list().toggle_with_force(name, on);
    }
}

fn element() -> Option<Element> {
    web_sys::window()?.document()?.document_element()
}
