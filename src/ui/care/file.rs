//! A file that is kept up to date: what is in it is taken in first, then everything is written into it. It is never
//! written without having been read in the state in which it is, so two devices with the same file lose nothing.

use super::backup::back_up;
use super::bring::bring;
use super::copy::{document, note_copied, read};
use super::state::{Link, Linked};
use crate::engine::progress::backup::Cause;
use crate::engine::progress::export::{Import, LIMIT, Warning, sealed};
use crate::platform::fault::Fault;
use crate::platform::picker::{self, Permission, Picked};
use crate::platform::timer;
use crate::ui::handle::App;

/// The file is brought up to date so long after a change, so that a sitting does not write it at every answer.
const LATER_MS: u32 = 10_000;

/// So often the file may change under us before we leave it for the next time.
const TRIES: u32 = 3;

/// The mark that the file is left alone for now.
const PAUSED: &str = "file-paused";

/// Finds the file of an earlier visit.
pub(super) async fn recall(app: &App) {
    if let Some(picked) = picker::recall().await {
        let link = if app.recall(PAUSED).is_some() { Link::Paused } else { Link::Busy };
        hold(app, picked, link);
    }
    app.core_mut().care.recalled = true;
    app.changed();
}

/// Keeps this file up to date from now on.
///
/// # Errors
/// Why it can't be remembered for the next visit.
pub async fn keep_in(app: &App, picked: Picked) -> Result<(), Fault> {
    let remembered = picker::remember(Some(&picked)).await;
    app.remember(PAUSED, None);
    // For a file that was only read so far the browser asks here.
    let _asked = picked.permission(true).await;
    hold(app, picked, Link::Busy);
    sync(app, false).await;
    remembered
}

fn hold(app: &App, picked: Picked, link: Link) {
    {
        let mut core = app.core.borrow_mut();
        core.care.linked = Some(Linked { name: picked.name(), link });
        core.care.picked = Some(picked);
    }
    app.changed();
}

/// After a click: asks for permission where it is needed, ends a pause, and with `take` gives up what can't be read in
/// the file.
pub async fn go_on(app: &App, take: bool) {
    let picked = app.core().care.picked.clone();
    if let Some(picked) = picked {
        let _answer = picked.permission(true).await;
        app.remember(PAUSED, None);
        say(app, Link::Busy);
        sync(app, take).await;
    }
}

/// Lets go of the file; it stays as it is.
pub async fn let_go(app: &App) {
    // Where the database is gone there is nothing to forget.
    let _forgotten = picker::remember(None).await;
    app.remember(PAUSED, None);
    {
        let mut core = app.core.borrow_mut();
        core.care.linked = None;
        core.care.picked = None;
        core.care.next = None;
    }
    app.changed();
}

/// The file still holds what is to be gone here: it is left alone until the learner says what is to become of it.
/// Whether it was not left alone already.
pub(super) fn pause(app: &App) -> bool {
    let may_be = {
        let core = app.core();
        core.care.linked.is_some() || !core.care.recalled
    };
    let pauses = may_be && app.recall(PAUSED).is_none();
    if pauses {
        app.remember(PAUSED, Some("1"));
        say(app, Link::Paused);
    }
    pauses
}

/// Nothing is gone here after all.
pub(super) fn unpause(app: &App) {
    app.remember(PAUSED, None);
    say(app, Link::Busy);
    later(app);
}

fn say(app: &App, link: Link) {
    if let Some(linked) = &mut app.core.borrow_mut().care.linked {
        linked.link = link;
    }
    app.changed();
}

/// Something has changed: the file follows a little later.
pub(super) fn later(app: &App) {
    let mut core = app.core.borrow_mut();
    if core.care.picked.is_some() && core.care.next.is_none() {
        let then = app.clone();
        core.care.next = Some(timer::after(LATER_MS, move || timer::spawn(async move { sync(&then, false).await })));
    }
}

