//! A set of immutable named texts, kept twice: in `localStorage`, each under its own key, and in the journal.
//!
//! At the start the set is the union of both, and each heals the other. Either may be missing, blocked, full, slow
//! or throwing; [`Health`] says so, and what neither took stays in memory and is tried again. A name never changes
//! its text: that makes the union safe without locks, for two tabs as for two stores.

mod backlog;
mod exchange;
mod health;
mod keeper;
mod record;
mod set;
mod tidy;

pub use health::{Health, Keeping};
pub use record::{Change, Record};
pub use set::Records;
pub use tidy::{Outcome, Place, Wish};
