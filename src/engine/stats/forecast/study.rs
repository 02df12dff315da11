//! Study: how much of a domain was worked through, and when.
//!
//! The unit is a question worked through. Its first answer counts half of that, the second a quarter, and so on: what
//! comes again teaches less of the domain than what is new. A card counts [`CARD_VALUE`] of a question.

use crate::engine::id::{ItemId, ItemKind};
use crate::engine::progress::history::History;
use crate::engine::schedule::aim::CARD_VALUE;
use crate::engine::sorted::sort;
use crate::engine::time::Millis;

/// What an item's later answers add is next to nothing.
const ANSWERS: usize = 8;

/// The study of one domain.
#[derive(Clone, Debug, Default)]
pub(super) struct Study {
    /// When, and how much was worked through from then on.
    moments: Vec<(Millis, f64)>,
}

impl Study {
    /// Counts an item's answers, those before an instant (all, where none is named).
    pub(super) fn count(&mut self, item: &ItemId, history: &History, before: Option<Millis>) {
        let mut worth = match item.kind() {
            ItemKind::Question => 1.0,
            ItemKind::Card => f64::from(CARD_VALUE),
            _ => return,
        };
        for review in history.reviews.iter().take(ANSWERS) {
            worth /= 2.0;
            if before.is_none_or(|before| review.at < before) {
                self.moments.push((review.at, worth));
            }
        }
    }

    /// Puts the moments in order: after this it can be asked.
    pub(super) fn settle(&mut self) {
        sort(&mut self.moments, |a, b| a.0.cmp(&b.0));
        let mut sum = 0.0;
        for (_, worth) in self.moments.iter_mut().rev() {
            sum += *worth;
            *worth = sum;
        }
    }

    /// All of it.
    pub(super) fn whole(&self) -> f64 {
        self.moments.first().map_or(0.0, |(_, whole)| *whole)
    }

    /// What came after an instant.
    pub(super) fn since(&self, at: Millis) -> f64 {
        let after = self.moments.partition_point(|(when, _)| *when <= at);
        self.moments.get(after).map_or(0.0, |(_, since)| *since)
    }
}
