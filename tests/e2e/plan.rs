//! Plan, forecast, misconceptions, and the way.

use crate::bank::deck;
use crate::harness::{Visit, site};
use crate::learner::{Shown, Stage};
use crate::past::Past;
use certdeck::engine::progress::event::Setting;
use certdeck::engine::stats::way::{ORDER, SKILLS};
use certdeck::tools::webdriver::key;
use serde_json::json;

/// Sets a field as a learner's choice does.
fn set(visit: &Visit, css: &str, value: &str) {
    visit.browser.find(css).expect("a field");
    let script = "const field = document.querySelector(arguments[0]); field.value = arguments[1]; field.dispatchEvent(new Event('change', { bubbles: true }))";
    visit.browser.run(script, &[json!(css), json!(value)]).expect("the field can be set");
}

/// A date so many days from today, as a date field holds it.
fn day(visit: &Visit, days: i64) -> String {
    let script = "const day = new Date(Date.now() + arguments[0] * 864e5 - 4 * 36e5 - new Date().getTimezoneOffset() * 6e4); return day.toISOString().slice(0, 10)";
    visit.browser.run(script, &[json!(days)]).expect("a date").as_str().expect("text").to_owned()
}

fn facts(visit: &Visit) -> String {
    visit.browser.text("dl.facts").expect("numbers")
}

/// Answers what comes, right or wrong, until so many questions were answered; returns how many items that were.
fn work(visit: &Visit, questions: u32, right: bool) -> u64 {
    let deck = deck("csm");
    let (mut asked, mut items) = (0, 0);
    let mut shown = visit.sees("an item", |shown| !shown.item.is_empty());
    while asked < questions {
        let before = visit.written();
        if shown.stage == Stage::Front {
            visit.press(key::SPACE);
            visit.stage(Stage::Back);
            visit.press("3");
        } else {
            asked += 1;
            let question = deck.questions.iter().find(|q| q.id.as_str() == shown.item).expect("a question");
            visit.answer_by_click(question, right);
            visit.marked(right);
            visit.press(key::ENTER);
        }
        items += 1;
        visit.has_written(before + 1);
        let last = shown;
        shown = visit.sees("what comes next", |next: &Shown| next.item != last.item);
        if shown.item.is_empty() {
            break;
        }
    }
    items
}

