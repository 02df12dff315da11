//! Marks within a line. They do not nest: the page's tree has no place for it.

use super::Fault;
use crate::engine::bank::text::{Inline, Line};

struct Reader<'t> {
    text: &'t str,
    at: usize,
    plain: String,
    marks: Vec<Inline>,
    faults: Vec<(bool, String, &'static str)>,
}

/// Reads the marks of one line; `line` is its place in the text, for findings.
pub(super) fn marks(text: &str, line: usize, faults: &mut Vec<Fault>) -> Line {
    let mut reader = Reader { text, at: 0, plain: String::new(), marks: Vec::new(), faults: Vec::new() };
    while reader.at < text.len() {
        reader.step();
    }
    reader.close_plain();
    faults.extend(reader.faults.into_iter().map(|(link, message, help)| Fault { line, link, message, help }));
    Line(reader.marks)
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn before(&self) -> Option<char> {
        self.text[..self.at].chars().next_back()
    }

    fn refuse(&mut self, message: impl Into<String>, help: &'static str) {
        self.faults.push((false, message.into(), help));
    }

    fn literal(&mut self, length: usize) {
        self.plain.push_str(&self.text[self.at..self.at + length]);
        self.at += length;
    }

    fn close_plain(&mut self) {
        if !self.plain.is_empty() {
            self.marks.push(Inline::Plain(std::mem::take(&mut self.plain)));
        }
    }

    fn mark(&mut self, mark: Inline, length: usize) {
        self.close_plain();
        self.marks.push(mark);
        self.at += length;
    }

    fn step(&mut self) {
        let rest = self.rest();
        let Some(next) = rest.chars().next() else { return };
        match next {
            '\\' if rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) => {
                self.at += 1;
                self.literal(1);
            }
            '`' => self.code(),
            // A drill's placeholder is one piece, whatever signs its expression holds.
            '{' => {
                let length = rest.find('}').map_or(1, |end| end + 1);
                self.literal(length);
            }
            '*' => self.stars(),
            '!' if rest.starts_with("![") => {
                self.refuse("an image", "take it out; figures are drawn from data in [[….exhibit]]");
                self.literal(2);
            }
            '[' => self.link(),
            '<' => {
                if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!')) {
                    self.refuse("HTML", "use the Markdown subset; for a plain `<` write a space behind it or `\\<`");
                }
                self.literal(1);
            }
            '&' => {
                let word = rest[1..].split(';').next().unwrap_or_default();
                let entity = rest[1..].contains(';')
                    && word.len() < 10
                    && word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '#')
                    && word[1..].chars().all(|c| c.is_ascii_alphanumeric());
                if entity {
                    self.refuse(format!("the HTML entity `&{word};`"), "write the character itself");
                }
                self.literal(1);
            }
            '_' => self.underscore(),
            'h' if rest.starts_with("http://") || rest.starts_with("https://") => {
                let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
                self.refuse("a bare address", "write it as [words](https://…)");
                self.literal(length);
            }
            next => {
                if next.is_control() {
                    self.refuse("a control character or tab", "write spaces");
                }
                self.literal(next.len_utf8());
            }
        }
    }

    fn code(&mut self) {
        match self.rest()[1..].find('`') {
            Some(0) | None => {
                self.refuse("a backtick without its partner", "close it, or write \\`");
                self.literal(1);
            }
            Some(end) => {
                let code = self.rest()[1..=end].trim().to_owned();
                self.mark(Inline::Code(code), end + 2);
            }
        }
    }

    fn stars(&mut self) {
        let rest = self.rest();
        let width = rest.len() - rest.trim_start_matches('*').len();
        let (before, after) = (self.before(), rest[width..].chars().next());
        let open = after.is_some_and(|c| !c.is_whitespace()) && !before.is_some_and(char::is_alphanumeric);
        let alone = before.is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace);
        if width == 1 && alone {
            self.literal(1);
            return;
        }
        let help = "close it behind the last marked word; for a plain star write `\\*`, for a product ×";
        if width > 2 || !open {
            self.refuse("stars that open no bold or italic words", help);
            self.literal(width);
            return;
        }
        let mark = &rest[..width];
        let Some(inner) = rest[width..].split(mark).next().filter(|inner| inner.len() + width < rest.len()) else {
            self.refuse(format!("`{mark}` without its partner"), help);
            self.literal(width);
            return;
        };
        let length = inner.len() + 2 * width;
        if rest[length..].starts_with('*') || inner.contains(['*', '`', '[', '\\']) {
            self.refuse("a mark within a mark", "marks do not nest: mark one thing at a time");
        }
        if inner.is_empty() || inner.ends_with(char::is_whitespace) {
            self.refuse(format!("`{mark}` behind a space or around nothing"), help);
        }
        let inner = inner.to_owned();
        self.mark(if width == 2 { Inline::Strong(inner) } else { Inline::Emphasis(inner) }, length);
    }

    fn link(&mut self) {
        let rest = self.rest();
        let parts = rest[1..].split_once("](").filter(|(words, _)| !words.contains(['[', ']']));
        let Some((words, to)) = parts.and_then(|(words, rest)| Some((words, rest.split_once(')')?.0))) else {
            self.literal(1);
            return;
        };
        let length = words.len() + to.len() + 4;
        let host = to.strip_prefix("https://").unwrap_or_default();
        let https = host.starts_with(|c: char| c.is_ascii_alphanumeric())
            && !to.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\'));
        if !https {
            let message = format!("a link to `{to}`");
            self.faults.push((true, message, "links go to https:// addresses and nowhere else"));
        }
        if words.trim().is_empty() || words.contains(['*', '`']) {
            self.refuse("a link without plain words", "write [words](https://…), the words without marks");
        }
        self.mark(Inline::Link(words.to_owned(), to.to_owned()), length);
    }

    fn underscore(&mut self) {
        let rest = self.rest();
        let starts = !self.before().is_some_and(|c| c.is_alphanumeric() || c == '_')
            && rest[1..].starts_with(|c: char| !c.is_whitespace())
            && rest[1..].contains('_');
        if starts {
            self.refuse("underscores around words", "write *italics* or **bold**; names of code go in backticks");
        }
        let length = rest.len() - rest.trim_start_matches('_').len();
        self.literal(length);
    }
}
