//! What goes wrong in a mock exam: a clock that is set, time that runs out, another tab, another page, storage that is
//! full or blocked, an import in the middle.

#![expect(clippy::disallowed_methods, reason = "an exam's clock is tested by letting time pass")]

use super::{HOUR, SECOND, at, begin, choose, left, question, set};
use crate::bank::deck;
use crate::clock::shift;
use crate::harness::{Visit, site};
use crate::past::Past;
use crate::storage::{FILL, NO_JOURNAL, NO_LOCAL, without};
use certdeck::tools::wait;

#[test]
#[ignore = "cargo xtask test"]
fn a_second_tab_is_refused_and_can_take_over() {
    let bank = deck("csm");
    let visit = Visit::first(&site());
    let started = begin(&visit, "csm", &["Mini", "10"]);
    visit.set_by_keys(&question(&bank, &started, 0), true);
    let mine = set(&visit);
    let script = "return location.hash";
    let route = visit.browser.run(script, &[]).expect("an address").as_str().unwrap_or_default().to_owned();
    let one = visit.browser.tab().expect("a name");
    let two = visit.browser.new_tab().expect("a new tab");
    visit.open(&route);
    visit.headed("This exam is open in another tab");
    visit.tap_text("Take it over");
    at(&visit, 1);
    assert_eq!(set(&visit), mine, "what was answered there is here");
    visit.press("n");
    at(&visit, 2);
    visit.set_by_keys(&question(&bank, &started, 1), true);
    let trouble = visit.trouble();
    visit.browser.switch_to(&one).expect("the tab is there");
    visit.headed("This exam goes on in another tab");
    visit.tap_text("Take it back");
    at(&visit, 2);
    visit.browser.switch_to(&two).expect("the tab is there");
    visit.headed("This exam goes on in another tab");
    assert_eq!(trouble, Vec::<String>::new());
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn time_that_runs_out_hands_in_what_is_there() {
    let bank = deck("csm");
    let visit = Visit::first(&site());
    let started = begin(&visit, "csm", &["Mini", "10"]);
    visit.set_by_keys(&question(&bank, &started, 0), true);
    visit.press("n");
    at(&visit, 2);
    visit.set_by_keys(&question(&bank, &started, 1), true);
    // Twelve minutes in steps that are no gaps.
    for step in 1..=9 {
        let before = left(&visit);
        shift(&visit, step * 80 * SECOND);
        if before > 85.0 {
            let found = wait::until(5_000, || (left(&visit) <= before - 79.0).then_some(()));
            assert!(found.is_some(), "{} s are left, not {before} s less 80", left(&visit));
            std::thread::sleep(std::time::Duration::from_millis(1_200));
        }
    }
    visit.headed("2 of 10 right");
    visit.says("The time was up");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn a_clock_that_is_set_forward_ends_no_exam_unasked() {
    let visit = Visit::first(&site());
    begin(&visit, "csm", &["Mini", "10"]);
    let before = left(&visit);
    shift(&visit, 5 * HOUR);
    visit.headed("Is the time up?");
    visit.tap_text("Don’t count it, go on");
    at(&visit, 1);
    assert!(before - left(&visit) < 10.0, "{before} s, then {} s", left(&visit));
    // Set back: nothing is lost, nothing is given.
    shift(&visit, -2 * HOUR);
    std::thread::sleep(std::time::Duration::from_millis(2_500));
    assert!(before - left(&visit) < 15.0 && left(&visit) <= before, "{before} s, then {} s", left(&visit));
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn leaving_asks_first_and_comes_back_to_the_same_question() {
    let visit = Visit::first(&site());
    begin(&visit, "csm", &["Mini", "10"]);
    visit.press("n");
    at(&visit, 2);
    visit.go("#/library/csm");
    visit.browser.until("document.getElementById('leave').open").expect("it is asked first");
    visit.tap_text("Stay");
    at(&visit, 2);
    visit.go("#/settings");
    visit.browser.until("document.getElementById('leave').open").expect("it is asked first");
    visit.tap("#leave button:last-child");
    visit.headed("Settings");
    visit.go("#/exam/csm");
    visit.tap_text("Go on with it");
    at(&visit, 2);
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn without_any_storage_the_exam_goes_on_in_memory_and_says_so() {
    let poor = without(&[NO_LOCAL, NO_JOURNAL]);
    let visit = Visit::first(&poor.0);
    choose(&visit, "csm", &["Mini", "10"]);
    visit.tap("form.exam .primary");
    at(&visit, 1);
    visit.press("1");
    visit.browser.until("document.querySelector('[data-place=\"0\"]').checked").expect("chosen");
    visit.says("Nothing can be saved");
    visit.browser.find(".bar .saved.none").expect("the sign says so, too");
    visit.press("n");
    at(&visit, 2);
    visit.press("l");
    visit.tap_text("Hand in early …");
    visit.tap_text("Hand in now");
    visit.browser.until("/of 10 right$/.test(document.querySelector('h1').textContent)").expect("a report");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn importing_in_the_middle_asks_first() {
    let visit = Visit::first(&site());
    begin(&visit, "csm", &["Mini", "10"]);
    visit.go("#/data");
    visit.tap("#leave button:last-child");
    visit.headed("Your data");
    visit.choose("certdeck.json", Past::of(&visit, "csm").answers(3, 1).file().as_bytes());
    visit.says("3 new events");
    visit.says("A mock exam is open.");
    visit.tap_text("Add it all the same");
    visit.says("3 events were added.");
    visit.go("#/exam/csm");
    visit.tap_text("Go on with it");
    at(&visit, 1);
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn storage_that_is_full_in_the_middle_loses_no_answer() {
    let bank = deck("csm");
    let visit = Visit::first(&site());
    let started = begin(&visit, "csm", &["Mini", "10"]);
    visit.set_by_keys(&question(&bank, &started, 0), true);
    visit.browser.run(FILL, &[]).expect("filled");
    for place in 1..3 {
        visit.press("n");
        at(&visit, place + 1);
        visit.set_by_keys(&question(&bank, &started, place), true);
    }
    visit.browser.until("document.querySelector('.bar .saved').textContent === 'Saved'").expect("in the journal");
    let third = set(&visit);
    visit.reload();
    at(&visit, 3);
    assert_eq!(set(&visit), third, "what was answered without room is here");
    visit.press("l");
    visit.tap_text("Hand in early …");
    visit.tap_text("Hand in now");
    visit.headed("3 of 10 right");
    visit.settings();
    visit.says("there is no room left");
    visit.end();
}
