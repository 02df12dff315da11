//! The bank as it was read: the items as the page will have them, with their places in the source files.

use super::diagnostic::Finding;
use super::lock::Lock;
use crate::engine::bank::question::{Card, Case, Question};
use crate::engine::bank::track::{Outline, Track};
use crate::engine::drill::Drill;
use crate::engine::id::{ItemId, TopicId};
use std::cell::OnceCell;
use std::path::PathBuf;

/// Everything under `questions/`.
#[derive(Debug, Default)]
pub(super) struct Bank {
    /// In the order in which tracks are shown.
    pub tracks: Vec<TrackSource>,
    /// `ids.lock`.
    pub lock: Lock,
    /// What could not be read, as findings of the checks that are named in them.
    pub damage: Vec<Finding>,
    /// What drawing the drills has shown: kept, since several checks look at the same draws.
    pub drill_findings: OnceCell<Vec<Finding>>,
}

/// A folder of a track.
#[derive(Debug)]
pub(super) struct TrackSource {
    /// The folder's name.
    pub name: String,
    /// `track.toml`.
    pub file: PathBuf,
    /// Its content, where it could be read.
    pub track: Option<Track>,
    /// Where its parts stand.
    pub lines: TrackLines,
    /// In the order of the track's domains and topics.
    pub topics: Vec<TopicSource>,
}

/// Where the parts of a `track.toml` stand.
#[derive(Debug, Default)]
pub(super) struct TrackLines {
    pub id: usize,
    pub outlines: Vec<usize>,
    pub domains: Vec<usize>,
    pub traps: Vec<usize>,
}

/// A file of a topic.
#[derive(Debug)]
pub(super) struct TopicSource {
    pub file: PathBuf,
    /// The folder's name.
    pub domain: String,
    /// The file's name.
    pub topic: TopicId,
    /// Those of cases last, side by side.
    pub questions: Vec<Authored<Question>>,
    pub cards: Vec<Authored<Card>>,
    pub cases: Vec<Authored<Case>>,
    pub drills: Vec<Authored<Drill>>,
    /// Ids of items that are there but could not be read.
    pub unread: Vec<ItemId>,
    /// Whether the file is TOML at all.
    pub readable: bool,
}

/// An item with its places in its file.
#[derive(Debug)]
pub(super) struct Authored<T> {
    pub item: T,
    pub lines: Lines,
}

/// Lines from 1.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// The table's header.
    pub item: usize,
    pub id: usize,
    /// The stem, a card's front, or a case's text.
    pub stem: usize,
    /// The lesson, or a card's back.
    pub lesson: usize,
    /// A numeric question's or a drill's worked solution.
    pub working: usize,
    /// Options, pairs, steps, mistakes or regions.
    pub parts: Vec<PartLines>,
    pub exhibits: Vec<usize>,
}

#[derive(Debug)]
pub(super) struct PartLines {
    /// The table's header.
    pub item: usize,
    pub why: usize,
}

/// An item with everything around it.
#[derive(Debug)]
pub(super) struct Placed<'b, T> {
    pub track: &'b TrackSource,
    pub topic: &'b TopicSource,
    pub item: &'b T,
    pub lines: &'b Lines,
}

impl Bank {
    fn placed<'b, T>(
        &'b self,
        items: impl Fn(&'b TopicSource) -> &'b [Authored<T>],
    ) -> impl Iterator<Item = Placed<'b, T>>
    where
        T: 'b,
    {
        self.tracks.iter().flat_map(move |track| track.placed(&items).collect::<Vec<_>>())
    }

    /// All questions, those of cases and forms too.
    pub fn questions(&self) -> impl Iterator<Item = Placed<'_, Question>> {
        self.placed(|topic| &topic.questions)
    }

    /// All cards.
    pub fn cards(&self) -> impl Iterator<Item = Placed<'_, Card>> {
        self.placed(|topic| &topic.cards)
    }

    /// All cases.
    pub fn cases(&self) -> impl Iterator<Item = Placed<'_, Case>> {
        self.placed(|topic| &topic.cases)
    }

    /// All drills.
    pub fn drills(&self) -> impl Iterator<Item = Placed<'_, Drill>> {
        self.placed(|topic| &topic.drills)
    }
}

impl TrackSource {
    fn placed<'b, T: 'b>(
        &'b self,
        items: &impl Fn(&'b TopicSource) -> &'b [Authored<T>],
    ) -> impl Iterator<Item = Placed<'b, T>> {
        self.topics.iter().flat_map(move |topic| {
            let place = move |authored: &'b Authored<T>| Placed {
                track: self,
                topic,
                item: &authored.item,
                lines: &authored.lines,
            };
            items(topic).iter().map(place).collect::<Vec<_>>()
        })
    }

    /// This track's questions, those of cases and forms too.
    pub fn questions(&self) -> impl Iterator<Item = Placed<'_, Question>> {
        self.placed(&|topic: &TopicSource| -> &[Authored<Question>] { &topic.questions })
    }

    /// The outline that reserved forms are built for: the newest one.
    pub fn newest(&self) -> Option<(&Outline, usize)> {
        let outlines = &self.track.as_ref()?.outlines;
        // Outlines are stored oldest first, lines in the same order.
        Some((outlines.last()?, self.lines.outlines.last().copied().unwrap_or_default()))
    }
}

impl TopicSource {
    /// All ids of the file with their lines.
    pub fn ids(&self) -> Vec<(&ItemId, usize)> {
        let questions = self.questions.iter().map(|q| (&q.item.id, q.lines.id));
        let cards = self.cards.iter().map(|c| (&c.item.id, c.lines.id));
        let cases = self.cases.iter().map(|c| (&c.item.id, c.lines.id));
        let drills = self.drills.iter().map(|d| (&d.item.id, d.lines.id));
        let mut ids: Vec<_> = questions.chain(cards).chain(cases).chain(drills).collect();
        ids.sort_by_key(|(_, line)| *line);
        ids
    }
}
