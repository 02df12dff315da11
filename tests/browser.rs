//! What only a browser can tell: the two stores, and what happens when one of them is gone, full or throws; and that
//! the engine does in WebAssembly what it does natively.
#![cfg(all(target_arch = "wasm32", feature = "web"))]

#[allow(dead_code, reason = "shared with tests/exam, which uses more of it")]
#[path = "exam/shelf.rs"]
mod shelf;

use certdeck::engine::exam::assemble::reassemble;
use certdeck::engine::exam::code::Code;
use certdeck::platform::fault::Fault;
use certdeck::platform::locks::{self, Grip};
use certdeck::platform::records::{Change, Health, Keeping, Record, Records};
use certdeck::platform::{quarantine, storage, timer};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn record(name: &str, text: &str) -> Record {
    Record { name: name.into(), text: text.into() }
}

fn names(records: &[Record]) -> Vec<&str> {
    records.iter().map(|record| record.name.as_str()).collect()
}

/// Runs a script in the page, to take something away from it.
fn script(text: &str) {
    js_sys::eval(text).expect("the script runs");
}

/// Waits until the journal has what was put, and until healing has begun and ended.
async fn rest(records: &Records) -> Health {
    timer::sleep(30).await;
    records.settled().await
}

/// Deletes everything, as the page does it.
async fn erase(records: &Records) -> Result<(), Fault> {
    let _alone = records.alone().await;
    let known = records.known();
    let exchanged = records.exchange(&known, &[]).await;
    if exchanged.is_err() {
        records.forget_later(&known)?;
    }
    records.let_go(&known)?;
    records.tell_exchanged(&[]);
    exchanged
}

/// An empty set, whatever the test before left behind.
async fn fresh() -> Records {
    let (records, _) = Records::open(&["e", "s"]).await;
    erase(&records).await.expect("both stores can be emptied");
    for kept in quarantine::list().expect("readable") {
        quarantine::remove(&kept.name).expect("removable");
    }
    records
}

/// A set as the next start sees it.
async fn reopened() -> (Records, Vec<Record>) {
    Records::open(&["e", "s"]).await
}

#[wasm_bindgen_test]
async fn what_is_put_is_in_both_stores_and_there_at_the_next_start() {
    let records = fresh().await;
    assert_eq!(records.put(&[record("e/a-1", "one"), record("e/a-2", "two")]), Ok(()));
    // At once in `localStorage`, where other tabs see it.
    assert_eq!(storage::read("e/a-1"), Ok(Some("one".into())));
    assert_eq!(rest(&records).await, Health { local: Ok(()), journal: Ok(()), unsaved: 0 });
    let (_, all) = reopened().await;
    assert_eq!(all, [record("e/a-1", "one"), record("e/a-2", "two")]);
}

#[wasm_bindgen_test]
async fn a_name_never_changes_its_text() {
    let records = fresh().await;
    records.put(&[record("e/a-1", "one")]).expect("kept");
    records.put(&[record("e/a-1", "other")]).expect("kept");
    rest(&records).await;
    assert_eq!(reopened().await.1, [record("e/a-1", "one")]);
}

#[wasm_bindgen_test]
async fn who_has_left_hears_nothing_and_what_was_on_its_way_is_kept() {
    let records = fresh().await;
    let heard = Rc::new(RefCell::new(Vec::new()));
    let told = Rc::clone(&heard);
    records.watch(move |change| {
        if let Change::Arrived(records) = change {
            told.borrow_mut().extend(records.into_iter().map(|record| record.name));
        }
    });
    let (other, _) = reopened().await;
    other.put(&[record("e/b-1", "one")]).expect("kept");
    timer::sleep(200).await;
    assert_eq!(heard.borrow().as_slice(), ["e/b-1"]);
    records.put(&[record("e/a-1", "two")]).expect("kept");
    records.leave();
    other.put(&[record("e/b-2", "three")]).expect("kept");
    timer::sleep(200).await;
    assert_eq!(heard.borrow().as_slice(), ["e/b-1"]);
    assert_eq!(rest(&records).await, Health { local: Ok(()), journal: Ok(()), unsaved: 0 });
    rest(&other).await;
    drop((records, other));
    assert_eq!(names(&reopened().await.1), ["e/a-1", "e/b-1", "e/b-2"]);
}

