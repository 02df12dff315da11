use crate::arbitrary::crowd;
use crate::make::{answered, by, event};
use certdeck::engine::id::DeviceId;
use certdeck::engine::progress::event::Event;
use certdeck::engine::progress::log::{Inserted, Log};
use proptest::prelude::*;

fn merged(a: &Log, b: &Log) -> Log {
    let mut both = a.clone();
    both.merge(b);
    both
}

fn one_by_one(events: &[Event]) -> Log {
    let mut log = Log::default();
    for event in events {
        let _ = log.insert(event.clone());
    }
    log
}

proptest! {
    #[test]
    fn merging_is_union(a in crowd(30), b in crowd(30), c in crowd(30)) {
        let [a, b, c] = [a, b, c].map(Log::of);
        prop_assert_eq!(merged(&a, &b), merged(&b, &a));
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
        prop_assert_eq!(merged(&a, &a), a.clone());
        prop_assert_eq!(merged(&a, &Log::default()), a.clone());
        let both = merged(&a, &b);
        prop_assert!(a.events().iter().chain(b.events()).all(|event| both.contains(event)));
        prop_assert_eq!(both.clashes(), merged(&b, &a).clashes());
    }

    #[test]
    fn the_order_of_arrival_does_not_matter((events, shuffled) in crowd(40).prop_flat_map(|events| {
        let shuffled = Just(events.clone()).prop_shuffle();
        (Just(events), shuffled)
    })) {
        let log = Log::of(events.clone());
        prop_assert_eq!(&one_by_one(&shuffled), &log);
        prop_assert_eq!(one_by_one(&shuffled).clashes(), log.clashes());
        let places: Vec<_> = log.events().iter().map(|e| (e.now.at, e.id.device, e.id.counter)).collect();
        prop_assert!(places.is_sorted());
        for event in events {
            prop_assert!(log.contains(&event) && log.has_id(event.id));
            prop_assert!(log.next_counter(event.id.device) > event.id.counter);
        }
    }
}

#[test]
fn inserting_tells_what_became_of_the_event() {
    let mut log = Log::default();
    let first = event(0, 0, answered("csm-daily-001", true, None));
    assert_eq!(log.insert(first.clone()), Inserted::New);
    assert_eq!(log.insert(first.clone()), Inserted::Known);
    assert_eq!(log.insert(event(1, -5, answered("csm-daily-001", true, None))), Inserted::New);
    // Another event under the first one's id, at the same time and at another: both happened, both are kept.
    assert_eq!(log.insert(event(0, 0, answered("csm-daily-001", false, None))), Inserted::Clash);
    assert_eq!(log.insert(event(0, 9, answered("csm-daily-001", false, None))), Inserted::Clash);
    assert_eq!(log.insert(first), Inserted::Known);
    assert_eq!((log.events().len(), log.clashes()), (4, 2));
    assert_eq!(log.next_counter(DeviceId(1)), 2);
    assert_eq!(log.next_counter(DeviceId(2)), 0);
    assert_eq!(log.insert(by(2, u64::MAX, 0, answered("csm-daily-001", true, None))), Inserted::New);
    assert_eq!(log.next_counter(DeviceId(2)), u64::MAX);
}
