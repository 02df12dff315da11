//! Walks the bank's folder. The path gives track, domain and topic; the files are read item by item, so that one
//! broken item hides none of the others.

use super::bank::{Authored, Bank, Lines, TopicSource, TrackSource};
use super::convert::{self, Converter, SourceBody};
use super::diagnostic::Finding;
use super::lock;
use super::place::Source;
use super::source;
use crate::engine::bank::figure::Exhibit;
use crate::engine::bank::question::{Case, Question};
use crate::engine::id::{ItemId, TRACKS, TopicId};
use serde::de::DeserializeOwned;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error, ValueDeserializer};

/// Files beside the tracks that are none of the compiler's business.
const BESIDE: [&str; 3] = ["README.md", "LICENSE", "LICENSE.md"];

const PATH_HELP: &str = "the bank holds ids.lock, <track>/track.toml and <track>/<domain>/<topic>.toml, with the names that track.toml declares";

/// Reads everything under `root`. What can't be read is in the bank's `damage`.
pub(super) fn load(root: &Path) -> Bank {
    let mut bank = Bank { lock: lock::read(root), ..Bank::default() };
    let mut folders = Vec::new();
    for entry in entries(root, &mut bank.damage) {
        let name = name_of(&entry);
        if entry.is_dir() && TRACKS.contains(&name.as_str()) {
            folders.push((name, entry));
        } else if entry.is_dir() {
            misplaced(&mut bank.damage, &entry, format!("no track is called `{name}`"));
        } else if name != lock::FILE && !BESIDE.contains(&name.as_str()) {
            misplaced(&mut bank.damage, &entry, format!("`{name}` is no file of the bank"));
        }
    }
    folders.sort_by_key(|(name, _)| TRACKS.iter().position(|track| track == name));
    for (name, folder) in folders {
        let track = load_track(name, &folder, &mut bank.damage);
        bank.tracks.push(track);
    }
    bank
}

fn load_track(name: String, folder: &Path, damage: &mut Vec<Finding>) -> TrackSource {
    let file = folder.join("track.toml");
    let mut source = TrackSource { name, file, track: None, lines: Default::default(), topics: Vec::new() };
    if source.file.is_file() {
        if let Some((track, lines)) = load_facts(&source.file, damage) {
            source.lines = lines;
            source.track = Some(track);
        }
    } else {
        misplaced(damage, &source.file, "the track has no track.toml".to_owned());
    }
    for domain in entries(folder, damage) {
        let name = name_of(&domain);
        if domain.is_dir() {
            for file in entries(&domain, damage) {
                match file.extension().is_some_and(|e| e == "toml").then(|| stem_of(&file)) {
                    Some(topic) => source.topics.push(load_topic(&file, &name, &topic, damage)),
                    None => misplaced(damage, &file, format!("`{}` is no file of a topic", name_of(&file))),
                }
            }
        } else if name != "track.toml" {
            misplaced(damage, &domain, format!("`{name}` is no file of a track"));
        }
    }
    if let Some(track) = &source.track {
        let place = |topic: &TopicSource| {
            let domain = track.domains.iter().position(|domain| domain.id.as_str() == topic.domain)?;
            let at = track.domains[domain].topics.iter().position(|known| known.id == topic.topic)?;
            Some((domain, at))
        };
        for topic in &source.topics {
            if place(topic).is_none() {
                let message = format!("`{}/{}` is no topic of the track `{}`", topic.domain, topic.topic, track.id);
                misplaced(damage, &topic.file, message);
            }
        }
        source.topics.sort_by_key(|topic| place(topic).unwrap_or((usize::MAX, 0)));
    }
    source
}

fn misplaced(damage: &mut Vec<Finding>, file: &Path, message: String) {
    damage.push(Finding { file: file.to_owned(), line: 0, rule: "path", message, help: PATH_HELP.to_owned() });
}

fn unreadable(damage: &mut Vec<Finding>, file: &Path, error: &io::Error) {
    let message = format!("cannot be read: {error}");
    let help = "check that it is there, that it may be read, and that it is UTF-8".to_owned();
    damage.push(Finding { file: file.to_owned(), line: 0, rule: "path", message, help });
}

