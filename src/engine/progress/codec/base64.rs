//! Bytes as base64url without padding, for whoever writes bytes into a text.

use super::frame;

/// Writes bytes.
#[must_use]
pub fn write(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    frame::write_base64(bytes, &mut text);
    text
}

/// Reads them back; `None` for anything but the one canonical form.
#[must_use]
pub fn read(text: &str) -> Option<Vec<u8>> {
    frame::read_base64(text)
}
