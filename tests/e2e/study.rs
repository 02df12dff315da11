//! A study session by keys alone.

use crate::bank::deck;
use crate::harness::{Visit, site};
use crate::learner::{Shown, Stage};
use certdeck::engine::bank::deck::Deck;
use certdeck::tools::wait;
use certdeck::tools::webdriver::key;

/// A learner at the desk, with so many new items a day.
fn at_the_desk(new: u32) -> (Visit, Shown) {
    let visit = Visit::first(&site());
    visit.paced(new);
    let first = visit.study("csm");
    visit.has_written(2);
    (visit, first)
}

/// Skips until a question of this kind of control is asked.
fn until_asked(visit: &Visit, mut shown: Shown, control: &str) -> Shown {
    while shown.stage != Stage::Asked || visit.browser.all(control).expect("controls").is_empty() {
        visit.press("s");
        shown = visit.sees("another item", |next| next.item != shown.item && !next.item.is_empty());
    }
    shown
}

/// Waits for the next item, or the end.
fn next(visit: &Visit, last: &Shown) -> Shown {
    visit.sees("the next item", |shown| {
        let other = shown.item != last.item;
        let end = shown.stage == Stage::None && shown.item.is_empty();
        end || (!shown.item.is_empty() && (other || matches!(shown.stage, Stage::Asked | Stage::Front)))
    })
}

/// Answers a question, or grades a card, by keys; gives back what follows.
fn one(visit: &Visit, deck: &Deck, shown: &Shown, right: bool) -> Shown {
    let written = visit.written();
    if shown.stage == Stage::Front {
        visit.press(key::SPACE);
        visit.stage(Stage::Back);
        assert_eq!(visit.written(), written, "showing the back writes nothing");
        visit.focused("after Space");
        visit.press(if right { "3" } else { "1" });
    } else {
        let id = shown.item.as_str();
        let question = deck.questions.iter().find(|question| question.id.as_str() == id).expect("a question");
        visit.answer_by_keys(question, right);
        visit.marked(right);
        visit.says("Comes back in");
        visit.focused("after Enter");
        visit.has_written(written + 1);
        visit.press(key::ENTER);
    }
    let following = next(visit, shown);
    visit.has_written(written + 1);
    visit.focused("at the next item");
    following
}

