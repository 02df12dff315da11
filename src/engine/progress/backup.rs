//! Backups within the browser: what one holds, when the next is due, which are kept, and how a log is cut for them.
//!
//! A backup is a list of parts, each a week of events. Events never change, so the parts of weeks that are past are
//! shared by all backups: forty of them take little more room than one.

mod parts;
mod rotation;

pub use parts::{Cutter, Part, Step, read_part};
pub use rotation::{Use, kept};

use crate::engine::time::{Millis, Now, StudyDay};

/// The version of the line that says what a backup holds.
const VERSION: &str = "1";

/// Why a backup was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// After half an hour of use, or as the first of a day.
    Regular,
    /// By the learner's wish.
    Asked,
    /// Before events of a file came in.
    Import,
    /// Before another backup took the place of everything.
    Restore,
    /// Before storage changed its format.
    Migration,
    /// Before a deck began anew.
    Reset,
    /// Before everything was deleted.
    Delete,
}

/// The words of the causes in storage; never changed.
const CAUSES: [(Cause, &str); 7] = [
    (Cause::Regular, "regular"),
    (Cause::Asked, "asked"),
    (Cause::Import, "import"),
    (Cause::Restore, "restore"),
    (Cause::Migration, "migration"),
    (Cause::Reset, "reset"),
    (Cause::Delete, "delete"),
];

/// What a backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// When it was taken.
    pub taken: Now,
    /// Why.
    pub cause: Cause,
    /// Events in it.
    pub events: u32,
    /// Of these, answers and grades.
    pub answers: u32,
    /// The day of its latest event.
    pub last: Option<StudyDay>,
    /// Its size, if it shared nothing with others, characters.
    pub characters: u64,
}

impl Held {
    /// One line of ASCII.
    #[must_use]
    pub fn write(&self) -> String {
        let cause = CAUSES.iter().find(|(cause, _)| *cause == self.cause).map_or("", |(_, word)| word);
        let last = self.last.map_or_else(|| "-".to_owned(), |day| day.0.to_string());
        let numbers = [
            self.taken.at.0.to_string(),
            self.taken.utc_offset.to_string(),
            self.events.to_string(),
            self.answers.to_string(),
            last,
            self.characters.to_string(),
        ];
        [VERSION, " ", cause, " ", &numbers.join(" ")].concat()
    }

    /// Reads such a line; `None` for anything else.
    #[must_use]
    pub fn read(line: &str) -> Option<Self> {
        let words: Vec<&str> = line.split(' ').collect();
        let [VERSION, cause, at, utc_offset, events, answers, last, characters] = words.as_slice() else { return None };
        let day = |text: &str| text.parse().ok().map(StudyDay);
        Some(Self {
            cause: CAUSES.iter().find(|(_, word)| word == cause)?.0,
            taken: Now { at: Millis(at.parse().ok()?), utc_offset: utc_offset.parse().ok()? },
            events: events.parse().ok()?,
            answers: answers.parse().ok()?,
            last: if *last == "-" { None } else { Some(day(last)?) },
            characters: characters.parse().ok()?,
        })
    }
}