/// Takes in what the file holds and writes everything into it, if it may be used now.
pub(super) async fn sync(app: &App, take: bool) {
    // Another tab may have paused it.
    if app.recall(PAUSED).is_some() {
        let busy = app.core().care.linked.as_ref().is_some_and(|linked| linked.link != Link::Paused);
        if busy {
            say(app, Link::Paused);
        }
        return;
    }
    let picked = {
        let mut core = app.core.borrow_mut();
        let ready = core.care.linked.as_ref().is_some_and(|linked| linked.link != Link::Paused);
        let stuck = core.care.linked.as_ref().is_some_and(|linked| matches!(linked.link, Link::Stuck { .. }));
        core.care.next = None;
        if core.newer || core.care.ended || core.care.syncing || !ready || (stuck && !take) {
            return;
        }
        core.care.syncing = core.care.picked.is_some();
        core.care.picked.clone()
    };
    let Some(picked) = picked else { return };
    let link = match picked.permission(false).await {
        Permission::Granted => exchange(app, &picked, take).await,
        Permission::Ask => Link::Ask,
        Permission::Denied => {
            Link::Stuck { why: "The browser may not use the file any more. Pick it again.".to_owned(), take: false }
        }
    };
    app.core.borrow_mut().care.syncing = false;
    if app.recall(PAUSED).is_none() {
        say(app, link);
    }
}

async fn exchange(app: &App, picked: &Picked, take: bool) -> Link {
    let stuck = |why: String, take: bool| Link::Stuck { why, take };
    for _ in 0..TRIES {
        let round = async {
            let before = picked.state().await?;
            let text = picked.read(LIMIT as u64).await?;
            Ok::<_, Fault>((before, text))
        };
        let (before, text) = match round.await {
            Ok(found) => found,
            Err(fault) => return stuck(gone(fault), false),
        };
        let mut known = 0;
        if !text.trim().is_empty() {
            if sealed::is_sealed(&text) {
                return stuck(
                    "The file is locked with a passphrase. Import it once, then pick another file.".to_owned(),
                    false,
                );
            }
            match read(text, |_| {}).await {
                Ok(import) if !take && damaged(&import) => {
                    let words = "A part of the file can’t be read. What can be read may be taken; the rest would be given up when the file is written anew.";
                    return stuck(words.to_owned(), true);
                }
                Ok(import) => {
                    known = if damaged(&import) { 0 } else { import.events.len() };
                    take_in(app, import).await;
                }
                Err(error) => return stuck(error.to_string(), false),
            }
        }
        if app.recall(PAUSED).is_some() || app.core().care.ended {
            return Link::Paused;
        }
        // What the file held is part of the log now: with as many events it holds all of them.
        if known > 0 && known == app.record().log().events().len() {
            note_copied(app);
            return Link::Saved(app.now());
        }
        let text = document(app).await;
        match picked.state().await {
            Ok(now) if now == before => {}
            // Another device was quicker: read again what it has written.
            Ok(_) => continue,
            Err(fault) => return stuck(gone(fault), false),
        }
        if let Err(fault) = picked.write(&text).await {
            return stuck(gone(fault), false);
        }
        note_copied(app);
        return Link::Saved(app.now());
    }
    later(app);
    Link::Busy
}

fn gone(fault: Fault) -> String {
    ["The file could not be used (", &fault.to_string(), "). It may have been moved or deleted: pick it again."]
        .concat()
}

fn damaged(import: &Import) -> bool {
    let broken = |warning: &Warning| matches!(warning, Warning::Truncated | Warning::Broken { .. });
    import.unreadable > 0 || import.warnings.iter().any(broken)
}

async fn take_in(app: &App, import: Import) {
    let fresh: Vec<_> = {
        let record = app.record();
        import.events.into_iter().filter(|event| !record.log().contains(event)).collect()
    };
    if !fresh.is_empty() {
        // Adding loses nothing: without a backup too.
        let _backup = back_up(app, Cause::Regular).await;
        bring(app, fresh).await;
    }
}
