//! A log as parts, cut in small steps so that the page can be used meanwhile.

use super::{Cause, Held};
use crate::engine::chance::mix;
use crate::engine::progress::codec::{self, CodecError};
use crate::engine::progress::event::{Event, What};
use crate::engine::progress::log::Log;
use crate::engine::time::{DEFAULT_ROLLOVER, Now, StudyDay};

const WEEK_MS: i64 = 7 * 86_400_000;

/// A week of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Made of what the part holds: the same name means the same text.
    pub name: String,
    /// The events' lines, one below the other.
    pub text: String,
}

/// What a step came to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum Step {
    /// Go on.
    More,
    /// A part is complete; go on.
    Part(Part),
    /// The log was cut to its end.
    Done,
    /// The log is not what it was at the beginning: begin anew.
    Changed,
}

/// Cuts a log into parts.
#[derive(Debug)]
pub struct Cutter {
    at: usize,
    length: usize,
    week: i64,
    text: String,
    answers: u32,
    last: Option<StudyDay>,
    characters: u64,
}

impl Cutter {
    /// At the beginning of a log.
    #[must_use]
    pub fn new(log: &Log) -> Self {
        Self { at: 0, length: log.events().len(), week: 0, text: String::new(), answers: 0, last: None, characters: 0 }
    }

    /// Goes on by at most so many events.
    pub fn step(&mut self, log: &Log, most: usize) -> Step {
        if log.events().len() != self.length {
            return Step::Changed;
        }
        for event in log.events().iter().skip(self.at).take(most.max(1)) {
            let week = event.now.at.0.div_euclid(WEEK_MS);
            if week != self.week && !self.text.is_empty() {
                return Step::Part(self.part());
            }
            self.week = week;
            self.at += 1;
            self.answers += u32::from(matches!(event.what, What::Answered(_) | What::Graded(_)));
            self.last = Some(event.now.study_day(DEFAULT_ROLLOVER));
            self.text.push_str(&codec::encode(event));
            self.text.push('\n');
        }
        match (self.at < self.length, self.text.is_empty()) {
            (true, _) => Step::More,
            (false, false) => Step::Part(self.part()),
            (false, true) => Step::Done,
        }
    }

    fn part(&mut self) -> Part {
        let text = std::mem::take(&mut self.text);
        self.characters += text.len() as u64;
        let digest = mix(text.len() as u64, text.as_bytes());
        let check = codec::crc32(0, text.as_bytes());
        Part { name: format!("{}-{:x}-{digest:016x}{check:08x}", self.week, text.len()), text }
    }

    /// What the parts hold, once all are there.
    #[must_use]
    pub fn held(&self, taken: Now, cause: Cause) -> Held {
        let events = self.length as u32;
        Held { taken, cause, events, answers: self.answers, last: self.last, characters: self.characters }
    }
}

/// The events of a part's text, and how many lines can't be read.
#[must_use]
pub fn read_part(text: &str) -> (Vec<Event>, u32) {
    let (mut events, mut unreadable) = (Vec::new(), 0);
    for line in text.lines() {
        match codec::decode(line) {
            Ok(event) => events.push(event),
            Err(CodecError::Damaged | CodecError::Newer(_)) => unreadable += 1,
        }
    }
    (events, unreadable)
}
