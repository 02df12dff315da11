use crate::laws::{laws, mini, never};
use crate::shelf::{DATE, bank};
use certdeck::engine::bank::pack::Pack;
use certdeck::engine::exam::apportion::apportion;
use certdeck::engine::exam::assemble::{Refusal, assemble, reassemble};
use certdeck::engine::exam::code::Code;
use certdeck::engine::exam::coverage::{Group, Mode};
use certdeck::engine::exam::paper::{Extra, Paper};
use certdeck::engine::exam::shelf::Shelf;
use certdeck::engine::id::{ItemId, ItemKind};
use certdeck::engine::progress::event::What;
use certdeck::engine::progress::exam::{Source, Timing};
use proptest::prelude::*;
use std::collections::BTreeSet;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn every_paper_keeps_the_laws(
        per_topic in prop_oneof![1usize..4, 4usize..14, Just(40usize)],
        seed in any::<u64>(),
        source in prop_oneof![
            3 => Just(Source::Fresh),
            2 => Just(Source::Form(1)),
            3 => (10u8..=60, any::<bool>(), 0usize..5).prop_map(|(count, drills, which)| {
                let domains: &[&str] = [&[][..], &["people"], &["process"], &["people", "business"], &["business"]][which];
                mini(count, domains, drills)
            }),
        ],
        seen in 0u32..100,
        former in any::<bool>(),
    ) {
        let bank = bank(per_topic);
        let shelf = bank.shelf();
        // So many of a hundred were seen once to three times.
        let times = |item: &ItemId| {
            let draw = certdeck::engine::chance::mix(3, item.as_str().as_bytes()) % 300;
            if draw < 3 * u64::from(seen) { draw as u32 % 3 + 1 } else { 0 }
        };
        let date = if former { "2026-01-01" } else { DATE };
        match assemble(&shelf, date, &source, seed, &times) {
            Ok(paper) => {
                laws(&paper, &shelf);
                prop_assert_eq!(paper.seen() as usize, paper.slots().filter(|slot| times(&slot.item) > 0).count());
                // Somebody else, who has seen nothing, gets the very same paper.
                let code = Code::read(&paper.code).unwrap();
                let theirs = reassemble(&shelf, &code, &never).unwrap();
                prop_assert_eq!(theirs.digest(), paper.digest());
                prop_assert_eq!((&theirs.code, &theirs.coverage), (&paper.code, &paper.coverage));
                prop_assert_eq!(theirs.seen(), 0);
            }
            Err(error) => prop_assert!(matches!(error, Refusal::TooFew(_)), "{error:?}"),
        }
    }
}

#[test]
fn a_full_form_is_as_the_exam() {
    let bank = bank(40);
    let paper = assemble(&bank.shelf(), DATE, &Source::Fresh, 7, &never).unwrap();
    assert_eq!((paper.len(), paper.scored(), paper.minutes, paper.short()), (180, 170, 240, false));
    let parts: Vec<_> =
        paper.parts.iter().map(|part| (part.name.as_str(), part.break_minutes, part.slots.len())).collect();
    let cases = parts[0].2;
    assert!((12..=15).contains(&cases), "three cases of four or five: {cases}");
    let half = (180 - cases).div_ceil(2);
    assert_eq!(parts, [("CASES", 0, cases), ("FIRST", 10, half), ("SECOND", 10, 180 - cases - half)]);
    // Approaches as the exam mixes them, together and to the question.
    let got =
        |mode| paper.coverage.iter().find(|row| row.group == Group::Approach(mode)).map(|row| (row.wanted, row.got));
    assert_eq!(got(Mode::Predictive), Some((Some(72), 72)));
    assert_eq!(got(Mode::Adaptive), Some((Some(108), 108)));
    // Kinds and levels within three questions of the bank's mix, topics within two of an even spread.
    for row in &paper.coverage {
        let most = match row.group {
            Group::Kind(_) | Group::Level(_) => 4,
            Group::Topic(_) => 3,
            _ => 0,
        };
        assert!(row.wanted.unwrap().abs_diff(row.got) <= most, "{row:?}");
    }
    // What is scored follows the weights, too.
    let scored = |domain: &str| {
        let of = |item: &ItemId| item.as_str().starts_with(&format!("pmp-{domain}"));
        paper.slots().filter(|slot| !slot.pretest && of(&slot.item)).count() as u32
    };
    assert_eq!([scored("people"), scored("process"), scored("business")].to_vec(), apportion(170, &[33, 41, 26]));
}

#[test]
fn what_was_seen_least_comes_first() {
    let bank = bank(40);
    let check = |seen: &dyn Fn(&ItemId) -> u32, expect: u32, warns: bool| {
        let paper = assemble(&bank.shelf(), DATE, &Source::Fresh, 11, seen).unwrap();
        laws(&paper, &bank.shelf());
        assert_eq!((paper.seen(), paper.mostly_seen()), (expect, warns));
    };
    let number = |item: &ItemId| item.as_str().rsplit('-').next().unwrap().parse::<u32>().unwrap();
    check(&never, 0, false);
    // Half of everything was seen: there is enough that was not. (Cases have numbers above 600.)
    check(&|item| u32::from(number(item) % 2 == 0 && number(item) < 600), 0, false);
    // Everything was seen: it says so.
    check(&|_| 1, 180, true);
    // What was seen often comes last.
    let often = |item: &ItemId| if number(item) % 2 == 0 && number(item) < 600 { 5 } else { 1 };
    let paper = assemble(&bank.shelf(), DATE, &Source::Fresh, 11, &often).unwrap();
    assert!(paper.slots().all(|slot| often(&slot.item) == 1));
}

