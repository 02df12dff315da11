//! Practice: building a set, its feedback, repeating what was wrong, and every kind of question.

use crate::bank::deck;
use crate::harness::{Visit, site};
use crate::learner::{Shown, Stage};
use certdeck::engine::bank::deck::Deck;
use certdeck::engine::bank::question::{Kind, Question};
use certdeck::tools::webdriver::key;
use std::collections::BTreeSet;

/// Opens the form of a track and makes choices by their words.
fn build(visit: &Visit, track: &str, choices: &[&str]) {
    // Leaving the page forgets the form.
    visit.open("");
    visit.go(&format!("#/practice/{track}"));
    visit.headed("Build a set");
    visit.tap_text("Topics, levels, kinds");
    for words in choices {
        visit.tap_text(words);
    }
}

/// Starts the set; its first question is in front.
fn start(visit: &Visit) -> Shown {
    visit.tap("button[type=submit]");
    visit.stage(Stage::Asked)
}

fn question<'d>(deck: &'d Deck, shown: &Shown) -> &'d Question {
    deck.questions.iter().find(|question| question.id.as_str() == shown.item).expect("a question of the deck")
}

/// Goes on after feedback; gives back the next question, or the summary.
fn next(visit: &Visit, last: &Shown) -> Shown {
    visit.tap(".actions .primary");
    visit.sees("what comes next", |shown| shown.item != last.item)
}

