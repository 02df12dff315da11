//! Making other events everything there is, step by step as `engine/progress/replacing.rs` says, and going on where that
//! was interrupted.

use super::backup::load;
use super::bring::bring;
use super::file;
use crate::engine::progress::event::Event;
use crate::engine::progress::log::Log;
use crate::engine::progress::record::Record;
use crate::engine::progress::replacing::{Ask, Outcome, Replacing};
use crate::engine::schedule::standings::Standings;
use crate::platform::fault::Fault;
use crate::platform::records::Record as Stored;
use crate::platform::timer;
use crate::ui::handle::App;

/// The mark that names the backup to which an interrupted replacement goes back.
const REPLACING: &str = "replacing";

/// A replacement takes no longer than this.
const PATIENCE_MS: u32 = 15_000;

/// Makes these events everything there is, with those that have happened since `before` was all; `safety` is the backup
/// of that.
///
/// # Errors
/// Why nothing was done, or where nothing stays, why something is left.
pub(super) async fn replace(app: &App, safety: Option<&str>, before: &Log, stays: Vec<Event>) -> Result<(), Fault> {
    let records = &app.verbs.records;
    let _alone = records.alone().await;
    // What a newer version has written would go, and nothing of this one's may come.
    if app.core().newer && !stays.is_empty() {
        return Err(Fault::Blocked);
    }
    let (stays, mut replacing) = {
        let mut stays = stays;
        stays.extend(since(app, before));
        let stays = Log::of(stays);
        let replacing = Replacing::new(stays.events(), records.known(), safety.is_some());
        (stays, replacing)
    };
    let paused = file::pause(app);
    let mut refused = Fault::Failed;
    let mut come: Vec<Stored> = Vec::new();
    let mut next = Some(replacing.first());
    while let Some(ask) = next {
        let done = match ask {
            Ask::Mark => mark(app, safety),
            Ask::Pause => {
                timer::sleep(0).await;
                Ok(())
            }
            Ask::Exchange(gone, pieces) => {
                come = pieces.into_iter().map(|(name, text)| Stored { name, text }).collect();
                records.exchange(&gone, &come).await
            }
            Ask::Forget(names) => records.forget_later(&names),
            Ask::Remove(names) => records.let_go(&names),
            Ask::Write(name, text) => records.follow(&Stored { name, text }),
            Ask::Unmark => {
                app.remember(REPLACING, None);
                Ok(())
            }
        };
        if let Err(fault) = done {
            refused = fault;
        }
        next = replacing.next(done.is_ok());
    }
    if replacing.outcome() == Outcome::Nothing {
        if paused {
            file::unpause(app);
        }
        return Err(refused);
    }
    records.tell_exchanged(&come);
    let mut events = stays.events().to_vec();
    events.extend(since(app, before));
    {
        let mut core = app.core.borrow_mut();
        core.record = Record::of(events);
        core.standings = Standings::of(core.record.snapshot());
        core.health = records.health();
    }
    app.changed();
    if replacing.outcome() == Outcome::Left { Err(refused) } else { Ok(()) }
}

/// What has happened since this was all.
fn since(app: &App, before: &Log) -> Vec<Event> {
    app.record().log().events().iter().filter(|event| !before.contains(event)).cloned().collect()
}

/// Makes the mark; refused where there is no room for it. A store that is not there needs none.
fn mark(app: &App, safety: Option<&str>) -> Result<(), Fault> {
    app.remember(REPLACING, safety);
    let local = app.verbs.records.health().local;
    if app.recall(REPLACING).as_deref() == safety || matches!(local, Err(Fault::Blocked | Fault::Missing)) {
        return Ok(());
    }
    Err(Fault::Full)
}

/// Finishes what was interrupted: goes back to what there was before.
pub(super) async fn recover(app: &App) {
    let Some(safety) = app.recall(REPLACING) else { return };
    // Another tab may be at it just now.
    timer::sleep(PATIENCE_MS).await;
    if app.core().care.ended || app.recall(REPLACING).as_ref() != Some(&safety) {
        return;
    }
    match load(&safety).await {
        Ok((events, _)) => {
            bring(app, events).await;
            // What has found no room is tried again by the next start.
            if app.verbs.records.settled().await.local.is_err() {
                return;
            }
        }
        Err(Fault::Missing) => {}
        // The next start tries again.
        Err(_) => return,
    }
    app.remember(REPLACING, None);
}
