//! Arbitrary events. Two kinds: any that can exist at all, and a crowded few that meet each other (the same items,
//! devices, times and ids again and again), which is where merging and folding go wrong.

use certdeck::engine::bank::answer::{Answer, Mark};
use certdeck::engine::bank::question::ContentHash;
use certdeck::engine::id::{DeviceId, DomainId, EventId, ItemId, TRACKS, TrackId};
use certdeck::engine::progress::event::{
    Answered, Confidence, Event, Grade, Graded, Parameters, Place, Setting, Theme, What,
};
use certdeck::engine::progress::exam::{Did, Ending, Given, Part, Passage, Slot, Source, Started, Step, Timing};
use certdeck::engine::time::{Millis, Now, StudyDay};
use proptest::prelude::*;
use proptest::sample::select;

const GRADES: [Grade; 4] = [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy];
const PLACES: [Place; 3] = [Place::Study, Place::Practice, Place::Exam];
const CONFIDENCES: [Option<Confidence>; 4] =
    [None, Some(Confidence::Guessed), Some(Confidence::ThoughtSo), Some(Confidence::Certain)];
const THEMES: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

fn track() -> impl Strategy<Value = TrackId> {
    prop_oneof![select(&TRACKS[..]).prop_map(TrackId::new), "[a-z0-9]{1,9}".prop_map(|name| TrackId::new(&name))]
}

/// An id as the bank has them.
fn well_formed() -> impl Strategy<Value = ItemId> {
    (track(), "[a-z][a-z0-9]{0,9}(-[a-z0-9]{1,9}){0,2}", prop_oneof!["[0-9]{3}", "[cdk][0-9]{2}"])
        .prop_map(|(track, topic, tail)| ItemId::new(&format!("{track}-{topic}-{tail}")))
}

fn item() -> impl Strategy<Value = ItemId> {
    // One in ten is no id at all: what a browser stored must come back as it was.
    prop_oneof![9 => well_formed(), 1 => "\\PC{0,20}".prop_map(|text| ItemId::new(&text))]
}

fn answer() -> impl Strategy<Value = Answer> {
    let list = || proptest::collection::vec(any::<u8>(), 0..9);
    prop_oneof![
        any::<u8>().prop_map(Answer::Single),
        any::<u8>().prop_map(Answer::Multiple),
        list().prop_map(Answer::Matching),
        list().prop_map(Answer::Ordering),
        prop_oneof![
            any::<f64>().prop_filter("finite", |value| value.is_finite()),
            (0..10_000i32).prop_map(|n| f64::from(n) / 4.0)
        ]
        .prop_map(Answer::Numeric),
        any::<u8>().prop_map(Answer::Hotspot),
    ]
}

fn event_id() -> impl Strategy<Value = EventId> {
    (any::<u64>(), prop_oneof![0..1000u64, any::<u64>()])
        .prop_map(|(device, counter)| EventId { device: DeviceId(device), counter })
}

fn parameters() -> impl Strategy<Value = Parameters> {
    let value = prop_oneof![0.0..10.0f32, any::<f32>().prop_filter("finite", |value| value.is_finite())];
    (any::<u8>(), proptest::collection::vec(value, 0..=Parameters::MOST))
        .prop_map(|(model, values)| Parameters { model, values })
}

fn setting() -> impl Strategy<Value = Setting> {
    prop_oneof![
        track().prop_map(Setting::Track),
        select(&THEMES[..]).prop_map(Setting::Theme),
        any::<u8>().prop_map(Setting::Retention),
        any::<u16>().prop_map(Setting::NewPerDay),
        any::<u16>().prop_map(Setting::Rollover),
        any::<u16>().prop_map(Setting::TextSize),
        any::<bool>().prop_map(Setting::ReducedMotion),
        any::<bool>().prop_map(Setting::Shortcuts),
        any::<bool>().prop_map(Setting::AskConfidence),
        (track(), any::<[u16; 7]>()).prop_map(|(track, week)| Setting::Minutes(track, week)),
        (track(), proptest::collection::vec(any::<i32>().prop_map(StudyDay), 0..20))
            .prop_map(|(track, days)| Setting::DaysOff(track, days)),
        (track(), any::<u8>()).prop_map(|(track, percent)| Setting::Target(track, percent)),
        (track(), proptest::option::of((2000..2100u16, 1..13u8, 1..29u8)))
            .prop_map(|(track, date)| Setting::ExamDate(track, date.map(|(y, m, d)| format!("{y}-{m:02}-{d:02}")))),
        proptest::option::of(parameters()).prop_map(Setting::Parameters),
    ]
}

