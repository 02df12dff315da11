use crate::arbitrary::{any_event, crowd, likely_event};
use crate::make::{answered, by, event, graded};
use certdeck::engine::progress::codec::segment::{FULL, open, seal, storage_name};
use certdeck::engine::progress::codec::{CodecError, crc32, encode};
use certdeck::engine::progress::event::{Confidence, Event, Grade, What};
use certdeck::engine::progress::export;
use certdeck::engine::progress::log::Log;
use proptest::prelude::*;

const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn unpacked(text: &str) -> Vec<Event> {
    open(text).and_then(|segment| segment.events()).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

/// A text with a checksum that fits.
fn sealed(text: &str) -> String {
    let check = crc32(0, text.as_bytes());
    let letters = (0..6).rev().map(|place| (u64::from(check) >> (6 * place) & 63) as usize);
    text.chars().chain(letters.map(|at| char::from(ALPHABET.as_bytes()[at]))).collect()
}

fn comes_back(events: Vec<Event>, generation: u64) -> Result<(), TestCaseError> {
    let text = seal(generation, &events);
    prop_assert!(text.chars().all(|c| ALPHABET.contains(c)));
    let segment = open(&text).expect("it was just written");
    prop_assert_eq!(segment.generation(), generation);
    for event in &events {
        prop_assert!(segment.spans().iter().any(|span| span.may_hold(event.id)));
    }
    let read = unpacked(&text);
    prop_assert_eq!(segment.count(), read.len());
    prop_assert_eq!(Log::of(read.clone()), Log::of(events.clone()));
    // The same events in any order make the same text.
    let mut turned = events;
    turned.reverse();
    prop_assert_eq!(seal(generation, &turned), text);
    Ok(())
}

proptest! {
    #[test]
    fn any_events_come_back(events in prop::collection::vec(any_event(), 0..40), generation in any::<u64>()) {
        comes_back(events, generation)?;
    }

    #[test]
    fn events_that_clash_come_back(events in crowd(60)) {
        comes_back(events, 3)?;
    }

    #[test]
    fn likely_events_come_back(events in prop::collection::vec(likely_event(), 0..200)) {
        comes_back(events, 9)?;
    }

    #[test]
    fn any_changed_character_is_damage(
        events in prop::collection::vec(likely_event(), 1..8), at in any::<prop::sample::Index>(), to in any::<char>(),
    ) {
        let mut text: Vec<char> = seal(1, &events).chars().collect();
        let at = at.index(text.len());
        prop_assume!(text[at] != to);
        text[at] = to;
        prop_assert_eq!(open(&text.iter().collect::<String>()).map(|_| ()), Err(CodecError::Damaged));
    }

    #[test]
    fn a_segment_cut_short_is_damage(events in prop::collection::vec(likely_event(), 1..8), cut in any::<prop::sample::Index>()) {
        let text = seal(1, &events);
        prop_assert_eq!(open(&text[..cut.index(text.len())]).map(|_| ()), Err(CodecError::Damaged));
    }

    #[test]
    fn nothing_that_is_read_ends_in_a_panic(
        text in "\\PC{0,80}", body in "[A-Za-z0-9_-]{0,90}",
        events in prop::collection::vec(likely_event(), 1..8), at in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(),
    ) {
        let _ = open(&text).and_then(|segment| segment.events());
        let _ = open(&sealed(&format!("B{body}"))).and_then(|segment| segment.events());
        // Sound frames around a segment with one letter of nonsense: the body alone has to doubt.
        let text = seal(1, &events);
        let mut body = text[..text.len() - 6].to_owned();
        let at = 1 + at.index(body.len() - 1);
        let letter = to.index(64);
        body.replace_range(at..=at, &ALPHABET[letter..=letter]);
        let _ = open(&sealed(&body)).and_then(|segment| segment.events());
    }
}

#[test]
fn a_newer_segment_is_told_from_damage() {
    let check = |text: &str, expect: CodecError| assert_eq!(open(text).map(|_| ()), Err(expect), "{text}");
    check(&sealed("C"), CodecError::Newer(2));
    check(&sealed("_AAAA"), CodecError::Newer(63));
    check(&sealed("B"), CodecError::Damaged);
    check(&sealed("A"), CodecError::Damaged);
    check("", CodecError::Damaged);
    check(&encode(&event(0, 0, answered("csm-daily-004", true, None))), CodecError::Damaged);
}

#[test]
fn names_tell_segments_apart() {
    let one = seal(1, &[event(0, 0, answered("csm-daily-004", true, None))]);
    let other = seal(1, &[event(0, 0, answered("csm-daily-004", false, None))]);
    assert_ne!(storage_name(1, &one), storage_name(1, &other));
    assert!(storage_name(1, &one).starts_with("1."));
    assert_eq!(storage_name(u64::MAX, &one).len(), 20 + 1 + 6);
}

/// Sittings of forty answers on 900 items, each by a writer of its own, as browsers write them.
fn sittings(count: u64) -> Vec<Event> {
    let what = |n: u64| {
        let item = n * 7919 % 900;
        let spread = n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        match (
            item % 10,
            answered(
                &format!("csm-topic-{}-{:03}", item / 40, item % 40),
                !spread.is_multiple_of(5),
                Some(Confidence::ThoughtSo),
            ),
        ) {
            (0..3, _) => graded(&format!("csm-topic-{}-c{:02}", item / 40, item % 40), Grade::Good),
            (_, What::Answered(answered)) => What::Answered(certdeck::engine::progress::event::Answered {
                duration_ms: 4_000 + (spread % 50_000) as u32,
                seed: spread % 4096,
                ..answered
            }),
            (_, what) => what,
        }
    };
    (0..count)
        .map(|n| by(0x1234_5678_9abc_def0 + n / 40, n % 40, (n * 41_777 + n / 40 * 80_000_000) as i64, what(n)))
        .collect()
}

#[test]
fn a_full_segment_takes_less_than_sixteen_characters_an_answer() {
    let text = seal(1, &sittings(FULL as u64));
    let each = text.len() as f64 / FULL as f64;
    assert!(each < 16.0, "{each}");
}

/// A segment of version 1 with what it means. The files are never edited again: what they hold, learners have stored.
#[test]
fn version_1_is_read_for_ever() {
    let text = include_str!("fixtures/segment-v1.txt");
    let (segment, meaning) = text.split_once('\n').expect("a segment and its meaning");
    let segment = open(segment).expect("it is sound");
    let events = segment.events().expect("it is read");
    let now = events[0].now;
    let log = Log::of(events);
    let export = export::write(&log, "1", log.events()[0].id.device, now);
    let lines: Vec<&str> = export.lines().skip(9).take(log.events().len()).collect();
    assert_eq!(lines, meaning.lines().collect::<Vec<_>>());
    assert_eq!(segment.generation(), 7);
    assert!(lines.len() >= 30, "{}", lines.len());
}
