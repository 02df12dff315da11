//! What a visit runs: found out by making some, in a real browser, with a program that remembers.

use super::instrument::RAN;
use super::list::{List, Part};
use super::module::Module;
use crate::tools::install::Engine;
use crate::tools::server::{Options, Server};
use crate::tools::steps::say;
use crate::tools::trouble::Trouble;
use crate::tools::webdriver::{Browser, Profile};
use std::collections::BTreeSet;
use std::path::Path;

/// Keeps the program where it can be asked, and remembers what has run when the part for Study would have arrived: that
/// must not be in this part.
const KEEP: &str = "
    let program;
    window.ran = () => Object.keys(program).filter((name) => name.startsWith('__RAN__') && program[name].value)
        .map((name) => Number(name.slice('__RAN__'.length)));
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const real = WebAssembly[name];
        WebAssembly[name] = async (...given) => {
            const made = await real.apply(WebAssembly, given);
            program = (made.instance || made).exports;
            return made;
        };
    }
    // A browser that refuses one store or both.
    const poor = (/^\\?poor=(\\w+)$/.exec(location.search) || [])[1];
    const refuse = () => { throw new DOMException('no', 'SecurityError'); };
    if (poor === 'local' || poor === 'both') Object.defineProperty(window, 'localStorage', { get: refuse });
    if (poor === 'journal' || poor === 'both') Object.defineProperty(window, 'indexedDB', { get: refuse });
    if (poor === 'writing') Storage.prototype.setItem = refuse;
    // The part for Study is here at once, and somebody is quick: so many milliseconds after the first item came.
    const soon = /^\\?soon=(\\d+)$/.exec(location.search);
    const quick = new MutationObserver(() => {
        const main = document.querySelector('.actions .primary');
        if (!main) return;
        quick.disconnect();
        if (!document.querySelector('.face')) setTimeout(() => main.click(), Number(soon[1]));
    });
    if (soon) quick.observe(document, { subtree: true, childList: true });
    let certdeck;
    const study = async (all) => {
        if (all) {
            window.ranFirst = window.ran();
            return;
        }
        if (soon) return;
        // Longer than the first drawing waits for it: what is shown meanwhile must be here.
        await new Promise((done) => setTimeout(done, 1500));
        window.ranFirst = window.ran();
    };
    Object.defineProperty(window, 'certdeck', { get: () => certdeck, set: (real) => { certdeck = { ...real, study }; } });";

/// Whose items are studied, and how many things are done with them: the first deck long enough for questions, cards,
/// right and wrong answers; the others for the kinds that they begin with.
const DECKS: [(&str, usize); 6] = [("csm", 40), ("pmp", 12), ("capm", 8), ("mla", 8), ("aif", 8), ("cpmai", 8)];

/// What happens beside a visit: most of it when the page has been open for a while, and that waits for the rest.
const BESIDE: [&str; 4] = [
    "certdeck::ui::care::",
    "certdeck::platform::backups::",
    "certdeck::platform::database::",
    "certdeck::engine::progress::backup::",
];

/// What runs or not by chance: whether hashes meet (their seeds are random), how trees of keys and of elements have
/// grown, what is let go of first. It is in the first part, whether a visit has met it or not.
const BY_CHANCE: [&str; 6] =
    ["hashbrown", "collections::btree", "yew::dom_bundle", "yew::html", "yew::scheduler", "yew::virtual_dom"];

/// Does the next thing with what is shown: by click, or says which key to press.
const NEXT: &str = "
    const has = (css) => document.querySelector(css);
    const done = Number(arguments[0]);
    const main = has('.actions .primary');
    if (has('.outcome')) return '\u{E007}';
    if (has('.grades')) return String(1 + done % 4);
    if (has('.face')) return done % 2 ? ' ' : (main.click(), '');
    const options = document.querySelectorAll('fieldset .option input');
    // Two are enough for most questions with several answers; those that want more say so, and that is seen too.
    const wanted = options.length && options[0].type === 'checkbox' ? 2 : Math.min(1, options.length);
    if (document.querySelectorAll('fieldset .option input:checked').length < wanted) {
        if (done % 3 === 0) return String(1 + done % 4);
        [...options].find((option) => !option.checked).click();
        return '';
    }
    for (const select of document.querySelectorAll('fieldset select')) {
        select.selectedIndex = 1;
        select.dispatchEvent(new Event('change', { bubbles: true }));
    }
    if (done % 2) return '8';
    main.click();
    return '';";

