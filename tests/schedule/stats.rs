use crate::world::{DAY, Learner, MINUTE, deck, item};
use certdeck::engine::id::TrackId;
use certdeck::engine::progress::event::{Confidence, Grade, What};
use certdeck::engine::stats::accuracy::accuracy;
use certdeck::engine::stats::calendar::{WEEKS, year};
use certdeck::engine::stats::calibration::calibration;
use certdeck::engine::stats::effort::effort;
use certdeck::engine::stats::load::{DAYS, loads};
use certdeck::engine::stats::retention::{Month, retention};
use certdeck::engine::stats::share::{ENOUGH, Share};
use certdeck::engine::time::StudyDay;

fn csm() -> TrackId {
    TrackId::new("csm")
}

fn share(hits: u32, of: u32) -> Share {
    Share { hits, of }
}

#[test]
fn first_answers_and_repeats_are_kept_apart() {
    let mut learner = Learner::new(deck());
    learner.answer("csm-daily-001", false, None).answer("csm-daily-001", true, None).know("csm-sprint-001");
    learner.grade("csm-daily-c01", Grade::Good).know("csm-gone-001");
    let domains = accuracy(learner.record.snapshot(), &learner.deck.track);
    let [events, team] = &domains[..] else { panic!("{domains:?}") };
    assert_eq!((events.domain.as_str(), events.all.first, events.all.repeat), ("events", share(1, 2), share(1, 1)));
    let daily = &events.topics[0];
    assert_eq!((daily.0.as_str(), daily.1.first, daily.1.repeat), ("daily", share(0, 1), share(1, 1)));
    assert_eq!((team.all.first, team.topics.len()), (share(0, 0), 1));
    assert!(!events.all.first.enough() && share(4, ENOUGH).enough());
}

#[test]
fn true_retention_counts_what_was_due_after_days() {
    let mut learner = Learner::new(deck());
    // Learning, and what follows on the same day, tests no memory of days.
    learner.answer("csm-daily-001", true, None).wait(10 * MINUTE).answer("csm-daily-001", true, None);
    learner.wait(3 * DAY).answer("csm-daily-001", true, None).wait(MINUTE).answer("csm-daily-001", false, None);
    let of = |learner: &Learner| retention(learner.record.snapshot(), &csm(), learner.today());
    assert_eq!((of(&learner).all, of(&learner).recent), (share(1, 1), share(1, 1)));
    // After a lapse it has to be learned again first.
    learner.wait(DAY).answer("csm-daily-001", true, None).wait(10 * DAY).answer("csm-daily-001", false, None);
    let told = of(&learner);
    assert_eq!(told.all, share(1, 2));
    assert_eq!(
        told.months,
        [Month { year: 2026, month: 11, share: share(1, 1) }, Month { year: 2026, month: 12, share: share(0, 1) }]
    );
    learner.wait(25 * DAY);
    assert_eq!((of(&learner).all, of(&learner).recent), (share(1, 2), share(0, 1)));
}

#[test]
fn the_calendar_is_a_year_of_whole_weeks() {
    let mut learner = Learner::new(deck());
    learner.know("csm-daily-001").know("csm-daily-002").wait(DAY).know("csm-daily-003").know("aif-terms-001");
    let today = learner.today();
    let told = year(learner.record.snapshot(), Some(&csm()), today);
    assert_eq!((told.weeks.len(), told.most, told.active, told.total.reviews), (WEEKS, 2, 2, 3));
    let days: Vec<StudyDay> = told.weeks.iter().flatten().flatten().map(|(day, _)| *day).collect();
    assert!(days.windows(2).all(|two| two[0].plus(1) == two[1]));
    assert_eq!((days[0].weekday(), days.last()), (0, Some(&today)));
    assert!(days.len() > 365);
    let shade = |reviews| told.shade(&certdeck::engine::progress::streak::Tally { reviews, ..Default::default() });
    assert_eq!([0, 1, 2, 9].map(shade), [0, 2, 4, 4]);
    assert_eq!(year(learner.record.snapshot(), None, today).total.reviews, 4);
}

#[test]
fn the_load_holds_every_due_review_once() {
    let mut learner = Learner::new(deck());
    learner.know("csm-daily-001").grade("csm-daily-c01", Grade::Easy).answer("csm-daily-002", false, None);
    learner.know("csm-sprint-001").log([What::Suspended { item: item("csm-sprint-001"), on: true }]);
    let told = |learner: &Learner| loads(learner.record.snapshot(), &learner.standings, &csm(), learner.now);
    let told_now = told(&learner);
    assert_eq!((told_now.len(), told_now[0].day, told_now[0].questions), (DAYS, learner.today(), 1));
    let sums = |loads: &[certdeck::engine::stats::load::Load]| {
        (loads.iter().map(|load| load.questions).sum::<u32>(), loads.iter().map(|load| load.cards).sum::<u32>())
    };
    assert_eq!(sums(&told_now), (2, 1));
    learner.wait(60 * DAY);
    let told_now = told(&learner);
    assert_eq!((told_now[0].questions, told_now[0].cards), (2, 1), "what is overdue is today's");
    learner.log([What::Skipped(item("csm-daily-001"))]);
    assert_eq!((told(&learner)[0].questions, told(&learner)[1].questions), (1, 1));
}

#[test]
fn confidence_stands_against_correctness() {
    let mut learner = Learner::new(deck());
    for (right, confidence) in [
        (true, Some(Confidence::Certain)),
        (false, Some(Confidence::Certain)),
        (true, Some(Confidence::Guessed)),
        (true, None),
    ] {
        learner.answer("csm-daily-001", right, confidence);
    }
    let table = calibration(learner.record.snapshot(), &csm());
    assert_eq!(table.map(|(_, share)| share), [share(1, 1), share(0, 0), share(1, 2)]);
}

#[test]
fn effort_sums_up_time_and_medians_only_with_enough_of_it() {
    let mut learner = Learner::new(deck());
    for number in 1..=20 {
        learner.know(&format!("csm-daily-{number:03}"));
    }
    learner.wait(10 * DAY).grade("csm-daily-c01", Grade::Good);
    let told = effort(learner.record.snapshot(), &csm(), learner.today());
    assert_eq!((told.reviews, told.week_reviews, told.days), (21, 1, 2));
    assert_eq!((told.millis, told.week_millis), (406_000, 6_000));
    assert_eq!((told.question_seconds, told.card_seconds), (Some(20), None));
}
