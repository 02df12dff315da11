use crate::laws::mini;
use crate::shelf::{Bank, bank};
use crate::sitter::{NOON, Sitter};
use certdeck::engine::exam::clock::GAP_MS;
use certdeck::engine::exam::paper::Extra;
use certdeck::engine::exam::shelf::{Found, Shelf};
use certdeck::engine::exam::sitting::{Action, Entry, Sitting, Stage, step};
use certdeck::engine::exam::trend;
use certdeck::engine::id::{EventId, ItemId};
use certdeck::engine::progress::codec;
use certdeck::engine::progress::event::{Confidence, Event, Place, What};
use certdeck::engine::progress::exam::{Ending, Passage, Source, Timing};
use certdeck::engine::progress::record::Record;
use certdeck::engine::time::{Millis, Now};
use proptest::prelude::*;

thread_local! {
    // A deck is shared by counted references: each thread has its own, for good.
    static SMALL: &'static Bank = Box::leak(Box::new(bank(12)));
}

fn small() -> &'static Bank {
    SMALL.with(|bank| *bank)
}

const MINUTE: i64 = 60_000;

/// What a random learner, or a random world, does.
#[derive(Clone, Debug)]
enum Deed {
    Do(Action),
    Answer(u16, bool, Option<Confidence>),
    Wait(u16),
    /// Killed, and back after so many seconds by the learner's clock (below 0: it was set back).
    Kill(i32),
    /// The clock was set, or the device slept: so many seconds.
    Jump(i32),
}

fn deed() -> impl Strategy<Value = Deed> {
    let at = || 0u16..50;
    let confidence = prop_oneof![Just(None), Just(Some(Confidence::Guessed)), Just(Some(Confidence::Certain))];
    prop_oneof![
        6 => (at(), any::<bool>(), confidence).prop_map(|(at, right, sure)| Deed::Answer(at, right, sure)),
        2 => at().prop_map(|at| Deed::Do(Action::Go(at))),
        1 => at().prop_map(|at| Deed::Do(Action::Answer { at, answer: None, confidence: None })),
        2 => at().prop_map(|at| Deed::Do(Action::Flag(at))),
        1 => (at(), 0u8..10).prop_map(|(at, option)| Deed::Do(Action::Strike { at, option })),
        1 => (at(), "\\PC{0,9}").prop_map(|(at, text)| Deed::Do(Action::Note { at, text })),
        1 => (at(), any::<bool>(), proptest::collection::vec((0u16..90, 0u16..90), 0..4)).prop_map(|(at, stem, ranges)| {
            let passage = if stem { Passage::Stem } else { Passage::Case };
            Deed::Do(Action::Highlight { at, passage, ranges })
        }),
        1 => Just(Deed::Do(Action::Close)),
        1 => Just(Deed::Do(Action::Open)),
        4 => (0u16..70).prop_map(Deed::Wait),
        2 => (-4000i32..4000).prop_map(Deed::Kill),
        1 => (-4000i32..4000).prop_map(Deed::Jump),
    ]
}

