//! Blocks of a text, line by line.

use super::Fault;
use super::inline::marks;
use crate::engine::bank::text::{Block, Inline, Line, Text};

/// Reads a whole text. What is refused is kept as plain words, so that the other checks have something to read.
#[must_use]
pub fn text(source: &str) -> (Text, Vec<Fault>) {
    let mut reader = Reader { lines: source.lines().map(str::trim_end).collect(), at: 0, faults: Vec::new() };
    let mut blocks = Vec::new();
    while reader.at < reader.lines.len() {
        blocks.extend(reader.block());
    }
    if blocks.is_empty() {
        reader.refuse("an empty text", "write it");
    }
    (Text(blocks), reader.faults)
}

/// Reads one line of marks, without blocks.
#[must_use]
pub fn line(source: &str) -> (Line, Vec<Fault>) {
    let mut faults = Vec::new();
    let help = "only inline marks stand here; write one line of words";
    let mut refuse = |message: &str| faults.push(Fault { line: 0, link: false, message: message.to_owned(), help });
    let source = source.trim();
    if source.is_empty() {
        refuse("an empty text");
    } else if source.contains('\n') {
        refuse("a line break");
    } else if start(source) != Start::Words {
        refuse("a list, table or heading");
    }
    let marks = marks(&source.replace('\n', " "), 0, &mut faults);
    (marks, faults)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    Blank,
    Words,
    Bullet,
    Number(usize, usize),
    Table,
    Refused(&'static str, &'static str),
}

/// What a line begins.
fn start(line: &str) -> Start {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let lone = |sign: char| line.len() >= 3 && line.chars().all(|c| c == sign || c == ' ');
    if line.trim().is_empty() {
        Start::Blank
    } else if line.starts_with("```") || line.starts_with("~~~") {
        Start::Refused("a code block", "put code in single backticks, or in a table")
    } else if lone('-') || lone('*') || lone('_') || lone('=') {
        Start::Refused("a rule or underlined heading", "part paragraphs by an empty line")
    } else if line.starts_with("- ") {
        Start::Bullet
    } else if line.starts_with("* ") || line.starts_with("+ ") {
        Start::Refused("a list with another bullet", "begin each point with `- `")
    } else if line.starts_with('#') && line.trim_start_matches('#').starts_with(' ') {
        Start::Refused("a heading", "texts have no headings; begin a paragraph with **bold** words")
    } else if line.starts_with("> ") {
        Start::Refused("a quotation block", "write it in quotation marks")
    } else if line.starts_with('|') {
        Start::Table
    } else if line.starts_with("    ") || line.starts_with('\t') {
        Start::Refused("an indented line", "take the spaces away; code goes in backticks")
    } else if (1..=2).contains(&digits) && line[digits..].starts_with(". ") {
        Start::Number(line[..digits].parse().unwrap_or_default(), digits + 2)
    } else {
        Start::Words
    }
}

struct Reader<'t> {
    lines: Vec<&'t str>,
    at: usize,
    faults: Vec<Fault>,
}

impl<'t> Reader<'t> {
    fn peek(&self) -> Start {
        self.lines.get(self.at).map_or(Start::Blank, |line| start(line))
    }

    fn refuse(&mut self, message: &str, help: &'static str) {
        self.faults.push(Fault { line: self.at, link: false, message: message.to_owned(), help });
    }

    fn block(&mut self) -> Option<Block> {
        match self.peek() {
            Start::Blank => {
                self.at += 1;
                None
            }
            Start::Refused(message, help) => {
                self.refuse(message, help);
                let words = Line(vec![Inline::Plain(self.lines[self.at].trim().to_owned())]);
                self.at += 1;
                Some(Block::Paragraph(words))
            }
            Start::Bullet | Start::Number(..) => Some(self.list()),
            Start::Table => Some(self.table()),
            Start::Words => Some(self.paragraph()),
        }
    }

    fn paragraph(&mut self) -> Block {
        let first = self.at;
        let mut words = Vec::new();
        // A number other than 1 is a wrapped word, as in "since\n26. April".
        while self.at < self.lines.len()
            && (words.is_empty() || matches!(self.peek(), Start::Words | Start::Number(0 | 2.., _)))
        {
            words.push(self.lines[self.at].trim());
            self.at += 1;
        }
        Block::Paragraph(marks(&words.join(" "), first, &mut self.faults))
    }

