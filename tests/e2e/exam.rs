//! Mock exams: sat from end to end, killed and gone on with, with extra time, from a code.

#![expect(clippy::disallowed_methods, reason = "an exam's clock is tested by letting time pass")]

mod trouble;

use crate::bank::deck;
use crate::harness::{Visit, site};
use certdeck::engine::bank::deck::Deck;
use certdeck::engine::bank::question::{Body, Question};
use certdeck::engine::drill;
use certdeck::engine::exam::shelf::slot_seed;
use certdeck::engine::id::ItemKind;
use certdeck::engine::progress::codec;
use certdeck::engine::progress::event::What;
use certdeck::engine::progress::exam::Started;
use certdeck::tools::webdriver::key;
use serde_json::json;
use std::rc::Rc;
use std::time::Instant;

const SECOND: i64 = 1_000;
const HOUR: i64 = 3_600_000;

/// The sitting that was begun, as the log has it.
pub fn begun(visit: &Visit) -> Started {
    let script = "return Object.keys(localStorage).filter((key) => key.startsWith('certdeck/e/')).map((key) => localStorage[key])";
    let lines = visit.browser.run(script, &[]).expect("storage can be read");
    let lines = lines.as_array().into_iter().flatten().filter_map(|line| line.as_str());
    let events = lines.filter_map(|line| codec::decode(line).ok());
    let mut started =
        events.filter_map(|event| if let What::ExamStarted(started) = event.what { Some(*started) } else { None });
    started.next_back().expect("a sitting has begun")
}

/// The question at a place.
fn question(deck: &Deck, started: &Started, at: usize) -> Rc<Question> {
    let slot = started.slots().nth(at).expect("a place");
    if slot.item.kind() == ItemKind::Drill {
        let drill = deck.drills.iter().find(|drill| drill.id == slot.item).expect("a drill");
        return Rc::new(
            drill::question(drill, slot_seed(started.seed, &slot.item)).expect("a drill that can be drawn"),
        );
    }
    deck.question(&slot.item).expect("a question of the deck").clone()
}

/// Goes to the form of a track and makes the choices with these words.
fn choose(visit: &Visit, track: &str, choices: &[&str]) {
    visit.go(&format!("#/exam/{track}"));
    visit.browser.find("form.exam .primary").expect("a paper");
    for words in choices {
        let script = "
            const label = [...document.querySelectorAll('form.exam label')].find((label) => label.textContent.trim() === arguments[0]);
            label.querySelector('input').click();";
        visit.browser.run(script, &[json!(words)]).expect("a choice");
        let chosen = "[...document.querySelectorAll('form.exam label')].find((label) => label.textContent.trim() === "
            .to_owned();
        visit.browser.until(&format!("{chosen}{}).querySelector('input').checked", json!(words))).expect("chosen");
    }
}

/// Begins a sitting; the learner is at its first question.
pub fn begin(visit: &Visit, track: &str, choices: &[&str]) -> Started {
    choose(visit, track, choices);
    visit.tap("form.exam .primary");
    at(visit, 1);
    begun(visit)
}

/// Waits until the question with this number is in front.
fn at(visit: &Visit, number: usize) {
    let here = format!(
        "(document.querySelector('h1') || {{ textContent: '' }}).textContent.startsWith('Question {number} of')"
    );
    visit.browser.until(&here).unwrap_or_else(|_| panic!("question {number} is in front\n{}", visit.words()));
}

/// Seconds on the clock.
fn left(visit: &Visit) -> f64 {
    let text = visit.browser.text(".clock [role=timer]").expect("a clock");
    text.split(':').fold(0.0, |sum, part| sum * 60.0 + part.parse::<f64>().expect("digits"))
}

/// Goes on by keys, wherever the focus is.
fn onward(visit: &Visit) {
    let own = "return ['SELECT', 'BUTTON'].includes(document.activeElement.tagName)";
    if visit.browser.run(own, &[]).expect("the focus can be asked for") == true {
        visit.tab_to(".actions .primary");
    }
    visit.press(key::ENTER);
}

/// Closes the open part by keys: the review, its button, and the question that is asked first.
fn close(visit: &Visit) {
    visit.browser.until("document.querySelector('h1').textContent.startsWith('Review')").expect("the review");
    visit.tab_to(".actions .primary");
    visit.press(key::ENTER);
    visit.browser.until("document.getElementById('close').open").expect("it is asked first");
    visit.tab_to("#close .primary");
    visit.press(key::ENTER);
}

