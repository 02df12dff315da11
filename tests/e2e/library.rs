//! The library: finding items, what one item says, flags, and putting away.

use crate::bank::deck;
use crate::harness::{Visit, site};
use certdeck::engine::bank::question::Body;

fn count(visit: &Visit) -> usize {
    visit.browser.all("main .list li").expect("a selector").len()
}

#[test]
#[ignore = "cargo xtask test"]
fn every_item_stands_in_the_library_and_words_find_it() {
    let deck = deck("csm");
    let all = deck.items().count();
    let visit = Visit::first(&site());
    visit.go("#/library/csm");
    visit.headed("CSM library");
    assert_eq!(count(&visit), all);
    visit.says(&format!("{all} of {all} items"));

    let card = &deck.cards[0];
    let words = card.front.plain() + " " + &card.back.plain();
    visit.browser.type_into("#search", &words.to_uppercase()).expect("a field");
    visit.browser.until("document.querySelectorAll('main .list li').length < 5").expect("fewer items");
    let link = format!("main .list a[href='#/item/{}']", card.id);
    visit.tap(&link);
    visit.headed("Card");
    visit.says(&card.sources[0]);
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn a_question_that_was_not_answered_keeps_its_answer_until_asked() {
    let deck = deck("csm");
    let question = &deck.questions[0];
    let visit = Visit::first(&site());
    visit.go(&format!("#/item/{}", question.id));
    visit.says("You have not answered this question yet.");
    assert_eq!(visit.browser.all(".lesson, .why").expect("a selector"), []);
    visit.tap_text("Show the answer all the same");
    visit.browser.find(".lesson").expect("the lesson");
    let Body::Single(options) = &question.body else { panic!("a single choice") };
    assert_eq!(visit.browser.all(".why").expect("a selector").len(), options.len());
    assert_eq!(visit.written(), 0, "looking is not answering");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn an_unanswered_hotspot_is_shown_with_its_figure() {
    let deck = deck("pmp");
    let hotspot = deck.questions.iter().find(|q| q.form.is_none() && matches!(q.body, Body::Hotspot(_)));
    let visit = Visit::first(&site());
    visit.go(&format!("#/item/{}", hotspot.expect("pmp has a hotspot").id));
    visit.says("You have not answered this question yet.");
    assert_eq!(visit.browser.all("main figure").expect("a selector").len(), 1);
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn an_item_that_was_put_away_is_not_studied() {
    let visit = Visit::first(&site());
    let first = visit.study("csm");
    visit.go(&format!("#/item/{}", first.item));
    visit.says("Not answered yet.");
    visit.tap_text("Put away");
    visit.says("Put away: bring back");
    visit.tap_text("Flag");
    visit.says("Flagged");
    visit.has_written(3);
    visit.reload();
    visit.says("Put away: bring back");
    visit.says("Flagged");
    let other = visit.study("csm");
    assert_ne!(other.item, first.item);
    visit.go(&format!("#/item/{}", first.item));
    visit.tap_text("Put away: bring back");
    visit.browser.until("!document.body.innerText.includes('bring back')").expect("it is back");
    visit.reload();
    assert_eq!(visit.study("csm").item, first.item);
    visit.end();
}
