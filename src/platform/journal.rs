//! IndexedDB as a journal that survives a crash: names and texts, written in strict transactions.
//!
//! `localStorage` is visible at once and may lose the last minute when the browser is killed; a strict transaction
//! loses nothing that it confirmed. Writes that wait are put into one transaction.

use super::fault::Fault;
use gloo_events::EventListener;
use js_sys::{Array, Function, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbOpenDbRequest, IdbTransaction};

const DATABASE: &str = "certdeck/journal";
const STORE: &str = "records";
const VERSION: u32 = 1;

/// The database, opened at first use and again after the browser has closed it.
#[derive(Clone, Default)]
pub(super) struct Journal {
    open: Rc<RefCell<Option<IdbDatabase>>>,
}

/// One change of the journal.
pub(super) enum Write {
    /// This name holds this text.
    Put(String, String),
    /// This name is gone.
    Remove(String),
}

impl Journal {
    /// All names and texts.
    pub(super) async fn read(&self) -> Result<Vec<(String, String)>, Fault> {
        let transaction = self.begin("readonly").await?;
        let store = transaction.object_store(STORE)?;
        let (names, texts) = (store.get_all_keys()?, store.get_all()?);
        completed(&transaction).await?;
        let texts: Array = texts.result()?.dyn_into().map_err(|_| Fault::Failed)?;
        let names: Array = names.result()?.dyn_into().map_err(|_| Fault::Failed)?;
        // A value that is no text was not written by us; the text form of nothing is offered for quarantine.
        let text = |value: JsValue| value.as_string().unwrap_or_default();
        Ok(names.iter().zip(texts.iter()).filter_map(|(name, value)| Some((name.as_string()?, text(value)))).collect())
    }

    /// All names.
    pub(super) async fn names(&self) -> Result<Vec<String>, Fault> {
        let transaction = self.begin("readonly").await?;
        let names = transaction.object_store(STORE)?.get_all_keys()?;
        completed(&transaction).await?;
        let names: Array = names.result()?.dyn_into().map_err(|_| Fault::Failed)?;
        Ok(names.iter().filter_map(|name| name.as_string()).collect())
    }

    /// The text of a name, as it stands on the disk.
    pub(super) async fn get(&self, name: &str) -> Result<Option<String>, Fault> {
        let transaction = self.begin("readonly").await?;
        let text = transaction.object_store(STORE)?.get(&JsValue::from_str(name))?;
        completed(&transaction).await?;
        Ok(text.result()?.as_string())
    }

    /// All changes or none; when this returns, they are on the disk.
    pub(super) async fn write(&self, writes: &[Write]) -> Result<(), Fault> {
        let transaction = self.begin("readwrite").await?;
        let store = transaction.object_store(STORE)?;
        for write in writes {
            match write {
                Write::Put(name, text) => store.put_with_key(&JsValue::from_str(text), &JsValue::from_str(name))?,
                Write::Remove(name) => store.delete(&JsValue::from_str(name))?,
            };
        }
        completed(&transaction).await
    }

    async fn begin(&self, mode: &str) -> Result<IdbTransaction, Fault> {
        let open = self.open.borrow().clone();
        if let Some(transaction) = open.and_then(|database| start(&database, mode).ok()) {
            return Ok(transaction);
        }
        let database = connect().await?;
        let held = Rc::clone(&self.open);
        // Another tab wants to change or delete the database: stand aside, open again when needed.
        EventListener::once(&database, "versionchange", move |_| {
            if let Some(database) = held.take() {
                database.close();
            }
        })
        .forget();
        let transaction = start(&database, mode)?;
        *self.open.borrow_mut() = Some(database);
        Ok(transaction)
    }
}

/// Starts a transaction that counts as complete only when it is on the disk.
fn start(database: &IdbDatabase, mode: &str) -> Result<IdbTransaction, Fault> {
    // `web-sys` does not know the options yet.
    let options = Object::new();
    Reflect::set(&options, &JsValue::from_str("durability"), &JsValue::from_str("strict"))?;
    let method: Function =
        Reflect::get(database, &JsValue::from_str("transaction"))?.dyn_into().map_err(|_| Fault::Missing)?;
    let transaction = method.call3(database, &JsValue::from_str(STORE), &JsValue::from_str(mode), &options)?;
    transaction.dyn_into().map_err(|_| Fault::Failed)
}

