//! Two tabs of one browser: what one does the other knows, and nothing is lost.

use crate::bank::deck;
use crate::files::events;
use crate::harness::{Visit, engine, site};
use crate::learner::Stage;
use crate::storage::{newer_record, without};
use certdeck::tools::webdriver::key;
use certdeck::tools::{Engine, wait};
use serde_json::json;
use std::fs;
use std::path::Path;

/// Two tabs on the CSM queue: the names of both. The learner is in the second.
fn two_tabs() -> (Visit, String, String) {
    two_tabs_of(&site())
}

fn two_tabs_of(site: &Path) -> (Visit, String, String) {
    let visit = Visit::first(site);
    visit.study("csm");
    visit.has_written(1);
    let one = visit.browser.tab().expect("a name");
    let two = visit.browser.new_tab().expect("a new tab");
    visit.open("#/study/csm");
    visit.sees("the first item", |shown| !shown.item.is_empty());
    (visit, one, two)
}

fn to(visit: &Visit, tab: &str) {
    visit.browser.switch_to(tab).expect("the tab is there");
}

/// Answers what is in front, right.
fn answer(visit: &Visit) {
    let deck = deck("csm");
    let shown = visit.shown();
    let written = visit.written();
    if shown.stage == Stage::Front {
        visit.press(key::SPACE);
        visit.stage(Stage::Back);
        visit.press("3");
    } else {
        let question = deck.questions.iter().find(|q| q.id.as_str() == shown.item).expect("a question");
        visit.answer_by_keys(question, true);
        visit.marked(true);
        visit.press(key::ENTER);
    }
    visit.has_written(written + 1);
    visit.sees("the next item", |next| next.item != shown.item && !next.item.is_empty());
}

/// The number of answers that the page of this tab knows of.
fn knows(visit: &Visit, answers: u32) {
    visit.go("#/progress/csm");
    visit.headed("CSM progress");
    let first = "(document.querySelector('.facts dd') || { firstChild: {} }).firstChild.textContent";
    visit.browser.until(&format!("{first} === '{answers}'")).expect("the tab knows of every answer");
}

#[test]
#[ignore = "cargo xtask test"]
fn answers_of_two_tabs_are_all_kept_and_shown_in_both() {
    let (visit, one, two) = two_tabs();
    answer(&visit);
    to(&visit, &one);
    answer(&visit);
    answer(&visit);
    to(&visit, &two);
    answer(&visit);
    visit.has_written(5);
    visit.has_journalled(5);
    knows(&visit, 4);
    let trouble_of_two = visit.trouble();
    to(&visit, &one);
    knows(&visit, 4);
    // Each event has its own name, and both tabs read the same after loading again.
    visit.reload();
    knows(&visit, 4);
    assert_eq!(trouble_of_two, Vec::<String>::new());
    visit.end();
}

/// Marks the item in front, and takes the mark away, so many times: each click stores one event.
const MARK: &str = "
    window.marked = 0;
    // Timers of a tab behind another come once a second in some engines; messages do not wait.
    const { port1, port2 } = new MessageChannel();
    const most = arguments[0];
    port1.onmessage = () => {
        if (window.marked >= most) return;
        const mark = document.querySelector('.actions [aria-pressed]');
        if (mark) { mark.click(); window.marked += 1; }
        port2.postMessage(0);
    };
    port2.postMessage(0);";