#[wasm_bindgen_test]
async fn each_store_heals_the_other() {
    let records = fresh().await;
    records.put(&[record("e/a-1", "one"), record("e/a-2", "two")]).expect("kept");
    rest(&records).await;
    drop(records);
    // `localStorage` lost one in a crash.
    storage::remove("e/a-1").expect("removable");
    let (records, all) = reopened().await;
    assert_eq!(names(&all), ["e/a-1", "e/a-2"]);
    assert_eq!(rest(&records).await.keeping(), Keeping::Both);
    assert_eq!(storage::read("e/a-1"), Ok(Some("one".into())));
    drop(records);
    // Another tab wrote one before its journal did.
    storage::write("e/b-1", "three").expect("writable");
    let (records, all) = reopened().await;
    assert_eq!(names(&all), ["e/a-1", "e/a-2", "e/b-1"]);
    rest(&records).await;
    drop(records);
    storage::remove("e/b-1").expect("removable");
    assert_eq!(names(&reopened().await.1), ["e/a-1", "e/a-2", "e/b-1"], "the journal had been healed");
}

#[wasm_bindgen_test]
async fn where_the_stores_disagree_the_readable_one_wins_and_the_other_is_kept_for_the_learner() {
    for (broken, good) in [("local", "journal"), ("journal", "local")] {
        let records = fresh().await;
        records.put(&[record("e/a-1", "journal")]).expect("kept");
        rest(&records).await;
        drop(records);
        storage::write("e/a-1", "local").expect("writable");
        let (records, all) = reopened().await;
        assert_eq!(all, [record("e/a-1", "journal"), record("e/a-1", "local")]);
        records.quarantine(&record("e/a-1", broken)).expect("moved");
        assert_eq!(rest(&records).await.keeping(), Keeping::Both);
        drop(records);
        let (_, all) = reopened().await;
        assert_eq!(all, [record("e/a-1", good)]);
        let kept = quarantine::list().expect("readable");
        assert_eq!(kept.len(), 1);
        assert_eq!((kept[0].name.as_str(), kept[0].text.as_str()), ("e/a-1", broken));
    }
}

#[wasm_bindgen_test]
async fn what_cannot_be_read_is_moved_once_and_never_lost() {
    let records = fresh().await;
    records.put(&[record("e/a-1", "garbage")]).expect("kept");
    rest(&records).await;
    records.quarantine(&record("e/a-1", "garbage")).expect("moved");
    rest(&records).await;
    drop(records);
    let (records, all) = reopened().await;
    assert_eq!(all, []);
    // The same name with other garbage: both are kept.
    records.put(&[record("e/a-1", "more garbage")]).expect("kept");
    records.quarantine(&record("e/a-1", "more garbage")).expect("moved");
    let texts: Vec<String> = quarantine::list().expect("readable").into_iter().map(|kept| kept.text).collect();
    assert_eq!(texts, ["garbage", "more garbage"]);
}

#[wasm_bindgen_test]
async fn a_full_local_storage_is_told_and_the_journal_keeps_everything() {
    let records = fresh().await;
    script(
        "window.kept = Storage.prototype.setItem; Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }",
    );
    assert_eq!(records.put(&[record("e/a-1", "one")]), Err(Fault::Full));
    assert_eq!(rest(&records).await.keeping(), Keeping::JournalOnly(Fault::Full));
    assert_eq!(records.health().unsaved, 0);
    script("Storage.prototype.setItem = window.kept");
    // There is room again.
    assert_eq!(records.retry(), Ok(()));
    assert_eq!(rest(&records).await.keeping(), Keeping::Both);
    assert_eq!(storage::read("e/a-1"), Ok(Some("one".into())));
}

