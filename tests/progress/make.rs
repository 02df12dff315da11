//! Events for tests, said briefly.

use certdeck::engine::bank::answer::Answer;
use certdeck::engine::bank::question::ContentHash;
use certdeck::engine::id::{DeviceId, EventId, ItemId, TrackId};
use certdeck::engine::progress::event::{Answered, Confidence, Event, Grade, Graded, Place, Setting, What};
use certdeck::engine::time::{Millis, Now};

/// 2026-11-20T12:00Z.
pub const NOON: i64 = 1_795_176_000_000;
pub const MINUTE: i64 = 60_000;
pub const DAY: i64 = 86_400_000;

pub fn id(device: u64, counter: u64) -> EventId {
    EventId { device: DeviceId(device), counter }
}

/// An event of device 1, so many milliseconds after noon.
pub fn event(counter: u64, after: i64, what: What) -> Event {
    by(1, counter, after, what)
}

pub fn by(device: u64, counter: u64, after: i64, what: What) -> Event {
    Event { id: id(device, counter), now: Now { at: Millis(NOON + after), utc_offset: 0 }, what }
}

pub fn answered(item: &str, right: bool, confidence: Option<Confidence>) -> What {
    What::Answered(Answered {
        item: ItemId::new(item),
        hash: ContentHash(0x1234_5678),
        answer: Answer::Single(2),
        right,
        confidence,
        duration_ms: 30_000,
        place: Place::Study,
        seed: 7,
    })
}

pub fn graded(item: &str, grade: Grade) -> What {
    What::Graded(Graded {
        item: ItemId::new(item),
        hash: ContentHash(9),
        grade,
        duration_ms: 8_000,
        place: Place::Study,
    })
}

pub fn set(setting: Setting) -> What {
    What::Set(setting)
}

pub fn track(name: &str) -> TrackId {
    TrackId::new(name)
}

pub fn item(name: &str) -> ItemId {
    ItemId::new(name)
}
