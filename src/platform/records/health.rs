//! How well the two stores do, as a value.

use crate::platform::fault::Fault;

/// How well the two stores do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health {
    /// `localStorage`: why it does not hold everything, if so.
    pub local: Result<(), Fault>,
    /// The journal: why it does not hold everything, if so.
    pub journal: Result<(), Fault>,
    /// Records that stand in memory only and are lost when the page is closed.
    pub unsaved: u32,
}

/// Where new records end up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// In both stores, as it should be.
    Both,
    /// Not in the journal: a crash of the browser may cost the last minute.
    LocalOnly(Fault),
    /// Not in `localStorage`.
    JournalOnly(Fault),
    /// Nowhere: closing the page loses them.
    MemoryOnly(Fault),
}

impl Health {
    /// The same in one word.
    #[must_use]
    pub fn keeping(self) -> Keeping {
        match (self.local, self.journal) {
            (Ok(()), Ok(())) => Keeping::Both,
            (Ok(()), Err(fault)) => Keeping::LocalOnly(fault),
            (Err(fault), Ok(())) => Keeping::JournalOnly(fault),
            (Err(fault), Err(_)) => Keeping::MemoryOnly(fault),
        }
    }
}
