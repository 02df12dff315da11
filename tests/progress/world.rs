//! Any number of tabs that answer, import, compact, go back to backups, crash and start again on two stores, one of
//! which does whatever stores have ever done.
//!
//! What the other one has confirmed must be there at any time: in the stores, once, and readable; or in the backup that
//! the mark of an interrupted replacement names.

use crate::double::{Double, Fault};
use crate::make::{answered, by};
use crate::steps::{Stays, Step, TABS};
use certdeck::engine::progress::codec::{self, CodecError, segment};
use certdeck::engine::progress::compaction::{self, Limits, Round, Store, Told};
use certdeck::engine::progress::event::{Confidence, Event};
use certdeck::engine::progress::log::Log;
use certdeck::engine::progress::replacing::{self, Outcome, Replacing};
use proptest::prelude::*;

pub const SMALL: Limits = Limits { singles: 6, tails: 3, full: 16 };

/// The marks of the quick store, as in the page: which backup to go back to, and what the journal is to forget.
const MARK: &str = "replacing";
const FORGET: &str = "forget";

#[derive(Default)]
pub struct Tab {
    device: u64,
    counter: u64,
    pub round: Option<(Round, compaction::Ask)>,
}

/// A replacement on its way.
struct Running {
    tab: usize,
    replacing: Replacing,
    ask: replacing::Ask,
    backup: usize,
    /// What was acknowledged before: it may go.
    before: Vec<Event>,
    /// What the sound store has confirmed of what stays.
    stays: Vec<Event>,
    marked: bool,
    exchanged: bool,
}

impl Running {
    /// Whether what was there before may be gone by now, for good.
    fn is_free(&self, sound: usize) -> bool {
        if sound == Store::Journal as usize {
            return self.exchanged;
        }
        // A deletion that found no room for its mark: nobody wants to go back from it.
        !self.marked && self.ask != replacing::Ask::Mark
    }
}

#[derive(Default)]
pub struct World {
    pub stores: [Double; 2],
    /// The one that does as it should; the other does what it likes.
    sound: usize,
    pub tabs: [Tab; TABS],
    devices: u64,
    clock: i64,
    pub acknowledged: Vec<Event>,
    /// In a database of their own, which does as it should.
    pub backups: Vec<Vec<Event>>,
    running: Option<Running>,
    /// How the last replacement went.
    pub outcome: Option<Outcome>,
}

/// The events of a piece.
pub fn read(name: &str, text: &str) -> Result<Vec<Event>, CodecError> {
    if name.starts_with("s/") {
        return segment::open(text).and_then(|segment| segment.events());
    }
    codec::decode(text).map(|event| vec![event])
}

/// Whether a name is a piece's, and no mark.
fn piece(name: &str) -> bool {
    name.starts_with("e/") || name.starts_with("s/")
}

impl World {
    pub fn new(sound: usize) -> Self {
        let tabs = std::array::from_fn(|at| Tab { device: at as u64, ..Tab::default() });
        Self { sound, tabs, devices: TABS as u64, ..Self::default() }
    }

    fn happens(&mut self, tab: usize) -> Event {
        self.clock += 20_000;
        let Tab { device, counter, .. } = &mut self.tabs[tab];
        *counter += 1;
        by(*device, *counter, self.clock, answered("csm-daily-004", *counter % 3 > 0, Some(Confidence::Certain)))
    }

    /// Writes a piece to both stores; what the sound one has confirmed counts as acknowledged. Whether the quick store
    /// has taken it.
    fn put(&mut self, name: &str, text: &str, events: &[Event]) -> bool {
        let taken = [0, 1].map(|at| self.stores[at].write(name, text).is_ok());
        if taken[self.sound] {
            self.acknowledged.extend_from_slice(events);
        }
        taken[Store::Local as usize]
    }

    /// Adds what is not there yet, as one does with an import or a backup; whether the quick store has all of it.
    fn add(&mut self, events: Vec<Event>) -> bool {
        let log = self.log();
        let fresh: Vec<Event> = events.into_iter().filter(|event| !log.contains(event)).collect();
        let mut whole = true;
        for chunk in fresh.chunks(SMALL.full) {
            if chunk.len() < SMALL.singles {
                for event in chunk {
                    let name = format!("e/{}", codec::storage_name(event));
                    whole &= self.put(&name, &codec::encode(event), std::slice::from_ref(event));
                }
            } else {
                let text = segment::seal(0, chunk);
                whole &= self.put(&format!("s/{}", segment::storage_name(0, &text)), &text, chunk);
            }
        }
        whole
    }

