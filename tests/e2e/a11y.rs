//! Accessibility: no violation of WCAG 2.2 AA on any page, in any state, theme and width.

use crate::backups::APART;
use crate::bank::{catalogue, deck, pack_file};
use crate::exam;
use crate::eyes::Eyes;
use crate::harness::{Scratch, Visit, another_build, next_build, site};
use crate::learner::{Shown, Stage};
use crate::past::Past;
use crate::storage::{NO_JOURNAL, NO_LOCAL, newer_record, without};
use certdeck::engine::bank::figure::Exhibit;
use certdeck::engine::bank::question::{Kind, Question};
use certdeck::engine::progress::event::Setting;
use certdeck::tools::webdriver::key;
use serde_json::json;
use std::collections::BTreeSet;
use std::fs;
use std::mem::discriminant;

/// Opens everything that is folded.
fn unfold(visit: &Visit) {
    let script = "document.querySelectorAll('main details').forEach((details) => { details.open = true })";
    visit.browser.run(script, &[]).expect("unfolded");
}

/// Looks at a page, folded and unfolded.
fn page(visit: &Visit, eyes: &mut Eyes, route: &str, ready: &str) {
    visit.go(route);
    visit.says(ready);
    eyes.look(visit, route);
    if !visit.browser.all("main details:not([open])").expect("a selector").is_empty() {
        unfold(visit);
        eyes.look(visit, &format!("{route} unfolded"));
    }
}

