//! Version 1 of an event in an export: the shape that its JSON has. Published: it may gain fields, never lose or
//! change one.

use crate::engine::bank::answer::Answer;
use crate::engine::bank::question::ContentHash;
use crate::engine::id::{DeviceId, EventId, ItemId, TrackId};
use crate::engine::progress::event::{self, Event, What};
use crate::engine::time::{Date, Millis, Now};
use serde::{Deserialize, Serialize};

/// An event.
#[derive(Serialize, Deserialize)]
pub(super) struct EventJson {
    device: String,
    counter: u64,
    at_ms: i64,
    utc_offset_minutes: i16,
    what: WhatJson,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WhatJson {
    Answered {
        item: String,
        hash: u32,
        answer: AnswerJson,
        right: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<Confidence>,
        duration_ms: u32,
        place: Place,
        seed: u64,
    },
    Graded {
        item: String,
        hash: u32,
        grade: Grade,
        duration_ms: u32,
        place: Place,
    },
    Skipped {
        item: String,
    },
    Flagged {
        item: String,
        on: bool,
    },
    Suspended {
        item: String,
        on: bool,
    },
    Undone {
        device: String,
        counter: u64,
    },
    Set(SettingJson),
    Deleted {
        track: Option<String>,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum AnswerJson {
    Single(u8),
    Multiple(u8),
    Matching(Vec<u8>),
    Ordering(Vec<u8>),
    /// As text: JSON tools round numbers.
    Numeric(String),
    Hotspot(u8),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum SettingJson {
    Track(String),
    Theme(Theme),
    Retention(u8),
    NewPerDay(u16),
    Rollover(u16),
    TextSize(u16),
    ReducedMotion(bool),
    Shortcuts(bool),
    AskConfidence(bool),
    ExamDate { track: String, date: Option<String> },
}

/// Words for plain enums: written and read by the one list.
macro_rules! words {
    ($name:ident { $($word:ident),+ }) => {
        #[derive(Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        enum $name { $($word),+ }
        impl From<event::$name> for $name {
            fn from(value: event::$name) -> Self {
                match value { $(event::$name::$word => Self::$word),+ }
            }
        }
        impl From<$name> for event::$name {
            fn from(value: $name) -> Self {
                match value { $($name::$word => Self::$word),+ }
            }
        }
    };
}
words!(Grade { Again, Hard, Good, Easy });
words!(Confidence { Guessed, ThoughtSo, Certain });
words!(Place { Study, Practice, Exam });
words!(Theme { System, Light, Dark });

/// Sixteen hexadecimal digits: numbers of that size do not survive every JSON tool.
pub(super) fn hex(device: DeviceId) -> String {
    (0..16).rev().filter_map(|place| char::from_digit((device.0 >> (4 * place) & 15) as u32, 16)).collect()
}

fn device(text: &str) -> Result<DeviceId, &'static str> {
    let valid = text.len() == 16 && text.bytes().all(|c| c.is_ascii_hexdigit());
    let number = valid.then(|| u64::from_str_radix(text, 16).ok()).flatten();
    number.map(DeviceId).ok_or("its device is not 16 hexadecimal digits")
}

fn item(text: &str) -> Result<ItemId, &'static str> {
    ItemId::parse(text).ok_or("it names no valid item")
}

fn track(text: &str) -> Result<TrackId, &'static str> {
    let valid = (1..=16).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    valid.then(|| TrackId::new(text)).ok_or("it names no valid track")
}

fn number(text: &str) -> Result<f64, &'static str> {
    let value = text.parse().ok().filter(|value: &f64| value.is_finite());
    value.ok_or("its answer is not a number")
}

impl From<&Event> for EventJson {
    fn from(event: &Event) -> Self {
        let what = match &event.what {
            What::Answered(answered) => WhatJson::Answered {
                item: answered.item.to_string(),
                hash: answered.hash.0,
                answer: match &answered.answer {
                    Answer::Single(at) => AnswerJson::Single(*at),
                    Answer::Multiple(bits) => AnswerJson::Multiple(*bits),
                    Answer::Matching(list) => AnswerJson::Matching(list.clone()),
                    Answer::Ordering(list) => AnswerJson::Ordering(list.clone()),
                    Answer::Numeric(value) => AnswerJson::Numeric(value.to_string()),
                    Answer::Hotspot(at) => AnswerJson::Hotspot(*at),
                },
                right: answered.right,
                confidence: answered.confidence.map(Confidence::from),
                duration_ms: answered.duration_ms,
                place: answered.place.into(),
                seed: answered.seed,
            },
            What::Graded(graded) => WhatJson::Graded {
                item: graded.item.to_string(),
                hash: graded.hash.0,
                grade: graded.grade.into(),
                duration_ms: graded.duration_ms,
                place: graded.place.into(),
            },
            What::Skipped(item) => WhatJson::Skipped { item: item.to_string() },
            What::Flagged { item, on } => WhatJson::Flagged { item: item.to_string(), on: *on },
            What::Suspended { item, on } => WhatJson::Suspended { item: item.to_string(), on: *on },
            What::Undone(id) => WhatJson::Undone { device: hex(id.device), counter: id.counter },
            What::Set(setting) => WhatJson::Set(setting.into()),
            What::Deleted(track) => WhatJson::Deleted { track: track.as_ref().map(TrackId::to_string) },
        };
        Self {
            device: hex(event.id.device),
            counter: event.id.counter,
            at_ms: event.now.at.0,
            utc_offset_minutes: event.now.utc_offset,
            what,
        }
    }
}

