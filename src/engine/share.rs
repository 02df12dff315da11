//! A share: so many of so many, with its uncertainty. Ground for past numbers and mock exams alike.

/// A rate is shown from so many answers on: below, its 95 % interval is wider than 60 points and says nothing.
pub const ENOUGH: u32 = 8;

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Hits, at most `of`.
    pub hits: u32,
    /// Tries.
    pub of: u32,
}

impl Share {
    /// Counts one more try.
    pub fn count(&mut self, hit: bool) {
        self.of += 1;
        self.hits += u32::from(hit);
    }
    /// Puts two shares together.
    pub fn add(&mut self, other: Self) {
        self.hits += other.hits;
        self.of += other.of;
    }
    /// Whether there is enough to show a rate.
    #[must_use]
    pub fn enough(&self) -> bool {
        self.of >= ENOUGH
    }
    /// Hits over tries, `0.0..=1.0`; `None` without tries (see [`Share::enough`] for whether to show it).
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        (self.of > 0).then(|| f64::from(self.hits) / f64::from(self.of))
    }
    /// The 95 % interval of the rate (Wilson's score interval), both within `0.0..=1.0`; `None` without tries.
    #[must_use]
    pub fn interval(&self) -> Option<(f64, f64)> {
        const Z: f64 = 1.959_963_984_540_054;
        let (rate, n) = (self.rate()?, f64::from(self.of));
        let scale = 1.0 + Z * Z / n;
        let middle = (rate + Z * Z / (2.0 * n)) / scale;
        let half = Z * (rate * (1.0 - rate) / n + Z * Z / (4.0 * n * n)).sqrt() / scale;
        Some(((middle - half).max(0.0), (middle + half).min(1.0)))
    }
}

/// By how much repeats go better than first times, in points of a hundred: what was memorised rather than known. None
/// where either are too few to say, 0 where they go no better.
#[must_use]
pub fn memorised(first_time: Share, repeated: Share) -> Option<u32> {
    let (first, repeat) = (first_time.rate()?, repeated.rate()?);
    (first_time.enough() && repeated.enough()).then(|| ((repeat - first).max(0.0) * 100.0 + 0.5) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_wilsons() {
        let check = |hits: u32, of: u32, expect: Option<(f64, f64)>| {
            let got = Share { hits, of }.interval();
            let close = match (got, expect) {
                (Some(got), Some(expect)) => (got.0 - expect.0).abs() < 5e-4 && (got.1 - expect.1).abs() < 5e-4,
                (got, expect) => got == expect,
            };
            assert!(close, "{hits}/{of}: {got:?}, not {expect:?}");
        };
        check(0, 0, None);
        check(0, 10, Some((0.0, 0.2775)));
        check(10, 10, Some((0.7225, 1.0)));
        check(8, 10, Some((0.4902, 0.9433)));
        check(81, 263, Some((0.2553, 0.3662)));
    }

    #[test]
    fn below_enough_the_interval_says_nothing() {
        let widest = |of: u32| {
            let widths = (0..=of).filter_map(|hits| Share { hits, of }.interval()).map(|(low, high)| high - low);
            widths.fold(0.0, f64::max)
        };
        assert!(widest(ENOUGH) < 0.6 && widest(ENOUGH - 1) > 0.58, "{} {}", widest(ENOUGH), widest(ENOUGH - 1));
    }
}
