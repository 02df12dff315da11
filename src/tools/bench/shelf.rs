//! A history as the page has it in storage: segments, and the last answers one by one.

use crate::engine::progress::codec::{self, segment};
use crate::engine::progress::compaction::{Ask, LIMITS, Round, SEGMENT, SINGLE, Told};
use crate::engine::progress::event::Event;
use crate::tools::steps::Timer;
use std::collections::BTreeMap;

/// Names and texts.
pub(super) type Pieces = BTreeMap<String, String>;

/// What a name costs besides itself.
const PREFIX: usize = "certdeck/".len();

/// Rounds of compaction at the end of the history that are done as the page does them, and measured.
const ROUNDS: usize = 4;

/// What is stored of these events, and how long each slice of each measured round took, milliseconds.
pub(super) fn stored(events: &[Event]) -> (Pieces, Vec<Vec<f64>>) {
    let mut pieces = Pieces::new();
    let begin = events.len().saturating_sub(ROUNDS * LIMITS.singles) / LIMITS.full * LIMITS.full;
    for chunk in events[..begin].chunks(LIMITS.full) {
        let text = segment::seal(1, chunk);
        pieces.insert([SEGMENT, &segment::storage_name(1, &text)].concat(), text);
    }
    let mut stores = [pieces.clone(), pieces];
    let mut slices = Vec::new();
    for some in events[begin..].chunks(LIMITS.singles) {
        for event in some {
            for store in &mut stores {
                store.insert([SINGLE, &codec::storage_name(event)].concat(), codec::encode(event));
            }
        }
        slices.push(compact(&mut stores));
    }
    let [local, _] = stores;
    (local, slices)
}

/// One round; how long each of its slices took.
fn compact(stores: &mut [Pieces; 2]) -> Vec<f64> {
    let mut round = Round::new(LIMITS);
    let mut wish = Some(round.first());
    let mut slices = Vec::new();
    while let Some(ask) = wish {
        let told = match ask {
            Ask::Names(store) => Told::Names(stores[store as usize].keys().cloned().collect()),
            Ask::Read(store, name) => Told::Text(stores[store as usize].get(&name).cloned()),
            Ask::Write(store, name, text) => {
                stores[store as usize].insert(name, text);
                Told::Done
            }
            Ask::Remove(store, names) => {
                stores[store as usize].retain(|name, _| !names.contains(name));
                Told::Done
            }
            Ask::Pause => Told::Done,
        };
        let timer = Timer::start();
        wish = round.next(told);
        slices.push(timer.micros() / 1e3);
    }
    slices
}

/// The events of a piece.
pub(super) fn read(name: &str, text: &str) -> Vec<Event> {
    if name.starts_with(SEGMENT) {
        return segment::open(text).and_then(|segment| segment.events()).unwrap_or_default();
    }
    codec::decode(text).into_iter().collect()
}

/// What they take in `localStorage`.
pub(super) fn characters(pieces: &Pieces) -> usize {
    pieces.iter().map(|(name, text)| PREFIX + name.len() + text.len()).sum()
}
