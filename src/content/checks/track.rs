//! A track's facts.

use super::Refusals;
use crate::content::bank::Bank;
use crate::engine::bank::track::{Fill, Outline, Pass, Track};
use crate::engine::time::Date;
use std::collections::BTreeSet;

pub(super) fn facts(bank: &Bank, out: &mut Refusals<'_>) {
    for source in &bank.tracks {
        let Some(track) = &source.track else { continue };
        let mut refuse = |line: usize, message: &str, help: &str| {
            out.refuse(&source.file, line, format!("{}: {message}", source.name), help);
        };
        if track.outlines.is_empty() {
            refuse(0, "there is no outline", "write [[outline]] with the facts of the exam");
        }
        if track.outlines.windows(2).any(|two| two[0].from == two[1].from) {
            refuse(source.lines.id, "two outlines hold from the same date", "give each its own `from`");
        }
        for (outline, line) in track.outlines.iter().zip(&source.lines.outlines) {
            for (message, help) in contradictions(outline, track.approaches) {
                refuse(*line, message, help);
            }
        }
        let names = [&track.short, &track.name, &track.issuer, &track.about];
        let wordless = track.traps.iter().any(|trap| trap.name.trim().is_empty() || trap.truth.trim().is_empty());
        if wordless || names.iter().any(|name| name.trim().is_empty()) {
            refuse(source.lines.id, "a name, `about`, or the words of a trap are empty", "write them");
        }
    }
}

fn contradictions(outline: &Outline, approaches: bool) -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    let mut that = |holds: bool, message, help| {
        if !holds {
            found.push((message, help));
        }
    };
    let dates = [&outline.from, &outline.checked];
    that(dates.iter().all(|date| Date::parse(date).is_some()), "`from` and `checked` are no dates", "write 2026-11-20");
    that(outline.link.starts_with("https://"), "the link is no https address", "give the issuer's page");
    let counts = outline.scored >= 1 && outline.scored <= outline.questions && outline.minutes >= 1;
    that(
        counts,
        "questions, scored and minutes do not fit together",
        "scored is at most questions, minutes at least 1",
    );
    let kinds: BTreeSet<_> = outline.kinds.iter().collect();
    that(
        !kinds.is_empty() && kinds.len() == outline.kinds.len(),
        "kinds are missing or doubled",
        "list each kind once",
    );
    let shares =
        outline.approach_shares.is_none_or(|s| approaches && u16::from(s.predictive) + u16::from(s.adaptive) == 100);
    that(
        shares,
        "approach_shares do not add up to 100, or the track tells no approaches apart",
        "predictive + adaptive = 100",
    );
    let pass = match &outline.pass {
        Pass::Count { correct, of, .. } => *correct >= 1 && correct <= of && *of <= outline.questions,
        Pass::Scaled { score, min, max, .. } => min < score && score <= max,
        Pass::Bands { bands, .. } => {
            let from: Vec<f64> = bands.iter().map(|band| band.from).collect();
            from.first().is_some_and(|best| *best <= 1.0)
                && from.windows(2).all(|two| two[0] > two[1])
                && from.last() == Some(&0.0)
        }
        Pass::Unpublished { .. } => true,
    };
    that(
        pass,
        "the pass mark contradicts itself",
        "correct ≤ of; min < score ≤ max; bands fall from at most 1.0 to 0.0",
    );
    let ids: BTreeSet<&str> = outline.sections.iter().map(|section| section.id.as_str()).collect();
    let mut least = 0u32;
    let mut filled = outline.sections.is_empty();
    for section in &outline.sections {
        // A section behind the rest would be empty.
        that(!filled, "a section stands behind the rest", "the last section, and only that one, takes the rest");
        match section.fill {
            Fill::Count { count } => least += u32::from(count),
            Fill::Cases { cases, min_case_questions: min, max_case_questions: max } => {
                least += u32::from(cases) * u32::from(max);
                that(cases > 0 && min >= 3 && min <= max, "a case section without cases", "cases ≥ 1, 3 ≤ min ≤ max");
            }
            Fill::Half => {}
            Fill::Rest => filled = true,
        }
    }
    let exact = outline.sections.iter().all(|section| matches!(section.fill, Fill::Count { .. }));
    let total = u32::from(outline.questions);
    let full = outline.sections.is_empty() || if exact { least == total } else { filled && least < total };
    that(
        full && ids.len() == outline.sections.len(),
        "the sections do not make up the exam",
        "name each once, and end with fill = \"rest\"",
    );
    found
}

pub(super) fn weights(bank: &Bank, out: &mut Refusals<'_>) {
    for source in &bank.tracks {
        let Some(track) = &source.track else { continue };
        for (at, (outline, line)) in track.outlines.iter().zip(&source.lines.outlines).enumerate() {
            let sum: u32 = outline.domains.iter().map(|domain| u32::from(domain.weight)).sum();
            if sum != 100 {
                let message = format!("{}: the weights add up to {sum}", source.name);
                out.refuse(&source.file, *line, message, "weights are percent: mend [[outline.domain]]");
            }
            let weighed: BTreeSet<&str> = outline.domains.iter().map(|domain| domain.id.as_str()).collect();
            let known: BTreeSet<&str> = track.domains.iter().map(|domain| domain.id.as_str()).collect();
            // A former outline may lack a domain of today, never name one that there is not.
            let newest = at + 1 == track.outlines.len();
            let whole = weighed.len() == outline.domains.len()
                && weighed.is_subset(&known)
                && (!newest || known.is_subset(&weighed));
            if !whole {
                let message = format!("{}: the weights are not those of the track's domains", source.name);
                out.refuse(&source.file, *line, message, "one [[outline.domain]] for each [[domain]], by its id");
            }
        }
    }
}

fn is_slug(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.len() <= 40
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

pub(super) fn names(bank: &Bank, out: &mut Refusals<'_>) {
    for source in &bank.tracks {
        let Some(track) = &source.track else { continue };
        if track.id.as_str() != source.name {
            let message = format!("the folder is `{}`, the track calls itself `{}`", source.name, track.id);
            out.refuse(&source.file, source.lines.id, message, "the id is the folder's name");
        }
        for (what, line, id, doubled) in named(track, &source.lines) {
            if doubled || !is_slug(id) {
                let message = format!("{}: the {what} id `{id}` is malformed or stands twice", source.name);
                out.refuse(&source.file, line, message, "small letters, digits and hyphens; each once in the track");
            }
        }
    }
}

/// All names a track declares, with what they name, and whether they stood before.
fn named<'t>(track: &'t Track, lines: &crate::content::bank::TrackLines) -> Vec<(&'static str, usize, &'t str, bool)> {
    let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut all = Vec::new();
    for (domain, line) in track.domains.iter().zip(&lines.domains) {
        all.push(("domain", *line, domain.id.as_str()));
        all.extend(domain.topics.iter().map(|topic| ("topic", *line, topic.id.as_str())));
    }
    all.extend(track.traps.iter().zip(&lines.traps).map(|(trap, line)| ("trap", *line, trap.id.as_str())));
    all.into_iter().map(|(what, line, id)| (what, line, id, !seen.insert((what, id)))).collect()
}