    pub fn step(&mut self, step: Step) {
        match step {
            Step::Answer(tab, count) => {
                for _ in 0..count {
                    let event = self.happens(tab);
                    let name = format!("e/{}", codec::storage_name(&event));
                    self.put(&name, &codec::encode(&event), &[event]);
                }
            }
            Step::Import(tab, count) => {
                let events = (0..count).map(|_| self.happens(tab)).collect();
                self.add(events);
            }
            Step::Compact(tab, asks) => {
                for _ in 0..asks {
                    if !self.compact(tab) {
                        break;
                    }
                }
            }
            Step::BackUp => self.back_up(),
            Step::Restore(backup) => {
                if !self.backups.is_empty() {
                    // It waits for the lock that a replacement holds.
                    while self.go() {}
                    // What is brought back is not to be forgotten.
                    let _ = self.stores[Store::Local as usize].remove(&[FORGET.to_owned()]);
                    self.add(self.backups[backup % self.backups.len()].clone());
                }
            }
            Step::Replace(tab, stays, forced) => self.replace(tab, &stays, forced),
            Step::Go(asks) => {
                for _ in 0..asks {
                    self.go();
                }
            }
            Step::Kill(tab) => self.kill(tab),
            Step::Fail(fault) => self.stores[1 - self.sound].suffer(&fault),
            Step::Refuse(after) => self.stores[self.sound].suffer(&Fault::FailWrite(after)),
        }
    }

    fn back_up(&mut self) {
        self.backups.push(self.log().events().to_vec());
    }

    /// One wish of a tab's round; `false` when it is over. While a replacement holds the lock nobody begins one.
    pub fn compact(&mut self, tab: usize) -> bool {
        if self.tabs[tab].round.is_none() && self.running.is_some() {
            return false;
        }
        let (mut round, ask) = self.tabs[tab].round.take().unwrap_or_else(|| {
            let round = Round::new(SMALL);
            let first = round.first();
            (round, first)
        });
        let told = self.does(&ask);
        let Some(next) = round.next(told) else { return false };
        self.tabs[tab].round = Some((round, next));
        true
    }

    pub fn does(&mut self, ask: &compaction::Ask) -> Told {
        use compaction::Ask;
        let done = |result: Result<(), _>| result.map_or(Told::Failed, |()| Told::Done);
        match ask {
            Ask::Names(store) => {
                let names = self.stores[*store as usize].names();
                names.map_or(Told::Failed, |names| Told::Names(names.into_iter().filter(|name| piece(name)).collect()))
            }
            Ask::Read(store, name) => self.stores[*store as usize].read(name).map_or(Told::Failed, Told::Text),
            Ask::Write(store, name, text) => done(self.stores[*store as usize].write(name, text)),
            Ask::Remove(store, names) => done(self.stores[*store as usize].remove(names)),
            Ask::Pause => Told::Done,
        }
    }

    /// A tab begins a replacement, unless another is at it, or it has to wait.
    pub fn replace(&mut self, tab: usize, stays: &Stays, forced: bool) {
        let busy = (0..TABS).any(|other| other != tab && self.tabs[other].round.is_some());
        if self.running.is_some() || (busy && !forced) {
            return;
        }
        self.tabs[tab].round = None;
        let log = self.log();
        let stays: Vec<Event> = match stays {
            Stays::Nothing => Vec::new(),
            Stays::Backup(at) if self.backups.is_empty() => log.events().iter().skip(*at).cloned().collect(),
            Stays::Backup(at) => self.backups[at % self.backups.len()].clone(),
            Stays::But(each) => {
                let all = log.events().iter().enumerate();
                all.filter(|(at, _)| at % (each + 1) > 0).map(|(_, event)| event.clone()).collect()
            }
        };
        self.back_up();
        let known = self.stores.iter().flat_map(|store| store.pieces().keys()).filter(|name| piece(name));
        let replacing = Replacing::new(&stays, known.cloned().collect(), true);
        self.running = Some(Running {
            tab,
            ask: replacing.first(),
            replacing,
            backup: self.backups.len() - 1,
            before: self.acknowledged.clone(),
            stays: Vec::new(),
            marked: false,
            exchanged: false,
        });
    }

