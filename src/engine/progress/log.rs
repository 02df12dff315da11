//! The log: the set of all events, in one order on every device.
//!
//! Merging is set union: commutative, associative, idempotent. Two different events may carry the same id (a browser
//! profile that was copied or put back from a backup writes the same numbers again): both are kept, since both
//! happened, and the clash is told.

use super::event::Event;
use crate::engine::id::{DeviceId, EventId};
use std::collections::{BTreeMap, HashSet};

/// All events: ordered by time, then device, then counter, then encoding.
#[derive(Clone, Debug, Default)]
pub struct Log {
    events: Vec<Event>,
    ids: HashSet<EventId>,
    counters: BTreeMap<DeviceId, u64>,
    clashes: u32,
}

/// What became of an event that was put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Inserted {
    /// It is new.
    New,
    /// It was there already.
    Known,
    /// It is new, but its id is another event's too; both are kept.
    Clash,
}

impl Log {
    /// The set of these events.
    #[must_use]
    pub fn of(events: Vec<Event>) -> Self {
        let _ = events;
        todo!()
    }
    /// Puts an event in.
    pub fn insert(&mut self, event: Event) -> Inserted {
        let _ = event;
        todo!()
    }
    /// Puts another log's events in; returns how many were new.
    pub fn merge(&mut self, other: &Self) -> u32 {
        let _ = other;
        todo!()
    }
    /// In order.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }
    /// Whether this very event is in it.
    #[must_use]
    pub fn contains(&self, event: &Event) -> bool {
        let _ = event;
        todo!()
    }
    /// Whether an event with this id is in it.
    #[must_use]
    pub fn has_id(&self, id: EventId) -> bool {
        self.ids.contains(&id)
    }
    /// The lowest counter that this device has not used, as far as the log knows.
    #[must_use]
    pub fn next_counter(&self, device: DeviceId) -> u64 {
        self.counters.get(&device).map_or(0, |last| last.saturating_add(1))
    }
    /// Events whose id is another event's too.
    #[must_use]
    pub fn clashes(&self) -> u32 {
        self.clashes
    }
}
