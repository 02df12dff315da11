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

    /// At a place in it: see [`Scanner::at`].
    #[must_use]
    pub fn resume(text: &'t str, at: usize) -> Self {
        Self { text, at }
    }

    /// Bytes before the place where it stands.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
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