/// What the learner would miss if it were lost.
fn work(sitting: &Sitting) -> (Vec<Entry>, Stage, usize, u16) {
    // The time on a question may be told anew; it has its own law.
    let entries = sitting.entries().iter().map(|entry| Entry { millis: 0, ..entry.clone() });
    (entries.collect(), sitting.stage(), sitting.part(), sitting.at())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn whatever_happens_nothing_is_lost_and_no_time_is_given(
        deeds in proptest::collection::vec(deed(), 0..60),
        paused in any::<bool>(),
    ) {
        let timing = if paused { Timing::Paused } else { Timing::Strict };
        let mut sitter = Sitter::start(small(), &Source::Fresh, Extra::None, timing);
        for deed in deeds {
            let (left, over, doubt) = (sitter.left(), sitter.sitting.over(), sitter.sitting.clock().in_doubt());
            match deed {
                Deed::Do(action) => {
                    sitter.act(action);
                }
                Deed::Answer(at, right, sure) => {
                    if sitter.sitting.slot(at).is_some() {
                        sitter.answer(at, right, sure);
                    }
                }
                Deed::Wait(seconds) => {
                    sitter.wait(u32::from(seconds));
                }
                Deed::Kill(seconds) => {
                    // The sign of life is as old as it can be: it was about to be written again.
                    sitter.wait(1);
                    let (before, left) = (work(&sitter.sitting), sitter.left());
                    sitter.killed(i64::from(seconds) * 1000);
                    prop_assert_eq!(work(&sitter.sitting), before);
                    let passed = if paused { 0 } else { seconds.max(0) as u32 * 1000 };
                    let rests = sitter.sitting.stage() == Stage::Break;
                    if !rests && !sitter.sitting.over() && !doubt {
                        prop_assert!(sitter.left().abs_diff(left.saturating_sub(passed)) <= 1000);
                    }
                }
                Deed::Jump(seconds) => {
                    sitter.now.at.0 += i64::from(seconds) * 1000;
                    sitter.act(Action::Tick);
                    // A gap alone never ends it.
                    let gap = i64::from(seconds) * 1000 >= i64::from(GAP_MS);
                    prop_assert!(over || !sitter.sitting.over() || !gap);
                }
            }
            // While the clock is in doubt it may turn out that it was wrong.
            prop_assert!(doubt || sitter.left() <= left, "time was given: {left} to {}", sitter.left());
            prop_assert!(!over || sitter.sitting.over(), "over is over");
        }
        // Whatever was done by now is what the log says.
        let record = sitter.record();
        let log = record.snapshot().sitting(sitter.sitting.id()).unwrap();
        let again = Sitting::rebuild(sitter.sitting.id(), log, None, sitter.now);
        prop_assert_eq!(work(&again), work(&sitter.sitting));
        // Questions have the time that was used, and no more.
        let used: u64 = sitter.sitting.entries().iter().map(|entry| u64::from(entry.millis)).sum();
        prop_assert!(used <= u64::from(sitter.sitting.clock().spent_ms()));
        // Nothing counts before the end, everything after it, once.
        let answered = sitter.sitting.entries().iter().filter(|entry| entry.given.is_some()).count();
        let reviews: usize = record.snapshot().items().map(|(_, history)| history.reviews.len()).sum();
        prop_assert_eq!(reviews, if sitter.sitting.over() { answered } else { 0 });
        // Events in another order, twice, one by one: the same.
        let mut mixed = Record::default();
        for line in sitter.lines.iter().rev().chain(&sitter.lines) {
            let _ = mixed.add(codec::decode(line).unwrap());
        }
        prop_assert_eq!(mixed.snapshot(), record.snapshot());
    }
}

fn stage(sitter: &Sitter<'_>) -> (Stage, usize, u16) {
    (sitter.sitting.stage(), sitter.sitting.part(), sitter.sitting.at())
}

#[test]
fn parts_are_closed_for_good_and_breaks_are_off_the_clock() {
    let mut sitter = Sitter::start(small(), &Source::Fresh, Extra::None, Timing::Strict);
    let ends = [0, 1, 2].map(|part| sitter.sitting.places(part));
    sitter.wait(10).answer(0, true, None).act(Action::Close);
    assert_eq!(stage(&sitter), (Stage::Break, 1, ends[1].0));
    let left = sitter.left();
    sitter.wait(300);
    assert_eq!((sitter.left(), sitter.sitting.break_left_ms(sitter.now)), (left, Some(300_000)));
    // Killed within the break, back within it.
    sitter.killed(60_000);
    assert_eq!((sitter.left(), sitter.sitting.break_left_ms(sitter.now)), (left, Some(240_000)));
    // Nothing can be worked on during a break, and nothing in a part that was closed, ever.
    sitter.act(Action::Go(ends[1].0 + 1)).act(Action::Flag(0));
    assert_eq!(stage(&sitter), (Stage::Break, 1, ends[1].0));
    // A break that lasts too long uses exam time.
    sitter.wait(300);
    assert_eq!((sitter.left(), sitter.sitting.break_left_ms(sitter.now)), (left - 60_000, Some(0)));
    sitter.act(Action::Open).answer(0, false, None).act(Action::Answer { at: 0, answer: None, confidence: None });
    assert_eq!(stage(&sitter), (Stage::Open, 1, ends[1].0));
    assert!(sitter.sitting.entry(0).unwrap().given.as_ref().unwrap().mark.right);
    // Skipped, and the last part closed.
    sitter.act(Action::Close).act(Action::Open).answer(ends[2].0, true, None).act(Action::Close);
    assert_eq!(sitter.sitting.ending(), Some(Ending::Completed));
    let lines = sitter.lines.len();
    sitter.answer(ends[2].0, false, None).act(Action::Finish).wait(5);
    assert_eq!(sitter.lines.len(), lines, "over is over");
}

