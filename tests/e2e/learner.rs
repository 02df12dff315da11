//! What a learner sees and does: by keys alone, or by clicks alone.

use crate::bank::{Plan, plan};
use crate::harness::Visit;
use certdeck::engine::bank::question::Question;
use certdeck::engine::progress::log::Log;
use certdeck::tools::Trouble;
use certdeck::tools::wait;
use certdeck::tools::webdriver::key;
use serde_json::json;

/// What stands before the learner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The id that "Report a problem" names.
    pub item: String,
    pub stage: Stage,
}

/// How far the item in front is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// A question without its answer.
    Asked,
    /// A question with its answer.
    Marked,
    /// A card's front.
    Front,
    /// A card with its back and the grades.
    Back,
    /// No item: a form, a summary, another page.
    None,
}

const LOOK: &str = "
    const report = document.querySelector('.report textarea');
    const item = ((report && report.value.match(/Problem with (\\S+)/)) || ['', ''])[1];
    const has = (css) => !!document.querySelector(css);
    const stage = has('.outcome') ? 'marked' : has('.grades') ? 'back' : has('.face') && has('.actions') ? 'front'
        : has('main fieldset[aria-describedby=stem], #number') ? 'asked' : 'none';
    return [item, stage];";

impl Visit {
    /// What stands before the learner.
    pub fn shown(&self) -> Shown {
        let seen = self.browser.run(LOOK, &[]).expect("the page can be looked at");
        let stage = match seen[1].as_str() {
            Some("asked") => Stage::Asked,
            Some("marked") => Stage::Marked,
            Some("front") => Stage::Front,
            Some("back") => Stage::Back,
            _ => Stage::None,
        };
        Shown { item: seen[0].as_str().unwrap_or_default().to_owned(), stage }
    }

    /// Waits until what is shown is as wanted.
    pub fn sees(&self, what: &str, wanted: impl Fn(&Shown) -> bool) -> Shown {
        let found = wait::until(10_000, || Some(self.shown()).filter(|shown| wanted(shown)));
        found.unwrap_or_else(|| {
            panic!("waited in vain for {what}: {:?}\n{}\n{:?}", self.shown(), self.words(), self.trouble())
        })
    }

    /// Waits for this stage.
    pub fn stage(&self, stage: Stage) -> Shown {
        self.sees(&format!("{stage:?}"), |shown| shown.stage == stage)
    }

