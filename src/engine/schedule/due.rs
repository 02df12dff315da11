//! Due: how much is to be done in a track today, told from the history alone, without the deck.

use super::aim::{Aim, fill, new_needed, seconds_left};
use super::order::Kinds;
use super::pace::Pace;
use super::standings::Standings;
use super::steps::Due;
use super::wanted::comes_next;
use crate::engine::id::{ItemId, ItemKind, TrackId};
use crate::engine::progress::history::History;
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::time::{Millis, Now, StudyDay};

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

/// Items of a deck that were never met. New ones come in this mix, questions and cards by turns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unseen {
    /// Questions, reserved ones aside.
    pub questions: u32,
    /// Cards.
    pub cards: u32,
}

impl Unseen {
    /// Both.
    #[must_use]
    pub fn all(self) -> u32 {
        self.questions + self.cards
    }

    /// Seconds for so many, rounded up; as for questions where none is known.
    fn seconds(self, count: u32, pace: Pace) -> u32 {
        let whole = self.questions * pace.question + self.cards * pace.card;
        match self.all() {
            0 => count * pace.question,
            all => (u64::from(count) * u64::from(whole)).div_ceil(u64::from(all)) as u32,
        }
    }
}

/// How much is to be done in a track. `unseen` is what its deck holds that was never met, where known (the catalogue's
/// figures less the items with a past).
#[must_use]
pub fn due_summary(
    snapshot: &Snapshot,
    standings: &Standings,
    track: &TrackId,
    unseen: Option<Unseen>,
    now: Now,
) -> Counts {
    let today = snapshot.today(now);
    if let Some(aim) = Aim::without_deck(snapshot, track, today) {
        return aimed_summary(&aim, snapshot, standings, track, unseen.unwrap_or_default(), now);
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
    counts.new = (new_allowed(snapshot, track, today) + asked).min(unseen.map_or(u32::MAX, Unseen::all));
    let pace = Pace::of(snapshot, track);
    let new = unseen.unwrap_or_default().seconds(counts.new, pace);
    counts.minutes = (counts.questions * pace.question + counts.cards * pace.card + new).div_ceil(60);
    counts
}

/// With an exam ahead: what the day's minutes hold, as the queue would choose if all domains weighed alike.
#[inline(never)]
fn aimed_summary(
    aim: &Aim,
    snapshot: &Snapshot,
    standings: &Standings,
    track: &TrackId,
    unseen: Unseen,
    now: Now,
) -> Counts {
    let (today, pace) = (snapshot.today(now), Pace::of(snapshot, track));
    let whole = seconds_left(snapshot, track, today);
    let (mut counts, mut reviews) = (Counts::default(), Vec::new());
    let (mut questions, mut cards) = ((0, unseen.questions), (0, unseen.cards));
    for (item, history) in snapshot.items_of(track) {
        if history.seen() {
            let (met, all) = if item.kind() == ItemKind::Card { &mut cards } else { &mut questions };
            (*met, *all) = (*met + 1, *all + 1);
        }
        let Some(standing) = standings.get(item) else { continue };
        if history.suspended || history.skipped(today) {
            continue;
        }
        if standing.day != today {
            let gain = aim.gain(Some(standing), &standings.outcomes(item, snapshot, now), today);
            let seconds = pace.seconds(item.kind()).max(1);
            reviews.push((-aim.value(item) * gain / seconds as f32, seconds, (item, history)));
        } else if history.confident_error() {
            counts.count(item, history, standing.due(now, today), now, today);
        }
    }
    // All new questions are alike without the deck, and all new cards.
    let new = ["-new-001", "-new-c01"].map(|like| {
        let item = ItemId::new(&[track.as_str(), like].concat());
        let gain = aim.gain(None, &standings.outcomes(&item, snapshot, now), today);
        let seconds = pace.seconds(item.kind());
        (-aim.value(&item) * gain / seconds.max(1) as f32, seconds)
    });
    let mut kinds = Kinds { questions, cards };
    let mut ahead = unseen;
    let new = std::iter::from_fn(|| {
        let card = kinds.card_is_next(ahead.questions > 0, ahead.cards > 0)?;
        let (left, met) =
            if card { (&mut ahead.cards, &mut kinds.cards.0) } else { (&mut ahead.questions, &mut kinds.questions.0) };
        (*left, *met) = (*left - 1, *met + 1);
        let (rank, seconds) = new[usize::from(card)];
        Some((rank, seconds, [()]))
    });
    let needed = new_needed(snapshot, track, aim.exam, today, unseen.all());
    let steps = counts.questions * pace.question + counts.cards * pace.card;
    let day = fill(reviews, new, needed, whole.saturating_sub(steps));
    for (_, (item, history)) in day.reviews {
        counts.count(item, history, Due::On(today), now, today);
    }
    counts.new = day.new.len() as u32;
    counts.minutes = (whole - day.left).div_ceil(60);
    counts
}
