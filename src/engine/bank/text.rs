//! Marked-up text as a tree. Decides what text may contain; the source's Markdown is parsed by `content`, so that
//! the page has no parser and no way to HTML.

use serde::{Deserialize, Serialize};

/// Several blocks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub Vec<Block>);

/// Marks within one line, no blocks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Line(pub Vec<Inline>);

/// A block of text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Block {
    /// A paragraph.
    #[serde(rename = "p")]
    Paragraph(Line),
    /// A list with bullets.
    #[serde(rename = "ul")]
    Bullets(Vec<Line>),
    /// A list with numbers from 1.
    #[serde(rename = "ol")]
    Numbers(Vec<Line>),
    /// A table: its head and its rows, each as long as the head.
    #[serde(rename = "table")]
    Table(Vec<Line>, Vec<Vec<Line>>),
}

/// A run of text with one mark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Inline {
    /// Plain text.
    #[serde(rename = "t")]
    Plain(String),
    /// Important.
    #[serde(rename = "b")]
    Strong(String),
    /// Stressed.
    #[serde(rename = "i")]
    Emphasis(String),
    /// A formula or a piece of code.
    #[serde(rename = "c")]
    Code(String),
    /// A link: its words and its address (https only).
    #[serde(rename = "a")]
    Link(String, String),
}

impl Inline {
    /// The words without the mark.
    #[must_use]
    pub fn plain(&self) -> &str {
        match self {
            Self::Plain(text) | Self::Strong(text) | Self::Emphasis(text) | Self::Code(text) | Self::Link(text, _) => {
                text
            }
        }
    }

    /// Other words with the same mark.
    #[must_use]
    pub fn map(&self, words: &dyn Fn(&str) -> String) -> Self {
        match self {
            Self::Plain(text) => Self::Plain(words(text)),
            Self::Strong(text) => Self::Strong(words(text)),
            Self::Emphasis(text) => Self::Emphasis(words(text)),
            Self::Code(text) => Self::Code(words(text)),
            Self::Link(text, to) => Self::Link(words(text), to.clone()),
        }
    }
}

impl Block {
    /// Its lines, those of a table row by row.
    #[must_use]
    pub fn lines(&self) -> Vec<&Line> {
        match self {
            Self::Paragraph(line) => vec![line],
            Self::Bullets(lines) | Self::Numbers(lines) => lines.iter().collect(),
            Self::Table(head, rows) => head.iter().chain(rows.iter().flatten()).collect(),
        }
    }

    /// The same block with other lines.
    #[must_use]
    pub fn map(&self, line: &dyn Fn(&Line) -> Line) -> Self {
        let lines = |lines: &[Line]| lines.iter().map(line).collect();
        match self {
            Self::Paragraph(of) => Self::Paragraph(line(of)),
            Self::Bullets(of) => Self::Bullets(lines(of)),
            Self::Numbers(of) => Self::Numbers(lines(of)),
            Self::Table(head, rows) => Self::Table(lines(head), rows.iter().map(|row| lines(row)).collect()),
        }
    }
}

impl Line {
    /// A line without marks.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(vec![Inline::Plain(text.to_owned())])
    }

    /// The words without the marks.
    #[must_use]
    pub fn plain(&self) -> String {
        self.0.iter().map(Inline::plain).collect()
    }
}

impl Text {
    /// The words without the marks, blocks and cells parted by spaces.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut text = String::new();
        let mut add = |line: &Line| {
            if !text.is_empty() {
                text.push(' ');
            }
            line.0.iter().for_each(|inline| text.push_str(inline.plain()));
        };
        for block in &self.0 {
            match block {
                Block::Paragraph(line) => add(line),
                Block::Bullets(lines) | Block::Numbers(lines) => lines.iter().for_each(&mut add),
                Block::Table(head, rows) => {
                    head.iter().for_each(&mut add);
                    rows.iter().for_each(|row| row.iter().for_each(&mut add));
                }
            }
        }
        text
    }
}
