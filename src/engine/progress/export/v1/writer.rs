//! Writes JSON, one field after the other.

use super::{ANSWERS, SETTINGS, THEMES, word};
use crate::engine::bank::answer::Answer;
use crate::engine::decimal;
use crate::engine::id::ItemId;
use crate::engine::progress::event::Setting;

/// Writes fields one after the other.
pub(super) struct Writer(pub String);

impl Writer {
    /// Parts what comes from what stands before it.
    pub fn part(&mut self) {
        if !self.0.ends_with(['{', '[']) {
            self.0.push(',');
        }
    }

    pub fn name(&mut self, name: &str) {
        self.part();
        self.0.push('"');
        self.0.push_str(name);
        self.0.push_str("\":");
    }

    pub fn open(&mut self, name: &str) {
        self.raw(name, "{");
    }

    pub fn close(&mut self) {
        self.0.push('}');
    }

    pub fn raw(&mut self, name: &str, value: &str) {
        self.name(name);
        self.0.push_str(value);
    }

    pub fn number(&mut self, name: &str, value: u64) {
        self.raw(name, &value.to_string());
    }

    pub fn truth(&mut self, name: &str, value: bool) {
        self.raw(name, if value { "true" } else { "false" });
    }

    pub fn text(&mut self, name: &str, text: &str) {
        self.raw(name, "");
        self.quote(text);
    }

    pub fn names<'n>(&mut self, name: &str, names: impl Iterator<Item = &'n str>) {
        self.raw(name, "[");
        for name in names {
            self.part();
            self.quote(name);
        }
        self.0.push(']');
    }

    pub fn answer(&mut self, answer: &Answer) {
        self.open("answer");
        match answer {
            Answer::Single(at) => self.number(ANSWERS[0], u64::from(*at)),
            Answer::Multiple(bits) => self.number(ANSWERS[1], u64::from(*bits)),
            Answer::Matching(list) => self.list(ANSWERS[2], list.iter()),
            Answer::Ordering(list) => self.list(ANSWERS[3], list.iter()),
            // As text: JSON tools round numbers.
            Answer::Numeric(value) => self.text(ANSWERS[4], &decimal::shortest(*value)),
            Answer::Hotspot(at) => self.number(ANSWERS[5], u64::from(*at)),
        }
        self.close();
    }

    pub fn quote(&mut self, text: &str) {
        self.0.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => {
                    self.0.push('\\');
                    self.0.push(c);
                }
                '\0'..='\x1f' => {
                    self.0.push_str("\\u00");
                    self.0.extend(char::from_digit(c as u32 >> 4, 16));
                    self.0.extend(char::from_digit(c as u32 & 15, 16));
                }
                _ => self.0.push(c),
            }
        }
        self.0.push('"');
    }

    pub fn text_or_null(&mut self, name: &str, text: Option<&str>) {
        match text {
            Some(text) => self.text(name, text),
            None => self.raw(name, "null"),
        }
    }

    pub fn list(&mut self, name: &str, list: impl Iterator<Item = impl ToString>) {
        self.raw(name, "[");
        for (at, number) in list.enumerate() {
            if at > 0 {
                self.0.push(',');
            }
            self.0.push_str(&number.to_string());
        }
        self.0.push(']');
    }

    pub fn switch(&mut self, name: &str, item: &ItemId, on: bool) {
        self.open(name);
        self.text("item", item.as_str());
        self.truth("on", on);
    }

    pub fn setting(&mut self, setting: &Setting) {
        match setting {
            Setting::Track(track) => self.text(SETTINGS[0], track.as_str()),
            Setting::Theme(theme) => self.text(SETTINGS[1], word(&THEMES, *theme)),
            Setting::Retention(percent) => self.number(SETTINGS[2], u64::from(*percent)),
            Setting::NewPerDay(count) => self.number(SETTINGS[3], u64::from(*count)),
            Setting::Rollover(minutes) => self.number(SETTINGS[4], u64::from(*minutes)),
            Setting::TextSize(percent) => self.number(SETTINGS[5], u64::from(*percent)),
            Setting::ReducedMotion(on) => self.truth(SETTINGS[6], *on),
            Setting::Shortcuts(on) => self.truth(SETTINGS[7], *on),
            Setting::AskConfidence(on) => self.truth(SETTINGS[8], *on),
            Setting::ExamDate(track, date) => {
                self.open(SETTINGS[9]);
                self.text("track", track.as_str());
                self.text_or_null("date", date.as_deref());
                self.close();
            }
            Setting::Minutes(track, week) => {
                self.open(SETTINGS[10]);
                self.text("track", track.as_str());
                self.list("week", week.iter());
                self.close();
            }
            Setting::DaysOff(track, days) => {
                self.open(SETTINGS[11]);
                self.text("track", track.as_str());
                self.list("days", days.iter().map(|day| day.0));
                self.close();
            }
            Setting::Target(track, percent) => {
                self.open(SETTINGS[12]);
                self.text("track", track.as_str());
                self.number("percent", u64::from(*percent));
                self.close();
            }
            Setting::Parameters(None) => self.raw(SETTINGS[13], "null"),
            Setting::Parameters(Some(parameters)) => {
                self.open(SETTINGS[13]);
                self.number("model", u64::from(parameters.model));
                // As texts: JSON tools round numbers.
                self.list("values", parameters.values.iter().map(|value| ["\"", &short(*value), "\""].concat()));
                self.close();
            }
        }
    }
}

/// The fewest decimals that are read back as the same number.
fn short(value: f32) -> String {
    let value = f64::from(value);
    let mut scale = 1.0;
    for _ in 0..10 {
        let rounded = (value * scale).round() / scale;
        if rounded as f32 == value as f32 {
            return decimal::shortest(rounded);
        }
        scale *= 10.0;
    }
    decimal::shortest(value)
}
