//! Options of single and multiple questions.

use super::Refusals;
use crate::content::bank::{Bank, Placed};
use crate::content::words;
use crate::engine::bank::question::{Body, Choice, Question};

fn singles(bank: &Bank) -> impl Iterator<Item = (Placed<'_, Question>, &[Choice])> {
    bank.questions().filter_map(|q| match &q.item.body {
        Body::Single(options) => Some((q, options.as_slice())),
        _ => None,
    })
}

fn multiples(bank: &Bank) -> impl Iterator<Item = (Placed<'_, Question>, &[Choice])> {
    bank.questions().filter_map(|q| match &q.item.body {
        Body::Multiple(options) => Some((q, options.as_slice())),
        _ => None,
    })
}

fn keys(options: &[Choice]) -> usize {
    options.iter().filter(|option| option.key).count()
}

pub(super) fn single_count(bank: &Bank, out: &mut Refusals<'_>) {
    for (q, options) in singles(bank).filter(|(_, options)| options.len() != 4) {
        let message = format!("{} has {} options", q.item.id, options.len());
        out.about(&q, q.lines.item, message, "a single question has exactly four");
    }
}

pub(super) fn single_key(bank: &Bank, out: &mut Refusals<'_>) {
    for (q, options) in singles(bank).filter(|(_, options)| keys(options) != 1) {
        let message = format!("{} has {} keys", q.item.id, keys(options));
        out.about(&q, q.lines.item, message, "write `key = true` on exactly one option");
    }
}

pub(super) fn multiple_count(bank: &Bank, out: &mut Refusals<'_>) {
    for (q, options) in multiples(bank).filter(|(_, options)| !(5..=6).contains(&options.len())) {
        let message = format!("{} has {} options", q.item.id, options.len());
        out.about(&q, q.lines.item, message, "a multiple question has five or six");
    }
}

pub(super) fn multiple_keys(bank: &Bank, out: &mut Refusals<'_>) {
    for (q, options) in multiples(bank).filter(|(_, options)| keys(options) < 2 || keys(options) == options.len()) {
        let message = format!("{} has {} keys of {} options", q.item.id, keys(options), options.len());
        out.about(&q, q.lines.item, message, "write `key = true` on two or more options, and leave some wrong");
    }
}

pub(super) fn multiple_stated(bank: &Bank, out: &mut Refusals<'_>) {
    const NUMBERS: [&str; 7] = ["zero", "one", "two", "three", "four", "five", "six"];
    for (q, options) in multiples(bank) {
        let (count, stem) = (keys(options), q.item.stem.plain());
        let digit = count.to_string();
        let stated = words::sentences(&stem).iter().any(|sentence| {
            let words = words::list(sentence);
            let asks = sentence.ends_with('?')
                || words.iter().any(|word| ["choose", "select", "pick", "name", "mark"].contains(&word.as_str()));
            asks && words.iter().any(|word| NUMBERS.get(count) == Some(&word.as_str()) || *word == digit)
        });
        if !stated {
            let message = format!("{}: the question does not say that {count} are to be chosen", q.item.id);
            out.about(&q, q.lines.stem, message, "ask `Which two …?` or add `Choose two.` with the number of keys");
        }
    }
}

pub(super) fn doubled(bank: &Bank, out: &mut Refusals<'_>) {
    for (q, options) in singles(bank).chain(multiples(bank)) {
        let folded: Vec<String> = options.iter().map(|option| words::folded(&option.text.plain())).collect();
        for (at, text) in folded.iter().enumerate() {
            if folded[..at].contains(text) {
                let message = format!("{}: two options say `{text}`", q.item.id);
                out.about(&q, q.lines.parts[at].item, message, "write another distractor");
            }
        }
    }
}

pub(super) fn catch_all(bank: &Bank, out: &mut Refusals<'_>) {
    const WHOLE: [&str; 7] = [
        "all of these",
        "none of these",
        "any of these",
        "neither of these",
        "both of these",
        "all of them",
        "none of them",
    ];
    const PART: [&str; 7] = [
        "of the above",
        "all the above",
        "none of the options",
        "all of the options",
        "of the other options",
        "answers are correct",
        "options are correct",
    ];
    let letter = |word: &str| word.len() == 1 && matches!(word.as_bytes()[0], b'a'..=b'f');
    for (q, options) in singles(bank).chain(multiples(bank)) {
        for (at, option) in options.iter().enumerate() {
            let words = words::list(&option.text.plain());
            let text = words.join(" ");
            let joined = words.iter().any(|word| ["and", "or", "both"].contains(&word.as_str()));
            let only_letters = joined
                && words
                    .iter()
                    .all(|w| letter(w) || ["and", "or", "both", "only", "option", "options"].contains(&w.as_str()))
                && words.iter().filter(|word| letter(word)).count() >= 2;
            if WHOLE.contains(&text.as_str()) || PART.iter().any(|part| text.contains(part)) || only_letters {
                let message = format!("{}: the option `{}`", q.item.id, option.text.plain());
                out.about(
                    &q,
                    q.lines.parts[at].item,
                    message,
                    "options are shuffled and lettered anew: write a real one, ask `Which two …?`, or call things P, Q, R",
                );
            }
        }
    }
}
