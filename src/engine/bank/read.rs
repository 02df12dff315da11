//! How the bank's types are read from a pack. The format is that of their `serde` derives, with which the build
//! writes; `tests/packs.rs` holds the two together.

use super::figure::{Activity, Bar, Curve, Exhibit, Figure, RocCurve};
use super::pack::{Catalogue, Cues, Entry, Figures, FormFile, Pack};
use super::question::{
    Approach, Body, Card, Case, Choice, ContentHash, Kind, Level, Mistake, Numeric, Pair, Question, Region, Step,
};
use super::text::{Block, Inline, Line, Text};
use super::track::{
    ApproachShares, Band, Domain, Fill, Outline, Pass, Provenance, Section, Topic, Track, Trap, Weight,
};
use crate::engine::drill::{Drill, Misapplied, Var};
use crate::engine::id::{DomainId, ItemId, TopicId, TrackId, TrapId};
use crate::engine::json::{Read, Reading, Value};

/// Types whose fields stand under their own names; those behind the semicolon may be missing.
macro_rules! fields {
    ($($name:ident { $($field:ident),* $(; $($maybe:ident),+)? })+) => { $(
        impl Read for $name {
            fn read(value: &Value<'_>, reading: &Reading) -> Self {
                Self {
                    $($field: reading.get(value, stringify!($field)),)*
                    $($($maybe: reading.maybe(value, stringify!($maybe)),)+)?
                }
            }
        }
    )+ };
}

/// Plain enums.
macro_rules! words {
    ($($name:ident { $($variant:ident $word:literal),+ })+) => { $(
        impl Read for $name {
            fn read(value: &Value<'_>, reading: &Reading) -> Self {
                [$(Self::$variant),+][reading.word(value, &[$($word),+])]
            }
        }
    )+ };
}