impl From<&event::Setting> for SettingJson {
    fn from(setting: &event::Setting) -> Self {
        use event::Setting;
        match setting {
            Setting::Track(track) => Self::Track(track.to_string()),
            Setting::Theme(theme) => Self::Theme((*theme).into()),
            Setting::Retention(percent) => Self::Retention(*percent),
            Setting::NewPerDay(count) => Self::NewPerDay(*count),
            Setting::Rollover(minutes) => Self::Rollover(*minutes),
            Setting::TextSize(percent) => Self::TextSize(*percent),
            Setting::ReducedMotion(on) => Self::ReducedMotion(*on),
            Setting::Shortcuts(on) => Self::Shortcuts(*on),
            Setting::AskConfidence(on) => Self::AskConfidence(*on),
            Setting::ExamDate(track, date) => Self::ExamDate { track: track.to_string(), date: date.clone() },
        }
    }
}

impl TryFrom<EventJson> for Event {
    type Error = &'static str;

    fn try_from(json: EventJson) -> Result<Self, &'static str> {
        // The years 1970 to 9999: what lies outside was not written by any clock.
        if !(0..=253_402_300_799_999).contains(&json.at_ms) || json.utc_offset_minutes.unsigned_abs() > 840 {
            return Err("its time is not one that a clock shows");
        }
        let what = match json.what {
            WhatJson::Answered { item: id, hash, answer, right, confidence, duration_ms, place, seed } => {
                What::Answered(event::Answered {
                    item: item(&id)?,
                    hash: ContentHash(hash),
                    answer: match answer {
                        AnswerJson::Single(at) => Answer::Single(at),
                        AnswerJson::Multiple(bits) => Answer::Multiple(bits),
                        AnswerJson::Matching(list) => Answer::Matching(list),
                        AnswerJson::Ordering(list) => Answer::Ordering(list),
                        AnswerJson::Numeric(text) => Answer::Numeric(number(&text)?),
                        AnswerJson::Hotspot(at) => Answer::Hotspot(at),
                    },
                    right,
                    confidence: confidence.map(event::Confidence::from),
                    duration_ms,
                    place: place.into(),
                    seed,
                })
            }
            WhatJson::Graded { item: id, hash, grade, duration_ms, place } => What::Graded(event::Graded {
                item: item(&id)?,
                hash: ContentHash(hash),
                grade: grade.into(),
                duration_ms,
                place: place.into(),
            }),
            WhatJson::Skipped { item: id } => What::Skipped(item(&id)?),
            WhatJson::Flagged { item: id, on } => What::Flagged { item: item(&id)?, on },
            WhatJson::Suspended { item: id, on } => What::Suspended { item: item(&id)?, on },
            WhatJson::Undone { device: id, counter } => What::Undone(EventId { device: device(&id)?, counter }),
            WhatJson::Set(setting) => What::Set(setting.try_into()?),
            WhatJson::Deleted { track: name } => What::Deleted(name.as_deref().map(track).transpose()?),
        };
        Ok(Self {
            id: EventId { device: device(&json.device)?, counter: json.counter },
            now: Now { at: Millis(json.at_ms), utc_offset: json.utc_offset_minutes },
            what,
        })
    }
}

impl TryFrom<SettingJson> for event::Setting {
    type Error = &'static str;

    fn try_from(json: SettingJson) -> Result<Self, &'static str> {
        Ok(match json {
            SettingJson::Track(name) => Self::Track(track(&name)?),
            SettingJson::Theme(theme) => Self::Theme(theme.into()),
            SettingJson::Retention(percent) => Self::Retention(percent),
            SettingJson::NewPerDay(count) => Self::NewPerDay(count),
            SettingJson::Rollover(minutes) => Self::Rollover(minutes),
            SettingJson::TextSize(percent) => Self::TextSize(percent),
            SettingJson::ReducedMotion(on) => Self::ReducedMotion(on),
            SettingJson::Shortcuts(on) => Self::Shortcuts(on),
            SettingJson::AskConfidence(on) => Self::AskConfidence(on),
            SettingJson::ExamDate { track: name, date } => {
                if date.as_deref().is_some_and(|date| Date::parse(date).is_none()) {
                    return Err("its exam date is no date of the calendar");
                }
                Self::ExamDate(track(&name)?, date)
            }
        })
    }
}
