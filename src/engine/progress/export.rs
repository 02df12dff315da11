//! The learner's own copy: the whole log as one JSON document, and how such a document is read back.
//!
//! A document holds a header and then one event a line:
//!
//! ```json
//! {
//! "format":"certdeck-progress",
//! "version":1,
//! "app":"0.1.0",
//! "created":"2026-11-20T13:00:00+01:00",
//! "device":"00000000000000a7",
//! "count":1,
//! "checksum":"89abcdef",
//! "events":[
//! {"device":"00000000000000a7","counter":0,"at_ms":1795176000000,"utc_offset_minutes":60,"what":{"skipped":{"item":"csm-daily-004"}}}
//! ]}
//! ```
//!
//! `checksum` is the CRC-32 (as in zip), in hexadecimal, of each event's text as it stands, each followed by a line
//! feed.
//!
//! Reading is tolerant: what can be read is offered, what can't is counted with a reason, and nothing is ever taken
//! without the learner's word.

mod read;
pub mod sealed;
mod v1;

pub use read::Reader;

use super::codec::crc32;
use super::event::Event;
use super::log::Log;
use crate::engine::id::DeviceId;
use crate::engine::time::{Date, Now};
use std::fmt;

/// What `format` says in the header.
pub const FORMAT: &str = "certdeck-progress";

/// The version that this code writes and the newest that it reads.
pub const VERSION: u32 = 1;

/// The largest document that is read, bytes. Check a file's size against it before reading the file.
pub const LIMIT: usize = 100_000_000;

/// A document that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// Which version of Certdeck wrote it, as it says.
    pub app: String,
    /// When it was written, as it says: ISO 8601 with the learner's offset.
    pub created: String,
    /// What could be read, in the document's order, each once.
    pub events: Vec<Event>,
    /// How many events could not be read.
    pub unreadable: u32,
    /// The first few of them.
    pub damage: Vec<Damage>,
    /// What the learner should know before taking it.
    pub warnings: Vec<Warning>,
}

/// An event that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Its place among the events, from 0.
    pub index: u32,
    /// Why, for learners.
    pub reason: &'static str,
}

/// What is odd about a document that can be taken all the same. `Display` is for learners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The checksum is not that of the events: the file was changed after it was written.
    Checksum,
    /// The header promises another number of events.
    Count {
        /// As the header says.
        promised: u64,
        /// As found.
        found: u64,
    },
    /// The file ends in the middle; what stands before can be taken.
    Truncated,
    /// The file is broken in the middle; what can be read can be taken.
    Broken {
        /// The first broken line, from 1.
        line: usize,
    },
    /// So many events stand in it more than once.
    Doubled(u32),
}

/// Why a document can't be taken at all. `Display` is for learners, with the next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// Nothing in it.
    Empty,
    /// Larger than the limit, bytes.
    TooLarge {
        /// Its size.
        size: usize,
        /// What is read at most.
        limit: usize,
    },
    /// Not JSON, or JSON nested deeper than any export.
    NotJson {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// It ends in the middle, before any event.
    Truncated,
    /// JSON, but not an export of Certdeck.
    Foreign,
    /// Written by a newer Certdeck.
    Newer(u32),
    /// An envelope with a passphrase, and not all of it is there or as it was written.
    Damaged,
    /// An envelope that this passphrase does not open.
    Locked,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Checksum => f.write_str(
                "The file was changed after Certdeck wrote it. What can be read is offered; look at the numbers before you take it.",
            ),
            Self::Count { promised, found } => {
                write!(f, "The file says that it holds {promised} entries; {found} were found.")
            }
            Self::Truncated => f.write_str("The file ends in the middle. What stands before the end can be taken."),
            Self::Broken { line } => write!(f, "The file is damaged at line {line}. What can be read can be taken."),
            Self::Doubled(count) => write!(f, "{count} entries stand in the file more than once; each counts once."),
        }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("The file is empty. Choose a file that was saved with “Download my progress”."),
            Self::TooLarge { size, limit } => write!(
                f,
                "The file is too large: {} MB, and at most {} MB are read. Is it the right file?",
                size.div_ceil(1_000_000),
                limit / 1_000_000
            ),
            Self::NotJson { line, column } => write!(
                f,
                "The file is not an export of Certdeck, or it is damaged (line {line}, column {column}). Choose another copy."
            ),
            Self::Truncated => {
                f.write_str("The file ends in the middle and nothing in it could be read. Choose another copy.")
            }
            Self::Foreign => f.write_str(
                "The file is not an export of Certdeck. Choose a file that was saved with “Download my progress”.",
            ),
            Self::Newer(version) => write!(
                f,
                "The file was written by a newer Certdeck (format {version}). Update Certdeck, reload the page while online, and try again."
            ),
            Self::Damaged => f.write_str(
                "The file is locked with a passphrase, and a part of it is missing or was changed. Choose another copy.",
            ),
            Self::Locked => f.write_str(
                "This passphrase does not open the file. Mind capitals and spaces; without the right one nobody can read it.",
            ),
        }
    }
}

