//! The frame of a line: base64url in its one canonical form, and the CRC-32 behind it.

use super::CodecError;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Characters of the checksum.
pub(super) const CHECK_LEN: usize = 6;

fn letter(sextet: u32) -> char {
    char::from(ALPHABET[(sextet & 63) as usize])
}

/// No letter of the alphabet.
const FOREIGN: u8 = 0xff;

/// What each ASCII character stands for. Every boot reads every line: a table is quicker than asking in turn.
static SEXTETS: [u8; 128] = {
    let mut table = [FOREIGN; 128];
    let mut at = 0;
    while at < 64 {
        table[ALPHABET[at] as usize] = at as u8;
        at += 1;
    }
    table
};

fn sextet(letter: u8) -> Option<u32> {
    let value = *SEXTETS.get(usize::from(letter))?;
    (value != FOREIGN).then_some(u32::from(value))
}

/// The line of a version and its body.
pub(super) fn seal(version: u8, body: &[u8]) -> String {
    let mut line = String::with_capacity(1 + body.len().div_ceil(3) * 4 + CHECK_LEN);
    line.push(letter(u32::from(version)));
    write_base64(body, &mut line);
    let check = crc32(0, line.as_bytes());
    for shift in (0..CHECK_LEN as u32).rev() {
        line.push(letter(check.checked_shr(shift * 6).unwrap_or(0)));
    }
    line
}

/// The version of a line that is sound, and its body, still in base64url: how to read it is for its version to say.
pub(super) fn open(line: &str) -> Result<(u8, &str), CodecError> {
    // Characters, not bytes, could be cut in two: what is not ASCII is none of ours.
    if line.len() <= CHECK_LEN || !line.is_ascii() {
        return Err(CodecError::Damaged);
    }
    let (text, check) = line.split_at(line.len() - CHECK_LEN);
    let check = check.bytes().try_fold(0u64, |sum, c| Some(sum << 6 | u64::from(sextet(c)?)));
    if check != Some(u64::from(crc32(0, text.as_bytes()))) {
        return Err(CodecError::Damaged);
    }
    let (version, body) = text.split_at(1);
    let version = version.bytes().next().and_then(sextet).ok_or(CodecError::Damaged)? as u8;
    Ok((version, body))
}

/// Writes bytes as base64url without padding.
pub(super) fn write_base64(bytes: &[u8], line: &mut String) {
    for three in bytes.chunks(3) {
        let wide = three.iter().enumerate().fold(0u32, |sum, (at, byte)| sum | u32::from(*byte) << (16 - 8 * at));
        for at in 0..=three.len() {
            line.push(letter(wide >> (18 - 6 * at)));
        }
    }
}

/// Reads base64url without padding; `None` for anything but its one canonical form.
pub(super) fn read_base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut held) = (0u32, 0u32);
    for letter in text.bytes() {
        bits = bits << 6 | sextet(letter)?;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    // A single letter holds no byte; bits behind the last byte must be zero, or two lines would mean the same.
    (held < 6 && bits & ((1 << held) - 1) == 0).then_some(bytes)
}

/// CRC-32 (polynomial 0xEDB88320, as in zip and PNG) of bytes, going on from an earlier result (0 at first).
#[must_use]
pub fn crc32(before: u32, bytes: &[u8]) -> u32 {
    let mut crc = !before;
    for byte in bytes {
        crc = crc >> 8 ^ CRC[(crc as u8 ^ byte) as usize];
    }
    !crc
}

static CRC: [u32; 256] = {
    let mut table = [0u32; 256];
    let mut at = 0;
    while at < 256 {
        let mut value = at as u32;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 { value >> 1 ^ 0xEDB8_8320 } else { value >> 1 };
            bit += 1;
        }
        table[at] = value;
        at += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_zip() {
        assert_eq!(crc32(0, b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(crc32(0, b"1234"), b"56789"), 0xCBF4_3926);
        assert_eq!(crc32(0, b""), 0);
    }

    #[test]
    fn base64url_has_one_form() {
        let check = |bytes: &[u8], text: &str| {
            let mut line = String::new();
            write_base64(bytes, &mut line);
            assert_eq!(line, text);
            assert_eq!(read_base64(text).as_deref(), Some(bytes));
        };
        check(b"", "");
        check(b"f", "Zg");
        check(b"fo", "Zm8");
        check(b"foo", "Zm9v");
        check(b"foobar", "Zm9vYmFy");
        check(&[0xff, 0xef, 0xbe], "_---");
        for bad in ["Z", "Zh", "Zm9", "Zm9v=", "Zm9vY", "Z g", "Zm+v"] {
            assert_eq!(read_base64(bad), None, "{bad}");
        }
    }
}
