//! The port to a worker: it is started, asked one question, and ended. Nothing of it runs on the page's thread.
//!
//! Each step has its time: until the worker says that it is ready, and until it answers. Whatever does not come from
//! the build that this page names is refused. Calling it off ends the worker at once, in the middle of its work.

use super::message::{Kind, Message};
use super::timer::{self, Timer};
use gloo_events::{EventListener, EventListenerOptions};
use js_sys::{Function, Reflect};
use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, MessageEvent, Worker};

/// Loading may take that long: a slow connection brings 70 kB in it.
const READY_MS: u32 = 15_000;

/// Why there is no answer. `Display` is for learners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PortError {
    /// The browser has no workers, or does not allow this one, or this build has none.
    Missing,
    /// Its files did not come, or it failed before it was ready.
    Unreachable,
    /// It was never ready.
    Mute,
    /// It was ready and did not answer in time.
    Silent,
    /// It failed at its work.
    Died,
    /// What answered is of another build.
    Stranger,
}

impl fmt::Display for PortError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "This browser does not let the page compute in the background, which this needs.",
            Self::Unreachable => {
                "The part that computes this could not be loaded. Try again while online; if it fails once more, reload the page."
            }
            Self::Mute => "The part that computes this did not start in time. Try again, with a better connection if you can.",
            Self::Silent => "There was no answer in time, so it was stopped. Try again with fewer other tabs open.",
            Self::Died => "The computation failed and was stopped. Reload the page and try again; if it fails once more, report it.",
            Self::Stranger => "The part that computes this is of another version of Certdeck. Reload the page, then try again.",
        })
    }
}

impl std::error::Error for PortError {}

/// A question that is on its way; dropping it calls it off and ends the worker.
#[must_use = "dropping a question calls it off"]
pub struct Errand {
    _running: Rc<Running>,
}

/// What is called with the answer.
type Then = Box<dyn FnOnce(Result<Vec<u32>, PortError>)>;

struct Running {
    worker: Worker,
    build: String,
    version: u32,
    answer_ms: u32,
    /// What is to be asked; none once it was.
    question: RefCell<Option<Vec<u32>>>,
    then: RefCell<Option<Then>>,
    timer: Cell<Option<Timer>>,
    listeners: RefCell<Vec<EventListener>>,
}

/// Starts the worker that the page calls `name`, asks and calls `then` with the answer, once. `version` is that of
/// what the words mean; the worker has `answer_ms` milliseconds from the question on.
///
/// # Errors
/// Where no worker can be started at all; what goes wrong later is told to `then`.
pub fn ask(
    name: &str,
    version: u32,
    question: Vec<u32>,
    answer_ms: u32,
    then: impl FnOnce(Result<Vec<u32>, PortError>) + 'static,
) -> Result<Errand, PortError> {
    let (script, build) = script(name).ok_or(PortError::Missing)?;
    let worker = start(&script).ok_or(PortError::Missing)?;
    let running = Rc::new(Running {
        worker,
        build,
        version,
        answer_ms,
        question: RefCell::new(Some(question)),
        then: RefCell::new(Some(Box::new(then))),
        timer: Cell::new(None),
        listeners: RefCell::default(),
    });
    let on = |event: &'static str, then: fn(&Rc<Running>, &Event)| {
        let weak = Rc::downgrade(&running);
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&running.worker, event, options, move |event| {
            if let Some(running) = weak.upgrade() {
                then(&running, event);
            }
        })
    };
    let listeners = vec![
        on("message", Running::hear),
        on("messageerror", |running, _| running.end(Err(PortError::Died))),
        on("error", |running, event| {
            // Told here; else it would be told to the window as well, as if the page had failed.
            event.prevent_default();
            let asked = running.question.borrow().is_none();
            running.end(Err(if asked { PortError::Died } else { PortError::Unreachable }));
        }),
    ];
    *running.listeners.borrow_mut() = listeners;
    running.wait(READY_MS, PortError::Mute);
    Ok(Errand { _running: running })
}

impl Running {
    /// Takes a message of the worker.
    fn hear(self: &Rc<Self>, event: &Event) {
        let message = event.dyn_ref::<MessageEvent>().and_then(|event| Message::read(&event.data()));
        let Some(message) = message.filter(|message| message.build == self.build && message.version == self.version)
        else {
            return self.end(Err(PortError::Stranger));
        };
        let question = self.question.take();
        match (message.kind, question) {
            (Kind::Ready, Some(words)) => {
                self.wait(self.answer_ms, PortError::Silent);
                let question =
                    Message { build: self.build.clone(), version: self.version, kind: Kind::Question, words };
                if self.worker.post_message(&question.write()).is_err() {
                    self.end(Err(PortError::Died));
                }
            }
            (Kind::Answer, None) => self.end(Ok(message.words)),
            // Out of turn: nothing that this page's worker does.
            _ => self.end(Err(PortError::Stranger)),
        }
    }

    /// Ends with this error unless something else happens before.
    fn wait(self: &Rc<Self>, ms: u32, error: PortError) {
        let weak = Rc::downgrade(self);
        self.timer.set(Some(timer::after(ms, move || {
            if let Some(running) = weak.upgrade() {
                running.end(Err(error));
            }
        })));
    }

    fn end(&self, result: Result<Vec<u32>, PortError>) {
        self.timer.set(None);
        self.worker.terminate();
        if let Some(then) = self.then.take() {
            then(result);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// The script of a worker, and the build of its files: `optimizer.<build>.js`, as the page's head names it.
fn script(name: &str) -> Option<(String, String)> {
    let document = web_sys::window()?.document()?;
    let selector = ["meta[name=certdeck-", name, "]"].concat();
    let script = document.query_selector(&selector).ok()??.get_attribute("content")?;
    let build = script.split('.').nth(1)?.to_owned();
    Some((script, build))
}

/// Through the start script, which alone may let an address of a script past the page's policy.
fn start(script: &str) -> Option<Worker> {
    let shared = Reflect::get(&JsValue::from(web_sys::window()?), &JsValue::from_str("certdeck")).ok()?;
    let start: Function = Reflect::get(&shared, &JsValue::from_str("worker")).ok()?.dyn_into().ok()?;
    start.call1(&shared, &JsValue::from_str(script)).ok()?.dyn_into().ok()
}
