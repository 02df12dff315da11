//! Due: how much is to be done in a track today, told from the history alone, without the deck.

use super::aim::{Aim, new_needed, seconds_left};
use super::pace::Pace;
use super::standings::Standings;
use super::steps::Due;
use super::wanted::comes_next;
use crate::engine::id::{ItemId, ItemKind, TrackId};
use crate::engine::progress::history::History;
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::sorted::sort;
use crate::engine::time::{Millis, Now, StudyDay};
use std::cmp::Ordering;

/// How much is to be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Questions that are due, learning steps among them.
    pub questions: u32,
    /// Cards that are due, learning steps among them.
    pub cards: u32,
    /// New items: what the day's pace still allows and, where the deck is known, has.
    pub new: u32,
    /// Due items whose latest answer was wrong though the learner was certain.
    pub confident_errors: u32,
    /// Learning steps that come due later today.
    pub later: u32,
    /// The earliest of these.
    pub next_step: Option<Millis>,
    /// How long all of it takes, minutes, rounded up; 0 only where nothing is to be done.
    pub minutes: u32,
}

impl Counts {
    /// Items to be done now.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.questions + self.cards + self.new
    }

    /// Counts an item that is due, or will be.
    pub(super) fn count(&mut self, item: &ItemId, history: &History, due: Due, now: Now, today: StudyDay) {
        if due.by(now, today) {
            *(if item.kind() == ItemKind::Card { &mut self.cards } else { &mut self.questions }) += 1;
            self.confident_errors += u32::from(history.confident_error());
        } else if let Due::At(at) = due {
            self.later += 1;
            self.next_step = Some(self.next_step.map_or(at, |first| first.min(at)));
        }
    }
}

/// New items that the day's pace still allows in a track.
#[must_use]
pub fn new_allowed(snapshot: &Snapshot, track: &TrackId, today: StudyDay) -> u32 {
    u32::from(snapshot.settings().new_per_day).saturating_sub(snapshot.tally(Some(track), today).new)
}

/// How much is to be done in a track. `unseen` is how many items of its deck were never met, where known (the
/// catalogue's figures less the items with a past); what is new counts as a question would for the time it takes.
#[must_use]
pub fn due_summary(
    snapshot: &Snapshot,
    standings: &Standings,
    track: &TrackId,
    unseen: Option<u32>,
    now: Now,
) -> Counts {
    let today = snapshot.today(now);
    if let Some(aim) = Aim::without_deck(snapshot, track, today) {
        return aimed_summary(&aim, snapshot, standings, track, unseen.unwrap_or(0), now);
    }
    let (mut counts, mut asked) = (Counts::default(), 0);
    for (item, history) in snapshot.items_of(track) {
        if let Some(standing) = standings.get(item)
            && !history.suspended
            && !history.skipped(today)
        {
            let due = if history.wanted() { Due::On(today) } else { standing.due(now, today) };
            counts.count(item, history, due, now, today);
        }
        asked += u32::from(!history.seen() && comes_next(history, today));
    }
    counts.new = (new_allowed(snapshot, track, today) + asked).min(unseen.unwrap_or(u32::MAX));
    let pace = Pace::of(snapshot, track);
    counts.minutes = ((counts.questions + counts.new) * pace.question + counts.cards * pace.card).div_ceil(60);
    counts
}

/// With an exam ahead: what the day's minutes hold, as the queue would choose if all domains weighed alike.
fn aimed_summary(
    aim: &Aim,
    snapshot: &Snapshot,
    standings: &Standings,
    track: &TrackId,
    unseen: u32,
    now: Now,
) -> Counts {
    let (today, pace) = (snapshot.today(now), Pace::of(snapshot, track));
    let whole = seconds_left(snapshot, track, today);
    let (mut counts, mut reviews) = (Counts::default(), Vec::new());
    for (item, history) in snapshot.items_of(track) {
        let Some(standing) = standings.get(item) else { continue };
        if history.suspended || history.skipped(today) {
            continue;
        }
        if standing.day != today {
            let gain = aim.gain(Some(standing), &standings.outcomes(item, snapshot, now), today);
            let seconds = pace.seconds(item.kind()).max(1);
            reviews.push((aim.value(item) * gain / seconds as f32, seconds, item, history));
        } else if history.confident_error() {
            counts.count(item, history, standing.due(now, today), now, today);
        }
    }
    sort(&mut reviews, |(a, ..), (b, ..)| b.partial_cmp(a).unwrap_or(Ordering::Equal));
    let mut left = whole.saturating_sub(counts.questions * pace.question + counts.cards * pace.card);
    counts.new = new_needed(snapshot, track, aim.exam, today, unseen).min(unseen).min(left / pace.question.max(1));
    left -= counts.new * pace.question;
    for (_, seconds, item, history) in reviews {
        if seconds <= left {
            left -= seconds;
            counts.count(item, history, Due::On(today), now, today);
        }
    }
    // What is left over is for more that is new.
    let more = (left / pace.question.max(1)).min(unseen - counts.new);
    counts.new += more;
    counts.minutes = (whole - (left - more * pace.question)).div_ceil(60);
    counts
}
