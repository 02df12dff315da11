//! A browser with a page: what tests and measurements do with it.

use super::start::{self, Profile, Running};
use crate::tools::install::Engine;
use crate::tools::program::Programs;
use crate::tools::trouble::Trouble;
use crate::tools::wait;
use serde_json::{Value, json};

/// How long one waits for an element or a condition, milliseconds.
const PATIENCE_MS: u64 = 10_000;

const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Keys without a letter, as WebDriver names them.
pub mod key {
    /// Enter.
    pub const ENTER: &str = "\u{E007}";
    /// Tabulator.
    pub const TAB: &str = "\u{E004}";
    /// Escape.
    pub const ESCAPE: &str = "\u{E00C}";
    /// Space bar.
    pub const SPACE: &str = " ";
    /// Arrow up.
    pub const UP: &str = "\u{E013}";
    /// Arrow down.
    pub const DOWN: &str = "\u{E015}";
}

/// A running browser; dropping it ends browser and driver.
#[derive(Debug)]
pub struct Browser {
    engine: Engine,
    running: Running,
}

/// An element of the page, as long as the page has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element(String);

type Result<T> = std::result::Result<T, Trouble>;

impl Browser {
    /// Starts a browser.
    ///
    /// # Errors
    /// Where browser or driver is missing or does not start.
    pub fn open(engine: Engine, profile: &Profile) -> Result<Self> {
        let running = start::start(&Programs::here()?, engine, profile)?;
        let browser = Self { engine, running };
        browser.post("timeouts", json!({ "script": 60_000, "pageLoad": 60_000, "implicit": 0 }))?;
        Ok(browser)
    }

    /// Which engine it is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Loads an address and waits for the document.
    ///
    /// # Errors
    /// Where it cannot be loaded: offline, for example.
    pub fn goto(&self, url: &str) -> Result<()> {
        self.post("url", json!({ "url": url })).map(|_| ())
    }

    /// The address now.
    ///
    /// # Errors
    /// Where the driver is gone.
    pub fn url(&self) -> Result<String> {
        Ok(self.get("url")?.as_str().unwrap_or_default().to_owned())
    }

    /// The document's title.
    ///
    /// # Errors
    /// Where the driver is gone.
    pub fn title(&self) -> Result<String> {
        Ok(self.get("title")?.as_str().unwrap_or_default().to_owned())
    }

    /// Loads the page again, as the browser's button does. (The driver's own command is another thing in Firefox: it
    /// goes past the service worker.)
    ///
    /// # Errors
    /// Where it is not there within ten seconds.
    pub fn refresh(&self) -> Result<()> {
        self.run("window.old = true; setTimeout(() => location.reload())", &[])?;
        self.until("!window.old && document.readyState === 'complete'")
    }

    /// Goes back in the history, and waits for the page.
    ///
    /// # Errors
    /// Where the driver is gone, or the page does not come.
    pub fn back(&self) -> Result<()> {
        self.post("back", json!({})).map(|_| ())
    }

