use crate::arbitrary::crowd;
use crate::make::{DAY, MINUTE, NOON, answered, event};
use certdeck::engine::progress::backup::{Cause, Cutter, Held, Part, Step, Use, kept, read_part};
use certdeck::engine::progress::log::Log;
use certdeck::engine::progress::reminder::{Copied, Due, due, may};
use certdeck::engine::time::{DEFAULT_ROLLOVER, Millis, Now, StudyDay};
use proptest::prelude::*;
use std::collections::BTreeMap;

const HOUR: i64 = 60 * MINUTE;

fn held(at: i64, cause: Cause, events: u32) -> Held {
    let taken = Now { at: Millis(at), utc_offset: 0 };
    Held { taken, cause, events, answers: events, last: Some(StudyDay(20_000)), characters: 60 }
}

/// All parts of a log, cut in steps of so many events.
fn cut(log: &Log, most: usize) -> (Vec<Part>, Held) {
    let mut cutter = Cutter::new(log);
    let mut parts = Vec::new();
    loop {
        match cutter.step(log, most) {
            Step::More => {}
            Step::Part(part) => parts.push(part),
            Step::Done => return (parts, cutter.held(Now { at: Millis(NOON), utc_offset: 60 }, Cause::Regular)),
            Step::Changed => panic!("nothing changes here"),
        }
    }
}

