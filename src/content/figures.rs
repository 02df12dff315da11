//! Counts and wording-cue figures of a track: what somebody could learn from the wording who reads no stem.

use super::bank::TrackSource;
use super::words;
use crate::engine::bank::pack::{Cues, Figures};
use crate::engine::bank::question::{Body, Choice, Kind, Question};

/// The kind's name in the source.
pub(super) fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Single => "single",
        Kind::Multiple => "multiple",
        Kind::Matching => "matching",
        Kind::Ordering => "ordering",
        Kind::Numeric => "numeric",
        Kind::Hotspot => "hotspot",
    }
}

/// All of a track's figures; those by domain, level and kind count reserved questions too.
pub(super) fn figures(track: &TrackSource) -> Figures {
    let mut figures = Figures::default();
    let domains = track.track.iter().flat_map(|facts| &facts.domains);
    figures.by_domain = domains.map(|domain| (domain.id.to_string(), 0)).collect();
    let mut by_kind = [0u32; Kind::ALL.len()];
    for question in track.questions() {
        if question.item.form.is_some() {
            figures.reserved += 1;
        } else {
            figures.questions += 1;
        }
        if let Some((_, count)) = figures.by_domain.iter_mut().find(|(domain, _)| *domain == question.topic.domain) {
            *count += 1;
        }
        figures.by_level[question.item.level as usize] += 1;
        by_kind[question.item.kind() as usize] += 1;
    }
    let kinds = Kind::ALL.iter().zip(by_kind).filter(|(_, count)| *count > 0);
    figures.by_kind = kinds.map(|(kind, count)| (kind_name(*kind).to_owned(), count)).collect();
    for topic in &track.topics {
        figures.cards += topic.cards.len() as u32;
        figures.cases += topic.cases.len() as u32;
        figures.drills += topic.drills.len() as u32;
    }
    figures.cues = cues(track.questions().map(|question| question.item));
    figures
}

/// Lengths, in characters, of an option as it is read.
fn length(option: &Choice) -> f64 {
    option.text.plain().chars().count() as f64
}

/// The figures over the well-formed single-answer items among these; `None` where there are none.
fn cues<'q>(questions: impl Iterator<Item = &'q Question>) -> Option<Cues> {
    let (mut items, mut longest, mut shortest) = (0u32, 0.0, 0.0);
    let mut positions = [0u32; 4];
    let (mut absolute_keys, mut absolute_distractors) = (0u32, 0u32);
    let (mut key_length, mut distractor_length) = (0.0, 0.0);
    for question in questions {
        let Body::Single(options) = &question.body else { continue };
        let [a, b, c, d] = options.as_slice() else { continue };
        let lengths = [length(a), length(b), length(c), length(d)];
        let Some(key) = options.iter().position(|option| option.key) else { continue };
        items += 1;
        positions[key] += 1;
        // A tie leaves the attacker a guess among the tied ones.
        let share_of = |extreme: f64| {
            let tied = lengths.iter().filter(|length| **length == extreme).count();
            if lengths[key] == extreme { 1.0 / tied as f64 } else { 0.0 }
        };
        longest += share_of(lengths.iter().copied().fold(0.0, f64::max));
        shortest += share_of(lengths.iter().copied().fold(f64::INFINITY, f64::min));
        key_length += lengths[key];
        distractor_length += (lengths.iter().sum::<f64>() - lengths[key]) / 3.0;
        for option in options {
            let absolute = u32::from(words::is_absolute(&option.text.plain()));
            *(if option.key { &mut absolute_keys } else { &mut absolute_distractors }) += absolute;
        }
    }
    if items == 0 {
        return None;
    }
    let n = f64::from(items);
    Some(Cues {
        items,
        longest: longest / n,
        shortest: shortest / n,
        positions: positions.map(|count| f64::from(count) / n),
        absolute_keys: f64::from(absolute_keys) / n,
        absolute_distractors: f64::from(absolute_distractors) / (3.0 * n),
        length_ratio: key_length / f64::max(distractor_length, 1.0),
    })
}

/// A figure that must stay within bounds.
pub(super) struct Bounded {
    /// The check that refuses it beyond them.
    pub rule: &'static str,
    pub name: &'static str,
    pub value: f64,
    pub low: f64,
    pub high: f64,
    /// Whether it prints in percent.
    pub percent: bool,
}

impl Bounded {
    /// Whether it is within bounds.
    pub fn holds(&self) -> bool {
        (self.low - 1e-9..=self.high + 1e-9).contains(&self.value)
    }

    /// As it is read: `31.2 %` or `1.04`.
    pub fn print(&self, value: f64) -> String {
        if self.percent { format!("{:.1} %", 100.0 * value) } else { format!("{value:.3}") }
    }
}

/// The bounds of the promise.
pub(super) fn bounded(cues: &Cues) -> Vec<Bounded> {
    let slack = if cues.items < 100 { 0.10 } else { 0.06 };
    let share = |rule, name, value, low, high| Bounded { rule, name, value, low, high, percent: true };
    let most = cues.positions.iter().copied().fold(0.0, f64::max);
    let apart = (cues.absolute_keys - cues.absolute_distractors).abs();
    vec![
        share("cue-longest", "the longest option is the key", cues.longest, 0.25 - slack, 0.25 + slack),
        share("cue-shortest", "the shortest option is the key", cues.shortest, 0.25 - slack, 0.25 + slack),
        share("cue-position", "most keys at one stored position", most, 0.0, 0.30),
        share("cue-absolute", "absolute words, keys apart from distractors", apart, 0.0, 0.04),
        Bounded {
            rule: "cue-length",
            name: "mean length of keys over distractors",
            value: cues.length_ratio,
            low: 0.93,
            high: 1.07,
            percent: false,
        },
    ]
}
