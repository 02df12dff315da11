//! The learner's data: export and import, bad files, deleting.

use crate::bank::deck;
use crate::files::events;
use crate::harness::{Visit, site};
use crate::learner::{Shown, Stage};
use certdeck::tools::webdriver::key;

/// Answers so many items of a deck by keys, the first of them wrong; gives back how many events are stored then.
pub fn some_answers(visit: &Visit, track: &str, count: u32) -> u64 {
    let deck = deck(track);
    let mut shown = visit.study(track);
    for n in 0..count {
        if shown.stage == Stage::Front {
            visit.press(key::SPACE);
            visit.stage(Stage::Back);
            visit.press(if n == 0 { "1" } else { "3" });
        } else {
            let question = deck.questions.iter().find(|q| q.id.as_str() == shown.item).expect("a question");
            visit.answer_by_keys(question, n > 0);
            visit.marked(n > 0);
            visit.press(key::ENTER);
        }
        let fresh = |next: &Shown| next.item != shown.item && !next.item.is_empty();
        shown = visit.sees("the next item", fresh);
    }
    visit.written()
}

/// What a learner can see of the state: today, the numbers, and how each item stands.
fn seen(visit: &Visit) -> [String; 3] {
    let words = "return document.querySelector('main').innerText";
    let read = |route: &str, heading: &str| {
        visit.go(route);
        visit.browser.until(&format!("document.title.includes('{heading}')")).expect("the page");
        visit.browser.until("!document.body.innerText.includes('One moment')").expect("the page is there");
        visit.browser.run(words, &[]).expect("words").as_str().unwrap_or_default().to_owned()
    };
    let today = read("#/", "Certdeck: study");
    let progress = read("#/progress/csm", "Progress");
    visit.go("#/library/csm");
    visit.headed("CSM library");
    let open = "document.querySelectorAll('main details').forEach((details) => { details.open = true })";
    visit.browser.run(open, &[]).expect("opened");
    [today, progress, read("#/library/csm", "Library")]
}

