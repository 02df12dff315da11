//! A long history, made up and the same every time: two years of one learner over all tracks, in sittings of forty
//! answers, each sitting by a writer of its own, as every load of the page is one.

use crate::engine::bank::answer::Answer;
use crate::engine::bank::question::ContentHash;
use crate::engine::chance::{Chance, mix};
use crate::engine::id::{DeviceId, EventId, ItemId, TRACKS};
use crate::engine::progress::event::{Answered, Confidence, Event, Grade, Graded, Place, What};
use crate::engine::time::{Millis, Now};

/// 2024-11-20T08:00Z.
const BEGIN_MS: i64 = 1_732_089_600_000;
/// Two years.
const SPAN_MS: i64 = 2 * 365 * 86_400_000;
/// Answers in one sitting.
const SITTING: u32 = 40;
const ITEMS_PER_TRACK: u32 = 900;

/// So many events, in the order in which they happened.
pub(super) fn events(count: u32) -> Vec<Event> {
    let mut chance = Chance::new(7);
    let sittings = i64::from(count.div_ceil(SITTING)).max(1);
    let mut at = BEGIN_MS;
    (0..count)
        .map(|n| {
            if n.is_multiple_of(SITTING) {
                at = BEGIN_MS + SPAN_MS / sittings * i64::from(n / SITTING);
            }
            event(n, &mut at, &mut chance)
        })
        .collect()
}

/// The next event; `at` is when the one before it was.
fn event(n: u32, at: &mut i64, chance: &mut Chance) -> Event {
    let track = TRACKS[chance.below(TRACKS.len() as u32) as usize];
    let number = chance.below(ITEMS_PER_TRACK);
    let hash = ContentHash(number.wrapping_mul(2_654_435_761));
    let duration_ms = 4_000 + chance.below(60_000);
    // The explanation is read for a while.
    *at += i64::from(duration_ms + 1_000 + chance.below(20_000));
    // Three of ten are cards.
    let what = if number % 10 < 3 {
        let grade = [Grade::Again, Grade::Hard, Grade::Good, Grade::Good, Grade::Easy][chance.below(5) as usize];
        let item = ItemId::new(&format!("{track}-topic{}-c{:02}", number / 100, number % 100));
        What::Graded(Graded { item, hash, grade, duration_ms, place: Place::Study })
    } else {
        let right = chance.below(100) < 78;
        let confidence = [None, Some(Confidence::Guessed), Some(Confidence::ThoughtSo), Some(Confidence::Certain)];
        What::Answered(Answered {
            item: ItemId::new(&format!("{track}-topic{}-{:03}", number / 100, number % 100)),
            hash,
            answer: Answer::Single(chance.below(4) as u8),
            right,
            confidence: confidence[chance.below(4) as usize],
            duration_ms,
            place: Place::Study,
            seed: u64::from(chance.below(4_096)),
        })
    };
    let device = DeviceId(mix(u64::from(n / SITTING), b"device"));
    let id = EventId { device, counter: u64::from(n % SITTING) };
    Event { id, now: Now { at: Millis(*at), utc_offset: 60 }, what }
}
