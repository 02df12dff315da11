//! Storage that is full, blocked, damaged or newer: work goes on, the page says so, and nothing is lost.

use crate::files::events;
use crate::harness::{Scratch, Visit, another_build, site};
use crate::learner::Stage;
use certdeck::engine::progress::codec::{self, crc32};
use certdeck::tools::wait;
use certdeck::tools::webdriver::key;
use serde_json::json;
use std::fs;

pub const NO_LOCAL: &str =
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });\n";
const NO_WRITING: &str =
    "Storage.prototype.setItem = function () { throw new DOMException('no', 'SecurityError'); };\n";
pub const NO_JOURNAL: &str =
    "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } });\n";

/// Somebody else on the same address takes all the room there is.
pub const FILL: &str = "
    let n = 0;
    for (let size = 4194304; size >= 1; size = size >> 1) {
        for (;;) { try { localStorage.setItem('somebody/' + n++, 'x'.repeat(size)); } catch (error) { break; } }
    }";

/// The site with a script that takes something away from the page before it starts.
pub fn without(scripts: &[&str]) -> Scratch {
    let site = another_build(|_| {});
    // After it was finished: the service worker will refuse this file, and the page works without it.
    let boot = site.0.join("boot.js");
    let text = fs::read_to_string(&boot).expect("the start script");
    fs::write(&boot, scripts.concat() + &text).expect("writing");
    site
}

/// Answers or grades whatever is in front, so many times; each makes one event.
fn work(visit: &Visit, count: u32) {
    for _ in 0..count {
        let shown = visit.sees("an item", |shown| !shown.item.is_empty());
        if shown.stage == Stage::Front {
            visit.press(key::SPACE);
            visit.stage(Stage::Back);
            visit.press("3");
        } else {
            visit.press("1");
            visit.press("2");
            visit.tap(".actions .primary");
            visit.stage(Stage::Marked);
            visit.press(key::ENTER);
        }
        visit.sees("the next item", |next| next.item != shown.item && !next.item.is_empty());
    }
}

/// The first stored record as it would look if a newer version had written it, under a name of its own.
pub fn newer_record(visit: &Visit) -> (String, String) {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let script = "return localStorage.getItem(Object.keys(localStorage).find((key) => key.startsWith('certdeck/e/')))";
    let line = visit.browser.run(script, &[]).expect("a record");
    let line = line.as_str().expect("a record");
    // Another version in front, and the checksum that belongs to it behind.
    let body = format!("J{}", &line[1..line.len() - 6]);
    let sum = crc32(0, body.as_bytes());
    let sign = |shift: u32| char::from(ALPHABET[(sum.checked_shr(shift * 6).unwrap_or(0) & 63) as usize]);
    let check: String = (0..6).rev().map(sign).collect();
    (format!("AAAAAAAAAAA.AA.{check}"), body + &check)
}

#[test]
#[ignore = "cargo xtask test"]
fn a_full_storage_stops_nothing() {
    let visit = Visit::first(&site());
    visit.study("csm");
    visit.has_written(1);
    visit.browser.run(FILL, &[]).expect("filled");
    work(&visit, 2);
    visit.has_written(1);
    visit.has_journalled(3);
    visit.settings();
    visit.says("Saved in the journal only.");
    visit.says("there is no room left");
    assert_eq!(events(&visit.export()).len(), 3);

    // The next start still finds them.
    visit.reload();
    visit.settings();
    assert_eq!(events(&visit.export()).len(), 3);

    // There is room again.
    let free = "Object.keys(localStorage).forEach((key) => { if (key.startsWith('somebody/')) localStorage.removeItem(key); })";
    visit.browser.run(free, &[]).expect("freed");
    visit.reload();
    visit.has_written(3);
    visit.settings();
    visit.says("Everything is saved in both stores of this browser.");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn each_store_that_was_emptied_while_the_page_was_open_is_healed_from_the_other() {
    let visit = Visit::first(&site());
    visit.study("csm");
    work(&visit, 3);
    visit.has_written(4);
    visit.has_journalled(4);
    visit.browser.run("localStorage.clear()", &[]).expect("emptied");
    work(&visit, 1);
    visit.has_journalled(5);
    visit.reload();
    visit.has_written(5);
    let empty = "return await new Promise((done, fail) => {
        const open = indexedDB.open('certdeck/journal');
        open.onerror = () => fail(open.error);
        open.onsuccess = () => {
            const writing = open.result.transaction('records', 'readwrite');
            writing.objectStore('records').clear();
            writing.oncomplete = () => { open.result.close(); done(true); };
        };
    })";
    visit.browser.run_async(empty, &[]).expect("emptied");
    visit.reload();
    visit.has_journalled(5);
    assert_eq!(events(&visit.export()).len(), 5);
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
pub fn without_local_storage_the_journal_keeps_everything() {
    for taken in [NO_LOCAL, NO_WRITING] {
        let poor = without(&[taken]);
        let visit = Visit::first(&poor.0);
        visit.study("csm");
        visit.has_all_it_runs();
        work(&visit, 2);
        visit.has_journalled(3);
        visit.settings();
        visit.says("Saved in the journal only.");
        visit.reload();
        visit.settings();
        assert_eq!(events(&visit.export()).len(), 3);
        visit.end();
    }
}

