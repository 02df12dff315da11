//! Segments: thousands of events in one text, a quarter as long as the events' own lines.
//!
//! The frame is that of a line (see [`super`]), but its first character is the oldest version that can read the
//! segment: `min_reader`. A reader that is older leaves it alone and knows that it is sound. Then, before base64:
//!
//! | part | bytes |
//! |---|---|
//! | version that wrote it, generation, length of all that follows | varints |
//! | how many events | varint |
//! | devices: how many, then for each its number, events, lowest counter, highest less lowest | varint; 8, varints |
//! | items: groups of ids that differ in the digits at their end | see [`super::tables`] |
//! | shapes: everything of an answer or grade besides item, time and seed, most frequent first | see [`Shape`] |
//! | raw: events of any other kind, as in their own lines, one list each | lists |
//! | seven columns: shape (0 is raw), and of what is not raw counter, time, offset, item, duration; of answers seed | see [`super::bits`] |
//!
//! Events stand by device (the one that began first comes first), then by counter. The counter's column holds how
//! much it is above the next expected; time is that from the last event to when the item was shown. A segment never
//! changes: more events make another one, of a higher generation.

pub use super::sealer::Sealer;

use super::bits;
use super::bytes::{Reader, unzigzag};
use super::tables::{Items, Shape};
use super::{CodecError, frame, v1};
use crate::engine::id::{DeviceId, EventId};
use crate::engine::progress::event::Event;
use crate::engine::time::{Millis, Now};

/// The version that is written, and the oldest that can read it.
pub(super) const VERSION: u8 = 1;
pub(super) const MIN_READER: u8 = 1;

/// So many events make a segment full: it takes no more. Ids of items cost less the more events share them.
pub const FULL: usize = 4096;

/// More are not read: nothing of ours has so many.
const MOST: u64 = 65_535;

/// 2026-01-01T00:00Z in milliseconds: the time before the first event's.
const EPOCH_MS: i64 = 1_767_225_600_000;

/// A segment that is sound, unpacked as far as one must to know what may be in it.
#[derive(Clone, Debug)]
pub struct Segment {
    generation: u64,
    count: usize,
    devices: Vec<Span>,
    /// What follows the devices.
    rest: Vec<u8>,
}

/// What a segment holds of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Which.
    pub device: DeviceId,
    pub(super) events: u64,
    /// The lowest counter.
    pub first: u64,
    /// The highest counter.
    pub last: u64,
}

impl Span {
    /// Whether an event of this id may be in it.
    #[must_use]
    pub fn may_hold(&self, id: EventId) -> bool {
        self.device == id.device && (self.first..=self.last).contains(&id.counter)
    }
}

/// Packs events, at most [`FULL`], in any order.
#[must_use]
pub fn seal(generation: u64, events: &[Event]) -> String {
    let mut sealer = Sealer::new(generation, events.to_vec());
    loop {
        if let Some(text) = sealer.step() {
            return text;
        }
    }
}

/// What the next event is told from.
pub(super) struct Last {
    pub(super) device: Option<DeviceId>,
    pub(super) counter: u64,
    pub(super) at: i64,
    pub(super) offset: i16,
}

impl Last {
    pub(super) fn new() -> Self {
        Self { device: None, counter: 0, at: EPOCH_MS, offset: 0 }
    }

    pub(super) fn begin(&mut self, spans: &[Span], device: DeviceId) {
        let first = spans.iter().find(|span| span.device == device).map_or(0, |span| span.first);
        self.device = Some(device);
        self.counter = first.wrapping_sub(1);
    }

    pub(super) fn pass(&mut self, event: &Event) {
        self.device = Some(event.id.device);
        self.counter = event.id.counter;
        self.at = event.now.at.0;
        self.offset = event.now.utc_offset;
    }
}

/// A segment's name in storage: generation and checksum, so that two different segments never share one.
#[must_use]
pub fn storage_name(generation: u64, text: &str) -> String {
    [&generation.to_string(), ".", &text[text.len().saturating_sub(frame::CHECK_LEN)..]].concat()
}

/// The generation that a segment's name tells; `None` where it is no such name.
#[must_use]
pub fn generation(storage_name: &str) -> Option<u64> {
    storage_name.split_once('.')?.0.parse().ok()
}

