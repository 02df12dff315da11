use crate::laws::{mini, never};
use crate::shelf::{BANK, DATE, bank};
use certdeck::engine::exam::assemble::{Refusal, assemble, reassemble};
use certdeck::engine::exam::code::{Code, CodeError};
use certdeck::engine::exam::shelf::Shelf;
use certdeck::engine::id::ItemId;
use certdeck::engine::progress::exam::Source;

fn read(text: &str) -> Result<Code, CodeError> {
    Code::read(text)
}

/// A code, the source it is of, and the digest of its paper from the made-up bank of 12 questions a topic.
fn vectors() -> impl Iterator<Item = (&'static str, u64)> {
    include_str!("papers.txt").lines().filter(|line| !line.starts_with('#')).map(|line| {
        let (code, digest) = line.split_once(' ').unwrap();
        (code, u64::from_str_radix(digest, 16).unwrap())
    })
}

#[test]
fn the_same_code_gives_the_same_paper_on_every_machine() {
    let bank = bank(12);
    if std::env::var_os("BLESS").is_some() {
        let half =
            |item: &ItemId| u32::from(certdeck::engine::chance::mix(1, item.as_str().as_bytes()).is_multiple_of(2));
        let mut text =
            "# A paper's code and its digest, from the bank of tests/exam/shelf.rs with 12 questions a topic.\n"
                .to_owned();
        let sources = [Source::Fresh, Source::Form(1), mini(10, &[], false), mini(40, &["process", "people"], true)];
        for (n, source) in sources.iter().cycle().take(16).enumerate() {
            let seed = 0x0123_4567_89ab_cdef_u64.wrapping_mul(n as u64 + 1);
            let past: &dyn Fn(&ItemId) -> u32 = if n % 3 == 2 { &half } else { &never };
            let date = if n < 12 { DATE } else { "2026-07-08" };
            let paper = assemble(&bank.shelf(), date, source, seed, past).unwrap();
            text.push_str(&format!("{} {:016x}\n", paper.code, paper.digest()));
        }
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/exam/papers.txt"), text).unwrap();
        return;
    }
    let mut count = 0;
    for (code, digest) in vectors() {
        let paper = reassemble(&bank.shelf(), &read(code).unwrap(), &never).unwrap();
        assert_eq!(paper.digest(), digest, "{code}");
        count += 1;
    }
    assert_eq!(count, 16);
}

#[test]
fn a_code_is_short_where_the_history_has_no_say() {
    let bank = bank(40);
    let code = |source: &Source| assemble(&bank.shelf(), DATE, source, u64::MAX, &never).unwrap().code;
    let length = |code: &str| code.chars().filter(|c| *c != '-').count();
    assert_eq!(length(&code(&Source::Fresh)), 14);
    assert_eq!(length(&code(&Source::Form(1))), 15);
    assert_eq!(length(&code(&mini(60, &["people"], true))), 17);
}

#[test]
fn any_mistyped_character_and_any_two_that_changed_places_are_found() {
    let bank = bank(12);
    let seen = |item: &ItemId| u32::from(certdeck::engine::chance::mix(1, item.as_str().as_bytes()).is_multiple_of(3));
    for source in [Source::Fresh, Source::Form(1), mini(20, &[], true)] {
        let code = assemble(&bank.shelf(), DATE, &source, 0x5eed, &seen).unwrap().code;
        let letters: Vec<char> = code.chars().filter(|c| *c != '-').collect();
        for at in 0..letters.len() {
            for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().filter(|c| *c != letters[at]) {
                let mut wrong = letters.clone();
                wrong[at] = other;
                assert_eq!(read(&wrong.iter().collect::<String>()), Err(CodeError::Mistyped), "{code} {at} {other}");
            }
            for other in at + 1..letters.len() {
                let mut wrong = letters.clone();
                wrong.swap(at, other);
                if wrong != letters {
                    assert_eq!(
                        read(&wrong.iter().collect::<String>()),
                        Err(CodeError::Mistyped),
                        "{code} {at} {other}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_code_is_read_as_people_type_it() {
    let code = assemble(&bank(12).shelf(), DATE, &Source::Fresh, 3, &never).unwrap().code;
    let expect = read(&code).unwrap();
    let check = |text: String| assert_eq!(read(&text), Ok(expect.clone()), "{text}");
    check(code.to_lowercase());
    check(code.replace('-', " "));
    check(code.replace('-', ""));
    check(format!("  {} ", code.replace('-', "–")));
    check(code.replace('0', "O").replace('1', "l"));
    assert_eq!(expect.to_string(), code);
}

#[test]
fn a_code_that_gives_no_paper_says_why() {
    let bank = bank(12);
    let code = assemble(&bank.shelf(), DATE, &Source::Fresh, 3, &never).unwrap().code;
    for bad in ["", "hello", "0000-0000", "CSM!", &code[..8], &"0".repeat(5000), "ÄÖÜ", "UUUU-UUUU-UUUU-UU"] {
        assert_eq!(read(bad), Err(CodeError::Malformed), "{bad}");
    }
    let check = |shelf: &Shelf<'_>, code: &str, expect: CodeError| {
        let refused = reassemble(shelf, &read(code).unwrap(), &never);
        assert_eq!(refused, Err(Refusal::Code(expect)));
        let words = expect.to_string();
        assert!(words.ends_with('.') && words.len() > 40, "{words}");
    };
    check(&Shelf { bank: "5a3c81d04e77b260", ..bank.shelf() }, &code, CodeError::OtherBank);
    // What is hashed further behind does not stand in the code.
    assert!(reassemble(&Shelf { bank: &BANK[..5], ..bank.shelf() }, &read(&code).unwrap(), &never).is_ok());
    let mut other = bank.deck.clone();
    other.track.outlines.truncate(1);
    check(&Shelf { deck: &other, ..bank.shelf() }, &code, CodeError::OtherOutline);
    let mut other = bank.deck.clone();
    other.track.id = certdeck::engine::id::TrackId::new("csm");
    check(&Shelf { deck: &other, ..bank.shelf() }, &code, CodeError::OtherTrack);
    let form = assemble(&bank.shelf(), DATE, &Source::Form(1), 3, &never).unwrap().code;
    let form = read(&form).unwrap();
    assert_eq!(form.form(), Some(1));
    assert_eq!(reassemble(&Shelf { form: None, ..bank.shelf() }, &form, &never), Err(Refusal::NoForm(1)));
}