#[test]
#[ignore = "cargo xtask test"]
fn a_set_holds_what_was_chosen_and_the_wrong_ones_are_repeated() {
    let deck = deck("csm");
    let domain = &deck.track.domains[2];
    let topics: BTreeSet<&str> = domain.topics.iter().map(|topic| topic.id.as_str()).collect();
    let visit = Visit::first(&site());
    build(&visit, "csm", &["5", &domain.name]);
    let mut shown = start(&visit);
    visit.says("1 of 5");
    let (mut seen, mut wrong) = (BTreeSet::new(), BTreeSet::new());
    while shown.stage == Stage::Asked {
        assert!(topics.contains(question(&deck, &shown).id.topic().as_str()), "{shown:?} is not of “{}”", domain.name);
        assert!(seen.insert(shown.item.clone()), "{shown:?} comes twice");
        let right = seen.len() % 2 == 0;
        if !right {
            wrong.insert(shown.item.clone());
        }
        visit.answer_by_click(question(&deck, &shown), right);
        visit.marked(right);
        visit.has_written(seen.len() as u64);
        shown = next(&visit, &shown);
    }
    assert_eq!((seen.len(), wrong.len()), (5, 3));
    visit.headed("2 of 5 right");
    visit.says("By topic");
    visit.focused("at the summary");

    visit.tap_text("Repeat the 3 wrong");
    let mut again = BTreeSet::new();
    shown = visit.stage(Stage::Asked);
    visit.says("1 of 3");
    while shown.stage == Stage::Asked {
        again.insert(shown.item.clone());
        visit.answer_by_click(question(&deck, &shown), true);
        visit.marked(true);
        shown = next(&visit, &shown);
    }
    assert_eq!(again, wrong);
    visit.headed("3 of 3 right");
    visit.has_written(8);
    visit.tap_text("Build another set");
    visit.headed("Build a set");

    // They count for the schedule, and a set of what is wrong knows it.
    visit.go("#/progress/csm");
    let answers = visit.browser.text(".facts dd").expect("the number of answers");
    assert!(answers.starts_with('8'), "{answers}");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn feedback_at_the_end_keeps_silent_until_then() {
    let deck = deck("csm");
    let visit = Visit::first(&site());
    build(&visit, "csm", &["5", "At the end"]);
    let mut shown = start(&visit);
    let mut answers = 0;
    while shown.stage == Stage::Asked {
        assert_eq!(visit.browser.all(".outcome, .lesson, .why").expect("a selector"), []);
        let last = shown;
        visit.answer_by_click(question(&deck, &last), answers % 2 == 0);
        answers += 1;
        visit.has_written(answers);
        shown = visit.sees("what comes next", |shown| shown.item != last.item && shown.stage != Stage::Marked);
    }
    assert_eq!(answers, 5);
    visit.headed("3 of 5 right");
    // Each question with its reasons, folded.
    assert_eq!(visit.browser.all("details.panel").expect("a selector").len(), 5);
    visit.tap("details.panel summary");
    visit
        .browser
        .until("document.querySelector('details.panel').open && document.querySelector('details.panel .lesson')")
        .expect("reasons");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn a_set_is_built_stopped_and_left_by_keys_alone() {
    let visit = Visit::first(&site());
    visit.go("#/practice/csm");
    visit.headed("Build a set");
    visit.tab_to("input[name=count]:checked");
    visit.press(key::UP);
    visit.browser.until("document.querySelector('input[name=count]').checked").expect("5 are chosen");
    visit.tab_to("form fieldset:nth-of-type(3) input");
    visit.press(key::SPACE);
    visit.tab_to("button[type=submit]");
    visit.press(key::ENTER);
    let first = visit.stage(Stage::Asked);
    visit.says("1 of 5");
    visit.focused("at the first question");
    visit.press("s");
    visit.sees("the next question", |shown| shown.item != first.item && shown.stage == Stage::Asked);
    visit.press("u");
    visit.sees("the first question", |shown| shown.item == first.item);
    let deck = deck("csm");
    visit.answer_by_keys(question(&deck, &first), true);
    visit.marked(true);
    visit.tab_to(".actions button:nth-of-type(3)");
    visit.press(key::ENTER);
    visit.headed("1 of 1 right");
    visit.focused("at the summary");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn a_set_of_nothing_cannot_be_started() {
    let visit = Visit::first(&site());
    build(&visit, "csm", &["Wrong last time"]);
    visit.says("No question fits");
    assert_eq!(visit.browser.all("button[type=submit]:disabled").expect("a selector").len(), 1);
    visit.tap_text("Any");
    visit.says("questions to draw from");
    visit.end();
}

/// Works through the kinds of a track that are not plain single choice: one question right, one wrong.
fn every_kind(track: &str, answer: impl Fn(&Visit, &Question, bool)) {
    let deck = deck(track);
    let visit = Visit::first(&site());
    let mut written = 0;
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Single) {
        let all = deck.questions.iter().filter(|q| q.kind() == kind && q.form.is_none()).count();
        if all == 0 {
            continue;
        }
        build(&visit, track, &["5", kind.name()]);
        let mut shown = start(&visit);
        for right in [true, false].into_iter().take(all) {
            let asked = question(&deck, &shown);
            assert_eq!(asked.kind(), kind, "{shown:?}");
            answer(&visit, asked, right);
            visit.marked(right);
            written += 1;
            visit.has_written(written);
            shown = next(&visit, &shown);
        }
    }
    assert!(written > 0, "{track} has kinds beside single choice");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn every_kind_in_pmp_is_answered_by_click() {
    every_kind("pmp", Visit::answer_by_click);
}

#[test]
#[ignore = "cargo xtask test"]
fn every_kind_in_pmp_is_answered_by_keys() {
    every_kind("pmp", Visit::answer_by_keys);
}

#[test]
#[ignore = "cargo xtask test"]
fn every_kind_in_capm_is_answered_by_click() {
    every_kind("capm", Visit::answer_by_click);
}

#[test]
#[ignore = "cargo xtask test"]
fn every_kind_in_capm_is_answered_by_keys() {
    every_kind("capm", Visit::answer_by_keys);
}

#[test]
#[ignore = "cargo xtask test"]
fn every_kind_in_aif_is_answered_by_click() {
    every_kind("aif", Visit::answer_by_click);
}

#[test]
#[ignore = "cargo xtask test"]
fn every_kind_in_aif_is_answered_by_keys() {
    every_kind("aif", Visit::answer_by_keys);
}

#[test]
#[ignore = "cargo xtask test"]
fn a_case_is_shown_with_each_of_its_questions_and_in_order() {
    let deck = deck("pmp");
    let case = &deck.cases[0];
    let visit = Visit::first(&site());
    let topic = deck.track.topic(&case.id.topic()).expect("the case's topic");
    build(&visit, "pmp", &["All", &topic.name]);
    let mut shown = start(&visit);
    let mut met = Vec::new();
    while shown.stage == Stage::Asked {
        let asked = question(&deck, &shown);
        if asked.case.as_ref() == Some(&case.id) {
            met.push(asked.id.clone());
            assert!(visit.browser.text("details.case summary").expect("the case").contains(&case.title));
        }
        let right = met.len() % 2 == 1;
        if met.len() < 3 {
            visit.answer_by_keys(asked, right);
        } else {
            visit.answer_by_click(asked, right);
        }
        visit.marked(right);
        shown = next(&visit, &shown);
    }
    assert_eq!(met, case.questions);
    visit.end();
}
