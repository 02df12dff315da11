//! The bank of the built site, read by the same code that the page reads it with: tests know the right answers.

use crate::harness::site;
use certdeck::engine::bank::deck::Deck;
use certdeck::engine::bank::pack::{Catalogue, Pack};
use certdeck::engine::bank::question::{Body, Question};
use std::fs;
use std::path::Path;

/// The catalogue of a site.
pub fn catalogue(site: &Path) -> Catalogue {
    let text = fs::read_to_string(site.join("packs/tracks.json")).expect("a catalogue");
    Catalogue::read(&text).expect("a readable catalogue")
}

/// The file name of a track's pack.
pub fn pack_file(site: &Path, track: &str) -> Option<String> {
    let entries = catalogue(site).tracks;
    entries.into_iter().find(|entry| entry.track.id.as_str() == track).and_then(|entry| entry.pack)
}

/// The deck of a track that has questions.
pub fn deck(track: &str) -> Deck {
    let catalogue = catalogue(&site());
    let entry = catalogue.tracks.iter().find(|entry| entry.track.id.as_str() == track).expect("a track of this name");
    let file = entry.pack.as_ref().expect("a track with questions");
    let text = fs::read_to_string(site().join("packs").join(file)).expect("a pack");
    Deck::new(entry, Pack::read(&text).expect("a readable pack"))
}

/// The tracks that have questions.
pub fn tracks() -> Vec<String> {
    let entries = catalogue(&site()).tracks;
    entries.into_iter().filter(|entry| entry.pack.is_some()).map(|entry| entry.track.id.to_string()).collect()
}

/// What a learner has to set for an answer, in words that stand on the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Plan {
    /// Options to choose.
    Choose(Vec<String>),
    /// For each left-hand side the value of its match.
    Match(Vec<usize>),
    /// Steps from first to last.
    Order(Vec<String>),
    /// A number to type.
    Type(String),
    /// A region to choose: its label and its place.
    Point(String, usize),
}

/// An answer that is right, or one that is wrong.
pub fn plan(question: &Question, right: bool) -> Plan {
    match &question.body {
        Body::Single(options) => {
            let option = options.iter().find(|option| option.key == right).expect("an option");
            Plan::Choose(vec![option.text.plain()])
        }
        Body::Multiple(options) => {
            let mut chosen: Vec<String> = options.iter().filter(|o| o.key).map(|o| o.text.plain()).collect();
            if !right {
                let other = options.iter().find(|option| !option.key).expect("a wrong option");
                chosen[0] = other.text.plain();
            }
            Plan::Choose(chosen)
        }
        Body::Matching { pairs, .. } => {
            let mut set: Vec<usize> = (0..pairs.len()).collect();
            if !right {
                let other = pairs.iter().position(|pair| pair.right != pairs[0].right).expect("another match");
                set.swap(0, other);
            }
            Plan::Match(set)
        }
        Body::Ordering(steps) => {
            let mut order: Vec<String> = steps.iter().map(|step| step.text.plain()).collect();
            if !right {
                order.swap(0, 1);
            }
            Plan::Order(order)
        }
        Body::Numeric(numeric) => {
            let off = if right { 0.0 } else { numeric.tolerance * 3.0 + 1.0 };
            Plan::Type(format!("{}", numeric.answer + off))
        }
        Body::Hotspot(regions) => {
            let at = regions.iter().position(|region| region.key == right).expect("a region");
            Plan::Point(regions[at].label.clone(), at)
        }
    }
}
