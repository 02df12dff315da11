//! Drills, tried over a thousand seeds.

use super::Refusals;
use super::working::last;
use crate::content::bank::{Bank, Placed};
use crate::content::calculation::{recompute, spans};
use crate::content::diagnostic::Finding;
use crate::engine::bank::figure::Figure;
use crate::engine::chance::Chance;
use crate::engine::drill::{Drill, DrillError, Formulas, print, round_to};
use std::collections::BTreeMap;

/// Seeds that each drill is tried with.
const SEEDS: u64 = 1000;

/// A unit that counts time: an answer in it is a duration, and none is below zero.
const TIMES: [&str; 9] = ["second", "minute", "hour", "day", "week", "month", "quarter", "year", "sprint"];

pub(super) fn trials(bank: &Bank, out: &mut Refusals<'_>) {
    // All rules of drills come from the same thousand draws: these are made once.
    out.extend(bank.drill_findings.get_or_init(|| bank.drills().flat_map(|drill| tried(&drill)).collect()).iter());
}

/// What is wrong with a drill, once for each rule and reason.
fn tried(drill: &Placed<'_, Drill>) -> Vec<Finding> {
    let mut trial = Trial { drill, found: BTreeMap::new() };
    trial.form();
    match Formulas::parse(drill.item) {
        Ok(formulas) => trial.draws(&formulas),
        Err(error @ DrillError::Range(_)) => {
            trial.refuse("drill-ranges", "range", error.to_string(), "min ≤ max, step above 0, under a million steps");
        }
        Err(error) => {
            let help =
                "numbers, names of vars and let, + - * / ^, parentheses, round, floor, ceil, min, max, abs, sqrt";
            trial.refuse("drill-expressions", "expression", error.to_string(), help);
        }
    }
    trial.found.into_values().collect()
}

struct Trial<'t, 'b> {
    drill: &'t Placed<'b, Drill>,
    found: BTreeMap<(&'static str, &'static str), Finding>,
}

impl Trial<'_, '_> {
    fn refuse(&mut self, rule: &'static str, reason: &'static str, message: String, help: &str) {
        let Placed { topic, item, lines, .. } = self.drill;
        let line = if rule == "drill-working" { lines.working } else { lines.item };
        self.found.entry((rule, reason)).or_insert_with(|| Finding {
            file: topic.file.clone(),
            line,
            rule,
            message: format!("{}: {message}", item.id),
            help: help.to_owned(),
        });
    }

    /// What can be seen without a draw.
    fn form(&mut self) {
        let item = self.drill.item;
        let names: Vec<&str> = item
            .vars
            .iter()
            .map(|var| var.name.as_str())
            .chain(item.lets.iter().map(|(name, _)| name.as_str()))
            .collect();
        for (at, name) in names.iter().enumerate() {
            let well = name.starts_with(|c: char| c.is_ascii_lowercase())
                && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
            if !well || names[..at].contains(name) {
                let message = format!("the name `{name}` can't be used");
                self.refuse("drill-expressions", "name", message, "small letters, digits and _, each name once");
            }
        }
        if item.vars.is_empty() {
            self.refuse(
                "drill-ranges",
                "vars",
                "nothing is drawn".to_owned(),
                "a drill has vars; else write a numeric question",
            );
        }
        if item.decimals > 6 || !item.tolerance.is_finite() || item.tolerance < 0.0 {
            let message = "decimals or tolerance can't be met".to_owned();
            self.refuse("drill-ranges", "digits", message, "decimals 0 to 6, tolerance 0 or more");
        }
        if item.mistakes.len() < 2 {
            let message = format!("{} mistakes are named", item.mistakes.len());
            self.refuse("drill-mistakes", "count", message, "name two misapplied formulas or more");
        }
        if item.exhibits.iter().any(|exhibit| !matches!(exhibit.figure, Figure::Table { .. })) {
            let message = "a figure that is not a table".to_owned();
            self.refuse("drill-figures", "kind", message, "only a table's cells can hold {expressions}");
        }
        let digits = item.working.plain().contains('{');
        if !digits || spans(&item.working).is_empty() {
            let message = "the worked solution holds no calculation with drawn numbers".to_owned();
            self.refuse("drill-working", "none", message, "write each one in backticks: `{ev} / {ac} = {cpi:3}`");
        }
    }

