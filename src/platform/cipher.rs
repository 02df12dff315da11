//! Locking a text with a passphrase, as the browser's own cryptography does it: PBKDF2 with SHA-256 makes a key of the
//! passphrase, AES-256 in Galois/Counter Mode locks the text and tells whether it was changed.

use super::fault::Fault;
use super::script;
use js_sys::{Array, JsString, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

/// What the key is made with.
#[derive(Clone, Copy, Debug)]
pub struct Lock<'b> {
    /// How often the passphrase is hashed.
    pub iterations: u32,
    /// What is hashed with it.
    pub salt: &'b [u8],
    /// Used once with a key.
    pub nonce: &'b [u8],
}

/// Locks a text.
///
/// # Errors
/// The fault: without https there is no cryptography.
pub async fn lock(text: &str, passphrase: &str, with: Lock<'_>) -> Result<Vec<u8>, Fault> {
    let subtle = subtle()?;
    let key = key(&subtle, passphrase, with).await?;
    let data = script::wait(&subtle, "encrypt", &[method(with), key, bytes(text.as_bytes())]).await?;
    Ok(Uint8Array::new(&data).to_vec())
}

/// Opens what was locked; none where the passphrase does not fit or the data were changed.
///
/// # Errors
/// The fault: without https there is no cryptography.
pub async fn open(data: &[u8], passphrase: &str, with: Lock<'_>) -> Result<Option<String>, Fault> {
    let subtle = subtle()?;
    let key = key(&subtle, passphrase, with).await?;
    // The browser says no more than that it failed.
    let Ok(text) = script::wait(&subtle, "decrypt", &[method(with), key, bytes(data)]).await else { return Ok(None) };
    Ok(String::from_utf8(Uint8Array::new(&text).to_vec()).ok())
}

/// Bytes by chance.
///
/// # Errors
/// The fault, where the browser has no source of chance.
pub fn random(count: u32) -> Result<Vec<u8>, Fault> {
    let bytes = Uint8Array::new_with_length(count);
    let window = web_sys::window().ok_or(Fault::Missing)?;
    script::call(&script::get(&window, "crypto"), "getRandomValues", &[bytes.clone().into()])?;
    Ok(bytes.to_vec())
}

fn subtle() -> Result<JsValue, Fault> {
    let window = web_sys::window().ok_or(Fault::Missing)?;
    let subtle = script::get(&script::get(&window, "crypto"), "subtle");
    if subtle.is_object() { Ok(subtle) } else { Err(Fault::Missing) }
}

async fn key(subtle: &JsValue, passphrase: &str, with: Lock<'_>) -> Result<JsValue, Fault> {
    let word = |text: &str| JsValue::from_str(text);
    // The same letters are the same bytes, whatever keyboard they came from.
    let passphrase: JsString = JsString::from(passphrase).normalize("NFC");
    let passphrase = bytes(String::from(passphrase).as_bytes());
    let for_key: Array = Array::of1(&word("deriveKey"));
    let raw = [word("raw"), passphrase, word("PBKDF2"), JsValue::FALSE, for_key.into()];
    let raw = script::wait(subtle, "importKey", &raw).await?;
    let derivation = script::object(&[
        ("name", word("PBKDF2")),
        ("hash", word("SHA-256")),
        ("iterations", JsValue::from(with.iterations)),
        ("salt", bytes(with.salt)),
    ]);
    let cipher = script::object(&[("name", word("AES-GCM")), ("length", JsValue::from(256))]);
    let uses: Array = Array::of2(&word("encrypt"), &word("decrypt"));
    script::wait(subtle, "deriveKey", &[derivation, raw, cipher, JsValue::FALSE, uses.into()]).await
}

fn method(with: Lock<'_>) -> JsValue {
    script::object(&[("name", JsValue::from_str("AES-GCM")), ("iv", bytes(with.nonce))])
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).unchecked_into()
}
