//! Drawing an instance of a drill from a seed, and judging what a learner answers to it.

use super::expression::{Condition, Expression, ExpressionError};
use super::number::{print, round_to};
use super::template::{Drill, Var};
use crate::engine::bank::figure::{Exhibit, Figure};
use crate::engine::bank::question::Mistake;
use crate::engine::bank::text::{Block, Line, Text};
use crate::engine::chance::Chance;
use std::fmt;

/// A drill's expressions, parsed once.
#[derive(Clone, Debug, PartialEq)]
pub struct Formulas {
    names: Vec<String>,
    vars: Vec<Var>,
    lets: Vec<Expression>,
    require: Vec<Condition>,
    answer: Expression,
    mistakes: Vec<Expression>,
    /// What stands between braces, with its digits behind the point.
    placeholders: Vec<(String, Expression, Option<u8>)>,
}

/// A drill with its variables drawn and its texts filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Instance {
    /// Variables, then intermediate results, by name.
    pub values: Vec<(String, f64)>,
    /// What is asked.
    pub stem: Text,
    /// Tables beside the stem.
    pub exhibits: Vec<Exhibit>,
    /// Rounded to the drill's digits.
    pub answer: f64,
    /// Digits behind the point.
    pub decimals: u8,
    /// How far off is still right, absolute.
    pub tolerance: f64,
    /// The worked solution.
    pub working: Text,
    /// What the misapplied formulas give, rounded as the answer is.
    pub mistakes: Vec<Mistake>,
}

/// How a given number is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// Within the tolerance.
    Right,
    /// The misapplied formula with this index.
    Mistake(usize),
    /// Wrong in another way.
    Wrong,
}

/// Why a drill can't be drawn. Checked drills always can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DrillError {
    /// An expression (given) that can't be read.
    Expression(String, ExpressionError),
    /// A variable (given) without a value to draw.
    Range(String),
    /// No draw meets the conditions.
    Conditions,
}

impl fmt::Display for DrillError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expression(text, error) => write!(f, "`{text}` {error}"),
            Self::Range(name) => write!(f, "`{name}` has no value to draw from"),
            Self::Conditions => f.write_str("no draw meets the conditions"),
        }
    }
}

/// Draws until the conditions hold: where one draw in twenty passes, all of these fail once in a billion seeds.
const TRIES: u32 = 400;

impl Formulas {
    /// Parses all expressions of a drill, those within its texts too.
    ///
    /// # Errors
    /// The first expression that can't be read, or a variable without values.
    pub fn parse(drill: &Drill) -> Result<Self, DrillError> {
        let mut names: Vec<&str> = Vec::new();
        for var in &drill.vars {
            let ranged = var.step > 0.0 && var.min <= var.max && (var.max - var.min) / var.step < 1e6;
            if !ranged {
                return Err(DrillError::Range(var.name.clone()));
            }
            names.push(&var.name);
        }
        let wrong = |text: &str| {
            let text = text.to_owned();
            move |error| DrillError::Expression(text, error)
        };
        let mut lets = Vec::new();
        for (name, text) in &drill.lets {
            lets.push(Expression::parse(text, &names).map_err(wrong(text))?);
            names.push(name);
        }
        let parse = |text: &str| Expression::parse(text, &names).map_err(wrong(text));
        let condition = |text: &String| Condition::parse(text, &names).map_err(wrong(text));
        let mut placeholders: Vec<(String, Expression, Option<u8>)> = Vec::new();
        let mut failed = None;
        each_placeholder(drill, &mut |inner| {
            if failed.is_none() && !placeholders.iter().any(|(known, ..)| known == inner) {
                let (text, decimals) = split(inner);
                match parse(text) {
                    Ok(expression) => placeholders.push((inner.to_owned(), expression, decimals)),
                    Err(error) => failed = Some(error),
                }
            }
        });
        failed.map_or(Ok(()), Err)?;
        Ok(Self {
            lets,
            require: drill.require.iter().map(condition).collect::<Result<_, _>>()?,
            answer: parse(&drill.answer)?,
            mistakes: drill.mistakes.iter().map(|mistake| parse(&mistake.value)).collect::<Result<_, _>>()?,
            placeholders,
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            vars: drill.vars.clone(),
        })
    }

    /// One draw of the variables with the intermediate results; `None` where a condition does not hold.
    pub fn attempt(&self, chance: &mut Chance) -> Option<Vec<f64>> {
        let mut values = Vec::with_capacity(self.names.len());
        for var in &self.vars {
            let steps = ((var.max - var.min) / var.step + 1e-9).floor() as u32;
            let value = var.min + f64::from(chance.below(steps + 1)) * var.step;
            // 3 × 0.1 shall be 0.3.
            values.push((value * 1e9).round() / 1e9);
        }
        for expression in &self.lets {
            values.push(expression.value(&values));
        }
        self.require.iter().all(|condition| condition.holds(&values)).then_some(values)
    }

