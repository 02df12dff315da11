//! The way back and the copies: backups, undo, locked files, a file that is kept up to date, the ways in.

use crate::data::some_answers;
use crate::files::events;
use crate::harness::{Visit, engine, site};
use crate::storage::without;
use certdeck::engine::id::{DeviceId, EventId};
use certdeck::engine::progress::event::{Event, Grade, Graded, Place, What};
use certdeck::engine::progress::export;
use certdeck::engine::progress::log::Log;
use certdeck::engine::time::{Millis, Now};
use certdeck::tools::Engine;
use certdeck::tools::wait;
use certdeck::tools::webdriver::key;
use serde_json::json;
use std::rc::Rc;

/// A tab of an iPhone, as the page can tell.
pub const APART: &str = "Object.defineProperty(Navigator.prototype, 'standalone', { get: () => false });\n";

/// A system that opens the installed app with files: the launch is the test's to begin.
const LAUNCHES: &str = "Object.defineProperty(window, 'launchQueue', { value: { setConsumer(consumer) { this.consumer = consumer; } } });\n";

/// The export that a learner of an older Certdeck has.
const OLD: &str = include_str!("../progress/fixtures/export-v1.json");

/// The same, locked with [`PASSPHRASE`] by another program.
const LOCKED: &[u8] = include_bytes!("../progress/fixtures/sealed-v1.json");
const PASSPHRASE: &str = "Früh am Morgen, 7 Äpfel";

/// A file of the browser's own file system in the place of one that the learner picks; what stands in it is what it
/// stands for.
const PICKER: &str = "
    const handle = async () => (await navigator.storage.getDirectory()).getFileHandle('certdeck.json', { create: true });
    window.showSaveFilePicker = handle;
    window.showOpenFilePicker = async () => [await handle()];";

impl Visit {
    /// Opens the backup with these words beside it and clicks a button in it.
    fn in_backup(&self, words: &str, button: &str) {
        let script = "
            const item = [...document.querySelectorAll('.backups li')].find((e) => e.textContent.includes(arguments[0]));
            if (!item) return false;
            item.querySelector('details').open = true;
            const wanted = [...item.querySelectorAll('button')].find((e) => e.textContent === arguments[1]);
            wanted.scrollIntoView({ block: 'center', behavior: 'instant' });
            wanted.click();
            return true;";
        let found = wait::until(10_000, || {
            (self.browser.run(script, &[json!(words), json!(button)]).expect("a list") == true).then_some(())
        });
        assert!(found.is_some(), "there is no backup “{words}”\n{}", self.words());
    }

    /// Takes a backup.
    fn back_up(&self) {
        self.settings();
        self.tap_text("Take one now");
        self.notes("A backup was taken.");
        self.says("taken by you");
    }

    fn fill(&self, field: &str, words: &str) {
        let script = "document.querySelector(arguments[0]).value = arguments[1]";
        self.browser.run(script, &[json!(field), json!(words)]).expect("the field can be filled");
    }

