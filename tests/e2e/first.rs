//! The first visit: what it shows, how far it is to the first item, and that nothing is forgotten.

use crate::bank::deck;
use crate::harness::{Visit, engine, site};
use crate::learner::Stage;
use certdeck::tools::Engine;
use serde_json::json;

/// Shows the answer of what is in front and gives one: a question right, a card "Good".
fn answer_one(visit: &Visit) -> String {
    let shown = visit.shown();
    if shown.stage == Stage::Front {
        visit.tap(".actions .primary");
        visit.stage(Stage::Back);
        visit.tap(".grades button:nth-child(3)");
    } else {
        let deck = deck("csm");
        let question = deck.questions.iter().find(|question| question.id.as_str() == shown.item).expect("a question");
        visit.answer_by_click(question, true);
        visit.marked(true);
    }
    shown.item
}

#[test]
#[ignore = "cargo xtask test"]
fn the_first_item_is_two_clicks_away_and_its_answer_is_remembered() {
    let visit = Visit::first(&site());
    visit.headed("Pass your exam, and know why");
    visit.tap("a[aria-label='Start CSM']");
    let first = visit.sees("the first item", |shown| !shown.item.is_empty());
    assert!(first.item.starts_with("csm-"), "{first:?}");
    // Choosing a deck is an event as well.
    visit.has_written(1);

    let item = answer_one(&visit);
    visit.has_written(2);
    visit.has_journalled(2);

    visit.open("");
    visit.reload();
    visit.says("CSM");
    visit.browser.until("document.querySelector('.week .on.now')").expect("today is marked in the week");
    visit
        .browser
        .until("/^9 new|^\\d+ to study/.test(document.querySelector('h1').textContent)")
        .expect("one new item less");
    visit.go("#/progress");
    visit.headed("CSM progress");
    let answers = visit.browser.text(".facts dd").expect("the number of answers");
    assert!(answers.starts_with('1'), "{answers}");
    visit.go(&format!("#/item/{item}"));
    visit.says("Your answers");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn the_way_to_the_first_item_waits_for_no_part_of_the_program() {
    let visit = Visit::first(&site());
    visit.headed("Pass your exam, and know why");
    visit.tap("a[aria-label='Start CSM']");
    visit.sees("the first item", |shown| !shown.item.is_empty());
    visit.has_all_it_runs();
    // The same for who comes back, to Study itself and to Today.
    visit.has_written(1);
    visit.reload();
    visit.sees("an item", |shown| !shown.item.is_empty());
    visit.has_all_it_runs();
    visit.go("");
    visit.reload();
    visit.headed("Pass your exam, and know why");
    visit.has_all_it_runs();
    visit.study("csm");
    visit.has_all_it_runs();
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn the_first_visit_meets_a_question() {
    let visit = Visit::first(&site());
    visit.tap("a[aria-label='Start CSM']");
    let first = visit.sees("the first item", |shown| !shown.item.is_empty());
    assert_eq!(first.stage, Stage::Asked, "{first:?}");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn what_study_needs_is_asked_for_before_the_program_can() {
    let visit = Visit::prepare(&site());
    visit.open("#/study/csm");
    visit.sees("an item", |shown| !shown.item.is_empty());
    for what in ["packs/csm.", "study-"] {
        visit.browser.find(&format!("link[rel=preload][href*='{what}']")).expect("it was asked for early");
        // WebKit counts what was preloaded and what was then taken from there.
        let of = "return performance.getEntriesByType('resource').filter((entry) => entry.name.includes(arguments[0])).length";
        let most = if engine() == Engine::WebKit { 2 } else { 1 };
        let asked = visit.browser.run(of, &[json!(what)]).expect("a number").as_u64();
        assert!(asked <= Some(most), "{what} is fetched once, not {asked:?} times");
    }
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn an_address_leads_to_its_page_at_once() {
    let visit = Visit::prepare(&site());
    visit.open("#/library/csm");
    visit.headed("CSM library");
    assert_eq!(visit.browser.title().expect("a title"), "Library · Certdeck");
    visit.open("#/study");
    visit.headed("Which exam?");
    visit.open("#/deck/pmp");
    visit.says("Domains and weights");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn an_address_that_is_no_place_says_so_and_leads_on() {
    let visit = Visit::prepare(&site());
    for route in ["#/nowhere", "#/study/xyz", "#/item/%3Cimg%20src=x%20onerror=alert(1)%3E", "#/study/csm/more"] {
        visit.open("#/about");
        visit.headed("About Certdeck");
        visit.go(route);
        visit.headed("There is no such page");
        assert_eq!(visit.browser.title().expect("a title"), "No such page · Certdeck");
    }
    assert_eq!(visit.browser.all("main img").expect("a selector"), []);
    visit.tap_text("Go to Today");
    visit.headed("Pass your exam, and know why");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn an_item_that_the_deck_does_not_have_leads_to_the_library() {
    let visit = Visit::prepare(&site());
    visit.open("#/item/csm-daily-999");
    visit.headed("This item is not in the deck");
    visit.tap_text("Go to the library");
    visit.headed("CSM library");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn the_title_and_the_focus_follow_the_route() {
    let visit = Visit::first(&site());
    for (route, title) in [
        ("#/practice/csm", "Practice · Certdeck"),
        ("#/library/csm", "Library · Certdeck"),
        ("#/progress/csm", "Progress · Certdeck"),
        ("#/deck/csm", "Deck · Certdeck"),
        ("#/settings", "Settings · Certdeck"),
        ("#/about", "About · Certdeck"),
        ("#/study/csm", "Study · Certdeck"),
        ("#/item/csm-daily-001", "Item · Certdeck"),
        ("#/nowhere", "No such page · Certdeck"),
        ("#/", "Certdeck: study for your certification exam"),
    ] {
        visit.go(route);
        visit.browser.until(&format!("document.title === '{title}'")).expect("the title follows");
        visit.browser.until("!document.body.innerText.includes('One moment')").expect("the page is there");
        visit.browser.until("document.activeElement.tagName === 'H1'").unwrap_or_else(|why| panic!("{route}: {why}"));
    }
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn what_is_answered_offline_is_kept_until_online_again() {
    let mut visit = Visit::first(&site());
    visit.stored();
    visit.offline();
    visit.open("");
    visit.tap("a[aria-label='Start CSM']");
    visit.sees("the first item", |shown| !shown.item.is_empty());
    answer_one(&visit);
    visit.has_written(2);
    visit.reload();
    visit.has_written(2);
    visit.online(&site());
    visit.reload();
    visit.go("#/progress/csm");
    visit.headed("CSM progress");
    let answers = visit.browser.text(".facts dd").expect("the number of answers");
    assert!(answers.starts_with('1'), "{answers}");
    visit.end();
}