fn answered(item: impl Strategy<Value = ItemId>) -> impl Strategy<Value = What> {
    (
        (item, any::<u32>(), answer(), any::<bool>()),
        (
            select(&CONFIDENCES[..]),
            any::<u32>(),
            select(&PLACES[..]),
            prop_oneof![any::<u32>().prop_map(u64::from), any::<u64>()],
        ),
    )
        .prop_map(|((item, hash, answer, right), (confidence, duration_ms, place, seed))| {
            let hash = ContentHash(hash);
            What::Answered(Answered { item, hash, answer, right, confidence, duration_ms, place, seed })
        })
}

fn graded(item: impl Strategy<Value = ItemId>) -> impl Strategy<Value = What> {
    (item, any::<u32>(), select(&GRADES[..]), any::<u32>(), select(&PLACES[..])).prop_map(
        |(item, hash, grade, duration_ms, place)| {
            What::Graded(Graded { item, hash: ContentHash(hash), grade, duration_ms, place })
        },
    )
}

fn source() -> impl Strategy<Value = Source> {
    prop_oneof![
        any::<u8>().prop_map(Source::Form),
        Just(Source::Fresh),
        (any::<u8>(), proptest::collection::vec("[a-z]{1,9}", 0..3), any::<bool>()).prop_map(
            |(count, domains, drills)| {
                let domains = domains.iter().map(|domain| DomainId::new(domain)).collect();
                Source::Mini { count, domains, drills }
            }
        ),
    ]
}

fn started(track: impl Strategy<Value = TrackId>, item: impl Strategy<Value = ItemId>) -> impl Strategy<Value = What> {
    let slot = (item, any::<u32>(), any::<bool>(), any::<bool>()).prop_map(|(item, hash, pretest, seen)| Slot {
        item,
        hash: ContentHash(hash),
        pretest,
        seen,
    });
    let part = ("\\PC{0,9}", any::<u16>(), proptest::collection::vec(slot, 0..4))
        .prop_map(|(name, break_minutes, slots)| Part { name, break_minutes, slots });
    let facts = (track, "[0-9-]{0,10}", source(), "[0-9A-Z-]{0,20}");
    let clock = (any::<u32>(), any::<u32>(), any::<u8>(), select(&[Timing::Strict, Timing::Paused][..]));
    (facts, clock, proptest::collection::vec(part, 0..4)).prop_map(
        |((track, outline, source, code), (seed, allowed_ms, extra_percent, timing), parts)| {
            What::ExamStarted(Box::new(Started {
                track,
                outline,
                source,
                code,
                seed,
                allowed_ms,
                extra_percent,
                timing,
                parts,
            }))
        },
    )
}

fn did(at: impl Strategy<Value = u16> + Clone + 'static) -> impl Strategy<Value = Did> {
    let endings = [Ending::Completed, Ending::Early, Ending::Expired, Ending::Abandoned];
    let given =
        ((at.clone(), answer(), any::<bool>()), (any::<u8>(), any::<u8>(), select(&CONFIDENCES[..]), any::<u32>()))
            .prop_map(|((at, answer, right), (parts_right, parts, confidence, duration_ms))| {
                let mark = Mark { right, parts_right, parts };
                Did::Answered(Given { at, answer, mark, confidence, duration_ms })
            });
    prop_oneof![
        6 => given,
        1 => at.clone().prop_map(Did::Went),
        1 => at.clone().prop_map(Did::Cleared),
        1 => (at.clone(), any::<bool>()).prop_map(|(at, on)| Did::Flagged { at, on }),
        1 => (at.clone(), any::<u8>()).prop_map(|(at, options)| Did::Struck { at, options }),
        1 => (at.clone(), "\\PC{0,9}").prop_map(|(at, text)| Did::Noted { at, text }),
        1 => (at, any::<bool>(), proptest::collection::vec(any::<(u16, u16)>(), 0..3)).prop_map(|(at, stem, ranges)| {
            Did::Highlighted { at, passage: if stem { Passage::Stem } else { Passage::Case }, ranges }
        }),
        1 => Just(Did::Closed),
        1 => Just(Did::Opened),
        1 => Just(Did::Forgave),
        2 => select(endings.to_vec()).prop_map(Did::Ended),
    ]
}

