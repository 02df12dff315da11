//! The log: the set of all events, in one order on every device.
//!
//! Merging is set union: commutative, associative, idempotent. Two different events may carry the same id (a browser
//! profile that was copied or put back from a backup writes the same numbers again): both are kept, since both
//! happened, and the clash is told.

use super::codec;
use super::event::Event;
use crate::engine::id::{DeviceId, EventId};
use crate::engine::sorted::{Map, Set, search, sort};
use crate::engine::time::Millis;
use std::cmp::Ordering;

/// All events: ordered by time, then device, then counter, then encoding.
#[derive(Clone, Debug, Default)]
pub struct Log {
    events: Vec<Event>,
    ids: Set<EventId>,
    counters: Map<DeviceId, u64>,
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

/// An event's place in time: what the log is ordered by.
pub(super) type Place = (Millis, DeviceId, u64);

pub(super) fn place(event: &Event) -> Place {
    (event.now.at, event.id.device, event.id.counter)
}

/// The order of the log. Equal only where the events are the same.
fn compare(a: &Event, b: &Event) -> Ordering {
    place(a).cmp(&place(b)).then_with(|| {
        // Only events with the same id at the same time come here: rare enough to be written out.
        if a == b { Ordering::Equal } else { codec::encode(a).cmp(&codec::encode(b)) }
    })
}

impl Log {
    /// The set of these events.
    #[must_use]
    pub fn of(mut events: Vec<Event>) -> Self {
        sort(&mut events, compare);
        events.dedup_by(|a, b| compare(a, b) == Ordering::Equal);
        let mut log = Self::default();
        for event in &events {
            log.note(event.id);
        }
        log.events = events;
        log
    }

    /// Puts an event in.
    pub fn insert(&mut self, event: Event) -> Inserted {
        let at = match self.events.last() {
            Some(last) if compare(last, &event) != Ordering::Less => {
                match search(&self.events, |known| compare(known, &event)) {
                    Ok(_) => return Inserted::Known,
                    Err(at) => at,
                }
            }
            _ => self.events.len(),
        };
        let inserted = if self.note(event.id) { Inserted::New } else { Inserted::Clash };
        self.events.insert(at, event);
        inserted
    }

    /// Puts many events in; returns how many were new.
    pub fn extend(&mut self, events: impl IntoIterator<Item = Event>) -> u32 {
        let before = self.events.len();
        let mut all = std::mem::take(&mut self.events);
        all.extend(events);
        *self = Self::of(all);
        (self.events.len() - before) as u32
    }

    /// Puts another log's events in; returns how many were new.
    pub fn merge(&mut self, other: &Self) -> u32 {
        self.extend(other.events.iter().cloned())
    }

    /// In order.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Whether this very event is in it.
    #[must_use]
    pub fn contains(&self, event: &Event) -> bool {
        self.ids.contains(&event.id) && search(&self.events, |known| compare(known, event)).is_ok()
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
        (self.events.len() - self.ids.len()) as u32
    }

    /// Remembers an id; whether it was unknown.
    fn note(&mut self, id: EventId) -> bool {
        let last = self.counters.or_default(id.device);
        *last = id.counter.max(*last);
        self.ids.insert(id)
    }
}

impl PartialEq for Log {
    fn eq(&self, other: &Self) -> bool {
        self.events == other.events
    }
}
