use certdeck::engine::progress::export::ImportError;
use certdeck::engine::progress::export::sealed::{ITERATIONS, Sealed, is_sealed, read};
use proptest::prelude::*;

fn sealed() -> Sealed {
    Sealed { iterations: ITERATIONS, salt: vec![7; 16], nonce: vec![9; 12], data: (0..40).collect() }
}

proptest! {
    #[test]
    fn an_envelope_is_read_as_it_was_written(
        iterations in 100_000u32..=10_000_000,
        salt in proptest::collection::vec(any::<u8>(), 8..=64),
        nonce in proptest::collection::vec(any::<u8>(), 12),
        data in proptest::collection::vec(any::<u8>(), 16..200),
    ) {
        let sealed = Sealed { iterations, salt, nonce, data };
        let text = sealed.write();
        prop_assert!(text.is_ascii() && is_sealed(&text));
        prop_assert_eq!(read(&text), Ok(sealed));
    }

    #[test]
    fn no_envelope_ends_in_a_panic(at in any::<prop::sample::Index>(), to in any::<char>(), cut in any::<prop::sample::Index>()) {
        let mut text: Vec<char> = sealed().write().chars().collect();
        let at = at.index(text.len());
        text[at] = to;
        text.truncate(cut.index(text.len()) + 1);
        let text: String = text.into_iter().collect();
        let _ = is_sealed(&text);
        if let Ok(read) = read(&text) {
            // Another number of rounds or other bytes: then the browser will say that the passphrase does not fit.
            prop_assert!(read.nonce.len() == 12 && read.data.len() >= 16 && read.iterations <= 10_000_000);
        }
    }
}

#[test]
fn what_is_no_envelope_is_refused_with_a_reason() {
    let whole = sealed().write();
    let check = |text: &str, expect: ImportError| {
        let error = read(text).unwrap_err();
        assert_eq!(error, expect, "{text:.120}");
        assert!(error.to_string().len() > 40);
    };
    let replaced = |from: &str, to: &str| whole.replacen(from, to, 1);
    check(&whole[..whole.len() - 9], ImportError::Truncated);
    check("{\"format\":\"certdeck-sealed\"}", ImportError::Damaged);
    check("{\"format\":\"certdeck-progress\"}", ImportError::Foreign);
    check("[]", ImportError::Foreign);
    check(&replaced("\"version\":1", "\"version\":2"), ImportError::Newer(2));
    check(&replaced("AES-256-GCM", "ROT13"), ImportError::Damaged);
    check(&replaced("PBKDF2", "MD5"), ImportError::Damaged);
    // A file can't keep the browser busy for an hour, nor be easier to guess than we promise.
    check(&replaced("600000", "4000000000"), ImportError::Damaged);
    check(&replaced("600000", "1"), ImportError::Damaged);
    check(&replaced("\"salt\":\"", "\"salt\":\"#"), ImportError::Damaged);
    check(&replaced("\"nonce\":\"", "\"nonce\":\"AAAA"), ImportError::Damaged);
    check(&replaced("\"data\":", "\"date\":"), ImportError::Damaged);
    for text in ["", "{", "{\"format\":\"certdeck-progress\"}", &"\u{e4}".repeat(399)] {
        assert!(!is_sealed(text), "{text:.40}");
    }
}

/// An envelope of version 1 as learners have them: never edited again.
#[test]
fn version_1_is_read_for_ever() {
    let sealed = read(include_str!("fixtures/sealed-v1.json")).unwrap();
    assert_eq!((sealed.iterations, sealed.salt.len(), sealed.nonce.len()), (600_000, 16, 12));
    assert_eq!(sealed.data.len(), include_str!("fixtures/export-v1.json").len() + 16);
}
