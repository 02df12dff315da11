//! Apportionment: so many whole items by weights, by largest remainder (Hamilton's method).

use crate::engine::sorted::sort;

/// `total` items by `weights`: everyone gets the whole items due, what is left goes to the largest remainders, the
/// first of equals. All 0 where the weights are.
#[must_use]
pub fn apportion(total: u32, weights: &[u32]) -> Vec<u32> {
    let sum: u64 = weights.iter().map(|weight| u64::from(*weight)).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let due = |weight: u32| u64::from(weight) * u64::from(total);
    let mut shares: Vec<u32> = weights.iter().map(|weight| (due(*weight) / sum) as u32).collect();
    let left = total - shares.iter().sum::<u32>();
    let mut places: Vec<usize> = (0..weights.len()).collect();
    sort(&mut places, |a, b| (due(weights[*b]) % sum).cmp(&(due(weights[*a]) % sum)));
    for place in places.into_iter().take(left as usize) {
        shares[place] += 1;
    }
    shares
}

/// `part` of `whole` in `total`, rounded to the nearest, halves up; 0 where `whole` is.
#[must_use]
pub fn scaled(total: u32, part: u32, whole: u32) -> u32 {
    let (total, part, whole) = (u64::from(total), u64::from(part), u64::from(whole));
    (total * part + whole / 2).checked_div(whole).unwrap_or(0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_go_to_the_largest_remainders() {
        let check = |total: u32, weights: &[u32], expect: &[u32]| {
            assert_eq!(apportion(total, weights), expect, "{total} by {weights:?}");
        };
        check(180, &[33, 41, 26], &[59, 74, 47]); // due 59.4, 73.8, 46.8
        check(50, &[14, 15, 27, 21, 6, 17], &[7, 8, 14, 10, 3, 8]); // due 7, 7.5, 13.5, 10.5, 3, 8.5
        check(65, &[28, 24, 24, 24], &[18, 16, 16, 15]); // due 18.2, 15.6, 15.6, 15.6
        check(10, &[34, 34, 32], &[4, 3, 3]);
        check(0, &[1, 2], &[0, 0]);
        check(7, &[], &[]);
        check(7, &[0, 0], &[0, 0]);
        check(u32::MAX, &[1, 1], &[2_147_483_648, 2_147_483_647]);
    }

    #[test]
    fn parts_are_rounded_to_the_nearest() {
        let check = |total, part, whole, expect| assert_eq!(scaled(total, part, whole), expect);
        check(60, 3, 180, 1);
        check(1, 1, 3, 0);
        check(2, 1, 3, 1);
        check(29, 3, 180, 0);
        check(30, 3, 180, 1); // a half goes up
        check(75, 0, 0, 0);
        check(u32::MAX, u32::MAX, u32::MAX, u32::MAX);
    }
}
