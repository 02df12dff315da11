//! Stems, and what stands beside them in every question.

use super::Refusals;
use crate::content::bank::{Bank, Placed};
use crate::content::words;
use crate::engine::bank::question::Question;
use crate::engine::bank::text::{Block, Inline, Text};
use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

/// Words in a stem at most.
const LONGEST: usize = 130;
/// Words in a lesson: at least a clause, at most a sentence.
const LESSON: std::ops::RangeInclusive<usize> = 3..=45;

pub(super) fn length(bank: &Bank, out: &mut Refusals<'_>) {
    for q in bank.questions() {
        let count = words::count(&q.item.stem.plain());
        if count > LONGEST {
            let message = format!("{}: the stem has {count} words", q.item.id);
            out.about(&q, q.lines.stem, message, "at most 130, better 110: take out what the answer does not need");
        }
    }
}

pub(super) fn negative(bank: &Bank, out: &mut Refusals<'_>) {
    for q in bank.questions() {
        let stem = q.item.stem.plain();
        let strong = bold_words(&q.item.stem);
        let last = words::sentences(&stem).pop().unwrap_or_default();
        let asked = words::sentences(&stem).into_iter().filter(|sentence| sentence.ends_with('?') || *sentence == last);
        for word in asked.filter_map(negation) {
            if !strong.contains(&word) {
                let message = format!("{}: the stem asks for what is `{word}` so", q.item.id);
                out.about(&q, q.lines.stem, message, "write the word in bold, **not**, or better ask for what is so");
            }
        }
    }
}

/// The word that turns a question round: `except`, `least`, or a `not` in the very clause that asks.
fn negation(sentence: &str) -> Option<String> {
    /// These open a side clause, where a `not` belongs to the situation.
    const ASIDE: [&str; 22] = [
        "when", "while", "if", "because", "since", "although", "though", "that", "who", "whom", "whose", "where", "so",
        "until", "after", "before", "unless", "as", "and", "but", "whether", "without",
    ];
    // A comma ends a clause as well: each part is looked at on its own.
    for part in sentence.split([',', ';', ':', '–', '—']) {
        let list = words::list(part);
        for (at, word) in list.iter().enumerate() {
            let before = at.checked_sub(1).map(|at| list[at].as_str());
            if word == "except" || (word == "least" && before != Some("at")) {
                return Some(word.clone());
            }
        }
        let Some(asks) = list.iter().position(|word| matches!(word.as_str(), "which" | "what" | "who")) else {
            continue;
        };
        let clause = list[asks + 1..].iter().take_while(|word| !ASIDE.contains(&word.as_str()) && *word != "which");
        if let Some(word) = clause.into_iter().find(|word| *word == "not" || word.ends_with("n't")) {
            return Some(word.clone());
        }
    }
    None
}

fn bold_words(text: &Text) -> BTreeSet<String> {
    let lines = text.0.iter().flat_map(|block| match block {
        Block::Paragraph(line) => std::slice::from_ref(line),
        Block::Bullets(lines) | Block::Numbers(lines) => lines,
        Block::Table(head, _) => head,
    });
    let strong = lines.flat_map(|line| &line.0).filter_map(|inline| match inline {
        Inline::Strong(text) => Some(text),
        _ => None,
    });
    strong.flat_map(|text| words::list(text)).collect()
}

pub(super) fn duplicate(bank: &Bank, out: &mut Refusals<'_>) {
    let questions: Vec<Placed<'_, Question>> = bank.questions().collect();
    let mut all: Vec<(u64, u32)> = Vec::new();
    let mut sizes = Vec::new();
    for (at, q) in questions.iter().enumerate() {
        let runs = runs(&words::list(&q.item.stem.plain()));
        sizes.push(runs.len());
        all.extend(runs.into_iter().map(|run| (run, at as u32)));
    }
    all.sort_unstable();
    let mut shared: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for same in all.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
        for (at, (_, second)) in same.iter().enumerate() {
            for (_, first) in &same[..at] {
                *shared.entry((*first, *second)).or_default() += 1;
            }
        }
    }
    for ((first, second), count) in shared {
        let (a, b) = (&questions[first as usize], &questions[second as usize]);
        let smaller = sizes[first as usize].min(sizes[second as usize]);
        if 2 * count > smaller {
            let percent = 100 * count / smaller;
            let message = format!("{} shares {percent} % of its five-word runs with {}", b.item.id, a.item.id);
            out.about(b, b.lines.stem, message, "ask something else, or drop one of the two");
        }
    }
}

/// The distinct runs of five words, hashed; a shorter stem is one run.
fn runs(words: &[String]) -> BTreeSet<u64> {
    let hash = |run: &[String]| {
        let mut hasher = DefaultHasher::new();
        run.hash(&mut hasher);
        hasher.finish()
    };
    if words.len() < 5 { std::iter::once(hash(words)).collect() } else { words.windows(5).map(hash).collect() }
}

pub(super) fn approach(bank: &Bank, out: &mut Refusals<'_>) {
    for q in bank.questions() {
        let Some(track) = &q.track.track else { continue };
        let (line, id) = (q.lines.item, &q.item.id);
        match (track.approaches, q.item.approach) {
            (true, None) => {
                let message = format!("{id} does not say which approach it assumes");
                out.about(&q, line, message, "write approach = \"predictive\", \"agile\" or \"hybrid\"");
            }
            (false, Some(_)) => {
                let message = format!("{id} names an approach");
                out.about(&q, line, message, "take it out: this track does not tell approaches apart");
            }
            _ => {}
        }
    }
}

pub(super) fn lesson(bank: &Bank, out: &mut Refusals<'_>) {
    let questions = bank.questions().map(|q| (q.topic, q.lines, &q.item.id, &q.item.lesson));
    let drills = bank.drills().map(|d| (d.topic, d.lines, &d.item.id, &d.item.lesson));
    for (topic, lines, id, lesson) in questions.chain(drills) {
        let count = words::count(&lesson.plain());
        if !LESSON.contains(&count) {
            let message = format!("{id}: the lesson has {count} words");
            out.refuse(&topic.file, lines.lesson, message, "write the one sentence that the learner should keep");
        }
    }
}

pub(super) fn sources(bank: &Bank, out: &mut Refusals<'_>) {
    let questions = bank.questions().map(|q| (q.topic, q.lines, &q.item.id, &q.item.sources));
    let cards = bank.cards().map(|c| (c.topic, c.lines, &c.item.id, &c.item.sources));
    let drills = bank.drills().map(|d| (d.topic, d.lines, &d.item.id, &d.item.sources));
    for (topic, lines, id, sources) in questions.chain(cards).chain(drills) {
        if sources.is_empty() || sources.iter().any(String::is_empty) {
            out.refuse(&topic.file, lines.item, format!("{id} names no source"), "name document and section");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_negative_question_is_told_from_a_negative_situation() {
        let check = |sentence: &str, expect: Option<&str>| {
            assert_eq!(negation(sentence).as_deref(), expect, "{sentence}");
        };
        check("Which of these is not an artifact?", Some("not"));
        check("What should the team not do?", Some("not"));
        check("Which step doesn't belong here?", Some("doesn't"));
        check("After the review, which of these is NOT done?", Some("not"));
        check("All of these are events except:", Some("except"));
        check("Which action helps least?", Some("least"));
        check("Which needs at least two people?", None);
        check("What should she do if the report is not ready?", None);
        check("What should she do, since the sponsor has not signed?", None);
        check("Which team that does not estimate is right?", None);
        check("Why is the plan not frozen?", None);
        check("What fits best?", None);
    }
}
