//! Bits in digits of five, high ones first.

/// Writes bits.
#[derive(Default)]
pub(super) struct Writer(Vec<bool>);

impl Writer {
    /// The low bits of a number.
    pub fn number(&mut self, value: u32, bits: u32) {
        self.0.extend((0..bits).rev().map(|bit| value >> bit & 1 == 1));
    }

    /// Answers as lengths of runs, the first of them of "no" (and maybe of none); those at the end that say no are not
    /// told. A length is one more than it is, in Elias' gamma code.
    pub fn runs(&mut self, answers: &[bool]) {
        let mut last = answers.iter().rposition(|yes| *yes).map_or(&[][..], |last| &answers[..=last]);
        let mut run_of = false;
        while !last.is_empty() {
            let length = last.iter().take_while(|yes| **yes == run_of).count();
            let value = length as u32 + 1;
            let bits = value.ilog2();
            self.number(0, bits);
            self.number(value, bits + 1);
            last = &last[length..];
            run_of = !run_of;
        }
    }

    /// As digits below 32; zeros fill the last one.
    pub fn digits(&self) -> Vec<u8> {
        let digit = |five: &[bool]| (0..5).fold(0, |sum, at| sum << 1 | u8::from(five.get(at) == Some(&true)));
        self.0.chunks(5).map(digit).collect()
    }
}

/// Reads bits; behind the end they are zeros.
pub(super) struct Reader<'d> {
    digits: &'d [u8],
    at: usize,
}

impl<'d> Reader<'d> {
    pub fn new(digits: &'d [u8]) -> Self {
        Self { digits, at: 0 }
    }

    fn bit(&mut self) -> bool {
        let bit = self.digits.get(self.at / 5).is_some_and(|digit| digit >> (4 - self.at % 5) & 1 == 1);
        self.at += 1;
        bit
    }

    pub fn number(&mut self, bits: u32) -> u32 {
        (0..bits).fold(0, |sum, _| sum << 1 | u32::from(self.bit()))
    }

    /// All runs up to the end; `None` where they are longer than any history.
    pub fn runs(&mut self) -> Option<Vec<bool>> {
        const MOST: usize = 100_000;
        let (mut answers, mut run_of) = (Vec::new(), false);
        loop {
            let mut bits = 0;
            while !self.bit() {
                bits += 1;
                // Zeros up to the end say that nothing follows.
                if self.at >= self.digits.len() * 5 {
                    return Some(answers);
                }
            }
            if bits > 16 {
                return None;
            }
            let length = (1 << bits | self.number(bits)) as usize - 1;
            if answers.len() + length > MOST {
                return None;
            }
            answers.extend(std::iter::repeat_n(run_of, length));
            run_of = !run_of;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn runs_are_read_as_written(answers in proptest::collection::vec(any::<bool>(), 0..200), before in 0u32..32) {
            let mut writer = Writer::default();
            writer.number(0, before);
            writer.runs(&answers);
            let digits = writer.digits();
            let mut reader = Reader::new(&digits);
            reader.number(before);
            let mut read = reader.runs().unwrap();
            read.resize(answers.len().max(read.len()), false);
            let mut expect = answers;
            expect.resize(read.len(), false);
            prop_assert_eq!(read, expect);
        }
    }
}
