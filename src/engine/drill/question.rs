//! A drill as a question, so that it is asked, marked and shown as any other numeric question is.

use super::draw::{DrillError, Instance, draw};
use super::template::Drill;
use crate::engine::bank::question::{Body, Numeric, Question};

/// The question that a drill asks with the numbers of a seed. Its id and content hash are the drill's.
///
/// # Errors
/// As [`draw`]: never for a drill from a checked pack.
pub fn question(drill: &Drill, seed: u64) -> Result<Question, DrillError> {
    let Instance { stem, exhibits, answer, decimals, tolerance, working, mistakes, .. } = draw(drill, seed)?;
    // A result with more digits than asked for is right where it rounds to the answer, as `judge` has it: it may be
    // off by a little less than half a unit of the last digit.
    let tolerance = tolerance.max((0..decimals.min(9)).fold(0.499, |half, _| half / 10.0));
    Ok(Question {
        id: drill.id.clone(),
        hash: drill.hash,
        level: drill.level,
        approach: None,
        form: None,
        case: None,
        stem,
        exhibits,
        body: Body::Numeric(Numeric { answer, tolerance, unit: drill.unit.clone(), working, mistakes }),
        lesson: drill.lesson.clone(),
        sources: drill.sources.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::bank::answer::{Answer, mark};
    use crate::engine::bank::question::{ContentHash, Level};
    use crate::engine::bank::text::{Line, Text};
    use crate::engine::drill::{Judgement, Var, judge};
    use crate::engine::id::ItemId;

    #[test]
    fn the_question_is_marked_as_the_drill_is_judged() {
        for decimals in [0, 1, 2] {
            let drill = Drill {
                id: ItemId::new("pmp-finance-d01"),
                hash: ContentHash(7),
                title: String::new(),
                level: Level::Apply,
                stem: Text::default(),
                exhibits: Vec::new(),
                vars: vec![Var { name: "a".to_owned(), min: 3.0, max: 40.0, step: 1.0 }],
                lets: Vec::new(),
                require: Vec::new(),
                answer: "a / 7".to_owned(),
                tolerance: 0.0,
                decimals,
                unit: String::new(),
                working: Text::default(),
                mistakes: Vec::new(),
                lesson: Line::default(),
                sources: Vec::new(),
            };
            for seed in 0..20 {
                let (instance, question) = (draw(&drill, seed).unwrap(), question(&drill, seed).unwrap());
                assert_eq!(question.id, drill.id);
                for thousandths in -1200..1200 {
                    let given = instance.answer + f64::from(thousandths) * 0.001 + 0.000_3;
                    let right = judge(&instance, given) == Judgement::Right;
                    let edge = (f64::from(thousandths).abs() * 0.001 - 0.5 * 0.1f64.powi(i32::from(decimals))).abs();
                    assert!(edge < 0.002 || mark(&question, &Answer::Numeric(given)).right == right, "{given}");
                }
            }
        }
    }
}
