use crate::arbitrary::crowd;
use crate::make::{DAY, MINUTE, NOON, answered, by, event, graded, id, item, set, track};
use certdeck::engine::progress::event::{Confidence, Event, Grade, Setting, Theme, What};
use certdeck::engine::progress::history::grade_of;
use certdeck::engine::progress::record::Record;
use certdeck::engine::progress::settings::Settings;
use certdeck::engine::progress::snapshot::{Applied, Snapshot};
use certdeck::engine::time::{Date, Millis, Now, StudyDay};
use proptest::prelude::*;

fn fold(events: &[Event]) -> Snapshot {
    Record::of(events.to_vec()).snapshot().clone()
}

fn noon() -> StudyDay {
    StudyDay::from(Date { year: 2026, month: 11, day: 20 })
}

proptest! {
    #[test]
    fn adding_one_by_one_is_folding_all((events, shuffled) in crowd(50).prop_flat_map(|events| {
        let shuffled = Just(events.clone()).prop_shuffle();
        (Just(events), shuffled)
    })) {
        let all = Record::of(events.clone());
        for order in [&events, &shuffled] {
            let mut record = Record::default();
            for event in order {
                let _ = record.add(event.clone());
            }
            prop_assert_eq!(record.log(), all.log());
            prop_assert_eq!(record.snapshot(), all.snapshot());
        }
        // As another tab tells them: some at a time, the latest or not.
        for (order, some) in [(&events, 1), (&events, 7), (&shuffled, 7), (&shuffled, 50)] {
            let mut record = Record::default();
            let new: u32 = order.chunks(some).map(|some| record.merge(some.to_vec())).sum();
            prop_assert_eq!(new as usize, all.log().events().len());
            prop_assert_eq!(record.log(), all.log());
            prop_assert_eq!(record.snapshot(), all.snapshot());
        }
        let (early, late) = events.split_at(events.len() / 2);
        let mut record = Record::of(late.to_vec());
        let new = record.merge(early.to_vec());
        prop_assert_eq!(new as usize, all.log().events().len() - Record::of(late.to_vec()).log().events().len());
        prop_assert_eq!(record.snapshot(), all.snapshot());
    }

    #[test]
    fn tallies_are_the_sum_of_the_reviews(events in crowd(50)) {
        let snapshot = fold(&events);
        let reviews: usize = snapshot.items().map(|(_, history)| history.reviews.len()).sum();
        let right: usize = snapshot.items().flat_map(|(_, h)| &h.reviews).filter(|review| review.right).count();
        let days = snapshot.days(None);
        prop_assert_eq!(days.values().map(|day| day.reviews as usize).sum::<usize>(), reviews);
        prop_assert_eq!(days.values().map(|day| day.right as usize).sum::<usize>(), right);
        for (day, tally) in days {
            let tracks = [track("csm"), track("aif")].map(|track| snapshot.tally(Some(&track), day).reviews);
            prop_assert_eq!(tracks.iter().sum::<u32>(), tally.reviews);
            prop_assert_eq!(snapshot.tally(None, day), tally);
        }
    }
}

#[test]
fn nothing_has_happened() {
    let snapshot = fold(&[]);
    assert_eq!(snapshot, Snapshot::default());
    let defaults = snapshot.settings();
    assert_eq!(
        (defaults.theme, defaults.retention_for("csm"), defaults.new_per_day, defaults.rollover, defaults.text_size),
        (Theme::System, 90, 10, 240, 100)
    );
    assert!(!defaults.reduced_motion && defaults.shortcuts && defaults.ask_confidence && defaults.track.is_none());
}

#[test]
fn an_answer_counts_as_its_confidence_says() {
    let check = |right, confidence, expect| assert_eq!(grade_of(right, confidence), expect);
    check(true, None, Grade::Good);
    check(true, Some(Confidence::Guessed), Grade::Hard);
    check(true, Some(Confidence::ThoughtSo), Grade::Good);
    check(true, Some(Confidence::Certain), Grade::Easy);
    for confidence in [None, Some(Confidence::Guessed), Some(Confidence::ThoughtSo), Some(Confidence::Certain)] {
        check(false, confidence, Grade::Again);
    }
}