    /// One step of the replacement on its way; `false` where there is none.
    pub fn go(&mut self) -> bool {
        use replacing::Ask;
        let Some(mut running) = self.running.take() else { return false };
        let [local, journal] = &mut self.stores;
        let confirmed = |pieces: &[(String, String)]| -> Vec<Event> {
            pieces.iter().flat_map(|(name, text)| read(name, text).expect("what is put is readable")).collect()
        };
        let done = match &running.ask {
            Ask::Mark => {
                running.marked = local.write(MARK, &running.backup.to_string()).is_ok();
                running.marked
            }
            Ask::Pause => true,
            Ask::Exchange(gone, come) => {
                running.exchanged = journal.exchange(gone, come).is_ok();
                if running.exchanged && self.sound == Store::Journal as usize {
                    running.stays = confirmed(come);
                }
                running.exchanged
            }
            Ask::Forget(names) => local.write(FORGET, &names.join(" ")).is_ok(),
            Ask::Remove(names) => local.remove(names).is_ok(),
            Ask::Write(name, text) => {
                let written = local.write(name, text).is_ok();
                if written && self.sound == Store::Local as usize {
                    running.stays.extend(confirmed(&[(name.clone(), text.clone())]));
                }
                written
            }
            Ask::Unmark => local.remove(&[MARK.to_owned()]).is_ok(),
        };
        match running.replacing.next(done) {
            Some(ask) => {
                running.ask = ask;
                self.running = Some(running);
            }
            None => {
                self.outcome = Some(running.replacing.outcome());
                if running.replacing.outcome() != Outcome::Nothing {
                    self.lets_go(&running);
                }
            }
        }
        true
    }

    /// From now on only what stays is wanted, and what has happened since.
    fn lets_go(&mut self, running: &Running) {
        self.acknowledged.drain(..running.before.len());
        self.acknowledged.extend_from_slice(&running.stays);
    }

    /// A tab is killed and starts again.
    fn kill(&mut self, tab: usize) {
        self.tabs[tab] = Tab { device: self.devices, ..Tab::default() };
        self.devices += 1;
        if let Some(running) = self.running.take_if(|running| running.tab == tab) {
            // The mark leads back, where it can be relied on; else it is what the journal has that counts.
            if running.is_free(self.sound) {
                self.lets_go(&running);
            }
        }
        self.start();
    }

    /// What a start does.
    pub fn start(&mut self) {
        let [local, journal] = &mut self.stores;
        if let Ok(Some(names)) = local.read(FORGET) {
            let names: Vec<String> = names.split(' ').map(str::to_owned).collect();
            if journal.exchange(&names, &[]).is_ok() {
                // Where it stays the next start does the same again.
                let _ = local.remove(&[FORGET.to_owned()]);
            }
        }
        self.heal();
        // Whoever is at it just now will be done before anybody else takes care of the mark.
        if self.running.is_none()
            && let Ok(Some(mark)) = self.stores[Store::Local as usize].read(MARK)
        {
            let backup = mark.parse().ok().and_then(|at: usize| self.backups.get(at).cloned());
            if backup.is_none_or(|events| self.add(events)) {
                let _ = self.stores[Store::Local as usize].remove(&[MARK.to_owned()]);
            }
        }
    }

    fn heal(&mut self) {
        let good = |name: &str, text: &str| piece(name) && read(name, text).is_ok();
        let [local, journal] = &mut self.stores;
        local.heal(journal, good);
        journal.heal(local, good);
    }

    /// What the next start reads.
    pub fn log(&self) -> Log {
        let pieces = self.stores.iter().flat_map(|store| store.pieces()).filter(|(name, _)| piece(name));
        Log::of(pieces.filter_map(|(name, text)| read(name, text).ok()).flatten().collect())
    }

    pub fn check(&self) -> Result<(), TestCaseError> {
        let log = self.log();
        let mark = self.stores[Store::Local as usize].pieces().get(MARK);
        let backup = mark.and_then(|mark| self.backups.get(mark.parse::<usize>().ok()?));
        let backup = Log::of(backup.cloned().unwrap_or_default());
        let free = self.running.as_ref().filter(|running| running.is_free(self.sound));
        let may_go = free.map_or(0, |running| running.before.len());
        let stays = free.into_iter().flat_map(|running| &running.stays);
        for event in self.acknowledged[may_go..].iter().chain(stays) {
            prop_assert!(log.contains(event) || backup.contains(event), "lost: {:?}", event.id);
        }
        let mut ids: Vec<_> = log.events().iter().map(|event| event.id).collect();
        ids.sort();
        ids.dedup();
        prop_assert_eq!(ids.len(), log.events().len(), "doubled");
        for (name, text) in self.stores[self.sound].pieces().iter().filter(|(name, _)| piece(name)) {
            prop_assert!(read(name, text).is_ok(), "unreadable in the sound store: {name}");
        }
        Ok(())
    }
}
