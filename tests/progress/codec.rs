use crate::arbitrary::any_event;
use crate::make::{answered, event, id};
use certdeck::engine::progress::codec::{CodecError, crc32, decode, encode, storage_name};
use certdeck::engine::progress::event::{Confidence, What};
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
