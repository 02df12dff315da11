//! `localStorage`, of which only keys that begin with `certdeck/` are ours.
//!
//! The quota is shared by everything on the same origin, and a value with one character outside Latin-1 takes
//! twice the room in WebKit: write ASCII. Nothing here clears what it does not own.

use super::fault::Fault;
use wasm_bindgen::JsValue;
use web_sys::Storage;

/// Every key, database, cache and channel of ours begins with this.
pub const PREFIX: &str = "certdeck/";

/// The value of `certdeck/<key>`.
///
/// # Errors
/// The fault, where storage cannot be read.
pub fn read(key: &str) -> Result<Option<String>, Fault> {
    Ok(store()?.get_item(&full(key))?)
}

/// Sets `certdeck/<key>`. A write that fails leaves the old value.
///
/// # Errors
/// The fault; [`Fault::Full`] where the quota is used up.
pub fn write(key: &str, text: &str) -> Result<(), Fault> {
    Ok(store()?.set_item(&full(key), text)?)
}

/// Removes `certdeck/<key>`.
///
/// # Errors
/// The fault, where storage cannot be written.
pub fn remove(key: &str) -> Result<(), Fault> {
    Ok(store()?.remove_item(&full(key))?)
}

/// The keys that begin with `certdeck/<under>`, without `certdeck/`, in no order.
///
/// # Errors
/// The fault, where storage cannot be read.
pub fn keys(under: &str) -> Result<Vec<String>, Fault> {
    let prefix = full(under);
    // One call for all names: asking for the n-th key takes time in proportion to n in Firefox.
    let names = js_sys::Object::keys(store()?.as_ref());
    Ok(names
        .iter()
        .filter_map(|name| name.as_string())
        .filter(|name| name.starts_with(&prefix))
        .map(|name| name[PREFIX.len()..].to_owned())
        .collect())
}

/// Gives a value another key, bit by bit, even where it is no well-formed text. The old one goes only when the
/// new one is there.
///
/// # Errors
/// The fault; then the value stands where it stood.
pub fn rename(from: &str, to: &str) -> Result<(), Fault> {
    let store = store()?;
    let value = js_sys::Reflect::get(&store, &JsValue::from_str(&full(from)))?;
    if value.is_undefined() {
        return Ok(());
    }
    js_sys::Reflect::set(&store, &JsValue::from_str(&full(to)), &value)?;
    Ok(store.remove_item(&full(from))?)
}

fn full(key: &str) -> String {
    let mut name = String::with_capacity(PREFIX.len() + key.len());
    name.push_str(PREFIX);
    name.push_str(key);
    name
}

fn store() -> Result<Storage, Fault> {
    let window = web_sys::window().ok_or(Fault::Missing)?;
    // The getter itself throws where storage is blocked.
    window.local_storage().map_err(|_| Fault::Blocked)?.ok_or(Fault::Missing)
}
