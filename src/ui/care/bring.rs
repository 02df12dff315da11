//! Bringing events in, and the way back.

use super::backup::{back_up, load};
use super::replace::replace;
use super::state::Undo;
use crate::engine::id::TrackId;
use crate::engine::progress::backup::Cause;
use crate::engine::progress::compaction::LIMITS;
use crate::engine::progress::event::{Event, What};
use crate::engine::progress::log::Log;
use crate::platform::fault::Fault;
use crate::platform::timer;
use crate::ui::handle::{App, Core};
use crate::ui::stored::keep_all;

/// So many events are stored before the page may do something else.
const AT_ONCE: usize = LIMITS.full;

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// Events that were not there.
    pub new: u32,
    /// Events that were there and are not any more.
    pub gone: u32,
    /// Pieces of the backup that can't be read any more.
    pub lost: u32,
}

/// Adds events: in memory at once, in storage in slices.
pub(super) async fn bring(app: &App, events: Vec<Event>) {
    let fresh: Vec<Event> = {
        let mut core = app.core.borrow_mut();
        let fresh = events.iter().filter(|event| !core.record.log().contains(event)).cloned().collect();
        core.record.merge(events);
        let Core { record, standings, .. } = &mut *core;
        standings.sync(record.snapshot());
        fresh
    };
    app.changed();
    keep(app, &fresh).await;
}

/// Brings back what was here before, perhaps: a deletion that is under way in another tab would take it along.
pub(super) async fn bring_back(app: &App, events: Vec<Event>) {
    let _alone = app.verbs.records.alone().await;
    bring(app, events).await;
}

async fn keep(app: &App, events: &[Event]) {
    for some in events.chunks(AT_ONCE) {
        let stored = keep_all(&some.iter().collect::<Vec<_>>());
        if app.core().newer {
            app.core().withheld.borrow_mut().extend(stored);
            continue;
        }
        // A refusal shows in the health, and the records try again by themselves.
        let _refused = app.verbs.records.put(&stored);
        {
            let mut core = app.core.borrow_mut();
            core.health = app.verbs.records.health();
            core.tidy.more(&app.verbs.records, stored.len());
        }
        if events.len() > AT_ONCE {
            timer::sleep(0).await;
        }
    }
    app.changed();
}

/// Adds the events of files, after a backup. Where no backup can be taken it is done all the same: adding loses
/// nothing.
pub async fn import(app: &App, events: Vec<Event>) -> Brought {
    let safety = back_up(app, Cause::Import).await.ok().flatten();
    app.verbs.records.forget_nothing();
    let fresh: Vec<Event> = {
        let record = app.record();
        events.into_iter().filter(|event| !record.log().contains(event)).collect()
    };
    let brought = Log::of(fresh.clone());
    let new = brought.events().len() as u32;
    bring_back(app, fresh).await;
    app.core.borrow_mut().care.undo = Some(Undo { what: "the import", safety, brought, event: None });
    app.changed();
    Brought { new, ..Brought::default() }
}

/// Deletes everything from both stores, after a backup; whether there is one.
///
/// # Errors
/// Why something is left.
pub async fn delete_all(app: &App) -> Result<bool, Fault> {
    let before = app.record().log().clone();
    let safety = back_up(app, Cause::Delete).await.ok().flatten();
    let kept = safety.is_some();
    let deleted = replace(app, safety.as_deref(), &before, Vec::new()).await;
    let undo = Undo { what: "the deletion", safety, brought: Log::default(), event: None };
    app.core.borrow_mut().care.undo = kept.then_some(undo);
    app.changed();
    deleted.map(|()| kept)
}

/// Begins a deck anew, after a backup.
pub async fn delete_track(app: &App, track: TrackId) {
    // The event can be undone: a backup that can't be taken is no reason to stop.
    let safety = back_up(app, Cause::Reset).await.ok().flatten();
    let event = Some(app.next());
    app.append(vec![What::Deleted(Some(track))], app.now());
    app.core.borrow_mut().care.undo = Some(Undo { what: "the deletion", safety, brought: Log::default(), event });
    app.changed();
}

/// Undoes the last import, restoring or deletion; what was done since stays.
///
/// # Errors
/// Why nothing was done.
pub async fn undo(app: &App) -> Result<(), Fault> {
    let Some(undo) = app.core.borrow_mut().care.undo.take() else { return Ok(()) };
    let result = take_back(app, &undo).await;
    if result.is_err() {
        app.core.borrow_mut().care.undo = Some(undo);
    }
    app.changed();
    result
}

async fn take_back(app: &App, undo: &Undo) -> Result<(), Fault> {
    if let Some(event) = undo.event {
        app.append(vec![What::Undone(event)], app.now());
        return Ok(());
    }
    let mut events = match &undo.safety {
        Some(safety) => load(safety).await?.0,
        None => Vec::new(),
    };
    app.verbs.records.forget_nothing();
    if undo.brought.events().is_empty() {
        bring_back(app, events).await;
        return Ok(());
    }
    let before = app.record().log().clone();
    // What is there now can be had back too.
    let safety = back_up(app, Cause::Restore).await?.ok_or(Fault::Failed)?;
    events.extend(before.events().iter().filter(|event| !undo.brought.contains(event)).cloned());
    replace(app, Some(&safety), &before, events).await
}
