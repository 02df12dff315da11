//! Fitting the memory's parameters to a learner: beside the page, seen before it is taken, with a way back.

#![expect(clippy::disallowed_methods, reason = "a past that ends today needs to know today")]

use crate::eyes::Eyes;
use crate::harness::{Scratch, Visit, another_build, files, site};
use certdeck::engine::bank::question::ContentHash;
use certdeck::engine::chance::Chance;
use certdeck::engine::id::{DeviceId, EventId, ItemId};
use certdeck::engine::progress::event::{Event, Grade, Graded, Parameters, Place, Setting, What};
use certdeck::engine::progress::export;
use certdeck::engine::progress::log::Log;
use certdeck::engine::time::{Millis, Now};
use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

const DAY_MS: i64 = 86_400_000;

/// As many reviews as the learner has brought.
const REVIEWS: usize = 2000;

/// The export of somebody who forgets much sooner than the average learner, up to yesterday; `more` happened last.
fn export(more: &[What]) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_millis() as i64;
    let now = Now { at: Millis(now), utc_offset: 0 };
    let mut chance = Chance::new(11);
    let mut reviews = Vec::new();
    for number in 0..REVIEWS as u32 / 8 {
        // Met in the first of six months, then after longer and longer waits, which are half forgotten.
        let mut day = 1 + i64::from(chance.below(30));
        for (n, wait) in [0, 0, 2, 4, 9, 15, 25, 40].into_iter().enumerate() {
            day += if n == 0 || wait == 0 { wait } else { wait + i64::from(chance.below(3)) };
            let grade = match chance.below(100) {
                draw if n > 1 && draw < 45 => Grade::Again,
                draw if draw < 60 => Grade::Hard,
                _ => Grade::Good,
            };
            let item = ItemId::new(&format!("csm-topic{}-c{:02}", number / 100, number % 100));
            let hash = ContentHash(1);
            let graded = Graded { item, hash, grade, duration_ms: 5000, place: Place::Study };
            reviews.push((now.at.0 - 180 * DAY_MS + day * DAY_MS + n as i64 * 60_000, What::Graded(graded)));
        }
    }
    reviews.sort_by_key(|(at, _)| *at);
    reviews.extend(more.iter().enumerate().map(|(n, what)| (now.at.0 - DAY_MS + n as i64, what.clone())));
    let event = |(n, (at, what)): (usize, (i64, What))| Event {
        id: EventId { device: DeviceId(7), counter: n as u64 },
        now: Now { at: Millis(at), utc_offset: 0 },
        what,
    };
    export::write(&Log::of(reviews.into_iter().enumerate().map(event).collect()), "1", DeviceId(7), now)
}

/// A visit to Settings after the import.
fn brought(site: &Path, more: &[What]) -> Visit {
    let visit = Visit::first(site);
    visit.settings();
    visit.choose("log.json", export(more).as_bytes());
    visit.tap_text("Add what is new");
    visit.has_written_all(REVIEWS + more.len());
    memory(&visit);
    visit
}

/// Goes to the section on memory.
fn memory(visit: &Visit) {
    visit.go("#/settings");
    visit.headed("Settings");
}

/// What the section on memory says.
fn section(visit: &Visit) -> String {
    visit.browser.text("section[aria-labelledby=memory]").expect("the section")
}

/// Waits until the section says this.
fn tells(visit: &Visit, words: &str) {
    let found = certdeck::tools::wait::until(20_000, || section(visit).contains(words).then_some(()));
    assert!(found.is_some(), "waited in vain for “{words}”: {}\n{:?}", section(visit), visit.trouble());
}

/// The load of the next days, as the chart on Progress says it.
fn ahead(visit: &Visit) -> String {
    visit.go("#/progress/csm");
    visit.headed("CSM progress");
    let script = "return document.querySelector('.chart svg[aria-label*=\"in 30 days\"]').getAttribute('aria-label')";
    visit.browser.find(".chart svg[aria-label*='in 30 days']").expect("a chart");
    visit.browser.run(script, &[]).expect("a label").as_str().unwrap_or_default().to_owned()
}

/// Notes from now on how long the page's thread was not to be had.
const WATCH: &str = "
    window.longest = 0; window.ticks = 0;
    let last = performance.now();
    setInterval(() => { const now = performance.now(); window.longest = Math.max(window.longest, now - last); last = now; window.ticks += 1; }, 5);";