    /// Everything that can be read on the page.
    pub fn words(&self) -> String {
        let words = self.browser.run("return document.body.innerText", &[]).expect("the page can be read");
        words.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the page says this.
    pub fn says(&self, words: &str) {
        self.browser.until(&format!("document.body.innerText.includes({})", json!(words))).expect("the page says it");
    }

    /// Waits until the page's heading is this.
    pub fn headed(&self, words: &str) {
        let heading = "(document.querySelector('h1') || { textContent: '' }).textContent";
        self.browser.until(&format!("{heading} === {}", json!(words))).expect("the heading is that");
    }

    /// How many events `localStorage` holds.
    pub fn written(&self) -> u64 {
        let script = "return Object.keys(localStorage).filter((key) => key.startsWith('certdeck/e/')).length";
        self.browser.run(script, &[]).expect("storage can be read").as_u64().unwrap_or_default()
    }

    /// Waits until `localStorage` holds so many events.
    pub fn has_written(&self, wanted: u64) {
        let found = wait::until(10_000, || (self.written() == wanted).then_some(()));
        assert!(found.is_some(), "{} events are stored, not {wanted}", self.written());
    }

    /// Waits until each store holds so many different events, alone or in segments.
    pub fn has_in_both(&self, wanted: u64) {
        self.has_written_all(wanted as usize);
        let script = "return await new Promise((done, fail) => {
            const open = indexedDB.open('certdeck/journal');
            open.onerror = () => fail(open.error);
            open.onsuccess = () => {
                const store = open.result.transaction('records').objectStore('records');
                const names = store.getAllKeys();
                const texts = store.getAll();
                texts.onerror = () => fail(texts.error);
                texts.onsuccess = () => { open.result.close(); done(names.result.map((name, at) => [name, texts.result[at]])); };
            };
        })";
        let count = || {
            let pieces = self.browser.run_async(script, &[]).expect("the journal can be read");
            Log::of(crate::crash::events(&pieces).0).events().len() as u64
        };
        let found = wait::until(10_000, || (count() == wanted).then_some(()));
        assert!(found.is_some(), "{} events are in the journal, not {wanted}", count());
    }

    /// Waits until `localStorage` holds so many different events, alone or in segments.
    pub fn has_written_all(&self, wanted: usize) {
        let script = "return Object.keys(localStorage).filter((key) => /^certdeck\\/[es]\\//.test(key)).map((key) => [key.slice(9), localStorage.getItem(key)])";
        let count = || {
            let pieces = self.browser.run(script, &[]).expect("storage can be read");
            let (events, unreadable) = crate::crash::events(&pieces);
            assert_eq!(unreadable, 0);
            Log::of(events).events().len()
        };
        let found = wait::until(10_000, || (count() == wanted).then_some(()));
        assert!(found.is_some(), "{} events are stored, not {wanted}", count());
    }

    /// Waits until the journal holds so many events.
    pub fn has_journalled(&self, wanted: u64) {
        let script = "return await new Promise((done, fail) => {
            const open = indexedDB.open('certdeck/journal');
            open.onerror = () => fail(open.error);
            open.onsuccess = () => {
                const all = open.result.transaction('records').objectStore('records').getAllKeys();
                all.onerror = () => fail(all.error);
                all.onsuccess = () => { open.result.close(); done(all.result.filter((name) => name.startsWith('e/')).length); };
            };
        })";
        let count = || self.browser.run_async(script, &[]).ok().and_then(|count| count.as_u64());
        let found = wait::until(10_000, || (count() == Some(wanted)).then_some(()));
        assert!(found.is_some(), "{:?} events are in the journal, not {wanted}", count());
    }

    /// Goes to a deck's queue and waits for its first item.
    pub fn study(&self, track: &str) -> Shown {
        self.go(&format!("#/study/{track}"));
        self.sees("the first item", |shown| !shown.item.is_empty())
    }

    /// Nothing that was called so far is in a part that had not come: a page that waits for a part answers nobody
    /// meanwhile, and Firefox lets keys fall. Looks after a moment, when what runs behind the drawing has run too.
    pub fn has_all_it_runs(&self) {
        wait::until(300, || None::<()>);
        let waits = self.browser.run("return window.certdeck.waits()", &[]).expect("a count");
        assert_eq!(waits, json!(0), "the list of late functions is old: `cargo xtask profile`");
    }

    /// Chooses in Settings how many new items there are a day; writes one event.
    pub fn paced(&self, new: u32) {
        self.go("#/settings");
        self.browser.find("#new").expect("a field");
        let script = "const field = document.getElementById('new'); field.value = arguments[0]; field.dispatchEvent(new Event('change', { bubbles: true }))";
        let before = self.written();
        self.browser.run(script, &[json!(new.to_string())]).expect("the field can be set");
        self.has_written(before + 1);
    }

    /// Follows a route within the page, as a link does.
    pub fn go(&self, route: &str) {
        self.browser.run("location.hash = arguments[0]", &[json!(route)]).expect("the address can be changed");
    }

    /// Clicks the first element of a selector, after it was scrolled to the middle.
    pub fn tap(&self, css: &str) {
        self.browser.find(css).expect("there is something to click");
        self.tap_at("document.querySelector(arguments[0])", css, || self.browser.click(css));
    }

    /// Clicks the button or link with these words.
    pub fn tap_text(&self, words: &str) {
        // The first with just these words, else the first that has them among others.
        let found = "[(e) => e.textContent.trim() === arguments[0], (e) => e.textContent.includes(arguments[0])]
            .map((fits) => [...document.querySelectorAll('button, a, summary, label')].find(fits)).find((e) => e)";
        self.tap_at(found, words, || self.browser.click_text(words));
    }

    /// Clicks what `found` finds by `name`, once it has come to rest.
    fn tap_at(&self, found: &str, name: &str, click: impl Fn() -> Result<(), Trouble>) {
        // Not every driver scrolls to what it is told to click.
        let script = format!(
            "const found = {found};
            if (!found) return null;
            found.scrollIntoView({{ block: 'center', behavior: 'instant' }});
            const {{ x, y }} = found.getBoundingClientRect();
            return [x, y];"
        );
        // What comes above it moves it, and a click would meet what is in its place by then.
        let mut before = json!(null);
        let still = || {
            let now = self.browser.run(&script, &[json!(name)]).expect("it can be scrolled to");
            let stays = now == before && now.is_array();
            before = now;
            stays.then_some(())
        };
        // Where it never rests, or is not there yet, the click says so.
        let _rests = wait::until(2_000, still);
        // What was found may be drawn anew, or still be moving, when it is clicked: then it is looked for again.
        for tries in (0..10).rev() {
            self.browser.run(&script, &[json!(name)]).expect("it can be scrolled to");
            match click() {
                Ok(()) => return,
                Err(trouble)
                    if tries > 0 && ["stale", "not interactable"].iter().any(|why| trouble.what.contains(why)) =>
                {
                    wait::until(300, || None::<()>);
                }
                Err(trouble) => panic!("“{name}” can't be clicked: {trouble:?}"),
            }
        }
    }

    /// Presses keys wherever the focus is.
    pub fn press(&self, keys: &str) {
        self.browser.press(keys).expect("keys can be pressed");
    }

    /// Presses the tabulator until the focus is on the first element of a selector.
    pub fn tab_to(&self, css: &str) {
        let here = "return document.activeElement === document.querySelector(arguments[0])";
        for _ in 0..150 {
            if self.browser.run(here, &[json!(css)]).expect("the focus can be asked for") == true {
                return;
            }
            self.press(key::TAB);
        }
        panic!("no way by the tabulator to {css}");
    }

    /// What has the focus, as a short text; empty where nothing has.
    pub fn focus(&self) -> String {
        let script = "const e = document.activeElement; return !e || e === document.body || e === document.documentElement ? '' : e.tagName + ' ' + e.textContent.slice(0, 40)";
        self.browser.run(script, &[]).expect("the focus can be asked for").as_str().unwrap_or_default().to_owned()
    }

    /// The focus is on something.
    pub fn focused(&self, when: &str) {
        assert_ne!(self.focus(), "", "the focus is lost {when}");
    }

    /// The place on the screen of the option with these words, from 0.
    fn place(&self, words: &str) -> usize {
        let script = "
            const flat = (text) => text.replace(/\\s+/g, ' ').trim();
            const options = [...document.querySelectorAll('.options > .option')];
            return options.findIndex((option) => [...option.querySelectorAll('span')].some((span) => flat(span.textContent) === flat(arguments[0])))";
        let place = self.browser.run(script, &[json!(words)]).expect("options can be read").as_i64().unwrap_or(-1);
        usize::try_from(place).unwrap_or_else(|_| panic!("no option says “{words}”\n{}", self.words()))
    }

    /// Waits until the step with these words stands at this place, from 0.
    fn stands(&self, words: &str, place: usize) {
        let found = wait::until(5_000, || (self.place(words) == place).then_some(()));
        assert!(found.is_some(), "“{words}” does not come to place {}", place + 1);
    }

    /// Sets an answer by clicks alone.
    pub fn set_by_click(&self, question: &Question, right: bool) {
        match plan(question, right) {
            Plan::Choose(options) => {
                for words in options {
                    self.tap(&format!(".options > .option:nth-of-type({}) label", self.place(&words) + 1));
                }
            }
            Plan::Match(set) => {
                for (left, value) in set.into_iter().enumerate() {
                    self.tap(&format!("#match-{left}"));
                    self.browser.click(&format!("#match-{left} option[value='{value}']")).expect("a match");
                    self.browser
                        .until(&format!("document.getElementById('match-{left}').value === '{value}'"))
                        .expect("set");
                }
            }
            Plan::Order(order) => {
                for (wanted, words) in order.iter().enumerate() {
                    for place in (wanted + 1..=self.place(words)).rev() {
                        self.tap(&format!("button[aria-label='Move step {} up']", place + 1));
                        self.stands(words, place - 1);
                    }
                }
            }
            Plan::Type(number) => {
                self.tap("#number");
                self.browser.type_into("#number", &number).expect("a field");
            }
            Plan::Point(_, at) => {
                // In the figure, where it is drawn; the list is the way by keys.
                let script = "const all = document.querySelectorAll('.figure .region'); const one = all[arguments[0]]; if (one) one.id = 'aim'; return !!one";
                if self.browser.run(script, &[json!(at)]).expect("the figure can be read") == true {
                    self.tap("#aim");
                } else {
                    self.tap(".figure .pick");
                    self.tap(&format!(".options > .option:nth-of-type({}) label", at + 1));
                }
                self.browser
                    .until(&format!("document.querySelectorAll('.option input')[{at}].checked"))
                    .expect("chosen");
            }
        }
    }

    /// Sets an answer by keys alone.
    pub fn set_by_keys(&self, question: &Question, right: bool) {
        match plan(question, right) {
            Plan::Choose(options) => {
                for words in options {
                    let place = self.place(&words);
                    self.press(&(place + 1).to_string());
                    self.browser
                        .until(&format!("document.querySelector('input[data-place=\"{place}\"]').checked"))
                        .expect("the option is chosen");
                }
            }
            Plan::Match(set) => {
                for (left, value) in set.into_iter().enumerate() {
                    let css = format!("#match-{left}");
                    self.tab_to(&css);
                    let letter = format!(
                        "return [...document.querySelector('{css}').options].find((o) => o.value === '{value}').text.trim()[0]"
                    );
                    let letter = self.browser.run(&letter, &[]).expect("a letter");
                    self.press(&letter.as_str().expect("a letter").to_ascii_lowercase());
                    self.browser.until(&format!("document.querySelector('{css}').value === '{value}'")).expect("set");
                }
            }
            Plan::Order(order) => {
                for (wanted, words) in order.iter().enumerate() {
                    let from = self.place(words);
                    if from > wanted {
                        self.tab_to(&format!("button[aria-label='Move step {} up']", from + 1));
                    }
                    for place in (wanted + 1..=from).rev() {
                        self.press(key::ENTER);
                        self.stands(words, place - 1);
                        // The focus goes with the step.
                        let focus =
                            format!("document.activeElement.getAttribute('aria-label') === 'Move step {place} up'");
                        self.browser.until(&focus).expect("the focus stays with the step");
                    }
                }
            }
            Plan::Type(number) => {
                self.tab_to("#number");
                self.press(&number);
            }
            Plan::Point(_, at) => {
                self.press(&(at + 1).to_string());
                self.browser
                    .until(&format!("document.querySelectorAll('.option input')[{at}].checked"))
                    .expect("chosen");
            }
        }
    }

    /// Answers the question in front by keys alone; it is marked then.
    pub fn answer_by_keys(&self, question: &Question, right: bool) {
        self.set_by_keys(question, right);
        let select =
            "return document.activeElement.tagName === 'SELECT' || document.activeElement.tagName === 'BUTTON'";
        if self.browser.run(select, &[]).expect("the focus can be asked for") == true {
            // A list and a button keep Enter for themselves.
            self.tab_to(".actions .primary");
        }
        self.press(key::ENTER);
    }

    /// Answers the question in front by clicks alone.
    pub fn answer_by_click(&self, question: &Question, right: bool) {
        self.set_by_click(question, right);
        self.tap(".actions .primary");
    }

    /// Waits for the verdict on the answer and checks it.
    pub fn marked(&self, right: bool) {
        self.stage(Stage::Marked);
        let verdict = self.browser.text(".outcome").expect("a verdict");
        assert_eq!(verdict, if right { "✓ Right." } else { "✗ Not right." }, "{:?}", self.shown());
    }
}
