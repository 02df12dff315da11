//! The parser: strict (RFC 8259), bounded in depth, never in a hurry to believe.

use super::value::{Kind, Value};
use std::borrow::Cow;

/// How deep a tree may be: deeper than anything of ours.
const DEPTH: u32 = 64;

/// Why a text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Bytes before the first one that does not belong.
    pub at: usize,
    /// The text ends in the middle.
    pub early: bool,
}

/// Line and column (in bytes) of a place, both from 1.
#[must_use]
pub fn place(text: &str, at: usize) -> (usize, usize) {
    let before = &text.as_bytes()[..at.min(text.len())];
    let line = before.iter().filter(|byte| **byte == b'\n').count();
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    (line + 1, before.len() - start + 1)
}

/// The tree of a whole text.
///
/// # Errors
/// The text is not JSON, or nested deeper than 64.
pub fn parse(text: &str) -> Result<Value<'_>, Broken> {
    let mut scanner = Scanner::new(text);
    let value = scanner.value(DEPTH)?;
    scanner.end()?;
    Ok(value)
}

/// Walks over a text; for documents that are too large for a tree.
pub struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scanner<'t> {
    /// At the start of a text.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// The byte behind white space; 0 at the end. (A zero byte itself belongs nowhere.)
    pub fn peek(&mut self) -> u8 {
        while matches!(self.byte(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
        self.byte()
    }

    /// Steps over this byte, if it is next.
    pub fn take(&mut self, wanted: u8) -> bool {
        let found = self.peek() == wanted;
        self.at += usize::from(found);
        found
    }

    /// Steps over this byte.
    ///
    /// # Errors
    /// Another one is next.
    pub fn expect(&mut self, wanted: u8) -> Result<(), Broken> {
        if self.take(wanted) { Ok(()) } else { Err(self.broken()) }
    }

    /// Nothing more.
    ///
    /// # Errors
    /// There is.
    pub fn end(&mut self) -> Result<(), Broken> {
        self.peek();
        if self.at == self.text.len() { Ok(()) } else { Err(self.broken()) }
    }

    /// A text, without its escapes.
    ///
    /// # Errors
    /// Something else is next, or it is not sound.
    pub fn string(&mut self) -> Result<Cow<'t, str>, Broken> {
        let raw = self.raw_string()?;
        if !raw.contains('\\') {
            return Ok(Cow::Borrowed(raw));
        }
        let lone = Broken { at: self.at, early: false };
        unescape(raw).map(Cow::Owned).ok_or(lone)
    }

    /// Steps over one value, however deep, and gives its text.
    ///
    /// # Errors
    /// It is not sound.
    pub fn skip(&mut self) -> Result<&'t str, Broken> {
        self.peek();
        let start = self.at;
        // What is open: a list or a map.
        let mut open = Vec::new();
        loop {
            match self.peek() {
                first @ (b'[' | b'{') => {
                    self.at += 1;
                    // A bracket's closing one stands two behind it in ASCII.
                    if !self.take(first + 2) {
                        if first == b'{' {
                            self.key()?;
                        }
                        open.push(first);
                        continue;
                    }
                }
                _ => self.scalar().map(drop)?,
            }
            loop {
                let Some(inner) = open.last().copied() else { return Ok(&self.text[start..self.at]) };
                if self.take(b',') {
                    if inner == b'{' {
                        self.key()?;
                    }
                    break;
                }
                self.expect(inner + 2)?;
                open.pop();
            }
        }
    }

    /// A name and its colon.
    ///
    /// # Errors
    /// Something else is next.
    pub fn key(&mut self) -> Result<Cow<'t, str>, Broken> {
        self.peek();
        let key = self.string()?;
        self.expect(b':')?;
        Ok(key)
    }

    fn value(&mut self, depth: u32) -> Result<Value<'t>, Broken> {
        let first = self.peek();
        let at = self.at as u32;
        if depth == 0 {
            return Err(self.broken());
        }
        let kind = match first {
            b'[' => {
                let mut list = Vec::new();
                self.at += 1;
                if !self.take(b']') {
                    loop {
                        list.push(self.value(depth - 1)?);
                        if !self.take(b',') {
                            break;
                        }
                    }
                    self.expect(b']')?;
                }
                Kind::List(list)
            }
            b'{' => {
                let mut map = Vec::new();
                self.at += 1;
                if !self.take(b'}') {
                    loop {
                        let key = self.key()?;
                        map.push((key, self.value(depth - 1)?));
                        if !self.take(b',') {
                            break;
                        }
                    }
                    self.expect(b'}')?;
                }
                Kind::Map(map)
            }
            b'"' => Kind::Text(self.string()?),
            _ => self.scalar()?,
        };
        Ok(Value { at, kind })
    }

    /// Anything but a list or a map; a text keeps its escapes.
    fn scalar(&mut self) -> Result<Kind<'t>, Broken> {
        match self.byte() {
            b'"' => self.raw_string().map(|raw| Kind::Text(Cow::Borrowed(raw))),
            b'-' | b'0'..=b'9' => self.number(),
            b't' => self.word("true", Kind::Bool(true)),
            b'f' => self.word("false", Kind::Bool(false)),
            _ => self.word("null", Kind::Null),
        }
    }

    fn word(&mut self, word: &str, kind: Kind<'t>) -> Result<Kind<'t>, Broken> {
        for letter in word.bytes() {
            if self.byte() != letter {
                return Err(self.broken());
            }
            self.at += 1;
        }
        Ok(kind)
    }

    fn number(&mut self) -> Result<Kind<'t>, Broken> {
        let start = self.at;
        self.at += usize::from(self.byte() == b'-');
        if self.byte() == b'0' {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.byte() == b'.' {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.byte(), b'e' | b'E') {
            self.at += 1;
            self.at += usize::from(matches!(self.byte(), b'+' | b'-'));
            self.digits()?;
        }
        Ok(Kind::Number(&self.text[start..self.at]))
    }

    /// At least one.
    fn digits(&mut self) -> Result<(), Broken> {
        if !self.byte().is_ascii_digit() {
            return Err(self.broken());
        }
        while self.byte().is_ascii_digit() {
            self.at += 1;
        }
        Ok(())
    }

    /// What stands between the quotes.
    fn raw_string(&mut self) -> Result<&'t str, Broken> {
        if self.byte() != b'"' {
            return Err(self.broken());
        }
        self.at += 1;
        let start = self.at;
        loop {
            match self.byte() {
                b'"' => {
                    self.at += 1;
                    return Ok(&self.text[start..self.at - 1]);
                }
                b'\\' => {
                    self.at += 1;
                    let letter = self.byte();
                    if !matches!(letter, b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' | b'u') {
                        return Err(self.broken());
                    }
                    if letter == b'u' {
                        for _ in 0..4 {
                            self.at += 1;
                            if !self.byte().is_ascii_hexdigit() {
                                return Err(self.broken());
                            }
                        }
                    }
                }
                0..=0x1f => return Err(self.broken()),
                _ => {}
            }
            self.at += 1;
        }
    }

    fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn broken(&self) -> Broken {
        Broken { at: self.at, early: self.at >= self.text.len() }
    }
}