#[test]
#[ignore = "cargo xtask test"]
fn a_fit_is_offered_shown_adopted_and_taken_back() {
    let mut visit = Visit::first(&site());
    memory(&visit);
    tells(&visit, "A fit needs about 1000 reviews; there are 0 so far.");
    tells(&visit, "as it fits the average learner");
    visit.settings();
    visit.choose("log.json", export(&[]).as_bytes());
    visit.tap_text("Add what is new");
    visit.has_written_all(REVIEWS);
    let before = ahead(&visit);

    memory(&visit);
    let served = visit.server.as_ref().expect("online").take_served();
    assert!(
        !served.iter().any(|served| served.path.contains("optimizer") && served.path.contains("wasm"))
            || visit.browser.run("return !!navigator.serviceWorker.controller", &[]).expect("asked") == true,
        "nobody has asked for it yet: {served:?}"
    );
    visit.browser.run(WATCH, &[]).expect("watching");
    visit.tap_text("Fit to my memory");
    tells(&visit, "The fit foretells better what you remember");
    let longest = visit.browser.run("return window.longest", &[]).expect("a time").as_f64().unwrap_or(f64::MAX);
    println!("the page's thread was away for at most {longest:.0} ms");
    assert!(longest < 1000.0, "the page stood still for {longest} ms");
    visit.focused("after the fit");
    tells(&visit, "both judged on the 300 newest");
    for row in ["Log loss", "RMSE (bins)", "Reviews in 30 days", "still known when due"] {
        tells(&visit, row);
    }
    visit.has_written_all(REVIEWS);
    let mut eyes = Eyes::default();
    eyes.look(&visit, "settings, a fit");
    eyes.end();

    visit.tap_text("Use the fitted ones");
    tells(&visit, "fitted to you");
    visit.has_written_all(REVIEWS + 1);
    visit.focused("after adopting");
    let adopted = ahead(&visit);
    assert_ne!(adopted, before);
    visit.reload();
    memory(&visit);
    tells(&visit, "fitted to you");
    visit.tap_text("Go back to before");
    tells(&visit, "as it fits the average learner");
    visit.has_written_all(REVIEWS + 2);
    visit.focused("after going back");
    assert_eq!(ahead(&visit), before);

    // Stored for offline use, though not in the first load.
    visit.stored();
    visit.offline();
    memory(&visit);
    visit.tap_text("Fit to my memory");
    tells(&visit, "The fit foretells better what you remember");
    visit.tap_text("Leave it as it is");
    tells(&visit, "Nothing has changed.");
    visit.has_written_all(REVIEWS + 2);
    visit.end_but(&["ERR_CONNECTION_REFUSED", "Failed to load resource"]);
}

#[test]
#[ignore = "cargo xtask test"]
fn parameters_of_another_version_are_told_and_not_used() {
    let visit = brought(&site(), &[]);
    let before = ahead(&visit);
    visit.end();
    let old = Parameters { model: 5, values: vec![0.5; 19] };
    let visit = brought(&site(), &[What::Set(Setting::Parameters(Some(old)))]);
    assert_eq!(ahead(&visit), before);
    memory(&visit);
    tells(&visit, "of another version of the memory model (5, not 6)");
    visit.tap_text("Go back to before");
    tells(&visit, "as it fits the average learner");
    visit.end();
}

/// A site whose optimiser does what the file `trial.txt` says: a worker that was cut off, hangs, dies, is a stranger.
fn strange_site() -> Scratch {
    let site = another_build(|site| {
        let name = files(site).into_iter().find(|name| name.starts_with("optimizer.") && name.ends_with(".js"));
        let name = name.expect("a start script");
        let build = name.split('.').nth(1).expect("a build").to_owned();
        let script = "
            const say = (build, kind) => postMessage([build, 1, kind, new Uint32Array(kind === 2 ? [9, 9, 9] : [])]);
            const trial = await (await fetch('trial.txt', { cache: 'no-store' })).text();
            onmessage = () => {
                if (trial === 'dies') throw new Error('a worker that dies');
                if (trial === 'nonsense') say('BUILD', 2);
                if (trial === 'turncoat') say('elsewhere', 2);
            };
            if (trial === 'broken') setTimeout(() => { throw new Error('a worker that is broken'); });
            else if (trial === 'stranger') say('elsewhere', 0);
            else if (trial === 'early') say('BUILD', 2);
            else if (trial === 'other') postMessage('hello');
            else if (trial !== 'mute') say('BUILD', 0);";
        fs::write(site.join(&name), script.replace("BUILD", &build)).expect("writing");
    });
    // Time passes thirty times as fast for whoever waits in the page for so long.
    let boot = site.0.join("boot.js");
    let fast = "{ const wait = window.setTimeout; window.setTimeout = (then, ms, ...more) => wait(then, ms >= 15000 ? ms / 30 : ms, ...more); }\n";
    fs::write(&boot, fast.to_owned() + &fs::read_to_string(&boot).expect("the start script")).expect("writing");
    site
}

#[test]
#[ignore = "cargo xtask test"]
fn a_worker_that_hangs_dies_or_is_a_stranger_is_told_in_words() {
    let site = strange_site();
    let visit = brought(&site.0, &[]);
    let cases = [
        ("mute", "did not start in time"),
        ("silent", "There was no answer in time"),
        ("dies", "The computation failed and was stopped"),
        ("nonsense", "The computation failed and was stopped"),
        ("broken", "could not be loaded"),
        ("stranger", "of another version of Certdeck"),
        ("turncoat", "of another version of Certdeck"),
        ("early", "of another version of Certdeck"),
        ("other", "of another version of Certdeck"),
    ];
    for (trial, words) in cases {
        fs::write(site.0.join("trial.txt"), trial).expect("writing");
        visit.tap_text("Fit to my memory");
        tells(&visit, words);
        visit.focused(trial);
        visit.has_written_all(REVIEWS);
        // The next one's message is told from this one's.
        visit.go("#/about");
        visit.headed("About Certdeck");
        memory(&visit);
    }
    // One that only hangs can be called off, and the page goes on meanwhile.
    fs::write(site.0.join("trial.txt"), "silent").expect("writing");
    visit.tap_text("Fit to my memory");
    visit.tap_text("Cancel");
    tells(&visit, "Stopped. Nothing has changed.");
    visit.focused("after cancelling");
    visit.end_but(&["a worker that"]);
}

#[test]
#[ignore = "cargo xtask test"]
fn an_optimiser_that_is_gone_is_told_in_words() {
    let torn = another_build(|site| {
        for name in files(site).iter().filter(|name| name.starts_with("optimizer") && name.ends_with(".wasm")) {
            fs::remove_file(site.join(name)).expect("removing");
        }
    });
    let visit = brought(&torn.0, &[]);
    visit.tap_text("Fit to my memory");
    tells(&visit, "could not be loaded. Try again while online");
    visit.end_but(&["404", "optimizer", "WebAssembly", "Wasm"]);
}
