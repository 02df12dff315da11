use crate::world::{DAY, MINUTE, NOON};
use certdeck::engine::id::{DeviceId, EventId, ItemId};
use certdeck::engine::progress::event::{Grade, Place};
use certdeck::engine::progress::history::Review;
use certdeck::engine::schedule::memory::{LEECH_LAPSES, LONGEST_DAYS, Scheduler, Standing};
use certdeck::engine::schedule::steps::{Due, Phase, Wait, after};
use certdeck::engine::time::{DEFAULT_ROLLOVER, Millis, Now, StudyDay};
use proptest::prelude::*;
use proptest::sample::select;

const GRADES: [Grade; 4] = [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy];

fn at(millis: i64) -> Now {
    Now { at: Millis(NOON + millis), utc_offset: 0 }
}

fn day(now: Now) -> StudyDay {
    now.study_day(DEFAULT_ROLLOVER)
}

fn review(number: usize, millis: i64, grade: Grade) -> Review {
    Review {
        event: EventId { device: DeviceId(1), counter: number as u64 },
        at: at(millis).at,
        day: day(at(millis)),
        duration_ms: 0,
        hash: Default::default(),
        grade,
        right: grade != Grade::Again,
        confidence: None,
        place: Place::Study,
        answer: None,
    }
}

/// Waits between reviews in milliseconds, some of them back in time, each with a grade.
fn histories() -> impl Strategy<Value = Vec<(i64, Grade)>> {
    let wait = prop_oneof![0..DAY, (0..400i64).prop_map(|days| days * DAY), -3 * DAY..0];
    proptest::collection::vec((wait, select(&GRADES[..])), 1..20)
}

fn reviews(history: &[(i64, Grade)]) -> Vec<Review> {
    let mut now = 0;
    let step = |(number, (wait, grade)): (usize, &(i64, Grade))| {
        now += wait;
        review(number, now, *grade)
    };
    history.iter().enumerate().map(step).collect()
}

fn days(standing: &Standing) -> Option<u32> {
    match standing.wait {
        Wait::Days(days) => Some(days),
        Wait::Step(_) => None,
    }
}

proptest! {
    #[test]
    fn the_outcome_is_what_the_preview_showed(history in histories(), retention in 70..=97u8, id in "csm-[a-z]{1,9}-0[0-9]{2}") {
        let (scheduler, item) = (Scheduler::new(retention), ItemId::new(&id));
        let reviews = reviews(&history);
        let mut before = None;
        for (number, review) in reviews.iter().enumerate() {
            let now = Now { at: review.at, utc_offset: 0 };
            let preview = scheduler.outcomes(&item, before.as_ref(), now, review.day);
            before = scheduler.replay(&item, &reviews[..=number]);
            prop_assert_eq!(before.as_ref(), Some(preview.of(review.grade)));
        }
    }

    #[test]
    fn a_better_grade_waits_longer(history in histories(), retention in 70..=97u8, late in 0..500i64) {
        let (scheduler, item) = (Scheduler::new(retention), ItemId::new("csm-daily-001"));
        let reviews = reviews(&history);
        let before = scheduler.replay(&item, &reviews);
        let now = Now { at: Millis(reviews.last().map_or(NOON, |r| r.at.0) + late * DAY), utc_offset: 0 };
        let outcomes = scheduler.outcomes(&item, before.as_ref(), now, day(now));
        prop_assert!(days(&outcomes.again).is_none());
        let waits: Vec<u32> = GRADES[1..].iter().filter_map(|grade| days(outcomes.of(*grade))).collect();
        prop_assert!(waits.windows(2).all(|two| two[0] < two[1]), "{waits:?}");
        prop_assert!(waits.iter().all(|days| (1..=LONGEST_DAYS).contains(days)), "{waits:?}");
        for grade in GRADES {
            let standing = outcomes.of(grade);
            prop_assert!((0.001..=36_500.0).contains(&standing.stability) && (1.0..=10.0).contains(&standing.difficulty));
            prop_assert!((0.0..=1.0).contains(&standing.recall(day(now).plus(late as i32))));
        }
        prop_assert!(outcomes.again.stability <= outcomes.hard.stability);
        prop_assert!(outcomes.hard.stability <= outcomes.good.stability && outcomes.good.stability <= outcomes.easy.stability);
    }

    #[test]
    fn fuzz_stays_near(history in histories(), id in "csm-[a-z]{1,9}-0[0-9]{2}") {
        let item = ItemId::new(&id);
        let reviews = reviews(&history);
        let fuzzy = Scheduler::new(90).replay(&item, &reviews).and_then(|standing| days(&standing));
        let exact = Scheduler::new(90).exact(LONGEST_DAYS).replay(&item, &reviews).and_then(|standing| days(&standing));
        prop_assert_eq!(fuzzy.is_some(), exact.is_some());
        if let (Some(fuzzy), Some(exact)) = (fuzzy, exact) {
            // Keeping the waits of the grades apart may add up to two days to either.
            prop_assert!(f64::from(fuzzy.abs_diff(exact)) <= 3.6 + 0.06 * f64::from(exact), "{fuzzy} {exact}");
        }
    }
}

