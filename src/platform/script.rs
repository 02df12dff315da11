//! Reaching what the browser offers and `web-sys` does not name: by its name, with the doubt that belongs to it.

use super::fault::Fault;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What an object has under a name; `undefined` where it has nothing.
pub(super) fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &JsValue::from_str(name)).unwrap_or_default()
}

/// A function of the window, where the browser has it.
pub(super) fn window_has(name: &str) -> bool {
    web_sys::window().is_some_and(|window| get(&window, name).is_function())
}

/// An object with these values.
pub(super) fn object(values: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in values {
        // A plain object takes everything.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}

/// Calls a method.
pub(super) fn call(of: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, Fault> {
    let method: Function = get(of, name).dyn_into().map_err(|_| Fault::Missing)?;
    let arguments: Array = arguments.iter().cloned().collect();
    Ok(Reflect::apply(&method, of, &arguments)?)
}

/// Calls a method and waits for what it promises.
pub(super) async fn wait(of: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, Fault> {
    Ok(JsFuture::from(Promise::resolve(&call(of, name, arguments)?)).await?)
}