#[test]
#[ignore = "cargo xtask test"]
fn twenty_items_are_studied_by_keys_alone() {
    let deck = deck("csm");
    let visit = Visit::first(&site());
    visit.paced(14);
    visit.go("#/");
    visit.tab_to("a[aria-label='Start CSM']");
    visit.press(key::ENTER);
    let mut shown = visit.sees("the first item", |shown| !shown.item.is_empty());
    assert_eq!(visit.browser.title().expect("a title"), "Study · Certdeck");
    visit.has_written(2);
    let (mut answers, mut cards) = (0, 0);
    // Two are wrong at first. Each of the new items comes back today at least once.
    while shown.stage != Stage::None {
        cards += u64::from(shown.stage == Stage::Front);
        shown = one(&visit, &deck, &shown, answers != 4 && answers != 12);
        answers += 1;
        assert!(answers < 60, "the session comes to an end");
    }
    assert!(answers >= 20 && cards > 0 && cards < answers, "{answers} answers, {cards} to cards");
    visit.headed("Done for now");
    visit.says(&format!("{answers} answers, {} right", answers - 2));
    visit.has_journalled(answers + 2);
    visit.tab_to("main a.primary");
    visit.press(key::ENTER);
    visit.headed("Done for today");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn undo_flag_and_skip_work_by_their_letters() {
    let deck = deck("csm");
    let visit = Visit::first(&site());
    let first = visit.study("csm");
    visit.has_written(1);

    visit.press("f");
    visit
        .browser
        .until("document.querySelector('.actions [aria-pressed=true]').innerText.includes('Flagged')")
        .expect("flagged");
    visit.has_written(2);
    visit.press("f");
    visit.browser.until("document.querySelector('.actions [aria-pressed=false]')").expect("not flagged");
    visit.has_written(3);

    visit.press("s");
    let second = visit.sees("another item", |shown| shown.item != first.item && !shown.item.is_empty());
    visit.has_written(4);
    visit.press("u");
    visit.sees("the skipped item again", |shown| *shown == first);
    visit.has_written(5);
    visit.focused("after an undone skip");
    visit.press("s");
    visit.sees("the other item again", |shown| shown.item == second.item);
    visit.has_written(6);

    let third = one(&visit, &deck, &second, false);
    visit.has_written(7);
    visit.press("u");
    visit.sees("the answered item again, unanswered", |shown| *shown == second);
    visit.has_written(8);
    visit.focused("after an undone answer");
    visit.browser.until("!document.querySelector('.options input:checked')").expect("nothing is chosen");
    let after = one(&visit, &deck, &second, true);
    assert_eq!(after.item, third.item);

    // What was undone does not count.
    visit.go("#/progress/csm");
    visit.headed("CSM progress");
    let answers = visit.browser.text(".facts dd").expect("the number of answers");
    assert!(answers.starts_with('1'), "{answers}");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn an_answer_can_be_given_by_tab_space_and_enter() {
    let (visit, first) = at_the_desk(60);
    let shown = until_asked(&visit, first, ".options input[type=radio]");
    visit.tab_to(".options input");
    visit.press(key::SPACE);
    visit.browser.until("document.querySelector('.options input:checked')").expect("chosen");
    visit.press(key::ENTER);
    visit.stage(Stage::Marked);
    visit.focused("when the options become answers");
    visit.tab_to(".actions .primary");
    visit.press(key::ENTER);
    visit.sees("the next item", |next| next.item != shown.item && !next.item.is_empty());
    visit.focused("at the next item");
    visit.end();
}

/// Presses keys in one go: nothing is drawn in between.
const AT_ONCE: &str = "const press = (keys) => keys.forEach((key) => document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })));";

#[test]
#[ignore = "cargo xtask test"]
fn keys_that_come_faster_than_the_page_is_drawn_all_count() {
    let (visit, shown) = at_the_desk(60);
    let asked = until_asked(&visit, shown, "input[type=radio]");
    let written = visit.written();
    visit.browser.run(&format!("{AT_ONCE} press(['1', '8', 'Enter', 'Enter'])"), &[]).expect("keys can be pressed");
    let next = visit.sees("the next item", |next| next.item != asked.item && !next.item.is_empty());
    visit.has_written(written + 1);
    // A grade pressed twice is one grade, and no grade of the card behind it.
    let mut shown = next;
    while shown.stage != Stage::Front {
        visit.press("s");
        let last = shown;
        shown = visit.sees("another item", |next| next.item != last.item && !next.item.is_empty());
    }
    let written = visit.written();
    visit.browser.run(&format!("{AT_ONCE} press([' ', '3', '3'])"), &[]).expect("keys can be pressed");
    let last = visit.sees("the next item", |next| next.item != shown.item && !next.item.is_empty());
    assert!(matches!(last.stage, Stage::Asked | Stage::Front), "{last:?}");
    visit.has_written(written + 1);
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn a_key_that_is_pressed_as_soon_as_the_item_is_there_counts() {
    let visit = Visit::first(&site());
    visit.paced(1);
    // By this clock each drawing takes long: Yew lets the browser go first, and what follows a drawing comes later.
    let script = "
        const now = Date.now.bind(Date);
        let calls = 0;
        Date.now = () => now() + 20 * (calls += 1);
        const look = new MutationObserver(() => {
            if (!document.querySelector('.options, .card')) return;
            look.disconnect();
            press(['s']);
        });
        look.observe(document.body, { childList: true, subtree: true });";
    visit.browser.run(&format!("{AT_ONCE} {script}"), &[]).expect("the page can be watched");
    visit.go("#/study/csm");
    visit.headed("Nothing is due");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn without_an_answer_nothing_is_checked_and_the_page_says_what_is_missing() {
    let (visit, first) = at_the_desk(60);
    let shown = until_asked(&visit, first, "fieldset");
    let written = visit.written();
    visit.press(key::ENTER);
    visit.browser.until("/first|as many/.test(document.querySelector('.note').textContent)").expect("a note");
    assert_eq!(visit.shown(), shown);
    visit.tap(".actions .primary");
    assert_eq!(visit.written(), written);
    // On a phone too, where the end of the question is far below.
    visit.browser.resize(390, 700).expect("a window as wide as a phone");
    let seen = "
        window.scrollTo(0, 0);
        const note = document.querySelector('.note').getBoundingClientRect();
        const at = document.elementFromPoint(note.left + 5, note.top + note.height / 2);
        return !!at && at.matches('.note')";
    let found =
        wait::until(5_000, || (visit.browser.run(seen, &[]).expect("the page can be asked") == true).then_some(()));
    assert!(found.is_some(), "the note is out of sight");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn help_opens_with_its_key_and_closes_with_escape() {
    let visit = Visit::first(&site());
    let first = visit.study("csm");
    // That this track is studied is written down a moment after its first item is shown.
    visit.has_written(1);
    let written = visit.written();
    visit.press("?");
    visit.browser.until("document.getElementById('help').open").expect("help is open");
    visit
        .browser
        .until("document.getElementById('help').contains(document.activeElement)")
        .expect("the focus is in it");
    // Keys behind the dialog are not pressed by accident.
    visit.press("s");
    visit.press("f");
    visit.press(key::ESCAPE);
    visit.browser.until("!document.getElementById('help').open").expect("help is closed");
    visit.focused("after help");
    assert_eq!(visit.shown(), first, "the item behind it stays");
    assert_eq!(visit.written(), written, "nothing happened behind it");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn letters_do_nothing_when_they_are_switched_off() {
    let visit = Visit::first(&site());
    visit.go("#/settings");
    visit.headed("Settings");
    visit.tap_text("Single-letter shortcuts");
    visit.has_written(1);
    let first = visit.study("csm");
    visit.has_written(2);
    for letter in ["s", "f", "u", "S", "F", "U", "?", "a", "b"] {
        visit.press(letter);
    }
    // A key that still works shows that those before it have had their time.
    let still = if first.stage == Stage::Front { Stage::Back } else { Stage::Marked };
    if first.stage == Stage::Asked {
        assert_eq!(visit.browser.all(".options input:checked").expect("a selector"), []);
        let deck = deck("csm");
        let question = deck.questions.iter().find(|q| q.id.as_str() == first.item).expect("a question");
        visit.answer_by_keys(question, true);
    } else {
        visit.press(key::SPACE);
    }
    let now = visit.stage(still);
    assert_eq!(now.item, first.item);
    assert!(
        !visit
            .browser
            .run("return document.getElementById('help').open", &[])
            .expect("an answer")
            .as_bool()
            .expect("a word")
    );
    visit.has_written(if still == Stage::Marked { 3 } else { 2 });
    visit.end();
}