#[test]
#[ignore = "cargo xtask test"]
fn a_date_makes_a_plan_and_25_minutes_move_the_forecast() {
    let visit = Visit::first(&site());
    Past::of(&visit, "csm").answers(48, 2).import(&visit);
    visit.go("#/plan/csm");
    visit.headed("CSM plan");
    visit.says("There is no exam date yet.");
    set(&visit, "#exam-date", &day(&visit, 42));
    visit.says("42 days to the exam");
    visit.browser.find("#course").expect("how it goes");
    let days = visit.browser.all(".calendar td:not(.gone)").expect("days").len();
    assert_eq!(days, 43, "today, the days until then, and the exam");
    assert_eq!(visit.browser.all(".calendar .exam").expect("the exam").len(), 1);
    assert!(facts(&visit).contains("Ten minutes more a day"), "{}", facts(&visit));

    visit.go("#/forecast/csm");
    visit.headed("CSM forecast");
    visit.browser.find(".gauge svg").expect("a picture");
    let before = facts(&visit);
    assert!(before.contains("Passing, 37 of 50 right") && before.contains("48"), "{before}");

    visit.go("#/plan/csm");
    let chosen = "[...document.querySelectorAll('.choices label')].some((label) => label.querySelector(':checked') && label.textContent.includes('25'))";
    visit.browser.until(chosen).expect("25 minutes are proposed");
    visit.tap(".blocks a[href^='#/study/csm/']");
    work(&visit, 12, true);
    visit.go("#/forecast/csm");
    visit.headed("CSM forecast");
    let after = facts(&visit);
    assert_ne!(before, after, "new questions were answered: they tell something");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn the_best_next_minutes_begin_with_one_click() {
    let visit = Visit::first(&site());
    Past::of(&visit, "csm").answers(24, 2).import(&visit);
    visit.go("#/plan/csm");
    visit.headed("CSM plan");
    for minutes in ["60", "10", "5"] {
        visit.tap_text(&format!("{minutes} min"));
        visit.browser.find(".blocks li").expect("what to do");
    }
    visit.tap(".blocks li .primary");
    visit.sees("an item", |shown| !shown.item.is_empty());
    visit.go("#/");
    visit.tap("[aria-label='Study for 10 minutes']");
    visit.sees("an item", |shown| !shown.item.is_empty());
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn wishes_that_make_no_plan_say_why() {
    let visit = Visit::first(&site());
    visit.go("#/plan/csm");
    visit.headed("CSM plan");
    for (days, words) in [
        (-1, "has passed"),
        (0, "The exam is today"),
        (3650, "is the year right?"),
        (1, "1 day to the exam"),
        (20, "20 days to the exam"),
    ] {
        set(&visit, "#exam-date", &day(&visit, days));
        visit.says(words);
    }
    // A day off, and back again.
    set(&visit, "#day-off", &day(&visit, 3));
    visit.browser.until("document.querySelectorAll('.off li').length === 1").expect("a day off");
    visit.says("day off");
    visit.tap(".off button");
    visit.browser.until("document.querySelectorAll('.off li').length === 0").expect("none");
    for weekday in 1..=7 {
        set(&visit, &format!(".weekdays label:nth-child({weekday}) input"), "0");
    }
    visit.says("No day before the exam has any minutes.");
    set(&visit, ".weekdays label:nth-child(3) input", "9999");
    visit.browser.until("document.querySelector('.weekdays label:nth-child(3) input').value === '0'").expect("kept");
    set(&visit, ".weekdays label:nth-child(3) input", "45");
    visit.says("20 days to the exam");
    // The plan paces what is new: the number for it says that it has no effect here.
    visit.go("#/settings");
    visit.headed("Settings");
    let hint = |visit: &Visit| visit.browser.text("#new-hint").expect("what the number does");
    assert!(hint(&visit).contains("no effect in CSM while its exam date is set"), "{}", hint(&visit));
    visit.go("#/plan/csm");
    visit.headed("CSM plan");
    set(&visit, "#exam-date", &day(&visit, -1));
    visit.says("has passed");
    visit.go("#/settings");
    visit.headed("Settings");
    assert!(!hint(&visit).contains("no effect"), "{}", hint(&visit));
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn the_plan_goes_into_other_calendars() {
    let visit = Visit::first(&site());
    visit.go("#/plan/csm");
    visit.headed("CSM plan");
    set(&visit, "#exam-date", &day(&visit, 30));
    visit.says("30 days to the exam");
    let text = visit.offered("Download .ics");
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
    assert!(text.contains("BEGIN:VALARM") && text.contains(&day(&visit, 30).replace('-', "")), "{text}");
    visit.says("Open the file with your calendar.");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn too_little_is_said_and_what_would_help() {
    let visit = Visit::first(&site());
    visit.go("#/forecast/csm");
    visit.headed("CSM forecast");
    visit.says("There is too little to go by yet: 0 first answers.");
    visit.says("would halve the interval");
    Past::of(&visit, "cpmai").answers(40, 1).import(&visit);
    visit.go("#/forecast/cpmai");
    visit.headed("CPMAI forecast");
    visit.says("publishes no pass mark. None is made up here.");
    assert!(!visit.words().contains("Passing"));
    set(&visit, "#target", "70");
    visit.says("Reaching your target of 70 %");
    set(&visit, "#target", "0");
    visit
        .browser
        .until("document.querySelector('#target').value === '70'")
        .expect("what is no percentage is not taken");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn mock_exams_are_held_against_their_forecasts() {
    let visit = Visit::first(&site());
    Past::of(&visit, "csm").answers(44, 1).mock(2, 0, 24).mock(1, 24, 24).import(&visit);
    visit.go("#/forecast/csm");
    visit.headed("CSM forecast");
    visit.says("Too few to judge:");
    visit.says("Brier score");
    visit.browser.find(".square-plot svg").expect("a calibration plot");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn a_misconception_is_told_brought_back_and_counted() {
    let deck = deck("csm");
    let visit = Visit::first(&site());
    visit.go("#/traps/csm");
    visit.headed("CSM misconceptions");
    visit.says("You have not fallen into any trap yet.");
    Past::of(&visit, "csm").answers(16, 3).import(&visit);
    visit.go("#/traps/csm");
    visit.says("0 of 2 right in another situation.");
    let told = visit.browser.text(".traps .keep").expect("what sets it right");
    assert!(deck.track.traps.iter().any(|trap| trap.truth == told), "{told}");
    assert!(
        visit.browser.text(".traps li").expect("the first").contains("though certain"),
        "confident errors come first"
    );
    visit.browser.find(".square-plot svg").expect("a calibration plot");

    visit.tap("main .row a.primary");
    let shown = visit.stage(Stage::Asked);
    let question = deck.questions.iter().find(|q| q.id.as_str() == shown.item).expect("a question");
    visit.answer_by_click(question, true);
    visit.marked(true);
    visit.go("#/traps/csm");
    visit.says("1 of 2 right in another situation.");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn the_way_tells_where_one_stands_and_what_is_next() {
    let visit = Visit::first(&site());
    visit.go("#/way");
    visit.headed("The way to AI project manager");
    visit.says("CAPM asks for no experience");
    // What it names is in the bank.
    for (track, domain, topic) in SKILLS.iter().flat_map(|skill| skill.studied) {
        let track = deck(track).track;
        let domain = track.domains.iter().find(|its| domain.is_empty() || its.id.as_str() == *domain);
        let domain = domain.unwrap_or_else(|| panic!("{} has no such domain", track.short));
        assert!(topic.is_empty() || domain.topics.iter().any(|its| its.id.as_str() == *topic), "{topic}");
    }
    assert_eq!(visit.browser.all("main a[href^='#/deck/']").expect("decks").len(), ORDER.len());
    Past::of(&visit, "aif").answers(20, 1).import(&visit);
    visit.go("#/way");
    visit.says("AIF: you have begun it");
    visit.says("of 20");
    Past::of(&visit, "csm").set(|track| Setting::ExamDate(track, Some(day(&visit, 9)))).import(&visit);
    visit.go("#/way");
    visit.says("CSM: your exam is on");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn the_icon_tells_what_is_due() {
    let visit = Visit::first(&site());
    Past::of(&visit, "csm").answers(12, 2).import(&visit);
    visit.browser.run("navigator.setAppBadge = async (number) => { window.badge = number }", &[]).expect("a badge");
    visit.go("#/progress/csm");
    visit.browser.until("window.badge > 0").expect("what is due");
    visit.end();
}
