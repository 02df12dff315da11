//! A drill without numbers: its texts with the names of the variables where numbers stood, and its formulas.

use super::draw::{next_placeholder, replaced, split};
use super::template::Drill;
use crate::engine::bank::text::{Block, Inline, Line, Text};

/// The text with each placeholder's expression in its place: `({o} + {p}) / 2 = {e:2}` reads `(o + p) / 2 = e`.
#[must_use]
pub fn in_letters(text: &Text) -> Text {
    Text(text.0.iter().map(|block| block.map(&line)).collect())
}

/// What a drill computes, line by line: the calculations of its worked solution in letters.
#[must_use]
pub fn formulas(drill: &Drill) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for inline in in_letters(&drill.working).0.iter().flat_map(Block::lines).flat_map(|line| &line.0) {
        if let Inline::Code(code) = inline
            && let Some(formula) = formula(code)
            && !found.contains(&formula)
        {
            found.push(formula);
        }
    }
    found
}

/// A calculation as a formula: what is computed stands first. None where nothing is.
fn formula(code: &str) -> Option<String> {
    let mut sides: Vec<&str> = Vec::new();
    for side in code.split(['=', '≈']).map(str::trim) {
        if !sides.contains(&side) {
            sides.push(side);
        }
    }
    let name = |side: &&str| side.chars().all(|c| c.is_alphanumeric() || c == '_');
    if sides.len() > 2 && sides.last().is_some_and(name) && sides.first().is_some_and(name) {
        sides.pop();
    } else if sides.last().is_some_and(name) {
        sides.rotate_right(1);
    }
    (sides.len() > 1).then(|| sides.join(" = "))
}

fn line(line: &Line) -> Line {
    let mut parts = Vec::new();
    for inline in &line.0 {
        match inline {
            Inline::Plain(text) => named(&mut parts, text),
            marked => parts.push(marked.map(&|text| replaced(text, &written))),
        }
    }
    Line(parts)
}

/// Within running text a name looks like a formula, so that it can be told from a word.
fn named(parts: &mut Vec<Inline>, text: &str) {
    let mut rest = text;
    while let Some((before, inner, after)) = next_placeholder(rest) {
        if !before.is_empty() {
            parts.push(Inline::Plain(before.to_owned()));
        }
        parts.push(Inline::Code(written(inner)));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Inline::Plain(rest.to_owned()));
    }
}

/// An expression as people write it.
fn written(inner: &str) -> String {
    split(inner).0.trim().replace('*', "×").replace(" - ", " − ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_read_as_their_expressions() {
        let check = |text: Inline, expect: &[Inline]| {
            let text = Text(vec![Block::Paragraph(Line(vec![text]))]);
            let Some(Block::Paragraph(line)) = in_letters(&text).0.into_iter().next() else { panic!("a paragraph") };
            assert_eq!(line.0, expect);
        };
        let (code, words) = (|text: &str| Inline::Code(text.to_owned()), |text: &str| Inline::Plain(text.to_owned()));
        check(code("({o} + {p}) / 2 = {e:2}"), &[code("(o + p) / 2 = e")]);
        check(code("{2 * a - b:1}"), &[code("2 × a − b")]);
        check(words("at {o} days"), &[words("at "), code("o"), words(" days")]);
        check(words("{o}"), &[code("o")]);
        check(words("no number"), &[words("no number")]);
    }

    #[test]
    fn a_formula_begins_with_what_it_computes() {
        let check = |code: &str, expect: Option<&str>| assert_eq!(formula(code).as_deref(), expect, "{code}");
        check("n × (n − 1) / 2 = before", Some("before = n × (n − 1) / 2"));
        check("E = (O + 4M + P) / 6 = (o + 4 × m + p) / 6 = e", Some("E = (O + 4M + P) / 6 = (o + 4 × m + p) / 6"));
        check("CPI = EV / AC", Some("CPI = EV / AC"));
        check("after − before = after − before", None);
        check("x + 1", None);
    }
}