#[test]
#[ignore = "cargo xtask test"]
fn a_full_csm_exam_by_keys_only() {
    let bank = deck("csm");
    let visit = Visit::first(&site());
    visit.go("#/exam/csm");
    visit.headed("CSM mock exam");
    visit.browser.find("form.exam .primary").expect("a paper");
    // The fresh form: its questions are in the practice deck, which this test can read.
    choose(&visit, "csm", &["Fresh form"]);
    visit.tab_to("form.exam .primary");
    visit.press(key::ENTER);
    at(&visit, 1);
    let started = begun(&visit);
    let of = started.slots().count();
    assert_eq!(of, 50);
    let mut right = 0;
    for place in 0..of {
        at(&visit, place + 1);
        let good = place % 5 > 0;
        visit.set_by_keys(&question(&bank, &started, place), good);
        right += usize::from(good);
        if place % 10 == 3 {
            visit.press("f");
            visit.browser.until("document.querySelector('.actions [aria-pressed=true]')").expect("flagged");
        }
        onward(&visit);
    }
    visit.headed("Review");
    visit.says("50 of 50 questions answered, 5 flagged.");
    // Back to one of them, its answer changed, and to the review again.
    visit.tab_to(".places li:nth-child(1) button");
    visit.press(key::ENTER);
    at(&visit, 1);
    visit.set_by_keys(&question(&bank, &started, 0), true);
    right += 1;
    visit.press("r");
    close(&visit);
    visit.headed(&format!("{right} of 50 right"));
    visit.says("This would have passed");
    visit.focused("on the report");
    assert_eq!(visit.browser.all(".reviewed > li").expect("a selector").len(), 50);
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn a_pmp_exam_through_its_sections_and_breaks() {
    let bank = deck("pmp");
    let visit = Visit::first(&site());
    let started = begin(&visit, "pmp", &["Fresh form"]);
    let sizes: Vec<usize> = started.parts.iter().map(|part| part.slots.len()).collect();
    assert_eq!(sizes.len(), 3, "{sizes:?}");
    let mut first = 0;
    for (part, size) in sizes.iter().enumerate() {
        at(&visit, first + 1);
        visit.set_by_keys(&question(&bank, &started, first), true);
        if part == 0 {
            visit.browser.find(".case").expect("the case section comes first");
        }
        // A list or a field keeps its letters: the paper is drawn by chance, and may begin with one.
        visit.tab_to(".actions .primary");
        if part > 0 {
            visit.press("l");
            visit.browser.find("#places .places li").expect("the list");
            assert_eq!(visit.browser.all("#places .places li").expect("a selector").len(), *size, "no way back");
            visit.press(key::ESCAPE);
            visit.browser.until("!document.getElementById('places').open").expect("the list is gone");
        }
        visit.press("r");
        close(&visit);
        first += size;
        if part < 2 {
            visit.headed("Break");
            let (before, rest) = (left(&visit), visit.browser.text(".break").expect("a break"));
            assert!(rest == "10:00" || rest == "9:59", "{rest}");
            visit
                .browser
                .until(&format!("document.querySelector('.break').textContent !== '{rest}'"))
                .expect("it passes");
            assert!((before - left(&visit)).abs() < 1.5, "the exam's clock stands still");
            // A reload in the break comes back to the break.
            visit.reload();
            visit.headed("Break");
            assert!((before - left(&visit)).abs() < 1.5, "the exam's clock stands still");
            visit.press(key::TAB);
            visit.tab_to(".actions .primary");
            visit.press(key::ENTER);
        }
    }
    visit.browser.until("/^[0-9]+ of [0-9]+ right$/.test(document.querySelector('h1').textContent)").expect("a report");
    visit.says("Needs Improvement");
    visit.says("The cut-offs are ours");
    visit.end();
}

/// What stands in the question in front.
fn set(visit: &Visit) -> String {
    let script = "
        const all = [...document.querySelectorAll('.options input, .options select, #number')];
        const steps = [...document.querySelectorAll('.step > span:nth-child(2)')].map((step) => step.textContent);
        return JSON.stringify([all.map((one) => one.type === 'radio' || one.type === 'checkbox' ? one.checked : one.value), steps])";
    visit.browser.run(script, &[]).expect("the question can be read").as_str().unwrap_or_default().to_owned()
}

/// Goes to a place of the open part by the list.
fn go(visit: &Visit, place: usize) {
    visit.press("l");
    visit.browser.until("document.getElementById('places').open").expect("the list");
    visit.tap(&format!("#places .places li:nth-child({}) button", place + 1));
    at(visit, place + 1);
}

#[test]
#[ignore = "cargo xtask test"]
fn a_question_that_is_gone_back_to_shows_its_choice_at_once() {
    let bank = deck("aif");
    let visit = Visit::first(&site());
    let started = begin(&visit, "aif", &["Fresh form"]);
    let of = started.slots().count();
    let first = |wanted: fn(&Body) -> bool| (0..of).find(|place| wanted(&question(&bank, &started, *place).body));
    let single = first(|body| matches!(body, Body::Single(_))).expect("a question with one answer");
    let several = first(|body| matches!(body, Body::Multiple(_))).expect("a question with several");
    for place in [single, several] {
        go(&visit, place);
        // The last of the one; of the others as many as may be.
        let options = visit.browser.all(".options input").expect("options").len();
        for option in if place == single { options..=options } else { 1..=options } {
            visit.tap(&format!(".options > .option:nth-of-type({option}) label"));
        }
    }
    let script = "
        window.drawn = [];
        const look = () => window.drawn.push([...document.querySelectorAll('.options input')].map((one) => one.checked));
        const seen = new MutationObserver(() => document.querySelector('h1').textContent.startsWith(arguments[0]) && look());
        seen.observe(document.body, { childList: true, subtree: true, characterData: true });"
        .replace("arguments[0]", &json!(format!("Question {} of", single + 1)).to_string());
    visit.browser.run(&script, &[]).expect("the page can be watched");
    go(&visit, single);
    let drawn = visit.browser.run("return window.drawn[0]", &[]).expect("what was drawn first");
    assert_eq!(drawn.as_array().and_then(|all| all.last()), Some(&json!(true)), "{drawn}");
    visit.end();
}

/// Kills the page ten times, at moments that look random, and comes back to the same question.
fn killed(clock: &str, strict: bool) {
    let bank = deck("aif");
    let visit = Visit::first(&site());
    let started = begin(&visit, "aif", &["Mini", "10", clock]);
    let of = started.slots().count();
    let mut dice = 7u64;
    let mut roll = |below: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) as usize % below
    };
    let mut place = 0;
    let mut answered = vec![String::new(); of];
    for _ in 0..10 {
        place = roll(of);
        go(&visit, place);
        let asked = question(&bank, &started, place);
        let good = roll(2) == 0;
        visit.set_by_click(&asked, good);
        if matches!(asked.body, Body::Numeric(_)) {
            // What is typed is kept when it rests for a moment.
            visit.press(key::TAB);
            std::thread::sleep(std::time::Duration::from_millis(3_000));
        }
        answered[place] = set(&visit);
        std::thread::sleep(std::time::Duration::from_millis(roll(1_500) as u64));
        // The clock is read at some moment between asking and being told; it shows whole seconds.
        let (asked, before, told) = (Instant::now(), left(&visit), Instant::now());
        visit.reload();
        at(&visit, place + 1);
        let (again, after) = (Instant::now(), left(&visit));
        let passed = (again - told).as_secs_f64()..=asked.elapsed().as_secs_f64();
        let lost = before - after;
        let (least, most) = if strict {
            (passed.start() - 1.2, passed.end() + 1.2)
        } else {
            // The sign of life before the kill is at most a second old; loading does not count, but the time since does.
            (-1.2, passed.end() + 1.2)
        };
        assert!((least..=most).contains(&lost), "{before} s left, {after} s after {passed:?} s");
        assert_eq!(set(&visit), answered[place], "no answer is lost");
    }
    for (at_place, was) in answered.iter().enumerate().filter(|(_, was)| !was.is_empty()) {
        go(&visit, at_place);
        assert_eq!(set(&visit), *was, "question {} of {place}", at_place + 1);
    }
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn killed_at_ten_moments_with_a_clock_that_runs_on() {
    killed("The clock runs on", true);
}

