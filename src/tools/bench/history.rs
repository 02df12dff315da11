//! A long history, made up and the same every time: two years of one learner over all tracks.

use crate::engine::bank::answer::Answer;
use crate::engine::bank::deck::Deck;
use crate::engine::bank::question::ContentHash;
use crate::engine::bank::track::{Domain, Outline, Pass, Provenance, Topic, Track, Weight};
use crate::engine::chance::{Chance, mix};
use crate::engine::id::{DeviceId, DomainId, EventId, ItemId, ItemKind, TRACKS, TopicId, TrackId};
use crate::engine::progress::event::{Answered, Confidence, Event, Grade, Graded, Place, What};
use crate::engine::time::{Millis, Now};

/// 2024-11-20T08:00Z.
const BEGIN_MS: i64 = 1_732_089_600_000;
/// Two years.
const SPAN_MS: i64 = 2 * 365 * 86_400_000;
/// Answers in one sitting, each by a writer of its own, as every load of the page is one.
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

/// The track to which a tenth and more of the events belong: three domains of three of its topics each.
pub(super) fn track() -> Track {
    let topic = |n: u32| Topic { id: TopicId::new(&format!("topic{n}")), name: format!("Topic {n}") };
    let domain = |n: u32| Domain {
        id: DomainId::new(&format!("domain{n}")),
        name: format!("Domain {n}"),
        topics: (3 * n..3 * n + 3).map(topic).collect(),
    };
    let weight = |(n, weight)| Weight { id: DomainId::new(&format!("domain{n}")), weight };
    let outline = Outline {
        version: String::new(),
        from: "2020-01-01".into(),
        checked: "2026-11-20".into(),
        link: String::new(),
        mark: Provenance::Editorial,
        weights_mark: Provenance::Editorial,
        questions: 180,
        scored: 170,
        minutes: 240,
        kinds: Vec::new(),
        pass: Pass::Count { correct: 120, of: 170, mark: Provenance::Editorial },
        sections: Vec::new(),
        approach_shares: None,
        domains: [(0, 33), (1, 41), (2, 26)].map(weight).to_vec(),
        notes: Vec::new(),
    };
    Track {
        id: TrackId::new(TRACKS[0]),
        short: String::new(),
        name: String::new(),
        issuer: String::new(),
        about: String::new(),
        approaches: false,
        outlines: vec![outline],
        domains: (0..3).map(domain).collect(),
        traps: Vec::new(),
    }
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

/// So many questions of a deck, each answered so many days ago.
pub(super) fn study(deck: &Deck, items: usize, days_ago: &[i64], now: Now) -> Vec<Event> {
    let mut chance = Chance::new(9);
    let mut events = Vec::new();
    for days in days_ago {
        let at = Millis(now.at.0 - days * 86_400_000);
        for item in
            deck.items().map(|item| item.id().clone()).filter(|item| item.kind() == ItemKind::Question).take(items)
        {
            let id = EventId { device: DeviceId(3), counter: events.len() as u64 };
            let what = What::Answered(Answered {
                item,
                hash: ContentHash(1),
                answer: Answer::Single(0),
                right: chance.below(100) < 70,
                confidence: None,
                duration_ms: 40_000,
                place: Place::Study,
                seed: 0,
            });
            events.push(Event { id, now: Now { at, ..now }, what });
        }
    }
    events
}