    /// What the file that is kept up to date holds.
    fn file(&self) -> String {
        let script = "
            const folder = await navigator.storage.getDirectory();
            return (await (await folder.getFileHandle('certdeck.json', { create: true })).getFile()).text();";
        // It is gone for the moment in which the page puts a new one in its place.
        let text = wait::until(5_000, || self.browser.run_async(script, &[]).ok()).expect("the file");
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Another device has written the file.
    fn put_file(&self, text: &str) {
        let script = "
            const folder = await navigator.storage.getDirectory();
            const stream = await (await folder.getFileHandle('certdeck.json', { create: true })).createWritable();
            await stream.write(arguments[0]);
            await stream.close();";
        self.browser.run_async(script, &[json!(text)]).expect("written");
    }

    /// Waits until the file holds so many events.
    fn file_holds(&self, wanted: usize) {
        let count = || if self.file().is_empty() { 0 } else { events(&self.file()).len() };
        let found = wait::until(20_000, || (count() == wanted).then_some(()));
        assert!(found.is_some(), "the file holds {} events, not {wanted}\n{}", count(), self.words());
    }

    /// The page is hidden or shown again, as far as it can tell.
    fn looked_at(&self) {
        self.browser.run("document.dispatchEvent(new Event('visibilitychange'))", &[]).expect("told");
    }
}

#[test]
#[ignore = "cargo xtask test"]
fn a_backup_brings_back_what_was_there_and_the_way_back_is_open() {
    let visit = Visit::first(&site());
    let early = some_answers(&visit, "csm", 2);
    visit.back_up();
    let before = events(&visit.export());
    let late = some_answers(&visit, "csm", 2);
    assert!(late > early);
    let after = events(&visit.export());

    visit.in_backup("taken by you", "Go back to it");
    visit.notes(&format!("0 events were added, {} were taken away.", late - early));
    visit.has_in_both(early);
    assert_eq!(events(&visit.export()), before);
    visit.reload();
    assert_eq!(events(&visit.export()), before);
    visit.says("before restoring");

    // What was taken away is in the backup that was taken before.
    visit.in_backup("before restoring", "Add what it holds");
    visit.notes(&format!("{} events were added.", late - early));
    visit.has_in_both(late);
    assert_eq!(events(&visit.export()), after);
    visit.tap_text("Undo the restoring");
    visit.notes("Undone.");
    visit.has_in_both(early);
    assert_eq!(events(&visit.export()), before);
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn an_import_and_a_deletion_are_undone_and_later_answers_stay() {
    let visit = Visit::first(&site());
    let mine = some_answers(&visit, "csm", 2);
    visit.settings();
    let old = events(OLD).len() as u64;
    visit.choose("old.json", OLD.as_bytes());
    visit.says(&format!("{old} new events"));
    visit.tap_text("Add what is new");
    visit.notes(&format!("{old} events were added."));
    visit.has_written(mine + old);
    visit.says("before an import");
    let more = some_answers(&visit, "csm", 1) - old;
    assert!(more > mine);
    visit.settings();
    visit.tap_text("Undo the import");
    visit.notes("Undone. What you did since is still there.");
    visit.has_in_both(more);

    visit.tap_text("Delete progress …");
    visit.tap_text("Delete everything");
    visit.notes("Everything was deleted.");
    visit.has_written(0);
    visit.has_journalled(0);
    visit.tap_text("Undo the deletion");
    visit.notes("Undone.");
    visit.has_in_both(more);
    visit.reload();
    assert_eq!(events(&visit.export()).len() as u64, more);

    visit.tap_text("Delete progress …");
    visit.tap_text("Delete CSM only");
    visit.notes("The deck’s progress no longer counts.");
    visit.tap_text("Undo the deletion");
    visit.notes("Undone.");
    visit.go("#/progress/csm");
    visit.headed("CSM progress");
    assert!(!visit.words().contains("Nothing has been answered"), "{}", visit.words());

    visit.settings();
    visit.tap_text("Remove all backups");
    visit.notes("All backups in this browser were removed.");
    visit.says("There is none yet.");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn a_replacement_that_was_interrupted_loses_nothing() {
    let visit = Visit::first(&site());
    let written = some_answers(&visit, "csm", 2);
    visit.back_up();
    // As it is between erasing and putting: the mark is made, both stores are empty.
    let script = "
        const name = await new Promise((done) => {
            const open = indexedDB.open('certdeck/backups');
            open.onsuccess = () => {
                const all = open.result.transaction('backups').objectStore('backups').getAllKeys();
                all.onsuccess = () => { open.result.close(); done(all.result.sort().at(-1)); };
            };
        });
        localStorage.setItem('certdeck/replacing', name);
        for (const key of Object.keys(localStorage)) if (key.startsWith('certdeck/e/')) localStorage.removeItem(key);
        await new Promise((done) => {
            const open = indexedDB.open('certdeck/journal');
            open.onsuccess = () => {
                const change = open.result.transaction('records', 'readwrite');
                change.objectStore('records').clear();
                change.oncomplete = () => { open.result.close(); done(); };
            };
        });";
    visit.browser.run_async(script, &[]).expect("interrupted");
    visit.reload();
    let back = wait::until(40_000, || (visit.written() == written).then_some(()));
    assert!(back.is_some(), "{} of {written} events came back", visit.written());
    visit.has_journalled(written);
    let mark = "return localStorage.getItem('certdeck/replacing')";
    assert_eq!(visit.browser.run(mark, &[]).expect("storage"), json!(null));
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn a_locked_file_opens_with_its_passphrase_only() {
    let visit = Visit::first(&site());
    let written = some_answers(&visit, "csm", 2);
    visit.settings();
    visit.tap_text("Lock the file with a passphrase");
    visit.fill("#lock", "short");
    visit.tap_text("Export it locked");
    visit.notes("The passphrase is too short");
    visit.fill("#lock", "four words are good");
    visit.fill("#lock-again", "four words are god");
    visit.browser.type_into("#lock-again", key::ENTER).expect("a field");
    visit.notes("The two passphrases differ");
    visit.fill("#lock-again", "four words are good");
    let locked = visit.offered("Export it locked");
    visit.notes("Only the passphrase opens it.");
    assert!(locked.contains("\"format\":\"certdeck-sealed\"") && !locked.contains("csm-"), "{locked:.200}");
    visit.end();

    let fresh = Visit::first(&site());
    fresh.settings();
    fresh.offer("locked.json", locked.as_bytes());
    fresh.says("This file is locked.");
    fresh.fill("#unlock", "four words are god");
    fresh.tap_text("Open it");
    fresh.notes("This passphrase does not open the file.");
    fresh.fill("#unlock", "four words are good");
    fresh.tap_text("Open it");
    fresh.says(&format!("{written} new events"));
    fresh.tap_text("Add what is new");
    fresh.has_written(written);

    // What another program has locked by the same rules, its passphrase typed on another keyboard.
    fresh.offer("locked.json", LOCKED);
    fresh.says("This file is locked.");
    fresh.fill("#unlock", &PASSPHRASE.replace('ü', "u\u{308}").replace('Ä', "A\u{308}"));
    fresh.tap_text("Open it");
    fresh.says(&format!("{} new events", events(OLD).len()));
    fresh.tap_text("Leave it");

    // One byte was changed.
    let data = locked.rfind("\"data\":\"").expect("data") + 60;
    let mut changed = locked.clone();
    changed.replace_range(data..=data, if &locked[data..=data] == "A" { "B" } else { "A" });
    fresh.offer("changed.json", changed.as_bytes());
    fresh.says("This file is locked.");
    fresh.fill("#unlock", "four words are good");
    fresh.tap_text("Open it");
    fresh.notes("This passphrase does not open the file.");
    fresh.tap_text("Leave it");
    fresh.choose("half.json", &locked.as_bytes()[..locked.len() / 2]);
    fresh.notes("ends in the middle");
    assert_eq!(fresh.written(), written);
    fresh.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn files_come_in_by_many_ways() {
    let old = events(OLD).len() as u64;
    let launches = without(&[LAUNCHES]);
    let visit = Visit::first(&launches.0);
    let written = some_answers(&visit, "csm", 1);
    let export = visit.export();
    // Several at once, dropped: one known, one new, one twice, one that is none.
    let drop = "
        const data = new DataTransfer();
        for (const [name, text] of arguments[0]) data.items.add(new File([text], name));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))";
    let files = json!([["mine.json", export], ["old.json", OLD], ["again.json", OLD], ["notes.txt", "buy milk"]]);
    visit.browser.run(drop, &[files]).expect("dropped");
    visit.says(&format!("{old} events in all are new."));
    visit.says("notes.txt");
    visit.says("not an export of Certdeck");
    visit.tap_text("Leave it");
    assert_eq!(visit.written(), written);

    // Pasted, anywhere on the page.
    let paste = "
        const data = new DataTransfer();
        data.setData('text/plain', arguments[0]);
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, data: arguments[0], dataType: 'text/plain', bubbles: true, cancelable: true }))";
    visit.browser.run(paste, &[json!(OLD)]).expect("pasted");
    visit.says("What you pasted");
    visit.says(&format!("{old} new events"));
    visit.tap_text("Leave it");