#[wasm_bindgen_test]
async fn a_blocked_local_storage_is_told_from_the_start() {
    let records = fresh().await;
    records.put(&[record("e/a-1", "one")]).expect("kept");
    rest(&records).await;
    drop(records);
    script(
        "Object.defineProperty(window, 'localStorage', { configurable: true, get() { throw new DOMException('no', 'SecurityError'); } })",
    );
    let (records, all) = reopened().await;
    assert_eq!(names(&all), ["e/a-1"]);
    assert_eq!(rest(&records).await.keeping(), Keeping::JournalOnly(Fault::Blocked));
    assert_eq!(records.put(&[record("e/a-2", "two")]), Err(Fault::Blocked));
    assert_eq!(rest(&records).await.keeping(), Keeping::JournalOnly(Fault::Blocked));
    script("delete window.localStorage");
    drop(records);
    assert_eq!(names(&reopened().await.1), ["e/a-1", "e/a-2"]);
}

#[wasm_bindgen_test]
async fn without_any_store_it_lives_in_memory_and_says_so() {
    let records = fresh().await;
    script("window.kept = Storage.prototype.setItem; Storage.prototype.setItem = () => { throw new DOMException('no', 'SecurityError'); };
            window.keptTransaction = IDBDatabase.prototype.transaction; IDBDatabase.prototype.transaction = () => { throw new DOMException('no', 'UnknownError'); };
            window.keptOpen = IDBFactory.prototype.open; IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); }");
    let heard = Rc::new(RefCell::new(Vec::new()));
    let told = Rc::clone(&heard);
    records.watch(move |change| told.borrow_mut().push(change));
    assert_eq!(records.put(&[record("e/a-1", "one"), record("e/a-2", "two")]), Err(Fault::Blocked));
    let health = rest(&records).await;
    assert_eq!((health.keeping(), health.unsaved), (Keeping::MemoryOnly(Fault::Blocked), 2));
    assert!(heard.borrow().contains(&Change::Health(health)));
    // A start like this finds nothing and does not fail.
    let (poor, all) = reopened().await;
    assert_eq!(all, []);
    assert!(poor.health().journal.is_err());
    script(
        "Storage.prototype.setItem = window.kept; IDBDatabase.prototype.transaction = window.keptTransaction; IDBFactory.prototype.open = window.keptOpen",
    );
    assert_eq!(records.retry(), Ok(()));
    assert_eq!(rest(&records).await.keeping(), Keeping::Both);
    assert_eq!(names(&reopened().await.1), ["e/a-1", "e/a-2"]);
}

#[wasm_bindgen_test]
async fn a_journal_that_never_answers_does_not_stop_the_start() {
    let records = fresh().await;
    records.put(&[record("e/a-1", "one")]).expect("kept");
    rest(&records).await;
    drop(records);
    script(
        "window.keptOpen = IDBFactory.prototype.open; IDBFactory.prototype.open = function () { return new EventTarget(); }",
    );
    let (records, all) = reopened().await;
    script("IDBFactory.prototype.open = window.keptOpen");
    assert_eq!(names(&all), ["e/a-1"]);
    assert!(records.health().journal.is_err());
}

#[wasm_bindgen_test]
async fn two_tabs_hear_of_each_other() {
    let records = fresh().await;
    let (other, _) = reopened().await;
    let heard = Rc::new(RefCell::new(Vec::new()));
    let told = Rc::clone(&heard);
    other.watch(move |change| told.borrow_mut().push(change));
    records.put(&[record("e/a-1", "one")]).expect("kept");
    timer::sleep(200).await;
    assert_eq!(heard.borrow().as_slice(), [Change::Arrived(vec![record("e/a-1", "one")])]);
    erase(&records).await.expect("erased");
    timer::sleep(200).await;
    assert_eq!(heard.borrow().last(), Some(&Change::Erased));
    assert_eq!(reopened().await.1, []);
}

#[wasm_bindgen_test]
async fn who_watches_late_hears_what_came_before() {
    let records = fresh().await;
    let (other, _) = reopened().await;
    records.put(&[record("e/a-1", "one")]).expect("kept");
    timer::sleep(200).await;
    let heard = Rc::new(RefCell::new(Vec::new()));
    let told = Rc::clone(&heard);
    other.watch(move |change| told.borrow_mut().push(change));
    timer::sleep(50).await;
    assert_eq!(heard.borrow().as_slice(), [Change::Arrived(vec![record("e/a-1", "one")])]);
}

