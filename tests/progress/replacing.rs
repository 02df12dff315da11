//! Making other events everything there is: in which order, and what becomes of it where something fails, or a round of
//! compaction is in the middle of its work.

use crate::make::{answered, by};
use crate::steps::{Stays, Step};
use crate::world::World;
use certdeck::engine::progress::codec::segment;
use certdeck::engine::progress::event::Event;
use certdeck::engine::progress::replacing::{Ask, Outcome, Replacing};

/// Some answers, in single records.
fn answers(count: u8) -> (World, Vec<Event>) {
    let mut world = World::new(0);
    world.step(Step::Answer(0, count));
    let events = world.log().events().to_vec();
    (world, events)
}

/// What it asks for where `fails` fails, one word each.
fn asks(stays: &[Event], guarded: bool, fails: &str) -> (Vec<&'static str>, Outcome) {
    let known = vec!["e/a".to_owned(), "s/7.x".to_owned()];
    let mut replacing = Replacing::new(stays, known.clone(), guarded);
    let mut next = Some(replacing.first());
    let mut words = Vec::new();
    while let Some(ask) = next {
        let word = match &ask {
            Ask::Mark => "mark",
            Ask::Pause => "",
            Ask::Exchange(gone, come) => {
                assert_eq!(*gone, known);
                let events = come.iter().flat_map(|(name, text)| {
                    assert!(name.starts_with("s/8."), "a name that was never there: {name}");
                    segment::open(text).and_then(|segment| segment.events()).unwrap()
                });
                assert_eq!(events.count(), stays.len());
                "exchange"
            }
            Ask::Forget(names) => {
                assert_eq!(*names, known);
                "forget"
            }
            Ask::Remove(names) => {
                assert_eq!(*names, known);
                "remove"
            }
            Ask::Write(..) => "write",
            Ask::Unmark => "unmark",
        };
        if !word.is_empty() {
            words.push(word);
        }
        next = replacing.next(word != fails);
    }
    (words, replacing.outcome())
}

#[test]
fn the_mark_is_made_before_and_taken_away_after() {
    let events = answers(40).1;
    let check = |stays: &[Event], guarded: bool, fails: &str, words: &str, outcome: Outcome| {
        let (said, came) = asks(stays, guarded, fails);
        assert_eq!((said.join(" ").as_str(), came), (words, outcome), "{fails} fails");
    };
    let all = "mark exchange remove write unmark";
    check(&events, true, "nothing", all, Outcome::Done);
    check(&events, false, "nothing", "exchange remove write", Outcome::Done);
    // Where something is to stay, and it is not sure that it does, nothing is done.
    check(&events, true, "mark", "mark", Outcome::Nothing);
    check(&events, true, "exchange", "mark exchange unmark", Outcome::Nothing);
    check(&events, true, "remove", all, Outcome::Left);
    // The journal has it.
    check(&events, true, "write", all, Outcome::Done);
    check(&[], true, "nothing", "mark exchange remove unmark", Outcome::Done);
    check(&[], true, "mark", "mark exchange remove", Outcome::Done);
    check(&[], true, "exchange", "mark exchange forget remove unmark", Outcome::Left);
    check(&[], false, "remove", "exchange remove", Outcome::Left);
}

#[test]
fn many_events_are_packed_in_slices() {
    let what = answered("csm-daily-001", true, None);
    let events: Vec<Event> = (0..10_000).map(|n| by(1, n, n as i64 * 20_000, what.clone())).collect();
    let mut replacing = Replacing::new(&events, Vec::new(), true);
    let mut pauses = 0;
    while let Some(ask) = replacing.next(true) {
        pauses += u32::from(ask == Ask::Pause);
    }
    assert_eq!(pauses as usize, events.len().div_ceil(segment::FULL));
}

/// A tab is so many wishes into its round.
fn in_the_middle(wishes: usize) -> Option<World> {
    let mut world = answers(40).0;
    for _ in 0..wishes {
        if !world.compact(1) {
            return None;
        }
    }
    Some(world)
}

fn finish(world: &mut World) {
    while world.go() {
        world.check().unwrap();
    }
    while world.tabs[1].round.is_some() {
        world.compact(1);
        world.check().unwrap();
    }
}

#[test]
fn a_deletion_waits_for_a_round_and_nothing_comes_back() {
    let mut met = 0;
    for wishes in 0.. {
        let Some(mut world) = in_the_middle(wishes) else { break };
        world.replace(0, &Stays::Nothing, false);
        let waits = wishes > 0;
        assert_eq!(world.go(), !waits, "it waits for the tab that compacts");
        met += u32::from(waits);
        finish(&mut world);
        if waits {
            world.replace(0, &Stays::Nothing, false);
        }
        finish(&mut world);
        world.start();
        assert_eq!(world.outcome, Some(Outcome::Done));
        for store in &world.stores {
            assert!(store.pieces().is_empty(), "after {wishes} wishes: {:?}", store.pieces().keys());
        }
    }
    assert!(met > 20, "a round has more wishes than {met}");
}

#[test]
fn while_it_lasts_no_round_begins() {
    for steps in 0..4 {
        let mut world = answers(40).0;
        world.replace(0, &Stays::Nothing, false);
        for _ in 0..steps {
            assert!(world.go());
        }
        assert!(!world.compact(1));
        finish(&mut world);
        assert!(world.log().events().is_empty());
    }
}

#[test]
fn what_stays_is_safe_from_a_round_that_began_before_and_goes_on() {
    // However far the frozen tab was, and wherever in the replacement it wakes up.
    let mut met = 0;
    for wishes in 1.. {
        let Some(_) = in_the_middle(wishes) else { break };
        for steps in 0..8 {
            let mut world = in_the_middle(wishes).unwrap();
            // Half of it goes, half stays; the round knows all of it.
            world.replace(0, &Stays::But(1), true);
            let wanted = world.log().events().iter().skip(1).step_by(2).cloned().collect::<Vec<_>>();
            for _ in 0..steps {
                world.go();
            }
            while world.tabs[1].round.is_some() {
                world.compact(1);
                world.check().unwrap();
            }
            finish(&mut world);
            for _ in 0..3 {
                world.step(Step::Answer(2, 20));
                while world.compact(1) {}
            }
            world.start();
            let log = world.log();
            assert!(wanted.iter().all(|event| log.contains(event)), "lost after {wishes} wishes and {steps} steps");
            met += 1;
        }
    }
    assert!(met > 100);
}

#[test]
fn an_interruption_leads_back_and_a_second_start_changes_nothing() {
    for steps in 0..8 {
        let (mut world, before) = answers(40);
        world.replace(0, &Stays::But(2), false);
        let mut over = false;
        for _ in 0..steps {
            over |= !world.go();
        }
        over |= world.outcome.is_some();
        world.step(Step::Answer(2, 3));
        world.step(Step::Kill(0));
        world.check().unwrap();
        let log = world.log();
        let back = before.iter().filter(|event| log.contains(event)).count();
        assert_eq!(
            back,
            if over { before.len() - before.len().div_ceil(3) } else { before.len() },
            "after {steps} steps"
        );
        assert_eq!(log.events().len(), back + 3, "what another tab has written meanwhile is there");
        world.start();
        assert_eq!(world.log(), log);
    }
}
