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

use super::bits;
use super::bytes::{Reader, Writer, unzigzag, zigzag};
use super::tables::{Items, Shape};
use super::{CodecError, frame, v1};
use crate::engine::id::{DeviceId, EventId};
use crate::engine::progress::event::{Answered, Event, Graded, What};
use crate::engine::sorted::{Map, sort};
use crate::engine::time::{Millis, Now};

/// The version that is written, and the oldest that can read it.
const VERSION: u8 = 1;
const MIN_READER: u8 = 1;

/// So many events make a segment full: it takes no more. Ids of items cost less the more events share them; packing
/// so many stays below 8 ms in the page.
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
    events: u64,
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

/// What becomes a column.
#[derive(Default)]
struct Columns {
    shapes: Vec<u64>,
    counters: Vec<u64>,
    gaps: Vec<u64>,
    offsets: Vec<u64>,
    items: Vec<u64>,
    durations: Vec<u64>,
    seeds: Vec<u64>,
}

/// Packs events, at most [`FULL`], in any order.
#[must_use]
pub fn seal(generation: u64, events: &[Event]) -> String {
    let events = arranged(events);
    let mut rest = Writer::default();
    rest.varint(events.len() as u64);
    let spans = spans(&events);
    rest.varint(spans.len() as u64);
    for span in &spans {
        rest.fixed(span.device.0.to_le_bytes());
        rest.varint(span.events);
        rest.varint(span.first);
        rest.varint(span.last - span.first);
    }
    let items = Items::of(events.iter().filter_map(|event| match &event.what {
        What::Answered(Answered { item, hash, .. }) | What::Graded(Graded { item, hash, .. }) => Some((item, *hash)),
        _ => None,
    }));
    items.write(&mut rest);
    let shapes = Shape::all(&events);
    Shape::write(&shapes, &mut rest);
    let numbers: Map<&Shape, u64> = {
        let mut numbers = Map::new();
        for (shape, number) in shapes.iter().zip(1..) {
            numbers.insert(shape, number);
        }
        numbers
    };

    let mut columns = Columns::default();
    let mut raw = Writer::default();
    let mut raws = 0u64;
    let mut last = Last::new();
    for event in &events {
        let shape = Shape::of(&event.what);
        let number = shape.as_ref().and_then(|shape| numbers.get(&shape)).copied();
        let (item, duration_ms) = match &event.what {
            What::Answered(Answered { item, hash, duration_ms, .. })
            | What::Graded(Graded { item, hash, duration_ms, .. }) => (items.number(item, *hash), *duration_ms),
            _ => (None, 0),
        };
        let (Some(number), Some(item)) = (number, item) else {
            columns.shapes.push(0);
            raw.list(&v1::encode(event));
            raws += 1;
            last.pass(event);
            continue;
        };
        columns.shapes.push(number);
        if last.device != Some(event.id.device) {
            last.begin(&spans, event.id.device);
        }
        let expected = last.counter.wrapping_add(1);
        columns.counters.push(zigzag(event.id.counter.wrapping_sub(expected) as i64));
        let shown = event.now.at.0.wrapping_sub(i64::from(duration_ms));
        columns.gaps.push(zigzag(shown.wrapping_sub(last.at)));
        columns.offsets.push(zigzag(i64::from(event.now.utc_offset) - i64::from(last.offset)));
        columns.items.push(item);
        columns.durations.push(u64::from(duration_ms));
        if let What::Answered(answered) = &event.what {
            columns.seeds.push(answered.seed);
        }
        last.pass(event);
    }
    rest.varint(raws);
    rest.0.extend_from_slice(&raw.0);
    let Columns { shapes, counters, gaps, offsets, items, durations, seeds } = columns;
    for column in [shapes, counters, gaps, offsets, items, durations, seeds] {
        bits::write(&column, &mut rest);
    }

    let mut body = Writer(Vec::with_capacity(rest.0.len() + 16));
    body.varint(u64::from(VERSION));
    body.varint(generation);
    body.list(&rest.0);
    frame::seal(MIN_READER, &body.0)
}

/// What the next event is told from.
struct Last {
    device: Option<DeviceId>,
    counter: u64,
    at: i64,
    offset: i16,
}

impl Last {
    fn new() -> Self {
        Self { device: None, counter: 0, at: EPOCH_MS, offset: 0 }
    }

    fn begin(&mut self, spans: &[Span], device: DeviceId) {
        let first = spans.iter().find(|span| span.device == device).map_or(0, |span| span.first);
        self.device = Some(device);
        self.counter = first.wrapping_sub(1);
    }

    fn pass(&mut self, event: &Event) {
        self.device = Some(event.id.device);
        self.counter = event.id.counter;
        self.at = event.now.at.0;
        self.offset = event.now.utc_offset;
    }
}

/// The events as they stand in a segment.
fn arranged(events: &[Event]) -> Vec<Event> {
    let mut began: Map<DeviceId, i64> = Map::new();
    for event in events {
        let at = began.get(&event.id.device).map_or(event.now.at.0, |at| event.now.at.0.min(*at));
        began.insert(event.id.device, at);
    }
    let mut keyed: Vec<_> =
        events.iter().map(|event| (began.get(&event.id.device).copied().unwrap_or(0), event)).collect();
    sort(&mut keyed, |(a_began, a), (b_began, b)| {
        let (a_key, b_key) = ((a_began, a.id, a.now.at), (b_began, b.id, b.now.at));
        // Only where ids clash: rare enough to be written out.
        a_key.cmp(&b_key).then_with(|| if a == b { a_key.cmp(&b_key) } else { v1::encode(a).cmp(&v1::encode(b)) })
    });
    let mut events: Vec<Event> = keyed.into_iter().map(|(_, event)| event.clone()).collect();
    events.dedup();
    events
}

fn spans(events: &[Event]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for event in events {
        let EventId { device, counter } = event.id;
        match spans.last_mut().filter(|span| span.device == device) {
            Some(span) => {
                span.events += 1;
                span.last = counter;
            }
            None => spans.push(Span { device, events: 1, first: counter, last: counter }),
        }
    }
    spans
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
