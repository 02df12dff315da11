//! The built site in a real Chromium: bytes, start, clicks; cold and warm, with the whole and a quarter of the speed.

use super::history;
use super::places;
use super::report::{Figure, quantile};
use super::shelf;
use crate::tools::install::Engine;
use crate::tools::server::{Options, Server};
use crate::tools::steps::say;
use crate::tools::trouble::Trouble;
use crate::tools::wait;
use crate::tools::webdriver::{Browser, Profile};
use serde_json::{Value, json};
use std::path::Path;

/// Each start is measured so many times; the median counts.
const STARTS: usize = 5;
const CLICKS: u32 = 60;
/// Longer than any start, milliseconds.
const PATIENCE_MS: u64 = 60_000;

/// One start of the page.
struct Start {
    reacted_ms: f64,
    bytes: f64,
}

/// Measures the site, with a history of so many events for the clicks.
pub(super) fn measure(site: &Path, events: u32) -> Result<Vec<Figure>, Trouble> {
    let server = Server::start(Options {
        site: site.to_owned(),
        base: "/certdeck/".to_owned(),
        port: 0,
        report_violations: false,
    })?;
    let browser = Browser::open(Engine::Chromium, &Profile::default())?;
    browser.resize(412, 915)?;
    let probe = include_str!("probe.js")
        .replace("__PLACES__", &json!({ "button": places::MAIN_BUTTON, "stage": places::STAGE }).to_string());
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": probe }))?;
    let url = format!("{}{}", server.url(), places::FIRST_ITEM);
    let mut figures = Vec::new();
    for (slowdown, cold_ms, warm_ms) in [(1, 250.0, 150.0), (4, 600.0, 400.0)] {
        say(&format!("    starts, {slowdown}× slower"));
        let (mut cold, mut warm, mut bytes) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..STARTS {
            forget(&browser, &server.url())?;
            browser.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": slowdown }))?;
            let first = start(&browser, &url)?;
            cold.push(first.reacted_ms);
            bytes.push(first.bytes);
            browser.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": 1 }))?;
            // Warm: the service worker has everything.
            browser.until("navigator.serviceWorker.controller && window.certdeckProbe")?;
            browser.goto("about:blank")?;
            browser.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": slowdown }))?;
            warm.push(start(&browser, &url)?.reacted_ms);
            browser.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": 1 }))?;
        }
        if slowdown == 1 {
            let budget = crate::tools::sizes::FIRST_ITEM_BUDGET as f64;
            figures.push(Figure::at_most(
                "bytes until the first item can be answered",
                quantile(&mut bytes, 0.5),
                "bytes",
                budget,
            ));
        }
        let speed = format!("{slowdown}× CPU");
        figures.push(Figure::at_most(
            format!("navigation → first item reacts, cold, {speed}"),
            quantile(&mut cold, 0.5),
            "ms",
            cold_ms,
        ));
        figures.push(Figure::at_most(
            format!("navigation → first item reacts, warm, {speed}"),
            quantile(&mut warm, 0.5),
            "ms",
            warm_ms,
        ));
    }
    say(&format!("    clicks with {events} events stored"));
    forget(&browser, &server.url())?;
    fill(&browser, &server.url(), events)?;
    let boot = start(&browser, &url)?;
    figures.push(Figure::told(
        format!("navigation → first item reacts with {events} events, 1× CPU"),
        boot.reacted_ms,
        "ms",
    ));
    for (slowdown, budget) in [(1, 16.0), (4, 32.0)] {
        browser.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": slowdown }))?;
        let arguments =
            [json!(CLICKS), json!({ "option": places::OPTION, "grade": places::GRADE, "more": places::MORE })];
        let times = browser.run_async("return window.certdeckProbe.clicks(given[0], given[1])", &arguments)?;
        let of = |name: &str| -> Vec<f64> {
            times.as_array().into_iter().flatten().filter_map(|time| time[name].as_f64()).collect()
        };
        let (mut painted, mut worked) = (of("painted"), of("worked"));
        if painted.is_empty() {
            let shown: String = browser.text("body")?.chars().take(300).collect();
            return Err(Trouble::new(
                format!("nothing could be clicked in the page, which shows: {shown} {times}"),
                "Are the selectors of bench/places.rs those of the page?",
            ));
        }
        figures.push(Figure::at_most(
            format!("click → next paint, p95, {slowdown}× CPU"),
            quantile(&mut painted, 0.95),
            "ms",
            budget,
        ));
        figures.push(Figure::told("  of which the page's own work, p95", quantile(&mut worked, 0.95), "ms"));
    }
    browser.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": 1 }))?;
    figures.extend(sitting(&browser)?);
    figures.push(floor(&browser)?);
    Ok(figures)
}

