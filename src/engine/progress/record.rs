//! The record: a log and its snapshot, kept in step.

use super::event::{Event, What};
use super::log::{Inserted, Log};
use super::snapshot::{Applied, Snapshot};

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
        let inserted = self.log.insert(event.clone());
        // An undo names an id: where ids clash it may mean several events, and only a fold finds all of them.
        let several = self.log.clashes() > 0 && matches!(event.what, What::Undone(_));
        if inserted != Inserted::Known && (several || self.snapshot.apply(&event) == Applied::Refold) {
            self.snapshot = Snapshot::of(&self.log);
        }
        inserted
    }

    /// Adds many events (an import, another tab's) and folds once; returns how many were new.
    pub fn merge(&mut self, events: Vec<Event>) -> u32 {
        let new = self.log.extend(events);
        if new > 0 {
            self.snapshot = Snapshot::of(&self.log);
        }
        new
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