/// A folder's entries by name; those with a leading dot belong to tools.
fn entries(folder: &Path, damage: &mut Vec<Finding>) -> Vec<PathBuf> {
    let read = || -> io::Result<Vec<PathBuf>> { fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect() };
    match read() {
        Ok(mut paths) => {
            paths.retain(|path| !name_of(path).starts_with('.'));
            paths.sort();
            paths
        }
        Err(error) => {
            unreadable(damage, folder, &error);
            Vec::new()
        }
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn stem_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn load_facts(
    path: &Path,
    damage: &mut Vec<Finding>,
) -> Option<(crate::engine::bank::track::Track, super::bank::TrackLines)> {
    let text = fs::read_to_string(path).map_err(|error| unreadable(damage, path, &error)).ok()?;
    let file = Source::new(path, &text);
    let table = parse(&file, damage)?;
    let span = table.span();
    let value = Spanned::new(span, DeValue::Table(table.into_inner()));
    let track: source::Track = decode(&file, value, "track", damage)?;
    let help = "see the track files that are there";
    convert::track(&file, track)
        .map_err(|(line, message)| damage.push(file.finding("schema", line, message, help)))
        .ok()
}

fn parse<'t>(file: &Source<'t>, damage: &mut Vec<Finding>) -> Option<Spanned<DeTable<'t>>> {
    let (table, errors) = DeTable::parse_recoverable(file.text);
    for error in &errors {
        let line = error.span().map_or(0, |span| file.line(span.start));
        let help = "mend the TOML; nothing else of this file was checked";
        damage.push(file.finding("toml", line, error.message().to_owned(), help));
    }
    errors.is_empty().then_some(table)
}

fn wrong(file: &Source<'_>, what: &str, at: usize, error: &Error, damage: &mut Vec<Finding>) {
    let line = file.line(error.span().map_or(at, |span| span.start));
    let message = format!("{what}: {}", error.message());
    let help = "questions/README.md lists the keys of each kind of item";
    damage.push(file.finding("schema", line, message, help));
}

fn decode<T: DeserializeOwned>(
    file: &Source<'_>,
    value: Spanned<DeValue<'_>>,
    what: &str,
    damage: &mut Vec<Finding>,
) -> Option<T> {
    let at = value.span().start;
    T::deserialize(ValueDeserializer::from(value)).map_err(|error| wrong(file, what, at, &error, damage)).ok()
}

fn load_topic(path: &Path, domain: &str, topic: &str, damage: &mut Vec<Finding>) -> TopicSource {
    let mut loaded = TopicSource {
        file: path.to_owned(),
        domain: domain.to_owned(),
        topic: TopicId::new(topic),
        questions: Vec::new(),
        cards: Vec::new(),
        cases: Vec::new(),
        drills: Vec::new(),
        unread: Vec::new(),
        readable: false,
    };
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            unreadable(damage, path, &error);
            return loaded;
        }
    };
    let file = Source::new(path, &text);
    let Some(table) = parse(&file, damage) else { return loaded };
    loaded.readable = true;
    let mut reader = Reader { file: &file, damage, topic: &mut loaded };
    let mut cases = Vec::new();
    for (key, value) in table.into_inner() {
        let (at, name) = (key.span().start, key.into_inner());
        let values = reader.items(&name, value);
        match name.as_ref() {
            "question" => values.into_iter().for_each(|value| reader.question(value, None, &mut Vec::new())),
            "card" => values.into_iter().for_each(|value| reader.card(value)),
            "drill" => values.into_iter().for_each(|value| reader.drill(value)),
            // Behind the plain questions, whatever the order of keys.
            "case" => cases = values,
            other => {
                let message = format!("unknown table `{other}`");
                let help = "a topic's file holds [[question]], [[card]], [[case]] and [[drill]]";
                let finding = file.finding("schema", file.line(at), message, help);
                reader.damage.push(finding);
            }
        }
    }
    cases.into_iter().for_each(|value| reader.case(value));
    loaded
}

struct Reader<'f> {
    file: &'f Source<'f>,
    damage: &'f mut Vec<Finding>,
    topic: &'f mut TopicSource,
}

type Table<'t> = DeTable<'t>;