/// What the rhythm of the screen alone costs: a page with one button and one word that changes.
fn floor(browser: &Browser) -> Result<Figure, Trouble> {
    browser.goto("about:blank")?;
    let script = "
        document.body.innerHTML = '<div class=\"actions\"><button class=\"primary\">0</button></div>';
        const button = document.querySelector('button');
        button.addEventListener('click', () => { button.textContent = Number(button.textContent) + 1; });
        return window.certdeckProbe.clicks(given[0], given[1])";
    let arguments = [json!(CLICKS), json!({ "option": "none", "grade": "none", "more": "none" })];
    let times = browser.run_async(script, &arguments)?;
    let painted = times.as_array().into_iter().flatten().filter_map(|time| time["painted"].as_f64());
    let mut painted: Vec<f64> = painted.collect();
    Ok(Figure::told("click → next paint, p95, 1× CPU, on an empty page", quantile(&mut painted, 0.95), "ms"))
}
/// Answers and next questions of a mock exam, with the history that is there.
fn sitting(browser: &Browser) -> Result<[Figure; 2], Trouble> {
    let (route, begin, asked) = places::EXAM;
    browser.run("location.hash = arguments[0]", &[json!(route)])?;
    browser.find(begin)?;
    browser.click(begin)?;
    browser.find(asked)?;
    browser.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": 4 }))?;
    let arguments = [json!(CLICKS), json!({ "option": places::OPTION, "grade": places::GRADE, "more": places::MORE })];
    let times = browser.run_async("return window.certdeckProbe.clicks(given[0], given[1])", &arguments)?;
    browser.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": 1 }))?;
    let of = |answer: bool| -> Vec<f64> {
        let times = times.as_array().into_iter().flatten().filter(|time| time["answer"] == answer);
        times.filter_map(|time| time["painted"].as_f64()).collect()
    };
    let (mut answers, mut turns) = (of(true), of(false));
    if answers.is_empty() {
        let next = "Are the selectors of bench/places.rs those of the page?";
        return Err(Trouble::new("nothing could be answered in the mock exam", next));
    }
    let name = "answer in a mock exam → next paint, p95, 4× CPU";
    Ok([
        Figure::at_most(name, quantile(&mut answers, 0.95), "ms", 50.0),
        Figure::told("  next question in a mock exam → next paint, p95, 4× CPU", quantile(&mut turns, 0.95), "ms"),
    ])
}

/// Loads the page and waits until its first item has reacted.
fn start(browser: &Browser, url: &str) -> Result<Start, Trouble> {
    browser.goto(url)?;
    let found = wait::until(PATIENCE_MS, || {
        let probe = browser
            .run("const p = window.certdeckProbe; return p && p.reactedAt ? [p.reactedAt, p.bytes] : null", &[])
            .ok()?;
        Some(Start { reacted_ms: probe.get(0)?.as_f64()?, bytes: probe.get(1)?.as_f64()? })
    });
    found.ok_or_else(|| {
        let shown = browser.text("body").unwrap_or_default();
        let shown: String = shown.chars().take(300).collect();
        Trouble::new(
            format!("no item came that reacts to a click; the page shows: {shown}"),
            "Are the selectors of bench/places.rs those of the page?",
        )
    })
}

/// A browser that has never been here.
fn forget(browser: &Browser, origin: &str) -> Result<(), Trouble> {
    browser.goto("about:blank")?;
    let origin = origin.trim_end_matches("/certdeck/");
    browser.cdp("Storage.clearDataForOrigin", json!({ "origin": origin, "storageTypes": "all" }))?;
    browser.cdp("Network.clearBrowserCache", json!({})).map(|_| ())
}

/// Puts a history into both stores, as it is there after years: segments, and the last answers one by one.
fn fill(browser: &Browser, url: &str, events: u32) -> Result<(), Trouble> {
    browser.goto(&format!("{url}manifest.webmanifest"))?;
    let (database, store) = places::JOURNAL;
    let script = "
        const [database, store, prefix, pieces] = given;
        const request = indexedDB.open(database, 1);
        request.onupgradeneeded = () => request.result.createObjectStore(store);
        await new Promise((done, fail) => { request.onsuccess = done; request.onerror = () => fail(request.error); });
        const work = request.result.transaction(store, 'readwrite');
        for (const [name, text] of pieces) {
            work.objectStore(store).put(text, name);
            localStorage.setItem(prefix + name, text);
        }
        await new Promise((done, fail) => { work.oncomplete = done; work.onabort = () => fail(work.error); });
        request.result.close();";
    let (pieces, _) = shelf::stored(&history::events(events));
    let pieces: Vec<Value> = pieces.iter().map(|(name, text)| json!([name, text])).collect();
    for some in pieces.chunks(50) {
        browser.run_async(script, &[json!(database), json!(store), json!(places::PREFIX), json!(some)])?;
    }
    Ok(())
}
