//! A lock that one tab holds, of all tabs of this browser: Web Locks, or a key of `localStorage` that is renewed
//! while the lock is held.
//!
//! It keeps two tabs from doing the same thing; nothing is lost where it fails.

use super::{clock, entropy, storage, timer};
use js_sys::{Function, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// How often a held key is renewed, milliseconds.
const RENEW_MS: u32 = 1_000;
/// A key that was not renewed for so long is free: background tabs are slowed down to one timer a minute.
const STALE_MS: i64 = 65_000;

/// How often somebody who waits looks, milliseconds.
const STEP_MS: u32 = 25;

/// How it stands with a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grip {
    /// This tab has it.
    Held,
    /// Another tab has it.
    Busy,
    /// This tab had it, and another took it.
    Lost,
}

/// A lock that was asked for; dropping it lets it go.
#[must_use = "dropping a lock lets it go"]
pub struct Lock {
    hold: Rc<Hold>,
}

struct Hold {
    name: String,
    over: Cell<bool>,
    /// Settles the promise for which the browser keeps the lock.
    release: RefCell<Option<Function>>,
    /// What the key of `localStorage` says while this tab holds it; empty where the browser has locks.
    token: String,
    then: Box<dyn Fn(Grip)>,
}

/// Asks for the lock `certdeck/<name>`; with `take` even where another tab holds it, which then loses it. `then`
/// hears how it stands, later too.
pub fn hold(name: &str, take: bool, then: impl Fn(Grip) + 'static) -> Lock {
    let manager = manager();
    let token = if manager.is_some() { String::new() } else { entropy::u64().to_string() };
    let hold = Rc::new(Hold {
        name: name.to_owned(),
        over: Cell::new(false),
        release: RefCell::new(None),
        token,
        then: Box::new(then),
    });
    let lock = Lock { hold: Rc::clone(&hold) };
    timer::spawn(async move {
        match manager {
            Some((manager, request)) => by_browser(&hold, &manager, &request, take).await,
            None => by_key(&hold, take).await,
        }
    });
    lock
}

/// Waits until this tab has the lock; takes it from another tab that still has it after so many milliseconds.
pub(super) async fn wait(name: &str, ms: u32) -> Lock {
    let mut waited = 0;
    loop {
        let take = waited >= ms;
        let grip = Rc::new(Cell::new(None));
        let told = Rc::clone(&grip);
        let lock = hold(name, take, move |now| told.set(Some(now)));
        // A browser that does not answer at all is no reason to wait for ever.
        while grip.get().is_none() && waited < 2 * ms {
            timer::sleep(STEP_MS).await;
            waited += STEP_MS;
        }
        if take || grip.get() == Some(Grip::Held) || waited >= 2 * ms {
            return lock;
        }
        drop(lock);
        timer::sleep(STEP_MS).await;
        waited += STEP_MS;
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.hold.over.set(true);
        if let Some(release) = self.hold.release.take() {
            // The function that settles a promise does not throw.
            let _ = release.call0(&JsValue::NULL);
        }
        if !self.hold.token.is_empty() && owner(&self.hold).is_some_and(|(token, _)| token == self.hold.token) {
            // A key that stays is stale soon.
            let _ = storage::remove(&key(&self.hold));
        }
    }
}

impl Hold {
    fn tell(&self, grip: Grip) {
        if !self.over.get() {
            (self.then)(grip);
        }
    }
}

/// `navigator.locks` and its `request`; none where the browser has no locks or the page is not from a safe address.
fn manager() -> Option<(JsValue, Function)> {
    let navigator = web_sys::window()?.navigator();
    let manager = Reflect::get(&navigator, &JsValue::from_str("locks")).ok()?;
    let request = Reflect::get(&manager, &JsValue::from_str("request")).ok()?.dyn_into().ok()?;
    Some((manager, request))
}

async fn by_browser(hold: &Rc<Hold>, manager: &JsValue, request: &Function, take: bool) {
    let options = Object::new();
    let way = if take { "steal" } else { "ifAvailable" };
    // Setting a property of a fresh object can't fail.
    let _ = Reflect::set(&options, &JsValue::from_str(way), &JsValue::TRUE);
    let given = Rc::clone(hold);
    let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        if lock.is_null() || given.over.get() {
            given.tell(Grip::Busy);
            return JsValue::UNDEFINED;
        }
        given.tell(Grip::Held);
        // The browser keeps the lock until this promise is settled.
        let kept = Rc::clone(&given);
        Promise::new(&mut |resolve, _| *kept.release.borrow_mut() = Some(resolve)).into()
    });
    let name = JsValue::from_str(&[storage::PREFIX, &hold.name].concat());
    let asked = request.call3(manager, &name, &options, &granted);
    let asked = asked.and_then(|promise| promise.dyn_into::<Promise>());
    match asked {
        Ok(promise) => {
            if wasm_bindgen_futures::JsFuture::from(promise).await.is_err() {
                hold.tell(Grip::Lost);
            }
        }
        // A browser that has locks and refuses them: rather two tabs than none.
        Err(_) => hold.tell(Grip::Held),
    }
}

fn key(hold: &Hold) -> String {
    ["lock/", &hold.name].concat()
}

/// Who holds the key, and when it was renewed.
fn owner(hold: &Hold) -> Option<(String, i64)> {
    let text = storage::read(&key(hold)).ok()??;
    let (token, at) = text.split_once('|')?;
    Some((token.to_owned(), at.parse().ok()?))
}

async fn by_key(hold: &Rc<Hold>, take: bool) {
    let now = clock::now().at.0;
    let held_by_other = owner(hold).is_some_and(|(_, at)| (now - at).abs() < STALE_MS);
    if held_by_other && !take {
        return hold.tell(Grip::Busy);
    }
    let renew = || {
        let text = [&hold.token, "|", &clock::now().at.0.to_string()].concat();
        // Without storage no other tab can be told; that there is none is shown elsewhere.
        let _ = storage::write(&key(hold), &text);
    };
    renew();
    hold.tell(Grip::Held);
    loop {
        timer::sleep(RENEW_MS).await;
        if hold.over.get() {
            return;
        }
        if owner(hold).is_some_and(|(token, _)| token != hold.token) {
            return hold.tell(Grip::Lost);
        }
        renew();
    }
}
