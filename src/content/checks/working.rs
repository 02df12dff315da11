//! Numeric questions: the worked solution, the answer and the classic mistakes.

use super::Refusals;
use crate::content::bank::{Bank, Placed};
use crate::content::calculation::{Outcome, recompute, spans};
use crate::engine::bank::question::{Body, Numeric, Question};

fn numerics(bank: &Bank) -> impl Iterator<Item = (Placed<'_, Question>, &Numeric)> {
    bank.questions().filter_map(|q| match &q.item.body {
        Body::Numeric(numeric) => Some((q, numeric)),
        _ => None,
    })
}

pub(super) fn recomputed(bank: &Bank, out: &mut Refusals<'_>) {
    for (q, numeric) in numerics(bank) {
        for code in spans(&numeric.working) {
            if let Err(message) = recompute(code) {
                let message = format!("{}: `{code}` {message}", q.item.id);
                out.about(
                    &q,
                    q.lines.working,
                    message,
                    "write numbers on both sides, and the result to its last digit",
                );
            }
        }
    }
}

/// The result of the last calculation; `None` where there is none that computes.
pub(super) fn last(codes: &[&str]) -> Option<Outcome> {
    codes.iter().rev().find_map(|code| recompute(code).ok().flatten())
}

pub(super) fn answer(bank: &Bank, out: &mut Refusals<'_>) {
    for (q, numeric) in numerics(bank) {
        let (answer, tolerance) = (numeric.answer, numeric.tolerance);
        if !(answer.is_finite() && tolerance.is_finite() && tolerance >= 0.0) {
            let message = format!("{}: answer or tolerance is no number that can be met", q.item.id);
            out.about(&q, q.lines.item, message, "a tolerance is 0 or more");
        }
        let near = |value: f64| (value - answer).abs() <= tolerance.max(0.0) + 1e-9 * answer.abs().max(1.0);
        match last(&spans(&numeric.working)) {
            None => {
                let message = format!("{}: the worked solution holds no calculation", q.item.id);
                out.about(&q, q.lines.working, message, "write each one in backticks: `360 / 420 = 0.857`");
            }
            Some(Outcome { value, raw }) if !near(value) && !near(raw) => {
                let message = format!("{}: the worked solution ends with {raw}, the answer is {answer}", q.item.id);
                out.about(&q, q.lines.working, message, "the last calculation gives the answer");
            }
            Some(_) => {}
        }
    }
}

pub(super) fn mistakes(bank: &Bank, out: &mut Refusals<'_>) {
    for (q, numeric) in numerics(bank) {
        let id = &q.item.id;
        if numeric.mistakes.is_empty() {
            out.about(
                &q,
                q.lines.item,
                format!("{id} names no mistake"),
                "write [[question.mistake]] with the classic wrong results",
            );
        }
        for (at, mistake) in numeric.mistakes.iter().enumerate() {
            let near = |other: f64, slack: f64| (mistake.value - other).abs() <= slack + 1e-9 * other.abs().max(1.0);
            if !mistake.value.is_finite() || near(numeric.answer, numeric.tolerance) {
                let message = format!("{id}: the mistake {} is right within the tolerance", mistake.value);
                out.about(
                    &q,
                    q.lines.parts[at].item,
                    message,
                    "choose numbers that tell the formulas apart, or a smaller tolerance",
                );
            }
            if numeric.mistakes[..at].iter().any(|other| near(other.value, 0.0)) {
                let message = format!("{id}: two mistakes give {}", mistake.value);
                out.about(
                    &q,
                    q.lines.parts[at].item,
                    message,
                    "make it one mistake, or choose numbers that tell them apart",
                );
            }
        }
    }
}
