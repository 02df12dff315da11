//! Activities on nodes, from left to right by rank. Shows names and durations; dates are for the learner to find.

use super::view::{Drawing, Spot};
use crate::engine::bank::figure::Activity;
use crate::ui::components::reveal::figure as number;
use yew::prelude::*;

const NODE: (i32, i32) = (116, 58);
const GAP: (i32, i32) = (54, 26);

/// Nodes with arrows between them.
pub fn draw(unit: &str, activities: &[Activity]) -> Drawing {
    let ranks = ranks(activities);
    let columns = ranks.iter().max().map_or(1, |last| last + 1);
    let tallest = (0..columns).map(|rank| ranks.iter().filter(|r| **r == rank).count()).max().unwrap_or(1) as i32;
    let full = tallest * (NODE.1 + GAP.1);
    let mut used = vec![0; columns];
    let places: Vec<(i32, i32)> = ranks
        .iter()
        .map(|rank| {
            let in_rank = ranks.iter().filter(|r| *r == rank).count() as i32;
            let row = used[*rank];
            used[*rank] += 1;
            // A column's nodes are centred on the tallest one.
            let top = (full - in_rank * (NODE.1 + GAP.1)) / 2 + GAP.1 / 2;
            (8 + *rank as i32 * (NODE.0 + GAP.0), 8 + top + row * (NODE.1 + GAP.1))
        })
        .collect();
    let find = |id: &str| activities.iter().position(|activity| activity.id == id);
    let arrows = activities.iter().zip(&places).flat_map(|(activity, to)| {
        activity.after.iter().filter_map(|id| find(id)).map(|from| {
            let from = places[from];
            let (x1, y1) = (from.0 + NODE.0, from.1 + NODE.1 / 2);
            let (x2, y2) = (to.0 - 2, to.1 + NODE.1 / 2);
            let bend = (x2 - x1) / 2;
            html! { <path class="axis" d={format!("M{x1} {y1}C{} {y1} {} {y2} {x2} {y2}m-7 -4l7 4l-7 4", x1 + bend, x2 - bend)} /> }
        })
        .collect::<Vec<_>>()
    });
    let nodes = activities.iter().zip(&places).map(|(activity, (x, y))| {
        let middle = (x + NODE.0 / 2).to_string();
        html! {
            <>
                <rect class="node" x={x.to_string()} y={y.to_string()} width={NODE.0.to_string()} height={NODE.1.to_string()} rx="8" />
                <text class="strong" x={middle.clone()} y={(y + 24).to_string()} text-anchor="middle">{ short(activity) }</text>
                <text x={middle} y={(y + 44).to_string()} text-anchor="middle">{ number(activity.duration) }{ " " }{ unit }</text>
            </>
        }
    });
    let spots = activities
        .iter()
        .zip(&places)
        .map(|(activity, (x, y))| Spot { at: activity.id.clone(), place: (*x, *y, NODE.0, NODE.1) })
        .collect();
    let parts = html! { <>{ for arrows }{ for nodes }</> };
    Drawing { width: columns as i32 * (NODE.0 + GAP.0) - GAP.0 + 16, height: full + 16, parts, spots }
}

/// The node's words: the id, and the name where it fits.
fn short(activity: &Activity) -> String {
    let both = format!("{} · {}", activity.id, activity.name);
    if activity.name.is_empty() || activity.name == activity.id || both.chars().count() > 15 {
        activity.id.clone()
    } else {
        both
    }
}

/// How many activities stand before each, along the longest chain. A cycle (the bank's compiler refuses one) stops
/// counting after as many rounds as there are activities.
fn ranks(activities: &[Activity]) -> Vec<usize> {
    let mut ranks = vec![0; activities.len()];
    for _ in 0..activities.len() {
        for (at, activity) in activities.iter().enumerate() {
            let before = activity.after.iter().filter_map(|id| activities.iter().position(|a| a.id == *id));
            ranks[at] = before.map(|from| ranks[from] + 1).max().unwrap_or(0).min(activities.len());
        }
    }
    ranks
}
