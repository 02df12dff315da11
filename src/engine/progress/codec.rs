//! How events are written down for storage: one event, one short line of ASCII.
//!
//! The frame holds for every version there will ever be: one character for the version (its place in the base64url
//! alphabet, so `B` is 1), the body in base64url without padding, and the CRC-32 of all characters before it as six
//! characters. So damage is told from a newer format without knowing that format, and a line may stand anywhere a
//! URL-safe word may. What the body of a version means is the business of that version's module, whose mapping to
//! the domain types is never changed once published.

pub mod base64;
mod bits;
mod bytes;
mod frame;
mod sealer;
pub mod segment;
mod tables;
mod v1;

pub use frame::crc32;

use super::event::Event;

/// The version that is written.
const VERSION: u8 = 1;

/// Why a line could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodecError {
    /// Not a line of ours any more: keep it, count it, don't touch it.
    Damaged,
    /// Sound, but of a newer version than this code reads.
    Newer(u8),
}

/// The line of an event, in the newest version.
#[must_use]
pub fn encode(event: &Event) -> String {
    frame::seal(VERSION, &v1::encode(event))
}

/// The event of a line of any version.
///
/// # Errors
/// Damage, or a version that this code doesn't know yet.
pub fn decode(line: &str) -> Result<Event, CodecError> {
    match frame::open(line)? {
        (1, body) => frame::read_base64(body).and_then(|body| v1::decode(&body)).ok_or(CodecError::Damaged),
        (version, _) if version > VERSION => Err(CodecError::Newer(version)),
        _ => Err(CodecError::Damaged),
    }
}

/// A name for the event's place in storage: device, counter and checksum, so that two different events never share
/// one. Characters `A–Z a–z 0–9 - _ .` only, at most 33.
#[must_use]
pub fn storage_name(event: &Event) -> String {
    let line = encode(event);
    let mut name = String::with_capacity(24);
    frame::write_base64(&event.id.device.0.to_le_bytes(), &mut name);
    name.push('.');
    let mut counter = bytes::Writer::default();
    counter.varint(event.id.counter);
    frame::write_base64(&counter.0, &mut name);
    name.push('.');
    name.push_str(&line[line.len() - frame::CHECK_LEN..]);
    name
}
