//! The author side of the bank: TOML under `questions/` → checks → packs. Native only.
//!
//! | file | decides |
//! |---|---|
//! | `source` | what an author may write (the schema of the TOML files) |
//! | `load` | which file is which: track, domain and topic by path |
//! | `markdown` | which marks a text may hold |
//! | `diagnostic` | what a finding is and how it is printed |
//! | `checks` | what is refused: one table of named checks |
//! | `figures` | counts and wording-cue figures |
//! | `report` | how these are printed |
//! | `lock` | every id ever published |
//! | `emit` | the bytes of the packs |
//!
//! Three entry points: [`check`], [`write_packs`], [`lock`]. `root` is always the bank's folder (`questions`).

mod bank;
mod calculation;
mod checks;
mod convert;
mod diagnostic;
mod emit;
mod figures;
mod load;
mod lock;
mod markdown;
mod place;
mod report;
mod run;
mod source;
mod words;

pub use diagnostic::Finding;
pub use emit::{PacksError, Written, write_packs};
pub use lock::{LockError, Locked, lock};
pub use report::{Report, TopicReport, TrackReport};
pub use run::{Checked, check, rules};
