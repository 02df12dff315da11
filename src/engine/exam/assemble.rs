//! Assembly: from a track's facts, the bank, a history and a seed to a paper.
//!
//! The same shelf, source and seed give the same paper on every machine; what the history said is told in the code.

mod choose;
mod line_up;
mod past;
mod stock;

use super::apportion::{apportion, scaled};
use super::code::{Code, CodeError, SEED_BITS};
use super::coverage::{Group, Mode, Row};
use super::paper::Paper;
use super::shelf::Shelf;
use crate::engine::bank::question::{Kind, Level};
use crate::engine::bank::track::{Fill, Outline};
use crate::engine::chance::Chance;
use crate::engine::id::{DomainId, ItemId};
use crate::engine::progress::exam::{Slot, Source};
use crate::engine::progress::snapshot::Snapshot;
use choose::{Chosen, Demand};
use past::Past;
use std::fmt;
use stock::{Piece, Stock};

/// Fewest and most questions of a mini.
pub const MINI: (u8, u8) = (10, 60);

/// A fresh form of fewer questions than this is none.
const LEAST: u32 = 10;

/// Of so many questions of a mini with drills one is a drill.
const DRILL_EVERY: u32 = 5;

/// Why there is no paper. `Display` is for learners.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The track has no exam facts.
    NoOutline,
    /// The reserved form is not at hand.
    NoForm(u8),
    /// There are too few questions; the name of the first domain that lacks them.
    TooFew(String),
    /// The code gives no paper here.
    Code(CodeError),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoOutline => f.write_str("This deck has no exam facts to make a mock exam from."),
            Self::NoForm(form) => {
                write!(
                    f,
                    "The reserved form {form} is not at hand. Reload the page while online, or make a fresh form."
                )
            }
            Self::TooFew(domain) => {
                write!(f, "There are too few questions on {domain} for a mock exam. Try a mini over other domains.")
            }
            Self::Code(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Refusal {}

/// How often an item was answered before, as far as a snapshot knows.
pub fn times_seen(snapshot: &Snapshot) -> impl Fn(&ItemId) -> u32 {
    |item| snapshot.history(item).map_or(0, |history| history.reviews.len() as u32)
}

/// Makes a paper for an exam on that date (`2026-11-20`; a reserved form follows the newest outline). Of the seed 25
/// bits are used.
///
/// # Errors
/// No exam facts, a form that is not at hand, or too few questions.
pub fn assemble(
    shelf: &Shelf<'_>,
    date: &str,
    source: &Source,
    seed: u64,
    times_seen: &dyn Fn(&ItemId) -> u32,
) -> Result<Paper, Refusal> {
    let track = &shelf.deck.track;
    // A reserved form is made for the newest outline, whatever the date.
    let newest = matches!(source, Source::Form(_)).then(|| track.outlines.last()).flatten();
    let outline = newest.or_else(|| track.outline_on(date)).ok_or(Refusal::NoOutline)?;
    let at = track.outlines.iter().position(|other| other.from == outline.from).ok_or(Refusal::NoOutline)?;
    let source = match source {
        Source::Mini { count, domains, drills } => {
            Source::Mini { count: (*count).clamp(MINI.0, MINI.1), domains: domains.clone(), drills: *drills }
        }
        other => other.clone(),
    };
    let seed = (seed & ((1 << SEED_BITS) - 1)) as u32;
    let mut past = Past::asked(times_seen);
    let mut paper = make(shelf, outline, &source, seed, &mut past, times_seen)?;
    let code = Code::new(&track.id, shelf.bank, at, &domain_ids(shelf), &source, seed, past.told());
    paper.code = code.to_string();
    Ok(paper)
}

/// Makes the paper of a code. The history only says what the learner has seen of it.
///
/// # Errors
/// A code of another bank, track or outline, or a form that is not at hand.
pub fn reassemble(shelf: &Shelf<'_>, code: &Code, times_seen: &dyn Fn(&ItemId) -> u32) -> Result<Paper, Refusal> {
    let track = &shelf.deck.track;
    let at = code.check(&track.id, shelf.bank, track.outlines.len()).map_err(Refusal::Code)?;
    let outline = track.outlines.get(at).ok_or(Refusal::NoOutline)?;
    let source = code.source(&domain_ids(shelf));
    let mut past = Past::Told(code.told.clone().into_iter());
    let mut paper = make(shelf, outline, &source, code.seed, &mut past, times_seen)?;
    paper.code = code.to_string();
    Ok(paper)
}

fn domain_ids(shelf: &Shelf<'_>) -> Vec<DomainId> {
    shelf.deck.track.domains.iter().map(|domain| domain.id.clone()).collect()
}

/// The chance of one purpose.
fn chance(seed: u32, purpose: &str) -> Chance {
    Chance::named(u64::from(seed), purpose)
}

fn make(
    shelf: &Shelf<'_>,
    outline: &Outline,
    source: &Source,
    seed: u32,
    past: &mut Past<'_>,
    times_seen: &dyn Fn(&ItemId) -> u32,
) -> Result<Paper, Refusal> {
    let stock = Stock::of(shelf, outline, source).ok_or(Refusal::NoForm(form_of(source)))?;
    let (full, questions) = (matches!(source, Source::Fresh), u32::from(outline.questions));
    let wanted = if let Source::Mini { count, .. } = source { u32::from(*count) } else { questions };
    let chosen = if matches!(source, Source::Form(_)) {
        Some(Chosen::all(&stock))
    } else {
        let cases = outline.sections.iter().find_map(|section| match section.fill {
            Fill::Cases { cases, .. } => Some(u32::from(cases)),
            _ => None,
        });
        let drills = matches!(source, Source::Mini { drills: true, .. });
        let demand = Demand {
            total: wanted,
            shares: outline.approach_shares.map(|shares| [u32::from(shares.predictive), u32::from(shares.adaptive)]),
            cases: (cases.unwrap_or_default(), questions),
            drills: if drills { (wanted / DRILL_EVERY).max(1) } else { 0 },
        };
        choose::choose(&stock, &demand, seed, past)
    };
    let chosen = chosen
        .filter(|chosen| chosen.len() >= if full { LEAST } else { 1 })
        .ok_or_else(|| Refusal::TooFew(stock.scarcest(shelf)))?;
    let pretest = match source {
        Source::Mini { .. } => Vec::new(),
        _ => pretest(&stock, &chosen, outline, seed),
    };
    let mini = matches!(source, Source::Mini { .. });
    let slot = |piece: &Piece| Slot {
        item: piece.item.clone(),
        hash: piece.hash,
        pretest: pretest.contains(&piece.item),
        seen: times_seen(piece.item) > 0,
    };
    let coverage = coverage(shelf, &stock, &chosen, outline);
    let count = chosen.len();
    Ok(Paper {
        track: shelf.deck.track.id.clone(),
        outline: outline.from.clone(),
        source: source.clone(),
        code: String::new(),
        seed,
        minutes: (u32::from(outline.minutes) * count).div_ceil(questions.max(1)),
        wanted,
        parts: line_up::line_up(&chosen, outline, mini, seed, slot),
        coverage,
    })
}

fn form_of(source: &Source) -> u8 {
    if let Source::Form(form) = source { *form } else { 0 }
}

/// The questions that are not scored: so many that those that are follow the weights, too.
fn pretest<'s>(stock: &Stock<'s>, chosen: &Chosen<'s, '_>, outline: &Outline, seed: u32) -> Vec<&'s ItemId> {
    let count = chosen.len();
    let scored = scaled(count, u32::from(outline.scored), u32::from(outline.questions)).min(count);
    let all = chosen.by_domain(stock);
    let due = apportion(scored, &stock.weights);
    let rest: Option<Vec<u32>> = all.iter().zip(&due).map(|(all, due)| all.checked_sub(*due)).collect();
    let mut left = rest.unwrap_or_else(|| apportion(count - scored, &all));
    let mut pieces: Vec<&Piece> = chosen.pieces().collect();
    chance(seed, "pretest").shuffle(&mut pieces);
    pieces.retain(|piece| {
        let free = left[piece.domain] > 0;
        left[piece.domain] -= u32::from(free);
        free
    });
    pieces.into_iter().map(|piece| piece.item).collect()
}

