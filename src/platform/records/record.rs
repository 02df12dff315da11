//! A record, and what is told about records.

use super::health::Health;

/// A named text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its folder, a slash, and what is unique for ever: ASCII without spaces.
    pub name: String,
    /// ASCII.
    pub text: String,
}

/// What the watchers hear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Records that were not known here: from another tab, or from a journal that answered late.
    Arrived(Vec<Record>),
    /// Another tab has deleted everything.
    Erased,
    /// The health has changed.
    Health(Health),
}