impl Reader<'_> {
    fn lines(&self, at: usize) -> Lines {
        Lines { item: self.file.line(at), ..Lines::default() }
    }

    fn converter(&mut self) -> Converter<'_> {
        Converter { source: self.file, damage: self.damage }
    }

    /// The tables of an array of tables, each with its place.
    fn items<'t>(&mut self, name: &str, value: Spanned<DeValue<'t>>) -> Vec<(usize, Table<'t>)> {
        let at = value.span().start;
        let mut tables = Vec::new();
        let mut whole = false;
        if let DeValue::Array(values) = value.into_inner() {
            whole = true;
            for value in values {
                let at = value.span().start;
                match value.into_inner() {
                    DeValue::Table(table) => tables.push((at, table)),
                    _ => whole = false,
                }
            }
        }
        if !whole {
            let message = format!("`{name}` is no list of tables");
            let finding = self.file.finding("schema", self.file.line(at), message, "write [[…]] above each of them");
            self.damage.push(finding);
        }
        tables
    }

    fn decode<T: DeserializeOwned>(&mut self, at: usize, table: Table<'_>, what: &str) -> Option<T> {
        // The place of the whole table, for what is missing in it.
        let value = Spanned::new(at..at, DeValue::Table(table));
        decode(self.file, value, what, self.damage)
    }

    /// Takes `exhibit` out of a table and reads it; `None` where one is broken.
    fn exhibits(&mut self, table: &mut Table<'_>, lines: &mut Lines) -> Option<Vec<Exhibit>> {
        let Some(value) = take(table, &["exhibit"]).into_iter().next().map(|(_, value)| value) else {
            return Some(Vec::new());
        };
        let mut exhibits = Vec::new();
        let mut whole = true;
        for (at, mut data) in self.items("exhibit", value) {
            let words = take(&mut data, &["title", "alt"]);
            let words = self.decode(at, words, "an exhibit");
            let figure = self.decode(at, data, "an exhibit's data");
            if let (Some(words), Some(figure)) = (words, figure) {
                lines.exhibits.push(self.file.line(at));
                exhibits.push(convert::exhibit(words, figure));
            } else {
                whole = false;
            }
        }
        whole.then_some(exhibits)
    }

    fn unread(&mut self, id: Option<ItemId>) {
        self.topic.unread.extend(id);
    }

    fn question(&mut self, (at, mut table): (usize, Table<'_>), case: Option<&ItemId>, ids: &mut Vec<ItemId>) {
        let id = raw_id(&table);
        ids.extend(id.clone());
        let mut lines = self.lines(at);
        let exhibits = self.exhibits(&mut table, &mut lines);
        let kind = raw(&table, "kind");
        let head = take(&mut table, &["id", "kind", "level", "approach", "form", "stem", "lesson", "sources"]);
        let head: Option<source::Question> = self.decode(at, head, "a question");
        let body = match kind.as_deref() {
            Some("single") => self.decode(at, table, "a single question").map(SourceBody::Single),
            Some("multiple") => self.decode(at, table, "a multiple question").map(SourceBody::Multiple),
            Some("matching") => self.decode(at, table, "a matching question").map(SourceBody::Matching),
            Some("ordering") => self.decode(at, table, "an ordering question").map(SourceBody::Ordering),
            Some("numeric") => self.decode(at, table, "a numeric question").map(SourceBody::Numeric),
            Some("hotspot") => self.decode(at, table, "a hotspot question").map(SourceBody::Hotspot),
            // Refused with the head.
            _ => None,
        };
        let (Some(head), Some(body), Some(exhibits)) = (head, body, exhibits) else { return self.unread(id) };
        let item: Question = self.converter().question(head, body, exhibits, case, &mut lines);
        self.topic.questions.push(Authored { item, lines });
    }

    fn card(&mut self, (at, table): (usize, Table<'_>)) {
        let id = raw_id(&table);
        let mut lines = self.lines(at);
        let Some(card) = self.decode(at, table, "a card") else { return self.unread(id) };
        let item = self.converter().card(card, &mut lines);
        self.topic.cards.push(Authored { item, lines });
    }

    fn drill(&mut self, (at, mut table): (usize, Table<'_>)) {
        let id = raw_id(&table);
        let mut lines = self.lines(at);
        let exhibits = self.exhibits(&mut table, &mut lines);
        let drill = self.decode(at, table, "a drill");
        let (Some(drill), Some(exhibits)) = (drill, exhibits) else { return self.unread(id) };
        let item = self.converter().drill(drill, exhibits, &mut lines);
        self.topic.drills.push(Authored { item, lines });
    }

    fn case(&mut self, (at, mut table): (usize, Table<'_>)) {
        let id = raw_id(&table);
        let mut lines = self.lines(at);
        let exhibits = self.exhibits(&mut table, &mut lines);
        let questions = take(&mut table, &["question"]).into_iter().next();
        let questions = questions.map(|(_, value)| self.items("question", value)).unwrap_or_default();
        let mut ids = Vec::new();
        for question in questions {
            self.question(question, id.as_ref(), &mut ids);
        }
        let case = self.decode(at, table, "a case");
        let (Some(case), Some(exhibits)) = (case, exhibits) else { return self.unread(id) };
        let item = Case { questions: ids, ..self.converter().case(case, exhibits, &mut lines) };
        self.topic.cases.push(Authored { item, lines });
    }
}

/// Takes these keys out of a table into one of their own.
fn take<'t>(table: &mut Table<'t>, keys: &[&str]) -> Table<'t> {
    let (taken, left) = std::mem::take(table).into_iter().partition(|(key, _)| keys.contains(&key.get_ref().as_ref()));
    *table = left;
    taken
}

fn raw(table: &Table<'_>, key: &str) -> Option<String> {
    let (_, value) = table.iter().find(|(known, _)| known.get_ref() == key)?;
    value.get_ref().as_str().map(str::to_owned)
}

fn raw_id(table: &Table<'_>) -> Option<ItemId> {
    raw(table, "id").map(|id| ItemId::new(&id))
}
