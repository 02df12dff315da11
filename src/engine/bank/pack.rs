//! The wire format of the bank: what the build writes and the page fetches.
//!
//! `tracks.json` lists the tracks with their facts and the names of their packs. A track's *practice pack* holds
//! what can be studied; what is reserved for a mock form stands in a pack of its own, so that it is neither
//! fetched nor shown before its time. Readers refuse a format that is newer than theirs.

use super::question::{Card, Case, Question};
use super::track::Track;
use crate::engine::drill::Drill;
use crate::engine::id::TrackId;
use crate::engine::json::{Broken, Read, Reading, Value, parse, place};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The format that this code writes and the newest that it reads.
pub const FORMAT: u32 = 1;

/// `tracks.json`: what there is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Catalogue {
    /// See [`FORMAT`].
    pub format: u32,
    /// Changes with any content of the bank.
    pub bank: String,
    /// In the order in which they are shown.
    pub tracks: Vec<Entry>,
}

/// A track in the catalogue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its facts. (Misconceptions come with the pack: here the list is empty.)
    pub track: Track,
    /// The practice pack's file name, relative to the catalogue; none while the track has no content.
    pub pack: Option<String>,
    /// Packs of reserved forms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<FormFile>,
    /// What the track holds.
    pub figures: Figures,
}

/// A reserved form's pack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FormFile {
    /// From 1.
    pub form: u8,
    /// File name.
    pub pack: String,
}

/// The counts and wording-cue figures of a track: shown to the learner as a promise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Questions that can be practised.
    pub questions: u32,
    /// Questions reserved for mock forms.
    pub reserved: u32,
    /// Cards.
    pub cards: u32,
    /// Case sets.
    pub cases: u32,
    /// Drills.
    pub drills: u32,
    /// Questions by domain, in the track's order; here and below reserved ones count too.
    pub by_domain: Vec<(String, u32)>,
    /// Questions by level: recall, apply, analyse.
    pub by_level: [u32; 3],
    /// Questions by kind, by the kind's source name.
    pub by_kind: Vec<(String, u32)>,
    /// Over single-answer items; `None` where there are none.
    pub cues: Option<Cues>,
}

/// What an attacker could learn from the wording: shares `0.0..=1.0` over single-answer items.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cues {
    /// Items counted.
    pub items: u32,
    /// The longest option is the key (a tie counts in part).
    pub longest: f64,
    /// The shortest option is the key (a tie counts in part).
    pub shortest: f64,
    /// The share of keys at each stored position.
    pub positions: [f64; 4],
    /// Keys with an absolute word.
    pub absolute_keys: f64,
    /// Distractors with an absolute word.
    pub absolute_distractors: f64,
    /// Mean length of keys over mean length of distractors.
    pub length_ratio: f64,
}

/// A pack of one track.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pack {
    /// See [`FORMAT`].
    pub format: u32,
    /// The track to which all of it belongs.
    pub track: TrackId,
    /// Misconceptions (in the practice pack only).
    #[serde(default)]
    pub traps: Vec<super::track::Trap>,
    /// Questions, those of cases among them.
    pub questions: Vec<Question>,
    /// Cards.
    #[serde(default)]
    pub cards: Vec<Card>,
    /// Case sets.
    #[serde(default)]
    pub cases: Vec<Case>,
    /// Drills.
    #[serde(default)]
    pub drills: Vec<Drill>,
}

/// Why a pack can't be used. `Display` is for learners.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackError {
    /// Of a newer format than this code reads.
    Newer(u32),
    /// Not what it should be.
    Damaged(String),
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer(format) => {
                write!(
                    f,
                    "The questions are in a newer format ({format}) than this version of Certdeck reads. Update Certdeck: reload the page while online."
                )
            }
            Self::Damaged(what) => {
                write!(
                    f,
                    "The questions could not be read ({what}). Reload the page while online; your progress is not affected."
                )
            }
        }
    }
}

/// Of any pack, also one of a newer format.
struct Head(u32);

impl Read for Head {
    fn read(value: &Value<'_>, reading: &Reading) -> Self {
        Self(reading.get(value, "format"))
    }
}

fn read<T: Read>(json: &str) -> Result<T, PackError> {
    let damaged = |broken: Broken| {
        let (line, column) = place(json, broken.at);
        PackError::Damaged(["line ", &line.to_string(), ", column ", &column.to_string()].concat())
    };
    let value = parse(json).map_err(damaged)?;
    // The format first: a newer one may differ in anything else.
    let Head(format) = Reading::tree(&value).map_err(damaged)?;
    if format > FORMAT {
        return Err(PackError::Newer(format));
    }
    Reading::tree(&value).map_err(damaged)
}

impl Catalogue {
    /// Reads `tracks.json`.
    ///
    /// # Errors
    /// A newer format, or text that is not a catalogue.
    pub fn read(json: &str) -> Result<Self, PackError> {
        read(json)
    }
}

impl Pack {
    /// Reads a pack.
    ///
    /// # Errors
    /// A newer format, or text that is not a pack.
    pub fn read(json: &str) -> Result<Self, PackError> {
        read(json)
    }
}