fn stepped(
    sitting: impl Strategy<Value = EventId>,
    number: impl Strategy<Value = u32>,
    at: impl Strategy<Value = u16> + Clone + 'static,
) -> impl Strategy<Value = What> {
    (sitting, number, any::<u32>(), any::<u32>(), did(at)).prop_map(|(sitting, number, spent_ms, rested_ms, did)| {
        What::ExamStep(Box::new(Step { sitting, number, spent_ms, rested_ms, did }))
    })
}

fn any_what(item: fn() -> BoxedStrategy<ItemId>) -> impl Strategy<Value = What> {
    prop_oneof![
        5 => answered(item()),
        2 => graded(item()),
        1 => item().prop_map(What::Skipped),
        1 => (item(), any::<bool>()).prop_map(|(item, on)| What::Flagged { item, on }),
        1 => (item(), any::<bool>()).prop_map(|(item, on)| What::Suspended { item, on }),
        1 => event_id().prop_map(What::Undone),
        2 => setting().prop_map(What::Set),
        1 => proptest::option::of(track()).prop_map(What::Deleted),
        1 => started(track(), item()),
        3 => stepped(event_id(), any::<u32>(), any::<u16>()),
        1 => proptest::collection::vec(item(), 0..4).prop_map(What::Wanted),
    ]
}

fn now(at: impl Strategy<Value = i64>) -> impl Strategy<Value = Now> {
    let offset = prop_oneof![(-56..=56i16).prop_map(|quarter| quarter * 15), -840..=840i16];
    (at, offset).prop_map(|(at, utc_offset)| Now { at: Millis(at), utc_offset })
}

/// Any event that can exist.
pub fn any_event() -> impl Strategy<Value = Event> {
    let at = prop_oneof![1_700_000_000_000..2_000_000_000_000i64, any::<i64>()];
    (event_id(), now(at), any_what(|| item().boxed())).prop_map(|(id, now, what)| Event { id, now, what })
}

/// Any event that a browser of these years writes about the bank.
pub fn likely_event() -> impl Strategy<Value = Event> {
    (event_id(), now(1_700_000_000_000..2_000_000_000_000i64), any_what(|| well_formed().boxed()))
        .prop_map(|(id, now, what)| Event { id, now, what })
}

/// Up to `most` events of three devices on a few items within some days, with ids that may clash, clocks that jump,
/// and undos and deletions that name one another.
pub fn crowd(most: usize) -> impl Strategy<Value = Vec<Event>> {
    let few = || select(&["csm-daily-001", "csm-sprint-c01", "aif-terms-002"][..]).prop_map(ItemId::new);
    let few_ids = || (0..3u64, 0..24u64).prop_map(|(device, counter)| EventId { device: DeviceId(device), counter });
    let tracks = || select(&["csm", "aif"][..]).prop_map(TrackId::new);
    let what = prop_oneof![
        6 => answered(few()),
        3 => graded(few()),
        1 => few().prop_map(What::Skipped),
        1 => (few(), any::<bool>()).prop_map(|(item, on)| What::Flagged { item, on }),
        1 => (few(), any::<bool>()).prop_map(|(item, on)| What::Suspended { item, on }),
        3 => few_ids().prop_map(What::Undone),
        1 => setting().prop_map(What::Set),
        1 => proptest::option::weighted(0.7, tracks()).prop_map(What::Deleted),
        2 => started(tracks(), few()),
        6 => stepped(few_ids(), 0..6u32, 0..4u16),
        1 => proptest::collection::vec(few(), 0..3).prop_map(What::Wanted),
    ];
    // Half of the times are multiples of a day, so that some fall together.
    let at = prop_oneof![(0..5i64).prop_map(|day| day * 86_400_000), 0..400_000_000i64];
    let event = (few_ids(), now(at), what).prop_map(|(id, now, what)| Event { id, now, what });
    proptest::collection::vec(event, 0..most)
}
