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

/// Where the reader stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Start,
    /// Before a name of the document.
    Name,
    /// Before one of the events.
    Event,
    /// Before one of the recovery page's records.
    Record,
    /// Behind a value of the document.
    Behind,
    /// Behind the document.
    End,
    /// The document is broken: what can be saved of it is looked for line by line.
    Salvage(Broken),
}

/// Reads a document in small steps, so that the page can be used meanwhile.
pub struct Reader {
    text: String,
    at: usize,
    stage: Stage,
    /// Where the texts of [`NAMES`] stand.
    header: [Option<(usize, usize)>; 7],
    /// Every field may be missing: what that means is decided when all of the document was seen.
    events: Option<Found>,
    records: Option<Found>,
    saved: Saved,
}

/// What was saved of a broken document.
#[derive(Default)]
struct Saved {
    found: Found,
    ours: bool,
    version: Option<u64>,
    app: String,
    created: String,
}

impl Reader {
    /// Before a text of at most `limit` bytes.
    ///
    /// # Errors
    /// It is longer, or there is nothing in it.
    pub fn new(text: String, limit: usize) -> Result<Self, ImportError> {
        if text.len() > limit {
            return Err(ImportError::TooLarge { size: text.len(), limit });
        }
        // Some editors put a byte order mark in front.
        let bare = text.trim_start_matches('\u{feff}');
        if bare.trim().is_empty() {
            return Err(ImportError::Empty);
        }
        let at = text.len() - bare.len();
        let saved = Saved::default();
        Ok(Self { text, at, stage: Stage::Start, header: [None; 7], events: None, records: None, saved })
    }