    /// Runs the body of a function in the page: `return document.title`; what it is given is `arguments`.
    ///
    /// # Errors
    /// What it throws.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.post("execute/sync", json!({ "script": script, "args": arguments }))
    }

    /// Runs the body of an `async` function in the page and waits for what it returns.
    ///
    /// # Errors
    /// What it throws.
    pub fn run_async(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        let wrapped = format!(
            "const done = arguments[arguments.length - 1]; const given = Array.from(arguments).slice(0, -1); \
             (async function () {{ {script} }}).apply(null, given).then((value) => done({{ value }}), (error) => done({{ error: String(error) }}));"
        );
        let answer = self.post("execute/async", json!({ "script": wrapped, "args": arguments }))?;
        match answer.get("error").and_then(Value::as_str) {
            Some(error) => Err(Trouble::new(format!("the script failed in the page: {error}"), "Read the script.")),
            None => Ok(answer.get("value").cloned().unwrap_or(Value::Null)),
        }
    }

    /// Waits until an expression is true in the page.
    ///
    /// # Errors
    /// After ten seconds, with what the page shows then.
    pub fn until(&self, expression: &str) -> Result<()> {
        let script = format!("return !!({expression})");
        let found = wait::until(PATIENCE_MS, || {
            // While a document is exchanged there is nobody to ask.
            self.run(&script, &[]).ok().filter(|value| value == &Value::Bool(true))
        });
        if found.is_some() {
            return Ok(());
        }
        let shown = self.run("return document.title + ' | ' + location.href + ' | ' + (document.body ? document.body.innerText : '').slice(0, 600)", &[]);
        let shown =
            shown.map(|value| value.as_str().unwrap_or_default().to_owned()).unwrap_or_else(|trouble| trouble.what);
        Err(Trouble::new(
            format!("{} waited in vain for `{expression}`; the page shows: {shown}", self.engine),
            "Is the page right, or the test?",
        ))
    }

    /// The first element of a selector, waited for.
    ///
    /// # Errors
    /// Where there is none within ten seconds.
    pub fn find(&self, css: &str) -> Result<Element> {
        let found = wait::until(PATIENCE_MS, || self.all(css).ok().and_then(|elements| elements.into_iter().next()));
        match found {
            Some(element) => Ok(element),
            // The waiting is over; this tells what the page shows.
            None => self.until(&format!("document.querySelector({})", json!(css))).and_then(|()| self.find(css)),
        }
    }

    /// All elements of a selector, now.
    ///
    /// # Errors
    /// Where the selector is none.
    pub fn all(&self, css: &str) -> Result<Vec<Element>> {
        let found = self.post("elements", json!({ "using": "css selector", "value": css }))?;
        let ids = found.as_array().into_iter().flatten().filter_map(|element| element[ELEMENT].as_str());
        Ok(ids.map(|id| Element(id.to_owned())).collect())
    }

    /// Clicks the first element of a selector, as a mouse does.
    ///
    /// # Errors
    /// Where there is none, or something covers it.
    pub fn click(&self, css: &str) -> Result<()> {
        let Element(id) = self.find(css)?;
        self.post(&format!("element/{id}/click"), json!({})).map(|_| ())
    }

    /// Clicks the first button or link with this text.
    ///
    /// # Errors
    /// Where there is none within ten seconds.
    pub fn click_text(&self, text: &str) -> Result<()> {
        let script = "return [...document.querySelectorAll('button, a, summary, label')].find((e) => e.innerText.trim() === arguments[0] && !e.disabled && e.getClientRects().length) || null";
        let found = wait::until(PATIENCE_MS, || {
            let element = self.run(script, &[json!(text)]).ok()?;
            element[ELEMENT].as_str().map(str::to_owned)
        });
        let id = found.ok_or_else(|| {
            Trouble::new(
                format!("{} shows nothing to click named “{text}”", self.engine),
                "Is the page right, or the test?",
            )
        })?;
        self.post(&format!("element/{id}/click"), json!({})).map(|_| ())
    }

    /// The visible text of the first element of a selector.
    ///
    /// # Errors
    /// Where there is none.
    pub fn text(&self, css: &str) -> Result<String> {
        let Element(id) = self.find(css)?;
        Ok(self.get(&format!("element/{id}/text"))?.as_str().unwrap_or_default().to_owned())
    }

    /// Types into a field; for a file field, the file's path.
    ///
    /// # Errors
    /// Where there is none.
    pub fn type_into(&self, css: &str, text: &str) -> Result<()> {
        let Element(id) = self.find(css)?;
        self.post(&format!("element/{id}/value"), json!({ "text": text })).map(|_| ())
    }

    /// Presses keys one after the other, wherever the focus is: see [`key`].
    ///
    /// # Errors
    /// Where the driver is gone.
    pub fn press(&self, keys: &str) -> Result<()> {
        let actions: Vec<Value> = keys
            .chars()
            .flat_map(|key| [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })])
            .collect();
        let body = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] });
        self.post("actions", body).map(|_| ())
    }

    /// Opens a new tab and goes to it; gives back its name.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub fn new_tab(&self) -> Result<String> {
        let tab = self.post("window/new", json!({ "type": "tab" }))?;
        let name = tab["handle"].as_str().unwrap_or_default().to_owned();
        self.switch_to(&name)?;
        Ok(name)
    }

    /// The name of the tab in which we are.
    ///
    /// # Errors
    /// Where the driver is gone.
    pub fn tab(&self) -> Result<String> {
        Ok(self.get("window")?.as_str().unwrap_or_default().to_owned())
    }

    /// Goes to another tab.
    ///
    /// # Errors
    /// Where there is none of this name.
    pub fn switch_to(&self, tab: &str) -> Result<()> {
        self.post("window", json!({ "handle": tab })).map(|_| ())
    }

    /// Sets the size of the window, pixels.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub fn resize(&self, width: u32, height: u32) -> Result<()> {
        self.post("window/rect", json!({ "width": width, "height": height })).map(|_| ())
    }

    /// A picture of what is seen, PNG in base64.
    ///
    /// # Errors
    /// Where the driver refuses.
    pub fn screenshot(&self) -> Result<String> {
        Ok(self.get("screenshot")?.as_str().unwrap_or_default().to_owned())
    }

    /// What went wrong in the page: failures and broken policies that the start script noted and, in Chromium, errors
    /// on the console.
    ///
    /// # Errors
    /// Where the driver is gone.
    pub fn trouble(&self) -> Result<Vec<String>> {
        let noted = self.run("return window.certdeck ? [...window.certdeck.trouble] : []", &[])?;
        let mut trouble: Vec<String> =
            noted.as_array().into_iter().flatten().map(|line| line.as_str().unwrap_or_default().to_owned()).collect();
        if self.engine == Engine::Chromium {
            let log = self.post("se/log", json!({ "type": "browser" }))?;
            let severe = log.as_array().into_iter().flatten().filter(|entry| entry["level"] == "SEVERE");
            trouble.extend(severe.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()));
        }
        Ok(trouble)
    }

    /// A command of Chromium's own protocol.
    ///
    /// # Errors
    /// In other engines, and what the browser says.
    pub fn cdp(&self, command: &str, parameters: Value) -> Result<Value> {
        self.post("goog/cdp/execute", json!({ "cmd": command, "params": parameters }))
    }

    fn get(&self, path: &str) -> Result<Value> {
        self.running.wire.send("GET", &self.path(path), None)
    }

    fn post(&self, path: &str, body: Value) -> Result<Value> {
        self.running.wire.send("POST", &self.path(path), Some(&body))
    }

    fn path(&self, path: &str) -> String {
        format!("/session/{}/{path}", self.running.session)
    }
}
