//! Version 1 of an event's body. Published: nothing in here may change its meaning.
//!
//! | part | bytes |
//! |---|---|
//! | what happened: see `tag` | 1 |
//! | device | 8, little-endian |
//! | counter | varint |
//! | time: milliseconds since 2026-01-01T00:00Z | signed varint |
//! | offset: quarters of an hour twice, or minutes twice and one more | varint |
//! | the rest, by what happened | |
//!
//! An item's id is a byte (bits 0–2 track, bits 3–4 kind), the topic as a word and the number as a varint. Ids of
//! another shape are written out. Tracks, kinds, grades and settings have the numbers below, whatever the order of
//! their names elsewhere.

mod exam;
mod setting;

use super::bytes::{Reader, Writer, unzigzag, zigzag};
use crate::engine::bank::answer::Answer;
use crate::engine::bank::question::ContentHash;
use crate::engine::id::{DeviceId, EventId, ItemId, ItemKind, TrackId};
use crate::engine::progress::event::{Answered, Confidence, Event, Grade, Graded, Place, What};
use crate::engine::time::{Millis, Now};

/// 2026-01-01T00:00Z in milliseconds: times near it are short.
const EPOCH_MS: i64 = 1_767_225_600_000;

/// Tracks by number.
const TRACKS: [&str; 6] = ["pmp", "capm", "csm", "mla", "aif", "cpmai"];
/// The track is none of those: it follows as a word.
const OTHER_TRACK: u8 = 6;
/// The id has another shape: it follows as text.
const WRITTEN_OUT: u8 = 7;

mod tag {
    pub const ANSWERED: u8 = 0;
    pub const GRADED: u8 = 1;
    pub const SKIPPED: u8 = 2;
    pub const FLAGGED: u8 = 3;
    pub const UNFLAGGED: u8 = 4;
    pub const SUSPENDED: u8 = 5;
    pub const RESUMED: u8 = 6;
    pub const UNDONE: u8 = 7;
    pub const SET: u8 = 8;
    pub const DELETED_ALL: u8 = 9;
    pub const DELETED_TRACK: u8 = 10;
    pub const EXAM_STARTED: u8 = 20;
    pub const EXAM_STEP: u8 = 21;
    pub const WANTED: u8 = 22;
}

pub(super) fn encode(event: &Event) -> Vec<u8> {
    let mut w = Writer(Vec::with_capacity(48));
    w.byte(match &event.what {
        What::Answered(_) => tag::ANSWERED,
        What::Graded(_) => tag::GRADED,
        What::Skipped(_) => tag::SKIPPED,
        What::Flagged { on: true, .. } => tag::FLAGGED,
        What::Flagged { on: false, .. } => tag::UNFLAGGED,
        What::Suspended { on: true, .. } => tag::SUSPENDED,
        What::Suspended { on: false, .. } => tag::RESUMED,
        What::Undone(_) => tag::UNDONE,
        What::Set(_) => tag::SET,
        What::Deleted(None) => tag::DELETED_ALL,
        What::Deleted(Some(_)) => tag::DELETED_TRACK,
        What::ExamStarted(_) => tag::EXAM_STARTED,
        What::ExamStep(_) => tag::EXAM_STEP,
        What::Wanted(_) => tag::WANTED,
    });
    write_id(&mut w, event.id);
    w.signed(event.now.at.0.wrapping_sub(EPOCH_MS));
    let offset = i64::from(event.now.utc_offset);
    w.varint(if offset % 15 == 0 { zigzag(offset / 15) << 1 } else { zigzag(offset) << 1 | 1 });
    match &event.what {
        What::Answered(answered) => write_answered(&mut w, answered),
        What::Graded(graded) => {
            write_item(&mut w, &graded.item);
            w.byte((graded.grade as u8 - 1) | place_number(graded.place) << 2);
            w.fixed(graded.hash.0.to_le_bytes());
            w.varint(u64::from(graded.duration_ms));
        }
        What::Skipped(item) | What::Flagged { item, .. } | What::Suspended { item, .. } => write_item(&mut w, item),
        What::Undone(id) => write_id(&mut w, *id),
        What::Set(setting) => setting::write(&mut w, setting),
        What::Deleted(None) => {}
        What::Deleted(Some(track)) => write_track(&mut w, track),
        What::ExamStarted(started) => exam::write_started(&mut w, started),
        What::ExamStep(step) => exam::write_step(&mut w, step),
        What::Wanted(items) => {
            w.varint(items.len() as u64);
            items.iter().for_each(|item| write_item(&mut w, item));
        }
    }
    w.0
}