#[test]
fn a_bank_too_small_gives_a_shorter_form_with_less_time() {
    let small = bank(2);
    let paper = assemble(&small.shelf(), DATE, &Source::Fresh, 3, &never).unwrap();
    laws(&paper, &small.shelf());
    // Fourteen on people stand for a third.
    assert!((35..=45).contains(&paper.len()), "{}", paper.len());
    assert!(paper.short() && paper.wanted == 180);
    assert_eq!(paper.minutes, (240 * paper.len()).div_ceil(180));
    // The largest that the weights allow: one more and some domain would lack a question.
    let next = apportion(paper.len() + 1, &[33, 41, 26]);
    assert!(next[0] > 14 || next[1] > 20 || next[2] > 16, "{next:?}");

    let mut none = small.deck.clone();
    none.questions.clear();
    let shelf = Shelf { deck: &none, form: None, bank: "0" };
    assert_eq!(assemble(&shelf, DATE, &Source::Fresh, 3, &never), Err(Refusal::TooFew("PEOPLE".into())));
    assert_eq!(assemble(&shelf, DATE, &Source::Form(1), 3, &never), Err(Refusal::NoForm(1)));
    let words = Refusal::TooFew("PEOPLE".into()).to_string();
    assert!(words.contains("PEOPLE") && words.contains("mini"), "{words}");
}

#[test]
fn a_reserved_form_is_all_of_it_and_nothing_else() {
    let bank = bank(12);
    let paper = assemble(&bank.shelf(), DATE, &Source::Form(1), 5, &never).unwrap();
    laws(&paper, &bank.shelf());
    assert_eq!((paper.len(), paper.scored(), paper.parts[0].slots.len()), (180, 170, 12));
    // Another seed, another order of the same.
    let other = assemble(&bank.shelf(), DATE, &Source::Form(1), 6, &never).unwrap();
    let items = |paper: &Paper| paper.slots().map(|slot| slot.item.clone()).collect::<BTreeSet<_>>();
    assert_eq!(items(&paper), items(&other));
    assert_ne!(paper.digest(), other.digest());
    let shelf = Shelf { form: None, ..bank.shelf() };
    assert_eq!(assemble(&shelf, DATE, &Source::Form(1), 5, &never), Err(Refusal::NoForm(1)));
    assert_eq!(assemble(&bank.shelf(), DATE, &Source::Form(2), 5, &never), Err(Refusal::NoForm(2)));
}

#[test]
fn minis_are_short_and_may_hold_drills() {
    let bank = bank(12);
    let check = |source: Source, count: u32, minutes: u32, drills: usize| {
        let paper = assemble(&bank.shelf(), DATE, &source, 9, &never).unwrap();
        laws(&paper, &bank.shelf());
        let held = paper.slots().filter(|slot| slot.item.kind() == ItemKind::Drill).count();
        assert_eq!((paper.len(), paper.minutes, held), (count, minutes, drills), "{source:?}");
        assert_eq!((paper.parts.len(), paper.scored()), (1, count));
    };
    check(mini(10, &[], false), 10, 14, 0);
    check(mini(60, &[], true), 60, 80, 3);
    check(mini(20, &["people"], true), 20, 27, 1);
    check(mini(20, &["people", "business"], false), 20, 27, 0);
    // Out of range is brought into it.
    check(mini(1, &[], false), 10, 14, 0);
    check(mini(200, &[], false), 60, 80, 0);
}

#[test]
fn extra_time_is_added_to_the_exams_own() {
    let bank = bank(40);
    let paper = assemble(&bank.shelf(), DATE, &Source::Fresh, 7, &never).unwrap();
    let check = |extra: Extra, minutes: u32| {
        let What::ExamStarted(started) = paper.start(extra, Timing::Strict) else { panic!("no start") };
        assert_eq!(started.allowed_ms, minutes * 60_000);
        assert_eq!(started.code, paper.code);
    };
    check(Extra::None, 240);
    check(Extra::Quarter, 300);
    check(Extra::Half, 360);
    check(Extra::Double, 480);
}

#[test]
fn a_form_that_was_sat_is_studied_but_stands_in_no_other_paper() {
    let bank = bank(12);
    let mut deck = bank.deck.clone();
    let pack = Pack {
        format: 1,
        track: deck.track.id.clone(),
        traps: Vec::new(),
        questions: bank.form.questions.iter().map(|question| (**question).clone()).collect(),
        cards: Vec::new(),
        cases: bank.form.cases.iter().map(|case| (**case).clone()).collect(),
        drills: Vec::new(),
    };
    let before = (deck.questions.len(), deck.cases.len());
    deck.release(pack.clone());
    // Twice is once.
    deck.release(pack);
    assert_eq!((deck.questions.len(), deck.cases.len()), (before.0 + 180, before.1 + 3));
    let reserved = &bank.form.questions[7].id;
    assert!(deck.question(reserved).is_some_and(|question| question.form.is_none()));
    for source in [Source::Fresh, mini(60, &[], true)] {
        for seed in 0..20 {
            let of = |deck| assemble(&Shelf { deck, ..bank.shelf() }, DATE, &source, seed, &never).unwrap();
            assert_eq!(of(&deck), of(&bank.deck));
        }
    }
}
