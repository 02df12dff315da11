//! Words of a text, for counting and comparing.

/// Words that leave no exception: they stand in keys as often as in distractors, or nowhere.
pub(super) const ABSOLUTE: [&str; 11] =
    ["all", "always", "any", "completely", "entirely", "every", "immediately", "must", "never", "none", "only"];

/// How many words there are: runs between spaces with a letter or digit in them.
pub(super) fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// The words in small letters, without punctuation; an apostrophe belongs to its word.
pub(super) fn list(text: &str) -> Vec<String> {
    text.to_lowercase()
        .replace('’', "'")
        .split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .map(|word| word.trim_matches('\''))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether one of the words leaves no exception.
pub(super) fn is_absolute(text: &str) -> bool {
    list(text).iter().any(|word| ABSOLUTE.contains(&word.as_str()))
}

/// A text without what does not make it another one: case, spaces, the final stop.
pub(super) fn folded(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ").trim_end_matches(['.', ';', ',']).to_owned()
}

/// The sentences of a text; a stop within a number or an abbreviation like `e.g.` ends none.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut from = 0;
    let signs: Vec<(usize, char)> = text.char_indices().collect();
    for (at, (byte, sign)) in signs.iter().enumerate() {
        let ends = match sign {
            '?' | '!' => true,
            '.' => {
                let begins =
                    signs[at + 1..].iter().map(|(_, c)| *c).find(|c| !matches!(c, ' ' | '"' | '”' | '\'' | ')'));
                let spaced = signs.get(at + 1).is_none_or(|(_, c)| !c.is_alphanumeric());
                spaced && begins.is_none_or(|c| !c.is_lowercase())
            }
            _ => false,
        };
        if ends {
            sentences.push(text[from..byte + 1].trim());
            from = byte + 1;
        }
    }
    if !text[from..].trim().is_empty() {
        sentences.push(text[from..].trim());
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_as_people_do() {
        assert_eq!(count("A two-week Sprint – at 3.5 points – doesn't end."), 8);
        assert_eq!(list("Don't — “stop” 'now', v2."), ["don't", "stop", "now", "v2"]);
        assert!(is_absolute("Only then") && !is_absolute("commonly"));
        assert_eq!(folded("  One  Thing. "), folded("one thing"));
    }

    #[test]
    fn a_sentence_ends_where_it_ends() {
        let check = |text: &str, expect: &[&str]| assert_eq!(sentences(text), expect);
        check("CPI is 0.9. What now? Choose two.", &["CPI is 0.9.", "What now?", "Choose two."]);
        check("Tools, e.g. boards, help. Yes", &["Tools, e.g. boards, help.", "Yes"]);
        check("", &[]);
    }
}
