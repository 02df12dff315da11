//! Calibration: how sure the learner was against how often that was right.

use super::share::Share;
use crate::engine::id::TrackId;
use crate::engine::progress::event::Confidence;
use crate::engine::progress::snapshot::Snapshot;

/// Right answers by confidence: guessed, thought so, certain. Questions only, where the learner was asked.
#[must_use]
pub fn calibration(snapshot: &Snapshot, track: &TrackId) -> [(Confidence, Share); 3] {
    let mut table = [Confidence::Guessed, Confidence::ThoughtSo, Confidence::Certain].map(|c| (c, Share::default()));
    for review in snapshot.items_of(track).flat_map(|(_, history)| &history.reviews) {
        for (confidence, share) in &mut table {
            if review.confidence == Some(*confidence) {
                share.count(review.right);
            }
        }
    }
    table
}
