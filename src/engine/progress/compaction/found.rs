//! What a round has found in the stores.

use crate::engine::progress::codec::segment::Segment;
use crate::engine::progress::event::Event;
use crate::engine::sorted::Map;

/// What was found out about a segment.
pub(super) struct Known {
    pub(super) text: String,
    pub(super) segment: Segment,
    /// By id, once they were needed.
    pub(super) events: Option<Vec<Event>>,
    /// In which stores it was read.
    pub(super) within: [bool; 2],
}

#[derive(Default)]
pub(super) struct Shelf {
    pub(super) answers: bool,
    /// Name and, where it is a segment that was read, its place among the known ones.
    pub(super) names: Map<String, Option<usize>>,
}

/// Whether an event is among others that are sorted by id.
pub(super) fn holds(events: &[Event], event: &Event) -> bool {
    let from = events.partition_point(|other| other.id < event.id);
    events[from..].iter().take_while(|other| other.id == event.id).any(|other| other == event)
}