#[test]
#[ignore = "cargo xtask test"]
fn a_thousand_events_of_two_tabs_at_once_are_kept_through_compaction() {
    let (visit, one, two) = two_tabs();
    visit.browser.run(MARK, &[json!(500)]).expect("begun");
    to(&visit, &one);
    visit.browser.run(MARK, &[json!(500)]).expect("begun");
    for tab in [&one, &two] {
        to(&visit, tab);
        // A tab behind another is slow; in front it goes on.
        let done = wait::until(90_000, || visit.browser.until("window.marked === 500").ok());
        assert!(done.is_some(), "the clicks come to an end");
    }
    // The tab that is seen puts them together while it rests.
    let compacted = "Object.keys(localStorage).some((key) => key.startsWith('certdeck/s/'))";
    let found = wait::until(30_000, || visit.browser.until(compacted).ok());
    assert!(found.is_some(), "nothing was put together");
    visit.has_written_all(1_001);
    for tab in [&one, &two] {
        to(&visit, tab);
        assert_eq!(events(&visit.export()).len(), 1_001, "each tab knows all of them");
    }
    visit.reload();
    assert_eq!(events(&visit.export()).len(), 1_001);
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn an_open_item_stays_in_front_while_another_tab_answers() {
    let (visit, one, two) = two_tabs();
    let before = visit.shown();
    visit.press(if before.stage == Stage::Front { key::SPACE } else { "1" });
    to(&visit, &one);
    answer(&visit);
    to(&visit, &two);
    visit.focused("after another tab's answer");
    assert_eq!(visit.shown().item, before.item);
    if before.stage == Stage::Asked {
        assert_eq!(visit.browser.all(".options input:checked").expect("a selector").len(), 1);
    } else {
        assert_eq!(visit.shown().stage, Stage::Back);
    }
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn deleting_in_one_tab_empties_the_other_for_good() {
    let (visit, one, two) = two_tabs();
    answer(&visit);
    visit.settings();
    visit.tap_text("Delete progress …");
    visit.tap_text("Delete everything");
    visit.notes("Everything was deleted.");
    to(&visit, &one);
    visit.go("#/progress/csm");
    visit.says("Nothing has been answered in this deck yet.");
    visit.go("#/");
    visit.headed("Pass your exam, and know why");
    visit.has_written(0);
    visit.has_journalled(0);
    to(&visit, &two);
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn an_older_tab_stops_writing_when_a_newer_one_has_written() {
    let (visit, one, two) = two_tabs();
    let record = newer_record(&visit);
    let put = "localStorage.setItem('certdeck/e/' + arguments[0], arguments[1])";
    visit.browser.run(put, &[json!(record.0), json!(record.1)]).expect("stored");
    to(&visit, &one);
    visit.says("This browser holds progress of a newer Certdeck");
    let written = visit.written();
    visit.press(key::SPACE);
    visit.press("3");
    visit.press("f");
    visit.browser.until("document.querySelector('.actions [aria-pressed=true]')").expect("work goes on");
    assert_eq!(visit.written(), written);
    to(&visit, &two);
    visit.end();
}

const NO_CHANNEL: &str = "delete window.BroadcastChannel;\n";

/// Counts the lines that are open.
const COUNTED: &str = "
    window.lines = 0;
    window.BroadcastChannel = class extends BroadcastChannel {
        constructor(name) { super(name); window.lines += 1; }
        close() { window.lines -= 1; super.close(); }
    };
";

#[test]
#[ignore = "cargo xtask test"]
fn a_program_that_was_replaced_listens_no_more() {
    let site = without(&[COUNTED]);
    let visit = Visit::first(&site.0);
    visit.study("csm");
    visit.has_written(1);
    answer(&visit);
    assert_eq!(visit.browser.run("return window.lines", &[]).expect("asked"), 1);
    visit.go("#/progress/csm");
    knows(&visit, 1);
    assert_eq!(visit.browser.run("return window.lines", &[]).expect("asked"), 1);
    visit.has_written(2);
    visit.has_journalled(2);
    visit.end();
}

/// What the page shows as the number of answers, with the time at which it did so first.
const WATCH: &str = "
    window.shown = {};
    const look = () => {
        const fact = document.querySelector('.facts dd');
        if (fact) window.shown[fact.firstChild.textContent] ??= Date.now();
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    look();";

#[test]
#[ignore = "cargo xtask test"]
fn without_a_channel_each_tab_shows_soon_what_the_other_has_done() {
    let poor = without(&[NO_CHANNEL]);
    let (visit, one, two) = two_tabs_of(&poor.0);
    assert_eq!(visit.browser.run("return typeof BroadcastChannel", &[]).expect("asked"), json!("undefined"));
    answer(&visit);
    for (writer, watcher, answers) in [(&two, &one, 2), (&one, &two, 3)] {
        to(&visit, watcher);
        knows(&visit, answers - 1);
        visit.browser.run(WATCH, &[]).expect("watched");
        to(&visit, writer);
        visit.study("csm");
        answer(&visit);
        let written = visit.browser.run("return Date.now()", &[]).expect("a clock").as_i64().expect("a time");
        // The tab stays behind: being seen again would make it read everything.
        wait::until(2_000, || None::<()>);
        to(&visit, watcher);
        let shown = visit.browser.run("return window.shown[arguments[0]]", &[json!(answers.to_string())]);
        let shown = shown.expect("asked").as_i64().expect("the other tab shows it");
        assert!(shown - written < 1_500, "{} ms later", shown - written);
    }
    visit.has_written(4);
    visit.has_journalled(4);
    visit.reload();
    knows(&visit, 3);
    visit.end();
}

/// Goes to another document while another tab answers, and comes back; whether the page had been kept aside, or was
/// loaded anew.
fn there_and_back(taken: &[&str]) -> bool {
    let site = without(taken);
    let elsewhere = "<!doctype html><title>elsewhere</title><link rel=icon href=\"data:,\"><h1>Elsewhere</h1>";
    fs::write(site.0.join("elsewhere.html"), elsewhere).expect("writing");
    let (visit, one, two) = two_tabs_of(&site.0);
    to(&visit, &one);
    visit.go("#/progress/csm");
    visit.says("Nothing has been answered in this deck yet.");
    visit.browser.run("window.here = true", &[]).expect("marked");
    visit.browser.goto(&format!("{}elsewhere.html", visit.url)).expect("another document");
    to(&visit, &two);
    answer(&visit);
    answer(&visit);
    to(&visit, &one);
    // Not by a script: the driver would lose its page before the script has answered.
    visit.browser.back().expect("back");
    let shown = "location.pathname.endsWith('/certdeck/') && document.querySelector('.facts dd')";
    visit.browser.until(shown).expect("the page");
    let kept = visit.browser.run("return window.here === true", &[]).expect("asked") == true;
    knows(&visit, 2);
    visit.has_written(3);
    // What it does from now on is added.
    visit.study("csm");
    answer(&visit);
    to(&visit, &two);
    knows(&visit, 3);
    visit.end();
    kept
}

#[test]
#[ignore = "cargo xtask test"]
fn a_page_from_the_cache_for_the_way_back_reads_what_it_has_missed() {
    // Chromium and Firefox let go of a page to which somebody speaks meanwhile: that one is loaded anew.
    let spoken_to = there_and_back(&[]);
    assert!(spoken_to || engine() != Engine::WebKit);
    assert!(there_and_back(&[NO_CHANNEL]), "{} keeps a page aside", engine());
}