    /// How much was read, bytes, and of how much.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.at, self.text.len())
    }

    /// Reads on for about so many bytes; `None` as long as there is more to read.
    pub fn step(&mut self, bytes: usize) -> Option<Result<Import, ImportError>> {
        let until = self.at.saturating_add(bytes);
        if let Stage::Salvage(broken) = self.stage {
            return self.salvage(until).then(|| self.finish_salvage(broken));
        }
        match self.advance(until) {
            Ok(false) => None,
            Ok(true) => Some(self.finish()),
            Err(Unread::Foreign) => Some(Err(ImportError::Foreign)),
            Err(Unread::Broken(broken)) => {
                self.stage = Stage::Salvage(broken);
                self.at = 0;
                None
            }
        }
    }

    /// Reads the document until there; whether it has come to its end.
    fn advance(&mut self, until: usize) -> Result<bool, Unread> {
        let Self { text, at, stage, header, events, records, .. } = self;
        let mut scanner = Scanner::resume(text, *at);
        while scanner.at() < until || *stage == Stage::End {
            match *stage {
                Stage::Start => {
                    if scanner.peek() != b'{' {
                        scanner.skip()?;
                        scanner.end()?;
                        return Err(Unread::Foreign);
                    }
                    scanner.expect(b'{')?;
                    *stage = if scanner.take(b'}') { Stage::End } else { Stage::Name };
                }
                Stage::Name => {
                    let key = scanner.key()?;
                    let next = scanner.peek();
                    *stage = Stage::Behind;
                    if key == "events" {
                        if next != b'[' {
                            scanner.skip()?;
                            return Err(Unread::Foreign);
                        }
                        scanner.expect(b'[')?;
                        if events.replace(Found::default()).is_some() {
                            return Err(Unread::Foreign);
                        }
                        if !scanner.take(b']') {
                            *stage = Stage::Event;
                        }
                    } else if key == "records" && next == b'{' {
                        scanner.expect(b'{')?;
                        *records = Some(Found::default());
                        if !scanner.take(b'}') {
                            *stage = Stage::Record;
                        }
                    } else {
                        let end = scanner.skip().map(str::len)?;
                        let place = (scanner.at() - end, scanner.at());
                        if let Some(at) = NAMES.iter().position(|name| *name == key)
                            && header[at].replace(place).is_some()
                        {
                            return Err(Unread::Foreign);
                        }
                    }
                }
                Stage::Event => {
                    let event = scanner.skip()?;
                    if let Some(found) = events {
                        found.take(event);
                    }
                    if !scanner.take(b',') {
                        scanner.expect(b']')?;
                        *stage = Stage::Behind;
                    }
                }
                Stage::Record => {
                    // Those under `e/` are events, those under `s/` segments.
                    let name = scanner.key()?;
                    let events = [SINGLE, SEGMENT].iter().any(|folder| name.starts_with(folder));
                    if events && scanner.peek() == b'"' {
                        let text = scanner.string()?;
                        if let Some(found) = records {
                            found.take_record(&name, &text);
                        }
                    } else {
                        scanner.skip()?;
                    }
                    if !scanner.take(b',') {
                        scanner.expect(b'}')?;
                        *stage = Stage::Behind;
                    }
                }
                Stage::Behind => {
                    if scanner.take(b',') {
                        *stage = Stage::Name;
                    } else {
                        scanner.expect(b'}')?;
                        *stage = Stage::End;
                    }
                }
                Stage::End | Stage::Salvage(_) => {
                    scanner.end()?;
                    return Ok(true);
                }
            }
        }
        *at = scanner.at();
        Ok(false)
    }

    fn finish(&mut self) -> Result<Import, ImportError> {
        let text = |at: Option<(usize, usize)>| at.map(|(from, to)| &self.text[from..to]);
        let [format, version, app, created, count, checksum, kind] = self.header.map(text);
        if let (RECOVERY, Some(found)) = (word(kind).as_str(), self.records.take()) {
            newer(number(version))?;
            return Ok(found.import(String::new(), String::new(), Vec::new()));
        }
        if word(format) != FORMAT {
            return Err(ImportError::Foreign);
        }
        newer(number(version))?;
        let found = self.events.take().unwrap_or_default();
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

    /// Saves what can be saved of a document that is broken or ends early (an export has one event on each line),
    /// until there; whether it has come to the end.
    fn salvage(&mut self, until: usize) -> bool {
        let Self { text, at, saved, .. } = self;
        while *at < until.min(text.len()) {
            let rest = &text[*at..];
            let length = rest.find('\n').map_or(rest.len(), |newline| newline + 1);
            let line = rest[..length].trim().trim_end_matches(',');
            *at += length;
            if line.starts_with("{\"device\"") {
                saved.found.take(line);
            } else if let Some((key, text)) = line.split_once(':') {
                match key {
                    "\"format\"" => saved.ours = word(Some(text)) == FORMAT,
                    "\"version\"" => saved.version = number(Some(text)),
                    "\"app\"" => saved.app = word(Some(text)),
                    "\"created\"" => saved.created = word(Some(text)),
                    _ => {}
                }
            }
        }
        *at >= text.len()
    }

    fn finish_salvage(&mut self, broken: Broken) -> Result<Import, ImportError> {
        let Saved { found, ours, version, app, created } = std::mem::take(&mut self.saved);
        newer(version)?;
        if ours && !found.events.is_empty() {
            let (line, _) = place(&self.text, broken.at);
            let warning = if broken.early { Warning::Truncated } else { Warning::Broken { line } };
            return Ok(found.import(app, created, vec![warning]));
        }
        if broken.early {
            return Err(ImportError::Truncated);
        }
        let (line, column) = place(self.text.trim_start_matches('\u{feff}'), broken.at - self.mark());
        Err(ImportError::NotJson { line, column })
    }

    /// Bytes of byte order marks in front.
    fn mark(&self) -> usize {
        self.text.len() - self.text.trim_start_matches('\u{feff}').len()
    }
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

fn newer(version: Option<u64>) -> Result<(), ImportError> {
    match version {
        Some(version) if version > u64::from(VERSION) => {
            Err(ImportError::Newer(version.min(u64::from(u32::MAX)) as u32))
        }
        _ => Ok(()),
    }
}