#[test]
fn reviews_tallies_and_marks_are_kept_by_item_and_day() {
    let snapshot = fold(&[
        event(0, 0, answered("csm-daily-001", true, Some(Confidence::Guessed))),
        event(1, MINUTE, graded("csm-daily-c01", Grade::Again)),
        event(2, DAY, answered("csm-daily-001", false, Some(Confidence::Certain))),
        event(3, DAY, What::Flagged { item: item("csm-daily-001"), on: true }),
        event(4, DAY, What::Suspended { item: item("csm-sprint-004"), on: true }),
        event(5, DAY, What::Skipped(item("aif-terms-001"))),
    ]);
    let history = snapshot.history(&item("csm-daily-001")).unwrap();
    let seen: Vec<_> = history.reviews.iter().map(|r| (r.day, r.grade, r.right, r.duration_ms)).collect();
    assert_eq!(seen, [(noon(), Grade::Hard, true, 30_000), (noon().plus(1), Grade::Again, false, 30_000)]);
    assert!(history.flagged && history.confident_error() && history.reviews[0].lucky());
    assert!(snapshot.history(&item("csm-sprint-004")).unwrap().suspended);
    let skipped = snapshot.history(&item("aif-terms-001")).unwrap();
    assert!(skipped.skipped(noon().plus(1)) && !skipped.skipped(noon().plus(2)) && !skipped.skipped(noon()));

    let day = snapshot.tally(Some(&track("csm")), noon());
    assert_eq!((day.reviews, day.right, day.new, day.millis), (2, 1, 2, 38_000));
    assert_eq!(snapshot.tally(Some(&track("csm")), noon().plus(1)).new, 0);
    assert_eq!(snapshot.tally(Some(&track("aif")), noon()).reviews, 0);
    let csm = track("csm");
    let of_csm: Vec<_> = snapshot.items_of(&csm).map(|(id, _)| id.as_str()).collect();
    assert_eq!(of_csm, ["csm-daily-001", "csm-daily-c01", "csm-sprint-004"]);
    assert_eq!(snapshot.items_of(&track("cs")).count(), 0);
    assert_eq!(snapshot.items_of(&track("c")).count(), 0);
}

#[test]
fn an_undone_event_does_not_count_wherever_the_undo_stands() {
    let answer = event(3, 0, answered("csm-daily-001", true, None));
    for after in [-DAY, 0, DAY] {
        let undo = event(4, after, What::Undone(answer.id));
        let snapshot = fold(&[answer.clone(), undo]);
        assert_eq!((snapshot.items().count(), snapshot.days(None).len()), (0, 0), "{after}");
    }
    // An undo can't be undone, a flag, a setting and a deletion can.
    let gone = fold(&[answer.clone(), event(4, 1, What::Undone(id(1, 3))), event(5, 2, What::Undone(id(1, 4)))]);
    assert_eq!(gone.items().count(), 0);
    let back = fold(&[answer, event(4, 1, What::Deleted(None)), event(5, 2, What::Undone(id(1, 4)))]);
    assert_eq!(back.items().count(), 1);
    let light = event(0, 0, set(Setting::Theme(Theme::Light)));
    let dark = event(1, 1, set(Setting::Theme(Theme::Dark)));
    let undone = fold(&[light, dark, event(2, 2, What::Undone(id(1, 1)))]);
    assert_eq!(undone.settings().theme, Theme::Light);
}

#[test]
fn a_deletion_covers_what_came_before_it() {
    let events = [
        event(0, 0, answered("csm-daily-001", true, None)),
        event(1, 1, answered("aif-terms-001", true, None)),
        event(2, 2, What::Flagged { item: item("csm-daily-002"), on: true }),
        event(3, 3, set(Setting::NewPerDay(3))),
    ];
    let check = |deletion: Event, expect: &[&str], new_per_day: u16| {
        let snapshot = fold(&[&events[..], &[deletion]].concat());
        let items: Vec<_> = snapshot.items().map(|(id, _)| id.as_str()).collect();
        assert_eq!(items, expect);
        assert_eq!(snapshot.settings().new_per_day, new_per_day);
    };
    check(event(4, 9, What::Deleted(Some(track("csm")))), &["aif-terms-001"], 3);
    check(event(4, 9, What::Deleted(None)), &[], 10);
    // The clock jumped back: the same device's counter still tells what came before.
    check(event(4, -DAY, What::Deleted(None)), &[], 10);
    check(event(2, 9, What::Deleted(None)), &["csm-daily-002"], 3);
    // Another device's deletion goes by the clock.
    check(by(2, 0, 9, What::Deleted(None)), &[], 10);
    check(by(2, 99, 1, What::Deleted(None)), &["csm-daily-002"], 3);
    check(event(4, 9, What::Deleted(Some(track("")))), &["aif-terms-001", "csm-daily-001", "csm-daily-002"], 3);
}

