//! Where a byte stands in a file.

use super::diagnostic::Finding;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A file's text with its line starts.
#[derive(Debug)]
pub(super) struct Source<'t> {
    pub path: PathBuf,
    pub text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Source<'t> {
    pub fn new(path: &Path, text: &'t str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { path: path.to_owned(), text, starts }
    }

    /// The line of a byte, from 1.
    pub fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte)
    }

    /// The line on which a string's content begins: behind the opening quotes and their line break.
    pub fn line_of_content(&self, span: &Range<usize>) -> usize {
        let quoted = self.text.get(span.clone()).unwrap_or_default();
        let opens_line = ["\"\"\"\n", "'''\n", "\"\"\"\r\n", "'''\r\n"].iter().any(|open| quoted.starts_with(open));
        self.line(span.start) + usize::from(opens_line)
    }

    /// A finding in this file.
    pub fn finding(&self, rule: &'static str, line: usize, message: String, help: &str) -> Finding {
        Finding { file: self.path.clone(), line, rule, message, help: help.to_owned() }
    }
}