/// Whether a text is sound, and what may be in it.
///
/// # Errors
/// Damage, or a version that this code can't read.
pub fn open(text: &str) -> Result<Segment, CodecError> {
    match frame::open(text)? {
        (min_reader, _) if min_reader > VERSION => Err(CodecError::Newer(min_reader)),
        (0, _) => Err(CodecError::Damaged),
        (_, body) => frame::read_base64(body).and_then(|body| head(&body)).ok_or(CodecError::Damaged),
    }
}

fn head(body: &[u8]) -> Option<Segment> {
    let r = &mut Reader(body);
    let (_, generation) = (r.varint()?, r.varint()?);
    let rest = r.list()?;
    // A later version may say more behind the end, which this one does not need.
    let r = &mut Reader(rest);
    let count = r.varint().filter(|count| *count <= MOST)?;
    let many = r.varint().filter(|many| *many <= count)?;
    let mut devices = Vec::with_capacity(many as usize);
    for _ in 0..many {
        let device = DeviceId(u64::from_le_bytes(r.fixed()?));
        let (events, first) = (r.varint()?, r.varint()?);
        devices.push(Span { device, events, first, last: first.checked_add(r.varint()?)? });
    }
    let sum = devices.iter().try_fold(0u64, |sum, span| sum.checked_add(span.events))?;
    (sum == count).then(|| Segment { generation, count: count as usize, devices, rest: r.0.to_vec() })
}

impl Segment {
    /// Counts up with each that is made of others.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// How many events are in it.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whose events are in it.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.devices
    }

    /// The events.
    ///
    /// # Errors
    /// [`CodecError::Damaged`] for a text that is sound and means nothing: no writer of ours has made it.
    pub fn events(&self) -> Result<Vec<Event>, CodecError> {
        self.unpack().ok_or(CodecError::Damaged)
    }

    fn unpack(&self) -> Option<Vec<Event>> {
        let r = &mut Reader(&self.rest);
        let items = Items::read(r)?;
        let shapes = Shape::read(r)?;
        let mut raws = Vec::new();
        for _ in 0..r.varint().filter(|raws| *raws <= self.count as u64)? {
            raws.push(r.list()?);
        }
        let numbers = bits::read(self.count, r)?;
        let packed = numbers.iter().filter(|number| **number > 0).count();
        let answers = numbers.iter().filter(|number| shape(&shapes, **number).is_some_and(Shape::has_seed)).count();
        let mut column = |count| bits::read(count, r).map(Vec::into_iter);
        let (mut counters, mut gaps, mut offsets) = (column(packed)?, column(packed)?, column(packed)?);
        let (mut item_numbers, mut durations, mut seeds) = (column(packed)?, column(packed)?, column(answers)?);
        if !r.0.is_empty() || raws.len() + packed != self.count {
            return None;
        }

        let mut raws = raws.into_iter();
        let mut numbers = numbers.into_iter();
        let mut events = Vec::with_capacity(self.count);
        let mut last = Last::new();
        for span in &self.devices {
            last.begin(&self.devices, span.device);
            for _ in 0..span.events {
                let number = numbers.next()?;
                if number == 0 {
                    let event = v1::decode(raws.next()?).filter(|event| event.id.device == span.device)?;
                    last.pass(&event);
                    events.push(event);
                    continue;
                }
                let counter = last.counter.wrapping_add(1).wrapping_add(unzigzag(counters.next()?) as u64);
                let duration_ms = u32::try_from(durations.next()?).ok()?;
                let shown = last.at.wrapping_add(unzigzag(gaps.next()?));
                let at = Millis(shown.wrapping_add(i64::from(duration_ms)));
                let utc_offset = i64::from(last.offset).checked_add(unzigzag(offsets.next()?))?.try_into().ok()?;
                let (item, hash) = items.get(item_numbers.next()?)?;
                let shape = shape(&shapes, number)?;
                let seed = if shape.has_seed() { seeds.next()? } else { 0 };
                let what = shape.what(item.clone(), hash, duration_ms, seed)?;
                let id = EventId { device: span.device, counter };
                let event = Event { id, now: Now { at, utc_offset }, what };
                last.pass(&event);
                events.push(event);
            }
        }
        Some(events)
    }
}

fn shape(shapes: &[Shape], number: u64) -> Option<&Shape> {
    shapes.get(usize::try_from(number.checked_sub(1)?).ok()?)
}
