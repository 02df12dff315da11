//! The record: a log and its snapshot, kept in step.

use super::event::Event;
use super::log::{Inserted, Log};
use super::snapshot::Snapshot;

/// A log and its snapshot. Large: keep one, share it by reference, don't clone it for every answer.
#[derive(Clone, Debug, Default)]
pub struct Record {
    log: Log,
    snapshot: Snapshot,
}

impl Record {
    /// The record of these events, in any order, repeated or not.
    #[must_use]
    pub fn of(events: Vec<Event>) -> Self {
        let log = Log::of(events);
        let snapshot = Snapshot::of(&log);
        Self { log, snapshot }
    }
    /// Adds an event. Cheap where it is the latest, as new answers and their undoing are; otherwise all is folded
    /// anew.
    pub fn add(&mut self, event: Event) -> Inserted {
        let _ = event;
        todo!()
    }
    /// Adds many events (an import, another tab's) and folds once; returns how many were new.
    pub fn merge(&mut self, events: Vec<Event>) -> u32 {
        let _ = events;
        todo!()
    }
    /// The truth.
    #[must_use]
    pub fn log(&self) -> &Log {
        &self.log
    }
    /// Its fold.
    #[must_use]
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }
}
