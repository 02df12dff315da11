//! Files of the site itself.

use std::fmt;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Why a file did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// No connection, or the request was stopped.
    Unreachable,
    /// The site answered with this status: 404 where the file is gone.
    Status(u16),
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable => {
                f.write_str("There is no connection, and this part is not stored for offline use yet.")
            }
            Self::Status(404) => f.write_str("This file is no longer on the site. Reload to get the current version."),
            Self::Status(status) => write!(f, "The site answered with error {status}. Try again later."),
        }
    }
}

impl std::error::Error for FetchError {}

/// The text of a file of this site; `path` is relative to the page (`packs/tracks.json`).
///
/// # Errors
/// See [`FetchError`].
pub async fn text(path: &str) -> Result<String, FetchError> {
    let window = web_sys::window().ok_or(FetchError::Unreachable)?;
    let response = JsFuture::from(window.fetch_with_str(path)).await.map_err(|_| FetchError::Unreachable)?;
    let response: Response = response.dyn_into().map_err(|_| FetchError::Unreachable)?;
    if !response.ok() {
        return Err(FetchError::Status(response.status()));
    }
    let body = response.text().map_err(|_| FetchError::Unreachable)?;
    let body = JsFuture::from(body).await.map_err(|_| FetchError::Unreachable)?;
    body.as_string().ok_or(FetchError::Unreachable)
}