#[test]
#[ignore = "cargo xtask test"]
fn killed_at_ten_moments_with_a_clock_that_stops() {
    killed("The clock stops", false);
}

#[test]
#[ignore = "cargo xtask test"]
fn a_clock_that_stops_stands_still_while_the_page_is_gone() {
    let visit = Visit::first(&site());
    begin(&visit, "csm", &["Mini", "10", "The clock stops"]);
    let before = left(&visit);
    visit.browser.goto("about:blank").expect("another page");
    std::thread::sleep(std::time::Duration::from_secs(6));
    visit.open("#/exam/csm");
    visit.tap_text("Go on with it");
    at(&visit, 1);
    assert!(before - left(&visit) <= 3.0, "{before} s, then {} s", left(&visit));
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn extra_time_is_on_the_clock() {
    let visit = Visit::first(&site());
    let started = begin(&visit, "csm", &["Mini", "10", "× 1.5"]);
    // 60 minutes for 50 questions: 12 for ten, and half of that again.
    assert_eq!(started.allowed_ms, 18 * 60_000);
    assert!((17.0 * 60.0 + 50.0..=18.0 * 60.0).contains(&left(&visit)), "{}", left(&visit));
    visit.press("t");
    visit.says("Show clock");
    visit.press("t");
    visit.browser.find(".clock [role=timer]").expect("the clock is back");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn a_code_gives_somebody_else_the_same_paper() {
    let visit = Visit::first(&site());
    let mine = begin(&visit, "csm", &["Mini", "10"]);
    visit.end();
    let visit = Visit::first(&site());
    choose(&visit, "csm", &["From a code"]);
    visit.browser.type_into("#code", &mine.code.to_lowercase().replace('-', " ")).expect("a field");
    visit.says("Code of this paper");
    visit.tap("form.exam .primary");
    at(&visit, 1);
    let theirs = begun(&visit);
    assert_eq!(theirs.parts, mine.parts);
    visit.go("#/exam/csm");
    visit.tap("#leave button:last-child");
    choose(&visit, "csm", &["From a code"]);
    visit.browser.type_into("#code", "0000-0000-0000-00").expect("a field");
    visit.says("One or more characters of this code are wrong");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn tools_lie_beside_the_question_and_are_kept() {
    let visit = Visit::first(&site());
    begin(&visit, "csm", &["Mini", "10"]);
    visit.press("k");
    visit.browser.until("document.activeElement.id === 'sum'").expect("the calculator has the focus");
    visit.press("720 / 0.9");
    visit.press(key::ENTER);
    visit.says("720 / 0.9 = 800");
    visit.tap_text("Close");
    visit.press("m");
    visit.browser.until("document.activeElement.id === 'note'").expect("the note has the focus");
    visit.press("ask again");
    visit.tap_text("Close");
    visit.press("h");
    visit.browser.until("document.activeElement.id === 'highlight'").expect("the highlighter has the focus");
    visit.tap(".sentence input");
    visit.browser.find("#stem mark").expect("a highlight");
    // Off again: what is highlighted whole, as a stem of one sentence would be, is not highlighted once more below.
    visit.tap(".sentence input");
    visit.browser.until("!document.querySelector('#stem mark')").expect("no highlight any more");
    visit.tap_text("Close");
    // A selection, as with a pointer.
    let select = "const range = document.createRange(); const stem = document.getElementById('stem'); range.selectNodeContents(stem); const all = getSelection(); all.removeAllRanges(); all.addRange(range)";
    visit.browser.run(select, &[]).expect("a selection");
    visit.press("h");
    let whole = "[...document.querySelectorAll('#stem mark')].map((mark) => mark.textContent).join('') === document.getElementById('stem').textContent";
    visit.browser.until(whole).expect("all of it is highlighted");
    visit.press("x");
    visit.press("2");
    visit.browser.find(".struck").expect("an option is struck out");
    visit.reload();
    at(&visit, 1);
    visit.browser.find(".struck").expect("it is still struck out");
    visit.browser.until(whole).expect("it is still highlighted");
    visit.press("m");
    visit.browser.until("document.getElementById('note').value === 'ask again'").expect("the note is still there");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn what_was_wrong_comes_next_in_study() {
    let bank = deck("csm");
    let visit = Visit::first(&site());
    let started = begin(&visit, "csm", &["Mini", "10"]);
    for place in 0..10 {
        at(&visit, place + 1);
        visit.set_by_keys(&question(&bank, &started, place), place > 0);
        onward(&visit);
    }
    close(&visit);
    visit.headed("9 of 10 right");
    visit.tap_text("Put what was wrong into study");
    visit.says("next in study");
    visit.tap_text("Study them now");
    let shown = visit.sees("the first item", |shown| !shown.item.is_empty());
    let topic = |id: &str| id.rsplit_once('-').map(|(topic, _)| topic.to_owned());
    let wrong = started.slots().next().expect("a question").item.to_string();
    assert_eq!(topic(&shown.item), topic(&wrong), "{} after {wrong}", shown.item);
    visit.end();
}
