//! What sets the care going: the start, changes, and the page being shown or hidden.

use super::backup::{back_up, kept_backups};
use super::{file, replace};
use crate::engine::progress::backup::{Cause, Held};
use crate::platform::{document, launch, location, root, timer};
use crate::ui::handle::App;
use crate::ui::route::Route;

/// So long after the start the page is in use, and other work may begin.
const QUIET_MS: u32 = 3_000;

/// The class of the page while a write is on its way to the journal.
const SAVING: &str = "saving";

/// Begins to take care; once.
pub fn begin(app: &App) {
    let launched = app.clone();
    launch::watch(move || {
        location::go(Route::Data.hash().trim_start_matches('#'));
        launched.changed();
    });
    let shown = app.clone();
    document::watch_shown(move |_| {
        let app = shown.clone();
        // Hidden pages may be frozen soon; one that comes back may find what another device has written.
        timer::spawn(async move { file::sync(&app, false).await });
    });
    let app = app.clone();
    timer::spawn(async move {
        timer::sleep(QUIET_MS).await;
        file::recall(&app).await;
        replace::recover(&app).await;
        let latest = kept_backups().await.ok().map(|all| all.first().map(|kept| kept.held));
        app.core.borrow_mut().care.latest = latest;
        // What an older build has left is put together now, when there is a backup of it.
        let cause = if app.core().tidy.migrates() { Cause::Migration } else { Cause::Regular };
        due(&app, cause).await;
        {
            let core = app.core();
            if !core.newer && !core.care.ended {
                core.tidy.ready(&app.verbs.records);
            }
        }
        file::sync(&app, false).await;
    });
}

/// Another program takes the page over, and the care with it.
pub fn end(app: &App) {
    let mut core = app.core_mut();
    core.care.ended = true;
    core.care.next = None;
    core.tidy.end();
}

/// Something may have changed.
pub fn tick(app: &App) {
    let now = app.now();
    {
        let mut core = app.core.borrow_mut();
        let count = core.record.log().events().len();
        if core.care.seen == count {
            return;
        }
        core.care.seen = count;
        core.care.used.happened(now.at);
    }
    file::later(app);
    // The sign is green only when both stores have confirmed the last write.
    root::set_class(SAVING, true);
    let app = app.clone();
    timer::spawn(async move {
        app.verbs.records.settled().await;
        root::set_class(SAVING, false);
        due(&app, Cause::Regular).await;
    });
}

/// Takes a backup, if one is due; a regular one is not always.
async fn due(app: &App, cause: Cause) {
    {
        let today = app.record().snapshot().today(app.now());
        let mut core = app.core.borrow_mut();
        let by_use = |latest: &Option<Held>| core.care.used.due(latest.as_ref(), today);
        let due = cause != Cause::Regular || core.care.latest.as_ref().is_some_and(by_use);
        let empty = core.record.log().events().is_empty();
        if !due || empty || core.newer || core.care.backing_up || core.care.ended {
            return;
        }
        core.care.backing_up = true;
    }
    // It is tried again with the next change; the page on data says when the last one was taken.
    let _tried_again = back_up(app, cause).await;
    app.core.borrow_mut().care.backing_up = false;
}