#[wasm_bindgen_test]
async fn what_is_erased_stays_erased_even_if_the_journal_was_out_of_reach() {
    let records = fresh().await;
    records.put(&[record("e/a-1", "one")]).expect("kept");
    rest(&records).await;
    script("window.keptTransaction = IDBDatabase.prototype.transaction; IDBDatabase.prototype.transaction = () => { throw new DOMException('no', 'UnknownError'); };
            window.keptOpen = IDBFactory.prototype.open; IDBFactory.prototype.open = () => { throw new DOMException('no', 'UnknownError'); }");
    assert!(erase(&records).await.is_err());
    script("IDBDatabase.prototype.transaction = window.keptTransaction; IDBFactory.prototype.open = window.keptOpen");
    drop(records);
    assert_eq!(reopened().await.1, []);
}

#[wasm_bindgen_test]
async fn other_records_take_the_place_of_those_that_were_known_and_of_no_others() {
    let records = fresh().await;
    records.put(&[record("e/a-1", "one"), record("e/a-2", "two")]).expect("kept");
    let alone = records.alone().await;
    let known = records.known();
    let (other, _) = reopened().await;
    other.put(&[record("e/b-1", "meanwhile")]).expect("kept");
    rest(&other).await;
    let new = record("s/1.x", "new");
    records.exchange(&known, std::slice::from_ref(&new)).await.expect("exchanged");
    // Until `localStorage` follows nothing is lost, and it knows what it lacks.
    assert_eq!(names(&reopened().await.1), ["e/a-1", "e/a-2", "e/b-1", "s/1.x"]);
    records.let_go(&known).expect("removed");
    records.follow(&new).expect("written");
    drop(alone);
    assert_eq!(rest(&records).await.keeping(), Keeping::Both);
    assert_eq!(storage::read("s/1.x"), Ok(Some("new".into())));
}

#[wasm_bindgen_test]
async fn who_wants_to_be_alone_takes_the_lock_from_a_tab_that_does_not_let_go() {
    let records = fresh().await;
    let grips = Rc::new(RefCell::new(Vec::new()));
    // Emptying the stores has let go of the lock, of which the browser hears in its own time.
    let mut frozen = None;
    for _ in 0..100 {
        grips.borrow_mut().clear();
        let told = Rc::clone(&grips);
        frozen = Some(locks::hold("compact", false, move |grip| told.borrow_mut().push(grip)));
        timer::sleep(50).await;
        if grips.borrow().as_slice() == [Grip::Held] {
            break;
        }
        drop(frozen.take());
    }
    let alone = records.alone().await;
    timer::sleep(50).await;
    assert_eq!(grips.borrow().as_slice(), [Grip::Held, Grip::Lost]);
    let others = Rc::clone(&grips);
    let late = locks::hold("compact", false, move |grip| others.borrow_mut().push(grip));
    timer::sleep(50).await;
    assert_eq!(grips.borrow().last(), Some(&Grip::Busy), "nobody begins meanwhile");
    drop((frozen, late, alone));
}

#[wasm_bindgen_test]
async fn others_on_this_origin_are_left_alone() {
    script("localStorage.setItem('somebody/else', 'theirs'); localStorage.setItem('certdeckish', 'theirs')");
    let records = fresh().await;
    records.put(&[record("e/a-1", "one")]).expect("kept");
    erase(&records).await.expect("erased");
    assert_eq!(storage::keys(""), Ok(Vec::new()));
    script(
        "if (localStorage.getItem('somebody/else') !== 'theirs' || localStorage.getItem('certdeckish') !== 'theirs') throw new Error('gone')",
    );
}

/// The same file is checked natively by tests/exam/code.rs.
#[wasm_bindgen_test]
fn the_same_code_gives_the_same_paper_as_natively() {
    let bank = shelf::bank(12);
    let mut count = 0;
    for line in include_str!("exam/papers.txt").lines().filter(|line| !line.starts_with('#')) {
        let (code, digest) = line.split_once(' ').expect("a code and a digest");
        let paper = reassemble(&bank.shelf(), &Code::read(code).expect("a code"), &|_| 0).expect("a paper");
        assert_eq!(Ok(paper.digest()), u64::from_str_radix(digest, 16), "{code}");
        count += 1;
    }
    assert_eq!(count, 16);
}