fn coverage(shelf: &Shelf<'_>, stock: &Stock<'_>, chosen: &Chosen<'_, '_>, outline: &Outline) -> Vec<Row> {
    let count = chosen.len();
    let mut rows = Vec::new();
    let got = |holds: &dyn Fn(&Piece) -> bool| chosen.pieces().filter(|piece| holds(piece)).count() as u32;
    let domains = apportion(count, &stock.weights);
    for (at, domain) in stock.domains.iter().copied().enumerate() {
        let name = shelf.deck.track.domains.iter().find(|other| other.id == *domain);
        let name = name.map_or_else(|| domain.to_string(), |domain| domain.name.clone());
        if stock.weights[at] > 0 {
            let group = Group::Domain(domain.clone());
            rows.push(Row { group, name, wanted: Some(domains[at]), got: got(&|piece| piece.domain == at) });
        }
    }
    let topics = stock.topic_wants(&domains);
    for (at, (topic, domain)) in stock.topics.iter().copied().enumerate() {
        if stock.weights[domain] == 0 {
            continue;
        }
        let name = shelf.deck.track.topic(topic).map_or_else(|| topic.to_string(), |topic| topic.name.clone());
        let group = Group::Topic(topic.clone());
        rows.push(Row { group, name, wanted: Some(topics[at]), got: got(&|piece| piece.topic == at) });
    }
    if shelf.deck.track.approaches {
        let told = got(&|piece| !piece.drill);
        let shares = outline.approach_shares.map(|shares| [u32::from(shares.predictive), u32::from(shares.adaptive)]);
        let wants = shares.map(|shares| apportion(told, &shares));
        for (at, mode) in Mode::ALL.into_iter().enumerate() {
            let (name, got) = (mode.name().to_owned(), got(&|piece| !piece.drill && piece.mode == mode));
            let wanted = wants.as_ref().map(|wants| wants[at]);
            rows.push(Row { group: Group::Approach(mode), name, wanted, got });
        }
    }
    let drills = got(&|piece| piece.drill);
    let kinds = stock.kind_wants(count - drills);
    for (kind, wanted) in Kind::ALL.into_iter().zip(kinds) {
        let got = got(&|piece| piece.kind == kind);
        let wanted = wanted + if kind == Kind::Numeric { drills } else { 0 };
        if wanted + got > 0 {
            rows.push(Row { group: Group::Kind(kind), name: kind.name().to_owned(), wanted: Some(wanted), got });
        }
    }
    for (level, wanted) in Level::ALL.into_iter().zip(stock.level_wants(count)) {
        let got = got(&|piece| piece.level == level);
        rows.push(Row { group: Group::Level(level), name: level.name().to_owned(), wanted: Some(wanted), got });
    }
    rows
}