/// What taking a document would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Events that are not in the log.
    pub new: u32,
    /// Events that are.
    pub known: u32,
    /// Events that can't be read.
    pub unreadable: u32,
}

/// The whole log as one JSON document, in one go; [`Writer`] does it in steps. `app` is the version of Certdeck that
/// writes it.
#[must_use]
pub fn write(log: &Log, app: &str, device: DeviceId, now: Now) -> String {
    let mut writer = Writer::default();
    while writer.step(log, usize::MAX) {}
    writer.finish(app, device, now)
}

/// Writes a log in small steps, so that the page can be used meanwhile.
#[derive(Debug, Default)]
pub struct Writer {
    lines: String,
    at: usize,
    length: usize,
    checksum: u32,
}

impl Writer {
    /// Goes on by at most so many events; whether there are more. A log that has changed meanwhile is begun anew.
    #[must_use]
    pub fn step(&mut self, log: &Log, most: usize) -> bool {
        if self.length != log.events().len() {
            *self = Self { length: log.events().len(), ..Self::default() };
        }
        for event in log.events().iter().skip(self.at).take(most.max(1)) {
            let text = v1::write(event);
            self.checksum = crc32(crc32(self.checksum, text.as_bytes()), b"\n");
            self.lines.push_str(if self.lines.is_empty() { "\n" } else { ",\n" });
            self.lines.push_str(&text);
            self.at += 1;
        }
        self.at < self.length
    }

    /// The document.
    #[must_use]
    pub fn finish(self, app: &str, device: DeviceId, now: Now) -> String {
        let app: String = app.chars().filter(|c| !c.is_control() && !matches!(c, '"' | '\\')).collect();
        let header = format!(
            "{{\n\"format\":\"{FORMAT}\",\n\"version\":{VERSION},\n\"app\":\"{app}\",\n\"created\":\"{}\",\n\"device\":\"{}\",\n\"count\":{},\n\"checksum\":\"{:08x}\",\n\"events\":[",
            iso(now),
            v1::hex(device),
            self.at,
            self.checksum,
        );
        header + &self.lines + "\n]}\n"
    }
}

/// ISO 8601 with the learner's offset, to the second.
fn iso(now: Now) -> String {
    let date = Date::from(now.study_day(0));
    let seconds = (now.at.0.div_euclid(1000)).saturating_add(i64::from(now.utc_offset) * 60).rem_euclid(86_400);
    let (sign, offset) = (if now.utc_offset < 0 { '-' } else { '+' }, now.utc_offset.unsigned_abs());
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    format!("{date}T{hours:02}:{minutes:02}:{:02}{sign}{:02}:{:02}", seconds % 60, offset / 60, offset % 60)
}

/// Reads a document of at most `limit` bytes (see [`LIMIT`]) in one go; [`Reader`] does it in steps.
///
/// # Errors
/// Nothing in it that could be taken.
pub fn read(text: &str, limit: usize) -> Result<Import, ImportError> {
    if text.len() > limit {
        return Err(ImportError::TooLarge { size: text.len(), limit });
    }
    let mut reader = Reader::new(text.to_owned(), limit)?;
    loop {
        if let Some(result) = reader.step(usize::MAX) {
            return result;
        }
    }
}

/// What taking it would do.
#[must_use]
pub fn preview(log: &Log, import: &Import) -> Preview {
    let known = import.events.iter().filter(|event| log.contains(event)).count() as u32;
    Preview { new: import.events.len() as u32 - known, known, unreadable: import.unreadable }
}
