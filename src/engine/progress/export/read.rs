//! Reading an export: as a JSON document where it is one, else line by line for what can be saved of it.

use super::v1::EventJson;
use super::{Damage, FORMAT, Import, ImportError, VERSION, Warning};
use crate::engine::id::EventId;
use crate::engine::progress::codec;
use crate::engine::progress::event::Event;
use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;
use std::collections::HashSet;
use std::fmt;

/// Unreadable events that are named; the rest is only counted.
const NAMED: usize = 10;

/// The document. Every field may be missing: what that means is decided when all of it was seen.
#[derive(serde::Deserialize)]
struct Document<'t> {
    #[serde(borrow)]
    format: Option<&'t RawValue>,
    #[serde(borrow)]
    version: Option<&'t RawValue>,
    #[serde(borrow)]
    app: Option<&'t RawValue>,
    #[serde(borrow)]
    created: Option<&'t RawValue>,
    #[serde(borrow)]
    count: Option<&'t RawValue>,
    #[serde(borrow)]
    checksum: Option<&'t RawValue>,
    events: Option<Found>,
}

/// What was found among the events. Filled while the text is parsed, so that a hostile document of a hundred million
/// tiny elements needs no memory for them.
#[derive(Default)]
struct Found {
    events: Vec<Event>,
    seen: HashSet<(EventId, u32)>,
    doubled: u32,
    unreadable: u32,
    damage: Vec<Damage>,
    count: u64,
    checksum: u32,
}

impl Found {
    fn take(&mut self, text: &str) {
        self.checksum = codec::crc32(codec::crc32(self.checksum, text.as_bytes()), b"\n");
        match event(text) {
            Ok(event) => {
                // Two events are the same where their lines are: id and checksum tell.
                if self.seen.insert((event.id, codec::crc32(0, codec::encode(&event).as_bytes()))) {
                    self.events.push(event);
                } else {
                    self.doubled += 1;
                }
            }
            Err(reason) => {
                self.unreadable += 1;
                if self.damage.len() < NAMED {
                    self.damage.push(Damage { index: self.count.min(u64::from(u32::MAX)) as u32, reason });
                }
            }
        }
        self.count += 1;
    }

    fn import(self, app: String, created: String, mut warnings: Vec<Warning>) -> Import {
        if self.doubled > 0 {
            warnings.push(Warning::Doubled(self.doubled));
        }
        Import { app, created, events: self.events, unreadable: self.unreadable, damage: self.damage, warnings }
    }
}

fn event(text: &str) -> Result<Event, &'static str> {
    // A document of a hundred million digits is refused digit by digit: quickly, please.
    if !text.starts_with('{') {
        return Err("it is not an entry");
    }
    let json: EventJson = serde_json::from_str(text).map_err(|error| match error.classify() {
        Category::Data => "a part of it is missing or is not what it should be",
        _ => "it is not sound JSON",
    })?;
    Event::try_from(json)
}

impl<'de> Deserialize<'de> for Found {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Found;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of events")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Found, A::Error> {
                let mut found = Found::default();
                while let Some(text) = seq.next_element::<&RawValue>()? {
                    found.take(text.get());
                }
                Ok(found)
            }
        }
        deserializer.deserialize_seq(Each)
    }
}

fn value<'t, T: Deserialize<'t>>(raw: Option<&'t RawValue>) -> Option<T> {
    raw.and_then(|raw| serde_json::from_str(raw.get()).ok())
}

pub(super) fn read(text: &str) -> Result<Import, ImportError> {
    // Some editors put a byte order mark in front.
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let document: Document<'_> = match serde_json::from_str(text) {
        Ok(document) => document,
        Err(error) if error.classify() == Category::Data => return Err(ImportError::Foreign),
        Err(error) => return salvage(text, &error),
    };
    if value::<&str>(document.format) != Some(FORMAT) {
        return Err(ImportError::Foreign);
    }
    newer(value(document.version))?;
    let found = document.events.unwrap_or_default();
    let mut warnings = Vec::new();
    if value::<&str>(document.checksum).and_then(|hex| u32::from_str_radix(hex, 16).ok()) != Some(found.checksum) {
        warnings.push(Warning::Checksum);
    }
    let promised = value(document.count).unwrap_or(0);
    if promised != found.count {
        warnings.push(Warning::Count { promised, found: found.count });
    }
    let text = |raw| value::<String>(raw).unwrap_or_default();
    Ok(found.import(text(document.app), text(document.created), warnings))
}

fn newer(version: Option<u64>) -> Result<(), ImportError> {
    match version {
        Some(version) if version > u64::from(VERSION) => {
            Err(ImportError::Newer(version.min(u64::from(u32::MAX)) as u32))
        }
        _ => Ok(()),
    }
}

/// Saves what can be saved of a document that is broken or ends early: an export has one event on each line.
fn salvage(text: &str, error: &serde_json::Error) -> Result<Import, ImportError> {
    let truncated = error.classify() == Category::Eof;
    let mut found = Found::default();
    let mut ours = false;
    let (mut app, mut created) = (String::new(), String::new());
    for line in text.lines().map(|line| line.trim().trim_end_matches(',')) {
        if line.starts_with("{\"device\"") {
            found.take(line);
        } else if let Some((key, text)) = line.split_once(':') {
            match key {
                "\"format\"" => ours = serde_json::from_str::<&str>(text).is_ok_and(|format| format == FORMAT),
                "\"version\"" => newer(serde_json::from_str(text).ok())?,
                "\"app\"" => app = serde_json::from_str(text).unwrap_or_default(),
                "\"created\"" => created = serde_json::from_str(text).unwrap_or_default(),
                _ => {}
            }
        }
    }
    if ours && !found.events.is_empty() {
        let warning = if truncated { Warning::Truncated } else { Warning::Broken { line: error.line() } };
        return Ok(found.import(app, created, vec![warning]));
    }
    if truncated {
        return Err(ImportError::Truncated);
    }
    Err(ImportError::NotJson { line: error.line(), column: error.column() })
}
