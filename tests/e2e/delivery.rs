//! Delivery: starting under the policy, offline, updates, the kill switch, and what happens when files are gone.

use crate::harness::{Visit, another_build, files, next_build, site, statics};
use certdeck::tools::precache;
use std::fs;

#[test]
#[ignore = "cargo xtask test"]
fn the_page_starts_under_its_policy_at_a_sub_path() {
    let visit = Visit::first(&site());
    assert!(visit.browser.url().expect("an address").starts_with(&visit.url));
    visit.stored();
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn after_one_visit_it_works_offline() {
    let mut visit = Visit::first(&site());
    visit.stored();
    visit.offline();
    visit.open("");
    visit.open("#/settings");
    visit.browser.refresh().expect("the page can be loaded again");
    visit.started();
    assert_eq!(visit.strangers(&site()), Vec::<String>::new());
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn an_update_waits_until_it_is_taken_and_mixes_nothing() {
    let next = next_build();
    let mut visit = Visit::first(&site());
    visit.stored();
    let first = visit.build();

    visit.publish(&next.0);
    assert_eq!(visit.look_for_update(), "waiting");
    // Not asked, nothing changes: not for this page, nor for the next one.
    assert_eq!(visit.strangers(&site()), Vec::<String>::new());
    visit.open("");
    assert_eq!(visit.build(), first);

    visit
        .browser
        .run("navigator.serviceWorker.getRegistration().then((r) => r.waiting.postMessage('SKIP_WAITING'))", &[])
        .expect("told");
    visit.browser.until("navigator.serviceWorker.controller && caches").expect("a worker");
    let taken = certdeck::tools::wait::until(10_000, || {
        visit.open("");
        (visit.build() != first).then_some(())
    });
    assert!(taken.is_some(), "the new build is shown");
    let caches = visit.cached();
    assert_eq!(caches.len(), 1, "{caches:?}");
    assert!(caches[0].0.ends_with(&format!("@{}", visit.build())), "{caches:?}");
    // Packs that were there offline still are.
    visit.offline();
    visit.open("");
    assert_eq!(visit.strangers(&next.0), Vec::<String>::new());
}

#[test]
#[ignore = "cargo xtask test"]
fn a_deployment_with_one_wrong_file_is_not_taken() {
    let broken = next_build();
    fs::write(broken.0.join("app-next.css"), "/* half */").expect("writing");
    let visit = Visit::first(&site());
    visit.stored();
    visit.publish(&broken.0);
    assert_ne!(visit.look_for_update(), "waiting");
    assert_eq!(visit.strangers(&site()), Vec::<String>::new());
    let caches = visit.cached();
    assert_eq!(caches.len(), 1, "{caches:?}");
    assert!(caches[0].0.ends_with(&visit.build()), "{caches:?}");
}

#[test]
#[ignore = "cargo xtask test"]
fn the_kill_switch_takes_the_worker_away_and_nothing_else() {
    let killed = another_build(|_| {});
    precache::kill_switch(&killed.0, &statics()).expect("a kill switch");
    let visit = Visit::first(&site());
    visit.stored();
    visit.browser.run("localStorage.setItem('certdeck/trial', 'y')", &[]).expect("stored");
    visit.publish(&killed.0);
    visit.look_for_update();
    let gone = certdeck::tools::wait::until(10_000, || visit.cached().is_empty().then_some(()));
    assert!(gone.is_some(), "{:?}", visit.cached());
    visit.open("");
    let kept = visit.browser.run("return localStorage.getItem('certdeck/trial')", &[]).expect("an answer");
    assert_eq!(kept, "y");
}

#[test]
#[ignore = "cargo xtask test"]
fn a_document_that_is_older_than_the_site_is_loaded_again_once() {
    // What a browser has that came in the middle of a deployment: a document whose program is gone.
    let torn = another_build(|site| {
        for name in files(site).iter().filter(|name| name.ends_with(".wasm")) {
            fs::remove_file(site.join(name)).expect("removing");
        }
    });
    let visit = Visit::prepare(&torn.0);
    visit.browser.goto(&visit.url).expect("the document is there");
    visit.browser.until("document.getElementById('recovery')").expect("it says that it could not start");
    let pages = visit.server.as_ref().expect("online").take_served();
    let documents = pages.iter().filter(|served| served.path == "/certdeck/").count();
    assert!((2..=3).contains(&documents), "once past the caches, then loaded again, then no more: {pages:?}");
    // The deployment is complete: "Load again" does not take the old document from the browser's cache.
    visit.publish(&site());
    visit.browser.click_text("Load again").expect("a button");
    visit.started();
}

#[test]
#[ignore = "cargo xtask test"]
fn who_has_a_past_is_told_when_a_part_of_the_program_is_gone() {
    let torn = another_build(|site| {
        let rest = files(site).into_iter().find(|name| name.starts_with("rest-")).expect("a late part");
        fs::remove_file(site.join(rest)).expect("removing");
    });
    let visit = Visit::prepare(&torn.0);
    // A first visit does without it.
    visit.browser.goto(&visit.url).expect("the document is there");
    visit.started();
    visit.browser.run("localStorage.setItem('certdeck/e/1', 'kept')", &[]).expect("stored");
    visit.browser.goto("about:blank").expect("away");
    visit.browser.goto(&visit.url).expect("the document is there");
    visit.browser.until("document.activeElement.textContent === 'Certdeck could not start'").expect("it says so");
    visit.browser.click_text("Download my progress").expect("a button");
    visit.browser.until("/Saved \\d+ records/.test(document.body.textContent)").expect("the file is offered");
    visit.publish(&site());
    visit.browser.click_text("Load again").expect("a button");
    visit.started();
}

#[test]
#[ignore = "cargo xtask test"]
fn an_address_without_hash_finds_its_route() {
    let visit = Visit::prepare(&site());
    visit.browser.goto(&format!("{}settings", visit.url)).expect("the 404 page");
    visit.browser.until("location.hash === '#/settings'").expect("the route");
    visit.started();
    assert_eq!(visit.browser.url().expect("an address"), format!("{}#/settings", visit.url));
    let elsewhere = format!("{}deep/er/x", visit.url);
    visit.browser.goto(&elsewhere).expect("the 404 page");
    visit.browser.until("location.hash === '#/deep/er/x'").expect("the route");
}

#[test]
#[ignore = "cargo xtask test"]
fn a_panic_shows_the_recovery_page() {
    let visit = Visit::first(&site());
    visit.browser.run("localStorage.setItem('certdeck/e/1', 'kept'); window.dispatchEvent(new CustomEvent('certdeck-panic', { detail: 'a test' }))", &[]).expect("told");
    visit.browser.until("document.activeElement.textContent === 'Certdeck has stopped'").expect("the recovery page");
    visit.browser.click_text("Download my progress").expect("a button");
    visit.browser.until("/Saved \\d+ records/.test(document.body.textContent)").expect("the file is offered");
    assert_eq!(visit.trouble(), ["a test"], "no policy is broken by the download");
}
