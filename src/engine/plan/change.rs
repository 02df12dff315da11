//! What more minutes a day would change.

use super::calendar::{Plan, plan};
use super::facts::{Facts, Obstacle};

/// What more minutes a day would change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Minutes more on each day that has any.
    pub minutes: u32,
    /// Points of the expected share recalled on the exam's day, at least 0.
    pub points: f32,
    /// Items more that are met before the exam.
    pub met: u32,
    /// Days by which the last new item comes earlier, where it comes before the exam in both.
    pub days_earlier: u32,
}

/// What `minutes` more a day would change in a plan.
///
/// # Errors
/// Why there is no plan at all.
pub fn change(facts: &Facts<'_>, as_it_is: &Plan, minutes: u32) -> Result<Change, Obstacle> {
    let more = plan(facts, minutes)?;
    let met = |plan: &Plan| plan.days.iter().map(|day| day.new).sum::<u32>();
    let last = |plan: &Plan| plan.days.iter().rev().find(|day| day.new > 0).map(|day| day.day);
    let days_earlier = match (last(as_it_is), last(&more)) {
        (Some(before), Some(after)) => u32::try_from(before.since(after)).unwrap_or(0),
        _ => 0,
    };
    Ok(Change {
        minutes,
        points: ((more.recall - as_it_is.recall) * 100.0).max(0.0),
        met: met(&more).saturating_sub(met(as_it_is)),
        days_earlier,
    })
}
