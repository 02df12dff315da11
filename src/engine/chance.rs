//! Chance, named and seeded: the same seed gives the same draws on every machine, native and wasm alike.
//!
//! All draws are of `u32`: a draw of `usize` would differ between 32 and 64 bits. The generator is ChaCha with 8
//! rounds (Bernstein 2008), seeded as the `rand` crates do it; a test holds it against theirs. It is written out here
//! because theirs is made for speed, and the page for size.

/// A stream of draws.
#[derive(Clone, Debug)]
pub struct Chance {
    /// Eight words of key.
    key: [u32; 8],
    /// Blocks of sixteen words drawn so far.
    blocks: u64,
    /// The block that is being drawn from.
    block: [u32; 16],
    /// Words of it that are gone.
    gone: usize,
}

impl Chance {
    /// The stream of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut state = seed;
        // PCG32 spreads the seed over the key.
        let key = std::array::from_fn(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(11_634_580_027_462_260_723);
            (((state >> 18 ^ state) >> 27) as u32).rotate_right((state >> 59) as u32)
        });
        Self { key, blocks: 0, block: [0; 16], gone: 16 }
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
            let wide = u64::from(self.word()) * u64::from(bound);
            if wide as u32 >= threshold {
                return (wide >> 32) as u32;
            }
        }
    }

    /// A number in `0.0..1.0`.
    pub fn unit(&mut self) -> f64 {
        f64::from(self.word()) / 4_294_967_296.0
    }

    fn word(&mut self) -> u32 {
        if self.gone == self.block.len() {
            self.block = block(&self.key, self.blocks);
            self.blocks += 1;
            self.gone = 0;
        }
        self.gone += 1;
        self.block[self.gone - 1]
    }

    /// Puts the items into a uniformly drawn order (Fisher–Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last as u32 + 1) as usize;
            items.swap(last, other);
        }
    }
}

/// The quarters of a round: columns, then diagonals.
const QUARTERS: [[usize; 4]; 8] = [
    [0, 4, 8, 12],
    [1, 5, 9, 13],
    [2, 6, 10, 14],
    [3, 7, 11, 15],
    [0, 5, 10, 15],
    [1, 6, 11, 12],
    [2, 7, 8, 13],
    [3, 4, 9, 14],
];

/// Block number `count` of a key: four double rounds over the words, added to what they were.
fn block(key: &[u32; 8], count: u64) -> [u32; 16] {
    let mut start = [0; 16];
    start[..4].copy_from_slice(&[0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574]);
    start[4..12].copy_from_slice(key);
    start[12] = count as u32;
    start[13] = (count >> 32) as u32;
    let mut words = start;
    for [a, b, c, d] in [QUARTERS; 4].into_iter().flatten() {
        for (first, second, third, turn) in [(a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)] {
            words[first] = words[first].wrapping_add(words[second]);
            words[third] = (words[third] ^ words[first]).rotate_left(turn);
        }
    }
    std::array::from_fn(|at| words[at].wrapping_add(start[at]))
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
    fn the_generator_is_chacha_with_eight_rounds() {
        use rand_chacha::ChaCha8Rng;
        use rand_chacha::rand_core::{Rng, SeedableRng};
        for seed in [0, 1, 7, u64::MAX, 0x0123_4567_89ab_cdef] {
            let (mut ours, mut theirs) = (Chance::new(seed), ChaCha8Rng::seed_from_u64(seed));
            assert!((0..1000).all(|_| ours.word() == theirs.next_u32()), "{seed}");
        }
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
