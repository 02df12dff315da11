//! Sorting and searching.

use std::cmp::Ordering;

/// The first place of which something no longer holds, where it holds up to some place and not from there on.
pub(super) fn first_not(count: usize, holds: &mut dyn FnMut(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = (low + high) / 2;
        if holds(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// Whether something is in a sorted list, and its place there or where it belongs: `Ok` and `Err` as the standard
/// library has it.
///
/// # Errors
/// The place where it belongs.
pub fn search<T>(sorted: &[T], compare: impl Fn(&T) -> Ordering) -> Result<usize, usize> {
    let at = first_not(sorted.len(), &mut |at| compare(&sorted[at]) == Ordering::Less);
    if sorted.get(at).is_some_and(|found| compare(found) == Ordering::Equal) { Ok(at) } else { Err(at) }
}

/// Sorts; what compares alike keeps its order. At most 2³² things.
pub fn sort<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut from = order(items.len(), &mut |a, b| compare(&items[a], &items[b]) == Ordering::Greater);
    // Each thing goes where it belongs, round by round.
    for start in 0..items.len() {
        let mut at = start;
        loop {
            let next = std::mem::replace(&mut from[at], at as u32) as usize;
            if next == start {
                break;
            }
            items.swap(at, next);
            at = next;
        }
    }
}

/// The places in order (a merge sort, which is quick where much is in order already).
fn order(count: usize, after: &mut dyn FnMut(usize, usize) -> bool) -> Vec<u32> {
    let mut order: Vec<u32> = (0..count as u32).collect();
    let mut merged = order.clone();
    let mut width = 1;
    while width < count {
        for start in (0..count).step_by(2 * width) {
            let (middle, end) = ((start + width).min(count), (start + 2 * width).min(count));
            let (mut left, mut right) = (start, middle);
            // Two runs that follow each other are not compared thing by thing.
            if middle == end || !after(order[middle - 1] as usize, order[middle] as usize) {
                right = end;
                merged[middle..end].copy_from_slice(&order[middle..end]);
            }
            let last = if right == end { middle } else { end };
            for place in &mut merged[start..last] {
                let right_next = left == middle || (right < end && after(order[left] as usize, order[right] as usize));
                let taken = if right_next { &mut right } else { &mut left };
                *place = order[*taken];
                *taken += 1;
            }
        }
        std::mem::swap(&mut order, &mut merged);
        width *= 2;
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorting_is_stable(mut items in proptest::collection::vec((0u8..9, any::<u8>()), 0..300)) {
            let mut expect = items.clone();
            expect.sort_by_key(|(key, _)| *key);
            sort(&mut items, |a, b| a.0.cmp(&b.0));
            prop_assert_eq!(items, expect);
        }

        #[test]
        fn what_is_there_is_found(mut items in proptest::collection::vec(0u8..50, 0..60), sought in 0u8..50) {
            items.sort_unstable();
            items.dedup();
            prop_assert_eq!(search(&items, |item| item.cmp(&sought)), items.binary_search(&sought));
        }
    }
}
