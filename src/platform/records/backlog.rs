//! Which names are known, and which of them a store still lacks. Pure bookkeeping, counted as it changes, so that a
//! write costs the same with ten records and with a hundred thousand.

use super::record::Record;
use crate::engine::sorted::Map;

/// The names, and what is not in both stores.
#[derive(Debug, Default)]
pub(super) struct Backlog {
    /// A name without a text to carry is in both stores.
    names: Map<String, Option<Box<Lagging>>>,
    lacking_local: u32,
    unsaved: u32,
}

/// A record that is not in both stores.
#[derive(Debug)]
pub(super) struct Lagging {
    pub text: String,
    pub local: bool,
    pub journal: bool,
    /// On its way to the journal.
    pub queued: bool,
}

impl Backlog {
    /// Takes a name in that is in both stores; `false` where it was known.
    pub(super) fn know(&mut self, name: &str) -> bool {
        if self.names.contains_key(name) {
            return false;
        }
        self.names.insert(name.to_owned(), None);
        true
    }

    /// Whether the name is known.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// Takes in what only one store has, or none. What was known of the name before is forgotten.
    pub(super) fn lag(&mut self, name: &str, text: &str, local: bool, journal: bool) {
        self.forget(name);
        self.lacking_local += u32::from(!local);
        self.unsaved += u32::from(!local && !journal);
        let lagging = Lagging { text: text.to_owned(), local, journal, queued: false };
        self.names.insert(name.to_owned(), Some(Box::new(lagging)));
    }

    /// What a store lacks of this name.
    pub(super) fn get(&mut self, name: &str) -> Option<&mut Lagging> {
        self.names.get_mut(name)?.as_deref_mut()
    }

    /// `localStorage` has it now.
    pub(super) fn got_local(&mut self, name: &str) {
        let Some(lagging) = self.get(name).filter(|lagging| !lagging.local) else { return };
        lagging.local = true;
        let journal = lagging.journal;
        self.lacking_local -= 1;
        self.unsaved -= u32::from(!journal);
        self.done(name, journal);
    }

    /// The journal has it now.
    pub(super) fn got_journal(&mut self, name: &str) {
        let Some(lagging) = self.get(name).filter(|lagging| !lagging.journal) else { return };
        lagging.journal = true;
        let local = lagging.local;
        self.unsaved -= u32::from(!local);
        self.done(name, local);
    }

    fn done(&mut self, name: &str, both: bool) {
        if let Some(entry) = self.names.get_mut(name).filter(|_| both) {
            *entry = None;
        }
    }

    /// Forgets one name.
    pub(super) fn forget(&mut self, name: &str) {
        if let Some(Some(old)) = self.names.remove(name) {
            self.lacking_local -= u32::from(!old.local);
            self.unsaved -= u32::from(!old.local && !old.journal);
        }
    }

    /// Forgets all.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// All names.
    pub(super) fn names(&self) -> Vec<String> {
        self.names.keys().cloned().collect()
    }

    /// The names of what is not in both stores.
    pub(super) fn lagging(&self) -> Vec<String> {
        self.names.iter().filter(|(_, lagging)| lagging.is_some()).map(|(name, _)| name.clone()).collect()
    }

    /// The same with their texts.
    pub(super) fn texts(&self) -> Vec<Record> {
        let lagging = self.names.iter().filter_map(|(name, lagging)| Some((name, lagging.as_ref()?)));
        lagging.map(|(name, lagging)| Record { name: name.clone(), text: lagging.text.clone() }).collect()
    }

    /// How many `localStorage` lacks.
    pub(super) fn lacking_local(&self) -> u32 {
        self.lacking_local
    }

    /// How many are in no store.
    pub(super) fn unsaved(&self) -> u32 {
        self.unsaved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_lags_until_both_stores_have_it() {
        let mut backlog = Backlog::default();
        let check = |backlog: &Backlog, lagging: &[&str], lacking: u32, unsaved: u32| {
            assert_eq!(backlog.lagging(), lagging);
            assert_eq!((backlog.lacking_local(), backlog.unsaved()), (lacking, unsaved));
        };
        assert!(backlog.know("a") && !backlog.know("a"));
        backlog.lag("b", "text", false, false);
        backlog.lag("c", "text", true, false);
        check(&backlog, &["b", "c"], 1, 1);
        let texts: Vec<String> = backlog.texts().into_iter().map(|record| record.name + " " + &record.text).collect();
        assert_eq!(texts, ["b text", "c text"]);
        backlog.got_journal("b");
        backlog.got_journal("b");
        check(&backlog, &["b", "c"], 1, 0);
        backlog.got_journal("c");
        check(&backlog, &["b"], 1, 0);
        backlog.got_local("b");
        backlog.got_local("a");
        backlog.got_local("nobody");
        check(&backlog, &[], 0, 0);
        assert!(backlog.knows("b"));
        backlog.lag("b", "text", false, false);
        backlog.lag("b", "text", false, true);
        check(&backlog, &["b"], 1, 0);
        backlog.forget("b");
        check(&backlog, &[], 0, 0);
        assert!(!backlog.knows("b"));
    }
}
