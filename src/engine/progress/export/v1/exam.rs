//! Mock exams in an export of version 1.

use super::{CONFIDENCES, Reader, Writer, hex, word};
use crate::engine::bank::answer::Mark;
use crate::engine::bank::question::ContentHash;
use crate::engine::id::DomainId;
use crate::engine::json::Value;
use crate::engine::progress::exam::{Did, Ending, Given, Part, Passage, Slot, Source, Started, Step, Timing};

const SOURCES: [&str; 3] = ["form", "fresh", "mini"];
const DIDS: [&str; 11] = [
    "went",
    "answered",
    "cleared",
    "flagged",
    "struck",
    "noted",
    "highlighted",
    "closed",
    "opened",
    "forgave",
    "ended",
];
const TIMINGS: [(Timing, &str); 2] = [(Timing::Strict, "strict"), (Timing::Paused, "paused")];
const ENDINGS: [(Ending, &str); 4] = [
    (Ending::Completed, "completed"),
    (Ending::Early, "early"),
    (Ending::Expired, "expired"),
    (Ending::Abandoned, "abandoned"),
];
const PASSAGES: [(Passage, &str); 2] = [(Passage::Stem, "stem"), (Passage::Case, "case")];

pub(super) fn write_started(w: &mut Writer, started: &Started) {
    w.text("track", started.track.as_str());
    w.text("outline", &started.outline);
    w.open("source");
    match &started.source {
        Source::Form(form) => w.number(SOURCES[0], u64::from(*form)),
        Source::Fresh => w.truth(SOURCES[1], true),
        Source::Mini { count, domains, drills } => {
            w.open(SOURCES[2]);
            w.number("count", u64::from(*count));
            w.names("domains", domains.iter().map(DomainId::as_str));
            w.truth("drills", *drills);
            w.close();
        }
    }
    w.close();
    w.text("code", &started.code);
    w.number("seed", u64::from(started.seed));
    w.number("allowed_ms", u64::from(started.allowed_ms));
    w.number("extra_percent", u64::from(started.extra_percent));
    w.text("timing", word(&TIMINGS, started.timing));
    w.raw("parts", "[");
    for part in &started.parts {
        w.part();
        w.0.push('{');
        w.text("name", &part.name);
        w.number("break_minutes", u64::from(part.break_minutes));
        w.raw("questions", "[");
        for slot in &part.slots {
            w.part();
            w.0.push('{');
            w.text("item", slot.item.as_str());
            w.number("hash", u64::from(slot.hash.0));
            w.truth("pretest", slot.pretest);
            w.truth("seen", slot.seen);
            w.close();
        }
        w.0.push_str("]}");
    }
    w.0.push(']');
}

pub(super) fn write_step(w: &mut Writer, step: &Step) {
    w.text("device", &hex(step.sitting.device));
    w.number("counter", step.sitting.counter);
    w.number("number", u64::from(step.number));
    w.number("spent_ms", u64::from(step.spent_ms));
    w.number("rested_ms", u64::from(step.rested_ms));
    w.open("did");
    match &step.did {
        Did::Went(at) => w.number(DIDS[0], u64::from(*at)),
        Did::Answered(given) => {
            w.open(DIDS[1]);
            w.number("at", u64::from(given.at));
            w.answer(&given.answer);
            w.truth("right", given.mark.right);
            w.number("parts_right", u64::from(given.mark.parts_right));
            w.number("parts", u64::from(given.mark.parts));
            if let Some(confidence) = given.confidence {
                w.text("confidence", word(&CONFIDENCES, confidence));
            }
            w.number("duration_ms", u64::from(given.duration_ms));
            w.close();
        }
        Did::Cleared(at) => w.number(DIDS[2], u64::from(*at)),
        Did::Flagged { at, on } => {
            w.open(DIDS[3]);
            w.number("at", u64::from(*at));
            w.truth("on", *on);
            w.close();
        }
        Did::Struck { at, options } => {
            w.open(DIDS[4]);
            w.number("at", u64::from(*at));
            w.number("options", u64::from(*options));
            w.close();
        }
        Did::Noted { at, text } => {
            w.open(DIDS[5]);
            w.number("at", u64::from(*at));
            w.text("text", text);
            w.close();
        }
        Did::Highlighted { at, passage, ranges } => {
            w.open(DIDS[6]);
            w.number("at", u64::from(*at));
            w.text("passage", word(&PASSAGES, *passage));
            w.raw("ranges", "[");
            for (from, to) in ranges {
                w.part();
                w.0.push_str(&["[", &from.to_string(), ",", &to.to_string(), "]"].concat());
            }
            w.0.push(']');
            w.close();
        }
        Did::Closed => w.truth(DIDS[7], true),
        Did::Opened => w.truth(DIDS[8], true),
        Did::Forgave => w.truth(DIDS[9], true),
        Did::Ended(ending) => w.text(DIDS[10], word(&ENDINGS, *ending)),
    }
    w.close();
}

