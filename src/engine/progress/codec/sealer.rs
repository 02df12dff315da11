//! Packing a segment, step by step: a page that is in use must not stand still while thousands of events are packed.

use super::bits;
use super::bytes::{Writer, zigzag};
use super::segment::{Last, MIN_READER, Span, VERSION};
use super::tables::{Items, Shape};
use super::{frame, v1};
use crate::engine::id::{DeviceId, EventId};
use crate::engine::progress::event::{Answered, Event, Graded, What};
use crate::engine::sorted::{Map, sort};

/// So many events are packed in one step.
const AT_ONCE: usize = 1024;

/// Packs one segment.
pub struct Sealer {
    generation: u64,
    events: Vec<Event>,
    stage: Stage,
}

/// What comes next.
enum Stage {
    Arranging,
    Naming,
    Packing(Box<Packing>),
    Over,
}

/// The columns as far as they are filled.
struct Packing {
    spans: Vec<Span>,
    items: Items,
    shapes: Vec<Shape>,
    numbers: Map<Shape, u64>,
    columns: Columns,
    raw: Writer,
    raws: u64,
    last: Last,
    /// So many events are in them.
    done: usize,
}

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

impl Sealer {
    /// Begins with events, at most [`super::segment::FULL`], in any order.
    #[must_use]
    pub fn new(generation: u64, events: Vec<Event>) -> Self {
        Self { generation, events, stage: Stage::Arranging }
    }

    /// Does a part of the work; the segment once it is done.
    pub fn step(&mut self) -> Option<String> {
        match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Arranging => {
                arrange(&mut self.events);
                self.stage = Stage::Naming;
            }
            Stage::Naming => self.stage = Stage::Packing(Box::new(Packing::new(&self.events))),
            Stage::Packing(mut packing) if packing.done < self.events.len() => {
                packing.some(&self.events);
                self.stage = Stage::Packing(packing);
            }
            Stage::Packing(packing) => return Some(packing.finish(self.generation)),
            Stage::Over => {}
        }
        None
    }
}

impl Packing {
    fn new(events: &[Event]) -> Self {
        let items = Items::of(events.iter().filter_map(|event| match &event.what {
            What::Answered(Answered { item, hash, .. }) | What::Graded(Graded { item, hash, .. }) => {
                Some((item, *hash))
            }
            _ => None,
        }));
        let shapes = Shape::all(events);
        let mut numbers = Map::new();
        for (shape, number) in shapes.iter().zip(1..) {
            numbers.insert(shape.clone(), number);
        }
        let (columns, raw, last) = (Columns::default(), Writer::default(), Last::new());
        Self { spans: spans(events), items, shapes, numbers, columns, raw, raws: 0, last, done: 0 }
    }

    /// Packs some more.
    fn some(&mut self, events: &[Event]) {
        let Self { spans, items, numbers, columns, raw, raws, last, done, .. } = self;
        let end = events.len().min(*done + AT_ONCE);
        for event in &events[*done..end] {
            let shape = Shape::of(&event.what);
            let number = shape.as_ref().and_then(|shape| numbers.get(shape)).copied();
            let (item, duration_ms) = match &event.what {
                What::Answered(Answered { item, hash, duration_ms, .. })
                | What::Graded(Graded { item, hash, duration_ms, .. }) => (items.number(item, *hash), *duration_ms),
                _ => (None, 0),
            };
            let (Some(number), Some(item)) = (number, item) else {
                columns.shapes.push(0);
                raw.list(&v1::encode(event));
                *raws += 1;
                last.pass(event);
                continue;
            };
            columns.shapes.push(number);
            if last.device != Some(event.id.device) {
                last.begin(spans, event.id.device);
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
        *done = end;
    }

    fn finish(self, generation: u64) -> String {
        let mut rest = Writer::default();
        rest.varint(self.done as u64);
        rest.varint(self.spans.len() as u64);
        for span in &self.spans {
            rest.fixed(span.device.0.to_le_bytes());
            rest.varint(span.events);
            rest.varint(span.first);
            rest.varint(span.last - span.first);
        }
        self.items.write(&mut rest);
        Shape::write(&self.shapes, &mut rest);
        rest.varint(self.raws);
        rest.0.extend_from_slice(&self.raw.0);
        let Columns { shapes, counters, gaps, offsets, items, durations, seeds } = self.columns;
        for column in [shapes, counters, gaps, offsets, items, durations, seeds] {
            bits::write(&column, &mut rest);
        }

        let mut body = Writer(Vec::with_capacity(rest.0.len() + 16));
        body.varint(u64::from(VERSION));
        body.varint(generation);
        body.list(&rest.0);
        frame::seal(MIN_READER, &body.0)
    }
}

/// Brings the events into the order of a segment, each once.
fn arrange(events: &mut Vec<Event>) {
    let mut began: Map<DeviceId, i64> = Map::new();
    for event in &*events {
        let at = began.get(&event.id.device).map_or(event.now.at.0, |at| event.now.at.0.min(*at));
        began.insert(event.id.device, at);
    }
    let since = |event: &Event| began.get(&event.id.device).copied().unwrap_or(0);
    let mut keyed: Vec<_> = events.drain(..).map(|event| (since(&event), event)).collect();
    sort(&mut keyed, |(a_began, a), (b_began, b)| {
        let (a_key, b_key) = ((a_began, a.id, a.now.at), (b_began, b.id, b.now.at));
        // Only where ids clash: rare enough to be written out.
        a_key.cmp(&b_key).then_with(|| if a == b { a_key.cmp(&b_key) } else { v1::encode(a).cmp(&v1::encode(b)) })
    });
    events.extend(keyed.into_iter().map(|(_, event)| event));
    events.dedup();
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
