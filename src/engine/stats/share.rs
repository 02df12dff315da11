//! A share: so many of so many, with its uncertainty.

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
        todo!()
    }
}
