//! Why the browser did not do what it was asked to do.

use std::fmt;
use wasm_bindgen::JsValue;

/// Why the browser did not do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// This browser has no such facility.
    Missing,
    /// The learner, the browser's settings or a private window forbid it.
    Blocked,
    /// There is no room left.
    Full,
    /// The learner has called it off.
    Cancelled,
    /// No answer within the time that we wait.
    Slow,
    /// Anything else.
    Failed,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "this browser does not offer it",
            Self::Blocked => "the browser does not allow it here",
            Self::Full => "there is no room left",
            Self::Cancelled => "it was called off",
            Self::Slow => "the browser does not answer",
            Self::Failed => "the browser refused",
        })
    }
}

impl std::error::Error for Fault {}

impl Fault {
    /// Reads the name of an exception.
    pub(super) fn of(error: &JsValue) -> Self {
        let name = js_sys::Reflect::get(error, &JsValue::from_str("name")).ok().and_then(|name| name.as_string());
        match name.as_deref() {
            Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => Self::Full,
            Some("AbortError") => Self::Cancelled,
            Some("SecurityError" | "NotAllowedError") => Self::Blocked,
            _ => Self::Failed,
        }
    }
}

impl From<JsValue> for Fault {
    fn from(error: JsValue) -> Self {
        Self::of(&error)
    }
}