    fn list(&mut self) -> Block {
        let bullets = self.peek() == Start::Bullet;
        let mut items: Vec<(usize, String)> = Vec::new();
        while self.at < self.lines.len() {
            let line = self.lines[self.at];
            let own = match self.peek() {
                Start::Bullet if bullets => Some(2),
                Start::Number(number, width) if !bullets => {
                    if number != items.len() + 1 {
                        self.refuse("a list that does not count 1, 2, 3", "number the points from 1");
                    }
                    Some(width)
                }
                _ => None,
            };
            if let Some(width) = own {
                items.push((self.at, line[width..].trim().to_owned()));
            } else if line.is_empty() {
                if !self.goes_on(bullets) {
                    break;
                }
            } else if line.starts_with("  ") {
                if matches!(start(line.trim()), Start::Bullet | Start::Number(..)) {
                    self.refuse("a list within a list", "lists do not nest; make it one list or two");
                }
                if let Some((_, item)) = items.last_mut() {
                    item.push(' ');
                    item.push_str(line.trim());
                }
            } else {
                self.refuse("a line right behind a list", "part it by an empty line, or indent it by two spaces");
                break;
            }
            self.at += 1;
        }
        let lines = items.into_iter().map(|(at, item)| marks(&item, at, &mut self.faults)).collect();
        if bullets { Block::Bullets(lines) } else { Block::Numbers(lines) }
    }

    /// Whether the list goes on behind this empty line.
    fn goes_on(&self, bullets: bool) -> bool {
        let next = self.lines[self.at..].iter().map(|line| start(line)).find(|start| *start != Start::Blank);
        match next {
            Some(Start::Bullet) => bullets,
            Some(Start::Number(number, _)) => !bullets && number > 1,
            _ => false,
        }
    }

    fn table(&mut self) -> Block {
        let first = self.at;
        let mut rows: Vec<Vec<String>> = Vec::new();
        while self.peek() == Start::Table {
            rows.push(cells(self.lines[self.at]));
            self.at += 1;
        }
        let ruled = rows.get(1).is_some_and(|row| row.iter().all(|cell| is_rule(cell)));
        let width = rows[0].len();
        let even = rows.iter().all(|row| row.len() == width);
        if !ruled || rows.len() < 3 || !even {
            self.at = first;
            self.refuse(
                "a table without a head, a ruler and rows of one length",
                "write | a | b |, then |---|---|, then at least one row with as many cells",
            );
            self.at = first + rows.len();
        }
        let mut line = |at: usize, row: &[String]| -> Vec<Line> {
            row.iter().map(|cell| marks(cell, first + at, &mut self.faults)).collect()
        };
        let head = line(0, &rows[0]);
        let body = rows.iter().enumerate().skip(if ruled { 2 } else { 1 }).map(|(at, row)| line(at, row)).collect();
        Block::Table(head, body)
    }
}

fn is_rule(cell: &str) -> bool {
    cell.contains('-') && cell.chars().all(|c| matches!(c, '-' | ':'))
}