/// Visits a site whose first program is instrumented; gives back the list of what did not run. `bytes` is that program
/// as it was before, with its names.
///
/// # Errors
/// Where Chromium is missing, or the page does not do what a visit expects.
pub(super) fn profile(site: &Path, bytes: &[u8]) -> Result<List, Trouble> {
    let module = Module::read(bytes)?;
    let options = Options { site: site.to_owned(), base: "/certdeck/".to_owned(), port: 0, report_violations: false };
    let server = Server::start(options)?;
    let browser = Browser::open(Engine::Chromium, &Profile::default())?;
    browser
        .cdp("Page.addScriptToEvaluateOnNewDocument", serde_json::json!({ "source": KEEP.replace("__RAN__", RAN) }))?;
    let (mut first, mut shown, mut answered) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut at_once = BTreeSet::new();
    let url = server.url();
    let deck = |track: &str| format!("document.querySelector('a[href=\"#/study/{track}\"]')");
    let origin = url.trim_end_matches("/certdeck/").to_owned();
    let fresh = || -> Result<(), Trouble> {
        browser.goto("about:blank")?;
        let all = serde_json::json!({ "origin": origin, "storageTypes": "all" });
        browser.cdp("Storage.clearDataForOrigin", all).map(|_| ())
    };
    // First visits: from Today to each of the decks.
    for (track, things) in DECKS {
        say(&format!("    a visit for {track}"));
        fresh()?;
        browser.goto(&url)?;
        browser.until(&deck(track))?;
        pause(&browser, 1_000)?;
        collect(&browser, "ran()", &mut first)?;
        browser.run(&format!("{}.click()", deck(track)), &[])?;
        browser.until("document.querySelector('.report')")?;
        collect(&browser, "ranFirst", &mut first)?;
        look(&browser, &mut shown)?;
        for done in 0..things {
            let key = browser.run(NEXT, &[done.into()])?;
            if let Some(key) = key.as_str().filter(|key| !key.is_empty()) {
                browser.press(key)?;
            }
            // Drawing, and the journal's answer.
            pause(&browser, 60)?;
        }
        collect(&browser, "ran()", &mut answered)?;
    }
    // Who comes back waits for all of the program before anything is drawn.
    browser.goto("about:blank")?;
    browser.goto(&url)?;
    browser.until("document.querySelector('.week')")?;
    collect(&browser, "ranFirst", &mut first)?;
    // Who comes by an address sees no Today before Study; nor anything else, where the part for Study comes soon.
    let quickly = [0, 20, 50, 100, 200, 400].map(|ms| format!("?soon={ms}"));
    for soon in std::iter::once("").chain(quickly.iter().map(String::as_str)) {
        for (track, _) in DECKS {
            fresh()?;
            browser.goto(&format!("{url}{soon}#/study/{track}"))?;
            browser.until("document.querySelector('.report')")?;
            if soon.is_empty() {
                collect(&browser, "ranFirst", &mut first)?;
            } else {
                pause(&browser, 500)?;
                collect(&browser, "ran()", &mut at_once)?;
            }
            look(&browser, &mut shown)?;
        }
    }
    // Who has no room, or may not keep anything, is told so as soon as something was to be kept.
    for poor in ["local", "writing", "journal", "both"] {
        fresh()?;
        browser.goto(&format!("{url}?poor={poor}"))?;
        browser.until(&deck("csm"))?;
        pause(&browser, 600)?;
        collect(&browser, "ran()", &mut first)?;
        browser.run(&format!("{}.click()", deck("csm")), &[])?;
        browser.until("document.querySelector('.report')")?;
        collect(&browser, "ranFirst", &mut first)?;
        look(&browser, &mut shown)?;
    }
    // One name may stand for several functions: it is late only where none of them ran.
    let names = |ran: &BTreeSet<u32>| ran.iter().map(|function| module.name(*function)).collect::<BTreeSet<&str>>();
    let (in_first, in_shown, in_answered) = (names(&first), names(&shown), names(&answered));
    let in_time = names(&at_once);
    let mut list = List::default();
    for function in module.first()..module.types_of.len() as u32 {
        let name = module.name(function);
        let by_chance = BY_CHANCE.iter().any(|chance| name.contains(chance)) && !name.contains("certdeck");
        if !in_first.contains(name) && !by_chance {
            let beside = BESIDE.iter().any(|beside| name.contains(beside)) && !in_time.contains(name);
            let part = match name {
                _ if beside => Part::Rest,
                _ if in_shown.contains(name) => Part::Study,
                _ if in_answered.contains(name) => Part::Answer,
                _ => Part::Rest,
            };
            list.add(name, part);
        }
    }
    let [study, answer, rest] = Part::ALL.map(|part| list.count(part));
    say(&format!(
        "    {} functions ran first; {study} names come with the first deck, {answer} while its first item is read, {rest} when the page is idle",
        first.len()
    ));
    Ok(list)
}

/// The first item of a deck is shown, and reacts to whoever wants to check before anything is chosen, and to a choice.
fn look(browser: &Browser, ran: &mut BTreeSet<u32>) -> Result<(), Trouble> {
    pause(browser, 600)?;
    if browser.run("return !document.querySelector('.face')", &[])? == true {
        browser.run("document.querySelector('.actions .primary').click()", &[])?;
        pause(browser, 100)?;
        browser
            .run("const option = document.querySelector('fieldset .option input'); if (option) option.click()", &[])?;
        pause(browser, 100)?;
    }
    collect(browser, "ran()", ran)
}

fn pause(browser: &Browser, ms: u32) -> Result<(), Trouble> {
    browser.run_async("await new Promise((done) => setTimeout(done, given[0]))", &[ms.into()]).map(|_| ())
}

/// Adds what the page says has run.
fn collect(browser: &Browser, which: &str, ran: &mut BTreeSet<u32>) -> Result<(), Trouble> {
    let found = browser.run(&format!("return window.{which}"), &[])?;
    ran.extend(found.as_array().into_iter().flatten().filter_map(|at| at.as_u64()).map(|at| at as u32));
    Ok(())
}
