//! Files that leave the page and files that come into it.

use crate::harness::{Scratch, Visit};
use certdeck::tools::wait;
use serde_json::Value;
use std::fs;

const CATCH: &str = "
    if (!window.caught) {
        window.caught = [];
        const make = URL.createObjectURL;
        URL.createObjectURL = function (blob) { window.caught.push(blob); return make.call(URL, blob); };
        const click = HTMLAnchorElement.prototype.click;
        HTMLAnchorElement.prototype.click = function () { if (!this.download) click.call(this); };
    }
    window.caught.length = 0;";

impl Visit {
    /// The text of the file that the page offers when the button with these words is clicked. The browser's own
    /// saving is left out.
    pub fn offered(&self, button: &str) -> String {
        self.browser.run(CATCH, &[]).expect("the page can be prepared");
        self.tap_text(button);
        self.browser.until("window.caught.length").expect("a file is offered");
        let text = self.browser.run_async("return await window.caught[0].text()", &[]).expect("the file can be read");
        text.as_str().unwrap_or_default().to_owned()
    }

    /// The export, as text.
    pub fn export(&self) -> String {
        self.settings();
        self.offered("Export my progress")
    }

    /// Goes to the page where the learner's data are.
    pub fn settings(&self) {
        self.go("#/data");
        self.headed("Your data");
        self.browser.find("#import").expect("a file field");
    }

    /// Chooses a file of this name and content for import.
    pub fn choose(&self, name: &str, bytes: &[u8]) {
        self.offer(name, bytes);
        // The page has read it when it says something about it.
        let done = "document.querySelector('[aria-label=\"What the file holds\"]') || /\\S/.test(document.getElementById('note').textContent.replace(/^Reading .*/, ''))";
        self.browser.until(done).expect("the page says what it found");
    }

    /// The same, without waiting for what the page says.
    pub fn offer(&self, name: &str, bytes: &[u8]) {
        let folder = Scratch::new();
        let path = folder.0.join(name);
        fs::write(&path, bytes).expect("a file");
        // The field may be drawn anew in the moment in which the page learns what is kept.
        let path = path.display().to_string();
        wait::until(10_000, || self.browser.type_into("#import", &path).ok()).expect("the file can be chosen");
        // The browser reads it when the page does.
        let read = format!("document.body.innerText.includes({})", serde_json::json!(name));
        self.browser
            .until(&read)
            .or_else(|_| self.browser.until("/\\S/.test(document.getElementById('note').textContent)"))
            .expect("the page has seen the file");
    }

    /// Waits for this message on the page of the data.
    pub fn notes(&self, words: &str) {
        let script = "return (document.getElementById('note') || { textContent: '' }).textContent";
        let note =
            || self.browser.run(script, &[]).expect("the page can be read").as_str().unwrap_or_default().to_owned();
        let found = wait::until(10_000, || note().contains(words).then_some(()));
        assert!(found.is_some(), "the page does not say “{words}” but “{}”", note());
    }
}

/// The events of an export, sorted.
pub fn events(export: &str) -> Vec<String> {
    let document: Value = serde_json::from_str(export).expect("an export is JSON");
    assert_eq!(document["format"], "certdeck-progress");
    let mut events: Vec<String> = document["events"].as_array().expect("events").iter().map(Value::to_string).collect();
    assert_eq!(document["count"].as_u64(), Some(events.len() as u64));
    events.sort();
    events
}
