//! A sign of life: one small text, written over itself again and again, that says where a page was when it died.
//!
//! It stands in `localStorage` only: a page that is killed leaves it behind, and nothing depends on it.

use super::storage;

const KEY: &str = "alive";

/// Writes the sign over the last one. Where there is no storage there is none.
pub fn keep(text: &str) {
    // Whoever comes back without it goes by what is in the records.
    let _lost = storage::write(KEY, text);
}

/// The last sign.
#[must_use]
pub fn last() -> Option<String> {
    storage::read(KEY).ok().flatten()
}

/// Takes the sign away.
pub fn forget() {
    // What stays is written over, or read by nobody.
    let _kept = storage::remove(KEY);
}