#[test]
fn learning_goes_by_steps() {
    let step = |minutes_halves: u32| Some(Wait::Step(minutes_halves * 30_000));
    let check = |phase, expect: [(Phase, Option<Wait>); 4]| {
        assert_eq!(GRADES.map(|grade| after(phase, grade)), expect, "{phase:?}");
    };
    let first = [
        (Phase::Learning(0), step(2)),
        (Phase::Learning(0), step(11)),
        (Phase::Learning(1), step(20)),
        (Phase::Review, None),
    ];
    check(None, first);
    check(Some(Phase::Learning(0)), first);
    check(
        Some(Phase::Learning(1)),
        [(Phase::Learning(0), step(2)), (Phase::Learning(1), step(20)), (Phase::Review, None), (Phase::Review, None)],
    );
    let known = (Phase::Review, None);
    check(Some(Phase::Review), [(Phase::Relearning, step(20)), known, known, known]);
    check(Some(Phase::Relearning), [(Phase::Relearning, step(20)), (Phase::Relearning, step(20)), known, known]);
}

#[test]
fn waits_are_said_in_words() {
    let check = |wait: Wait, expect: &str| assert_eq!(wait.to_string(), expect);
    check(Wait::Step(60_000), "1 min");
    check(Wait::Step(330_000), "6 min");
    check(Wait::Step(600_000), "10 min");
    check(Wait::Days(1), "1 day");
    check(Wait::Days(59), "59 days");
    check(Wait::Days(60), "2 months");
    check(Wait::Days(200), "7 months");
    check(Wait::Days(365), "12 months");
}

#[test]
fn reviews_are_due_by_the_day_and_steps_by_the_minute() {
    let (scheduler, item) = (Scheduler::new(90).exact(LONGEST_DAYS), ItemId::new("csm-daily-001"));
    let late_evening = 12 * 60 * MINUTE + 3 * 60 * MINUTE; // 03:00, still the 20th
    let learned = scheduler.replay(&item, &[review(0, late_evening, Grade::Good)]).unwrap();
    assert_eq!(learned.due(at(late_evening), day(at(late_evening))), Due::At(at(late_evening + 10 * MINUTE).at));
    let known = scheduler.replay(&item, &[review(0, late_evening, Grade::Easy)]).unwrap();
    assert_eq!(known.due(at(late_evening), day(at(0))), Due::On(day(at(0)).plus(8)));
    assert!(!known.due(at(0), day(at(0))).by(at(7 * DAY), day(at(7 * DAY))));
    assert!(known.due(at(0), day(at(0))).by(at(8 * DAY - 7 * 60 * MINUTE), day(at(8 * DAY - 7 * 60 * MINUTE))));
    // A review in the future: the clock was wrong then. It is due now, and its recall is that of today.
    for grade in [Grade::Good, Grade::Easy] {
        let future = scheduler.replay(&item, &[review(0, 900 * DAY, grade)]).unwrap();
        assert!(future.due(at(0), day(at(0))).by(at(0), day(at(0))));
        assert!((future.recall(day(at(0))) - 1.0).abs() < 1e-6);
    }
}

#[test]
fn days_are_study_days() {
    let (scheduler, item) = (Scheduler::new(90), ItemId::new("csm-daily-001"));
    let state = |second: i64| {
        scheduler.replay(&item, &[review(0, 0, Grade::Good), review(1, second, Grade::Good)]).unwrap().stability
    };
    // 03:59 belongs to the evening before, 04:00 begins the next day, whatever the hours between.
    assert_eq!(state(16 * 60 * MINUTE - 1), state(MINUTE));
    assert_eq!(state(16 * 60 * MINUTE), state(DAY));
    assert_eq!(state(-DAY), state(MINUTE), "a clock that jumped back makes no negative days");
}

#[test]
fn a_leech_is_named() {
    let (scheduler, item) = (Scheduler::new(90), ItemId::new("csm-daily-001"));
    let mut history = vec![(0, Grade::Easy)];
    for lapses in 1..=LEECH_LAPSES {
        assert!(!scheduler.replay(&item, &reviews(&history)).unwrap().leech());
        history.extend([(9 * DAY, Grade::Again), (10 * MINUTE, Grade::Good)]);
        assert_eq!(scheduler.replay(&item, &reviews(&history)).unwrap().lapses, lapses);
    }
    assert!(scheduler.replay(&item, &reviews(&history)).unwrap().leech());
    // Failing while learning is no lapse.
    let learning = [(0, Grade::Again), (MINUTE, Grade::Again), (MINUTE, Grade::Again)];
    assert_eq!(scheduler.replay(&item, &reviews(&learning)).unwrap().lapses, 0);
}

#[test]
fn retention_is_kept_in_bounds() {
    let wait = |retention| Scheduler::new(retention).whole_days(100.0);
    assert_eq!(wait(90), 100);
    assert_eq!((wait(0), wait(255)), (wait(70), wait(97)));
    assert!(wait(97) < wait(90) && wait(90) < wait(85) && wait(85) < wait(70));
    assert_eq!(Scheduler::new(90).whole_days(0.001), 1);
    assert_eq!(Scheduler::new(70).whole_days(36_500.0), LONGEST_DAYS);
    assert_eq!(Scheduler::new(90).whole_days(f32::NAN), 1);
}
