//! What is done, mostly unasked, so that nothing is lost: backups within the browser, copies outside it, a file that is
//! kept up to date, and the ways back.
//!
//! It is called from one place of the shell: [`begin`] once, [`tick`] after every change, [`end`] when another program
//! takes the page over. What it needs to know from
//! one call to the next is its [`State`] in the core.

mod backup;
mod bring;
mod copy;
mod file;
mod replace;
mod state;
mod watch;

pub use backup::{Kept, back_up, forget_backups, kept_backups, restore};
pub use bring::{Brought, delete_all, delete_track, import, undo};
pub use copy::{answers, copied, document, file_name, note_copied, put_off, read, reminder};
pub use file::{go_on, keep_in, let_go};
pub use state::{Link, Linked, State, Undo};
pub use watch::{begin, end, tick};
