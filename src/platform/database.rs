//! The database `certdeck/backups`: opened for one piece of work, closed after it, so that it never stands in the way
//! of another version's.

use super::fault::Fault;
use super::script;
use gloo_events::EventListener;
use js_sys::{Array, Function, Promise};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{EventTarget, IdbDatabase, IdbOpenDbRequest, IdbTransaction};

const NAME: &str = "certdeck/backups";
const STORES: [&str; 3] = ["backups", "parts", "file"];
const VERSION: u32 = 1;

/// What a transaction is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Only looking.
    Read,
    /// Changing; complete when it is on the disk.
    Write,
}

/// The database, open until dropped.
pub(super) struct Database(IdbDatabase);

impl Drop for Database {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Opens it.
pub(super) async fn open() -> Result<Database, Fault> {
    let factory = web_sys::window().ok_or(Fault::Missing)?.indexed_db().map_err(|_| Fault::Blocked)?;
    let request: IdbOpenDbRequest = factory.ok_or(Fault::Missing)?.open_with_u32(NAME, VERSION)?;
    let upgraded = request.clone();
    let upgrade = EventListener::once(&request, "upgradeneeded", move |_| {
        let database = upgraded.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok());
        for store in STORES {
            // Where this fails the transactions fail too, with the reason.
            let _ = database.as_ref().map(|database| database.create_object_store(store));
        }
    });
    let failed = request.clone();
    settled(&request, "success", &["error", "blocked"], move || {
        failed.error().ok().flatten().map_or(JsValue::NULL, JsValue::from)
    })
    .await?;
    drop(upgrade);
    request.result()?.dyn_into().map(Database).map_err(|_| Fault::Failed)
}

impl Database {
    /// Starts a transaction.
    pub(super) fn begin(&self, stores: &[&str], change: Change) -> Result<IdbTransaction, Fault> {
        let stores: Array = stores.iter().map(|store| JsValue::from_str(store)).collect();
        let mode = if change == Change::Write { "readwrite" } else { "readonly" };
        // `web-sys` does not know the option yet.
        let options = script::object(&[("durability", JsValue::from_str("strict"))]);
        let transaction = script::call(&self.0, "transaction", &[stores.into(), JsValue::from_str(mode), options])?;
        transaction.dyn_into().map_err(|_| Fault::Failed)
    }
}

/// Waits until a transaction is complete.
pub(super) async fn completed(transaction: &IdbTransaction) -> Result<(), Fault> {
    let failed = transaction.clone();
    settled(transaction, "complete", &["abort", "error"], move || failed.error().map_or(JsValue::NULL, JsValue::from))
        .await
}

/// Waits for one event or another.
async fn settled(
    target: &EventTarget,
    good: &'static str,
    bad: &[&'static str],
    reason: impl Fn() -> JsValue + Clone + 'static,
) -> Result<(), Fault> {
    let listeners = RefCell::new(Vec::new());
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        let mut listeners = listeners.borrow_mut();
        // The functions that settle a promise do not throw.
        listeners.push(EventListener::once(target, good, move |_| drop(resolve.call0(&JsValue::NULL))));
        for name in bad {
            let (reject, reason) = (reject.clone(), reason.clone());
            listeners.push(EventListener::once(target, *name, move |_| drop(reject.call1(&JsValue::NULL, &reason()))));
        }
    });
    JsFuture::from(promise).await?;
    Ok(())
}
