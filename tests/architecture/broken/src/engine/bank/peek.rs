//! A fixture: a wall is broken here, on purpose, in three ways. It is read by tests/architecture.rs and never compiled.

use crate::engine::{id::ItemId, progress::log::Log};

/// "crate::ui" in a text or a comment (crate::ui::shell) is no import.
pub fn peek(item: &ItemId) -> &'static str {
    let now = crate::platform::clock::now();
    super::super::schedule::queue::queue(item, now);
    "crate::ui::shell"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::check;
}