    /// The values of a seed: the first draw that meets the conditions.
    ///
    /// # Errors
    /// Where no draw meets them.
    pub fn values(&self, seed: u64) -> Result<Vec<f64>, DrillError> {
        let mut chance = Chance::named(seed, "drill");
        (0..TRIES).find_map(|_| self.attempt(&mut chance)).ok_or(DrillError::Conditions)
    }

    /// The answer with these values, not rounded.
    #[must_use]
    pub fn answer(&self, values: &[f64]) -> f64 {
        self.answer.value(values)
    }

    /// What the misapplied formulas give with these values, not rounded.
    #[must_use]
    pub fn mistakes(&self, values: &[f64]) -> Vec<f64> {
        self.mistakes.iter().map(|expression| expression.value(values)).collect()
    }

    /// What the placeholders give with these values, with their expressions, not rounded.
    pub fn placeholders(&self, values: &[f64]) -> impl Iterator<Item = (&str, f64)> {
        self.placeholders.iter().map(move |(text, expression, _)| (split(text).0, expression.value(values)))
    }

    /// A text with its placeholders filled in.
    #[must_use]
    pub fn fill(&self, text: &Text, values: &[f64]) -> Text {
        let words = |text: &str| self.fill_words(text, values);
        let line = |line: &Line| Line(line.0.iter().map(|inline| inline.map(&words)).collect());
        Text(text.0.iter().map(|block| block.map(&line)).collect())
    }

    fn fill_words(&self, text: &str, values: &[f64]) -> String {
        replaced(text, &|inner| {
            let known = self.placeholders.iter().find(|(known, ..)| known == inner);
            let number = known.map(|(_, expression, decimals)| {
                print(expression.value(values), decimals.unwrap_or(2), decimals.is_none())
            });
            number.unwrap_or_default()
        })
    }
}

/// A text with something else in the place of each placeholder.
pub(super) fn replaced(text: &str, by: &dyn Fn(&str) -> String) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, inner, after)) = next_placeholder(rest) {
        filled.push_str(before);
        filled.push_str(&by(inner));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// Text before the next placeholder, what stands in it, and text behind it.
pub(super) fn next_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (inner, after) = rest.split_once('}')?;
    Some((before, inner, after))
}

/// `cpi:3` is `cpi` with 3 digits behind the point.
pub(super) fn split(inner: &str) -> (&str, Option<u8>) {
    match inner.rsplit_once(':').map(|(text, digits)| (text, digits.trim().parse())) {
        Some((text, Ok(digits))) => (text, Some(digits)),
        _ => (inner, None),
    }
}

/// Everything between braces in the texts that a learner sees before or after a draw.
fn each_placeholder(drill: &Drill, see: &mut dyn FnMut(&str)) {
    let mut words = |text: &str| {
        let mut rest = text;
        while let Some((_, inner, after)) = next_placeholder(rest) {
            see(inner);
            rest = after;
        }
    };
    let texts = [&drill.stem, &drill.working].into_iter().chain(drill.mistakes.iter().map(|mistake| &mistake.why));
    for line in texts.flat_map(|text| &text.0).flat_map(Block::lines) {
        line.0.iter().for_each(|inline| words(inline.plain()));
    }
    for exhibit in &drill.exhibits {
        words(&exhibit.alt);
        if let Figure::Table { rows, .. } = &exhibit.figure {
            rows.iter().flatten().for_each(|cell| words(cell));
        }
    }
}

/// Draws the instance of a seed.
///
/// # Errors
/// A drill whose expressions can't be read or whose conditions never hold: never for one from a checked pack.
pub fn draw(drill: &Drill, seed: u64) -> Result<Instance, DrillError> {
    let formulas = Formulas::parse(drill)?;
    let values = formulas.values(seed)?;
    let exhibit = |exhibit: &Exhibit| {
        let figure = match &exhibit.figure {
            Figure::Table { head, rows } => {
                let row = |row: &Vec<String>| row.iter().map(|cell| formulas.fill_words(cell, &values)).collect();
                Figure::Table { head: head.clone(), rows: rows.iter().map(row).collect() }
            }
            other => other.clone(),
        };
        Exhibit { title: exhibit.title.clone(), alt: formulas.fill_words(&exhibit.alt, &values), figure }
    };
    let mistakes = formulas.mistakes(&values).into_iter().zip(&drill.mistakes).map(|(value, mistake)| Mistake {
        value: round_to(value, drill.decimals),
        why: formulas.fill(&mistake.why, &values),
    });
    Ok(Instance {
        stem: formulas.fill(&drill.stem, &values),
        exhibits: drill.exhibits.iter().map(exhibit).collect(),
        answer: round_to(formulas.answer(&values), drill.decimals),
        decimals: drill.decimals,
        tolerance: drill.tolerance,
        working: formulas.fill(&drill.working, &values),
        mistakes: mistakes.collect(),
        values: formulas.names.iter().cloned().zip(values.iter().copied()).collect(),
    })
}

