//! What must hold for any bytes at all. The fuzz targets try it with bytes that they make up, `tests/fuzz.rs` with
//! those that are kept in `corpus/`.

use certdeck::engine::bank::pack::{Catalogue, Pack};
use certdeck::engine::id::DeviceId;
use certdeck::engine::progress::backup::{Held, read_part};
use certdeck::engine::progress::codec::{self, base64, crc32, segment as segments};
use certdeck::engine::progress::export::{Import, ImportError, Reader, read, sealed, write};
use certdeck::engine::progress::log::Log;
use certdeck::engine::progress::reminder::Copied;
use certdeck::engine::progress::snapshot::Snapshot;
use certdeck::engine::time::{Millis, Now};

/// Enough for any input of a fuzzer.
const LIMIT: usize = 10_000_000;

fn in_steps(text: &str, bytes: usize) -> Result<Import, ImportError> {
    let mut reader = Reader::new(text.to_owned(), LIMIT)?;
    loop {
        if let Some(result) = reader.step(bytes) {
            return result;
        }
    }
}

/// A file that somebody wants to import: no panic, the same whatever the steps, and what is taken in can be written
/// and read again.
pub fn import(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let whole = read(&text, LIMIT);
    assert_eq!(whole, in_steps(&text, 1 + data.len() / 7));
    let Ok(import) = whole else { return };
    for warning in &import.warnings {
        assert!(!warning.to_string().is_empty());
    }
    let log = Log::of(import.events);
    let _ = Snapshot::of(&log);
    let again = read(&write(&log, "0", DeviceId(1), Now { at: Millis(0), utc_offset: 0 }), LIMIT);
    let again = again.unwrap_or_else(|error| panic!("what we write is read: {error}"));
    assert!(again.warnings.is_empty() && again.unreadable == 0);
    assert_eq!(Log::of(again.events), log);
}

/// A stored line, as it is and as the body of a sound one: no panic, and what is read is written as it was read.
pub fn event(data: &[u8]) {
    let line = String::from_utf8_lossy(data);
    let framed = framed(data);
    for line in [&*line, &framed] {
        if let Ok(event) = codec::decode(line) {
            assert_eq!(codec::decode(&codec::encode(&event)).as_ref(), Ok(&event));
            assert!(codec::storage_name(&event).is_ascii());
            let _ = Snapshot::of(&Log::of(vec![event]));
        }
    }
    let _ = read_part(&line);
    let _ = (Held::read(&line), Copied::read(&line));
}

/// A segment, as it is and as the body of a sound one: no panic, and what is read can be packed and read again.
pub fn segment(data: &[u8]) {
    for text in [String::from_utf8_lossy(data).into_owned(), framed(data)] {
        let Ok(found) = segments::open(&text) else { continue };
        let Ok(events) = found.events() else { continue };
        if events.len() <= segments::FULL {
            let again = segments::open(&segments::seal(found.generation(), &events)).and_then(|again| again.events());
            assert_eq!(again.map(Log::of), Ok(Log::of(events)));
        }
    }
}

/// The frame of version 1 with this body.
fn framed(body: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let line = "B".to_owned() + &base64::write(body);
    let sum = crc32(0, line.as_bytes());
    let sign = |shift: u32| char::from(ALPHABET[(sum.checked_shr(shift * 6).unwrap_or(0) & 63) as usize]);
    let check: String = (0..6).rev().map(sign).collect();
    line + &check
}

/// A pack or a catalogue: no panic.
pub fn pack(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let _ = Pack::read(&text);
    let _ = Catalogue::read(&text);
}

/// A file with a passphrase: no panic, and what is read is written as it was read.
pub fn envelope(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let _ = sealed::is_sealed(&text);
    if let Ok(found) = sealed::read(&text) {
        assert_eq!(sealed::read(&found.write()), Ok(found));
    }
}