/// The cells of a table's line; `\|` is a bar within a cell.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim().trim_start_matches('|');
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in line.chars() {
        match c {
            '|' if !escaped => cells.push(String::new()),
            c => {
                if let Some(cell) = cells.last_mut() {
                    cell.push(c);
                }
            }
        }
        escaped = c == '\\' && !escaped;
    }
    // The closing bar opens one cell too many.
    if cells.len() > 1 && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, json: &str) {
        let (text, faults) = text(source);
        assert!(faults.is_empty(), "{source}: {faults:?}");
        assert_eq!(serde_json::to_string(&text).unwrap(), json, "{source}");
    }

    fn refused(source: &str, line: usize, message: &str) {
        let (_, faults) = text(source);
        assert!(faults.iter().any(|fault| fault.line == line && fault.message == message), "{source}: {faults:?}");
    }

    #[test]
    fn the_subset_becomes_a_tree() {
        check("one\ntwo\n\nthree\n", r#"[{"p":[{"t":"one two"}]},{"p":[{"t":"three"}]}]"#);
        check(
            "a **b** *c* `d*e` f",
            r#"[{"p":[{"t":"a "},{"b":"b"},{"t":" "},{"i":"c"},{"t":" "},{"c":"d*e"},{"t":" f"}]}]"#,
        );
        check("So:\n- one\n  more\n- **two**", r#"[{"p":[{"t":"So:"}]},{"ul":[[{"t":"one more"}],[{"b":"two"}]]}]"#);
        check("1. one\n\n2. two\n\nthen", r#"[{"ol":[[{"t":"one"}],[{"t":"two"}]]},{"p":[{"t":"then"}]}]"#);
        check(
            "| a | b |\n|---|:-:|\n| 1 | x\\|y |",
            r#"[{"table":[[[{"t":"a"}],[{"t":"b"}]],[[[{"t":"1"}],[{"t":"x|y"}]]]]}]"#,
        );
        check(
            "see [the guide](https://scrumguides.org/a?b=c).",
            r#"[{"p":[{"t":"see "},{"a":["the guide","https://scrumguides.org/a?b=c"]},{"t":"."}]}]"#,
        );
        check(
            "3 * 4 < 13 & snake_case, 5 > 4, [sic] \\*",
            r#"[{"p":[{"t":"3 * 4 < 13 & snake_case, 5 > 4, [sic] *"}]}]"#,
        );
        check("{ev*2} is {ev_1:3}", r#"[{"p":[{"t":"{ev*2} is {ev_1:3}"}]}]"#);
        check("since\n26. April", r#"[{"p":[{"t":"since 26. April"}]}]"#);
        check(
            "(*a*), **b**: *c*.",
            r#"[{"p":[{"t":"("},{"i":"a"},{"t":"), "},{"b":"b"},{"t":": "},{"i":"c"},{"t":"."}]}]"#,
        );
    }

    #[test]
    fn everything_else_is_refused() {
        refused("", 0, "an empty text");
        refused("a\n\n# b", 2, "a heading");
        refused("a\n```\nb\n```", 1, "a code block");
        refused("> a", 0, "a quotation block");
        refused("a\n\n---\n\nb", 2, "a rule or underlined heading");
        refused("* a", 0, "a list with another bullet");
        refused("- a\n  - b", 1, "a list within a list");
        refused("- a\nb", 1, "a line right behind a list");
        refused("1. a\n3. b", 1, "a list that does not count 1, 2, 3");
        refused("| a | b |\n| 1 | 2 |", 0, "a table without a head, a ruler and rows of one length");
        refused("| a | b |\n|---|---|\n| 1 |", 0, "a table without a head, a ruler and rows of one length");
        refused("    a", 0, "an indented line");
        refused("a <b>c</b>", 0, "HTML");
        refused("a &amp; b", 0, "the HTML entity `&amp;`");
        refused("![a](https://b.c)", 0, "an image");
        refused("[a](http://b.c)", 0, "a link to `http://b.c`");
        refused("[a](javascript:alert)", 0, "a link to `javascript:alert`");
        refused("see https://b.c", 0, "a bare address");
        refused("a **b", 0, "`**` without its partner");
        refused("a *b", 0, "`*` without its partner");
        refused("2*3", 0, "stars that open no bold or italic words");
        refused("***a***", 0, "stars that open no bold or italic words");
        refused("**a *b* c**", 0, "a mark within a mark");
        refused("a `b", 0, "a backtick without its partner");
        refused("an _old_ way", 0, "underscores around words");
        refused("a\u{7}b", 0, "a control character or tab");
    }

    #[test]
    fn a_line_holds_no_blocks() {
        assert!(line("**a** b").1.is_empty());
        for bad in ["", "a\nb", "- a", "1. a", "| a |", "# a"] {
            assert_eq!(line(bad).1.len(), 1, "{bad}");
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic() {
        let signs =
            ["*", "**", "`", "[", "](", ")", "\\", "{", "}", "<", "&", ";", "_", "\n", "- ", "1. ", "|", " ", "é", "a"];
        let mut chance = crate::engine::chance::Chance::new(1);
        for _ in 0..20_000 {
            let count = chance.below(12);
            let source: String = (0..count).map(|_| signs[chance.below(signs.len() as u32) as usize]).collect();
            let _ = (text(&source), line(&source));
        }
    }
}
