//! Activities on nodes, from left to right by rank. Shows names and durations; dates are for the learner to find.

use super::shapes::{MIDDLE, STRONG, open_rect, words};
use super::view::{Drawing, Spot};
use crate::engine::bank::figure::Activity;
use crate::ui::components::reveal::figure as number;
use crate::ui::dom::Dom;

const NODE: (i32, i32) = (92, 58);
const GAP: (i32, i32) = (40, 26);

/// Nodes with arrows between them.
pub fn draw(d: &mut Dom, unit: &str, activities: &[Activity]) -> Drawing {
    let ranks = ranks(activities);
    let columns = ranks.iter().max().map_or(1, |last| last + 1);
    let mut in_rank = vec![0; columns];
    for rank in &ranks {
        in_rank[*rank] += 1;
    }
    let full = in_rank.iter().max().copied().unwrap_or(1) * (NODE.1 + GAP.1);
    let mut used = vec![0; columns];
    let mut places = Vec::new();
    for rank in ranks {
        // A column's nodes are centred on the tallest one.
        let top = (full - in_rank[rank] * (NODE.1 + GAP.1)) / 2 + GAP.1 / 2;
        places.push((8 + rank as i32 * (NODE.0 + GAP.0), 8 + top + used[rank] * (NODE.1 + GAP.1)));
        used[rank] += 1;
    }
    for (activity, to) in activities.iter().zip(&places) {
        for id in &activity.after {
            let Some(from) = find(activities, id) else { continue };
            let from: (i32, i32) = places[from];
            let (x1, y1) = (from.0 + NODE.0, from.1 + NODE.1 / 2);
            let (x2, y2) = (to.0 - 2, to.1 + NODE.1 / 2);
            // An arrow past other columns goes straight until the last gap, so that it does not seem to end on the way.
            let last = x2 - GAP.0 + 2;
            let bend = (x2 - last) / 2;
            let way = format!("M{x1} {y1}H{last}C{} {y1} {} {y2} {x2} {y2}m-7 -4l7 4l-7 4", last + bend, x2 - bend);
            d.open("path.axis").attr("d", &way).close();
        }
    }
    let mut spots = Vec::new();
    for (activity, (x, y)) in activities.iter().zip(places) {
        let place = (x, y, NODE.0, NODE.1);
        open_rect(d, "rect.node[rx=8]", place);
        d.close();
        words(d, STRONG, (x + NODE.0 / 2, y + 24), &short(activity));
        words(d, MIDDLE, (x + NODE.0 / 2, y + 44), &[&number(activity.duration), " ", unit].concat());
        spots.push(Spot { at: activity.id.clone(), place });
    }
    Drawing { width: columns as i32 * (NODE.0 + GAP.0) - GAP.0 + 16, height: full + 16, spots }
}

fn find(activities: &[Activity], id: &str) -> Option<usize> {
    activities.iter().position(|activity| activity.id == id)
}

/// The node's words: the id, and the name where it fits.
fn short(activity: &Activity) -> String {
    let both = [&activity.id, " · ", &activity.name].concat();
    if activity.name.is_empty() || activity.name == activity.id || both.chars().count() > 10 {
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
            let before = activity.after.iter().filter_map(|id| find(activities, id));
            ranks[at] = before.map(|from| ranks[from] + 1).max().unwrap_or(0).min(activities.len());
        }
    }
    ranks
}
