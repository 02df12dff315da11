//! What a round asks for and is told, and when it has something to do.

use crate::engine::progress::codec::segment;

/// One of the two places that hold pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// The quick one.
    Local,
    /// The one that survives a crash.
    Journal,
}

/// When a round has something to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Single events that are in no segment yet.
    pub singles: usize,
    /// Segments that are not full.
    pub tails: usize,
    /// Events that make a segment full, at most [`segment::FULL`].
    pub full: usize,
}

/// As the page does it: a round for every 256 answers.
pub const LIMITS: Limits = Limits { singles: 256, tails: 4, full: segment::FULL };

/// What a round wants. After each the page may do something else; none of them keeps it longer than 8 ms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// All names of a store.
    Names(Store),
    /// The text of a name.
    Read(Store, String),
    /// To give a name its text.
    Write(Store, String, String),
    /// To remove names.
    Remove(Store, Vec<String>),
    /// Nothing: only to let others do something.
    Pause,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// These names.
    Names(Vec<String>),
    /// This text; none where there is no such name.
    Text(Option<String>),
    /// It was done.
    Done,
    /// It failed, or the store is missing.
    Failed,
}