fn joined(parts: &[Part]) -> Log {
    Log::of(parts.iter().flat_map(|part| read_part(&part.text).0).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_backup_holds_what_the_log_held(events in crowd(40), most in 1usize..9) {
        let log = Log::of(events);
        let (parts, held) = cut(&log, most);
        prop_assert_eq!(joined(&parts), log.clone());
        prop_assert_eq!(held.events as usize, log.events().len());
        prop_assert_eq!(held.characters, parts.iter().map(|part| part.text.len() as u64).sum::<u64>());
        prop_assert_eq!(&cut(&log, 1000).0, &parts, "whatever the steps");
        prop_assert_eq!(Held::read(&held.write()), Some(held));
    }

    #[test]
    fn the_same_name_means_the_same_text(mine in crowd(30), theirs in crowd(30)) {
        let mut named: BTreeMap<String, String> = BTreeMap::new();
        for part in cut(&Log::of(mine), 7).0.into_iter().chain(cut(&Log::of(theirs), 7).0) {
            prop_assert!(part.name.is_ascii() && part.name.len() < 60);
            let text = named.entry(part.name).or_insert_with(|| part.text.clone());
            prop_assert_eq!(&*text, &part.text);
        }
    }

    #[test]
    fn the_rotation_keeps_the_latest_and_the_fullest(
        all in proptest::collection::vec((0..100 * DAY, 0..2000u32, any::<bool>()), 1..60),
        later in 0..200 * DAY,
    ) {
        let cause = |regular| if regular { Cause::Regular } else { Cause::Import };
        let all: Vec<Held> = all.iter().map(|(at, events, regular)| held(NOON + at, cause(*regular), *events)).collect();
        let now = Millis(NOON + 100 * DAY + later);
        let kept_ones = |all: &[Held]| -> Vec<Held> {
            all.iter().zip(kept(all, now)).filter(|(_, kept)| *kept).map(|(held, _)| *held).collect()
        };
        let once = kept_ones(&all);
        let latest = all.iter().map(|held| held.taken.at).max();
        prop_assert!(once.iter().any(|held| Some(held.taken.at) == latest));
        let fullest = all.iter().map(|held| held.events).max();
        prop_assert!(once.iter().any(|held| Some(held.events) == fullest));
        // Rotating again takes nothing more away: what is kept does not hang on what was dropped.
        prop_assert_eq!(kept_ones(&once), once);
    }
}

#[test]
fn the_rotation_table() {
    // Hours before now, with a letter for backups that were taken before something; what is kept is listed.
    let check = |what: &str, ages: &[(i64, char)], expect: &[i64]| {
        let now = NOON + 400 * DAY;
        let all: Vec<Held> = ages
            .iter()
            .map(|(hours, letter)| {
                let cause = if *letter == 'r' { Cause::Regular } else { Cause::Import };
                held(now - hours * HOUR, cause, 10)
            })
            .collect();
        let kept = kept(&all, Millis(now));
        let found: Vec<i64> = ages.iter().zip(kept).filter(|(_, kept)| *kept).map(|((hours, _), _)| *hours).collect();
        assert_eq!(found, expect, "{what}");
    };
    let regular = |hours: &[i64]| hours.iter().map(|hours| (*hours, 'r')).collect::<Vec<_>>();
    check("nothing", &[], &[]);
    check("two days: all", &regular(&[0, 1, 2, 30, 31, 47]), &[0, 1, 2, 30, 31, 47]);
    // 50 and 51 hours before noon are 10:00 and 09:00 of the same day.
    check("then the last one of a day", &regular(&[1, 50, 51, 52, 75, 76]), &[1, 50, 75]);
    // One a day at noon, 2026-11-20 + 400 days being a Saturday: seven days, then the last of each of four weeks.
    let daily: Vec<i64> = (0..60).map(|day| day * 24).collect();
    check("seven days, four weeks", &regular(&daily), &[0, 24, 48, 72, 96, 120, 144, 13 * 24, 20 * 24]);
    // Days without a backup don't count.
    let rare: Vec<i64> = (0..12).map(|n| n * 24 * 10).collect();
    check("who comes every ten days", &regular(&rare), &[0, 240, 480, 720, 960, 1200, 1440]);
    let before: Vec<(i64, char)> = [(0, 'r')].into_iter().chain((0..14).map(|n| (50 + n, 'i'))).collect();
    let expect: Vec<i64> = [0].into_iter().chain(50..60).collect();
    check("ten that were taken before something", &before, &expect);
    // Older than four weeks: only as the last of its day.
    check("no longer than four weeks", &[(0, 'r'), (675, 'r'), (676, 'i'), (677, 'i')], &[0, 675]);
    check("a clock that was ahead", &regular(&[-100, 0, 1]), &[-100, 0, 1]);
}

#[test]
fn the_fullest_one_is_kept_for_ever() {
    let now = NOON + 400 * DAY;
    let mut all: Vec<Held> = (0..50).map(|day| held(now - day * DAY, Cause::Regular, 5)).collect();
    all.push(held(now - 90 * DAY, Cause::Regular, 5000));
    assert!(kept(&all, Millis(now))[50]);
}

#[test]
fn a_backup_is_due_after_half_an_hour_of_use_and_once_a_day() {
    let today = Now { at: Millis(NOON), utc_offset: 0 }.study_day(DEFAULT_ROLLOVER);
    let check = |minutes: &[i64], latest: Option<i64>, expect: bool| {
        let mut used = Use::default();
        for minute in minutes {
            used.happened(Millis(NOON + minute * MINUTE));
        }
        let latest = latest.map(|minutes| held(NOON + minutes * MINUTE, Cause::Regular, 1));
        assert_eq!(used.due(latest.as_ref(), today), expect, "{minutes:?} {latest:?}");
    };
    let steady: Vec<i64> = (0..=10).map(|n| n * 3).collect();
    check(&[], None, true);
    check(&[], Some(-1), false);
    check(&[], Some(-24 * 60), true);
    check(&steady, Some(-1), true);
    check(&steady[..10], Some(-1), false);
    // Two hours of absence are five minutes of use.
    check(&[0, 120], Some(-1), false);
    check(&[0, 60, 120, 180, 240, 300, 360], Some(-1), true);
    // A clock that jumps back and forth.
    check(&[0, -600, 0, -600, 0], Some(-1), false);
    let mut used = Use::default();
    for minute in &steady {
        used.happened(Millis(NOON + minute * MINUTE));
    }
    used.taken();
    assert!(!used.due(Some(&held(NOON, Cause::Regular, 1)), today));
}

#[test]
fn old_parts_stay_as_they_are_while_new_events_come() {
    let week = |n: i64| event(n as u64, n * 7 * DAY, answered("csm-daily-001", true, None));
    let mut log = Log::of((0..4).map(week).collect());
    let (before, _) = cut(&log, 3);
    let _ = log.insert(event(9, 3 * 7 * DAY + MINUTE, answered("csm-daily-002", true, None)));
    let (after, held) = cut(&log, 3);
    assert_eq!((before.len(), after.len()), (4, 4));
    assert_eq!(before[..3], after[..3]);
    assert_ne!(before[3].name, after[3].name);
    assert_eq!((held.events, held.answers), (5, 5));
    let mut cutter = Cutter::new(&log);
    let _ = log.insert(event(10, 0, answered("csm-daily-002", true, None)));
    assert_eq!(cutter.step(&log, 3), Step::Changed);
    assert_eq!(read_part("no line\n\u{e4}\n"), (Vec::new(), 2));
}

#[test]
fn what_a_backup_holds_is_read_back_or_not_at_all() {
    assert!(Held::read("1 regular 1795176000000 60 412 300 20777 48211").is_some());
    for bad in [
        "",
        "1",
        "2 regular 1795176000000 60 412 300 20777 48211",
        "1 someday 1795176000000 60 412 300 20777 48211",
        "1 regular x 60 412 300 20777 48211",
        "1 regular 1795176000000 60 412 300 20777 48211 9",
        "1 regular 1795176000000 60 -1 300 20777 48211",
        "1 regular 1795176000000 60 412 300 day 48211",
    ] {
        assert_eq!(Held::read(bad), None, "{bad}");
    }
}

#[test]
fn a_copy_is_due_after_200_answers_or_7_days() {
    let check = |copied: Option<(i64, u32)>, answers: u32, first: Option<i64>, expect: Option<Due>| {
        let copied = copied.map(|(days, answers)| Copied { at: Millis(NOON + days * DAY), answers });
        let first = first.map(|days| Millis(NOON + days * DAY));
        assert_eq!(due(copied, answers, first, Millis(NOON)), expect, "{copied:?} {answers} {first:?}");
    };
    check(None, 0, None, None);
    check(None, 5, Some(0), None);
    check(None, 5, Some(-7), Some(Due::Days(7)));
    check(None, 200, Some(0), Some(Due::Answers(200)));
    check(Some((0, 500)), 500, Some(-90), None);
    check(Some((-6, 500)), 699, Some(-90), None);
    check(Some((-6, 500)), 700, Some(-90), Some(Due::Answers(200)));
    check(Some((-30, 500)), 501, Some(-90), Some(Due::Days(30)));
    // Nothing was done since: nothing is to be copied.
    check(Some((-30, 500)), 500, Some(-90), None);
    // After a deletion there are fewer; a clock that was ahead.
    check(Some((-30, 500)), 20, Some(-90), None);
    check(Some((30, 500)), 520, Some(-90), None);
    let copied = Copied { at: Millis(NOON), answers: 412 };
    assert_eq!(Copied::read(&copied.write()), Some(copied));
    for bad in ["", "1", "x 1", "1 -1", "1 2 3"] {
        assert_eq!(Copied::read(bad), None, "{bad}");
    }
    let now = Now { at: Millis(NOON), utc_offset: 0 };
    let StudyDay(today) = now.study_day(DEFAULT_ROLLOVER);
    assert!(may(None, now, DEFAULT_ROLLOVER) && may(Some("x"), now, DEFAULT_ROLLOVER));
    assert!(may(Some(&(today - 1).to_string()), now, DEFAULT_ROLLOVER));
    assert!(!may(Some(&today.to_string()), now, DEFAULT_ROLLOVER));
}
