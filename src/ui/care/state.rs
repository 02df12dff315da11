//! What the care remembers as long as the page lives.

use crate::engine::id::EventId;
use crate::engine::progress::backup::{Held, Use};
use crate::engine::progress::log::Log;
use crate::engine::time::Now;
use crate::platform::picker::Picked;
use crate::platform::timer::Timer;

/// The care's memory.
#[derive(Default)]
pub struct State {
    /// Use since the last backup.
    pub(super) used: Use,
    /// The latest backup, once the backups were looked at.
    pub(super) latest: Option<Option<Held>>,
    /// A backup is on its way.
    pub(super) backing_up: bool,
    /// How many events there were when last looked.
    pub(super) seen: usize,
    /// The file that is kept up to date.
    pub linked: Option<Linked>,
    pub(super) picked: Option<Picked>,
    /// When the file is brought up to date next.
    pub(super) next: Option<Timer>,
    pub(super) syncing: bool,
    /// How the last import, restoring or deletion is undone.
    pub undo: Option<Undo>,
    /// Whether it is known if there is a file.
    pub recalled: bool,
    /// Another program has taken the page over: nothing is done any more.
    pub(super) ended: bool,
}

/// A file that is kept up to date.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    /// Its name.
    pub name: String,
    /// How that goes.
    pub link: Link,
}

/// How it goes with a file that is kept up to date.
#[derive(Clone, Debug, PartialEq)]
pub enum Link {
    /// It is being read or written.
    Busy,
    /// It holds everything, since then.
    Saved(Now),
    /// The browser wants the learner to allow it again.
    Ask,
    /// It still holds what was deleted or replaced here, and is left alone.
    Paused,
    /// It can't be used, for this reason. With `take` what can be read of it may be taken and the rest given up.
    Stuck {
        /// For learners.
        why: String,
        /// Whether the learner may decide to go on all the same.
        take: bool,
    },
}

/// How something is undone.
pub struct Undo {
    /// What would be undone: `the import`.
    pub what: &'static str,
    /// The backup that was taken before it.
    pub(super) safety: Option<String>,
    /// What it has brought.
    pub(super) brought: Log,
    /// The event that it was, where it was one.
    pub(super) event: Option<EventId>,
}
