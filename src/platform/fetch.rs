//! Files of the site itself.

use std::fmt;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response};

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
            Self::Status(404 | 409) => {
                f.write_str("This file is no longer on the site. Reload to get the current version.")
            }
            Self::Status(status) => write!(f, "The site answered with error {status}. Try again later."),
        }
    }
}

impl std::error::Error for FetchError {}

/// The text of a file of this site; `path` is relative to the page (`packs/tracks.json`).
///
/// The page's build goes along as `?b=…`: no cache on the way then answers with the file of another build, and the
/// service worker of a newer build refuses (409).
///
/// `again`, after a failure, goes past the HTTP cache: what was missing or damaged there stays so for a while.
///
/// # Errors
/// See [`FetchError`].
pub async fn text(path: &str, again: bool) -> Result<String, FetchError> {
    let tagged = build().map(|build| [path, "?b=", &build].concat());
    let address = tagged.as_deref().unwrap_or(path);
    let mut response = ask(address, if again { RequestCache::Reload } else { RequestCache::Default }).await?;
    if !response.ok() {
        // "Not found" may stand in a cache on the way since before the file was published.
        response = ask(address, RequestCache::Reload).await?;
    }
    if !response.ok() {
        return Err(FetchError::Status(response.status()));
    }
    let body = response.text().map_err(|_| FetchError::Unreachable)?;
    let body = JsFuture::from(body).await.map_err(|_| FetchError::Unreachable)?;
    body.as_string().ok_or(FetchError::Unreachable)
}

async fn ask(address: &str, cache: RequestCache) -> Result<Response, FetchError> {
    let window = web_sys::window().ok_or(FetchError::Unreachable)?;
    let options = RequestInit::new();
    options.set_cache(cache);
    let answer = window.fetch_with_str_and_init(address, &options);
    let answer = JsFuture::from(answer).await.map_err(|_| FetchError::Unreachable)?;
    answer.dyn_into().map_err(|_| FetchError::Unreachable)
}

/// The build to which the page belongs; none where it was not finished by `precache`.
#[must_use]
pub fn build() -> Option<String> {
    let document = web_sys::window()?.document()?;
    document.query_selector("meta[name=certdeck-build]").ok()??.get_attribute("content")
}
