//! The page's own reader of JSON, held against another one.

use certdeck::engine::json::{Broken, Kind, Scanner, Value, parse, place};
use proptest::prelude::*;
use serde_json::Value as Theirs;

fn same(ours: &Value<'_>, theirs: &Theirs) -> bool {
    match (&ours.kind, theirs) {
        (Kind::Null, Theirs::Null) => true,
        (Kind::Bool(a), Theirs::Bool(b)) => a == b,
        // The other one may be off by a bit.
        (Kind::Number(a), Theirs::Number(b)) => {
            let (a, b): (f64, f64) = (a.parse().expect("a number"), b.as_f64().expect("a number"));
            (a - b).abs() <= a.abs() * 1e-15
        }
        (Kind::Text(a), Theirs::String(b)) => a == b,
        (Kind::List(a), Theirs::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Kind::Map(_), Theirs::Object(b)) => b.iter().all(|(key, b)| ours.get(key).is_some_and(|a| same(a, b))),
        _ => false,
    }
}

fn any_json() -> impl Strategy<Value = Theirs> {
    let leaf = prop_oneof![
        Just(Theirs::Null),
        any::<bool>().prop_map(Theirs::from),
        any::<i64>().prop_map(Theirs::from),
        any::<u64>().prop_map(Theirs::from),
        (-1e9..1e9).prop_map(Theirs::from),
        ".{0,8}".prop_map(Theirs::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let map = proptest::collection::btree_map(".{0,4}", inner.clone(), 0..5);
        prop_oneof![
            proptest::collection::vec(inner, 0..5).prop_map(Theirs::from),
            map.prop_map(|map| map.into_iter().collect::<Theirs>()),
        ]
    })
}

/// Whole or not at all: walking over a text and reading it say the same as another parser does.
fn agrees(text: &str) {
    let theirs = serde_json::from_str::<Theirs>(text);
    // The other one refuses numbers beyond all bounds; for us that is the reader's business.
    if theirs.as_ref().is_err_and(|error| error.to_string().starts_with("number out of range")) {
        return;
    }
    let ours = parse(text);
    assert_eq!(ours.is_ok(), theirs.is_ok(), "{text:?}: {ours:?}, {theirs:?}");
    if let (Ok(ours), Ok(theirs)) = (&ours, &theirs) {
        assert!(same(ours, theirs), "{text:?}");
    }
    let mut scanner = Scanner::new(text);
    let skipped = scanner.skip().and_then(|_| scanner.end());
    assert!(skipped.is_ok() || ours.is_err(), "{text:?}: {skipped:?}");
}

proptest! {
    #[test]
    fn what_another_writes_is_read_alike(json in any_json()) {
        agrees(&json.to_string());
        agrees(&serde_json::to_string_pretty(&json).unwrap());
    }

    #[test]
    fn what_another_refuses_is_refused(json in any_json(), at in any::<prop::sample::Index>(), to in "[\\[\\]{}:,\"0-9eE.+\\-nul tf\\\\\\u{0}-\\u{20}]{0,3}") {
        let text = json.to_string();
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let at = places[at.index(places.len())];
        agrees(&text[..at]);
        prop_assert!(parse(&text[..at]).err().is_none_or(|broken| broken.early), "{}", &text[..at]);
        agrees(&[&text[..at], &to, &text[at..]].concat());
        agrees(&[&text[..at], &to].concat());
    }
}

#[test]
fn odd_texts() {
    for text in [
        "",
        " ",
        "0",
        "-0",
        "01",
        "1.",
        ".5",
        "-",
        "1e",
        "1e5",
        "1E+05",
        "+1",
        "nul",
        "nullx",
        "true false",
        "[1,]",
        "[,1]",
        "{\"a\":1,}",
        "{\"a\"}",
        "{a:1}",
        "[1 2]",
        "\"\\u00e9\\ud83d\\ude00\"",
        "\"\\ud83d\"",
        "\"\\ud83dx\"",
        "\"\\ude00\"",
        "\"\\ud83d\\u0041\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"tab\there\"",
        "\"\u{7f}é\"",
        "[]]",
        "{}",
        "[[],{}]",
        "\0",
        "\"a",
        "\"\\",
        "\"\\u00",
        "\u{feff}1",
        "'a'",
        "// 1",
    ] {
        agrees(text);
    }
}

#[test]
fn depth_is_bounded_for_trees_alone() {
    let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(parse(&deep(60)).is_ok());
    assert_eq!(parse(&deep(1_000_000)), Err(Broken { at: 64, early: false }));
    assert!(Scanner::new(&deep(1_000_000)).skip().is_ok());
}

#[test]
fn a_place_is_a_line_and_a_column() {
    let check = |text: &str, at: usize, expect: (usize, usize)| assert_eq!(place(text, at), expect, "{text:?} {at}");
    check("", 0, (1, 1));
    check("ab", 1, (1, 2));
    check("a\nb", 2, (2, 1));
    check("a\n\nbc", 9, (3, 3));
}