#[test]
#[ignore = "cargo xtask test"]
fn an_export_brings_the_same_state_to_a_fresh_profile() {
    let visit = Visit::first(&site());
    let written = some_answers(&visit, "csm", 4);
    let export = visit.export();
    visit.notes(&format!("{written} events are in the file."));
    assert_eq!(events(&export).len() as u64, written);
    let before = seen(&visit);
    visit.end();

    let fresh = Visit::first(&site());
    fresh.settings();
    fresh.choose("certdeck.json", export.as_bytes());
    fresh.says(&format!("{written} new events"));
    fresh.says("0 already here");
    assert_eq!(fresh.written(), 0, "looking changes nothing");
    fresh.tap_text("Add what is new");
    fresh.notes(&format!("{written} events were added."));
    fresh.has_written(written);
    fresh.has_journalled(written);
    let again = fresh.export();
    assert_eq!(events(&again), events(&export));
    assert_eq!(seen(&fresh), before);
    fresh.reload();
    assert_eq!(seen(&fresh), before);

    // The same file once more brings nothing.
    fresh.settings();
    fresh.choose("certdeck.json", export.as_bytes());
    fresh.says("0 new events");
    fresh.says(&format!("{written} already here"));
    fresh.tap_text("Close");
    assert_eq!(fresh.written(), written);
    fresh.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn files_that_are_no_export_are_refused_in_words() {
    let visit = Visit::first(&site());
    let written = some_answers(&visit, "csm", 1);
    visit.settings();
    let big = vec![b'x'; 20_000_000];
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let cases: [(&str, &[u8], &str); 10] = [
        ("empty.json", b"", "The file is empty"),
        ("blank.json", b" \n\t ", "The file is empty"),
        ("words.json", b"{ not json", "not an export of Certdeck"),
        ("other.json", br#"{"schemaVersion":5,"cards":[1,2,3],"events":[]}"#, "not an export of Certdeck"),
        ("list.json", b"[1,2,3]", "not an export of Certdeck"),
        ("bytes.json", &[0xff, 0xfe, 0x00, 0x80, 0xc3], "not an export of Certdeck"),
        ("deep.json", deep.as_bytes(), "not an export of Certdeck"),
        ("garbage.json", &big, "not an export of Certdeck"),
        ("newer.json", br#"{"format":"certdeck-progress","version":99,"events":[]}"#, "written by a newer Certdeck"),
        ("cut.json", br#"{"format":"certdeck-progress","version":1,"#, "ends in the middle"),
    ];
    for (name, bytes, words) in cases {
        visit.choose(name, bytes);
        visit.notes(words);
        assert_eq!(visit.browser.all("[aria-label='What the file holds']").expect("a selector"), [], "{name}");
        assert_eq!(visit.written(), written, "{name}");
        // The next file's message is told from this one's.
        visit.go("#/about");
        visit.headed("About Certdeck");
        visit.settings();
    }
    assert_eq!(events(&visit.export()).len() as u64, written);
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn of_a_file_that_ends_early_the_sound_part_is_offered() {
    let visit = Visit::first(&site());
    let written = some_answers(&visit, "csm", 3);
    let export = visit.export();
    visit.end();

    let fresh = Visit::first(&site());
    fresh.settings();
    let half = &export[..export.rfind("{\"device\"").expect("an event") + 30];
    fresh.choose("half.json", half.as_bytes());
    fresh.says("The file ends in the middle. What stands before the end can be taken.");
    fresh.says(&format!("{} new events", written - 1));
    fresh.tap_text("Add what is new");
    fresh.has_written(written - 1);
    fresh.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn html_in_a_file_stays_text() {
    let visit = Visit::first(&site());
    let written = some_answers(&visit, "csm", 1);
    let export = visit.export();
    let evil = "<img src=x onerror=document.title=1><script>document.title=2</script>";
    let hostile = export
        .replacen("\"events\":[", &format!("\"events\":[{{\"device\":\"{evil}\",\"counter\":0,\"at_ms\":1,\"utc_offset_minutes\":0,\"what\":{{\"skipped\":{{\"item\":\"{evil}\"}}}}}},"), 1);
    visit.choose("<img src=x onerror=document.title=3>.json", hostile.as_bytes());
    visit.says("1 unreadable");
    visit.says(&format!("{written} already here"));
    visit.says("<img src=x onerror=document.title=3>.json");
    assert_eq!(visit.browser.all("main img, main script").expect("a selector"), []);
    assert_eq!(visit.browser.title().expect("a title"), "Your data · Certdeck");
    visit.tap_text("Close");
    assert_eq!(visit.written(), written);
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn deleting_everything_leaves_nothing_in_either_store() {
    let visit = Visit::first(&site());
    let written = some_answers(&visit, "csm", 2);
    visit.browser.run("localStorage.setItem('somebody/else', 'theirs')", &[]).expect("stored");
    visit.settings();
    visit.tap_text("Delete progress …");
    visit.says("Export first");
    assert_eq!(events(&visit.offered("Export first")).len() as u64, written);
    visit.tap_text("Keep it");
    assert_eq!(visit.written(), written);
    visit.tap_text("Delete progress …");
    visit.tap_text("Delete everything");
    visit.notes("Everything was deleted.");
    visit.focused("after everything was deleted");
    visit.has_written(0);
    visit.has_journalled(0);
    visit.go("#/");
    visit.headed("Pass your exam, and know why");
    visit.reload();
    visit.headed("Pass your exam, and know why");
    let kept = visit.browser.run("return localStorage.getItem('somebody/else')", &[]).expect("storage");
    assert_eq!(kept, "theirs");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn deleting_one_deck_leaves_the_other() {
    let visit = Visit::first(&site());
    some_answers(&visit, "csm", 2);
    some_answers(&visit, "pmp", 3);
    visit.settings();
    visit.tap_text("Delete progress …");
    visit.tap_text("Delete PMP only");
    visit.notes("The deck’s progress no longer counts.");
    visit.reload();
    visit.go("#/progress/pmp");
    visit.headed("PMP progress");
    visit.says("Nothing has been answered in this deck yet.");
    visit.go("#/progress/csm");
    visit.headed("CSM progress");
    let answers = visit.browser.text(".facts dd").expect("the number of answers");
    assert!(answers.starts_with('2'), "{answers}");
    visit.end();
}
