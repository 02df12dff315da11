//! A file that the learner has picked to be kept up to date: the File System Access API, where the browser has it.
//!
//! The handle is kept in the database, so that the next visit finds it; whether it may still be used is for the browser
//! to say, and it may want to be asked again by a click.

use super::database::{self, Change, completed};
use super::fault::Fault;
use super::script;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

const STORE: &str = "file";
const HANDLE: &str = "handle";

/// A file that was picked.
#[derive(Clone, Debug)]
pub struct Picked(JsValue);

/// Whether a file may be read and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// It may.
    Granted,
    /// After a click that asks.
    Ask,
    /// The learner has said no.
    Denied,
}

/// Whether this browser can keep a file.
#[must_use]
pub fn offered() -> bool {
    script::window_has("showSaveFilePicker") && script::window_has("showOpenFilePicker")
}

/// Lets the learner pick a place for a new file; to be called from a click. None where nothing was picked. A file that
/// stands there is emptied by the browser: for one that holds something there is [`existing`].
///
/// # Errors
/// The fault, where the browser cannot or may not.
pub async fn new(file_name: &str) -> Result<Option<Picked>, Fault> {
    let options = script::object(&[("suggestedName", JsValue::from_str(file_name)), ("types", types())]);
    pick("showSaveFilePicker", options).await
}

/// Lets the learner pick a file that is there; to be called from a click. None where nothing was picked.
///
/// # Errors
/// The fault, where the browser cannot or may not.
pub async fn existing() -> Result<Option<Picked>, Fault> {
    pick("showOpenFilePicker", script::object(&[("types", types())])).await
}

fn types() -> JsValue {
    let endings: Array = Array::of1(&JsValue::from_str(".json"));
    let accept = script::object(&[("application/json", endings.into())]);
    let kind = script::object(&[("description", JsValue::from_str("Progress of Certdeck")), ("accept", accept)]);
    Array::of1(&kind).into()
}

async fn pick(method: &str, options: JsValue) -> Result<Option<Picked>, Fault> {
    let window = web_sys::window().ok_or(Fault::Missing)?;
    match script::wait(&window, method, &[options]).await {
        // One picker gives a file, the other a list of files.
        Ok(list) if Array::is_array(&list) => Ok(Some(Picked(Array::from(&list).get(0)))),
        Ok(file) => Ok(Some(Picked(file))),
        Err(Fault::Cancelled) => Ok(None),
        Err(fault) => Err(fault),
    }
}

impl Picked {
    /// The file's name.
    #[must_use]
    pub fn name(&self) -> String {
        script::get(&self.0, "name").as_string().unwrap_or_default()
    }

    /// Whether it may be used; with `ask`, to be called from a click, the learner is asked.
    pub async fn permission(&self, ask: bool) -> Permission {
        let method = if ask { "requestPermission" } else { "queryPermission" };
        let mode = script::object(&[("mode", JsValue::from_str("readwrite"))]);
        let answer = script::wait(&self.0, method, &[mode]).await.ok().and_then(|answer| answer.as_string());
        match answer.as_deref() {
            Some("granted") => Permission::Granted,
            Some("denied") => Permission::Denied,
            _ => Permission::Ask,
        }
    }

    /// When the file was changed last, milliseconds, and how large it is.
    ///
    /// # Errors
    /// The fault: it was moved or deleted, or may not be read.
    pub async fn state(&self) -> Result<(i64, u64), Fault> {
        let file = self.file().await?;
        Ok((file.last_modified() as i64, file.size() as u64))
    }

    /// What is in the file.
    ///
    /// # Errors
    /// The fault; [`Fault::Full`] where it is larger than the limit.
    pub async fn read(&self, limit_bytes: u64) -> Result<String, Fault> {
        let file = self.file().await?;
        if file.size() as u64 > limit_bytes {
            return Err(Fault::Full);
        }
        script::wait(&file, "text", &[]).await?.as_string().ok_or(Fault::Failed)
    }

    /// Puts a text in the place of what is in the file: all of it, or nothing is changed.
    ///
    /// # Errors
    /// The fault.
    pub async fn write(&self, text: &str) -> Result<(), Fault> {
        let stream = script::wait(&self.0, "createWritable", &[]).await?;
        let written = script::wait(&stream, "write", &[JsValue::from_str(text)]).await;
        if let Err(fault) = written {
            // Then the file stays as it was.
            let _ = script::wait(&stream, "abort", &[]).await;
            return Err(fault);
        }
        script::wait(&stream, "close", &[]).await?;
        Ok(())
    }

    async fn file(&self) -> Result<File, Fault> {
        script::wait(&self.0, "getFile", &[]).await?.dyn_into().map_err(|_| Fault::Failed)
    }
}

/// Keeps the handle for the next visit, or with none forgets it.
///
/// # Errors
/// The fault, where the database cannot be written.
pub async fn remember(picked: Option<&Picked>) -> Result<(), Fault> {
    let database = database::open().await?;
    let transaction = database.begin(&[STORE], Change::Write)?;
    let store = transaction.object_store(STORE)?;
    match picked {
        Some(Picked(handle)) => store.put_with_key(handle, &JsValue::from_str(HANDLE))?,
        None => store.delete(&JsValue::from_str(HANDLE))?,
    };
    completed(&transaction).await
}

/// The handle of an earlier visit.
pub async fn recall() -> Option<Picked> {
    let database = database::open().await.ok()?;
    let transaction = database.begin(&[STORE], Change::Read).ok()?;
    let request = transaction.object_store(STORE).ok()?.get(&JsValue::from_str(HANDLE)).ok()?;
    completed(&transaction).await.ok()?;
    request.result().ok().filter(JsValue::is_object).map(Picked)
}