    // Opened by the system, while another page is shown.
    visit.go("#/about");
    visit.headed("About Certdeck");
    let launch = "
        const text = arguments[0];
        window.launchQueue.consumer({ files: [{ getFile: async () => new File([text], 'opened.json') }] })";
    visit.browser.run(launch, &[json!(OLD)]).expect("launched");
    visit.headed("Your data");
    visit.says("opened.json");
    visit.says(&format!("{old} new events"));
    visit.tap_text("Add what is new");
    visit.has_written(written + old);
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn a_file_is_kept_up_to_date_by_two_devices() {
    if engine() != Engine::Chromium {
        // The others have no File System Access; there is the export.
        let visit = Visit::first(&site());
        visit.settings();
        visit.says("Export my progress");
        assert!(!visit.words().contains("Keep a file up to date"));
        return visit.end();
    }
    // The first device makes the file.
    let one = Visit::first(&site());
    let mine = some_answers(&one, "csm", 2) as usize;
    one.settings();
    one.browser.run(PICKER, &[]).expect("a picker");
    one.tap_text("Make a new file …");
    one.says("certdeck.json holds everything");
    one.file_holds(mine);
    // It follows by itself: when the page is left, and some seconds after a change.
    let mine = some_answers(&one, "csm", 1) as usize;
    one.looked_at();
    one.file_holds(mine);
    let mine = some_answers(&one, "csm", 1) as usize;
    one.file_holds(mine);
    let shared = one.file();

    // The second device has a past of its own and gets the file through a synced folder.
    let two = Visit::first(&site());
    let theirs = some_answers(&two, "csm", 2) as usize;
    two.settings();
    two.put_file(&shared);
    two.browser.run(PICKER, &[]).expect("a picker");
    two.tap_text("Use a file of Certdeck …");
    two.says("certdeck.json holds everything");
    two.file_holds(mine + theirs);
    two.has_written((mine + theirs) as u64);

    // Both have gone on at the same time; the folder has kept the second one's file.
    let here = some_answers(&one, "csm", 1) as usize - mine;
    one.looked_at();
    one.file_holds(mine + here);
    one.put_file(&two.file());
    one.looked_at();
    one.file_holds(mine + here + theirs);
    one.has_written((mine + here + theirs) as u64);
    let both = events(&one.file());
    two.put_file(&one.file());
    two.looked_at();
    two.has_written(both.len() as u64);
    assert_eq!(events(&two.export()), both);

    // The next visit finds the file again, without a picker.
    one.reload();
    one.settings();
    one.says("certdeck.json holds everything");

    // What is deleted here does not come back by itself.
    one.tap_text("Delete progress …");
    one.tap_text("Delete everything");
    one.notes("Everything was deleted.");
    one.says("is left alone");
    one.looked_at();
    assert_eq!(events(&one.file()), both);
    one.has_written(0);
    one.tap_text("Go on and merge with it");
    one.has_written(both.len() as u64);

    // A file that is none of ours, or damaged, is never written over unasked.
    one.put_file("dear diary");
    one.looked_at();
    one.says("not an export of Certdeck");
    assert_eq!(one.file(), "dear diary");
    one.tap_text("Stop using it");
    one.says("Make a new file …");
    two.settings();
    let damaged = two.file().replacen("\"counter\"", "\"nothing\"", 1);
    two.put_file(&damaged);
    two.looked_at();
    two.says("A part of the file can’t be read.");
    assert_eq!(two.file(), damaged);
    two.tap_text("Take what can be read, and write it anew");
    two.file_holds(both.len());
    one.end();
    two.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn a_tab_of_an_iphone_tells_the_way_into_the_app() {
    let apart = without(&[APART]);
    let visit = Visit::first(&apart.0);
    some_answers(&visit, "csm", 1);
    visit.settings();
    visit.says("Move to the installed app");
    let copied = "navigator.clipboard.writeText = async (text) => { window.copied = text; }";
    visit.browser.run(copied, &[]).expect("a clipboard");
    visit.tap_text("Copy my progress");
    visit.notes("Your progress is on the clipboard.");
    let text = visit.browser.run("return window.copied", &[]).expect("a text");
    assert_eq!(events(text.as_str().expect("a text")), events(&visit.export()));
    visit.end();

    let app = without(&[&APART.replace("false", "true")]);
    let visit = Visit::first(&app.0);
    visit.settings();
    visit.says("Coming from Safari?");
    visit.end();
}

/// Before any visit of these tests, milliseconds.
const LONG_AGO: i64 = 1_770_000_000_000;

/// Two cards that were graded long ago.
fn answered_long_ago() -> Log {
    let deck = crate::bank::deck("csm");
    let grade = |(n, card): (usize, &certdeck::engine::bank::question::Card)| Event {
        id: EventId { device: DeviceId(7), counter: n as u64 },
        now: Now { at: Millis(LONG_AGO + n as i64 * 60_000), utc_offset: 0 },
        what: What::Graded(Graded {
            item: card.id.clone(),
            hash: card.hash,
            grade: Grade::Good,
            duration_ms: 5_000,
            place: Place::Study,
        }),
    };
    Log::of(deck.cards.iter().take(2).map(Rc::as_ref).enumerate().map(grade).collect())
}

#[test]
#[ignore = "cargo xtask test"]
fn a_copy_is_asked_for_once_a_day() {
    let visit = Visit::first(&site());
    visit.settings();
    // Flags and answers of months ago, and no copy.
    let old = export::write(&answered_long_ago(), "0.1.0", DeviceId(7), Now { at: Millis(LONG_AGO), utc_offset: 0 });
    visit.choose("old.json", old.as_bytes());
    visit.tap_text("Add what is new");
    visit.notes("events were added.");
    visit.says("is in this browser only. A lost device");
    visit.go("#/");
    visit.says("What you did in ");
    visit.tap_text("Not today");
    visit.browser.until("!document.querySelector('.remind')").expect("it is put off");
    visit.reload();
    assert!(!visit.words().contains("What you did in "));
    // The page of the data goes on saying it, until there is a copy.
    visit.settings();
    visit.says("is in this browser only. A lost device");
    visit.export();
    visit.says("Last copy: ");
    visit
        .browser
        .until("!document.body.innerText.includes('in this browser only. A lost')")
        .expect("there is a copy now");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn a_large_file_shows_how_far_it_is() {
    let item = certdeck::engine::id::ItemId::new("csm-daily-001");
    let event = |n: u64| Event {
        id: EventId { device: DeviceId(7), counter: n },
        now: Now { at: Millis(1_770_000_000_000 + n as i64 * 1000), utc_offset: 0 },
        what: What::Flagged { item: item.clone(), on: n.is_multiple_of(2) },
    };
    let log = Log::of((0..40_000).map(event).collect());
    let text = export::write(&log, "0.1.0", DeviceId(7), Now { at: Millis(1_770_000_000_000), utc_offset: 0 });
    let visit = Visit::first(&site());
    visit.settings();
    let seen = "
        window.percents = [];
        new MutationObserver(() => {
            const bar = document.querySelector('progress.reading');
            if (bar) window.percents.push(Number(bar.getAttribute('value')));
        }).observe(document.body, { subtree: true, childList: true, attributes: true });";
    visit.browser.run(seen, &[]).expect("watched");
    visit.offer("large.json", text.as_bytes());
    let offered = wait::until(60_000, || visit.words().contains("40000 new events").then_some(()));
    assert!(offered.is_some(), "{}", visit.words());
    let percents = visit.browser.run("return window.percents", &[]).expect("numbers");
    let percents: Vec<u64> = percents.as_array().into_iter().flatten().filter_map(|n| n.as_u64()).collect();
    assert!(percents.len() > 3 && percents.is_sorted(), "{percents:?}");
    visit.tap_text("Leave it");
    visit.end();
}
