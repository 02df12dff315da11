//! What the pages have told: what was confirmed, what was found after a kill, and how far they were when it came.

use super::site::Builds;
use certdeck::engine::progress::codec::{self, segment};
use certdeck::engine::progress::event::Event;
use certdeck::engine::progress::log::Log;
use certdeck::tools::server::Server;
use serde_json::Value;
use std::collections::BTreeSet;

/// What the browser was doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Answer,
    Compact,
    Import,
    /// What an older build has left is put together.
    Migrate,
    /// The next build is taken.
    Update,
}

impl Mode {
    pub const ALL: [Self; 5] = [Self::Answer, Self::Compact, Self::Import, Self::Migrate, Self::Update];

    pub fn name(self) -> &'static str {
        ["answer", "compact", "import", "migrate", "update"][self as usize]
    }
}

/// How far a page is, as it has told.
#[derive(Debug, Default)]
pub struct Told {
    /// It has told what the stores hold.
    pub found: bool,
    /// It can be given another build than this one.
    pub ready: Option<String>,
    /// What it has begun.
    pub began: Vec<String>,
    /// It is done.
    pub ended: bool,
}

/// What became of the events of one profile.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Its starts of the browser. What a killed one has told may arrive while another profile is at work.
    pub starts: BTreeSet<u32>,
    /// By their lines.
    confirmed: BTreeSet<String>,
    lost: BTreeSet<String>,
    doubled: usize,
    unreadable: usize,
    found: usize,
    /// Files that are not of the build of the page, or of the cache, in which they were found.
    mixed: BTreeSet<String>,
}

/// The events of stored pieces; how many pieces are unreadable.
pub fn events(pieces: &Value) -> (Vec<Event>, usize) {
    let mut events = Vec::new();
    let mut unreadable = 0;
    for piece in pieces.as_array().into_iter().flatten() {
        let (name, text) = (piece[0].as_str().unwrap_or_default(), piece[1].as_str().unwrap_or_default());
        let read = match name.split('/').next() {
            Some("e") => codec::decode(text).map(|event| vec![event]),
            Some("s") => segment::open(text).and_then(|segment| segment.events()),
            Some("quarantine") => Err(codec::CodecError::Damaged),
            _ => Ok(Vec::new()),
        };
        match read {
            Ok(read) => events.extend(read),
            Err(_) => unreadable += 1,
        }
    }
    (events, unreadable)
}

impl Ledger {
    /// Takes in what the pages of this profile have told, of whichever start; notes how far that of this start is.
    pub fn take(&mut self, server: &Server, builds: &Builds, session: u32, told: &mut Told) {
        let read = |line: &str| -> Value { serde_json::from_str(line).expect("the page tells JSON") };
        let of = |line: &Value| line["session"].as_str().and_then(|told| told.parse::<u32>().ok());
        for line in server.take_told(|line| of(&read(line)).is_some_and(|start| self.starts.contains(&start))) {
            let line = read(&line);
            self.confirmed.extend(events(&line["kept"]).0.iter().map(codec::encode));
            if of(&line) != Some(session) {
                continue;
            }
            if let Some(build) = line["ready"].as_str() {
                told.ready = Some(build.to_owned());
            }
            told.ended |= line["ended"] == true;
            if let Some(began) = line["began"].as_str() {
                told.began.push(began.to_owned());
            }
            if line["found"].is_object() {
                told.found = true;
                self.compare(&line["found"]);
                self.mixed.extend(builds.mixed(&line["found"]["pages"]));
            }
        }
    }

    fn compare(&mut self, found: &Value) {
        assert!(found["journal"].is_array(), "the journal can be read");
        let (local, bad) = events(&found["local"]);
        let (journal, worse) = events(&found["journal"]);
        self.unreadable = self.unreadable.max(bad + worse);
        let log = Log::of([local, journal].concat());
        self.found = log.events().len();
        self.doubled = self.doubled.max(log.clashes() as usize);
        let there: BTreeSet<String> = log.events().iter().map(codec::encode).collect();
        self.lost.extend(self.confirmed.difference(&there).cloned());
    }

    /// Nothing is lost, and nothing mixed.
    pub fn check(&self, when: &str) {
        assert!(self.lost.is_empty(), "lost {when}: {:?}", self.lost);
        assert!(self.mixed.is_empty(), "mixed {when}: {:?}", self.mixed);
        assert_eq!((self.doubled, self.unreadable), (0, 0), "{when}");
    }
}

/// The table: kills by mode, and what became of the events of all profiles.
#[derive(Debug, Default)]
pub struct Table {
    pub kills: [u32; 5],
    pub middle: [u32; 5],
    /// Events of profiles that are done with: confirmed, found, lost, doubled, unreadable, mixed.
    past: [usize; 6],
}

impl Table {
    pub fn add(&mut self, ledger: &Ledger) {
        self.past = self.sums(ledger);
    }

    fn sums(&self, ledger: &Ledger) -> [usize; 6] {
        let Ledger { confirmed, lost, doubled, unreadable, found, mixed, .. } = ledger;
        let these = [confirmed.len(), *found, lost.len(), *doubled, *unreadable, mixed.len()];
        std::array::from_fn(|at| self.past[at] + these[at])
    }

    /// How many events were confirmed.
    pub fn confirmed(&self, ledger: &Ledger) -> usize {
        self.sums(ledger)[0]
    }

    pub fn print(&self, ledger: &Ledger) {
        println!("  killed {} times", self.kills.iter().sum::<u32>());
        for mode in Mode::ALL {
            let (kills, middle) = (self.kills[mode as usize], self.middle[mode as usize]);
            println!("    {:<8} {kills:>4}, {middle:>4} of them in the middle of it", mode.name());
        }
        let [confirmed, found, lost, doubled, unreadable, mixed] = self.sums(ledger);
        println!(
            "  confirmed {confirmed}, found {found}, lost {lost}, doubled {doubled}, unreadable {unreadable}, files of another build {mixed}"
        );
    }
}
