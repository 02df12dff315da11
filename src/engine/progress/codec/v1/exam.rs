//! Mock exams in version 1. Published: nothing in here may change its meaning.
//!
//! A place in a paper is an item, a byte (bit 0 not scored, bit 1 seen before) and the hash of its content. What was
//! done in a step has the numbers below.

// Not inlined anywhere: the first program reads exams late (tools/split).

use super::{
    answer_kind, confidence, confidence_number, read_answer, read_id, read_item, read_track, write_answer, write_id,
    write_item, write_track,
};
use crate::engine::bank::answer::Mark;
use crate::engine::bank::question::ContentHash;
use crate::engine::id::DomainId;
use crate::engine::progress::codec::bytes::{Reader, Writer};
use crate::engine::progress::exam::{Did, Ending, Given, Part, Passage, Slot, Source, Started, Step, Timing};

const ENDINGS: [Ending; 4] = [Ending::Completed, Ending::Early, Ending::Expired, Ending::Abandoned];
const PASSAGES: [Passage; 2] = [Passage::Stem, Passage::Case];
const TIMINGS: [Timing; 2] = [Timing::Strict, Timing::Paused];

mod did {
    pub const WENT: u8 = 0;
    pub const ANSWERED: u8 = 1;
    pub const CLEARED: u8 = 2;
    pub const FLAGGED: u8 = 3;
    pub const UNFLAGGED: u8 = 4;
    pub const STRUCK: u8 = 5;
    pub const NOTED: u8 = 6;
    pub const HIGHLIGHTED: u8 = 7;
    pub const CLOSED: u8 = 8;
    pub const OPENED: u8 = 9;
    pub const FORGAVE: u8 = 10;
    pub const ENDED: u8 = 11;
}

fn number<T: PartialEq>(all: &[T], one: &T) -> u8 {
    all.iter().position(|other| other == one).unwrap_or_default() as u8
}

fn read_number<T: Copy>(r: &mut Reader<'_>, all: &[T]) -> Option<T> {
    all.get(usize::from(r.byte()?)).copied()
}

#[inline(never)]
pub(super) fn write_started(w: &mut Writer, started: &Started) {
    write_track(w, &started.track);
    w.text(&started.outline);
    match &started.source {
        Source::Form(form) => w.fixed([0, *form]),
        Source::Fresh => w.byte(1),
        Source::Mini { count, domains, drills } => {
            w.fixed([2 + u8::from(*drills), *count]);
            w.varint(domains.len() as u64);
            domains.iter().for_each(|domain| w.text(domain.as_str()));
        }
    }
    w.text(&started.code);
    w.varint(u64::from(started.seed));
    w.varint(u64::from(started.allowed_ms));
    w.byte(started.extra_percent);
    w.byte(number(&TIMINGS, &started.timing));
    w.varint(started.parts.len() as u64);
    for part in &started.parts {
        w.text(&part.name);
        w.varint(u64::from(part.break_minutes));
        w.varint(part.slots.len() as u64);
        for slot in &part.slots {
            write_item(w, &slot.item);
            w.byte(u8::from(slot.pretest) | u8::from(slot.seen) << 1);
            w.fixed(slot.hash.0.to_le_bytes());
        }
    }
}

#[inline(never)]
pub(super) fn read_started(r: &mut Reader<'_>) -> Option<Started> {
    Some(Started {
        track: read_track(r)?,
        outline: r.text()?.to_owned(),
        source: match r.byte()? {
            0 => Source::Form(r.byte()?),
            1 => Source::Fresh,
            drills @ 2..=3 => Source::Mini {
                count: r.byte()?,
                domains: r.several(|r| r.text().map(DomainId::new))?,
                drills: drills == 3,
            },
            _ => return None,
        },
        code: r.text()?.to_owned(),
        seed: r.narrow()?,
        allowed_ms: r.narrow()?,
        extra_percent: r.byte()?,
        timing: read_number(r, &TIMINGS)?,
        parts: r.several(read_part)?,
    })
}