    fn draws(&mut self, formulas: &Formulas) {
        // Every draw stands for itself, so this one asks how often the conditions hold at all.
        let mut chance = Chance::named(0, "trial");
        let passed = (0..SEEDS).filter(|_| formulas.attempt(&mut chance).is_some()).count() as u64;
        if passed * 20 < SEEDS {
            let message = format!("the conditions hold in {passed} of {SEEDS} draws");
            self.refuse("drill-ranges", "rare", message, "one draw in twenty must pass: narrow the ranges instead");
        }
        for seed in 0..SEEDS {
            match formulas.values(seed) {
                Ok(values) => self.draw(formulas, seed, &values),
                Err(error) => {
                    self.refuse("drill-ranges", "rare", error.to_string(), "widen the ranges or drop a condition")
                }
            }
        }
    }

    fn draw(&mut self, formulas: &Formulas, seed: u64, values: &[f64]) {
        let item = self.drill.item;
        let with = || {
            let names = item.vars.iter().map(|var| &var.name);
            let list: Vec<String> =
                names.zip(values).map(|(name, value)| format!("{name} = {}", print(*value, 6, true))).collect();
            format!("seed {seed}, {}", list.join(", "))
        };
        let exact = formulas.answer(values);
        let mistakes = formulas.mistakes(values);
        let sane = |value: f64| value.is_finite() && value.abs() < 1e12;
        let shown: Vec<(&str, f64)> = formulas.placeholders(values).collect();
        let insane = shown.iter().find(|(_, value)| !sane(*value)).map(|(text, _)| *text);
        let insane = insane.or((!sane(exact)).then_some(item.answer.as_str()));
        let insane = insane.or(mistakes.iter().position(|m| !sane(*m)).map(|at| item.mistakes[at].value.as_str()));
        if let Some(text) = insane {
            let message = format!("`{text}` has no result ({})", with());
            return self.refuse(
                "drill-draws",
                "finite",
                message,
                "choose ranges or a condition without a division by zero",
            );
        }
        let answer = round_to(exact, item.decimals);
        let unit = item.unit.split_whitespace().next().unwrap_or_default().to_lowercase();
        if answer < 0.0 && TIMES.iter().any(|time| *time == unit.trim_end_matches('s')) {
            let message = format!("the answer is {} {} ({})", print(answer, 6, true), item.unit, with());
            self.refuse("drill-draws", "negative", message, "no duration is below zero: add a condition");
        }
        let half = 0.5 * 10f64.powi(-i32::from(item.decimals));
        let rounded: Vec<f64> = mistakes.iter().map(|mistake| round_to(*mistake, item.decimals)).collect();
        for (at, mistake) in rounded.iter().enumerate() {
            let near = |other: f64, slack: f64| (mistake - other).abs() <= slack + 1e-9 * other.abs().max(1.0);
            if near(answer, item.tolerance) {
                let message =
                    format!("the mistake `{}` is right within the tolerance ({})", item.mistakes[at].value, with());
                self.refuse(
                    "drill-mistakes",
                    "right",
                    message,
                    "keep them apart by ranges or a condition in `require`",
                );
            }
            if let Some(same) = rounded[..at].iter().position(|other| near(*other, 0.0)) {
                let (one, two) = (&item.mistakes[same].value, &item.mistakes[at].value);
                let message = format!("`{one}` and `{two}` give the same ({})", with());
                self.refuse(
                    "drill-mistakes",
                    "equal",
                    message,
                    "two equal options: keep them apart by ranges or a condition",
                );
            }
        }
        let working = formulas.fill(&item.working, values);
        let codes = spans(&working);
        for code in &codes {
            if let Err(error) = recompute(code) {
                let message = format!("`{code}` {error} ({})", with());
                self.refuse(
                    "drill-working",
                    "span",
                    message,
                    "show operands with enough digits, {name:3}, or compute from the drawn values",
                );
            }
        }
        let Some(outcome) = last(&codes) else { return };
        let near = |value: f64| (value - answer).abs() <= item.tolerance.max(half) + 1e-9 * answer.abs().max(1.0);
        if !near(outcome.value) && !near(outcome.raw) {
            let raw = print(outcome.raw, 6, true);
            let message =
                format!("the worked solution ends with {raw}, the answer is {} ({})", print(answer, 6, true), with());
            self.refuse("drill-working", "answer", message, "the last calculation gives the answer");
        }
    }
}
