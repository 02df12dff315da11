//! The way: from here to leading AI projects, held against what the learner has done.
//!
//! What the role takes was gathered from career guides (2025); their figures have no source and are called reported.
//! Which certification comes next is our own advice, by a rule that is written out in [`next`].

use super::accuracy::{DomainAccuracy, accuracy};
use super::share::Share;
use crate::engine::bank::track::Track;
use crate::engine::id::TrackId;
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::time::{Date, StudyDay};

/// A skill that guides name.
#[derive(Clone, Copy, Debug)]
pub struct Skill {
    /// For learners.
    pub name: &'static str,
    /// As guides rate it, in tenths of 10 points.
    pub rated: u8,
    /// Where it is studied: track, domain, and topic where it is only one.
    pub studied: &'static [Ground],
}

/// A part of a deck: track, domain (all of them where empty), topic (all of them where empty).
pub type Ground = (&'static str, &'static str, &'static str);

/// The skills, the most wanted first.
pub const SKILLS: [Skill; 4] = [
    Skill {
        name: "Leadership",
        rated: 95,
        studied: &[("pmp", "people", ""), ("cpmai", "business", "team-and-vendors")],
    },
    Skill {
        name: "Communication",
        rated: 92,
        studied: &[("pmp", "people", "communication"), ("capm", "analysis", "stakeholders")],
    },
    Skill {
        name: "Analytical thinking",
        rated: 89,
        studied: &[("cpmai", "data", ""), ("cpmai", "model", ""), ("aif", "foundations", "metrics")],
    },
    Skill {
        name: "Technical knowledge",
        rated: 87,
        studied: &[("aif", "", ""), ("mla", "", ""), ("cpmai", "model", "")],
    },
];

/// The decks in the order of the way, each with why it comes there.
pub const ORDER: [(&str, &str); 6] = [
    (
        "capm",
        "Project management comes first: its words and methods carry everything after it, and CAPM asks for no experience.",
    ),
    (
        "aif",
        "AI next: AI Practitioner gives you the words and limits of machine learning and generative AI, without code.",
    ),
    ("cpmai", "Then the job itself: CPMAI is about leading AI work, from the business need to operation."),
    ("pmp", "With experience of your own, PMP shows that you lead projects with full responsibility."),
    ("csm", "Many AI teams work in Scrum: CSM is short, and helps you to lead without commanding."),
    ("mla", "For depth: what your engineers do, from data to operation. It is the most technical of these."),
];

/// A deck counts as walked where nine of ten times at least so many of its new questions would be answered right.
const WALKED: f64 = 0.65;

/// Where a deck stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stage {
    /// Nothing was answered yet.
    Ahead,
    /// First answers, and the exam's date where one is set and has not passed.
    Underway(Share, Option<Date>),
    /// Its exam date has passed, or first answers show that its ground is known.
    Behind(Share),
}

/// First answers in a part of a deck (all domains, or all topics, where none is named).
#[must_use]
pub fn standing(snapshot: &Snapshot, track: &Track, domain: &str, topic: &str) -> Share {
    let mut sum = Share::default();
    let within = |its: &&DomainAccuracy| domain.is_empty() || its.domain.as_str() == domain;
    for its in accuracy(snapshot, track).iter().filter(within) {
        for (_, accuracy) in its.topics.iter().filter(|(id, _)| topic.is_empty() || id.as_str() == topic) {
            sum.add(accuracy.first);
        }
    }
    sum
}

/// Where a deck stands.
#[must_use]
pub fn stage(snapshot: &Snapshot, track: &Track, today: StudyDay) -> Stage {
    let share = standing(snapshot, track, "", "");
    let exam = snapshot.settings().exam_dates.get(&track.id).copied();
    let known = share.of >= 40 && share.interval().is_some_and(|(low, _)| low >= WALKED);
    match exam {
        Some(date) if StudyDay::from(date) >= today => Stage::Underway(share, Some(date)),
        Some(_) => Stage::Behind(share),
        None if known => Stage::Behind(share),
        None if share.of > 0 => Stage::Underway(share, None),
        None => Stage::Ahead,
    }
}

/// Why a deck is the next.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// Its exam is the nearest.
    Exam(Date),
    /// It is the first on the way that was begun and is not behind.
    Begun,
    /// It is the first on the way that is not behind.
    First,
}

/// The next deck: that of the nearest exam; else the first on the way that was begun and is not behind; else the first
/// that is not behind. `None` where all of them are. PMP takes the place of CAPM for whoever began with it.
#[must_use]
pub fn next(snapshot: &Snapshot, tracks: &[&Track], today: StudyDay) -> Option<(TrackId, Why)> {
    let of = |id: &str| tracks.iter().find(|track| track.id.as_str() == id).copied();
    let stages: Vec<(&Track, Stage)> =
        ORDER.iter().filter_map(|(id, _)| of(id)).map(|track| (track, stage(snapshot, track, today))).collect();
    let dates = stages.iter().filter_map(|(track, stage)| match stage {
        Stage::Underway(_, Some(date)) => Some((*date, track)),
        _ => None,
    });
    if let Some((date, track)) = dates.reduce(|a, b| if b.0 < a.0 { b } else { a }) {
        return Some((track.id.clone(), Why::Exam(date)));
    }
    let begun = stages.iter().find(|(_, stage)| matches!(stage, Stage::Underway(..)));
    if let Some((track, _)) = begun {
        return Some((track.id.clone(), Why::Begun));
    }
    let past =
        |id: &str| stages.iter().any(|(track, stage)| track.id.as_str() == id && matches!(stage, Stage::Behind(_)));
    let skipped = |track: &Track| track.id.as_str() == "capm" && past("pmp");
    let first = stages.iter().find(|(track, stage)| *stage == Stage::Ahead && !skipped(track));
    first.map(|(track, _)| (track.id.clone(), Why::First))
}
