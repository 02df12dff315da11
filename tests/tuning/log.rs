//! From the log to the fit, and from the fitted parameters back to the schedule.

use crate::learner::{BEGIN, DEFAULTS, forgetful, parameters, past};
use certdeck::engine::bank::question::ContentHash;
use certdeck::engine::id::{DeviceId, EventId, ItemId};
use certdeck::engine::progress::event::{Event, Graded, Parameters, Place, Setting, What};
use certdeck::engine::progress::record::Record;
use certdeck::engine::schedule::memory::{MODEL, Scheduler, usable};
use certdeck::engine::schedule::standings::Standings;
use certdeck::engine::time::{Millis, Now};
use certdeck::engine::tuning::past::Past;

const DAY_MS: i64 = 86_400_000;

fn event(counter: u64, at: i64, what: What) -> Event {
    Event { id: EventId { device: DeviceId(1), counter }, now: Now { at: Millis(at), utc_offset: 0 }, what }
}

/// The log of a past: each review a card's grade at noon and after.
fn log(past: &Past) -> Vec<Event> {
    let mut events = Vec::new();
    for (number, course) in past.courses.iter().enumerate() {
        for (at, seen) in course.reviews.iter().enumerate() {
            let item = ItemId::new(&format!("csm-topic{}-c{:02}", number / 100, number % 100));
            let graded =
                Graded { item, hash: ContentHash(1), grade: seen.grade, duration_ms: 5000, place: Place::Study };
            let when = i64::from(seen.day.0) * DAY_MS + DAY_MS / 2 + at as i64 * 60_000;
            events.push((when, What::Graded(graded)));
        }
    }
    events.sort_by_key(|(when, _)| *when);
    events.into_iter().enumerate().map(|(n, (when, what))| event(n as u64, when, what)).collect()
}

/// After everything.
fn late(past: &Past) -> i64 {
    i64::from(past.today.0 + 1) * DAY_MS
}

#[test]
fn a_log_is_read_as_the_past_that_it_tells() {
    let past = past(&forgetful(), 120, 60, 2);
    let record = Record::of(log(&past));
    assert_eq!(Past::of(record.snapshot(), past.today), past);
    let nothing = Record::of(Vec::new());
    assert_eq!(Past::of(nothing.snapshot(), BEGIN).reviews(), 0);
}

#[test]
fn adopted_parameters_reschedule_everything_and_undo_brings_all_back() {
    let past = past(&forgetful(), 60, 60, 2);
    let mut record = Record::of(log(&past));
    let mut standings = Standings::of(record.snapshot());
    let all =
        |standings: &Standings| standings.iter().map(|(id, standing)| (id.clone(), *standing)).collect::<Vec<_>>();
    let before = all(&standings);

    let mut number = 1_000_000;
    let mut say = |record: &mut Record, standings: &mut Standings, what: What| {
        number += 1;
        let _ = record.add(event(number, late(&past) + number as i64, what));
        standings.sync(record.snapshot());
        assert_eq!(all(standings), all(&Standings::of(record.snapshot())), "a sync is a new start");
        EventId { device: DeviceId(1), counter: number }
    };
    let adopt = |parameters: Parameters| What::Set(Setting::Parameters(Some(parameters)));

    let adopted = say(&mut record, &mut standings, adopt(forgetful()));
    assert_eq!(record.snapshot().settings().parameters_by(), Some(adopted));
    assert!(all(&standings).iter().zip(&before).all(|((_, new), (_, old))| new.stability != old.stability));
    let fitted = Scheduler::fitted(90, Some(&forgetful()));
    for (item, standing) in all(&standings) {
        assert_eq!(fitted.replay(&item, &record.snapshot().history(&item).unwrap().reviews), Some(standing));
    }
    let once = all(&standings);

    // A second fit, undone: the first holds again. Undone too: the defaults.
    let second = say(&mut record, &mut standings, adopt(Parameters { model: MODEL, values: vec![1.0; 21] }));
    assert_ne!(all(&standings), once);
    say(&mut record, &mut standings, What::Undone(second));
    assert_eq!(all(&standings), once);
    assert_eq!(record.snapshot().settings().parameters_by(), Some(adopted));
    say(&mut record, &mut standings, What::Undone(adopted));
    assert_eq!(all(&standings), before);
    assert_eq!(record.snapshot().settings().parameters_by(), None);
    // The default parameters as an event do the same.
    say(&mut record, &mut standings, adopt(forgetful()));
    say(&mut record, &mut standings, What::Set(Setting::Parameters(None)));
    assert_eq!(all(&standings), before);
}

#[test]
fn parameters_that_are_not_of_this_model_are_ignored() {
    let past = past(&forgetful(), 30, 40, 2);
    let mut record = Record::of(log(&past));
    let before: Vec<_> = Standings::of(record.snapshot()).iter().map(|(_, standing)| *standing).collect();
    let odd = [
        Parameters { model: MODEL - 1, values: DEFAULTS[..19].to_vec() },
        Parameters { model: MODEL + 1, values: vec![0.5; 21] },
        Parameters { model: MODEL, values: vec![0.5; 20] },
        Parameters { model: MODEL, values: Vec::new() },
        Parameters { model: MODEL, values: vec![f32::INFINITY; 21] },
    ];
    for (number, parameters) in odd.into_iter().enumerate() {
        assert!(!usable(&parameters));
        let what = What::Set(Setting::Parameters(Some(parameters.clone())));
        let _ = record.add(event(2_000_000 + number as u64, late(&past) + number as i64, what));
        assert_eq!(record.snapshot().settings().parameters, Some(parameters), "they are kept all the same");
        let after: Vec<_> = Standings::of(record.snapshot()).iter().map(|(_, standing)| *standing).collect();
        assert_eq!(after, before);
    }
}

#[test]
fn parameters_out_of_range_are_brought_into_it() {
    for value in [-1e30, -1.0, 0.0, 1e30] {
        let scheduler = Scheduler::fitted(90, Some(&Parameters { model: MODEL, values: vec![value; 21] }));
        let past = past(&parameters(DEFAULTS), 3, 60, 1);
        for course in &past.courses {
            let reviews: Vec<_> = course
                .reviews
                .iter()
                .enumerate()
                .map(|(n, seen)| crate::learner::review(n, seen.day, seen.grade))
                .collect();
            let standing = scheduler.replay(&ItemId::new("csm-daily-001"), &reviews).unwrap();
            assert!(standing.stability.is_finite() && standing.stability > 0.0, "{value}: {standing:?}");
            assert!((0.0..=1.0).contains(&standing.recall(past.today)), "{value}: {standing:?}");
        }
    }
}
