//! The envelope of an export that only its passphrase opens. What is done to the text is the browser's cryptography
//! (PBKDF2 with SHA-256, then AES-256 in Galois/Counter Mode); here is how that is written down:
//!
//! ```json
//! {
//! "format":"certdeck-sealed",
//! "version":1,
//! "cipher":"AES-256-GCM",
//! "derivation":"PBKDF2-HMAC-SHA-256",
//! "iterations":600000,
//! "salt":"16 bytes",
//! "nonce":"12 bytes",
//! "data":"the export's UTF-8, encrypted, and the tag of 16 bytes behind it"
//! }
//! ```
//!
//! Bytes are base64url without padding. The passphrase is its UTF-8 in Unicode's form NFC.

use super::ImportError;
use crate::engine::json::{Kind, Reading, Value, parse};
use crate::engine::progress::codec::base64;

/// What `format` says.
const FORMAT: &str = "certdeck-sealed";
const VERSION: u64 = 1;
const CIPHER: &str = "AES-256-GCM";
const DERIVATION: &str = "PBKDF2-HMAC-SHA-256";

/// How often the passphrase is hashed for a new envelope (OWASP, 2023): about half a second on a phone.
pub const ITERATIONS: u32 = 600_000;

/// What is accepted: fewer were never written, more would only keep the browser busy.
const ACCEPTED: std::ops::RangeInclusive<u64> = 100_000..=10_000_000;

/// Bytes of salt in a new envelope.
pub const SALT: usize = 16;

/// Bytes of the nonce.
pub const NONCE: usize = 12;

/// Bytes of the tag behind the data.
const TAG: usize = 16;

/// An envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// How often the passphrase is hashed.
    pub iterations: u32,
    /// What is hashed with it.
    pub salt: Vec<u8>,
    /// Used once with its key.
    pub nonce: Vec<u8>,
    /// Encrypted text and tag.
    pub data: Vec<u8>,
}

impl Sealed {
    /// The envelope as text.
    #[must_use]
    pub fn write(&self) -> String {
        let mut text = String::with_capacity(self.data.len() / 3 * 4 + 300);
        let line = |text: &mut String, name: &str, value: &str, quote: &str| {
            text.push_str(if text.is_empty() { "{\n\"" } else { ",\n\"" });
            for part in [name, "\":", quote, value, quote] {
                text.push_str(part);
            }
        };
        line(&mut text, "format", FORMAT, "\"");
        line(&mut text, "version", &VERSION.to_string(), "");
        line(&mut text, "cipher", CIPHER, "\"");
        line(&mut text, "derivation", DERIVATION, "\"");
        line(&mut text, "iterations", &self.iterations.to_string(), "");
        line(&mut text, "salt", &base64::write(&self.salt), "\"");
        line(&mut text, "nonce", &base64::write(&self.nonce), "\"");
        line(&mut text, "data", &base64::write(&self.data), "\"");
        text + "\n}\n"
    }
}

/// Whether a text says that it is an envelope; quick with any text.
#[must_use]
pub fn is_sealed(text: &str) -> bool {
    // The format is named at the beginning; a text is cut where a character ends.
    let end = (0..=text.len().min(400)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text[..end].contains(FORMAT)
}

/// Reads an envelope.
///
/// # Errors
/// What is wrong with it, in the words of an import.
pub fn read(text: &str) -> Result<Sealed, ImportError> {
    let value = parse(text.trim_start_matches('\u{feff}')).map_err(|broken| match broken.early {
        true => ImportError::Truncated,
        false => ImportError::Damaged,
    })?;
    let reading = Reading::default();
    if reading.text(reading.field(&value, "format")) != FORMAT {
        return Err(ImportError::Foreign);
    }
    let version = reading.integer(reading.field(&value, "version"), 0, u64::from(u32::MAX));
    if reading.fault().is_none() && version > VERSION {
        return Err(ImportError::Newer(version as u32));
    }
    let known = |name: &str, word: &str| reading.text(reading.field(&value, name)) == word;
    let methods = known("cipher", CIPHER) && known("derivation", DERIVATION);
    let iterations = reading.integer(reading.field(&value, "iterations"), 0, *ACCEPTED.end());
    let bytes = |name: &str| value.get(name).and_then(base64_of);
    let (Some(salt), Some(nonce), Some(data)) = (bytes("salt"), bytes("nonce"), bytes("data")) else {
        return Err(ImportError::Damaged);
    };
    let methods = methods && ACCEPTED.contains(&iterations);
    let sizes = (8..=64).contains(&salt.len()) && nonce.len() == NONCE && data.len() >= TAG;
    if reading.fault().is_some() || !methods || !sizes {
        return Err(ImportError::Damaged);
    }
    Ok(Sealed { iterations: iterations as u32, salt, nonce, data })
}

fn base64_of(value: &Value<'_>) -> Option<Vec<u8>> {
    if let Kind::Text(text) = &value.kind { base64::read(text) } else { None }
}