/// Judges a given number. One with more digits than asked for is right where it rounds to the answer.
#[must_use]
pub fn judge(instance: &Instance, given: f64) -> Judgement {
    let is = |value: f64| {
        let slack = instance.tolerance + 1e-9 * value.abs().max(1.0);
        (given - value).abs() <= slack || (round_to(given, instance.decimals) - value).abs() <= 1e-12 * value.abs()
    };
    if is(instance.answer) {
        return Judgement::Right;
    }
    instance.mistakes.iter().position(|mistake| is(mistake.value)).map_or(Judgement::Wrong, Judgement::Mistake)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::bank::question::{ContentHash, Level};
    use crate::engine::drill::template::Misapplied;
    use crate::engine::id::ItemId;

    fn paragraph(text: &str) -> Text {
        Text(vec![Block::Paragraph(Line::of(text))])
    }

    fn drill() -> Drill {
        Drill {
            id: ItemId::new("pmp-finance-d01"),
            hash: ContentHash(0),
            title: "Forecast".to_owned(),
            level: Level::Apply,
            stem: paragraph("EV is {ev}, AC is {ac}; CPI is {cpi:3}."),
            exhibits: Vec::new(),
            vars: vec![
                Var { name: "ev".to_owned(), min: 200.0, max: 400.0, step: 20.0 },
                Var { name: "ac".to_owned(), min: 200.0, max: 400.0, step: 0.1 },
            ],
            lets: vec![("cpi".to_owned(), "ev / ac".to_owned())],
            require: vec!["ev < ac".to_owned()],
            answer: "720 / cpi".to_owned(),
            tolerance: 0.5,
            decimals: 1,
            unit: "thousand".to_owned(),
            working: paragraph("720 / {cpi:3} = {720 / cpi:1}"),
            mistakes: vec![Misapplied { value: "ac + 720 - ev".to_owned(), why: paragraph("At the budgeted rate.") }],
            lesson: Line::of("Divide by the efficiency."),
            sources: Vec::new(),
        }
    }

    #[test]
    fn the_same_seed_draws_the_same() {
        let drill = drill();
        for seed in 0..200 {
            let instance = draw(&drill, seed).unwrap();
            assert_eq!(instance, draw(&drill, seed).unwrap());
            let value = |name: &str| instance.values.iter().find(|(known, _)| known == name).unwrap().1;
            let (ev, ac) = (value("ev"), value("ac"));
            assert!(ev < ac && (200.0..=400.0).contains(&ac) && ev % 20.0 == 0.0, "{ev} {ac}");
            assert!((instance.answer - 720.0 * ac / ev).abs() <= 0.05 + 1e-9);
            assert!(!instance.stem.plain().contains(['{', '?']), "{}", instance.stem.plain());
        }
        // Replays depend on it: these numbers may never change.
        assert_eq!(draw(&drill, 7).unwrap().stem.plain(), PINNED);
    }

    #[test]
    fn an_answer_is_judged_by_the_tolerance_and_the_mistakes() {
        let mut instance = draw(&drill(), 7).unwrap();
        instance.answer = 840.0;
        instance.mistakes[0].value = 780.0;
        let check = |given: f64, tolerance: f64, expect: Judgement| {
            assert_eq!(judge(&Instance { tolerance, ..instance.clone() }, given), expect, "{given} ± {tolerance}");
        };
        check(840.0, 0.0, Judgement::Right);
        check(840.04, 0.0, Judgement::Right);
        check(840.1, 0.0, Judgement::Wrong);
        check(840.5, 0.5, Judgement::Right);
        check(840.6, 0.5, Judgement::Wrong);
        check(780.0, 0.0, Judgement::Mistake(0));
        check(f64::NAN, 0.5, Judgement::Wrong);
    }

    #[test]
    fn a_drill_that_cannot_be_drawn_says_why() {
        let check = |change: &dyn Fn(&mut Drill), expect: &str| {
            let mut drill = drill();
            change(&mut drill);
            assert_eq!(draw(&drill, 1).unwrap_err().to_string(), expect);
        };
        check(&|d| d.vars[0].step = 0.0, "`ev` has no value to draw from");
        check(&|d| d.vars[0].max = 100.0, "`ev` has no value to draw from");
        check(&|d| d.answer = "720 / spi".to_owned(), "`720 / spi` no variable is called `spi`");
        check(&|d| d.stem = paragraph("{pv}"), "`pv` no variable is called `pv`");
        check(&|d| d.require = vec!["ev > 400".to_owned()], "no draw meets the conditions");
    }

    const PINNED: &str = "EV is 280, AC is 306.4; CPI is 0.914.";
}