/// `None` where the body is not one of version 1.
pub(super) fn decode(body: &[u8]) -> Option<Event> {
    let r = &mut Reader(body);
    let tag = r.byte()?;
    let id = read_id(r)?;
    let at = Millis(r.signed()?.wrapping_add(EPOCH_MS));
    let offset = r.varint()?;
    let utc_offset = unzigzag(offset >> 1).checked_mul(if offset & 1 == 0 { 15 } else { 1 })?.try_into().ok()?;
    let what = match tag {
        tag::ANSWERED => What::Answered(read_answered(r)?),
        tag::GRADED => {
            let item = read_item(r)?;
            let flags = r.byte()?;
            What::Graded(Graded {
                item,
                grade: [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy][usize::from(flags & 3)],
                place: place(flags >> 2)?,
                hash: ContentHash(u32::from_le_bytes(r.fixed()?)),
                duration_ms: r.narrow()?,
            })
        }
        tag::SKIPPED => What::Skipped(read_item(r)?),
        tag::FLAGGED | tag::UNFLAGGED => What::Flagged { item: read_item(r)?, on: tag == tag::FLAGGED },
        tag::SUSPENDED | tag::RESUMED => What::Suspended { item: read_item(r)?, on: tag == tag::SUSPENDED },
        tag::UNDONE => What::Undone(read_id(r)?),
        tag::SET => What::Set(setting::read(r)?),
        tag::DELETED_ALL => What::Deleted(None),
        tag::DELETED_TRACK => What::Deleted(Some(read_track(r)?)),
        tag::EXAM_STARTED => What::ExamStarted(Box::new(exam::read_started(r)?)),
        tag::EXAM_STEP => What::ExamStep(Box::new(exam::read_step(r)?)),
        tag::WANTED => What::Wanted(r.several(read_item)?),
        _ => return None,
    };
    // Bytes behind the end would be something that this code doesn't understand.
    r.0.is_empty().then_some(Event { id, now: Now { at, utc_offset }, what })
}

fn write_answered(w: &mut Writer, answered: &Answered) {
    write_item(w, &answered.item);
    let (confidence, kind) = (confidence_number(answered.confidence), answer_kind(&answered.answer));
    w.byte(u8::from(answered.right) | confidence << 1 | place_number(answered.place) << 3 | kind << 5);
    write_answer(w, &answered.answer);
    w.fixed(answered.hash.0.to_le_bytes());
    w.varint(u64::from(answered.duration_ms));
    w.varint(answered.seed);
}

fn read_answered(r: &mut Reader<'_>) -> Option<Answered> {
    let item = read_item(r)?;
    let flags = r.byte()?;
    let (answer, confidence) = (read_answer(r, flags >> 5)?, confidence(flags >> 1 & 3));
    Some(Answered {
        item,
        hash: ContentHash(u32::from_le_bytes(r.fixed()?)),
        answer,
        right: flags & 1 == 1,
        confidence,
        duration_ms: r.narrow()?,
        place: place(flags >> 3 & 3)?,
        seed: r.varint()?,
    })
}

fn answer_kind(answer: &Answer) -> u8 {
    match answer {
        Answer::Single(_) => 0,
        Answer::Multiple(_) => 1,
        Answer::Matching(_) => 2,
        Answer::Ordering(_) => 3,
        Answer::Numeric(_) => 4,
        Answer::Hotspot(_) => 5,
    }
}

fn write_answer(w: &mut Writer, answer: &Answer) {
    match answer {
        Answer::Single(at) | Answer::Hotspot(at) | Answer::Multiple(at) => w.byte(*at),
        Answer::Matching(list) | Answer::Ordering(list) => w.list(list),
        // Round numbers end in zero bits: turned round they are short.
        Answer::Numeric(value) => w.varint(value.to_bits().swap_bytes()),
    }
}