/// A sound text without its escapes; `None` where half of a pair of surrogates stands alone.
fn unescape(raw: &str) -> Option<String> {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let letter = rest.as_bytes()[at + 1];
        rest = &rest[at + 2..];
        text.push(match letter {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let mut code = unit(&mut rest)?;
                if code & 0xfc00 == 0xd800 {
                    rest = rest.strip_prefix("\\u")?;
                    let low = unit(&mut rest)?;
                    if low & 0xfc00 != 0xdc00 {
                        return None;
                    }
                    code = 0x1_0000 + ((code & 0x3ff) << 10 | low & 0x3ff);
                }
                char::from_u32(code)?
            }
            other => char::from(other),
        });
    }
    text.push_str(rest);
    Some(text)
}

/// Four hexadecimal digits.
fn unit(rest: &mut &str) -> Option<u32> {
    let (digits, behind) = rest.split_at_checked(4)?;
    *rest = behind;
    digits.chars().try_fold(0, |sum, digit| Some(sum << 4 | digit.to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value as Theirs;

    fn same(ours: &Value<'_>, theirs: &Theirs) -> bool {
        match (&ours.kind, theirs) {
            (Kind::Null, Theirs::Null) => true,
            (Kind::Bool(a), Theirs::Bool(b)) => a == b,
            // The other one may be off by a bit.
            (Kind::Number(a), Theirs::Number(b)) => {
                let (a, b): (f64, f64) = (a.parse().unwrap(), b.as_f64().unwrap());
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
        let check =
            |text: &str, at: usize, expect: (usize, usize)| assert_eq!(place(text, at), expect, "{text:?} {at}");
        check("", 0, (1, 1));
        check("ab", 1, (1, 2));
        check("a\nb", 2, (2, 1));
        check("a\n\nbc", 9, (3, 3));
    }
}
