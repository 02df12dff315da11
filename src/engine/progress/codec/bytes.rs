//! Bytes: numbers and words written one after the other, and read back with a doubt at every step.

/// Writes one thing after the other.
#[derive(Default)]
pub(super) struct Writer(pub Vec<u8>);

impl Writer {
    pub fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }
    pub fn fixed<const N: usize>(&mut self, bytes: [u8; N]) {
        self.0.extend_from_slice(&bytes);
    }
    /// Seven bits a byte, low ones first; the top bit says that more follow.
    pub fn varint(&mut self, mut value: u64) {
        while value > 0x7f {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }
    /// Small numbers of either sign stay short.
    pub fn signed(&mut self, value: i64) {
        self.varint(zigzag(value));
    }
    pub fn text(&mut self, text: &str) {
        self.list(text.as_bytes());
    }
    pub fn list(&mut self, bytes: &[u8]) {
        self.varint(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }
    /// A word of `a–z 0–9 -`, three letters in two bytes.
    pub fn word(&mut self, word: &str) {
        self.varint(word.len() as u64);
        for three in word.as_bytes().chunks(3) {
            let code = |at: usize| three.get(at).map_or(0, |letter| u16::from(code(*letter)));
            match three.len() {
                1 => self.byte(code(0) as u8),
                _ => self.fixed((code(0) * 1600 + code(1) * 40 + code(2)).to_le_bytes()),
            }
        }
    }
}

/// Reads one thing after the other; `None` where the bytes don't hold it.
pub(super) struct Reader<'b>(pub &'b [u8]);

impl<'b> Reader<'b> {
    pub fn byte(&mut self) -> Option<u8> {
        self.fixed().map(|[byte]| byte)
    }
    pub fn fixed<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }
    pub fn varint(&mut self) -> Option<u64> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if bits << shift >> shift != bits {
                return None;
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }
    pub fn signed(&mut self) -> Option<i64> {
        self.varint().map(unzigzag)
    }
    pub fn narrow<T: TryFrom<u64>>(&mut self) -> Option<T> {
        T::try_from(self.varint()?).ok()
    }
    pub fn text(&mut self) -> Option<&'b str> {
        std::str::from_utf8(self.list()?).ok()
    }
    pub fn list(&mut self) -> Option<&'b [u8]> {
        let len = self.narrow()?;
        self.take(len)
    }
    /// A count, and so many of something.
    pub fn several<T>(&mut self, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count: usize = self.narrow()?;
        // Everything takes a byte at least: a count beyond that is none.
        let mut all = Vec::with_capacity(Some(count).filter(|count| *count <= self.0.len())?);
        for _ in 0..count {
            all.push(one(self)?);
        }
        Some(all)
    }
    /// Puts a word behind a text.
    pub fn word(&mut self, text: &mut String) -> Option<()> {
        let mut left: usize = self.narrow()?;
        while left > 0 {
            let codes = if left == 1 {
                [u16::from(self.byte()?), 0, 0]
            } else {
                let packed = u16::from_le_bytes(self.fixed()?);
                [packed / 1600, packed / 40 % 40, packed % 40]
            };
            let here = left.min(3);
            for code in &codes[..here] {
                text.push(uncode(*code)?);
            }
            left -= here;
        }
        Some(())
    }
    fn take(&mut self, len: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }
}

pub(super) fn zigzag(value: i64) -> u64 {
    (value << 1 ^ value >> 63) as u64
}

pub(super) fn unzigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

fn code(letter: u8) -> u8 {
    match letter {
        b'a'..=b'z' => letter - b'a' + 1,
        b'0'..=b'9' => letter - b'0' + 27,
        _ => 37,
    }
}

fn uncode(code: u16) -> Option<char> {
    let code = u8::try_from(code).ok()?;
    Some(char::from(match code {
        1..=26 => code - 1 + b'a',
        27..=36 => code - 27 + b'0',
        37 => b'-',
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut writer = Writer::default();
        let numbers = [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX];
        let signed = [0, -1, 1, i64::MIN, i64::MAX];
        let words = ["", "a", "ab", "abc", "definition-of-done", "x9-"];
        numbers.iter().for_each(|n| writer.varint(*n));
        signed.iter().for_each(|n| writer.signed(*n));
        words.iter().for_each(|w| writer.word(w));
        writer.text("é");
        let mut reader = Reader(&writer.0);
        assert!(numbers.iter().all(|n| reader.varint() == Some(*n)));
        assert!(signed.iter().all(|n| reader.signed() == Some(*n)));
        for word in words {
            let mut read = String::new();
            assert_eq!(reader.word(&mut read), Some(()));
            assert_eq!(read, word);
        }
        assert_eq!(reader.text(), Some("é"));
        assert!(reader.0.is_empty());
    }

    #[test]
    fn what_is_not_there_is_not_read() {
        assert_eq!(Reader(&[]).byte(), None);
        assert_eq!(Reader(&[0x80]).varint(), None);
        assert_eq!(Reader(&[0xff; 10]).varint(), None);
        assert_eq!(Reader(&[5, b'a']).text(), None);
        assert_eq!(Reader(&[255, 255, 255, 255, 15]).word(&mut String::new()), None);
        assert_eq!(Reader(&[1, 39]).word(&mut String::new()), None);
    }
}
