//! Any number of tabs that answer, import, compact, crash and start again on two stores, one of which does whatever
//! stores have ever done. What the other has confirmed is there at the end, once, and readable.

use crate::double::{Double, Fault};
use crate::make::{answered, by};
use certdeck::engine::progress::codec::{self, CodecError, segment};
use certdeck::engine::progress::compaction::{Ask, LIMITS, Limits, Round, Store, Told};
use certdeck::engine::progress::event::{Confidence, Event};
use certdeck::engine::progress::log::Log;
use proptest::prelude::*;

const SMALL: Limits = Limits { singles: 6, tails: 3, full: 16 };
const TABS: usize = 3;

#[derive(Clone, Debug)]
enum Step {
    Answer(usize, u8),
    Import(usize, u8),
    /// A tab goes on with its round, or begins one.
    Compact(usize, u8),
    /// A tab is killed and starts again: it reads both stores, and each heals the other.
    Kill(usize),
    Fail(Fault),
    /// The sound store refuses the write after so many, and says so: it is full.
    Refuse(u32),
}

fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        (0..6u32).prop_map(Fault::FailWrite),
        (0..200usize).prop_map(Fault::Torn),
        (1..30usize).prop_map(Fault::Stale),
        (1..30usize).prop_map(Fault::LostSuffix),
        (2..20usize).prop_map(Fault::Reordered),
        (1..8u32).prop_map(Fault::Throw),
        (1..8u32).prop_map(Fault::Null),
        Just(Fault::Older),
        Just(Fault::Emptied),
        (any::<usize>(), any::<usize>()).prop_map(|(piece, at)| Fault::Flipped(piece, at)),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..TABS, 1..8u8).prop_map(|(tab, count)| Step::Answer(tab, count)),
        1 => (0..TABS, 1..40u8).prop_map(|(tab, count)| Step::Import(tab, count)),
        6 => (0..TABS, 1..60u8).prop_map(|(tab, asks)| Step::Compact(tab, asks)),
        2 => (0..TABS).prop_map(Step::Kill),
        2 => fault().prop_map(Step::Fail),
        1 => (0..12u32).prop_map(Step::Refuse),
    ]
}

#[derive(Default)]
struct Tab {
    device: u64,
    counter: u64,
    round: Option<(Round, Ask)>,
}

struct World {
    stores: [Double; 2],
    /// The one that does as it should; the other does what it likes.
    sound: usize,
    tabs: [Tab; TABS],
    devices: u64,
    clock: i64,
    acknowledged: Vec<Event>,
}

/// The events of a piece.
fn read(name: &str, text: &str) -> Result<Vec<Event>, CodecError> {
    if name.starts_with("s/") {
        return segment::open(text).and_then(|segment| segment.events());
    }
    codec::decode(text).map(|event| vec![event])
}

impl World {
    fn new(sound: usize) -> Self {
        let tabs = std::array::from_fn(|at| Tab { device: at as u64, ..Tab::default() });
        let stores = Default::default();
        Self { stores, sound, tabs, devices: TABS as u64, clock: 0, acknowledged: Vec::new() }
    }

    fn happens(&mut self, tab: usize) -> Event {
        self.clock += 20_000;
        let Tab { device, counter, .. } = &mut self.tabs[tab];
        *counter += 1;
        by(*device, *counter, self.clock, answered("csm-daily-004", *counter % 3 > 0, Some(Confidence::Certain)))
    }

