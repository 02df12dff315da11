use crate::arbitrary::any_event;
use crate::make::{answered, event, id};
use certdeck::engine::bank::answer::{Answer, Mark};
use certdeck::engine::bank::question::ContentHash;
use certdeck::engine::id::{DomainId, ItemId, TrackId};
use certdeck::engine::progress::codec::{CodecError, crc32, decode, encode, storage_name};
use certdeck::engine::progress::event::{Confidence, Event, What};
use certdeck::engine::progress::exam::{Did, Ending, Given, Part, Passage, Slot, Source, Started, Step, Timing};
use certdeck::engine::progress::export;
use certdeck::engine::progress::log::Log;
use proptest::prelude::*;

const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

proptest! {
    #[test]
    fn what_is_written_is_read(event in any_event()) {
        let line = encode(&event);
        prop_assert!(line.chars().all(|c| ALPHABET.contains(c)));
        prop_assert_eq!(decode(&line), Ok(event));
    }

    #[test]
    fn any_changed_character_is_damage(event in any_event(), at in any::<prop::sample::Index>(), to in any::<char>()) {
        let mut line: Vec<char> = encode(&event).chars().collect();
        let at = at.index(line.len());
        prop_assume!(line[at] != to);
        line[at] = to;
        prop_assert_eq!(decode(&line.iter().collect::<String>()), Err(CodecError::Damaged));
    }

    #[test]
    fn a_line_cut_short_or_grown_is_damage(event in any_event(), cut in any::<prop::sample::Index>(), more in ".") {
        let line = encode(&event);
        prop_assert_eq!(decode(&line[..cut.index(line.len())]), Err(CodecError::Damaged));
        let longer = line + &more;
        prop_assert_eq!(decode(&longer), Err(CodecError::Damaged));
    }

    #[test]
    fn nothing_that_is_read_ends_in_a_panic(text in "\\PC{0,80}", body in "[A-Za-z0-9_-]{0,90}") {
        let _ = decode(&text);
        // Sound frames around nonsense: the body alone has to doubt.
        let _ = decode(&sealed(&format!("B{body}")));
    }
}

/// A line with a checksum that fits.
fn sealed(text: &str) -> String {
    let check = crc32(0, text.as_bytes());
    let letters = (0..6).rev().map(|place| (u64::from(check) >> (6 * place) & 63) as usize);
    text.chars().chain(letters.map(|at| char::from(ALPHABET.as_bytes()[at]))).collect()
}

#[test]
fn every_single_flip_of_one_line_is_damage() {
    let line = encode(&event(3, 0, answered("csm-daily-004", true, Some(Confidence::Certain))));
    for at in 0..line.len() {
        for other in ALPHABET.chars().filter(|c| !line[at..].starts_with(*c)) {
            let flipped = format!("{}{other}{}", &line[..at], &line[at + 1..]);
            assert_eq!(decode(&flipped), Err(CodecError::Damaged), "{flipped}");
        }
    }
}

#[test]
fn a_newer_version_is_told_from_damage() {
    let check = |text: &str, expect: CodecError| assert_eq!(decode(text), Err(expect), "{text}");
    check(&sealed("C"), CodecError::Newer(2));
    check(&sealed("Chello"), CodecError::Newer(2));
    check(&sealed("_AAAA"), CodecError::Newer(63));
    check(&sealed("A"), CodecError::Damaged);
    check(&sealed("B"), CodecError::Damaged);
    check("Chello", CodecError::Damaged);
    check("", CodecError::Damaged);
    check("é", CodecError::Damaged);
    check("€€€€€€", CodecError::Damaged);
}

#[test]
fn an_answer_takes_about_sixty_characters() {
    let check = |item: &str, most: usize| {
        let line = encode(&event(900, 0, answered(item, true, Some(Confidence::Certain))));
        assert!(line.len() <= most, "{item}: {} characters", line.len());
    };
    check("csm-daily-004", 58);
    check("csm-definition-of-done-012", 70);
    let undo = encode(&event(901, 0, What::Undone(id(1, 900))));
    assert!(undo.len() <= 46, "{}", undo.len());
}

#[test]
fn names_in_storage_are_unique_and_plain() {
    let one = event(5, 0, answered("csm-daily-004", true, None));
    let other = event(5, 0, answered("csm-daily-004", false, None));
    assert_ne!(storage_name(&one), storage_name(&other), "same id, other content");
    assert_eq!(storage_name(&one), storage_name(&one.clone()));
    assert!(storage_name(&one).len() <= 33);
    let huge = event(u64::MAX, 0, answered("csm-daily-004", true, None));
    assert!(storage_name(&huge).len() <= 33);
}

