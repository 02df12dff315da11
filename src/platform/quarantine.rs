//! What could not be read and may still be worth something: kept under `certdeck/quarantine/`, never overwritten.

use super::fault::Fault;
use super::storage;
use crate::engine::sorted::sort;

const UNDER: &str = "quarantine/";

/// Something that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Where it stood before, and a number where several things stood there.
    pub name: String,
    /// What stood there.
    pub text: String,
}

/// All that is kept, by name.
///
/// # Errors
/// The fault, where storage cannot be read.
pub fn list() -> Result<Vec<Kept>, Fault> {
    let mut names = storage::keys(UNDER)?;
    sort(&mut names, Ord::cmp);
    let read = |key: String| {
        storage::read(&key).map(|text| text.map(|text| Kept { name: key[UNDER.len()..].to_owned(), text }))
    };
    names.into_iter().filter_map(|key| read(key).transpose()).collect()
}

/// Throws one thing away, once the learner has it or does not want it.
///
/// # Errors
/// The fault, where storage cannot be written.
pub fn remove(name: &str) -> Result<(), Fault> {
    storage::remove(&key(name, 0))
}

/// Keeps a text that stands nowhere else. The same text under the same name is kept once.
///
/// # Errors
/// The fault, where it could not be written.
pub fn keep(name: &str, text: &str) -> Result<(), Fault> {
    let Some(free) = free_key(name, text)? else { return Ok(()) };
    storage::write(&free, text)
}

/// Moves the value of a key here.
///
/// # Errors
/// The fault; then the value stands where it stood.
pub fn move_here(from: &str) -> Result<(), Fault> {
    let Some(text) = storage::read(from)? else { return Ok(()) };
    match free_key(from, &text)? {
        Some(free) => storage::rename(from, &free),
        None => storage::remove(from),
    }
}

/// A key that is free; none where this very text is kept already.
fn free_key(name: &str, text: &str) -> Result<Option<String>, Fault> {
    let mut count = 0;
    loop {
        let key = key(name, count);
        match storage::read(&key)? {
            None => return Ok(Some(key)),
            Some(kept) if kept == text => return Ok(None),
            Some(_) => count += 1,
        }
    }
}

fn key(name: &str, count: u32) -> String {
    if count == 0 { [UNDER, name].concat() } else { [UNDER, name, "~", &count.to_string()].concat() }
}
