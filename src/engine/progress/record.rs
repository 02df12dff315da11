//! The record: a log and its snapshot, kept in step.

use super::event::{Event, What};
use super::log::{Inserted, Log, place};
use super::snapshot::{Applied, Snapshot};
use crate::engine::sorted::sort;

/// So many events are added one by one.
const FEW: usize = 32;

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
        let (inserted, fold) = self.take(event);
        if fold {
            self.snapshot = Snapshot::of(&self.log);
        }
        inserted
    }

    /// Adds many events (an import, another tab's) and folds at most once; returns how many were new. As cheap as
    /// adding them one by one where they are few and the latest, as what another tab tells is.
    pub fn merge(&mut self, mut events: Vec<Event>) -> u32 {
        if events.len() > FEW {
            let new = self.log.extend(events);
            if new > 0 {
                self.snapshot = Snapshot::of(&self.log);
            }
            return new;
        }
        sort(&mut events, |a, b| place(a).cmp(&place(b)));
        let (mut new, mut fold) = (0, false);
        for event in events {
            if fold {
                new += u32::from(self.log.insert(event) != Inserted::Known);
                continue;
            }
            let (inserted, needed) = self.take(event);
            new += u32::from(inserted != Inserted::Known);
            fold = needed;
        }
        if fold {
            self.snapshot = Snapshot::of(&self.log);
        }
        new
    }

    /// Puts an event into the log and, where that can be, into the snapshot; whether all has to be folded anew instead.
    fn take(&mut self, event: Event) -> (Inserted, bool) {
        let inserted = self.log.insert(event.clone());
        // An undo names an id: where ids clash it may mean several events, and only a fold finds all of them.
        let several = self.log.clashes() > 0 && matches!(event.what, What::Undone(_));
        (inserted, inserted != Inserted::Known && (several || self.snapshot.apply(&event) == Applied::Refold))
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
