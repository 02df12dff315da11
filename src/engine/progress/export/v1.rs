//! Version 1 of an event in an export: the shape that its JSON has. Published: it may gain fields, never lose or
//! change one.
//!
//! What is written in plain words is this:
//!
//! ```json
//! {"device":"16 hexadecimal digits","counter":0,"at_ms":0,"utc_offset_minutes":0,"what":{"a word":…}}
//! ```

mod exam;
mod writer;

use crate::engine::bank::answer::Answer;
use crate::engine::bank::question::ContentHash;
use crate::engine::decimal;
use crate::engine::id::{DeviceId, EventId, ItemId, TrackId};
use crate::engine::json::{Read, Reading, Value, parse};
use crate::engine::progress::event::{
    Answered, Confidence, Event, Grade, Graded, Parameters, Place, Setting, Theme, What,
};
use crate::engine::time::{Date, Millis, Now, StudyDay};
use std::cell::Cell;
use writer::Writer;

const WHATS: [&str; 11] = [
    "answered",
    "graded",
    "skipped",
    "flagged",
    "suspended",
    "undone",
    "set",
    "deleted",
    "exam_started",
    "exam_step",
    "wanted",
];
const ANSWERS: [&str; 6] = ["single", "multiple", "matching", "ordering", "numeric", "hotspot"];
const SETTINGS: [&str; 14] = [
    "track",
    "theme",
    "retention",
    "new_per_day",
    "rollover",
    "text_size",
    "reduced_motion",
    "shortcuts",
    "ask_confidence",
    "exam_date",
    "minutes",
    "days_off",
    "target",
    "parameters",
];
const GRADES: [(Grade, &str); 4] =
    [(Grade::Again, "again"), (Grade::Hard, "hard"), (Grade::Good, "good"), (Grade::Easy, "easy")];
const CONFIDENCES: [(Confidence, &str); 3] =
    [(Confidence::Guessed, "guessed"), (Confidence::ThoughtSo, "thought_so"), (Confidence::Certain, "certain")];
const PLACES: [(Place, &str); 3] = [(Place::Study, "study"), (Place::Practice, "practice"), (Place::Exam, "exam")];
const THEMES: [(Theme, &str); 3] = [(Theme::System, "system"), (Theme::Light, "light"), (Theme::Dark, "dark")];

/// Sixteen hexadecimal digits: numbers of that size do not survive every JSON tool.
pub(super) fn hex(device: DeviceId) -> String {
    (0..16).rev().filter_map(|place| char::from_digit((device.0 >> (4 * place) & 15) as u32, 16)).collect()
}

/// Writes one event. All texts in it are ids, dates and words of ours; what is none of that is escaped all the same.
pub(super) fn write(event: &Event) -> String {
    let mut w = Writer(String::with_capacity(256));
    w.0.push('{');
    w.text("device", &hex(event.id.device));
    w.number("counter", event.id.counter);
    w.raw("at_ms", &event.now.at.0.to_string());
    w.raw("utc_offset_minutes", &event.now.utc_offset.to_string());
    w.open("what");
    match &event.what {
        What::Answered(answered) => {
            w.open(WHATS[0]);
            w.text("item", answered.item.as_str());
            w.number("hash", u64::from(answered.hash.0));
            w.answer(&answered.answer);
            w.truth("right", answered.right);
            if let Some(confidence) = answered.confidence {
                w.text("confidence", word(&CONFIDENCES, confidence));
            }
            w.number("duration_ms", u64::from(answered.duration_ms));
            w.text("place", word(&PLACES, answered.place));
            w.number("seed", answered.seed);
        }
        What::Graded(graded) => {
            w.open(WHATS[1]);
            w.text("item", graded.item.as_str());
            w.number("hash", u64::from(graded.hash.0));
            w.text("grade", word(&GRADES, graded.grade));
            w.number("duration_ms", u64::from(graded.duration_ms));
            w.text("place", word(&PLACES, graded.place));
        }
        What::Skipped(item) => {
            w.open(WHATS[2]);
            w.text("item", item.as_str());
        }
        What::Flagged { item, on } => w.switch(WHATS[3], item, *on),
        What::Suspended { item, on } => w.switch(WHATS[4], item, *on),
        What::Undone(id) => {
            w.open(WHATS[5]);
            w.text("device", &hex(id.device));
            w.number("counter", id.counter);
        }
        What::Set(setting) => {
            w.open(WHATS[6]);
            w.setting(setting);
        }
        What::Deleted(track) => {
            w.open(WHATS[7]);
            w.text_or_null("track", track.as_ref().map(TrackId::as_str));
        }
        What::ExamStarted(started) => {
            w.open(WHATS[8]);
            exam::write_started(&mut w, started);
        }
        What::ExamStep(step) => {
            w.open(WHATS[9]);
            exam::write_step(&mut w, step);
        }
        What::Wanted(items) => {
            w.open(WHATS[10]);
            w.names("items", items.iter().map(ItemId::as_str));
        }
    }
    w.0.push_str("}}}");
    w.0
}

