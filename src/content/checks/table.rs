//! The table of all checks.

use super::{cards, cases, cues, drills, exhibits, forms, ids, options, parts, stems, track, unread, working};
use crate::content::bank::{Bank, Placed};
use crate::content::diagnostic::Finding;
use std::path::Path;

/// A check: its name, what it refuses, and how.
pub(in crate::content) struct Check {
    /// As it stands in a finding and on the folder of its bad fixture.
    pub name: &'static str,
    /// In one line.
    pub refuses: &'static str,
    /// Looks at the whole bank.
    pub run: fn(&Bank, &mut Refusals),
}

/// Collects what one check refuses.
pub(in crate::content) struct Refusals<'f> {
    rule: &'static str,
    findings: &'f mut Vec<Finding>,
}

impl<'f> Refusals<'f> {
    /// For the check of that name.
    pub fn new(rule: &'static str, findings: &'f mut Vec<Finding>) -> Self {
        Self { rule, findings }
    }

    /// The check's name.
    pub fn rule(&self) -> &'static str {
        self.rule
    }

    /// Refuses what stands on this line.
    pub fn refuse(&mut self, file: &Path, line: usize, message: impl Into<String>, help: &str) {
        let finding =
            Finding { file: file.to_owned(), line, rule: self.rule, message: message.into(), help: help.to_owned() };
        self.findings.push(finding);
    }

    /// Refuses something about an item.
    pub fn about<T>(&mut self, placed: &Placed<'_, T>, line: usize, message: impl Into<String>, help: &str) {
        self.refuse(&placed.topic.file, line, message, help);
    }

    /// Takes over findings that were made elsewhere.
    pub fn extend<'o>(&mut self, findings: impl Iterator<Item = &'o Finding>) {
        self.findings.extend(findings.filter(|finding| finding.rule == self.rule).cloned());
    }
}

macro_rules! table {
    ($($name:literal, $run:path, $refuses:literal;)*) => {
        /// Every check there is.
        pub(in crate::content) const TABLE: &[Check] =
            &[$(Check { name: $name, refuses: $refuses, run: $run }),*];
    };
}

table! {
    "path", unread::damage, "a file that is none of the bank's, or a path that is no topic of its track";
    "toml", unread::damage, "a file that is not TOML";
    "schema", unread::damage, "a key or value that is not known, or one that is missing";
    "markdown", unread::damage, "text that is not in the Markdown subset";
    "https", unread::damage, "a link to anything but https";

    "track-facts", track::facts, "exam facts that contradict each other: dates, counts, pass mark, sections, link";
    "track-weights", track::weights, "domain weights that do not add up to 100, or that miss a domain";
    "track-names", track::names, "an id of a track, domain, topic or trap that is malformed or doubled";

    "id-form", ids::form, "an id that is malformed, or whose number is of another kind of item";
    "id-place", ids::place, "an id in a file of another track or topic";
    "id-doubled", ids::doubled, "an id that stands twice";
    "lock-form", ids::lock_form, "a lock with lines that say nothing, out of order or doubled";
    "lock-missing", ids::lock_missing, "an id that the lock lacks";
    "lock-removed", ids::lock_removed, "an id of the lock that is gone without a tombstone";
    "lock-reused", ids::lock_reused, "an id that has a tombstone";

    "stem-length", stems::length, "a stem over 130 words";
    "stem-negative", stems::negative, "a question for what is not so, without the **not** in bold";
    "stem-duplicate", stems::duplicate, "two stems whose runs of five words overlap by more than half";
    "approach", stems::approach, "an approach missing where the track tells them apart, or given where it does not";
    "lesson", stems::lesson, "a lesson that is missing or longer than a sentence";
    "sources", stems::sources, "an item without sources";

    "single-options", options::single_count, "a single question with other than four options";
    "single-key", options::single_key, "a single question with no key or several";
    "multiple-options", options::multiple_count, "a multiple question with other than five or six options";
    "multiple-keys", options::multiple_keys, "a multiple question with fewer than two keys, or nothing but keys";
    "multiple-stated", options::multiple_stated, "a multiple question whose stem does not say how many to choose";
    "option-doubled", options::doubled, "two options that say the same";
    "option-catch-all", options::catch_all, "`all of the above` and its kin";
    "why-length", parts::why_length, "a reason under 8 or over 60 words";
    "trap-unknown", parts::trap_unknown, "a misconception that the track does not declare";
    "trap-on-key", parts::trap_on_key, "a misconception on what is right";
    "matching-pairs", parts::pairs, "a matching question with other than 3 to 6 pairs, or with sides that can't be told apart";
    "ordering-steps", parts::steps, "an ordering question with other than 3 to 7 steps, or with doubled ones";
    "hotspot-regions", parts::regions, "a hotspot with fewer than three regions, with doubled ones, or without one key";
    "hotspot-place", parts::places, "a hotspot without its one figure, or a region that the figure does not have";

    "numeric-working", working::recomputed, "a worked solution that does not compute";
    "numeric-answer", working::answer, "an answer that is not what the worked solution ends with";
    "numeric-mistakes", working::mistakes, "a numeric question without mistakes, or with one that is right or doubled";

    "figure-data", exhibits::data, "a figure whose data contradict each other";
    "figure-words", exhibits::words, "a figure without title or description, or with marks in its words";

    "case-questions", cases::questions, "a case with fewer than three questions, or with some in another form";
    "case-text", cases::text, "a case whose text has other than 150 to 300 words";
    "card-back", cards::back, "a card whose back is over 40 words";
    "card-doubled", cards::doubled, "two cards of a track that ask the same";

    "drill-expressions", drills::trials, "an expression that can't be read, or a name that can't be used";
    "drill-ranges", drills::trials, "variables or digits without sensible bounds, or conditions that hardly any draw meets";
    "drill-draws", drills::trials, "a draw with a division by zero or a negative duration";
    "drill-mistakes", drills::trials, "a drill without two mistakes, or a draw where one is right or two are equal";
    "drill-working", drills::trials, "a draw whose worked solution does not compute to its answer";
    "drill-figures", drills::trials, "a figure in a drill that is not a table";

    "form-size", forms::size, "a reserved form with the wrong number of questions";
    "form-shares", forms::shares, "a domain whose share of a reserved form is off its weight by more than half an item";

    "cue-longest", cues::bounds, "single-answer items that the longest option gives away";
    "cue-shortest", cues::bounds, "single-answer items that the shortest option gives away";
    "cue-position", cues::bounds, "more than 30 % of the keys at one stored position";
    "cue-absolute", cues::bounds, "absolute words in keys and distractors more than 4 points apart";
    "cue-length", cues::bounds, "keys that are on average longer or shorter than distractors";
}
