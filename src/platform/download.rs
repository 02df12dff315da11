//! Giving the learner a file.

use super::fault::Fault;
use super::timer;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Long enough for any browser to have read the file.
const KEPT_MS: u32 = 60_000;

/// Offers `text` as a file to be saved; `mime` for example `application/json`.
///
/// # Errors
/// The fault, where the browser cannot make files.
pub fn text(file_name: &str, mime: &str, text: &str) -> Result<(), Fault> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(Fault::Missing)?;
    let bag = BlobPropertyBag::new();
    bag.set_type(mime);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &bag)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into().map_err(|_| Fault::Failed)?;
    link.set_href(&url);
    link.set_download(file_name);
    link.set_hidden(true);
    // Firefox clicks only what is in the document.
    let body = document.body().ok_or(Fault::Missing)?;
    body.append_child(&link)?;
    link.click();
    link.remove();
    timer::spawn(async move {
        timer::sleep(KEPT_MS).await;
        // An address that is gone already is what we want.
        let _ = Url::revoke_object_url(&url);
    });
    Ok(())
}
