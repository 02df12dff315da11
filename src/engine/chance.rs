//! Chance, named and seeded: the same seed gives the same draws on every machine, native and wasm alike.
//!
//! All draws are of `u32`: a draw of `usize` would differ between 32 and 64 bits.

#![expect(clippy::disallowed_types, reason = "the one file that names a generator")]

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// A stream of draws (ChaCha with 8 rounds).
#[derive(Clone, Debug)]
pub struct Chance(ChaCha8Rng);

impl Chance {
    /// The stream of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// The stream of a seed for one named purpose: purposes never share draws.
    #[must_use]
    pub fn named(seed: u64, purpose: &str) -> Self {
        Self::new(mix(seed, purpose.as_bytes()))
    }

    /// A whole number below `bound` (0 where `bound` is 0), without bias.
    pub fn below(&mut self, bound: u32) -> u32 {
        if bound == 0 {
            return 0;
        }
        // Lemire's method: reject the few draws that would make low results more likely.
        let threshold = bound.wrapping_neg() % bound;
        loop {
            let wide = u64::from(self.0.next_u32()) * u64::from(bound);
            if wide as u32 >= threshold {
                return (wide >> 32) as u32;
            }
        }
    }

    /// A number in `0.0..1.0`.
    pub fn unit(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / 4_294_967_296.0
    }

    /// Puts the items into a uniformly drawn order (Fisher–Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last as u32 + 1) as usize;
            items.swap(last, other);
        }
    }
}

/// Mixes bytes into a seed (FNV-1a over the seed's bytes and the text's).
#[must_use]
pub fn mix(seed: u64, bytes: &[u8]) -> u64 {
    seed.to_le_bytes()
        .iter()
        .chain(bytes)
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_pinned_for_ever() {
        // Papers and shuffles are replayed from stored seeds: these numbers may never change.
        let mut chance = Chance::new(1);
        let drawn: Vec<u32> = (0..6).map(|_| chance.below(1000)).collect();
        assert_eq!(drawn, PINNED);
    }

    #[test]
    fn a_shuffle_is_uniform() {
        let mut seen = std::collections::BTreeMap::new();
        for seed in 0..24_000 {
            let mut items = [0, 1, 2, 3];
            Chance::new(seed).shuffle(&mut items);
            *seen.entry(items).or_insert(0u32) += 1;
        }
        assert_eq!(seen.len(), 24);
        // 1,000 expected each; six standard deviations are about 190.
        assert!(seen.values().all(|n| (810..1190).contains(n)), "{seen:?}");
    }

    const PINNED: [u32; 6] = [549, 402, 984, 80, 211, 596];
}