    /// Writes a piece to both stores; what the sound one has confirmed counts as acknowledged.
    fn put(&mut self, name: &str, text: &str, events: Vec<Event>) {
        for (at, store) in self.stores.iter_mut().enumerate() {
            if store.write(name, text).is_ok() && at == self.sound {
                self.acknowledged.extend(events.iter().cloned());
            }
        }
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Answer(tab, count) => {
                for _ in 0..count {
                    let event = self.happens(tab);
                    let name = format!("e/{}", codec::storage_name(&event));
                    self.put(&name, &codec::encode(&event), vec![event]);
                }
            }
            Step::Import(tab, count) => {
                let events: Vec<Event> = (0..count).map(|_| self.happens(tab)).collect();
                for chunk in events.chunks(SMALL.full) {
                    let text = segment::seal(0, chunk);
                    self.put(&format!("s/{}", segment::storage_name(0, &text)), &text, chunk.to_vec());
                }
            }
            Step::Compact(tab, asks) => {
                for _ in 0..asks {
                    if !self.compact(tab) {
                        break;
                    }
                }
            }
            Step::Kill(tab) => {
                self.tabs[tab] = Tab { device: self.devices, ..Tab::default() };
                self.devices += 1;
                self.heal();
            }
            Step::Fail(fault) => self.stores[1 - self.sound].suffer(&fault),
            Step::Refuse(after) => self.stores[self.sound].suffer(&Fault::FailWrite(after)),
        }
    }

    /// One wish of a tab's round; `false` when it is over.
    fn compact(&mut self, tab: usize) -> bool {
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

    fn does(&mut self, ask: &Ask) -> Told {
        let done = |result: Result<(), _>| result.map_or(Told::Failed, |()| Told::Done);
        match ask {
            Ask::Names(store) => self.stores[*store as usize].names().map_or(Told::Failed, Told::Names),
            Ask::Read(store, name) => self.stores[*store as usize].read(name).map_or(Told::Failed, Told::Text),
            Ask::Write(store, name, text) => done(self.stores[*store as usize].write(name, text)),
            Ask::Remove(store, names) => done(self.stores[*store as usize].remove(names)),
            Ask::Pause => Told::Done,
        }
    }

    fn heal(&mut self) {
        let good = |name: &str, text: &str| read(name, text).is_ok();
        let [local, journal] = &mut self.stores;
        local.heal(journal, good);
        journal.heal(local, good);
    }

    /// What the next start reads.
    fn log(&self) -> Log {
        let pieces = self.stores.iter().flat_map(|store| store.pieces());
        Log::of(pieces.filter_map(|(name, text)| read(name, text).ok()).flatten().collect())
    }

    fn check(&self) -> Result<(), TestCaseError> {
        let log = self.log();
        for event in &self.acknowledged {
            prop_assert!(log.contains(event), "lost: {:?}", event.id);
        }
        let mut ids: Vec<_> = log.events().iter().map(|event| event.id).collect();
        ids.sort();
        ids.dedup();
        prop_assert_eq!(ids.len(), log.events().len(), "doubled");
        for (name, text) in self.stores[self.sound].pieces() {
            prop_assert!(read(name, text).is_ok(), "unreadable in the sound store: {name}");
        }
        Ok(())
    }
}

/// As many cases as `PROPTEST_CASES` says (`cargo xtask bench --only laws` says 10,000), else few: each is long.
fn cases() -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    ProptestConfig { cases: if asked { ProptestConfig::default().cases } else { 48 }, ..ProptestConfig::default() }
}

