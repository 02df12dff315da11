//! Rounds of compaction: what they fold, what they let go of, and that nothing is lost by them whatever else happens
//! meanwhile ([`crate::world`]).

use crate::double::Fault;
use crate::steps::{Step, step};
use crate::world::{SMALL, World, read};
use certdeck::engine::progress::codec::{self, segment};
use certdeck::engine::progress::compaction::{Ask, LIMITS, Limits, Round, Store};
use certdeck::engine::progress::event::Event;
use proptest::prelude::*;

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
    while world.go() {
        world.check()?;
    }
    world.start();
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