fn read_part(r: &mut Reader<'_>) -> Option<Part> {
    let name = r.text()?.to_owned();
    let break_minutes = r.narrow()?;
    let slots = r.several(|r| {
        let item = read_item(r)?;
        let flags = Some(r.byte()?).filter(|flags| *flags < 4)?;
        let hash = ContentHash(u32::from_le_bytes(r.fixed()?));
        Some(Slot { item, hash, pretest: flags & 1 == 1, seen: flags & 2 == 2 })
    })?;
    Some(Part { name, break_minutes, slots })
}

#[inline(never)]
pub(super) fn write_step(w: &mut Writer, step: &Step) {
    write_id(w, step.sitting);
    w.varint(u64::from(step.number));
    w.varint(u64::from(step.spent_ms));
    w.varint(u64::from(step.rested_ms));
    let mut at = |tag: u8, at: u16| {
        w.byte(tag);
        w.varint(u64::from(at));
    };
    match &step.did {
        Did::Went(place) => at(did::WENT, *place),
        Did::Answered(given) => {
            at(did::ANSWERED, given.at);
            let Mark { right, parts_right, parts } = given.mark;
            let kind = answer_kind(&given.answer);
            w.fixed([u8::from(right) | confidence_number(given.confidence) << 1 | kind << 3, parts_right, parts]);
            write_answer(w, &given.answer);
            w.varint(u64::from(given.duration_ms));
        }
        Did::Cleared(place) => at(did::CLEARED, *place),
        Did::Flagged { at: place, on } => at(if *on { did::FLAGGED } else { did::UNFLAGGED }, *place),
        Did::Struck { at: place, options } => {
            at(did::STRUCK, *place);
            w.byte(*options);
        }
        Did::Noted { at: place, text } => {
            at(did::NOTED, *place);
            w.text(text);
        }
        Did::Highlighted { at: place, passage, ranges } => {
            at(did::HIGHLIGHTED, *place);
            w.byte(number(&PASSAGES, passage));
            w.varint(ranges.len() as u64);
            for (from, to) in ranges {
                w.varint(u64::from(*from));
                w.varint(u64::from(*to));
            }
        }
        Did::Closed => w.byte(did::CLOSED),
        Did::Opened => w.byte(did::OPENED),
        Did::Forgave => w.byte(did::FORGAVE),
        Did::Ended(ending) => w.fixed([did::ENDED, number(&ENDINGS, ending)]),
    }
}

#[inline(never)]
pub(super) fn read_step(r: &mut Reader<'_>) -> Option<Step> {
    Some(Step {
        sitting: read_id(r)?,
        number: r.narrow()?,
        spent_ms: r.narrow()?,
        rested_ms: r.narrow()?,
        did: match r.byte()? {
            did::WENT => Did::Went(r.narrow()?),
            did::ANSWERED => {
                let at = r.narrow()?;
                let [flags, parts_right, parts] = r.fixed()?;
                Did::Answered(Given {
                    at,
                    answer: read_answer(r, flags >> 3)?,
                    mark: Mark { right: flags & 1 == 1, parts_right, parts },
                    confidence: confidence(flags >> 1 & 3),
                    duration_ms: r.narrow()?,
                })
            }
            did::CLEARED => Did::Cleared(r.narrow()?),
            did::FLAGGED => Did::Flagged { at: r.narrow()?, on: true },
            did::UNFLAGGED => Did::Flagged { at: r.narrow()?, on: false },
            did::STRUCK => Did::Struck { at: r.narrow()?, options: r.byte()? },
            did::NOTED => Did::Noted { at: r.narrow()?, text: r.text()?.to_owned() },
            did::HIGHLIGHTED => Did::Highlighted {
                at: r.narrow()?,
                passage: read_number(r, &PASSAGES)?,
                ranges: r.several(|r| Some((r.narrow()?, r.narrow()?)))?,
            },
            did::CLOSED => Did::Closed,
            did::OPENED => Did::Opened,
            did::FORGAVE => Did::Forgave,
            did::ENDED => Did::Ended(read_number(r, &ENDINGS)?),
            _ => return None,
        },
    })
}