async fn connect() -> Result<IdbDatabase, Fault> {
    let factory = web_sys::window().ok_or(Fault::Missing)?.indexed_db().map_err(|_| Fault::Blocked)?;
    let factory = factory.ok_or(Fault::Missing)?;
    let request: IdbOpenDbRequest = factory.open_with_u32(DATABASE, VERSION)?;
    let upgraded = request.clone();
    let upgrade = EventListener::once(&request, "upgradeneeded", move |_| {
        let database = upgraded.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok());
        // Where this fails the transaction below fails too, with the reason.
        let _ = database.map(|database| database.create_object_store(STORE));
    });
    settled(&request, "success", &["error", "blocked"], {
        let request = request.clone();
        move || request.error().ok().flatten().map_or(JsValue::NULL, JsValue::from)
    })
    .await?;
    drop(upgrade);
    request.result()?.dyn_into().map_err(|_| Fault::Failed)
}

async fn completed(transaction: &IdbTransaction) -> Result<(), Fault> {
    let failed = transaction.clone();
    settled(transaction, "complete", &["abort", "error"], move || failed.error().map_or(JsValue::NULL, JsValue::from))
        .await
}

/// Waits for one event or another.
async fn settled(
    target: &web_sys::EventTarget,
    good: &'static str,
    bad: &[&'static str],
    reason: impl Fn() -> JsValue + 'static,
) -> Result<(), Fault> {
    let listeners = RefCell::new(Vec::new());
    let reason = Rc::new(reason);
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        let mut listeners = listeners.borrow_mut();
        listeners.push(EventListener::once(target, good, move |_| call(&resolve, &JsValue::NULL)));
        for name in bad {
            let (reject, reason) = (reject.clone(), Rc::clone(&reason));
            listeners.push(EventListener::once(target, *name, move |_| call(&reject, &reason())));
        }
    });
    JsFuture::from(promise).await?;
    Ok(())
}

fn call(function: &Function, argument: &JsValue) {
    // The functions that settle a promise do not throw.
    let _ = function.call1(&JsValue::NULL, argument);
}

/// Changes that wait for the journal, and those who wait for them.
pub(super) struct Queue {
    journal: Journal,
    waiting: RefCell<Vec<Write>>,
    running: Cell<bool>,
    idle: RefCell<Vec<Function>>,
}

impl Queue {
    /// An empty queue before a journal.
    pub(super) fn new(journal: Journal) -> Self {
        Self { journal, waiting: RefCell::default(), running: Cell::new(false), idle: RefCell::default() }
    }

    /// The journal behind the queue.
    pub(super) fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Adds changes; `done` hears of each batch when it is on the disk or has failed.
    pub(super) fn add(self: &Rc<Self>, writes: Vec<Write>, done: impl Fn(Vec<Write>, Result<(), Fault>) + 'static) {
        self.waiting.borrow_mut().extend(writes);
        if self.running.replace(true) {
            return;
        }
        let queue = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            loop {
                let batch = queue.waiting.take();
                if batch.is_empty() {
                    break;
                }
                let result = queue.journal.write(&batch).await;
                done(batch, result);
            }
            queue.running.set(false);
            for resolve in queue.idle.take() {
                call(&resolve, &JsValue::NULL);
            }
        });
    }

    /// Whether something waits or is being written.
    pub(super) fn busy(&self) -> bool {
        self.running.get()
    }

    /// Waits until nothing waits.
    pub(super) async fn idle(&self) {
        if self.running.get() {
            let promise = Promise::new(&mut |resolve, _| self.idle.borrow_mut().push(resolve));
            // It is never rejected.
            let _ = JsFuture::from(promise).await;
        }
    }
}

/// Waits for a promise at most so long.
pub(super) async fn patiently(ms: i32, work: impl Future<Output = ()> + 'static) -> Result<(), Fault> {
    let mut work = Some(work);
    let work = Promise::new(&mut |resolve, _| {
        if let Some(work) = work.take() {
            wasm_bindgen_futures::spawn_local(async move {
                work.await;
                call(&resolve, &JsValue::TRUE);
            });
        }
    });
    let window = web_sys::window().ok_or(Fault::Missing)?;
    let limit = Promise::new(&mut |resolve, _| {
        let fire = Closure::once_into_js(move || call(&resolve, &JsValue::FALSE));
        // Without timers we would have to wait for ever, which is what happens then.
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(fire.unchecked_ref(), ms);
    });
    if JsFuture::from(Promise::race(&Array::of2(&work, &limit))).await?.is_truthy() { Ok(()) } else { Err(Fault::Slow) }
}
