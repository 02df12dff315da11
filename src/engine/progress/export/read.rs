//! Reading an export: as a JSON document where it is one, else line by line for what can be saved of it.

use super::v1;
use super::{Damage, FORMAT, Import, ImportError, VERSION, Warning};
use crate::engine::id::EventId;
use crate::engine::json::{Broken, Kind, Reading, Scanner, parse, place};
use crate::engine::progress::codec::{self, segment};
use crate::engine::progress::compaction::{SEGMENT, SINGLE};
use crate::engine::progress::event::Event;
use crate::engine::sorted::Set;

/// Unreadable events that are named; the rest is only counted.
const NAMED: usize = 10;

/// The names of the header that are looked at.
const NAMES: [&str; 7] = ["format", "version", "app", "created", "count", "checksum", "certdeck"];

/// What the recovery page writes in `certdeck`: stored records as they are, under `records`.
const RECOVERY: &str = "recovery";

/// The document. Every field may be missing: what that means is decided when all of it was seen.
#[derive(Default)]
struct Document<'t> {
    /// The texts of [`NAMES`].
    header: [Option<&'t str>; 7],
    events: Option<Found>,
    records: Option<Found>,
}

/// What was found among the events. Filled while the text is parsed, so that a hostile document of a hundred million
/// tiny elements needs no memory for them.
#[derive(Default)]
struct Found {
    events: Vec<Event>,
    seen: Set<(EventId, u32)>,
    doubled: u32,
    unreadable: u32,
    damage: Vec<Damage>,
    count: u64,
    checksum: u32,
}

impl Found {
    fn take(&mut self, text: &str) {
        self.checksum = codec::crc32(codec::crc32(self.checksum, text.as_bytes()), b"\n");
        self.keep(event(text));
    }

    /// A stored record of the recovery page: one event, or a segment with many.
    fn take_record(&mut self, name: &str, text: &str) {
        let why = "the stored record is damaged or of a newer Certdeck";
        if !name.starts_with(SEGMENT) {
            return self.keep(codec::decode(text).map_err(|_| why));
        }
        match segment::open(text).and_then(|segment| segment.events()) {
            // What stands in two of them, as it should, is no sign of a broken file.
            Ok(events) => events.into_iter().for_each(|event| {
                if self.seen.insert(key(&event)) {
                    self.events.push(event);
                    self.count += 1;
                }
            }),
            Err(_) => self.keep(Err(why)),
        }
    }