/// What happens in a mock exam, one of each.
fn exam_events() -> Vec<Event> {
    let sitting = id(1, 300);
    let step = |number: u32, did: Did| {
        let step = Step { sitting, number, spent_ms: number * 61_000, rested_ms: 0, did };
        event(300 + u64::from(number), i64::from(number) * 61_000, What::ExamStep(Box::new(step)))
    };
    let started = |source: Source, timing: Timing| {
        let slot = |item: &str, pretest: bool, seen: bool| Slot {
            item: ItemId::new(item),
            hash: ContentHash(0x1234_5678),
            pretest,
            seen,
        };
        let slots = vec![slot("pmp-risk-001", false, false), slot("pmp-scope-017", true, false)];
        let parts = vec![
            Part { name: "Case sets".to_owned(), break_minutes: 0, slots },
            Part { name: String::new(), break_minutes: 10, slots: vec![slot("pmp-finance-d01", false, true)] },
        ];
        What::ExamStarted(Box::new(Started {
            track: TrackId::new("pmp"),
            outline: "2026-07-09".to_owned(),
            source,
            code: "05B8-Y9TQ-KFFY-XG".to_owned(),
            seed: 0x1ff_ffff,
            allowed_ms: 14_400_000,
            extra_percent: 25,
            timing,
            parts,
        }))
    };
    let mini = Source::Mini { count: 20, domains: vec![DomainId::new("people")], drills: true };
    let given = |answer: Answer, right: bool, confidence: Option<Confidence>| {
        let mark = Mark { right, parts_right: u8::from(right), parts: 1 };
        Did::Answered(Given { at: 2, answer, mark, confidence, duration_ms: 42_000 })
    };
    let highlighted = |passage: Passage| Did::Highlighted { at: 3, passage, ranges: vec![(0, 7), (300, 412)] };
    vec![
        event(300, 0, started(Source::Form(2), Timing::Strict)),
        event(300, 0, started(Source::Fresh, Timing::Paused)),
        event(300, 0, started(mini, Timing::Strict)),
        step(1, Did::Went(170)),
        step(2, given(Answer::Single(3), true, None)),
        step(3, given(Answer::Multiple(0b10110), false, Some(Confidence::Guessed))),
        step(4, given(Answer::Matching(vec![2, 0, 255]), false, Some(Confidence::ThoughtSo))),
        step(5, given(Answer::Ordering(vec![1, 0, 2]), false, Some(Confidence::Certain))),
        step(6, given(Answer::Numeric(0.857), true, None)),
        step(7, given(Answer::Hotspot(0), true, None)),
        step(8, Did::Cleared(2)),
        step(9, Did::Flagged { at: 2, on: true }),
        step(10, Did::Flagged { at: 2, on: false }),
        step(11, Did::Struck { at: 2, options: 0b1001 }),
        step(12, Did::Noted { at: 2, text: "Why “no”?".to_owned() }),
        step(13, highlighted(Passage::Stem)),
        step(14, highlighted(Passage::Case)),
        step(15, Did::Closed),
        step(16, Did::Opened),
        step(17, Did::Forgave),
        step(18, Did::Ended(Ending::Completed)),
        step(19, Did::Ended(Ending::Early)),
        step(20, Did::Ended(Ending::Expired)),
        step(21, Did::Ended(Ending::Abandoned)),
        event(330, 0, What::Wanted(vec![ItemId::new("pmp-risk-001"), ItemId::new("pmp-risk-c02")])),
    ]
}

/// Lines of version 1 for the events above, in their order. The file is never edited again.
#[test]
fn mock_exams_of_version_1_are_read_for_ever() {
    let events = exam_events();
    let lines: Vec<&str> = include_str!("fixtures/v1-exam.txt").lines().collect();
    assert_eq!(lines.len(), events.len());
    for (line, event) in lines.into_iter().zip(events) {
        assert_eq!(decode(line), Ok(event));
    }
}

#[test]
fn a_step_of_an_exam_takes_about_eighty_characters() {
    let longest = exam_events().iter().skip(3).map(|event| encode(event).len()).max();
    let most = exam_events().iter().skip(3).take(4).map(|event| encode(event).len()).max();
    assert!(most <= Some(80) && longest <= Some(100), "{most:?} {longest:?}");
}

/// Lines of version 1 with what they mean. The file is never edited again: what it holds, learners have stored.
#[test]
fn version_1_is_read_for_ever() {
    let text = include_str!("fixtures/v1.txt");
    let mut lines = text.lines();
    let mut read = 0;
    while let (Some(line), Some(meaning)) = (lines.next(), lines.next()) {
        let event = decode(line).unwrap_or_else(|error| panic!("{line}: {error:?}"));
        let export = export::write(&Log::of(vec![event.clone()]), "1", event.id.device, event.now);
        assert_eq!(export.lines().nth(9), Some(meaning), "{line}");
        read += 1;
    }
    assert!(read >= 30, "{read}");
}
