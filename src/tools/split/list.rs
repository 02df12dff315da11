//! The list of functions that load late: hashes of their names, since names with all their type parameters are long.
//!
//! What is not on the list stays in the first part: new code is there until somebody measures again what a visit runs
//! (`cargo xtask profile`).

use crate::tools::trouble::Trouble;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const HEADER: &str = "# Functions of bin/app that load late: FNV-1a hashes of their names, and the part in which each is.\n\
                      # Written by `cargo xtask profile`.\n";

/// When a function arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// With the first deck: what Study runs until an item is there and reacts.
    Study,
    /// While the first item is read: what Study runs after that.
    Answer,
    /// When the page is idle: what no visit ran.
    Rest,
}

impl Part {
    pub(super) const ALL: [Self; 3] = [Self::Study, Self::Answer, Self::Rest];

    /// In the list, and in the names of files.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Study => "study",
            Self::Answer => "answer",
            Self::Rest => "rest",
        }
    }
}

/// The names, as hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct List(BTreeMap<u64, Part>);

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
        let entry = |line: &str| {
            let (hash, part) = line.split_once(' ')?;
            Some((u64::from_str_radix(hash, 16).ok()?, Part::ALL.into_iter().find(|known| known.name() == part)?))
        };
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let list: Option<BTreeMap<u64, Part>> = lines.map(entry).collect();
        list.map(Self).ok_or_else(|| {
            Trouble::new(format!("{} is damaged", path.display()), "Write it anew: `cargo xtask profile`.")
        })
    }

    /// Writes the list.
    pub(super) fn write(&self, path: &Path) -> Result<(), Trouble> {
        let lines: String = self.0.iter().map(|(hash, part)| format!("{hash:016x} {}\n", part.name())).collect();
        fs::write(path, format!("{HEADER}{lines}")).map_err(|error| Trouble::file(path, &error))
    }

    /// In which late part the function of this name is, if in any.
    pub(super) fn part(&self, name: &str) -> Option<Part> {
        self.0.get(&hash(name)).copied()
    }

    /// Puts a name on it.
    pub(super) fn add(&mut self, name: &str, part: Part) {
        self.0.insert(hash(name), part);
    }

    /// How many are in a part.
    pub(super) fn count(&self, part: Part) -> usize {
        self.0.values().filter(|known| **known == part).count()
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