#[test]
fn the_time_being_up_hands_in_what_is_there() {
    let mut sitter = Sitter::start(small(), &mini(10, &[], false), Extra::None, Timing::Strict);
    assert_eq!(sitter.left(), 14 * 60_000);
    sitter.answer(0, true, None).wait(14 * 60 - 1);
    assert!(!sitter.sitting.over());
    sitter.wait(1);
    assert_eq!(sitter.sitting.ending(), Some(Ending::Expired));
    // An answer that comes a moment too late does not count.
    let mut late = Sitter::start(small(), &mini(10, &[], false), Extra::None, Timing::Strict);
    late.wait(14 * 60 - 1);
    late.now.at.0 += 1000;
    late.answer(0, true, None);
    assert_eq!((late.sitting.ending(), late.report().score.answered), (Some(Ending::Expired), 0));
}

#[test]
fn extra_time_is_on_the_clock() {
    let check = |extra: Extra, minutes: u32| {
        let mut sitter = Sitter::start(small(), &mini(60, &[], false), extra, Timing::Strict);
        sitter.wait(1);
        assert_eq!(sitter.left(), minutes * 60_000 - 1000);
    };
    check(Extra::None, 80);
    check(Extra::Quarter, 100);
    check(Extra::Half, 120);
    check(Extra::Double, 160);
}

#[test]
fn time_that_nobody_was_there_counts_as_the_setting_says() {
    // Asleep, closed, or the clock set: how much of 80 minutes is left after one minute, the gap and another minute.
    let check = |timing: Timing, gap_ms: i64, killed: bool, left_minutes: u32| {
        let mut sitter = Sitter::start(small(), &mini(60, &[], false), Extra::None, timing);
        sitter.wait(60);
        if killed {
            sitter.killed(gap_ms);
        } else {
            sitter.now.at.0 += gap_ms;
        }
        sitter.act(Action::Tick).wait(60);
        assert_eq!(sitter.left(), left_minutes * 60_000, "{timing:?} {gap_ms} {killed}");
        assert!(!sitter.sitting.over());
    };
    for killed in [false, true] {
        check(Timing::Strict, 10 * MINUTE, killed, 68);
        check(Timing::Paused, 10 * MINUTE, killed, 78);
        // Set back by three hours: nothing is gained, nothing lost.
        check(Timing::Strict, -180 * MINUTE, killed, 78);
        check(Timing::Paused, -180 * MINUTE, killed, 78);
        // Away for a day: strictly the time is up, but only the learner knows.
        check(Timing::Strict, 1440 * MINUTE, killed, 0);
        check(Timing::Paused, 1440 * MINUTE, killed, 78);
    }
}

#[test]
fn the_learner_says_whether_a_gap_counts() {
    let gone = |bank| {
        let mut sitter = Sitter::start(bank, &mini(60, &[], false), Extra::None, Timing::Strict);
        sitter.wait(60).answer(3, true, None).killed(1440 * MINUTE).act(Action::Tick);
        assert!(sitter.sitting.clock().in_doubt() && sitter.sitting.alive(sitter.now).is_none());
        sitter
    };
    // The clock was set: on we go where we were. The same again after a reload that asks again.
    let mut sitter = gone(small());
    sitter.killed(1000).act(Action::Forgive);
    assert_eq!((sitter.left(), stage(&sitter)), (79 * 60_000, (Stage::Open, 0, 3)));
    sitter.wait(60).killed(0);
    assert_eq!(sitter.left(), 78 * 60_000);
    // It was the time: handed in, and it says that the time was up.
    let mut sitter = gone(small());
    sitter.answer(4, true, None).act(Action::Finish);
    assert_eq!((sitter.sitting.ending(), sitter.report().score.answered), (Some(Ending::Expired), 1));
    // A short gap counts unless it is forgiven at once.
    let mut sitter = Sitter::start(small(), &mini(60, &[], false), Extra::None, Timing::Strict);
    sitter.now.at.0 += 10 * MINUTE;
    sitter.act(Action::Tick);
    assert_eq!(sitter.sitting.clock().gap_ms(), Some(600_000));
    sitter.act(Action::Flag(0)).act(Action::Forgive);
    assert_eq!((sitter.left(), sitter.sitting.clock().gap_ms()), (70 * 60_000, None));
}

