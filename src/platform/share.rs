//! The system's share sheet, for a file.

use super::fault::Fault;
use super::script;
use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::{Blob, File, FilePropertyBag};

/// How a file may be shared: some browsers share no `.json`, but every text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// As it is.
    Json,
    /// As `….json.txt`.
    Text,
}

/// How this browser shares a file with JSON in it; none where it does not.
#[must_use]
pub fn offered() -> Option<Kind> {
    [Kind::Json, Kind::Text].into_iter().find(|kind| {
        let data = data("certdeck.json", "{}", *kind).and_then(|data| call("canShare", &data));
        data.is_ok_and(|answer| answer.is_truthy())
    })
}

/// Opens the share sheet with a file; to be called from a click. `false` where the learner has closed it.
///
/// # Errors
/// The fault: offer a download then.
pub async fn text(file_name: &str, text: &str, kind: Kind) -> Result<bool, Fault> {
    let navigator = web_sys::window().ok_or(Fault::Missing)?.navigator();
    match script::wait(&navigator, "share", &[data(file_name, text, kind)?]).await {
        Ok(_) => Ok(true),
        Err(Fault::Cancelled) => Ok(false),
        Err(fault) => Err(fault),
    }
}

fn call(method: &str, data: &JsValue) -> Result<JsValue, Fault> {
    let navigator = web_sys::window().ok_or(Fault::Missing)?.navigator();
    script::call(&navigator, method, std::slice::from_ref(data))
}

fn data(file_name: &str, text: &str, kind: Kind) -> Result<JsValue, Fault> {
    let (mime, ending) = match kind {
        Kind::Json => ("application/json", ""),
        Kind::Text => ("text/plain", ".txt"),
    };
    let blob = Blob::new_with_str_sequence(&Array::of1(&JsValue::from_str(text)))?;
    let options = FilePropertyBag::new();
    options.set_type(mime);
    let file = File::new_with_blob_sequence_and_options(&Array::of1(&blob), &[file_name, ending].concat(), &options)?;
    Ok(script::object(&[("files", Array::of1(&file).into())]))
}
