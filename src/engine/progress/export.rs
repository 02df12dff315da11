//! The learner's own copy: the whole log as one JSON document, and how such a document is read back.
//!
//! Reading is tolerant: what can be read is offered, what can't is counted with a reason, and nothing is ever taken
//! without the learner's word.

use super::event::Event;
use super::log::Log;
use crate::engine::id::DeviceId;
use crate::engine::time::Now;
use std::fmt;

/// What `format` says in the header.
pub const FORMAT: &str = "certdeck-progress";

/// The version that this code writes and the newest that it reads.
pub const VERSION: u32 = 1;

/// The largest document that is read, bytes. Check a file's size against it before reading the file.
pub const LIMIT: usize = 100_000_000;

/// A document that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// Which version of Certdeck wrote it, as it says.
    pub app: String,
    /// When it was written, as it says: ISO 8601 with the learner's offset.
    pub created: String,
    /// What could be read, in the document's order, each once.
    pub events: Vec<Event>,
    /// How many events could not be read.
    pub unreadable: u32,
    /// The first few of them.
    pub damage: Vec<Damage>,
    /// What the learner should know before taking it.
    pub warnings: Vec<Warning>,
}

/// An event that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Its place among the events, from 0.
    pub index: u32,
    /// Why, for learners.
    pub reason: String,
}

/// What is odd about a document that can be taken all the same. `Display` is for learners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The checksum is not that of the events: the file was changed after it was written.
    Checksum,
    /// The header promises another number of events.
    Count {
        /// As the header says.
        promised: u64,
        /// As found.
        found: u64,
    },
    /// The file ends in the middle; what stands before can be taken.
    Truncated,
    /// So many events stand in it more than once.
    Doubled(u32),
}

/// Why a document can't be taken at all. `Display` is for learners, with the next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// Nothing in it.
    Empty,
    /// Larger than the limit, bytes.
    TooLarge {
        /// Its size.
        size: usize,
        /// What is read at most.
        limit: usize,
    },
    /// Not JSON, or JSON nested deeper than any export.
    NotJson {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// It ends in the middle, before any event.
    Truncated,
    /// JSON, but not an export of Certdeck.
    Foreign,
    /// Written by a newer Certdeck.
    Newer(u32),
}

impl fmt::Display for Warning {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        todo!()
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        todo!()
    }
}

/// What taking a document would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Events that are not in the log.
    pub new: u32,
    /// Events that are.
    pub known: u32,
    /// Events that can't be read.
    pub unreadable: u32,
}

/// The whole log as one JSON document.
#[must_use]
pub fn write(log: &Log, app: &str, device: DeviceId, now: Now) -> String {
    let _ = (log, app, device, now);
    todo!()
}

/// Reads a document of at most `limit` bytes (see [`LIMIT`]).
///
/// # Errors
/// Nothing in it that could be taken.
pub fn read(text: &str, limit: usize) -> Result<Import, ImportError> {
    let _ = (text, limit);
    todo!()
}

/// What taking it would do.
#[must_use]
pub fn preview(log: &Log, import: &Import) -> Preview {
    let _ = (log, import);
    todo!()
}