#[test]
fn answers_count_in_the_history_when_it_is_over_and_not_before() {
    let mut sitter = Sitter::start(small(), &mini(20, &[], true), Extra::None, Timing::Strict);
    let items: Vec<ItemId> = sitter.paper.slots().map(|slot| slot.item.clone()).collect();
    for at in 0..10 {
        sitter.wait(20).answer(at, at % 2 == 0, Some(Confidence::ThoughtSo));
    }
    // Changed, and taken back.
    sitter.answer(1, true, Some(Confidence::Certain));
    sitter.act(Action::Go(2)).act(Action::Answer { at: 2, answer: None, confidence: None });
    assert_eq!(sitter.record().snapshot().items().count(), 0);
    sitter.act(Action::Finish);
    let record = sitter.record();
    let snapshot = record.snapshot();
    let drill = |at: usize| items[at].as_str().contains("-d0");
    for (at, item) in items.iter().enumerate() {
        let reviews = snapshot.history(item).map_or(&[][..], |history| &history.reviews);
        let expect = at < 10 && at != 2 && !drill(at);
        assert_eq!(reviews.len(), usize::from(expect), "{at}");
        for review in reviews {
            assert_eq!((review.right, review.place, review.at), (at % 2 == 0 || at == 1, Place::Exam, sitter.now.at));
        }
        assert_eq!(snapshot.history(item).and_then(|history| history.first_seen()).is_some(), expect);
    }
    // An exam is no way to meet new items: the day's pace is as it was.
    let today = snapshot.today(sitter.now);
    assert_eq!(snapshot.tally(None, today).new, 0);
    // Undoing the end opens the sitting again; nothing counts any more, and no answer is lost.
    let end = record.log().events().last().unwrap().id;
    let mut events = record.log().events().to_vec();
    let now = Now { at: Millis(sitter.now.at.0 + 1), ..sitter.now };
    events.push(Event { id: EventId { counter: 99, ..end }, now, what: What::Undone(end) });
    let undone = Record::of(events);
    assert!(undone.snapshot().items().all(|(_, history)| history.reviews.is_empty()));
    let again =
        Sitting::rebuild(sitter.sitting.id(), undone.snapshot().sitting(sitter.sitting.id()).unwrap(), None, now);
    assert!(!again.over() && again.entries().iter().filter(|entry| entry.given.is_some()).count() == 9);
}

#[test]
fn two_pages_that_go_on_with_the_same_sitting_lose_no_answer() {
    let mut one = Sitter::start(small(), &mini(20, &[], false), Extra::None, Timing::Strict);
    one.wait(5).answer(0, true, None);
    let mut other = Sitter::start(small(), &mini(20, &[], false), Extra::None, Timing::Strict);
    other.lines.clone_from(&one.lines);
    other.killed(5000);
    // Both write steps of the same numbers, and both hand in.
    one.wait(5).answer(1, true, None).act(Action::Finish);
    other.wait(7).answer(2, false, None).wait(3).answer(3, true, None).act(Action::Finish);
    let mut lines = one.lines.clone();
    lines.extend(other.lines.iter().filter(|line| !one.lines.contains(line)).cloned());
    let events: Vec<Event> = lines.iter().map(|line| codec::decode(line).unwrap()).collect();
    let record = Record::of(events.clone());
    let counted: usize = record.snapshot().items().map(|(_, history)| history.reviews.len()).sum();
    let sitting =
        Sitting::rebuild(one.sitting.id(), record.snapshot().sitting(one.sitting.id()).unwrap(), None, one.now);
    let given = sitting.entries().iter().filter(|entry| entry.given.is_some()).count();
    assert_eq!((counted, sitting.ending()), (given, Some(Ending::Completed)));
    assert!(given >= 3, "{given}");
    let mut backwards = Record::default();
    for event in events.into_iter().rev() {
        let _ = backwards.add(event);
    }
    assert_eq!(backwards.snapshot(), record.snapshot());
}

