//! The report: what a sitting says when it is over.

mod lines;
mod pace;

pub use lines::{Change, Filter, Line};
pub use pace::{Pace, RUSHED_PART};

use super::coverage::Mode;
use super::score::{Score, Verdict, band, verdict};
use super::shelf::Shelf;
use super::sitting::Sitting;
use crate::engine::bank::question::{Kind, Level};
use crate::engine::bank::track::{Outline, Pass};
use crate::engine::id::{DomainId, TopicId};
use crate::engine::progress::event::Confidence;
use crate::engine::progress::exam::Ending;
use crate::engine::share::{Share, memorised};

/// A report.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// How the sitting ended; none while it goes on (then nobody may see the report).
    pub ending: Option<Ending>,
    /// The result.
    pub score: Score,
    /// What it means; none where the outline is not known any more.
    pub verdict: Option<Verdict>,
    /// By domain in the track's order, scored questions only; with the place of its band where the exam uses bands.
    pub domains: Vec<(DomainId, Row, Option<usize>)>,
    /// By topic in the track's order. Here and below: scored questions only, groups without any left out.
    pub topics: Vec<(TopicId, Row)>,
    /// By approach.
    pub approaches: Vec<(Mode, Row)>,
    /// By level.
    pub levels: Vec<(Level, Row)>,
    /// By kind.
    pub kinds: Vec<(Kind, Row)>,
    /// By confidence, where the learner was asked.
    pub confidence: Vec<(Confidence, Row)>,
    /// Questions that were never answered before.
    pub first_time: Share,
    /// Questions that were answered before. What it is better than the first time is memory of the question.
    pub repeated: Share,
    /// Right, of the scored questions in each quarter of the paper.
    pub quarters: [Share; 4],
    /// Time.
    pub pace: Pace,
    /// Answers that were changed, pretest among them: to right, to wrong, from wrong to wrong.
    pub changes: [u32; 3],
    /// All questions in order, pretest among them.
    pub lines: Vec<Line>,
}

/// A line of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// For learners.
    pub name: String,
    /// Right, of the scored questions.
    pub share: Share,
}

impl Report {
    /// Reads it off a sitting. What the shelf does not have any more is missing from the tables by level, kind and
    /// approach, and counts everywhere else as it was marked.
    #[must_use]
    pub fn of(sitting: &Sitting, shelf: &Shelf<'_>) -> Self {
        let track = &shelf.deck.track;
        let lines = lines::lines(sitting, shelf);
        let outline = track.outlines.iter().find(|outline| outline.from == sitting.started().outline);
        let mut score = Score::default();
        let mut quarters = [Share::default(); 4];
        let mut changes = [0; 3];
        let (mut first_time, mut repeated) = (Share::default(), Share::default());
        for line in &lines {
            score.count(line.pretest, line.right(), line.given.is_some(), line.parts());
            if let Some(change) = line.change {
                changes[change as usize] += 1;
            }
            if !line.pretest {
                quarters[usize::from(line.at) * 4 / lines.len()].count(line.right());
                (if line.repeated { &mut repeated } else { &mut first_time }).count(line.right());
            }
        }
        let scored: Vec<&Line> = lines.iter().filter(|line| !line.pretest).collect();
        let domains = track.domains.iter().filter_map(|domain| {
            let row = row(&scored, &domain.name, &|line| line.domain.as_ref() == Some(&domain.id))?;
            let band = outline.and_then(|outline| domain_band(outline, row.share));
            Some((domain.id.clone(), row, band))
        });
        let topics = track.domains.iter().flat_map(|domain| &domain.topics).filter_map(|topic| {
            let row = row(&scored, &topic.name, &|line| line.topic == topic.id)?;
            Some((topic.id.clone(), row))
        });
        let approaches = Mode::ALL.into_iter().filter(|_| track.approaches);
        let confidence =
            [(Confidence::Guessed, "Guessed"), (Confidence::ThoughtSo, "Thought so"), (Confidence::Certain, "Certain")];
        let said = |line: &Line| line.given.as_ref().and_then(|given| given.confidence);
        Self {
            ending: sitting.ending(),
            score,
            verdict: outline.map(|outline| verdict(&outline.pass, score.scored)),
            domains: domains.collect(),
            topics: topics.collect(),
            approaches: table(approaches, &scored, Mode::name, &|mode, line| line.mode == Some(*mode)),
            levels: table(Level::ALL.into_iter(), &scored, Level::name, &|level, line| line.level == Some(*level)),
            kinds: table(Kind::ALL.into_iter(), &scored, Kind::name, &|kind, line| line.kind == Some(*kind)),
            confidence: confidence
                .into_iter()
                .filter_map(|(one, name)| Some((one, row(&scored, name, &|line| said(line) == Some(one))?)))
                .collect(),
            first_time,
            repeated,
            quarters,
            pace: Pace::of(sitting, &lines),
            changes,
            lines,
        }
    }

    /// The lines that a review shows.
    pub fn review(&self, filter: Filter) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| filter.holds(line))
    }

    /// By how much repeated questions went better than new ones, in points of a hundred; none where either are too few
    /// to say, 0 where they did not.
    #[must_use]
    pub fn memorised(&self) -> Option<u32> {
        memorised(self.first_time, self.repeated)
    }
}

fn domain_band(outline: &Outline, share: Share) -> Option<usize> {
    match &outline.pass {
        Pass::Bands { bands, .. } => Some(band(bands, share)),
        _ => None,
    }
}

/// A group's row; none where it has no questions.
fn row(scored: &[&Line], name: &str, holds: &dyn Fn(&Line) -> bool) -> Option<Row> {
    let mut share = Share::default();
    scored.iter().filter(|line| holds(line)).for_each(|line| share.count(line.right()));
    (share.of > 0).then(|| Row { name: name.to_owned(), share })
}

fn table<T: Copy>(
    groups: impl Iterator<Item = T>,
    scored: &[&Line],
    name: impl Fn(T) -> &'static str,
    holds: &dyn Fn(&T, &Line) -> bool,
) -> Vec<(T, Row)> {
    groups.filter_map(|group| Some((group, row(scored, name(group), &|line| holds(&group, line))?))).collect()
}
