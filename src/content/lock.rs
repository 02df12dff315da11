//! `ids.lock`: every id ever published, one on a line, sorted. An id that is gone stays as a tombstone:
//! `csm-daily-004 retired 2027-01-15 replaced by csm-daily-011`. Lines with `#` are comments.

use super::load::load;
use crate::engine::id::ItemId;
use crate::engine::time::Date;
use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The file's name within the bank's folder.
pub(super) const FILE: &str = "ids.lock";

const HEAD: &str = "\
# Every id ever published, sorted. `cargo xtask check --lock` adds the new ones; none is ever reused.
# An item that is taken out leaves a tombstone: `<id> retired YYYY-MM-DD <reason>`.
";

/// The lock as it was read.
#[derive(Debug, Default)]
pub(super) struct Lock {
    pub file: PathBuf,
    /// In file order.
    pub entries: Vec<Entry>,
    /// Lines that say nothing that can be understood, with what is wrong.
    pub malformed: Vec<(usize, String)>,
}

/// An id that was published.
#[derive(Debug)]
pub(super) struct Entry {
    pub line: usize,
    pub id: ItemId,
    /// Whether it is a tombstone.
    pub retired: bool,
}

/// What was added to the lock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Locked {
    /// The new ids, sorted.
    pub added: Vec<String>,
}

/// Why the lock could not be brought up to date.
#[derive(Debug)]
pub enum LockError {
    /// A file could not be read or written.
    Io(PathBuf, io::Error),
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for LockError {}

/// Reads the lock of a bank; none is an empty one.
pub(super) fn read(root: &Path) -> Lock {
    let file = root.join(FILE);
    let mut lock = Lock { file, ..Lock::default() };
    match fs::read_to_string(&lock.file) {
        Ok(text) => lock.parse(&text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => lock.malformed.push((0, format!("cannot be read: {error}"))),
    }
    lock
}

impl Lock {
    fn parse(&mut self, text: &str) {
        for (at, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let line_number = at + 1;
            let words: Vec<&str> = line.split_whitespace().collect();
            let retired = match words[1..] {
                [] => false,
                ["retired", date, _, ..] if Date::parse(date).is_some() => true,
                _ => {
                    self.malformed.push((line_number, format!("`{line}` is neither an id nor a tombstone")));
                    true
                }
            };
            match ItemId::parse(words[0]) {
                Some(id) => self.entries.push(Entry { line: line_number, id, retired }),
                None => self.malformed.push((line_number, format!("`{}` is no id", words[0]))),
            }
        }
    }
}

/// Adds the ids of the bank under `root` (the folder `questions`) that `ids.lock` lacks; removes none and keeps
/// comments and tombstones as they are.
///
/// # Errors
/// A file that can't be read or written.
pub fn lock(root: &Path) -> Result<Locked, LockError> {
    let path = root.join(FILE);
    let io = |error| LockError::Io(path.clone(), error);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => HEAD.to_owned(),
        Err(error) => return Err(io(error)),
    };
    let bank = load(root);
    let known: BTreeSet<&ItemId> = bank.lock.entries.iter().map(|entry| &entry.id).collect();
    let ids = bank.tracks.iter().flat_map(|track| &track.topics).flat_map(|topic| topic.ids());
    let new: BTreeSet<&str> = ids
        .map(|(id, _)| id)
        .filter(|id| !known.contains(id) && ItemId::parse(id.as_str()).is_some())
        .map(ItemId::as_str)
        .collect();
    if new.is_empty() {
        return Ok(Locked::default());
    }
    let text = merged(&text, &new);
    // First beside, then over: a crash leaves the old lock or the new one.
    let beside = root.join(".ids.lock.new");
    fs::write(&beside, text).and_then(|()| fs::rename(&beside, &path)).map_err(io)?;
    Ok(Locked { added: new.into_iter().map(str::to_owned).collect() })
}

/// The text with the new ids in their places. The comments at the top stay there; another one stays above its id.
fn merged(text: &str, new: &BTreeSet<&str>) -> String {
    let mut head = String::new();
    let mut entries: Vec<(&str, String)> = new.iter().map(|id| (*id, format!("{id}\n"))).collect();
    let mut above = String::new();
    let mut any = false;
    for line in text.lines() {
        above.push_str(line);
        above.push('\n');
        if line.trim().is_empty() || line.starts_with('#') {
            if !any {
                head.push_str(&std::mem::take(&mut above));
            }
        } else {
            any = true;
            entries.push((line.split_whitespace().next().unwrap_or_default(), std::mem::take(&mut above)));
        }
    }
    entries.sort_by_key(|(id, _)| *id);
    head + &entries.into_iter().map(|(_, lines)| lines).collect::<String>() + &above
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_ids_find_their_place() {
        let check = |text: &str, new: &[&str], expect: &str| {
            assert_eq!(merged(text, &new.iter().copied().collect()), expect);
        };
        check("# head\n", &["b", "a"], "# head\na\nb\n");
        check("# head\n\nb\n", &["c", "a"], "# head\n\na\nb\nc\n");
        check(
            "a\n# why\nc retired 2027-01-01 wrong\n# end\n",
            &["b"],
            "a\nb\n# why\nc retired 2027-01-01 wrong\n# end\n",
        );
    }

    #[test]
    fn a_line_is_an_id_or_a_tombstone() {
        let mut lock = Lock::default();
        lock.parse("# comment\n\ncsm-daily-001\ncsm-daily-002 retired 2027-01-15 unclear\ncsm-daily-003 gone\nnonsense\ncsm-daily-004 retired 2027-02-30 why\n");
        let read: Vec<(usize, &str, bool)> = lock.entries.iter().map(|e| (e.line, e.id.as_str(), e.retired)).collect();
        assert_eq!(
            read,
            [
                (3, "csm-daily-001", false),
                (4, "csm-daily-002", true),
                (5, "csm-daily-003", true),
                (7, "csm-daily-004", true)
            ]
        );
        assert_eq!(lock.malformed.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [5, 6, 7]);
    }
}