#[test]
fn what_has_changed_or_is_gone_is_told_and_the_rest_goes_on() {
    let bank = small();
    let mut sitter = Sitter::start(bank, &mini(10, &[], false), Extra::None, Timing::Strict);
    sitter.answer(0, true, None).answer(1, true, None);
    let mut deck = bank.deck.clone();
    let items: Vec<ItemId> = sitter.paper.slots().map(|slot| slot.item.clone()).collect();
    // The first two are gone, the third has another wording.
    deck.questions.retain(|question| question.id != items[0] && question.id != items[1]);
    for question in &mut deck.questions {
        if question.id == items[2] {
            let mut changed = (**question).clone();
            changed.hash.0 ^= 1;
            *question = changed.into();
        }
    }
    let pack = certdeck::engine::bank::pack::Pack {
        format: 1,
        track: deck.track.id.clone(),
        traps: Vec::new(),
        questions: deck.questions.iter().map(|question| (**question).clone()).collect(),
        cards: Vec::new(),
        cases: Vec::new(),
        drills: Vec::new(),
    };
    let entry = certdeck::engine::bank::pack::Entry {
        track: deck.track.clone(),
        pack: None,
        forms: Vec::new(),
        figures: certdeck::engine::bank::pack::Figures::default(),
    };
    let deck = certdeck::engine::bank::deck::Deck::new(&entry, pack);
    let shelf = Shelf { deck: &deck, form: None, bank: "another" };
    let found = |at: u16| shelf.find(sitter.sitting.slot(at).unwrap(), sitter.paper.seed);
    assert_eq!(found(0), Found::Gone);
    assert!(matches!(found(2), Found::Changed(_)) && matches!(found(3), Found::Same(_)));
    // What is gone can't be answered anew but keeps its mark; the others can.
    let answer = |at: u16| Action::Answer { at, answer: Some(sitter.answer_to(at, false)), confidence: None };
    let mut sitting = sitter.sitting.clone();
    for action in [answer(0), answer(2), answer(3), Action::Finish] {
        sitting = step(sitting, action, &shelf, sitter.now).0;
    }
    let report = certdeck::engine::exam::report::Report::of(&sitting, &shelf);
    assert_eq!((report.score.scored.hits, report.score.answered), (2, 4));
    let stale: Vec<u16> = report.lines.iter().filter(|line| line.stale).map(|line| line.at).collect();
    assert_eq!(stale, [0, 1, 2]);
    // By domain and topic all of them count; by level only what is known.
    assert_eq!(report.domains.iter().map(|(_, row, _)| row.share.of).sum::<u32>(), 10);
    assert_eq!(report.levels.iter().map(|(_, row)| row.share.of).sum::<u32>(), 8);
}

#[test]
fn a_sitting_that_is_not_over_is_found_again() {
    let mut sitter = Sitter::start(small(), &Source::Form(1), Extra::None, Timing::Paused);
    sitter.wait(3).answer(0, true, None);
    let record = sitter.record();
    let track = &small().deck.track.id;
    assert_eq!(trend::open(record.snapshot(), Some(track)).map(|(id, _)| id), Some(sitter.sitting.id()));
    assert!(trend::forms_sat(record.snapshot(), track).is_empty());
    sitter.act(Action::Abandon);
    let record = sitter.record();
    assert!(trend::open(record.snapshot(), None).is_none());
    assert!(trend::forms_sat(record.snapshot(), track).contains(&1));
    // A deletion of the track takes the sitting along.
    let mut events = record.log().events().to_vec();
    let now = Now { at: Millis(NOON + MINUTE), utc_offset: 0 };
    let id = EventId { counter: 5, ..sitter.sitting.id() };
    events.push(Event {
        id: EventId { device: certdeck::engine::id::DeviceId(9), ..id },
        now,
        what: What::Deleted(Some(track.clone())),
    });
    let record = Record::of(events);
    assert_eq!((record.snapshot().sittings().count(), record.snapshot().items().count()), (0, 0));
}
