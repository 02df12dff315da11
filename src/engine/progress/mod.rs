//! Progress: what has happened. The log of events is the truth; everything else is a fold of it.
//!
//! [`record::Record`] keeps a log and its snapshot in step; the rest of the room is its parts. Nothing in here
//! knows how items are scheduled.

pub mod backup;
pub mod codec;
pub mod compaction;
pub mod event;
pub mod exam;
pub mod export;
pub mod history;
pub mod log;
pub mod record;
pub mod reminder;
pub mod replacing;
pub mod settings;
pub mod snapshot;
pub mod streak;