pub(super) fn read_started(reader: &Reader, value: &Value<'_>) -> Started {
    let r = &reader.reading;
    let (at, source) = r.variant(r.field(value, "source"), &SOURCES);
    Started {
        track: reader.track(r.field(value, "track")),
        outline: r.get(value, "outline"),
        source: match at {
            0 => Source::Form(r.integer(source, 0, u64::from(u8::MAX)) as u8),
            1 => Source::Fresh,
            _ => Source::Mini {
                count: r.get(source, "count"),
                domains: r.list(r.field(source, "domains")).iter().map(|id| DomainId::new(r.text(id))).collect(),
                drills: r.get(source, "drills"),
            },
        },
        code: r.get(value, "code"),
        seed: r.get(value, "seed"),
        allowed_ms: r.get(value, "allowed_ms"),
        extra_percent: r.get(value, "extra_percent"),
        timing: reader.choose(value, "timing", &TIMINGS),
        parts: r.list(r.field(value, "parts")).iter().map(|part| read_part(reader, part)).collect(),
    }
}

fn read_part(reader: &Reader, value: &Value<'_>) -> Part {
    let r = &reader.reading;
    let slot = |value: &Value<'_>| Slot {
        item: reader.item(value),
        hash: ContentHash(r.get(value, "hash")),
        pretest: r.get(value, "pretest"),
        seen: r.get(value, "seen"),
    };
    Part {
        name: r.get(value, "name"),
        break_minutes: r.get(value, "break_minutes"),
        slots: r.list(r.field(value, "questions")).iter().map(slot).collect(),
    }
}

pub(super) fn read_step(reader: &Reader, value: &Value<'_>) -> Step {
    let r = &reader.reading;
    Step {
        sitting: reader.id(value),
        number: r.get(value, "number"),
        spent_ms: r.get(value, "spent_ms"),
        rested_ms: r.get(value, "rested_ms"),
        did: read_did(reader, r.field(value, "did")),
    }
}

fn read_did(reader: &Reader, value: &Value<'_>) -> Did {
    let r = &reader.reading;
    let (what, value) = r.variant(value, &DIDS);
    let place = || r.integer(value, 0, u64::from(u16::MAX)) as u16;
    match what {
        0 => Did::Went(place()),
        1 => Did::Answered(Given {
            at: r.get(value, "at"),
            answer: reader.answer(r.field(value, "answer")),
            mark: Mark {
                right: r.get(value, "right"),
                parts_right: r.get(value, "parts_right"),
                parts: r.get(value, "parts"),
            },
            confidence: reader.maybe(value, "confidence").then(|| reader.choose(value, "confidence", &CONFIDENCES)),
            duration_ms: r.get(value, "duration_ms"),
        }),
        2 => Did::Cleared(place()),
        3 => Did::Flagged { at: r.get(value, "at"), on: r.get(value, "on") },
        4 => Did::Struck { at: r.get(value, "at"), options: r.get(value, "options") },
        5 => Did::Noted { at: r.get(value, "at"), text: r.get(value, "text") },
        6 => Did::Highlighted {
            at: r.get(value, "at"),
            passage: reader.choose(value, "passage", &PASSAGES),
            ranges: r.list(r.field(value, "ranges")).iter().map(|range| read_range(reader, range)).collect(),
        },
        7 => Did::Closed,
        8 => Did::Opened,
        9 => Did::Forgave,
        _ => Did::Ended(reader.among(value, &ENDINGS)),
    }
}

fn read_range(reader: &Reader, value: &Value<'_>) -> (u16, u16) {
    let r = &reader.reading;
    let ends = r.exactly(value, 2);
    let end = |at: usize| r.integer(r.at(ends, at), 0, u64::from(u16::MAX)) as u16;
    (end(0), end(1))
}
