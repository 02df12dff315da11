//! Columns: numbers of one kind, packed bit by bit.
//!
//! A column is one byte that says how, then the bits, highest first, filled up to a whole byte. Below 65 the byte is
//! the width that every number has. From 65 on it is 65 + `k`, and each number is in the exponential Golomb code of
//! order `k` (Teuhola 1978): small numbers are short, however large the largest is. The writer takes what is shorter.

use super::bytes::{Reader, Writer};

/// The first byte that stands for a code and not for a width.
const GOLOMB: u8 = 65;
/// The highest order.
const HIGHEST: u32 = 40;

/// Writes a column. How many numbers there are the reader has to know.
pub(super) fn write(numbers: &[u64], w: &mut Writer) {
    let all = numbers.iter().fold(0, |all, number| all | number);
    let width = 64 - all.leading_zeros();
    let order = order(numbers);
    let fixed = u64::from(width) * numbers.len() as u64;
    // A number of 64 bits has no code: there the width stays.
    let coded = width < 64 && numbers.iter().map(|number| u64::from(length(*number, order))).sum::<u64>() < fixed;
    let mut bits = BitWriter { w, held: 0, count: 0 };
    if coded {
        bits.w.byte(GOLOMB + order as u8);
        for number in numbers {
            let high = (number >> order) + 1;
            bits.put(0, 63 - high.leading_zeros());
            bits.put(high, 64 - high.leading_zeros());
            bits.put(*number, order);
        }
    } else {
        bits.w.byte(width as u8);
        for number in numbers {
            bits.put(*number, width);
        }
    }
    bits.end();
}

/// Reads a column of so many numbers; `None` where it is none.
pub(super) fn read(count: usize, r: &mut Reader<'_>) -> Option<Vec<u64>> {
    let how = r.byte()?;
    let mut bits = BitReader { bytes: r.0, held: 0, count: 0 };
    let mut numbers = Vec::with_capacity(count);
    match u32::from(how).checked_sub(u32::from(GOLOMB)) {
        None => {
            for _ in 0..count {
                numbers.push(bits.take(u32::from(how))?);
            }
        }
        Some(order) if order <= HIGHEST => {
            for _ in 0..count {
                let zeros = bits.zeros()?;
                let high = bits.take(zeros + 1)? - 1;
                if high.leading_zeros() < order {
                    return None;
                }
                numbers.push(high << order | bits.take(order)?);
            }
        }
        Some(_) => return None,
    }
    r.0 = bits.bytes;
    // What fills the last byte up is zero, or two texts would mean the same.
    (bits.count < 8 && bits.held & ((1 << bits.count) - 1) == 0).then_some(numbers)
}

/// Bits of a number in the code.
fn length(number: u64, order: u32) -> u32 {
    let high = (number >> order) + 1;
    127 - 2 * high.leading_zeros() + order
}

/// The order with which the numbers are about shortest: told from how many there are of each length.
fn order(numbers: &[u64]) -> u32 {
    let mut of_length = [0u64; 65];
    for number in numbers {
        of_length[(64 - number.leading_zeros()) as usize] += 1;
    }
    let cost = |order: u32| {
        let bits = of_length.iter().zip(0u32..).map(|(count, length)| {
            // Half of the numbers of a length carry over when one is added.
            let high = 2 * u64::from(length.saturating_sub(order)) + u64::from(length > order);
            count * (1 + high + u64::from(order))
        });
        bits.sum::<u64>()
    };
    let mut best = (cost(0), 0);
    for order in 1..=HIGHEST {
        best = best.min((cost(order), order));
    }
    best.1
}

struct BitWriter<'w> {
    w: &'w mut Writer,
    held: u64,
    /// Bits that are held, below 8 between two calls.
    count: u32,
}

impl BitWriter<'_> {
    /// Writes the lowest bits of a number, at most 64.
    fn put(&mut self, number: u64, bits: u32) {
        if bits > 32 {
            self.put(number >> 32, bits - 32);
            return self.put(number, 32);
        }
        self.held = self.held << bits | number & ((1 << bits) - 1);
        self.count += bits;
        while self.count >= 8 {
            self.count -= 8;
            self.w.byte((self.held >> self.count) as u8);
        }
    }

    fn end(mut self) {
        let fill = (8 - self.count) % 8;
        self.put(0, fill);
    }
}

struct BitReader<'b> {
    bytes: &'b [u8],
    held: u64,
    count: u32,
}

impl BitReader<'_> {
    fn take(&mut self, bits: u32) -> Option<u64> {
        if bits > 32 {
            let high = self.take(bits - 32)?;
            return Some(high << 32 | self.take(32)?);
        }
        while self.count < bits {
            let (byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            self.held = self.held << 8 | u64::from(*byte);
            self.count += 8;
        }
        self.count -= bits;
        Some(self.held >> self.count & ((1 << bits) - 1))
    }

    /// Zeros before the next one, which is left; at most 63.
    fn zeros(&mut self) -> Option<u32> {
        let mut zeros = 0;
        while self.take(1)? == 0 {
            zeros += 1;
            if zeros > 63 {
                return None;
            }
        }
        self.count += 1;
        Some(zeros)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(numbers: &[u64]) -> usize {
        let mut w = Writer::default();
        write(numbers, &mut w);
        let len = w.0.len();
        w.byte(0xa5);
        let mut r = Reader(&w.0);
        assert_eq!(read(numbers.len(), &mut r).as_deref(), Some(numbers));
        assert_eq!(r.0, [0xa5], "what follows is left");
        assert_eq!(read(numbers.len() + 100, &mut Reader(&w.0[..len])).is_some_and(|read| read != numbers), len == 1);
        len
    }

    #[test]
    fn columns_come_back_and_are_short() {
        assert_eq!(check(&[0; 1000]), 1);
        assert_eq!(check(&[3; 1000]), 1 + 250);
        assert_eq!(check(&[u64::MAX, 0, 1 << 63]), 1 + 24);
        assert_eq!(check(&[u64::MAX >> 1, u64::MAX >> 2, 1 << 40, 0, 0, 0, 0, 0, 0, 0, 0, 0]), 1 + 43);
        // One in a thousand is large: the others don't pay for it.
        let rare: Vec<u64> = (0..1000).map(|n| if n == 500 { 1 << 30 } else { n % 2 }).collect();
        assert!(check(&rare) < 300);
        for k in 0..63 {
            check(&[1 << k, (1 << k) - 1, (1 << k) + 1]);
        }
    }

    #[test]
    fn what_is_no_column_is_not_read() {
        for bytes in
            [&[][..], &[8], &[64, 1, 2, 3], &[65, 0, 0, 0, 0, 0, 0, 0, 0, 0], &[106, 255], &[255, 0], &[1, 0x7f]]
        {
            assert_eq!(read(1, &mut Reader(bytes)), None, "{bytes:?}");
        }
    }
}