fn holds(steps: Vec<Step>, sound: usize) -> Result<(), TestCaseError> {
    let mut world = World::new(sound);
    for step in steps {
        world.step(step);
        world.check()?;
    }
    world.heal();
    world.check()?;
    // Left alone, one tab comes to an end, and the stores get small.
    for _ in 0..4 {
        world.tabs[0].round = None;
        let mut asks = 0;
        while world.compact(0) {
            asks += 1;
            prop_assert!(asks < 100_000, "a round without an end");
        }
        world.check()?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_journal_that_does_what_it_likes_loses_nothing(steps in prop::collection::vec(step(), 0..60)) {
        holds(steps, Store::Local as usize)?;
    }

    #[test]
    fn a_local_store_that_does_what_it_likes_loses_nothing(steps in prop::collection::vec(step(), 0..60)) {
        holds(steps, Store::Journal as usize)?;
    }
}

/// Answers one after the other, a round after each; no faults.
fn study(answers: u32, limits: Limits, mut after: impl FnMut(&World)) -> World {
    let mut world = World::new(0);
    for _ in 0..answers {
        world.step(Step::Answer(0, 1));
        let mut round = Round::new(limits);
        let mut next = Some(round.first());
        while let Some(ask) = next {
            let told = world.does(&ask);
            next = round.next(told);
        }
        after(&world);
    }
    world
}

#[test]
fn each_event_stands_twice_until_its_segment_is_full() {
    let world = study(200, SMALL, |world| {
        world.check().expect("nothing is lost");
        for store in &world.stores {
            let singles = store.pieces().keys().filter(|name| name.starts_with("e/")).count();
            assert!(singles < 2 * SMALL.singles + 1, "{singles} single records are left");
            let tails = store.pieces().iter().filter(|(name, text)| {
                name.starts_with("s/") && segment::open(text).is_ok_and(|segment| segment.count() < SMALL.full)
            });
            assert!(tails.count() <= 3);
            for event in &world.acknowledged {
                let holding: Vec<usize> = store
                    .pieces()
                    .iter()
                    .filter_map(|(name, text)| {
                        let events = read(name, text).ok()?;
                        events.contains(event).then_some(events.len())
                    })
                    .collect();
                assert!(holding.len() > 1 || holding.contains(&1) || holding.contains(&SMALL.full), "{holding:?}");
            }
        }
    });
    assert_eq!(world.log().events().len(), 200);
    // 192 in twelve full segments.
    let full = world.stores[0]
        .pieces()
        .values()
        .filter(|text| segment::open(text).is_ok_and(|segment| segment.count() == SMALL.full));
    assert!(full.count() >= 11);
}

#[test]
fn each_store_lets_go_only_of_what_it_holds_elsewhere_itself() {
    for poor in 0..2 {
        let mut world = World::new(0);
        for round in 0..6 {
            world.step(Step::Answer(0, 8));
            // The store has no room for the first segments.
            if round < 3 {
                world.stores[poor].suffer(&Fault::FailWrite(0));
            }
            while world.compact(0) {}
            let there: Vec<Event> = world.stores[poor]
                .pieces()
                .iter()
                .flat_map(|(name, text)| read(name, text).expect("readable"))
                .collect();
            assert!(world.acknowledged.iter().all(|event| there.contains(event)), "store {poor}, round {round}");
        }
    }
}

#[test]
fn few_records_are_left_as_they_are() {
    let world = study(60, LIMITS, |_| {});
    assert!(world.stores[0].pieces().keys().all(|name| name.starts_with("e/")));
}

#[test]
fn a_round_that_meets_a_newer_version_touches_nothing() {
    for (name, text) in [("e/new", "J"), ("s/9.new", "J")] {
        let mut world = World::new(0);
        world.step(Step::Answer(0, 40));
        let check = codec::crc32(0, text.as_bytes());
        let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let sign = |place: u32| char::from(alphabet[(u64::from(check) >> (6 * place) & 63) as usize]);
        let line: String = text.chars().chain((0..6).rev().map(sign)).collect();
        world.stores[0].write(name, &line).expect("written");
        let before = world.stores.clone().map(|store| store.pieces().clone());
        let mut round = Round::new(SMALL);
        let mut next = Some(round.first());
        while let Some(ask) = next {
            let told = world.does(&ask);
            next = round.next(told);
        }
        assert!(round.met_newer());
        assert_eq!(world.stores.map(|store| store.pieces().clone()), before);
    }
}

#[test]
fn what_was_deleted_in_the_middle_of_a_round_does_not_come_back() {
    // Wherever the deletion falls before the writing.
    for asks in 0..200 {
        let mut world = World::new(0);
        world.step(Step::Answer(0, 40));
        let mut round = Round::new(SMALL);
        let mut next = Some(round.first());
        let mut writing = false;
        for _ in 0..asks {
            let Some(ask) = next.take() else { break };
            writing |= matches!(ask, Ask::Write(..));
            let told = world.does(&ask);
            next = round.next(told);
        }
        if writing {
            return;
        }
        for store in &mut world.stores {
            store.suffer(&Fault::Emptied);
        }
        // The look before the writing may have been the last thing: then what was sealed is written.
        let looked = matches!(next, Some(Ask::Pause | Ask::Write(..)));
        while let Some(ask) = next {
            let told = world.does(&ask);
            next = round.next(told);
        }
        assert!(looked || world.log().events().is_empty(), "after {asks} wishes");
    }
}