fn read_answer(r: &mut Reader<'_>, kind: u8) -> Option<Answer> {
    Some(match kind {
        0 => Answer::Single(r.byte()?),
        1 => Answer::Multiple(r.byte()?),
        2 => Answer::Matching(r.list()?.to_vec()),
        3 => Answer::Ordering(r.list()?.to_vec()),
        4 => Answer::Numeric(Some(f64::from_bits(r.varint()?.swap_bytes())).filter(|value| value.is_finite())?),
        5 => Answer::Hotspot(r.byte()?),
        _ => return None,
    })
}

fn confidence_number(confidence: Option<Confidence>) -> u8 {
    match confidence {
        None => 0,
        Some(Confidence::Guessed) => 1,
        Some(Confidence::ThoughtSo) => 2,
        Some(Confidence::Certain) => 3,
    }
}

/// Of two bits.
fn confidence(number: u8) -> Option<Confidence> {
    [None, Some(Confidence::Guessed), Some(Confidence::ThoughtSo), Some(Confidence::Certain)][usize::from(number & 3)]
}

pub(super) fn place_number(place: Place) -> u8 {
    match place {
        Place::Study => 0,
        Place::Practice => 1,
        Place::Exam => 2,
    }
}

pub(super) fn place(number: u8) -> Option<Place> {
    [Place::Study, Place::Practice, Place::Exam].get(usize::from(number)).copied()
}

fn write_id(w: &mut Writer, id: EventId) {
    w.fixed(id.device.0.to_le_bytes());
    w.varint(id.counter);
}

fn read_id(r: &mut Reader<'_>) -> Option<EventId> {
    Some(EventId { device: DeviceId(u64::from_le_bytes(r.fixed()?)), counter: r.varint()? })
}

fn write_track(w: &mut Writer, track: &TrackId) {
    match TRACKS.iter().position(|name| *name == track.as_str()) {
        Some(at) => w.byte(at as u8),
        None => {
            w.byte(WRITTEN_OUT);
            w.text(track.as_str());
        }
    }
}

fn read_track(r: &mut Reader<'_>) -> Option<TrackId> {
    let number = r.byte()?;
    let name = if number == WRITTEN_OUT { r.text()? } else { TRACKS.get(usize::from(number))? };
    Some(TrackId::new(name))
}

fn write_item(w: &mut Writer, item: &ItemId) {
    let text = item.as_str();
    let parts = ItemId::parse(text).and_then(|_| {
        let (track, rest) = text.split_once('-')?;
        let (topic, tail) = rest.rsplit_once('-')?;
        let number: u64 = tail.trim_start_matches(|c: char| c.is_ascii_lowercase()).parse().ok()?;
        Some((track, topic, number))
    });
    let Some((track, topic, number)) = parts else {
        w.byte(WRITTEN_OUT);
        return w.text(text);
    };
    let kind = match item.kind() {
        ItemKind::Question => 0,
        ItemKind::Card => 1,
        ItemKind::Drill => 2,
        ItemKind::Case => 3,
    };
    match TRACKS.iter().position(|name| *name == track) {
        Some(at) => w.byte(at as u8 | kind << 3),
        None => {
            w.byte(OTHER_TRACK | kind << 3);
            w.word(track);
        }
    }
    w.word(topic);
    w.varint(number);
}

fn read_item(r: &mut Reader<'_>) -> Option<ItemId> {
    let head = r.byte()?;
    let mut text = String::with_capacity(32);
    match head & 7 {
        WRITTEN_OUT => return Some(ItemId::new(r.text()?)),
        OTHER_TRACK => {
            r.word(&mut text)?;
        }
        at => text.push_str(TRACKS.get(usize::from(at))?),
    }
    text.push('-');
    r.word(&mut text)?;
    text.push('-');
    let number = r.varint()?;
    let (letter, digits) = match head >> 3 {
        0 => ("", 3),
        1 => ("c", 2),
        2 => ("d", 2),
        3 => ("k", 2),
        _ => return None,
    };
    text.push_str(letter);
    if number >= 10u64.pow(digits) {
        return None;
    }
    for place in (0..digits).rev() {
        text.push(char::from(b'0' + (number / 10u64.pow(place) % 10) as u8));
    }
    Some(ItemId::new(&text))
}
