//! How much room is used, how much there is, and whether the browser may throw it away.

use super::fault::Fault;
use super::storage;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{StorageEstimate, StorageManager};

/// Characters in `localStorage` that are ours, keys and values.
///
/// # Errors
/// The fault, where storage cannot be read.
pub fn characters() -> Result<u64, Fault> {
    let mut sum = 0;
    for key in storage::keys("")? {
        sum += (storage::PREFIX.len() + key.len()) as u64 + storage::read(&key)?.map_or(0, |text| text.len() as u64);
    }
    Ok(sum)
}

/// What the browser says about the whole origin, databases and caches included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Bytes in use, by everything on this origin.
    pub used_bytes: u64,
    /// Bytes that may be used.
    pub quota_bytes: u64,
}

/// Asks for the estimate; `None` where the browser does not say.
pub async fn estimate() -> Option<Estimate> {
    let estimate = JsFuture::from(manager().ok()?.estimate().ok()?).await.ok()?;
    let estimate: StorageEstimate = estimate.unchecked_into();
    Some(Estimate { used_bytes: estimate.get_usage()? as u64, quota_bytes: estimate.get_quota()? as u64 })
}

/// Asks the browser not to throw our data away when the disk is short of room; the answer is its answer. To be
/// called after a gesture of the learner, and not to be waited for: Firefox asks the learner.
///
/// # Errors
/// The fault, where the browser cannot be asked.
pub async fn persist() -> Result<bool, Fault> {
    Ok(JsFuture::from(manager()?.persist()?).await?.is_truthy())
}

/// Whether the browser has promised to keep our data.
pub async fn persisted() -> bool {
    let Some(promise) = manager().ok().and_then(|manager| manager.persisted().ok()) else { return false };
    JsFuture::from(promise).await.is_ok_and(|answer| answer.is_truthy())
}

fn manager() -> Result<StorageManager, Fault> {
    let navigator = web_sys::window().ok_or(Fault::Missing)?.navigator();
    if js_sys::Reflect::has(&navigator, &JsValue::from_str("storage")).unwrap_or(false) {
        Ok(navigator.storage())
    } else {
        Err(Fault::Missing)
    }
}
