//! What a first visit runs: found out by making one, in a real browser, with a program that remembers.

use super::instrument::RAN;
use super::list::List;
use super::module::Module;
use crate::tools::install::Engine;
use crate::tools::server::{Options, Server};
use crate::tools::steps::say;
use crate::tools::trouble::Trouble;
use crate::tools::webdriver::{Browser, Profile};
use std::collections::BTreeSet;
use std::path::Path;

/// Keeps every program that is started where it can be asked.
const KEEP: &str = "
    window.ran = [];
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const real = WebAssembly[name];
        WebAssembly[name] = async (...given) => {
            const made = await real.apply(WebAssembly, given);
            window.ran.push((made.instance || made).exports);
            return made;
        };
    }";

/// Whose items are studied: questions with one answer, and cards.
const DECK: &str = "csm";
/// So many things are done on each visit: enough for questions, cards, right and wrong answers.
const THINGS: usize = 40;

/// Does the next thing with what is shown: by click, or says which key to press.
const NEXT: &str = "
    const has = (css) => document.querySelector(css);
    const done = Number(arguments[0]);
    const main = has('.actions .primary');
    if (has('.outcome')) return '\u{E007}';
    if (has('.grades')) return String(1 + done % 4);
    if (has('.face')) return done % 2 ? ' ' : (main.click(), '');
    const option = has('fieldset .option input:checked');
    if (!option) {
        if (done % 3 === 0) return String(1 + done % 4);
        document.querySelectorAll('fieldset .option input')[done % 4].click();
        return '';
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
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", serde_json::json!({ "source": KEEP }))?;
    let mut ran = BTreeSet::new();
    let url = server.url();
    // Fresh, then with a past: the second visit decodes what the first has stored.
    for visit in ["first", "second"] {
        say(&format!("    the {visit} visit"));
        browser.goto("about:blank")?;
        browser.goto(&url)?;
        browser.until("document.querySelector('h1[tabindex]')")?;
        let link = format!("document.querySelector('a[href=\"#/study/{DECK}\"]')");
        browser.run(&format!("{link}.click()"), &[])?;
        browser.until("document.querySelector('.report')")?;
        for done in 0..THINGS {
            let key = browser.run(NEXT, &[done.into()])?;
            if let Some(key) = key.as_str().filter(|key| !key.is_empty()) {
                browser.press(key)?;
            }
            // Drawing, and the journal's answer.
            browser.run_async("await new Promise((done) => setTimeout(done, 60))", &[])?;
        }
        browser.run("location.hash = '#/'", &[])?;
        browser.until("document.querySelector('.week')")?;
        collect(&browser, &mut ran)?;
    }
    // One name may stand for several functions: it is late only where none of them ran.
    let early: BTreeSet<&str> = ran.iter().map(|function| module.name(*function)).collect();
    let mut late = List::default();
    for function in module.first()..module.types_of.len() as u32 {
        let name = module.name(function);
        if !early.contains(name) {
            late.add(name);
        }
    }
    say(&format!("    {} functions ran, {} names load late", ran.len(), late.len()));
    Ok(late)
}

fn collect(browser: &Browser, ran: &mut BTreeSet<u32>) -> Result<(), Trouble> {
    let script = format!(
        "return window.ran.flatMap((program) => Object.keys(program).filter((name) => name.startsWith('{RAN}') && program[name].value).map((name) => Number(name.slice({}))))",
        RAN.len()
    );
    let found = browser.run(&script, &[])?;
    ran.extend(found.as_array().into_iter().flatten().filter_map(|at| at.as_u64()).map(|at| at as u32));
    Ok(())
}