#[test]
#[ignore = "cargo xtask test"]
pub fn without_the_journal_local_storage_keeps_everything() {
    let poor = without(&[NO_JOURNAL]);
    let visit = Visit::first(&poor.0);
    visit.study("csm");
    work(&visit, 2);
    visit.has_written(3);
    visit.settings();
    visit.says("Saved, without the journal");
    visit.reload();
    visit.settings();
    assert_eq!(events(&visit.export()).len(), 3);
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
pub fn without_any_storage_the_page_says_so_all_the_time_and_offers_the_progress() {
    let poor = without(&[NO_LOCAL, NO_JOURNAL]);
    let visit = Visit::first(&poor.0);
    visit.study("csm");
    work(&visit, 2);
    let pages = [
        ("#/study/csm", "Study"),
        ("#/", "Certdeck: study"),
        ("#/library/csm", "Library"),
        ("#/progress/csm", "Progress"),
        ("#/about", "About"),
    ];
    for (route, title) in pages {
        visit.go(route);
        // The banner of the page before is no banner of this one.
        visit.browser.until(&format!("document.title.startsWith('{title}')")).expect("the page");
        visit.browser.until("document.querySelector('.banner') && document.querySelector('.banner').innerText.includes('Nothing can be saved')").expect("a banner");
    }
    visit.says("Not saved");
    visit.tap(".banner a");
    visit.headed("Your data");
    assert_eq!(events(&visit.export()).len(), 3);
    visit.settings();
    visit.tap_text("Delete progress …");
    visit.tap_text("Keep it");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn a_damaged_record_is_set_aside_and_the_rest_is_intact() {
    let visit = Visit::first(&site());
    visit.study("csm");
    work(&visit, 3);
    visit.has_written(4);
    visit.has_journalled(4);
    let damage = "
        const key = Object.keys(localStorage).find((key) => key.startsWith('certdeck/e/'));
        const text = localStorage.getItem(key);
        localStorage.setItem(key, text.slice(0, 5) + (text[5] === 'x' ? 'y' : 'x') + text.slice(6));
        localStorage.setItem('certdeck/e/nobody.AA.AAAAAA', 'caf\\u00e9 <b>\\ud83d</b>');";
    visit.browser.run(damage, &[]).expect("damaged");
    visit.reload();
    visit.settings();
    visit.says("2 stored pieces could not be read");
    // The journal had the one; the other was never ours.
    assert_eq!(events(&visit.export()).len(), 4);
    let aside = visit.offered("Download them");
    assert!(aside.contains("e/nobody.AA.AAAAAA") && aside.contains("caf\u{e9}"), "{aside}");
    visit.has_written(4);
    visit.reload();
    visit.settings();
    visit.says("2 stored pieces could not be read");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn what_an_older_build_has_left_is_put_together_after_a_backup() {
    let visit = Visit::first(&site());
    let left = crate::crash::flags(0x01d, 300);
    let lines: Vec<_> = left.iter().map(|event| json!([codec::storage_name(event), codec::encode(event)])).collect();
    let put = "for (const [name, text] of arguments[0]) localStorage.setItem('certdeck/e/' + name, text)";
    visit.browser.run(put, &[json!(lines)]).expect("stored");
    visit.reload();
    let together = "Object.keys(localStorage).some((key) => key.startsWith('certdeck/s/'))";
    let found = wait::until(30_000, || visit.browser.until(together).ok());
    assert!(found.is_some(), "nothing was put together");
    visit.has_written_all(300);
    visit.settings();
    visit.says("before an update of the storage");
    assert_eq!(events(&visit.export()).len(), 300);
    // It was one: what is put together from now on is nothing new.
    visit.reload();
    wait::until(5_000, || None::<()>);
    visit.settings();
    visit.says("before an update of the storage");
    let count = "return [...document.querySelectorAll('.backups li')].filter((e) => e.textContent.includes('before an update')).length";
    assert_eq!(visit.browser.run(count, &[]).expect("a list"), json!(1));
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn progress_of_a_newer_version_is_left_alone() {
    let visit = Visit::first(&site());
    visit.study("csm");
    work(&visit, 1);
    visit.has_written(2);
    let (name, text) = newer_record(&visit);
    let put = "localStorage.setItem('certdeck/e/' + arguments[0], arguments[1])";
    visit.browser.run(put, &[json!(name), json!(text)]).expect("stored");
    visit.reload();
    visit.says("This browser holds progress of a newer Certdeck. Update Certdeck");
    visit.study("csm");
    work(&visit, 2);
    assert_eq!(visit.written(), 3);
    visit.settings();
    visit.says("Read only");
    assert_eq!(events(&visit.export()).len(), 4);
    let kept = visit
        .browser
        .run("return localStorage.getItem('certdeck/e/' + arguments[0])", &[json!(name)])
        .expect("storage");
    assert_eq!(kept, json!(text));
    visit.reload();
    visit.says("This browser holds progress of a newer Certdeck");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn after_a_crash_of_the_program_progress_is_downloaded_and_can_be_imported() {
    let visit = Visit::first(&site());
    visit.study("csm");
    work(&visit, 2);
    visit.has_written(3);
    visit.has_journalled(3);
    // A program that runs into what cannot be, as after a panic.
    let trap = "
        const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
        const trap = new window.WebAssembly.Instance(new window.WebAssembly.Module(new window.Uint8Array(bytes))).exports.f;
        window.setTimeout(trap)";
    visit.browser.run(trap, &[]).expect("told");
    visit.headed("Certdeck has stopped");
    let file = visit.offered("Download my progress");
    visit.says("Saved 3 records.");
    visit.browser.until("document.activeElement !== document.body").expect("the focus is somewhere");

    let fresh = Visit::first(&site());
    fresh.settings();
    fresh.choose("certdeck-recovery.json", file.as_bytes());
    fresh.says("3 new events");
    fresh.tap_text("Add what is new");
    fresh.has_written(3);
    fresh.end();
    visit.end_but(&["unreachable", "Unreachable code"]);
}