#[test]
fn settings_are_brought_into_their_range() {
    let of = |setting: Setting| fold(&[event(0, 0, set(setting))]).settings().clone();
    assert_eq!(of(Setting::Retention(20)).retention, Some(70));
    assert_eq!(of(Setting::Retention(255)).retention_for("csm"), 97);
    assert_eq!(of(Setting::Rollover(5000)).rollover, 720);
    assert_eq!(of(Setting::TextSize(10)).text_size, 80);
    assert_eq!(of(Setting::NewPerDay(65_535)).new_per_day, 999);
    let dated = of(Setting::ExamDate(track("csm"), Some("2026-12-31".into())));
    assert_eq!((dated.retention_for("csm"), dated.retention_for("aif")), (85, 90));
    let odd = of(Setting::ExamDate(track("csm"), Some("soon".into())));
    assert_eq!(odd.exam_dates, Settings::default().exam_dates);
    let monday = StudyDay::from(Date::parse("2026-11-23").unwrap());
    let week = of(Setting::Minutes(track("csm"), [1000, 0, 5, 0, 0, 0, 90]));
    let minutes = |ahead: i32| week.minutes_on("csm", monday.plus(ahead));
    assert_eq!([minutes(0), minutes(1), minutes(2), minutes(6), minutes(7)], [600, 0, 5, 90, 600]);
    assert_eq!(week.minutes_on("aif", monday), 30, "another track keeps the default");
    let off = of(Setting::DaysOff(track("csm"), vec![monday.plus(2), monday, monday.plus(2)]));
    assert_eq!(off.days_off.get("csm"), Some(&vec![monday, monday.plus(2)]));
    assert_eq!([0, 1, 2].map(|ahead| off.minutes_on("csm", monday.plus(ahead))), [0, 30, 0]);
    assert_eq!(of(Setting::Target(track("csm"), 0)).target_for("csm"), 1);
    assert_eq!(of(Setting::Target(track("csm"), 200)).target_for("csm"), 100);
}

#[test]
fn a_day_is_told_by_the_rollover_of_its_time() {
    let night = 14 * 3_600_000; // 02:00 in the night after noon
    let snapshot = fold(&[
        event(0, night, answered("csm-daily-001", true, None)),
        event(1, night + 1, set(Setting::Rollover(0))),
        event(2, night + 2, answered("csm-daily-001", true, None)),
    ]);
    let days: Vec<_> = snapshot.history(&item("csm-daily-001")).unwrap().reviews.iter().map(|r| r.day).collect();
    assert_eq!(days, [noon(), noon().plus(1)]);
}

#[test]
fn one_wrong_hour_does_not_outvote_what_follows() {
    // A clock a year ahead, then set right: what was written with it lies in the future.
    let snapshot = fold(&[
        event(0, 365 * DAY, set(Setting::Theme(Theme::Dark))),
        event(1, 365 * DAY, answered("csm-daily-001", false, None)),
        event(2, 365 * DAY, What::Flagged { item: item("csm-daily-001"), on: true }),
        event(3, 0, set(Setting::Theme(Theme::Light))),
        event(4, 0, answered("csm-daily-001", true, None)),
        event(5, 0, What::Flagged { item: item("csm-daily-001"), on: false }),
    ]);
    assert_eq!(snapshot.settings().theme, Theme::Light);
    let history = snapshot.history(&item("csm-daily-001")).unwrap();
    assert_eq!(history.reviews.iter().map(|r| r.right).collect::<Vec<_>>(), [false, true]);
    assert!(!history.flagged);
}

#[test]
fn the_newest_answer_and_its_undo_need_no_new_fold() {
    let mut snapshot = fold(&[event(0, 0, answered("csm-daily-001", true, None))]);
    let before = snapshot.clone();
    let answer = event(1, 1, answered("csm-daily-001", false, None));
    assert_eq!(snapshot.apply(&answer), Applied::Done);
    assert_eq!(snapshot.apply(&event(2, 2, What::Undone(answer.id))), Applied::Done);
    assert_eq!(snapshot.history(&item("csm-daily-001")), before.history(&item("csm-daily-001")));
    // What reaches back asks for a fold and changes nothing.
    let now = snapshot.clone();
    assert_eq!(snapshot.apply(&event(3, -1, answered("csm-daily-001", true, None))), Applied::Refold);
    assert_eq!(snapshot.apply(&event(3, 3, What::Undone(id(7, 7)))), Applied::Refold);
    assert_eq!(snapshot.apply(&event(3, 3, What::Deleted(None))), Applied::Refold);
    assert_eq!(snapshot, now);
    assert_eq!(snapshot.today(Now { at: Millis(NOON), utc_offset: 0 }), noon());
}
