//! Chance from outside: seeds and the device's lasting number.

/// 64 bits that nobody can guess.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this file is where chance comes in")]
pub fn u64() -> u64 {
    let mut bytes = [0u8; 8];
    let drawn = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if drawn {
        return u64::from_le_bytes(bytes);
    }
    // No browser that runs this page lacks the generator above; if one does, a weaker draw beats none.
    let half = || (js_sys::Math::random() * 4_294_967_296.0) as u64;
    half() << 32 | half()
}