    fn keep(&mut self, event: Result<Event, &'static str>) {
        match event {
            Ok(event) => {
                // Two events are the same where their lines are: id and checksum tell.
                if self.seen.insert(key(&event)) {
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

/// What tells an event from others with its id.
fn key(event: &Event) -> (EventId, u32) {
    (event.id, codec::crc32(0, codec::encode(event).as_bytes()))
}

fn event(text: &str) -> Result<Event, &'static str> {
    // A document of a hundred million digits is refused digit by digit: quickly, please.
    if !text.starts_with('{') {
        return Err("it is not an entry");
    }
    v1::read(text)
}

/// Why a text is no document.
enum Unread {
    Broken(Broken),
    Foreign,
}

impl From<Broken> for Unread {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

fn document(text: &str) -> Result<Document<'_>, Unread> {
    let mut scanner = Scanner::new(text);
    let mut document = Document::default();
    if scanner.peek() != b'{' {
        scanner.skip()?;
        scanner.end()?;
        return Err(Unread::Foreign);
    }
    scanner.expect(b'{')?;
    let mut more = !scanner.take(b'}');
    while more {
        let key = scanner.key()?;
        if key == "events" {
            let found = events(&mut scanner)?;
            if document.events.replace(found).is_some() {
                return Err(Unread::Foreign);
            }
        } else if key == "records" && scanner.peek() == b'{' {
            document.records = Some(records(&mut scanner)?);
        } else {
            let text = scanner.skip()?;
            if let Some(at) = NAMES.iter().position(|name| *name == key)
                && document.header[at].replace(text).is_some()
            {
                return Err(Unread::Foreign);
            }
        }
        more = scanner.take(b',');
        if !more {
            scanner.expect(b'}')?;
        }
    }
    scanner.end()?;
    Ok(document)
}

fn events(scanner: &mut Scanner<'_>) -> Result<Found, Unread> {
    if scanner.peek() != b'[' {
        scanner.skip()?;
        return Err(Unread::Foreign);
    }
    scanner.expect(b'[')?;
    let mut found = Found::default();
    if !scanner.take(b']') {
        loop {
            found.take(scanner.skip()?);
            if !scanner.take(b',') {
                break;
            }
        }
        scanner.expect(b']')?;
    }
    Ok(found)
}

/// The records of the recovery page: those under `e/` are events, those under `s/` segments.
fn records(scanner: &mut Scanner<'_>) -> Result<Found, Unread> {
    scanner.expect(b'{')?;
    let mut found = Found::default();
    let mut more = !scanner.take(b'}');
    while more {
        let name = scanner.key()?;
        if [SINGLE, SEGMENT].iter().any(|folder| name.starts_with(folder)) && scanner.peek() == b'"' {
            found.take_record(&name, &scanner.string()?);
        } else {
            scanner.skip()?;
        }
        more = scanner.take(b',');
        if !more {
            scanner.expect(b'}')?;
        }
    }
    Ok(found)
}

/// A text of the header; empty where it is none.
fn word(raw: Option<&str>) -> String {
    let value = raw.and_then(|raw| parse(raw).ok()).map(|value| value.kind);
    if let Some(Kind::Text(text)) = value { text.into_owned() } else { String::new() }
}

/// A number of the header.
fn number(raw: Option<&str>) -> Option<u64> {
    let value = raw.and_then(|raw| parse(raw).ok())?;
    Reading::tree(&value).ok()
}

pub(super) fn read(text: &str) -> Result<Import, ImportError> {
    // Some editors put a byte order mark in front.
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let Document { header: [format, version, app, created, count, checksum, kind], events, records } =
        match document(text) {
            Ok(document) => document,
            Err(Unread::Foreign) => return Err(ImportError::Foreign),
            Err(Unread::Broken(broken)) => return salvage(text, broken),
        };
    if let (RECOVERY, Some(found)) = (word(kind).as_str(), records) {
        newer(number(version))?;
        return Ok(found.import(String::new(), String::new(), Vec::new()));
    }
    if word(format) != FORMAT {
        return Err(ImportError::Foreign);
    }
    newer(number(version))?;
    let found = events.unwrap_or_default();
    let mut warnings = Vec::new();
    if u32::from_str_radix(&word(checksum), 16).ok() != Some(found.checksum) {
        warnings.push(Warning::Checksum);
    }
    let promised = number(count).unwrap_or(0);
    if promised != found.count {
        warnings.push(Warning::Count { promised, found: found.count });
    }
    Ok(found.import(word(app), word(created), warnings))
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
fn salvage(text: &str, broken: Broken) -> Result<Import, ImportError> {
    let mut found = Found::default();
    let mut ours = false;
    let (mut app, mut created) = (String::new(), String::new());
    for line in text.lines().map(|line| line.trim().trim_end_matches(',')) {
        if line.starts_with("{\"device\"") {
            found.take(line);
        } else if let Some((key, text)) = line.split_once(':') {
            match key {
                "\"format\"" => ours = word(Some(text)) == FORMAT,
                "\"version\"" => newer(number(Some(text)))?,
                "\"app\"" => app = word(Some(text)),
                "\"created\"" => created = word(Some(text)),
                _ => {}
            }
        }
    }
    let (line, column) = place(text, broken.at);
    if ours && !found.events.is_empty() {
        let warning = if broken.early { Warning::Truncated } else { Warning::Broken { line } };
        return Ok(found.import(app, created, vec![warning]));
    }
    if broken.early {
        return Err(ImportError::Truncated);
    }
    Err(ImportError::NotJson { line, column })
}
