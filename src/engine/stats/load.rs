//! Load: reviews that come due in the next days if every day is done. New items and lapses come on top.

use crate::engine::id::{ItemKind, TrackId};
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::schedule::standings::Standings;
use crate::engine::schedule::steps::Due;
use crate::engine::time::{Now, StudyDay};

/// Days looked ahead, today among them.
pub const DAYS: usize = 30;

/// Reviews of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// The day; the first is today and holds what is overdue.
    pub day: StudyDay,
    /// Questions.
    pub questions: u32,
    /// Cards.
    pub cards: u32,
}

/// Reviews that come due, day by day; suspended items don't count.
#[must_use]
pub fn loads(snapshot: &Snapshot, standings: &Standings, track: &TrackId, now: Now) -> Vec<Load> {
    let today = snapshot.today(now);
    let mut loads: Vec<Load> =
        (0..DAYS as i32).map(|ahead| Load { day: today.plus(ahead), questions: 0, cards: 0 }).collect();
    for (item, history) in snapshot.items_of(track).filter(|(_, history)| !history.suspended) {
        let Some(standing) = standings.get(item) else { continue };
        let day = match standing.due(now, today) {
            Due::On(day) => day,
            Due::At(at) => snapshot.today(Now { at, ..now }),
        };
        // What is overdue, or was put aside for today, is one of the next days' work.
        let earliest = i32::from(history.skipped(today));
        if let Some(load) = usize::try_from(day.since(today).max(earliest)).ok().and_then(|ahead| loads.get_mut(ahead))
        {
            *(if item.kind() == ItemKind::Card { &mut load.cards } else { &mut load.questions }) += 1;
        }
    }
    loads
}
