//! Events as records of storage, and back: one by one, or as segments.

use crate::engine::progress::codec::{self, CodecError, segment};
use crate::engine::progress::compaction::{LIMITS, SEGMENT, SINGLE};
use crate::engine::progress::event::Event;
use crate::platform::records::Record;

/// The record of one event.
#[must_use]
pub fn keep(event: &Event) -> Record {
    Record { name: [SINGLE, &codec::storage_name(event)].concat(), text: codec::encode(event) }
}

/// The records of many. From a certain number on they are segments: one by one they would be four times as long, and
/// a file of a hundred thousand would find no room.
#[must_use]
pub fn keep_all(events: &[&Event]) -> Vec<Record> {
    if events.len() < LIMITS.singles {
        return events.iter().map(|event| keep(event)).collect();
    }
    let seal = |events: &[&Event]| {
        let events: Vec<Event> = events.iter().map(|event| (*event).clone()).collect();
        let text = segment::seal(0, &events);
        Record { name: [SEGMENT, &segment::storage_name(0, &text)].concat(), text }
    };
    events.chunks(LIMITS.full).map(seal).collect()
}

/// The events of a record.
///
/// # Errors
/// Damage, or a version that this code can't read.
pub fn events(record: &Record) -> Result<Vec<Event>, CodecError> {
    if record.name.starts_with(SEGMENT) {
        return segment::open(&record.text).and_then(|segment| segment.events());
    }
    codec::decode(&record.text).map(|event| vec![event])
}

/// Of what kind the records are that were found at the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds {
    /// Records with one event.
    pub singles: usize,
    /// Records with many.
    pub segments: usize,
}

impl Kinds {
    /// Counts them.
    #[must_use]
    pub fn of(records: &[Record]) -> Self {
        let segments = records.iter().filter(|record| record.name.starts_with(SEGMENT)).count();
        let singles = records.iter().filter(|record| record.name.starts_with(SINGLE)).count();
        Self { singles, segments }
    }

    /// Whether an older build has left them, which knew single records only.
    #[must_use]
    pub fn older(self) -> bool {
        self.segments == 0 && self.singles >= LIMITS.singles
    }
}
