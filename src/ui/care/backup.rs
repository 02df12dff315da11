//! Taking backups, listing them, and getting back what they hold.

use super::bring::{Brought, bring_back};
use super::replace::replace;
use super::state::Undo;
use crate::engine::progress::backup::{Cause, Cutter, Held, Step, kept, read_part};
use crate::engine::progress::event::Event;
use crate::engine::progress::log::Log;
use crate::platform::backups::{self, Backup};
use crate::platform::fault::Fault;
use crate::platform::timer;
use crate::ui::handle::App;

/// So many events are cut before the page may do something else.
const EVENTS: usize = 1_000;

/// A backup is tried so often while the log changes under it.
const TRIES: u32 = 3;

/// A backup that is kept in this browser.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// What it holds.
    pub held: Held,
    pub(super) backup: Backup,
}

impl Kept {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.backup.name
    }
}

/// The backups of this browser, the latest first. What a newer Certdeck has written is not listed and never removed.
///
/// # Errors
/// Why they can't be read.
pub async fn kept_backups() -> Result<Vec<Kept>, Fault> {
    let found = backups::list().await?;
    let readable = found.into_iter().filter_map(|backup| Some(Kept { held: Held::read(&backup.held)?, backup }));
    let mut all: Vec<Kept> = readable.collect();
    crate::engine::sorted::sort(&mut all, |a, b| b.held.taken.at.cmp(&a.held.taken.at));
    Ok(all)
}

/// Takes a backup of everything; gives back its name, none where there is nothing to keep.
///
/// # Errors
/// Why it could not be taken.
pub async fn back_up(app: &App, cause: Cause) -> Result<Option<String>, Fault> {
    let mut result = Err(Fault::Failed);
    for _ in 0..TRIES {
        result = attempt(app, cause).await;
        // The log has changed, or another tab has let go of a part that was to be shared.
        if result != Err(Fault::Failed) {
            break;
        }
    }
    if result.is_ok() {
        let latest = kept_backups().await?.first().map(|kept| kept.held);
        let mut core = app.core.borrow_mut();
        core.care.used.taken();
        core.care.latest = Some(latest);
        drop(core);
        app.changed();
    }
    result
}

async fn attempt(app: &App, cause: Cause) -> Result<Option<String>, Fault> {
    if app.record().log().events().is_empty() {
        return Ok(None);
    }
    let known = backups::parts().await?;
    let mut cutter = Cutter::new(app.record().log());
    let (mut parts, mut fresh) = (Vec::new(), Vec::new());
    loop {
        let step = cutter.step(app.record().log(), EVENTS);
        match step {
            Step::More => timer::sleep(0).await,
            Step::Part(part) => {
                parts.push(part.name.clone());
                if !known.contains(&part.name) {
                    fresh.push((part.name, part.text));
                }
            }
            Step::Changed => return Err(Fault::Failed),
            Step::Done => break,
        }
    }
    let now = app.now();
    let held = cutter.held(now, cause);
    let all = kept_backups().await?;
    if let Some(latest) = all.first().filter(|latest| cause == Cause::Regular && latest.backup.parts == parts) {
        // Nothing has happened since.
        return Ok(Some(latest.backup.name.clone()));
    }
    let next = app.next();
    let name = format!("{}-{:x}-{:x}", now.at.0, next.device.0, next.counter);
    let mut rotated: Vec<Held> = all.iter().map(|kept| kept.held).collect();
    rotated.push(held);
    let stays = kept(&rotated, now.at);
    let gone: Vec<String> =
        all.iter().zip(stays).filter(|(_, stays)| !stays).map(|(kept, _)| kept.backup.name.clone()).collect();
    backups::save(&Backup { name: name.clone(), held: held.write(), parts }, &fresh, &gone).await?;
    Ok(Some(name))
}

/// The events of a backup, and how much of it can't be read any more.
pub(super) async fn load(name: &str) -> Result<(Vec<Event>, u32), Fault> {
    let all = backups::list().await?;
    let backup = all.iter().find(|backup| backup.name == name).ok_or(Fault::Missing)?;
    let (mut events, mut lost) = (Vec::new(), 0);
    for text in backups::read(&backup.parts).await? {
        let (mut more, unreadable) = text.map_or((Vec::new(), 1), |text| read_part(&text));
        events.append(&mut more);
        lost += unreadable;
        timer::sleep(0).await;
    }
    Ok((events, lost))
}

/// Restores a backup: what it holds is added, or with `instead` takes the place of everything. A backup of what is
/// there now is taken before.
///
/// # Errors
/// Why nothing was done.
pub async fn restore(app: &App, name: &str, instead: bool) -> Result<Brought, Fault> {
    let (events, lost) = load(name).await?;
    app.verbs.records.forget_nothing();
    let before = app.record().log().clone();
    let safety = back_up(app, Cause::Restore).await?;
    let fresh: Vec<Event> = {
        let record = app.record();
        events.iter().filter(|event| !record.log().contains(event)).cloned().collect()
    };
    let new = fresh.len() as u32;
    let mut gone = 0;
    match instead {
        true => {
            let all = Log::of(events.clone());
            gone = before.events().iter().filter(|event| !all.contains(event)).count() as u32;
            replace(app, safety.as_deref(), &before, events).await?;
        }
        false => bring_back(app, events).await,
    }
    let undo = Undo { what: "the restoring", safety, brought: Log::of(fresh), event: None };
    app.core.borrow_mut().care.undo = Some(undo);
    app.changed();
    Ok(Brought { new, gone, lost })
}

/// Removes all backups from this browser.
///
/// # Errors
/// Why they are still there.
pub async fn forget_backups(app: &App) -> Result<(), Fault> {
    let names: Vec<String> = backups::list().await?.into_iter().map(|backup| backup.name).collect();
    backups::remove(&names).await?;
    {
        let mut core = app.core.borrow_mut();
        core.care.latest = Some(None);
        core.care.undo = None;
    }
    app.changed();
    Ok(())
}