#[test]
#[ignore = "cargo xtask test"]
fn every_page_before_the_first_answer() {
    let visit = Visit::first(&site());
    let mut eyes = Eyes::default();
    visit.headed("Pass your exam, and know why");
    eyes.look(&visit, "first visit");
    page(&visit, &mut eyes, "#/study", "Which exam?");
    page(&visit, &mut eyes, "#/practice", "Practice");
    page(&visit, &mut eyes, "#/practice/pmp", "questions to draw from");
    page(&visit, &mut eyes, "#/library/pmp", "Search all questions");
    page(&visit, &mut eyes, "#/progress", "Answer a few questions first");
    page(&visit, &mut eyes, "#/progress/csm", "Nothing has been answered");
    for entry in catalogue(&site()).tracks {
        page(&visit, &mut eyes, &format!("#/deck/{}", entry.track.id), "Your exam date");
    }
    page(&visit, &mut eyes, "#/exam", "Which exam?");
    page(&visit, &mut eyes, "#/exam/pmp", "Code of this paper");
    page(&visit, &mut eyes, "#/exam/1.2", "This exam is not here");
    page(&visit, &mut eyes, "#/exam/1.2/report", "This report is not here");
    page(&visit, &mut eyes, "#/drills/pmp", "PMP drills");
    page(&visit, &mut eyes, "#/drills/csm", "no calculations");
    page(&visit, &mut eyes, "#/formulas/pmp", "PMP formulas");
    page(&visit, &mut eyes, "#/settings", "Your data");
    page(&visit, &mut eyes, "#/data", "There is none yet");
    page(&visit, &mut eyes, "#/about", "How it works");
    page(&visit, &mut eyes, "#/nowhere", "There is no such page");
    page(&visit, &mut eyes, "#/item/csm-daily-999", "This item is not in the deck");
    page(&visit, &mut eyes, "#/item/csm-daily-001", "Show the answer all the same");
    visit.go("#/library/csm");
    visit.headed("CSM library");
    visit.browser.type_into("#search", "sprint goal").expect("a field");
    visit.browser.until("document.querySelectorAll('main details li').length < 60").expect("fewer items");
    eyes.look(&visit, "library, search");
    visit.browser.type_into("#search", " xyzzy").expect("a field");
    visit.says("Nothing holds these words");
    eyes.look(&visit, "library, nothing found");
    visit.press("\u{E004}");
    visit.press("?");
    visit.browser.until("document.getElementById('help').open").expect("help is open");
    eyes.look(&visit, "help");
    eyes.end();
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn studying_cards_and_questions() {
    let deck = deck("csm");
    let visit = Visit::first(&site());
    let mut eyes = Eyes::default();
    visit.paced(60);
    let mut shown = visit.study("csm");
    let (mut card, mut asked) = (false, 0);
    while !card || asked < 2 {
        if shown.stage == Stage::Front && !card {
            card = true;
            eyes.look(&visit, "card, front");
            visit.press(key::SPACE);
            visit.stage(Stage::Back);
            eyes.look(&visit, "card, back");
            visit.press("3");
        } else if shown.stage == Stage::Asked {
            asked += 1;
            if asked == 1 {
                visit.press(key::ENTER);
                visit.browser.until("document.querySelector('.note').textContent").expect("a note");
                eyes.look(&visit, "question with a note");
            }
            let question = deck.questions.iter().find(|q| q.id.as_str() == shown.item).expect("a question");
            visit.set_by_keys(question, asked == 1);
            visit.press("8");
            visit.browser.until("document.querySelector('[name=sure]:checked')").expect("a word on it");
            eyes.look(&visit, "question, chosen");
            visit.press(key::ENTER);
            visit.marked(asked == 1);
            unfold(&visit);
            eyes.look(&visit, if asked == 1 { "question, right" } else { "question, wrong" });
            visit.press(key::ENTER);
        } else {
            visit.press("s");
        }
        let last = shown;
        shown = visit.sees("the next item", |next: &Shown| next.item != last.item && !next.item.is_empty());
    }
    visit.end();
    eyes.end();

    let visit = Visit::first(&site());
    let mut eyes = Eyes::default();
    visit.paced(1);
    visit.study("csm");
    visit.press("s");
    visit.headed("Nothing is due");
    eyes.look(&visit, "nothing is due");
    eyes.end();
    visit.end();
}

/// One set of each kind of a track: asked, wrong, and the summary.
fn kinds(track: &str) {
    let deck = deck(track);
    let visit = Visit::first(&site());
    let mut eyes = Eyes::default();
    for kind in Kind::ALL {
        if !deck.questions.iter().any(|question| question.kind() == kind && question.form.is_none()) {
            continue;
        }
        visit.open("");
        visit.go(&format!("#/practice/{track}"));
        visit.headed("Build a set");
        visit.tap_text("Topics, levels, kinds");
        visit.tap_text(kind.name());
        visit.tap("button[type=submit]");
        let shown = visit.stage(Stage::Asked);
        let question = deck.questions.iter().find(|q| q.id.as_str() == shown.item).expect("a question");
        eyes.look(&visit, &format!("{} asked", kind.name()));
        visit.answer_by_click(question, false);
        visit.marked(false);
        unfold(&visit);
        eyes.look(&visit, &format!("{} wrong", kind.name()));
        visit.tap_text("Stop");
        visit.headed("0 of 1 right");
        unfold(&visit);
        eyes.look(&visit, &format!("{} summary", kind.name()));
    }
    eyes.end();
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn every_kind_of_question_in_pmp() {
    kinds("pmp");
}

#[test]
#[ignore = "cargo xtask test"]
fn every_kind_of_question_in_aif() {
    kinds("aif");
}

#[test]
#[ignore = "cargo xtask test"]
fn every_kind_of_figure_and_a_case() {
    let visit = Visit::first(&site());
    let mut eyes = Eyes::default();
    let mut seen = Vec::new();
    for track in crate::bank::tracks() {
        let deck = deck(&track);
        let mut looked = BTreeSet::new();
        let exhibits = |question: &Question| -> Vec<Exhibit> {
            let case = question.case.as_ref().and_then(|case| deck.case(case));
            question.exhibits.iter().chain(case.into_iter().flat_map(|case| &case.exhibits)).cloned().collect()
        };
        for question in deck.questions.iter().filter(|question| question.form.is_none()) {
            let all = exhibits(question);
            let fresh = all.iter().filter(|exhibit| !seen.contains(&discriminant(&exhibit.figure))).count() > 0;
            if !fresh || !looked.insert(question.id.clone()) {
                continue;
            }
            seen.extend(all.iter().map(|exhibit| discriminant(&exhibit.figure)));
            visit.go(&format!("#/item/{}", question.id));
            visit.says(question.id.as_str());
            visit.tap_text("Show the answer all the same");
            visit.browser.find(".lesson").expect("the answer");
            visit.browser.find("main figure").expect("a figure");
            unfold(&visit);
            eyes.look(&visit, &format!("item {}", question.id));
        }
    }
    assert!(seen.len() >= 8, "the bank has figures of several kinds");
    eyes.end();
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn every_page_after_a_few_answers() {
    let deck = deck("csm");
    let visit = Visit::first(&site());
    let mut eyes = Eyes::default();
    visit.go("#/practice/csm");
    visit.headed("Build a set");
    visit.tap("button[type=submit]");
    let mut shown = visit.stage(Stage::Asked);
    let first = shown.item.clone();
    let mut answers = 0;
    while shown.stage == Stage::Asked {
        let question = deck.questions.iter().find(|q| q.id.as_str() == shown.item).expect("a question");
        visit.set_by_keys(question, answers % 3 > 0);
        visit.press(["7", "8", "9"][answers % 3]);
        visit.press(key::ENTER);
        visit.stage(Stage::Marked);
        visit.press(key::ENTER);
        let last = shown;
        shown = visit.sees("what comes next", |next| next.item != last.item);
        answers += 1;
    }
    page(&visit, &mut eyes, "#/", "Decks");
    page(&visit, &mut eyes, "#/progress/csm", "The next 30 days");
    page(&visit, &mut eyes, "#/library/csm", "Search all questions");
    page(&visit, &mut eyes, &format!("#/item/{first}"), "Your answers");
    visit.settings();
    let export = visit.export();
    visit.tap_text("Delete progress …");
    visit.says("Export first");
    eyes.look(&visit, "your data, deleting");
    let damaged = export.replacen("\"counter\"", "\"nothing\"", 1);
    visit.choose("certdeck.json", damaged.as_bytes());
    visit.says("1 unreadable");
    eyes.look(&visit, "your data, a damaged file");
    // Nothing in it is new: there is nothing to leave.
    visit.tap_text("Close");
    visit.tap_text("Take one now");
    visit.notes("A backup was taken.");
    unfold(&visit);
    eyes.look(&visit, "your data, backups");
    visit.offer("locked.json", include_bytes!("../progress/fixtures/sealed-v1.json"));
    visit.says("This file is locked.");
    eyes.look(&visit, "your data, a locked file");
    eyes.end();
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn banners_and_what_was_set_aside() {
    let mut eyes = Eyes::default();
    let apart = without(&[APART]);
    let visit = Visit::first(&apart.0);
    page(&visit, &mut eyes, "#/data", "Move to the installed app");
    visit.end();

    let poor = without(&[NO_LOCAL, NO_JOURNAL]);
    let visit = Visit::first(&poor.0);
    visit.study("csm");
    visit.press("f");
    visit.browser.find(".banner").expect("nothing can be saved");
    eyes.look(&visit, "study, nothing can be saved");
    page(&visit, &mut eyes, "#/data", "Nothing is saved");
    visit.end();

    let visit = Visit::first(&site());
    visit.study("csm");
    visit.has_written(1);
    let (name, text) = newer_record(&visit);
    let put = "localStorage.setItem('certdeck/e/' + arguments[0], arguments[1]); localStorage.setItem('certdeck/e/x', 'damaged')";
    visit.browser.run(put, &[json!(name), json!(text)]).expect("stored");
    visit.reload();
    visit.settings();
    visit.says("newer Certdeck");
    visit.says("could not be read");
    eyes.look(&visit, "your data, newer and damaged");
    visit.end();

    let next = next_build();
    let visit = Visit::first(&site());
    visit.stored();
    visit.publish(&next.0);
    visit.look_for_update();
    visit.says("A new version of Certdeck is ready.");
    eyes.look(&visit, "an update waits");
    visit.end();
    eyes.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn what_could_not_be_loaded_and_the_recovery_page() {
    let mut eyes = Eyes::default();
    let broken: Scratch = another_build(|_| {});
    let pack = pack_file(&broken.0, "csm").expect("a pack");
    fs::remove_file(broken.0.join("packs").join(pack)).expect("removing");
    let visit = Visit::first(&broken.0);
    page(&visit, &mut eyes, "#/study/csm", "The questions could not be loaded");
    page(&visit, &mut eyes, "#/library/csm", "The questions could not be loaded");
    visit
        .browser
        .run("window.dispatchEvent(new CustomEvent('certdeck-panic', { detail: 'a test' }))", &[])
        .expect("told");
    visit.headed("Certdeck has stopped");
    eyes.look(&visit, "recovery");
    visit.end_but(&["404", "409", "a test"]);
    eyes.end();
}

/// Opens a dialog by keys, looks at it, closes it by Escape.
fn dialog(visit: &Visit, eyes: &mut Eyes, open: impl Fn(), id: &str) {
    open();
    visit.browser.until(&format!("document.getElementById('{id}').open")).expect("the dialog is open");
    eyes.look(visit, &format!("exam, {id}"));
    visit.press("\u{E00C}");
    visit.browser.until(&format!("!document.getElementById('{id}').open")).expect("Escape closes it");
}

#[test]
#[ignore = "cargo xtask test"]
fn every_state_of_a_mock_exam() {
    let visit = Visit::first(&site());
    let mut eyes = Eyes::default();
    let started = exam::begin(&visit, "pmp", &["Fresh form"]);
    eyes.look(&visit, "exam, a case");
    for (key, name) in [("k", "calculator"), ("m", "note"), ("h", "highlighter")] {
        visit.press(key);
        visit.browser.find("#tool").expect("the tool");
        eyes.look(&visit, &format!("exam, {name}"));
        visit.tap("#tool .head button");
    }
    visit.tap(".actions [aria-expanded]");
    visit.browser.find(".tools").expect("the tools");
    visit.press("1");
    visit.press("x");
    visit.press("2");
    visit.press("f");
    visit.browser.find(".struck").expect("struck out");
    eyes.look(&visit, "exam, chosen, struck out and flagged");
    dialog(&visit, &mut eyes, || visit.press("l"), "places");
    dialog(&visit, &mut eyes, || visit.go("#/library"), "leave");
    visit.press("l");
    dialog(&visit, &mut eyes, || visit.tap_text("Hand in early …"), "finish");
    if !visit.browser.all(".zoomable button").expect("a selector").is_empty() {
        visit.tap(".zoomable button");
        visit.browser.until("document.querySelector('dialog.zoom[open]')").expect("the figure is enlarged");
        eyes.look(&visit, "exam, a figure enlarged");
        visit.tap("dialog.zoom button");
    }
    visit.press("r");
    visit.browser.until("document.querySelector('h1').textContent.startsWith('Review')").expect("the review");
    eyes.look(&visit, "exam, review of a part");
    dialog(&visit, &mut eyes, || visit.tap(".actions .primary"), "close");
    visit.tap(".actions .primary");
    visit.tap("#close .primary");
    visit.headed("Break");
    eyes.look(&visit, "exam, break");
    visit.tap(".actions .primary");
    let cases = started.parts[0].slots.len();
    visit
        .browser
        .until(&format!("document.querySelector('h1').textContent.startsWith('Question {} ')", cases + 1))
        .expect("on");
    eyes.look(&visit, "exam, second part");
    crate::clock::shift(&visit, 6 * 3_600_000);
    visit.headed("Is the time up?");
    eyes.look(&visit, "exam, a clock that jumped");
    visit.tap_text("The time is up: hand in");
    visit.says("of the scored questions");
    eyes.look(&visit, "exam report");
    unfold(&visit);
    visit.tap(".reviewed li:nth-child(1) button");
    visit.tap(".reviewed li:nth-child(6) button");
    visit.browser.find(".unfolded .lesson").expect("the answer");
    eyes.look(&visit, "exam report, review");
    page(&visit, &mut eyes, "#/exam/pmp", "Exams so far");
    visit.go("#/drills/pmp");
    visit.headed("PMP drills");
    visit.tap_text("Mix them all");
    visit.browser.find("#number").expect("a field");
    eyes.look(&visit, "drill");
    visit.press("99999");
    visit.press(key::ENTER);
    visit.says("✗ Not right");
    eyes.look(&visit, "drill, wrong");
    visit.end();
    eyes.end();
}

/// The walk of somebody who has no pointer: each thing in the room can be reached and the focus is never lost.
#[test]
#[ignore = "cargo xtask test"]
fn a_walk_by_keys_through_a_mock_exam() {
    let visit = Visit::first(&site());
    exam::begin(&visit, "csm", &["Mini", "10"]);
    // In the order of the page, from its beginning: behind its end the focus belongs to the browser.
    visit.browser.run("document.querySelector('a').focus()", &[]).expect("the first link");
    for css in [".clock", ".strike", ".actions button:nth-of-type(2)"] {
        visit.tab_to(css);
    }
    visit.press(key::ENTER);
    visit.browser.until("document.querySelector('.actions [aria-pressed=true]')").expect("flagged");
    visit.focused("after flagging");
    visit.tab_to(".actions [aria-expanded]");
    visit.press(key::ENTER);
    visit.tab_to(".tools button:nth-of-type(2)");
    visit.press(key::ENTER);
    visit.browser.until("document.activeElement.id === 'note'").expect("the note has the focus");
    visit.press("a note");
    visit.tab_to(".actions .primary");
    visit.press(key::ENTER);
    visit
        .browser
        .until("document.querySelector('h1').textContent.startsWith('Question 2 ')")
        .expect("the next question");
    visit.focused("at the next question");
    visit.press("l");
    visit.browser.until("document.getElementById('places').open").expect("the list");
    visit.tab_to("#places li:nth-child(9) button");
    visit.press(key::ENTER);
    visit
        .browser
        .until("document.querySelector('h1').textContent.startsWith('Question 9 ')")
        .expect("the ninth question");
    visit.focused("behind the list");
    visit.press("n");
    visit.press("n");
    visit.headed("Review");
    visit.focused("at the review");
    visit.tab_to(".places li:nth-child(1) button");
    visit.press(key::ENTER);
    visit
        .browser
        .until("document.querySelector('h1').textContent.startsWith('Question 1 ')")
        .expect("the first question");
    visit.press("m");
    visit.browser.until("document.getElementById('note').value === 'a note'").expect("the note is kept");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn plan_forecast_misconceptions_and_the_way() {
    let visit = Visit::first(&site());
    let mut eyes = Eyes::default();
    page(&visit, &mut eyes, "#/plan", "Choose a deck first");
    page(&visit, &mut eyes, "#/plan/csm", "There is no exam date yet.");
    page(&visit, &mut eyes, "#/forecast/cpmai", "There is too little to go by yet");
    page(&visit, &mut eyes, "#/traps/csm", "You have not fallen into any trap yet.");
    page(&visit, &mut eyes, "#/way", "What is next");
    let date = visit.browser.run("return new Date(Date.now() + 60 * 864e5).toISOString().slice(0, 10)", &[]);
    let date = date.expect("a date").as_str().expect("text").to_owned();
    let past = Past::of(&visit, "csm").answers(44, 1).mock(2, 0, 24).mock(1, 24, 24);
    past.set(|track| Setting::ExamDate(track, Some(date))).import(&visit);
    Past::of(&visit, "cpmai").answers(30, 1).set(|track| Setting::Target(track, 72)).import(&visit);
    page(&visit, &mut eyes, "#/plan/csm", "to the exam");
    page(&visit, &mut eyes, "#/forecast/csm", "Too few to judge");
    page(&visit, &mut eyes, "#/forecast/cpmai", "Reaching your target");
    page(&visit, &mut eyes, "#/traps/csm", "right in another situation");
    page(&visit, &mut eyes, "#/way", "your exam is on");
    eyes.end();
    visit.end();
}
