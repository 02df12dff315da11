//! The list of functions that load late: hashes of their names, since names with all their type parameters are long.
//!
//! What is not on the list stays in the first part: new code is there until somebody measures again what a first
//! visit runs (`cargo xtask profile`).

use crate::tools::trouble::Trouble;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const HEADER: &str =
    "# Functions of bin/app that load late: FNV-1a hashes of their names, written by `cargo xtask profile`.\n";

/// The names, as hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct List(BTreeSet<u64>);

impl List {
    /// The list of a project.
    pub(super) fn path(project: &Path) -> PathBuf {
        project.join("src/bin/app.late")
    }

    /// Reads the list; none is an empty one.
    pub(super) fn read(path: &Path) -> Result<Self, Trouble> {
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = fs::read_to_string(path).map_err(|error| Trouble::file(path, &error))?;
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let hashes: Result<BTreeSet<u64>, _> = lines.map(|line| u64::from_str_radix(line, 16)).collect();
        let wrong = |_| Trouble::new(format!("{} is damaged", path.display()), "Write it anew: `cargo xtask profile`.");
        hashes.map(Self).map_err(wrong)
    }

    /// Writes the list.
    pub(super) fn write(&self, path: &Path) -> Result<(), Trouble> {
        let lines: String = self.0.iter().map(|hash| format!("{hash:016x}\n")).collect();
        fs::write(path, format!("{HEADER}{lines}")).map_err(|error| Trouble::file(path, &error))
    }

    /// Whether the function of this name loads late.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains(&hash(name))
    }

    /// Puts a name on it.
    pub(super) fn add(&mut self, name: &str) {
        self.0.insert(hash(name));
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// FNV-1a, 64 bits.
fn hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn the_hash_is_fnv_1a() {
        for (name, expect) in
            [("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8)]
        {
            assert_eq!(hash(name), expect, "{name}");
        }
    }
}
