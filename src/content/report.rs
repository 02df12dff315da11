//! The report of `check --report`: counts per track, domain, topic, level, kind and approach, and the cue figures.

use super::bank::{Bank, TopicSource, TrackSource};
use super::figures::{bounded, figures};
use crate::engine::bank::pack::Figures;
use crate::engine::bank::question::{Approach, Level};
use std::fmt;

/// Counts and figures; `Display` prints them as tables.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// In the order in which tracks are shown.
    pub tracks: Vec<TrackReport>,
}

/// Counts and figures of one track.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrackReport {
    /// For example `csm`.
    pub track: String,
    /// As the learner sees them.
    pub figures: Figures,
    /// In the track's order.
    pub topics: Vec<TopicReport>,
    /// Questions by approach: predictive, agile, hybrid, none.
    pub approaches: [u32; 4],
}

/// Counts of one topic.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TopicReport {
    /// For example `events`.
    pub domain: String,
    /// For example `daily`.
    pub topic: String,
    /// Questions, reserved ones too.
    pub questions: u32,
    /// Of these, the reserved ones.
    pub reserved: u32,
    /// Questions by level.
    pub by_level: [u32; 3],
    /// Cards.
    pub cards: u32,
    /// Case sets.
    pub cases: u32,
    /// Drills.
    pub drills: u32,
}

impl Report {
    pub(super) fn of(bank: &Bank) -> Self {
        Self { tracks: bank.tracks.iter().map(track).collect() }
    }
}

fn track(source: &TrackSource) -> TrackReport {
    let mut approaches = [0; 4];
    for question in source.questions() {
        let at = match question.item.approach {
            Some(Approach::Predictive) => 0,
            Some(Approach::Agile) => 1,
            Some(Approach::Hybrid) => 2,
            None => 3,
        };
        approaches[at] += 1;
    }
    let topics = source.topics.iter().map(topic).collect();
    TrackReport { track: source.name.clone(), figures: figures(source), topics, approaches }
}

fn topic(source: &TopicSource) -> TopicReport {
    let mut by_level = [0; 3];
    for question in &source.questions {
        by_level[question.item.level as usize] += 1;
    }
    TopicReport {
        domain: source.domain.clone(),
        topic: source.topic.to_string(),
        questions: source.questions.len() as u32,
        reserved: source.questions.iter().filter(|question| question.item.form.is_some()).count() as u32,
        by_level,
        cards: source.cards.len() as u32,
        cases: source.cases.len() as u32,
        drills: source.drills.len() as u32,
    }
}

/// A table whose first column is words and whose others are figures.
fn table(f: &mut fmt::Formatter<'_>, head: &[&str], rows: &[Vec<String>]) -> fmt::Result {
    let widths: Vec<usize> = (0..head.len())
        .map(|at| rows.iter().map(|row| row[at].chars().count()).chain([head[at].chars().count()]).max().unwrap_or(0))
        .collect();
    let mut line = |cells: &mut dyn Iterator<Item = &str>| -> fmt::Result {
        let mut line = String::new();
        for (at, (cell, width)) in cells.zip(&widths).enumerate() {
            let cell = if at == 0 { format!("  {cell:<width$}") } else { format!("  {cell:>width$}") };
            line.push_str(&cell);
        }
        writeln!(f, "{}", line.trim_end())
    };
    line(&mut head.iter().copied())?;
    for row in rows {
        line(&mut row.iter().map(String::as_str))?;
    }
    Ok(())
}

/// A count with its share of the whole.
fn share(count: u32, of: u32) -> String {
    if of == 0 { count.to_string() } else { format!("{count} ({:.0} %)", 100.0 * f64::from(count) / f64::from(of)) }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows: Vec<Vec<String>> = self
            .tracks
            .iter()
            .map(|t| {
                let counts =
                    [t.figures.questions, t.figures.reserved, t.figures.cards, t.figures.cases, t.figures.drills];
                std::iter::once(t.track.clone()).chain(counts.map(|count| count.to_string())).collect()
            })
            .collect();
        table(f, &["track", "questions", "reserved", "cards", "cases", "drills"], &rows)?;
        self.tracks.iter().try_for_each(|track| write!(f, "\n{track}"))
    }
}

impl fmt::Display for TrackReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.figures.questions + self.figures.reserved;
        writeln!(f, "{}: {all} questions", self.track)?;
        if self.topics.is_empty() {
            return Ok(());
        }
        let mut rows = Vec::new();
        for (domain, count) in &self.figures.by_domain {
            let of: Vec<&TopicReport> = self.topics.iter().filter(|topic| topic.domain == *domain).collect();
            rows.push(row(domain.clone(), share(*count, all), &of));
            rows.extend(
                of.iter().map(|topic| row(format!("  {}", topic.topic), topic.questions.to_string(), &[topic])),
            );
        }
        table(
            f,
            &["domain, topic", "questions", "reserved", "recall", "apply", "analyse", "cards", "cases", "drills"],
            &rows,
        )?;
        if all == 0 {
            return Ok(());
        }
        let levels = Level::ALL.iter().zip(self.figures.by_level);
        let levels: Vec<String> =
            levels.map(|(level, count)| format!("{} {}", level.name().to_lowercase(), share(count, all))).collect();
        writeln!(f, "  levels: {}", levels.join(", "))?;
        let kinds: Vec<String> =
            self.figures.by_kind.iter().map(|(kind, count)| format!("{kind} {}", share(*count, all))).collect();
        writeln!(f, "  kinds: {}", kinds.join(", "))?;
        let [predictive, agile, hybrid, none] = self.approaches;
        if predictive + agile + hybrid > 0 {
            let named = [("predictive", predictive), ("agile", agile), ("hybrid", hybrid), ("none", none)];
            let approaches: Vec<String> =
                named.iter().map(|(name, count)| format!("{name} {}", share(*count, all))).collect();
            writeln!(f, "  approaches: {}", approaches.join(", "))?;
        }
        let Some(cues) = &self.figures.cues else { return Ok(()) };
        writeln!(f, "  wording cues over {} single-answer items", cues.items)?;
        let rows: Vec<Vec<String>> = bounded(cues)
            .iter()
            .map(|figure| {
                let within = if figure.holds() { "" } else { "out of bounds" };
                let low = figure.print(figure.low);
                vec![
                    figure.name.to_owned(),
                    figure.print(figure.value),
                    low,
                    figure.print(figure.high),
                    within.to_owned(),
                ]
            })
            .collect();
        table(f, &["cue", "is", "from", "to", ""], &rows)?;
        let positions = cues.positions.map(|share| format!("{:.1} %", 100.0 * share));
        writeln!(f, "  keys at the stored positions: {}", positions.join(", "))?;
        let [keys, distractors] = [cues.absolute_keys, cues.absolute_distractors].map(|share| 100.0 * share);
        writeln!(f, "  absolute words: {keys:.1} % of keys, {distractors:.1} % of distractors")
    }
}

/// A row of counts over these topics.
fn row(name: String, questions: String, of: &[&TopicReport]) -> Vec<String> {
    let sum = |count: fn(&TopicReport) -> u32| of.iter().map(|topic| count(topic)).sum::<u32>().to_string();
    vec![
        name,
        questions,
        sum(|t| t.reserved),
        sum(|t| t.by_level[0]),
        sum(|t| t.by_level[1]),
        sum(|t| t.by_level[2]),
        sum(|t| t.cards),
        sum(|t| t.cases),
        sum(|t| t.drills),
    ]
}