/// Names and wrappers.
macro_rules! wrapped {
    ($($name:ident $how:expr),+) => { $(
        impl Read for $name {
            fn read(value: &Value<'_>, reading: &Reading) -> Self {
                let how: fn(&Value<'_>, &Reading) -> Self = $how;
                how(value, reading)
            }
        }
    )+ };
}

fields! {
    Catalogue { format, bank, tracks }
    Entry { track, pack, figures; forms }
    FormFile { form, pack }
    Figures { questions, reserved, cards, cases, drills, by_domain, by_level, by_kind, cues }
    Cues { items, longest, shortest, positions, absolute_keys, absolute_distractors, length_ratio }
    Pack { format, track, questions; traps, cards, cases, drills }
    Question { id, hash, level, stem, body, lesson, sources; approach, form, case, exhibits }
    Choice { text, why; key, trap }
    Pair { left, right, why }
    Step { text, why }
    Numeric { answer, tolerance, unit, working, mistakes }
    Mistake { value, why }
    Region { at, label, why; key, trap }
    Card { id, hash, front, back, sources }
    Case { id, title, text, questions; exhibits }
    Exhibit { title, alt, figure }
    Activity { id, name, duration, after }
    Bar { label, value }
    Curve { name, values }
    RocCurve { name, points }
    Track { id, short, name, issuer, about, approaches, outlines, domains, traps }
    Outline {
        version, from, checked, link, mark, weights_mark, questions, scored, minutes, kinds, pass, domains;
        sections, approach_shares, notes
    }
    Weight { id, weight }
    ApproachShares { predictive, adaptive }
    Band { name, from }
    Domain { id, name, topics }
    Topic { id, name }
    Trap { id, name, truth }
    Var { name, min, max, step }
    Misapplied { value, why }
}

words! {
    Level { Recall "Recall", Apply "Apply", Analyse "Analyse" }
    Approach { Predictive "predictive", Agile "agile", Hybrid "hybrid" }
    Kind {
        Single "single", Multiple "multiple", Matching "matching", Ordering "ordering", Numeric "numeric",
        Hotspot "hotspot"
    }
    Provenance { Issuer "issuer", Transcription "transcription", Secondary "secondary", Editorial "editorial" }
}

wrapped! {
    TrackId |value, reading| Self::new(reading.text(value)),
    DomainId |value, reading| Self::new(reading.text(value)),
    TopicId |value, reading| Self::new(reading.text(value)),
    TrapId |value, reading| Self::new(reading.text(value)),
    ItemId |value, reading| Self::new(reading.text(value)),
    ContentHash |value, reading| Self(u32::read(value, reading)),
    Text |value, reading| Self(Read::read(value, reading)),
    Line |value, reading| Self(Read::read(value, reading))
}

impl Read for Body {
    fn read(value: &Value<'_>, reading: &Reading) -> Self {
        let names = ["single", "multiple", "matching", "ordering", "numeric", "hotspot"];
        let (at, value) = reading.variant(value, &names);
        match at {
            0 => Self::Single(Read::read(value, reading)),
            1 => Self::Multiple(Read::read(value, reading)),
            2 => {
                Self::Matching { pairs: reading.get(value, "pairs"), distractors: reading.maybe(value, "distractors") }
            }
            3 => Self::Ordering(Read::read(value, reading)),
            4 => Self::Numeric(Read::read(value, reading)),
            _ => Self::Hotspot(Read::read(value, reading)),
        }
    }
}

impl Read for Block {
    fn read(value: &Value<'_>, reading: &Reading) -> Self {
        let (at, value) = reading.variant(value, &["p", "ul", "ol", "table"]);
        match at {
            0 => Self::Paragraph(Read::read(value, reading)),
            1 => Self::Bullets(Read::read(value, reading)),
            2 => Self::Numbers(Read::read(value, reading)),
            _ => {
                let (head, rows) = Read::read(value, reading);
                Self::Table(head, rows)
            }
        }
    }
}

impl Read for Inline {
    fn read(value: &Value<'_>, reading: &Reading) -> Self {
        let (at, value) = reading.variant(value, &["t", "b", "i", "c", "a"]);
        if at == 4 {
            let (words, address) = Read::read(value, reading);
            return Self::Link(words, address);
        }
        [Self::Plain, Self::Strong, Self::Emphasis, Self::Code][at](Read::read(value, reading))
    }
}

impl Read for Figure {
    fn read(value: &Value<'_>, reading: &Reading) -> Self {
        let names = [
            "table",
            "burndown",
            "earned-value",
            "network",
            "histogram",
            "control-chart",
            "flow",
            "confusion",
            "roc",
            "loss-curve",
        ];
        let (at, value) = reading.variant(value, &names);
        macro_rules! figure {
            ($variant:ident $($field:ident)+) => {
                Self::$variant { $($field: reading.get(value, stringify!($field))),+ }
            };
        }
        match at {
            0 => figure!(Table head rows),
            1 => figure!(Burndown unit x remaining length),
            2 => figure!(EarnedValue x unit pv ev ac bac),
            3 => figure!(Network unit activities),
            4 => Self::Histogram {
                x: reading.get(value, "x"),
                y: reading.get(value, "y"),
                bars: reading.get(value, "bars"),
                cumulative: reading.maybe(value, "cumulative"),
            },
            5 => figure!(ControlChart x unit values mean upper lower spec_upper spec_lower),
            6 => figure!(Flow x states bands),
            7 => figure!(Confusion classes counts),
            8 => figure!(Roc curves),
            _ => figure!(LossCurve x y curves),
        }
    }
}

impl Read for Pass {
    fn read(value: &Value<'_>, reading: &Reading) -> Self {
        let mark = reading.get(value, "mark");
        match reading.word(reading.field(value, "rule"), &["count", "scaled", "bands", "unpublished"]) {
            0 => Self::Count { correct: reading.get(value, "correct"), of: reading.get(value, "of"), mark },
            1 => Self::Scaled {
                score: reading.get(value, "score"),
                min: reading.get(value, "min"),
                max: reading.get(value, "max"),
                mark,
            },
            2 => Self::Bands { bands: reading.get(value, "bands"), cut_mark: reading.get(value, "cut_mark"), mark },
            _ => Self::Unpublished { mark },
        }
    }
}

impl Read for Section {
    fn read(value: &Value<'_>, reading: &Reading) -> Self {
        let fill = match reading.word(reading.field(value, "fill"), &["cases", "count", "half", "rest"]) {
            0 => Fill::Cases {
                cases: reading.get(value, "cases"),
                min_case_questions: reading.get(value, "min_case_questions"),
                max_case_questions: reading.get(value, "max_case_questions"),
            },
            1 => Fill::Count { count: reading.get(value, "count") },
            2 => Fill::Half,
            _ => Fill::Rest,
        };
        Self {
            id: reading.get(value, "id"),
            name: reading.get(value, "name"),
            fill,
            break_before_minutes: reading.maybe(value, "break_before_minutes"),
            mark: reading.get(value, "mark"),
        }
    }
}

impl Read for Drill {
    fn read(value: &Value<'_>, reading: &Reading) -> Self {
        Self {
            id: reading.get(value, "id"),
            hash: reading.get(value, "hash"),
            title: reading.get(value, "title"),
            level: reading.get(value, "level"),
            stem: reading.get(value, "stem"),
            exhibits: reading.maybe(value, "exhibits"),
            vars: reading.get(value, "vars"),
            lets: reading.maybe(value, "let"),
            require: reading.maybe(value, "require"),
            answer: reading.get(value, "answer"),
            tolerance: reading.get(value, "tolerance"),
            decimals: reading.get(value, "decimals"),
            unit: reading.get(value, "unit"),
            working: reading.get(value, "working"),
            mistakes: reading.get(value, "mistakes"),
            lesson: reading.get(value, "lesson"),
            sources: reading.get(value, "sources"),
        }
    }
}
