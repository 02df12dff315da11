//! How a mind remembers one item: as FSRS-6 describes it, or by traces that fade (Pavlik & Anderson 2005), which FSRS
//! does not describe. Written apart from the engine, so that the engine is not measured by itself.

use crate::engine::chance::Chance;

/// The default parameters of FSRS-6.
const FSRS: [f64; 21] = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
    1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];

/// A mind.
#[derive(Clone, Debug)]
pub(super) enum Mind {
    /// As FSRS-6 has it, with parameters of its own.
    Fsrs(Box<[f64; 21]>),
    /// Traces that fade by a power of time, faster where an item was still active.
    Traces { decay: f64, scale: f64, threshold: f64, noise: f64 },
}

/// What a mind keeps of one item that was met.
#[derive(Clone, Debug)]
pub(super) enum Memory {
    /// Stability (days), difficulty, and when it was last met (days).
    Fsrs { stability: f64, difficulty: f64, at: f64 },
    /// Each meeting (days) with its decay, and what was there before the first.
    Traces { met: Vec<(f64, f64)>, head_start: f64 },
}

/// Days between two sessions count as so much less than within one: other things interfere less than practice does.
const BETWEEN: f64 = 0.025;
const DAY_SECONDS: f64 = 86_400.0;

/// About normal, mean 0, deviation 1 (twelve draws added up).
pub(super) fn normal(chance: &mut Chance) -> f64 {
    (0..12).map(|_| chance.unit()).sum::<f64>() - 6.0
}

impl Mind {
    /// A mind like the model: its parameters lie around the defaults, most within 20 %.
    pub(super) fn fsrs(chance: &mut Chance) -> Self {
        let mut parameters = FSRS;
        for at in [0, 1, 2, 3, 9, 10, 11, 12, 13, 14, 16, 20] {
            parameters[at] *= (0.2 * normal(chance)).exp();
        }
        parameters[8] += 0.2 * normal(chance);
        parameters[4] = (parameters[4] + 0.5 * normal(chance)).clamp(1.0, 10.0);
        parameters[20] = parameters[20].clamp(0.1, 0.5);
        Self::Fsrs(Box::new(parameters))
    }

    /// A mind of traces. Decay and its scale are those that were measured; the threshold is lower, since what is
    /// understood holds longer than word pairs do.
    pub(super) fn traces(chance: &mut Chance) -> Self {
        Self::Traces {
            decay: 0.177 * (0.15 * normal(chance)).exp(),
            scale: 0.217 * (0.15 * normal(chance)).exp(),
            threshold: -1.7 + 0.15 * normal(chance),
            noise: 0.4,
        }
    }

    /// The memory of an item that is met for the first time at `now` (days), known before or not.
    pub(super) fn meet(&self, known: bool, certain: bool, now: f64) -> Memory {
        match self {
            Self::Fsrs(w) => {
                let grade = if !known { 1.0 } else { 3.0 + f64::from(u8::from(certain)) };
                let difficulty = (w[4] - (w[5] * (grade - 1.0)).exp() + 1.0).clamp(1.0, 10.0);
                Memory::Fsrs { stability: w[grade as usize - 1], difficulty, at: now }
            }
            Self::Traces { decay, .. } => {
                Memory::Traces { met: vec![(now, *decay)], head_start: if known { 1.2 } else { 0.0 } }
            }
        }
    }

    /// The probability of recall at `now` (days).
    pub(super) fn recall(&self, memory: &Memory, now: f64) -> f64 {
        match (self, memory) {
            (Self::Fsrs(w), Memory::Fsrs { stability, at, .. }) => curve(w, (now - at).floor().max(0.0), *stability),
            (Self::Traces { threshold, noise, .. }, Memory::Traces { met, head_start }) => {
                1.0 / (1.0 + ((threshold - activation(met, now) - head_start) / noise).exp())
            }
            _ => 0.0,
        }
    }

    /// An item is met again at `now` (days) and was recalled or not; the answer is read either way.
    pub(super) fn practise(&self, memory: &mut Memory, recalled: bool, certain: bool, now: f64) {
        match (self, memory) {
            (Self::Fsrs(w), Memory::Fsrs { stability, difficulty, at }) => {
                let days = (now.floor() - at.floor()).max(0.0);
                let grade = if recalled { 3.0 } else { 1.0 } + f64::from(u8::from(recalled && certain));
                let (s, d) = (*stability, *difficulty);
                let r = curve(w, days, s);
                *stability = if days < 1.0 {
                    let grown = (w[17] * (grade - 3.0 + w[18])).exp() * s.powf(-w[19]);
                    s * if grade >= 3.0 { grown.max(1.0) } else { grown }
                } else if recalled {
                    let easy = if certain { w[16] } else { 1.0 };
                    let grown = w[8].exp() * (11.0 - d) * s.powf(-w[9]) * ((w[10] * (1.0 - r)).exp() - 1.0) * easy;
                    s * (1.0 + grown)
                } else {
                    let left = w[11] * d.powf(-w[12]) * ((s + 1.0).powf(w[13]) - 1.0) * (w[14] * (1.0 - r)).exp();
                    left.min(s / (w[17] * w[18]).exp())
                }
                .clamp(0.001, 36_500.0);
                let easiest = w[4] - (w[5] * 3.0).exp() + 1.0;
                let moved = d - w[6] * (grade - 3.0) * (10.0 - d) / 9.0;
                *difficulty = (w[7] * easiest + (1.0 - w[7]) * moved).clamp(1.0, 10.0);
                *at = now;
            }
            (Self::Traces { decay, scale, .. }, Memory::Traces { met, .. }) => {
                let own = scale * activation(met, now).exp() + decay;
                met.push((now, own));
            }
            _ => {}
        }
    }
}

fn curve(w: &[f64; 21], days: f64, stability: f64) -> f64 {
    let factor = 0.9f64.powf(-1.0 / w[20]) - 1.0;
    (1.0 + factor * days / stability).powf(-w[20])
}

/// The sum of what the traces still hold, as a logarithm. Nights count little.
fn activation(met: &[(f64, f64)], now: f64) -> f64 {
    let held = met.iter().map(|(at, decay)| {
        let nights = now.floor() - at.floor();
        let within = if nights > 0.0 { 600.0 } else { (now - at) * DAY_SECONDS };
        (within.max(1.0) + nights * DAY_SECONDS * BETWEEN).powf(-decay)
    });
    held.sum::<f64>().max(1e-9).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minds_forget_and_practice_helps() {
        let mut chance = Chance::new(1);
        for mind in [Mind::fsrs(&mut chance), Mind::traces(&mut chance)] {
            let mut memory = mind.meet(false, false, 0.8);
            let day = |memory: &Memory, day: f64| mind.recall(memory, day);
            assert!(day(&memory, 1.8) > day(&memory, 30.8), "{mind:?} {memory:?}");
            let before = day(&memory, 60.8);
            mind.practise(&mut memory, true, false, 3.8);
            mind.practise(&mut memory, true, false, 10.8);
            assert!(day(&memory, 60.8) > before + 0.1, "{mind:?} {memory:?}");
        }
    }
}
