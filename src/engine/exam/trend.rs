//! The history of sittings, and how results go on: only such as can be compared.
//!
//! Comparable are sittings of one exam and outline that are of the same sort (as long as the exam; or minis over the
//! same domains, with drills or without), of about the same length, and mostly new to the learner.

use super::clock::Clock;
use crate::engine::id::{DomainId, EventId, TrackId};
use crate::engine::progress::exam::{Did, Ending, SittingLog, Source};
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::share::Share;
use crate::engine::sorted::{Set, sort};
use crate::engine::time::Now;

/// Lengths are about the same where the shorter is at least this part of the longer, percent.
const ALIKE_PERCENT: u32 = 80;

/// A sitting that is over, or that can be gone on with, in brief. Told from the log alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Brief {
    /// The event that began it.
    pub id: EventId,
    /// When it began.
    pub began: Now,
    /// How it ended; none where it can be gone on with.
    pub ending: Option<Ending>,
    /// The first day of its outline.
    pub outline: String,
    /// Where its questions came from.
    pub source: Source,
    /// Its paper's code.
    pub code: String,
    /// Questions.
    pub questions: u32,
    /// Right, of the scored questions. Not to be shown before the end.
    pub scored: Share,
    /// Questions that had been answered before.
    pub repeated: u32,
    /// Time used, milliseconds.
    pub used_ms: u32,
    /// Time allowed, milliseconds.
    pub allowed_ms: u32,
}

/// A track's sittings, latest first.
#[must_use]
pub fn sittings(snapshot: &Snapshot, track: &TrackId) -> Vec<Brief> {
    let of_track = snapshot.sittings().filter(|(_, log)| log.started.track == *track);
    let mut all: Vec<Brief> = of_track.map(|(id, log)| Brief::of(id, log)).collect();
    sort(&mut all, |a, b| b.began.at.cmp(&a.began.at));
    all
}

/// The sitting that can be gone on with: the latest that is not over.
#[must_use]
pub fn open<'s>(snapshot: &'s Snapshot, track: Option<&TrackId>) -> Option<(EventId, &'s SittingLog)> {
    let open = snapshot.sittings().filter(|(_, log)| {
        log.ended().is_none()
            && track.is_none_or(|track| log.started.track == *track)
            && log.started.slots().next().is_some()
    });
    open.reduce(|latest, other| if other.1.now.at > latest.1.now.at { other } else { latest })
}

/// The reserved forms of a track that were sat to an end: their questions are no secret any more.
#[must_use]
pub fn forms_sat(snapshot: &Snapshot, track: &TrackId) -> Set<u8> {
    let over = snapshot.sittings().filter(|(_, log)| log.started.track == *track && log.ended().is_some());
    over.filter_map(|(_, log)| if let Source::Form(form) = log.started.source { Some(form) } else { None }).collect()
}

/// Those of a track's sittings that can be compared with one of them (itself among them), earliest first.
#[must_use]
pub fn comparable<'b>(all: &'b [Brief], with: &Brief) -> Vec<&'b Brief> {
    let mut alike: Vec<&Brief> = all.iter().filter(|brief| brief.id == with.id || brief.compares(with)).collect();
    sort(&mut alike, |a, b| a.began.at.cmp(&b.began.at));
    alike
}

impl Brief {
    /// Reads it off the log.
    #[must_use]
    pub fn of(id: EventId, log: &SittingLog) -> Self {
        let started = &log.started;
        let mut right = vec![false; started.slots().count()];
        let mut clock = Clock::new(started.allowed_ms, started.timing, log.now);
        for (_, _, step) in &log.steps {
            clock.spent_ms = step.spent_ms.min(started.allowed_ms);
            match &step.did {
                Did::Answered(given) => {
                    if let Some(right) = right.get_mut(usize::from(given.at)) {
                        *right = given.mark.right;
                    }
                }
                Did::Cleared(at) => {
                    if let Some(right) = right.get_mut(usize::from(*at)) {
                        *right = false;
                    }
                }
                Did::Ended(_) => break,
                _ => {}
            }
        }
        let mut scored = Share::default();
        let counted = started.slots().zip(&right).filter(|(slot, _)| !slot.pretest);
        counted.for_each(|(_, right)| scored.count(*right));
        Self {
            id,
            began: log.now,
            ending: log.ended().map(|(ending, _)| ending),
            outline: started.outline.clone(),
            source: started.source.clone(),
            code: started.code.clone(),
            questions: right.len() as u32,
            scored,
            repeated: started.slots().filter(|slot| slot.seen).count() as u32,
            used_ms: clock.spent_ms,
            allowed_ms: started.allowed_ms,
        }
    }

    fn compares(&self, with: &Self) -> bool {
        let sort = |source: &Source| -> Option<(Vec<DomainId>, bool)> {
            match source {
                Source::Form(_) | Source::Fresh => None,
                Source::Mini { domains, drills, .. } => Some((domains.clone(), *drills)),
            }
        };
        let over = |brief: &Self| brief.ending.is_some_and(|ending| ending != Ending::Abandoned);
        let new = |brief: &Self| brief.repeated * 100 <= brief.questions * super::paper::SEEN_WARNING_PERCENT;
        let (short, long) = (self.questions.min(with.questions), self.questions.max(with.questions));
        over(self)
            && over(with)
            && self.outline == with.outline
            && sort(&self.source) == sort(&with.source)
            && short * 100 >= long * ALIKE_PERCENT
            && new(self)
            && new(with)
    }
}