fn word<T: Copy + PartialEq>(words: &[(T, &'static str)], value: T) -> &'static str {
    words.iter().find(|(known, _)| *known == value).map_or("", |(_, word)| word)
}

/// Reads one event, or says for learners why not.
pub(super) fn read(text: &str) -> Result<Event, &'static str> {
    let value = parse(text).map_err(|_| "it is not sound JSON")?;
    let reader = Reader { reading: Reading::default(), objection: Cell::new(None) };
    let event = reader.event(&value);
    if reader.reading.fault().is_some() {
        return Err("a part of it is missing or is not what it should be");
    }
    reader.objection.get().map_or(Ok(event), Err)
}

/// Reads on whatever it meets; what it met first is told in the end.
struct Reader {
    reading: Reading,
    objection: Cell<Option<&'static str>>,
}

impl Reader {
    fn object(&self, why: &'static str) {
        if self.objection.get().is_none() {
            self.objection.set(Some(why));
        }
    }

    fn event(&self, value: &Value<'_>) -> Event {
        let r = &self.reading;
        let (at_ms, utc_offset): (i64, i16) = (r.get(value, "at_ms"), r.get(value, "utc_offset_minutes"));
        // The years 1970 to 9999: what lies outside was not written by any clock.
        if !(0..=253_402_300_799_999).contains(&at_ms) || utc_offset.unsigned_abs() > 840 {
            self.object("its time is not one that a clock shows");
        }
        Event {
            what: self.what(r.field(value, "what")),
            id: self.id(value),
            now: Now { at: Millis(at_ms), utc_offset },
        }
    }

    fn what(&self, value: &Value<'_>) -> What {
        let r = &self.reading;
        let (at, value) = r.variant(value, &WHATS);
        match at {
            0 => What::Answered(Answered {
                item: self.item(value),
                hash: ContentHash(r.get(value, "hash")),
                answer: self.answer(r.field(value, "answer")),
                right: r.get(value, "right"),
                confidence: self.maybe(value, "confidence").then(|| self.choose(value, "confidence", &CONFIDENCES)),
                duration_ms: r.get(value, "duration_ms"),
                place: self.choose(value, "place", &PLACES),
                seed: r.get(value, "seed"),
            }),
            1 => What::Graded(Graded {
                item: self.item(value),
                hash: ContentHash(r.get(value, "hash")),
                grade: self.choose(value, "grade", &GRADES),
                duration_ms: r.get(value, "duration_ms"),
                place: self.choose(value, "place", &PLACES),
            }),
            2 => What::Skipped(self.item(value)),
            3 => What::Flagged { item: self.item(value), on: r.get(value, "on") },
            4 => What::Suspended { item: self.item(value), on: r.get(value, "on") },
            5 => What::Undone(self.id(value)),
            6 => What::Set(self.setting(value)),
            7 => What::Deleted(self.maybe(value, "track").then(|| self.track(r.field(value, "track")))),
            8 => What::ExamStarted(Box::new(exam::read_started(self, value))),
            9 => What::ExamStep(Box::new(exam::read_step(self, value))),
            _ => What::Wanted(r.list(r.field(value, "items")).iter().map(|item| self.item_of(item)).collect()),
        }
    }

    fn answer(&self, value: &Value<'_>) -> Answer {
        let r = &self.reading;
        let (at, value) = r.variant(value, &ANSWERS);
        let byte = || r.integer(value, 0, u64::from(u8::MAX)) as u8;
        let bytes = || r.list(value).iter().map(|value| r.integer(value, 0, u64::from(u8::MAX)) as u8).collect();
        match at {
            0 => Answer::Single(byte()),
            1 => Answer::Multiple(byte()),
            2 => Answer::Matching(bytes()),
            3 => Answer::Ordering(bytes()),
            4 => {
                Answer::Numeric(decimal::parse(r.text(value)).filter(|value| value.is_finite()).unwrap_or_else(|| {
                    self.object("its answer is not a number");
                    0.0
                }))
            }
            _ => Answer::Hotspot(byte()),
        }
    }

    fn setting(&self, value: &Value<'_>) -> Setting {
        let r = &self.reading;
        let (at, value) = r.variant(value, &SETTINGS);
        let number = |most: u64| r.integer(value, 0, most) as u16;
        let truth = || Read::read(value, r);
        match at {
            0 => Setting::Track(self.track(value)),
            1 => Setting::Theme(self.among(value, &THEMES)),
            2 => Setting::Retention(number(u64::from(u8::MAX)) as u8),
            3 => Setting::NewPerDay(number(u64::from(u16::MAX))),
            4 => Setting::Rollover(number(u64::from(u16::MAX))),
            5 => Setting::TextSize(number(u64::from(u16::MAX))),
            6 => Setting::ReducedMotion(truth()),
            7 => Setting::Shortcuts(truth()),
            8 => Setting::AskConfidence(truth()),
            10 => Setting::Minutes(self.track(r.field(value, "track")), r.get(value, "week")),
            11 => {
                let days: Vec<i32> = r.get(value, "days");
                Setting::DaysOff(self.track(r.field(value, "track")), days.into_iter().map(StudyDay).collect())
            }
            12 => Setting::Target(self.track(r.field(value, "track")), r.get(value, "percent")),
            13 => Setting::Parameters((!value.is_null()).then(|| self.parameters(value))),
            _ => {
                let date: Option<String> = r.get(value, "date");
                if date.as_deref().is_some_and(|date| Date::parse(date).is_none()) {
                    self.object("its exam date is no date of the calendar");
                }
                Setting::ExamDate(self.track(r.field(value, "track")), date)
            }
        }
    }

    fn parameters(&self, value: &Value<'_>) -> Parameters {
        let r = &self.reading;
        let model = r.integer(r.field(value, "model"), 0, u64::from(u8::MAX)) as u8;
        let mut values = Vec::new();
        for text in r.list(r.field(value, "values")) {
            match decimal::parse(r.text(text)).map(|value| value as f32).filter(|value| value.is_finite()) {
                Some(value) if values.len() < Parameters::MOST => values.push(value),
                _ => self.object("its parameters are not those of a memory model"),
            }
        }
        Parameters { model, values }
    }

    fn id(&self, value: &Value<'_>) -> EventId {
        let text = self.reading.text(self.reading.field(value, "device"));
        let valid = text.len() == 16 && text.bytes().all(|c| c.is_ascii_hexdigit());
        let number = valid.then(|| u64::from_str_radix(text, 16).ok()).flatten();
        if number.is_none() {
            self.object("its device is not 16 hexadecimal digits");
        }
        EventId { device: DeviceId(number.unwrap_or_default()), counter: self.reading.get(value, "counter") }
    }

    fn item(&self, value: &Value<'_>) -> ItemId {
        self.item_of(self.reading.field(value, "item"))
    }

    fn item_of(&self, value: &Value<'_>) -> ItemId {
        ItemId::parse(self.reading.text(value)).unwrap_or_else(|| {
            self.object("it names no valid item");
            ItemId::new("")
        })
    }

    fn track(&self, value: &Value<'_>) -> TrackId {
        let text = self.reading.text(value);
        if !(1..=16).contains(&text.len()) || !text.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()) {
            self.object("it names no valid track");
        }
        TrackId::new(text)
    }

    /// Whether something stands under a name.
    fn maybe(&self, value: &Value<'_>, name: &str) -> bool {
        !self.reading.field(value, name).is_null()
    }

    fn choose<T: Copy>(&self, value: &Value<'_>, name: &str, words: &[(T, &'static str)]) -> T {
        self.among(self.reading.field(value, name), words)
    }

    fn among<T: Copy>(&self, value: &Value<'_>, words: &[(T, &'static str)]) -> T {
        let text = self.reading.text(value);
        let found = words.iter().find(|(_, word)| *word == text);
        if found.is_none() {
            self.reading.note(value);
        }
        found.unwrap_or(&words[0]).0
    }
}
