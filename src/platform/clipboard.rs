//! The clipboard, write only.

use super::fault::Fault;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Puts text on the clipboard. To be called from a click.
///
/// # Errors
/// The fault: show the text for copying by hand then.
pub async fn copy(text: &str) -> Result<(), Fault> {
    let navigator = web_sys::window().ok_or(Fault::Missing)?.navigator();
    // Absent where the page did not come over https.
    if !js_sys::Reflect::has(&navigator, &JsValue::from_str("clipboard")).unwrap_or(false) {
        return Err(Fault::Missing);
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await?;
    Ok(())
}
