//! A database of backups. A backup is a line that says what it holds and a list of parts; parts are shared, and those
//! that no backup names any more go in the same transaction as the last one that did.

use super::database::{self, Change, completed};
use super::fault::Fault;
use crate::engine::sorted::Set;
use gloo_events::EventListener;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::IdbTransaction;

const BACKUPS: &str = "backups";
const PARTS: &str = "parts";

/// A backup without its parts' texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Unique.
    pub name: String,
    /// What it holds.
    pub held: String,
    /// The names of its parts, in order.
    pub parts: Vec<String>,
}

/// All backups, by name.
///
/// # Errors
/// The fault, where the database cannot be read.
pub async fn list() -> Result<Vec<Backup>, Fault> {
    let database = database::open().await?;
    let transaction = database.begin(&[BACKUPS], Change::Read)?;
    let store = transaction.object_store(BACKUPS)?;
    let (names, values) = (store.get_all_keys()?, store.get_all()?);
    completed(&transaction).await?;
    let (names, values) = (Array::from(&names.result()?), Array::from(&values.result()?));
    let texts = |value: JsValue| Array::from(&value).iter().filter_map(|text| text.as_string()).collect::<Vec<_>>();
    Ok(names
        .iter()
        .zip(values.iter())
        .filter_map(|(name, value)| {
            let mut texts = texts(value).into_iter();
            Some(Backup { name: name.as_string()?, held: texts.next()?, parts: texts.collect() })
        })
        .collect())
}

/// The names of all parts that are there.
///
/// # Errors
/// The fault, where the database cannot be read.
pub async fn parts() -> Result<Set<String>, Fault> {
    let database = database::open().await?;
    let transaction = database.begin(&[PARTS], Change::Read)?;
    let names = transaction.object_store(PARTS)?.get_all_keys()?;
    completed(&transaction).await?;
    let mut set = Set::new();
    for name in Array::from(&names.result()?).iter().filter_map(|name| name.as_string()) {
        set.insert(name);
    }
    Ok(set)
}

/// The texts of these parts; none for a part that is not there.
///
/// # Errors
/// The fault, where the database cannot be read.
pub async fn read(names: &[String]) -> Result<Vec<Option<String>>, Fault> {
    let database = database::open().await?;
    let transaction = database.begin(&[PARTS], Change::Read)?;
    let store = transaction.object_store(PARTS)?;
    let requests = names.iter().map(|name| store.get(&JsValue::from_str(name))).collect::<Result<Vec<_>, _>>()?;
    completed(&transaction).await?;
    requests.iter().map(|request| Ok(request.result()?.as_string())).collect()
}

/// Takes a backup in, with the texts of the parts that were not there, and lets others go: all of it or nothing. When
/// this returns, it is on the disk.
///
/// # Errors
/// The fault; [`Fault::Failed`] also where one of its parts is neither given nor there.
pub async fn save(backup: &Backup, fresh: &[(String, String)], gone: &[String]) -> Result<(), Fault> {
    let database = database::open().await?;
    let transaction = database.begin(&[BACKUPS, PARTS], Change::Write)?;
    let (backups, parts) = (transaction.object_store(BACKUPS)?, transaction.object_store(PARTS)?);
    for (name, text) in fresh {
        parts.put_with_key(&JsValue::from_str(text), &JsValue::from_str(name))?;
    }
    let texts = std::iter::once(&backup.held).chain(&backup.parts);
    let value: Array = texts.map(|text| JsValue::from_str(text)).collect();
    backups.put_with_key(&value, &JsValue::from_str(&backup.name))?;
    sweep(&transaction, gone, backup.parts.clone()).await
}

/// Lets backups go, and the parts that were only theirs.
///
/// # Errors
/// The fault; then all are still there.
pub async fn remove(names: &[String]) -> Result<(), Fault> {
    let database = database::open().await?;
    let transaction = database.begin(&[BACKUPS, PARTS], Change::Write)?;
    sweep(&transaction, names, Vec::new()).await
}

/// Removes backups, then every part that no backup names; fails where a part that is needed is not there.
async fn sweep(transaction: &IdbTransaction, gone: &[String], needed: Vec<String>) -> Result<(), Fault> {
    let (backups, parts) = (transaction.object_store(BACKUPS)?, transaction.object_store(PARTS)?);
    for name in gone {
        backups.delete(&JsValue::from_str(name))?;
    }
    let all = backups.get_all()?;
    let names = parts.get_all_keys()?;
    let (asked, held) = (names.clone(), transaction.clone());
    let listening = EventListener::once(&names, "success", move |_| {
        let decide = || -> Result<bool, JsValue> {
            let mut used = Set::new();
            for backup in Array::from(&all.result()?).iter() {
                for part in Array::from(&backup).iter().skip(1).filter_map(|part| part.as_string()) {
                    used.insert(part);
                }
            }
            let mut there = Set::new();
            for name in Array::from(&asked.result()?).iter().filter_map(|name| name.as_string()) {
                if !used.contains(&name) {
                    parts.delete(&JsValue::from_str(&name))?;
                }
                there.insert(name);
            }
            Ok(needed.iter().all(|name| there.contains(name)))
        };
        if !decide().unwrap_or(false) {
            // What can't be aborted is over already.
            let _ = held.dyn_ref::<IdbTransaction>().map(IdbTransaction::abort);
        }
    });
    let result = completed(transaction).await;
    drop(listening);
    result
}
